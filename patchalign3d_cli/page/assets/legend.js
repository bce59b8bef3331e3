// The list of parts: what is shown, what is alone, what stands out; by click and by key.

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children); // texts become text nodes: a name is never markup
  return node;
}

const share = (value) => `${(100 * value).toFixed(1)} %`;

class Legend {
  // `on` has show(part, visible), highlight(part or null), pick(part), say(text).
  constructor(list, header, on) {
    Object.assign(this, { list, on });
    this.rows = [];
    this.alone = null;
    this.chosen = null;
    header.legend.forEach((entry) => this.add(entry, header.element));
    list.addEventListener("keydown", (event) => this.key(event));
  }

  add(entry, kind) {
    const box = element("input", { type: "checkbox", "aria-label": `Show ${entry.name}` });
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = entry.color;
    const figures = element("span", { class: "figures" });
    const name = element("button", { type: "button", class: "name", "aria-pressed": "false" });
    name.append(swatch, element("span", { class: "words" }, entry.name), figures);
    const only = element("button", { type: "button", class: "only", "aria-pressed": "false" });
    only.append("Only");
    only.setAttribute("aria-label", `Show only ${entry.name}`);
    const item = element("li", {}, box, name, only);
    const row = { ...entry, item, box, button: name, only };
    box.checked = true;
    if (entry.count === 0) {
      item.classList.add("empty");
      for (const control of [box, name, only]) control.disabled = true;
      box.checked = false;
      figures.textContent = `no ${kind}s`;
    } else {
      figures.textContent = share(entry.share);
      const sure = entry.confidence === null ? "" : `, mean confidence ${share(entry.confidence)}`;
      name.title = `${entry.name}: ${entry.count.toLocaleString("en")} ${kind}s${sure}`;
    }
    this.listen(row);
    this.rows.push(row);
    this.list.append(item);
  }

  listen(row) {
    row.box.addEventListener("change", () => this.show(row, row.box.checked));
    row.button.addEventListener("click", () => this.choose(row));
    row.only.addEventListener("click", () => this.isolate(row));
    row.button.addEventListener("pointerenter", () => this.hover(row));
    row.button.addEventListener("pointerleave", () => this.hover(null));
  }

  show(row, visible) {
    this.leaveAlone();
    this.apply(row, visible);
    this.on.say(`${row.name} ${visible ? "shown" : "hidden"}`);
  }

  apply(row, visible) {
    if (row.count === 0) return;
    row.box.checked = visible;
    row.item.classList.toggle("hidden", !visible);
    this.on.show(row.part, visible);
  }

  isolate(row) {
    if (this.alone === row) {
      this.showAll();
      return;
    }
    this.leaveAlone();
    this.rows.forEach((other) => this.apply(other, other === row));
    this.alone = row;
    row.only.setAttribute("aria-pressed", "true");
    this.on.say(`only ${row.name} shown`);
  }

  leaveAlone() {
    if (this.alone) this.alone.only.setAttribute("aria-pressed", "false");
    this.alone = null;
  }

  showAll() {
    this.leaveAlone();
    this.rows.forEach((row) => this.apply(row, true));
    this.mark(null);
    this.on.say("all parts shown");
  }

  // A second click on the same part ends its highlight.
  choose(row) {
    this.mark(this.chosen === row ? null : row);
    this.on.pick(row.part);
    this.on.say(this.chosen ? `${row.name} highlighted` : "no part highlighted");
  }

  choosePart(part) {
    const row = this.rows.find((candidate) => candidate.part === part);
    if (row) this.choose(row);
    else this.mark(null);
  }

  mark(row) {
    if (this.chosen) this.chosen.button.setAttribute("aria-pressed", "false");
    this.chosen = row;
    if (row) row.button.setAttribute("aria-pressed", "true");
    this.on.highlight(row ? row.part : null);
  }

  hover(row) {
    const told = row || this.chosen;
    this.on.highlight(told && told.count && told.box.checked ? told.part : null);
  }

  // Which part lies under the pointer in the picture.
  under(part) {
    this.rows.forEach((row) => row.item.classList.toggle("under", row.part === part));
  }

  key(event) {
    const row = this.rows.find((candidate) => candidate.item.contains(event.target));
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.step(row, step, event.target);
    else if (event.key === "h" || event.key === "H") this.show(row, !row.box.checked);
    else if (event.key === "i" || event.key === "I") this.isolate(row);
    else return;
    event.preventDefault();
  }

  step(row, step, from) {
    const kind = [row.box, row.button, row.only].indexOf(from);
    let at = this.rows.indexOf(row) + step;
    while (this.rows[at] && this.rows[at].count === 0) at += step;
    const next = this.rows[at];
    if (next) [next.box, next.button, next.only][kind].focus();
  }
}
