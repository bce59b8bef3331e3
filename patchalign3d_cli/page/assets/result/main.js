// The page of a result put together.

class ResultPage {
  constructor(header, model) {
    Object.assign(this, { header, model, mode: "parts", column: 0 });
    this.viewer = new Viewer(byId("view"), header.view, model.label.length, {
      hover: (position, picked) => this.hint(position, picked),
      click: (picked, alternate) => this.pick(picked, alternate),
    });
    this.colours = colourings(header, model);
  }

  async open() {
    const { header, viewer } = this;
    await viewer.open(header, this.model);
    this.legend = new Legend(byId("parts"), header, {
      show: (group, visible) => viewer.draw(viewer.stage.show(group, visible)),
      highlight: (group) => viewer.draw(viewer.stage.highlight(group)),
      choose: (row) => this.chooseColumn(row),
      focus: (group) => viewer.focus(this.model, group === null ? null : (i) => this.model.label[i] === group),
      piece: (number) => this.showPiece(number),
      say: (text) => (byId("said").textContent = text),
    });
    if (header.record) this.correct();
    showDoubts(header.doubts);
    this.controls();
    this.look(header.mode);
  }

  controls() {
    const select = byId("heat-column");
    this.header.columns.forEach(({ name }, i) => select.append(element("option", { value: i }, name)));
    select.addEventListener("change", () => this.heat(Number(select.value)));
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.parentElement.hidden = !this.header.modes.includes(radio.value);
      radio.addEventListener("change", () => this.look(radio.value));
    }
    byId("all").hidden = this.header.groups.length === 0;
    byId("all").addEventListener("click", () => this.legend.showAll());
    byId("home").addEventListener("click", () => this.viewer.orbit.reset());
    byId("theme").addEventListener("click", switchTheme);
    byId("picture").addEventListener("click", () => this.savePicture());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.legend.showAll();
      const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      if (undo && this.correcting?.active && !event.target.matches("input[type=text]")) this.undo();
    });
    byId("view").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.correcting?.active) this.pickMiddle(event.altKey);
    });
  }

  showPiece(number) {
    const { name } = this.header.pieces[number - 1];
    this.viewer.focus(this.model, (i) => this.model.piece[i] === number);
    byId("said").textContent = `${name} is in the middle`;
  }

  async savePicture() {
    const name = `${document.title.replace(/\.[^.]+$/, "")}.view.png`;
    hand(await this.viewer.picture(), name);
    byId("said").textContent = `saved ${name}`;
  }

  // The tools that correct it.
  correct() {
    const { header } = this;
    const say = (text) => (byId("said").textContent = text);
    this.corrections = correctionsOf(header, this.model);
    this.correcting = new Correcting(() => header.element, {
      parts: () => this.corrections.now.parts,
      change: (step) => {
        const changed = this.corrections.apply(step);
        this.relabel();
        return changed;
      },
      switched: () => {},
      say,
    });
    byId("take-back").addEventListener("click", () => this.undo());
    byId("save-json").addEventListener("click", () => say(saveCorrected(this.corrections, header)));
    byId("save-json").disabled = !header.inFile;
    byId("save-note").hidden = header.inFile;
    byId("correct").hidden = false;
  }

  undo() {
    this.corrections.undo();
    this.relabel();
    this.correcting.tell("taken back");
  }

  // Labels and names are others: the picture and the list follow.
  relabel() {
    const { header, model, viewer, corrections } = this;
    const { parts, labels, sure } = corrections.now;
    byId("take-back").disabled = corrections.past.length === 0;
    header.groups = parts.map(({ name }) => name);
    header.rows = corrections.rows();
    model.label = Uint16Array.from(labels, (label) => label + 1);
    if (model.confidence) model.confidence = Uint8Array.from(sure, (value) => Math.round(100 * value));
    this.colours = colourings(header, model);
    viewer.regroup(header, model);
    this.legend.fill(header.rows, []); // nobody knows the pieces of other labels
    byId("tip").hidden = true;
    if (this.mode === "original") this.mode = "parts";
    this.look(this.mode);
  }

  // The element in the middle of the picture, for whoever has no pointer.
  pickMiddle(alternate) {
    const { stage, canvas } = this.viewer;
    this.pick(stage.pick(canvas.clientWidth / 2, canvas.clientHeight / 2), alternate);
  }

  // A row of the list was clicked: in heat, or where it has nothing else, its column is shown.
  chooseColumn(row) {
    if (this.correcting?.active && row.group) this.correcting.choose(row.group - 1);
    if (row.column !== null && (this.mode === "heat" || row.group === null)) this.heat(row.column);
  }

  heat(column) {
    this.column = column;
    byId("heat-column").value = String(column);
    this.look("heat");
  }

  look(mode) {
    this.mode = mode;
    document.querySelector(`#modes input[value="${mode}"]`).checked = true;
    byId("heat-choice").hidden = mode !== "heat";
    this.legend.press(mode === "heat" ? this.column : null);
    const colour = this.colours[mode];
    this.viewer.color(mode === "heat" ? colour(this.column) : colour, mode === "original");
    showScale(this.scale());
  }

  // A value as text: cosines span less than 2 and need more digits than percentiles.
  figure(value) {
    const { low, high } = this.header.heat;
    if (this.header.columns[this.column].measure.startsWith("confidence in ")) return `${Math.round(100 * value)} %`;
    const span = high[this.column] - low[this.column];
    return value.toFixed(span < 2 ? 2 : span < 50 ? 1 : 0);
  }

  scale() {
    const { heat, columns, ramp } = this.header;
    if (this.mode === "confidence") return { measure: "confidence", low: "0 %", high: "100 %", ramp };
    if (this.mode !== "heat") return null;
    const [low, high] = [heat.low, heat.high].map((ends) => this.figure(ends[this.column]));
    return { measure: columns[this.column].measure, low, high, ramp };
  }

  pick(picked, alternate) {
    if (this.correcting?.active) return this.correcting.click(picked, alternate);
    if (this.header.groups.length === 0) return null;
    return this.legend.chooseGroup(picked < 0 ? null : this.model.label[picked]);
  }

  // What lies under the pointer, in words beside it.
  hint(position, picked) {
    const group = picked < 0 ? null : this.model.label[picked];
    this.legend.under(group);
    showTip(position, picked < 0 ? [] : this.lines(picked, group));
  }

  lines(picked, group) {
    const { groups, columns, element: kind, heat } = this.header;
    const lines = [];
    if (groups.length) {
      lines.push(element("b", {}, group ? groups[group - 1] : this.header.unlabelled));
    }
    if (group && this.model.confidence) {
      lines.push(element("span", {}, `confidence ${this.model.confidence[picked]} %`));
    }
    if (this.mode === "heat") {
      const level = this.model.heat[this.column][picked] / heat.levels;
      const [low, high] = [heat.low[this.column], heat.high[this.column]];
      const value = this.figure(low + level * (high - low));
      lines.push(element("span", {}, `${columns[this.column].measure}: ${value}`));
    }
    lines.push(element("small", {}, `${kind} ${picked.toLocaleString("en")}`));
    return lines;
  }
}

start(async () => {
  const header = JSON.parse(byId("header").textContent);
  const model = decoded(header, await inflated(blockBytes("data")));
  await new ResultPage(header, model).open();
});
