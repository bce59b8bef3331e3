// What the colours of a result show.

// Each colouring is a function (element, out).
function colourings(header, model) {
  const groups = [];
  for (const row of header.rows) if (row.group !== null) groups[row.group] = rgbOf(row.color);
  const grey = rgbOf(header.grey);
  const ramp = header.ramp.map(rgbOf);
  const heated = (value) => ramp[Math.round(value * (ramp.length - 1))];
  return {
    original: originalOf(header, model),
    parts: (i, out) => put(out, model.label[i] ? groups[model.label[i]] : grey),
    confidence: (i, out) => put(out, model.label[i] ? heated(model.confidence[i] / 100) : grey),
    heat: (column) => (i, out) => put(out, heated(model.heat[column][i] / header.heat.levels)),
  };
}
