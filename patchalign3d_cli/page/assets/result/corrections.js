// A result while it is corrected: labels, names and what can be taken back.

const MOST_STEPS = 50; // that can be taken back

class Corrections {
  constructor(header, model) {
    Object.assign(this, { header, model, past: [], rule: null });
    this.areas = areasOf(model);
    this.now = {
      parts: header.groups.map((name, column) => ({ name, column })), // column: of the heat
      labels: Int32Array.from(model.label, (label) => label - 1),
      sure: Float32Array.from(model.label, (_, i) => (model.confidence ? model.confidence[i] / 100 : 0)),
      earlier: [],
      clicks: [],
      clicked: [], // names of parts that somebody clicked
    };
  }

  // A part by its name, whatever its spelling; -1 for none.
  find(name) {
    return this.now.parts.findIndex((part) => cleaned(part.name) === cleaned(name));
  }

  // Start a step that can be taken back; result: the state to change.
  begin() {
    const { parts, labels, sure, earlier, clicks, clicked } = this.now;
    this.past.push(this.now);
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.now = {
      parts: parts.map((part) => ({ ...part })),
      labels: labels.slice(),
      sure: sure.slice(),
      earlier: earlier.map((click) => ({ ...click })),
      clicks: clicks.slice(),
      clicked: clicked.slice(),
    };
    return this.now;
  }

  undo() {
    if (this.past.length) this.now = this.past.pop();
  }

  // An element is a part, or is not. Result: whether anything changed.
  click(element, part, positive) {
    const state = this.begin();
    this.rule = this.rule || new ClickRule(this.model, this.model.sites, this.areas);
    const scored = this.model.heat.length > 0;
    const scoreOf = scored ? (other) => this.scoreOf(state.parts[other].column) : null;
    const all = { labels: state.labels, sure: state.sure, earlier: state.earlier, parts: state.parts.length, scoreOf };
    const changed = this.rule.follow(all, { element, part, positive });
    const { name } = state.parts[part];
    state.clicks.push(`${this.header.element}:${element}=${positive ? "" : "!"}${name}`);
    if (positive) state.clicked.push(name);
    return changed;
  }

  // How well elements fit a column; a part that was added fits nowhere.
  scoreOf(column) {
    const { levels, low, high } = this.header.heat;
    if (column === null) return () => Math.min(...low);
    const values = this.model.heat[column];
    return (i) => low[column] + (values[i] / levels) * (high[column] - low[column]);
  }

  add(name) {
    this.begin().parts.push({ name, column: null });
  }

  rename(part, name) {
    this.begin().parts[part].name = name;
  }

  // All of a part becomes another; the part is gone.
  merge(from, into) {
    const state = this.begin();
    const moved = (label) => {
      const after = label === from ? into : label;
      return after > from ? after - 1 : after;
    };
    state.labels = state.labels.map(moved);
    for (const click of state.earlier) {
      if (click.label !== null) click.label = moved(click.label);
      if (click.refused !== null) click.refused = click.refused === from ? null : moved(click.refused);
    }
    state.parts.splice(from, 1);
  }

  // Count, share of the surface and mean confidence of each part, and of what has none at last.
  figures() {
    const { parts, labels, sure } = this.now;
    const rows = [...parts, null].map(() => ({ count: 0, area: 0, sure: 0 }));
    let total = 0;
    labels.forEach((label, i) => {
      const row = rows[label < 0 ? parts.length : label];
      const area = this.areas ? this.areas[i] : 1;
      row.count += 1;
      row.area += area;
      row.sure += area * sure[i];
      total += area;
    });
    return rows.map(({ count, area, sure: sum }) => {
      return { count, share: total ? area / total : 0, confidence: area ? sum / area : 0 };
    });
  }

  // Rows of the list, as the page was given them.
  rows() {
    const { element: kind, palette, grey, unlabelled } = this.header;
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    return this.figures().flatMap(({ count, share, confidence }, i, all) => {
      const part = this.now.parts[i];
      if (!part && !count) return [];
      const name = part ? part.name : unlabelled;
      const sure = part && this.model.confidence ? `, mean confidence ${percent(confidence)}` : "";
      return [{
        name,
        figure: count ? percent(share) : `no ${kind}s`,
        title: count ? `${name}: ${count.toLocaleString("en")} ${kind}s${sure}` : "",
        color: part ? palette[i % palette.length] : grey,
        group: part ? i + 1 : 0,
        column: part ? part.column : null,
        count,
      }];
    });
  }

  // Doubts that clicks did not settle.
  doubts() {
    const { parts, clicked } = this.now;
    const [names, settled] = [parts.map(({ name }) => name), new Set(clicked.map(cleaned))];
    return this.header.recordDoubts.filter(({ part }) => {
      return part === null || (names.includes(part) && !settled.has(cleaned(part)));
    });
  }

  // What the JSON file of the corrected result holds, without measures of its parts.
  document() {
    const { record, palette, grey } = this.header;
    const { parts, labels, sure, clicks } = this.now;
    const figures = this.figures();
    const known = (value) => (this.model.confidence || value > 0 ? Math.round(value * 1e4) / 1e4 : null);
    const before = record.options.clicks ? [record.options.clicks] : [];
    return {
      ...record,
      options: clicks.length ? { ...record.options, clicks: [...before, ...clicks].join("; ") } : record.options,
      parts: parts.map(({ name }, index) => ({
        index,
        name,
        color: palette[index % palette.length],
        count: figures[index].count,
        area_share: figures[index].share,
        mean_confidence: figures[index].confidence,
      })),
      unlabelled: { color: grey, count: figures[parts.length].count },
      doubts: this.doubts(),
      labels: [...labels],
      confidence: Array.from(sure, known),
    };
  }
}
