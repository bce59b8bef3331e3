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

  put(word, smoothing, { low, high, fits, alone, known }) {
    const values = halfFloats(bytesOf(fits));
    const column = { values, low, high, known, alone: halfFloats(bytesOf(alone)) };
    this.columns.set(`${smoothing} ${cleaned(word)}`, column);
    const most = Math.min(MOST_COLUMNS, Math.max(16, MOST_BYTES / (values.byteLength || 1)));
    for (const key of this.columns.keys()) {
      if (this.columns.size <= most) break;
      this.columns.delete(key);
    }
  }
}

// The best word of each element: {labels (-1 for none), confidence}. `none` is the fit of "none
// of these": null where it does not compete, a number, or one for each element.
function decide(columns, count, { temperature, threshold, none }) {
  const labels = new Int32Array(count).fill(-1);
  const confidence = new Float32Array(count);
  if (!columns.length) return { labels, confidence };
  for (let i = 0; i < count; i += 1) {
    let best = 0;
    for (let k = 1; k < columns.length; k += 1) {
      if (columns[k].values[i] > columns[best].values[i]) best = k;
    }
    let rivals = 0;
    for (const { values } of columns) {
      rivals += Math.exp((values[i] - columns[best].values[i]) / temperature);
    }
    const lead = none === null ? 0 : columns[best].values[i] - noneAt(none, i);
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
  const best = Math.max(...columns.map(({ values }) => values[i]));
  const weights = columns.map(({ values }) => Math.exp((values[i] - best) / temperature));
  const nothing = none === null ? 0 : Math.exp((noneAt(none, i) - best) / temperature);
  const total = weights.reduce((sum, weight) => sum + weight, nothing);
  return columns
    .map(({ values }, index) => ({ index, fit: values[i], confidence: weights[index] / total }))
    .sort((one, two) => two.confidence - one.confidence);
}
