// The list beside the picture: a row a part (to hide, to show alone, to make stand out), or a
// row a column of values (to choose); by click and by key.

class Legend {
  // `on` has show(group, visible), highlight(group or null), choose(column), focus(group or null),
  // piece(number), say(text).
  constructor(list, header, on) {
    Object.assign(this, { list, on });
    this.pieces = header.pieces.map((piece, at) => ({ ...piece, number: at + 1 }));
    this.rows = [];
    this.alone = null;
    this.chosen = null;
    this.fill(header.rows);
    list.addEventListener("keydown", (event) => this.key(event));
  }

  // Other rows; parts that were hidden stay so, by their names.
  fill(entries, pieces = this.pieces) {
    this.pieces = pieces;
    const hidden = this.alone ? [] : this.rows.filter(({ box, count }) => box && count && !box.checked);
    const names = new Set(hidden.map(({ name }) => name));
    Object.assign(this, { rows: [], alone: null, chosen: null });
    this.list.replaceChildren();
    entries.forEach((entry) => this.add(entry));
    for (const row of this.rows) if (names.has(row.name)) this.apply(row, false);
  }

  add(entry) {
    const name = element("button", { type: "button", class: "name", "aria-pressed": "false" });
    const figure = element("span", { class: "figures" }, entry.figure);
    name.append(element("span", { class: "words" }, entry.name), figure);
    if (entry.title) name.title = entry.title;
    const item = element("li", {});
    const row = { ...entry, item, button: name, box: null, only: null };
    if (entry.group === null) item.append(name);
    else this.addGroup(row);
    name.addEventListener("click", () => this.choose(row));
    this.rows.push(row);
    this.list.append(item);
  }

  addGroup(row) {
    row.box = element("input", { type: "checkbox", "aria-label": `Show ${row.name}` });
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = row.color;
    row.button.prepend(swatch);
    row.only = element("button", { type: "button", class: "only", "aria-pressed": "false" });
    row.only.append("Only");
    row.only.setAttribute("aria-label", `Show only ${row.name}`);
    row.item.append(row.box, row.button, row.only);
    const pieces = this.pieces.filter(({ group }) => group === row.group);
    if (pieces.length > 1) this.addPieces(row, pieces);
    row.box.checked = row.count > 0;
    if (row.count === 0) {
      row.item.classList.add("empty");
      for (const control of [row.box, row.button, row.only]) control.disabled = true;
    }
    row.box.addEventListener("change", () => this.show(row, row.box.checked));
    row.only.addEventListener("click", () => this.isolate(row));
    row.button.addEventListener("pointerenter", () => this.hover(row));
    row.button.addEventListener("pointerleave", () => this.hover(null));
  }

  // How many pieces a part has, and each of them where that is opened.
  addPieces(row, pieces) {
    const open = element("button", { type: "button", class: "only count", "aria-expanded": "false" }, `\u00d7 ${pieces.length}`);
    open.title = `${pieces.length} pieces`;
    open.setAttribute("aria-label", `${pieces.length} pieces of ${row.name}`);
    const list = element("ul", { class: "pieces", "aria-label": `Pieces of ${row.name}`, hidden: "" });
    for (const { name, figure, number } of pieces) {
      const button = element("button", { type: "button", class: "name" }, element("span", { class: "words" }, name));
      button.append(element("span", { class: "figures" }, figure));
      button.addEventListener("click", () => this.on.piece(number));
      list.append(element("li", {}, button));
    }
    open.addEventListener("click", () => {
      list.hidden = !list.hidden;
      open.setAttribute("aria-expanded", String(!list.hidden));
    });
    row.item.insertBefore(open, row.only);
    row.item.append(list);
  }

  show(row, visible) {
    this.leaveAlone();
    this.apply(row, visible);
    this.on.say(`${row.name} ${visible ? "shown" : "hidden"}`);
  }

  apply(row, visible) {
    if (!row.box || row.count === 0) return;
    row.box.checked = visible;
    row.item.classList.toggle("hidden", !visible);
    this.on.show(row.group, visible);
  }

  isolate(row) {
    if (this.alone === row) {
      this.showAll();
      return;
    }
    this.leaveAlone();
    this.rows.forEach((other) => this.apply(other, other === row));
    this.alone = row;
    this.on.focus(row.group);
    row.only.setAttribute("aria-pressed", "true");
    this.on.say(`only ${row.name} shown`);
  }

  leaveAlone() {
    if (this.alone) {
      this.alone.only.setAttribute("aria-pressed", "false");
      this.on.focus(null);
    }
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
    if (row.group !== null) this.mark(this.chosen === row ? null : row);
    this.on.choose(row);
    if (row.group === null) this.on.say(`heat of ${row.name}`);
    else this.on.say(this.chosen ? `${row.name} highlighted` : "no part highlighted");
  }

  chooseGroup(group) {
    const row = this.rows.find((candidate) => candidate.group === group);
    if (row) this.choose(row);
    else this.mark(null);
  }

  // Which column the colours show; rows of parts do not tell.
  press(column) {
    for (const row of this.rows) {
      if (row.group === null) row.button.setAttribute("aria-pressed", String(row.column === column));
    }
  }

  mark(row) {
    if (this.chosen) this.chosen.button.setAttribute("aria-pressed", "false");
    this.chosen = row;
    if (row) row.button.setAttribute("aria-pressed", "true");
    this.on.highlight(row ? row.group : null);
  }

  hover(row) {
    const lit = row || this.chosen;
    this.on.highlight(lit && lit.count && lit.box.checked ? lit.group : null);
  }

  // Which group lies under the pointer in the picture; null for none.
  under(group) {
    for (const row of this.rows) {
      row.item.classList.toggle("under", group !== null && row.group === group);
    }
  }

  key(event) {
    const row = this.rows.find((candidate) => candidate.item.contains(event.target));
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.step(row, step, event.target);
    else if (row.box && /^h$/i.test(event.key)) this.show(row, !row.box.checked);
    else if (row.only && /^i$/i.test(event.key)) this.isolate(row);
    else return;
    event.preventDefault();
  }

  step(row, step, from) {
    const kind = [row.box, row.button, row.only].indexOf(from);
    let at = this.rows.indexOf(row) + step;
    while (this.rows[at] && this.rows[at].button.disabled) at += step;
    const next = this.rows[at];
    if (next) [next.box, next.button, next.only][kind].focus();
  }
}
