// A result as what corrections start from, and its file.

function correctionsOf(header, model) {
  const areas = areasOf(model);
  let rule = null;
  return new Corrections({
    parts: header.groups,
    labels: Int32Array.from(model.label, (label) => label - 1),
    sure: Float32Array.from(model.label, (_, i) => (model.confidence ? model.confidence[i] / 100 : 0)),
    known: model.confidence !== null,
    areas,
    scoreOf: model.heat.length ? (column) => fitOf(header.heat, model.heat, column) : null,
    rule: () => (rule = rule || new ClickRule(model, model.sites, areas)),
    clicks: header.record.options.clicks,
    look: header,
  });
}

// How well elements fit a column; a part that was added fits nowhere.
function fitOf({ levels, low, high }, heat, column) {
  if (column === null) return () => Math.min(...low);
  const values = heat[column];
  return (i) => low[column] + (values[i] / levels) * (high[column] - low[column]);
}

// Hand out the JSON of what it became. Result: what to do with it.
function saveCorrected(corrections, { record, recordDoubts }) {
  const { file } = record.source;
  const stem = (file || "shape").replace(/\.[^.]+$/, "");
  const text = `${JSON.stringify(corrections.document(record, recordDoubts))}\n`;
  hand(new Blob([text], { type: "application/json" }), `${stem}.parts.json`);
  return `saved; put it beside ${file || "its shape"}`;
}
