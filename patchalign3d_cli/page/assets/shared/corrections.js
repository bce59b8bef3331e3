// A labelled shape while it is corrected, step by step: labels, names and what can be taken back.

const MOST_STEPS = 50; // that can be taken back

// Clicks of a saved result, "face:3=leg; face:7=!seat", as {element, positive, part (its index, or
// null where no part is called so), name}.
function earlierClicks(text, parts) {
  return (text || "").split(/; (?=(?:face|point):\d+=)/).flatMap((said) => {
    const [, number, sign, name] = /^\w+:(\d+)=(!?)(.*)$/s.exec(said) || [];
    if (name === undefined) return [];
    const part = parts.findIndex((other) => cleaned(other) === cleaned(name));
    return [{ element: Number(number), positive: !sign, part: part < 0 ? null : part, name }];
  });
}

class Corrections {
  // `base` has parts (names), labels (-1 is none), sure (0 to 1), known (whether that is a
  // confidence), areas (one an element, or null), scoreOf (null without scores, else it makes of a
  // part's index in the base, or of null for an added one, a function of elements), rule() (a
  // ClickRule), clicks (earlier ones as text), and look: element, palette, grey, unlabelled.
  constructor(base) {
    Object.assign(this, { base, past: [], steps: [] });
    const { parts, labels, sure } = base;
    const colored = parts.map((name, column) => ({ name, column, color: this.color(column) }));
    const clicks = earlierClicks(base.clicks, parts);
    this.now = { parts: colored, labels, sure, earlier: [], clicks };
    this.first = this.now;
  }

  color(index) {
    return this.base.look.palette[index % this.base.look.palette.length];
  }

  // A part by its name, whatever its spelling; -1 for none.
  find(name) {
    return this.now.parts.findIndex((part) => cleaned(part.name) === cleaned(name));
  }

  // Do a step that can be taken back: {kind, part} names a part, and a click has element and
  // positive, `add` nothing more, `rename` has name, `merge` into. Result: whether it changed labels
  // or names. A step that names no part of now does nothing.
  apply(step) {
    const [part, into] = [this.find(step.part), this.find(step.into ?? "")];
    const known = {
      click: part >= 0,
      add: part < 0,
      rename: part >= 0 && [-1, part].includes(this.find(step.name ?? "")),
      merge: part >= 0 && into >= 0 && part !== into,
    };
    this.past.push(this.now);
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.steps.push(step);
    if (!known[step.kind] || !(step.element === undefined || step.element < this.now.labels.length)) return false;
    this.now = this.copy();
    if (step.kind === "click") return this.click(step.element, part, step.positive);
    if (step.kind === "add") this.add(step.part);
    else if (step.kind === "rename") this.now.parts[part].name = step.name;
    else this.merge(part, into);
    return true;
  }

  copy() {
    const { parts, labels, sure, earlier, clicks } = this.now;
    const each = (list) => list.map((one) => ({ ...one }));
    return { parts: each(parts), labels: labels.slice(), sure: sure.slice(), earlier: each(earlier), clicks: each(clicks) };
  }

  undo() {
    if (!this.past.length) return;
    this.now = this.past.pop();
    this.steps.pop();
  }

  // Have done these steps: those that are the same stay done.
  follow(steps) {
    let same = 0;
    while (same < steps.length && JSON.stringify(steps[same]) === JSON.stringify(this.steps[same])) same += 1;
    if (this.steps.length - same > this.past.length) {
      Object.assign(this, { now: this.first, past: [], steps: [] });
      same = 0;
    }
    while (this.steps.length > same) this.undo();
    return steps.slice(same).map((step) => this.apply(step)).every(Boolean);
  }

  // An element is a part, or is not. Result: whether anything changed.
  click(element, part, positive) {
    const { now, base } = this;
    const scoreOf = base.scoreOf && ((other) => base.scoreOf(now.parts[other].column));
    const all = { labels: now.labels, sure: now.sure, earlier: now.earlier, parts: now.parts.length, scoreOf };
    const changed = base.rule().follow(all, { element, part, positive });
    now.clicks.push({ element, positive, part, name: null });
    return changed;
  }

