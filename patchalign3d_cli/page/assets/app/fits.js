// How well words fit, one column of numbers a word, and what follows from the columns: labels,
// confidences and shares. It is what `pa3d segment` computes.

const MOST_COLUMNS = 200; // that are kept, and so many bytes of them
const MOST_BYTES = 2 ** 28;

// IEEE 754 half precision to numbers, all 65,536 of them.
const halves = (() => {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits += 1) {
    const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
    let value = (1 + fraction / 1024) * 2 ** (exponent - 15);
    if (exponent === 0) value = fraction * 2 ** -24;
    if (exponent === 31) value = fraction ? NaN : Infinity;
    table[bits] = sign * value;
  }
  return table;
})();

function halfFloats(bytes) {
  const result = new Float32Array(bytes.length / 2);
  for (let i = 0; i < result.length; i += 1) result[i] = halves[bytes[2 * i] | (bytes[2 * i + 1] << 8)];
  return result;
}

// Columns by word and smoothing; the least recently used go.
class Columns {
  constructor() {
    this.clear();
  }

  clear() {
    this.columns = new Map();
    this.refused = new Map(); // word: why it has no column
  }

  get(word, smoothing) {
    const key = `${smoothing} ${cleaned(word)}`;
    const column = this.columns.get(key);
    if (column) this.columns.delete(key), this.columns.set(key, column);
    return column;
  }

  put(word, smoothing, { low, high, fits, alone, known, level }) {
    const values = halfFloats(bytesOf(fits));
    const column = { values, low, high, known, level, alone: halfFloats(bytesOf(alone)) };
    this.columns.set(`${smoothing} ${cleaned(word)}`, column);
    const most = Math.min(MOST_COLUMNS, Math.max(16, MOST_BYTES / (values.byteLength || 1)));
    for (const key of this.columns.keys()) {
      if (this.columns.size <= most) break;
      this.columns.delete(key);
    }
  }
}

// What is taken off the fits of words where they compete: their levels on the shape, but for where
// "none of these" competes too, or a word that examples taught, which has no level.
function levelsOf(columns, none) {
  const level = none === null && columns.every((column) => column.level !== null);
  return columns.map((column) => (level ? column.level : 0));
}

// The best word of each element: {labels (-1 for none), confidence}. `none` is the fit of "none
// of these": null where it does not compete, a number, or one for each element.
function decide(columns, count, { temperature, threshold, none }) {
  const labels = new Int32Array(count).fill(-1);
  const confidence = new Float32Array(count);
  if (!columns.length) return { labels, confidence };
  const levels = levelsOf(columns, none);
  for (let i = 0; i < count; i += 1) {
    let best = 0;
    let highest = columns[0].values[i] - levels[0];
    for (let k = 1; k < columns.length; k += 1) {
      const fit = columns[k].values[i] - levels[k];
      if (fit > highest) (best = k), (highest = fit);
    }
    let rivals = 0;
    for (let k = 0; k < columns.length; k += 1) {
      rivals += Math.exp((columns[k].values[i] - levels[k] - highest) / temperature);
    }
    const lead = none === null ? 0 : highest - noneAt(none, i);
    if (none !== null) rivals += Math.exp(-lead / temperature);
    confidence[i] = 1 / rivals;
    if (confidence[i] >= threshold && lead >= 0) labels[i] = best;
  }
  return { labels, confidence };
}

function noneAt(none, i) {
  return typeof none === "number" ? none : none[i];
}

// The share of the surface (of the points) that each of `words` has.
function sharesOf(labels, areas, words) {
  const shares = new Float64Array(words);
  let total = 0;
  for (let i = 0; i < labels.length; i += 1) {
    const area = areas ? areas[i] : 1;
    total += area;
    if (labels[i] >= 0) shares[labels[i]] += area;
  }
  return shares.map((share) => share / (total || 1));
}

// Words of one element, the best first: [{index, fit, confidence}].
function ranked(columns, i, { temperature, none }) {
  const levels = levelsOf(columns, none);
  const fits = columns.map(({ values }, k) => values[i] - levels[k]);
  const best = Math.max(...fits);
  const weights = fits.map((fit) => Math.exp((fit - best) / temperature));
  const nothing = none === null ? 0 : Math.exp((noneAt(none, i) - best) / temperature);
  const total = weights.reduce((sum, weight) => sum + weight, nothing);
  return columns
    .map(({ values }, index) => ({ index, fit: values[i], confidence: weights[index] / total }))
    .sort((one, two) => two.confidence - one.confidence);
}
