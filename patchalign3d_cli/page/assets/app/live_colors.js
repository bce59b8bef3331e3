// What the picture's colours show of the words, and the scale beside it.

const FAINT = 0.82; // how far what is not meant goes towards grey

const mixed = (from, to, share) => from.map((value, k) => value + (to[k] - value) * share);
const hexOf = (rgb) => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

// `scene` is what sceneOf gives;
// `view` has mode, heat, compare [one, two] and lit (indices of words, or null).
// Result: {colorOf, textures, scale}.
function colouring(scene, view, common) {
  const ramp = common.ramp.map(rgbOf);
  const grey = rgbOf(common.grey);
  const { words, labels, confidence, shape } = scene;
  const plain = { colorOf: originalOf(shape.header, shape.model), textures: true, scale: null };
  if (view.mode === "original" || !words.some(({ column }) => column)) return plain;
  const heated = (value) => ramp[Math.round(Math.min(1, Math.max(0, value)) * (ramp.length - 1))];
  if (view.mode === "heat") {
    const { word, column } = words[view.heat] || {};
    if (!column) return plain;
    const { low, high, values } = column;
    const span = high - low || 1;
    const scale = { measure: `fit of ${word}`, low: low.toFixed(2), high: high.toFixed(2) };
    const colorOf = (i, out) => put(out, heated((values[i] - low) / span));
    return { colorOf, textures: false, scale: { ...scale, ramp: common.ramp } };
  }
  if (view.mode === "compare") {
    const [one, two] = view.compare.map((index) => words[index]);
    if (!one || !two || !one.column || !two.column) return plain;
    return compared(one, two, scene);
  }
  if (view.mode === "confidence") {
    const scale = { measure: "confidence", low: "0 %", high: "100 %", ramp: common.ramp };
    const colorOf = (i, out) => put(out, labels[i] < 0 ? grey : heated(confidence[i]));
    return { colorOf, textures: false, scale };
  }
  const colors = scene.parts.map(({ color }) => rgbOf(color));
  const lit = view.lit === null ? -1 : partOf(scene, view.lit);
  const faint = colors.map((color) => mixed(color, grey, FAINT).map(Math.round));
  const colorOf = (i, out) => {
    const label = labels[i];
    if (label < 0) put(out, grey);
    else put(out, lit < 0 || lit === label ? colors[label] : faint[label]);
  };
  return { colorOf, textures: false, scale: null };
}

// Two words against each other: the colour of the one that fits better, paler where it is close.
function compared(one, two, { temperature, none }) {
  const neutral = [238, 238, 240];
  const [first, second] = [rgbOf(one.color), rgbOf(two.color)];
  const steps = Array.from({ length: 65 }, (_, step) => {
    const share = step / 64; // of the first
    if (share < 0.5) return mixed(second, neutral, share * 2);
    return mixed(neutral, first, share * 2 - 1);
  }).map((color) => color.map(Math.round));
  const [level, other] = levelsOf([one.column, two.column], none);
  const colorOf = (i, out) => {
    const behind = two.column.values[i] - one.column.values[i] + level - other;
    const share = 1 / (1 + Math.exp(behind / temperature));
    put(out, steps[Math.round(share * 64)]);
  };
  const ramp = steps.filter((_, step) => step % 8 === 0).map(hexOf).reverse();
  const scale = { measure: `${one.word} or ${two.word}`, low: one.word, high: two.word, ramp };
  return { colorOf, textures: false, scale };
}