  // A part that nobody asked for, in a colour that none has.
  add(name) {
    const { parts } = this.now;
    const used = new Set(parts.map(({ color }) => color));
    const free = this.base.look.palette.find((color) => !used.has(color));
    parts.push({ name, column: null, color: free || this.color(parts.length) });
  }

  // All of a part becomes another; the part is gone.
  merge(from, into) {
    const { now } = this;
    const moved = (label) => {
      const after = label === from ? into : label;
      return after > from ? after - 1 : after;
    };
    now.labels = now.labels.map(moved);
    for (const click of now.earlier) {
      if (click.label !== null) click.label = moved(click.label);
      if (click.refused !== null) click.refused = click.refused === from ? null : moved(click.refused);
    }
    // What was said not to be the part that is gone, says nothing any more.
    now.clicks = now.clicks.filter(({ part, positive }) => positive || part !== from);
    for (const click of now.clicks) if (click.part !== null) click.part = moved(click.part);
    now.parts.splice(from, 1);
  }

  // Count, share of the surface and mean confidence of each part, and of what has none at last.
  figures() {
    const { parts, labels, sure } = this.now;
    const { areas } = this.base;
    const rows = [...parts, null].map(() => ({ count: 0, area: 0, sure: 0 }));
    let total = 0;
    labels.forEach((label, i) => {
      const row = rows[label < 0 ? parts.length : label];
      const area = areas ? areas[i] : 1;
      row.count += 1;
      row.area += area;
      row.sure += area * sure[i];
      total += area;
    });
    return rows.map(({ count, area, sure: sum }) => {
      return { count, share: total ? area / total : 0, confidence: area ? sum / area : 0 };
    });
  }

  // Rows of a list, as the page of a result is given them.
  rows() {
    const { element: kind, grey, unlabelled } = this.base.look;
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    return this.figures().flatMap(({ count, share, confidence }, i) => {
      const part = this.now.parts[i];
      if (!part && !count) return [];
      const name = part ? part.name : unlabelled;
      const sure = part && this.base.known ? `, mean confidence ${percent(confidence)}` : "";
      return [{
        name,
        figure: count ? percent(share) : `no ${kind}s`,
        title: count ? `${name}: ${count.toLocaleString("en")} ${kind}s${sure}` : "",
        color: part ? part.color : grey,
        group: part ? i + 1 : 0,
        column: part && this.base.scoreOf ? part.column : null,
        count,
      }];
    });
  }

  // Of doubts {part (a name, or null), ...} those that clicks did not settle.
  unsettled(doubts) {
    const { parts, clicks } = this.now;
    const settled = new Set(clicks.flatMap(({ part, positive }) => (positive && part !== null ? [part] : [])));
    return doubts.filter(({ part }) => {
      const index = part === null ? -1 : parts.findIndex(({ name }) => name === part);
      return part === null || (index >= 0 && !settled.has(index));
    });
  }

  // Which clicks were made, in the names of now, as `--click` takes them.
  said() {
    const { parts, clicks } = this.now;
    return clicks.map(({ element, positive, part, name }) => {
      return `${this.base.look.element}:${element}=${positive ? "" : "!"}${part === null ? name : parts[part].name}`;
    });
  }

  // What the JSON file of the corrected result holds, without measures of its parts. `record` is
  // that of the base.
  document(record, doubts) {
    const { grey } = this.base.look;
    const { parts, labels, sure, clicks } = this.now;
    const figures = this.figures();
    const known = (value) => (this.base.known || value > 0 ? Math.round(value * 1e4) / 1e4 : null);
    const options = { ...record.options };
    const relabelled = clicks.length > 0 || parts.length !== this.base.parts.length;
    if (relabelled) delete options.trust; // it was that of the labels before
    if (clicks.length) options.clicks = this.said().join("; ");
    return {
      ...record,
      options,
      parts: parts.map(({ name }, index) => ({
        index,
        name,
        color: this.color(index),
        count: figures[index].count,
        area_share: figures[index].share,
        mean_confidence: figures[index].confidence,
      })),
      unlabelled: { color: grey, count: figures[parts.length].count },
      doubts: this.unsettled(doubts),
      labels: [...labels],
      confidence: Array.from(sure, known),
    };
  }
}
