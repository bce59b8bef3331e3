// The page of `pa3d app` put together.

class LivePage {
  constructor(header, address) {
    this.header = header;
    this.shape = null;
    this.draft = ""; // the word that is being typed behind the list
    this.view = { mode: "parts", heat: 0, compare: [0, 1], lit: null, typing: null };
    this.picked = null;
    this.suggested = [];
    this.api = new Api(address.get("token"));
    this.token = address.get("token");
    this.columns = new Columns();
    this.busy = new Busy();
    this.viewer = new Viewer(byId("view"), header.view, Infinity, {
      hover: (position, picked) => this.hint(position, picked),
      click: (picked) => this.pick(picked < 0 ? null : picked),
    });
    const words = (address.get("words") || "").split(",").map((word) => word.trim()).filter(Boolean);
    const first = { words, ...DEFAULTS };
    for (const name of ["smoothing", "threshold"]) {
      const value = parseFloat(address.get(name));
      if (value >= 0 && value <= 1) first[name] = value;
    }
    if (address.has("other")) first.other = true;
    this.history = new History(first, () => this.changed());
    this.asking = new Asking(this.api, this.columns, {
      begin: () => this.busy.begin("Asking the words"),
      wanted: () => this.wanted(),
      arrived: () => this.render(),
      failed: (error) => {
        this.render();
        this.fail(error);
      },
      lost: () => this.sendAgain(),
    });
    this.list = new WordList(byId("words"), byId("entry"), header.palette, {
      typed: (changed, index) => this.typed(changed, index),
      settled: (changed) => this.settled(changed),
      drafted: (word) => this.drafted(word),
      chosen: (index) => this.heat(index),
      hovered: (index) => this.light(index),
    });
    this.shapes = new Shapes(this.api);
    this.saving = new Saving(this.api, header.formats, {
      wanted: () => this.wanted(),
      begin: (text) => this.busy.begin(text),
      options: () => [...header.options, ...(this.shapes.files ? [] : header.fileOptions)],
      failed: (error) => this.fail(error),
    });
    this.controls = new Controls(this);
    this.changed();
  }

  get state() {
    return this.history.present;
  }

  // The words to ask: those of the list and the one being typed, each once.
  asked() {
    return uniqueWords([...this.state.words, this.draft]);
  }

  // What is asked of which shape; null before there is one.
  wanted() {
    const { shape } = this;
    if (!shape) return null;
    const up = shape.up_assumed ? null : shape.up;
    return { ...this.state, words: this.asked(), shape, up };
  }

  // Open what `load` gives: a promise of a shape.
  async open(load) {
    showProblem(null);
    const task = this.busy.begin("Opening");
    try {
      const shape = await load(task.say);
      await this.viewer.open(shape.header, shape.model);
      this.columns.clear();
      Object.assign(this, { shape, picked: null, suggested: [] });
      showDoubts([]);
      this.controls.opened(shape);
      this.changed();
      this.suggest(shape);
    } catch (error) {
      this.fail(error);
    }
    task.end();
    byId("welcome").hidden = this.shape !== null;
  }

  openFiles(files, up) {
    this.up = up || null;
    return this.open((say) => this.shapes.sent(files, say, up));
  }

  // The server forgot the shape; whoever still has its file sends it again.
  sendAgain() {
    const { files } = this.shapes;
    if (files) this.openFiles(files, this.up);
    else this.fail(new Error("The server has forgotten this shape. Open its file again."));
  }

  async suggest(shape) {
    const task = this.busy.begin("Looking at the shape");
    try {
      const { parts } = await this.api.json("v1/suggest", { shape: shape.id, max: 10 });
      if (this.shape === shape) this.suggested = parts;
      this.controls.suggest();
    } catch (error) {
      if (error.status === 404) this.sendAgain();
      else this.fail(error);
    }
    task.end();
  }

  typed(words, index) {
    this.view.typing = index;
    this.history.preview({ words });
  }

  drafted(word) {
    if (word === this.draft) return;
    this.draft = word;
    this.view.typing = word ? this.state.words.length : null;
    this.changed();
  }

  // The list stands: doubled words stay once.
  settled(words) {
    this.view.typing = null;
    this.history.preview({ words: uniqueWords(words) });
    this.history.settle();
  }

  heat(index) {
    this.view.heat = index;
    this.look(this.view.mode === "heat" && this.pressed === index ? "parts" : "heat");
  }

  light(index) {
    if (this.view.lit === index) return;
    this.view.lit = index;
    if (this.view.mode === "parts") this.colorPicture();
  }

  look(mode) {
    this.view.mode = mode;
    this.render();
  }

  // The element in the middle of the picture, for whoever has no pointer.
  pickMiddle() {
    const { stage, canvas } = this.viewer;
    const picked = stage.pick(canvas.clientWidth / 2, canvas.clientHeight / 2);
    this.pick(picked < 0 ? null : picked);
    byId("said").textContent = picked < 0 ? "nothing is in the middle" : byId("card").innerText;
  }

  pick(picked) {
    this.picked = this.shape ? picked : null;
    this.render();
  }

  // The state is another. The picture waits for columns that are on their way.
  changed() {
    this.list.show(this.state.words);
    this.controls.show(this.state);
    const wanted = this.wanted();
    if (wanted && this.asking.missing(wanted).length) this.asking.look();
    else this.render();
  }

  render() {
    const { words, smoothing } = this.state;
    if (!this.shape) return;
    this.controls.show(this.state);
    const asked = this.asked();
    const now = (word) => this.columns.get(word, smoothing);
    const drawn = asked.every((word) => now(word) || this.columns.refused.has(cleaned(word)));
    if (drawn) this.drawnSmoothing = smoothing;
    const columnOf = (word) => now(word) || this.columns.get(word, this.drawnSmoothing);
    const { palette } = this.header;
    this.scene = sceneOf(this.shape, asked, this.state, this.asking, palette, columnOf);
    this.list.tell(figuresOf(words, this.scene), notesOf(words, this.columns.refused));
    this.colorPicture();
    showCard(this.scene, this.picked);
    if (drawn) showDoubts(doubtsOf(this.scene, this.asking.none ?? null, this.draft));
    this.saving.show();
    if (drawn) document.documentElement.dataset.words = asked.join(",");
    this.remember();
  }

  // While one types, and unless something else was chosen, the word lights up.
  colorPicture() {
    if (!this.scene) return;
    const view = { ...this.view };
    const last = this.scene.words.length - 1;
    if (view.typing !== null && view.mode === "parts" && byId("light-up").checked) {
      Object.assign(view, { mode: "heat", heat: view.typing });
    }
    view.heat = Math.max(0, Math.min(view.heat, last));
    view.compare = view.compare.map((index) => Math.max(0, Math.min(index, last)));
    const { colorOf, textures, scale } = colouring(this.scene, view, this.header);
    this.viewer.color(colorOf, textures);
    showScale(scale);
    this.pressed = view.mode === "heat" ? view.heat : null;
    this.list.press(this.pressed);
    this.controls.choices(this.scene.words, view);
  }

  hint(position, picked) {
    const label = picked < 0 || !this.scene ? null : this.scene.labels[picked];
    this.list.under(label);
    if (picked < 0 || !this.scene) return showTip(position, []);
    const { words, confidence } = this.scene;
    const name = label < 0 ? this.header.unlabelled : words[label].word;
    const lines = words.length ? [element("b", {}, name)] : [];
    if (label >= 0) lines.push(element("span", {}, `confidence ${Math.round(confidence[picked] * 100)} %`));
    lines.push(element("small", {}, `${this.shape.element} ${picked.toLocaleString("en")}`));
    return showTip(position, lines);
  }

  // What a reload needs stands behind the # of the address, which no browser sends anywhere.
  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => this.address(), 400);
  }

  address() {
    const { words, smoothing, threshold, other } = this.state;
    const values = new URLSearchParams({ shape: this.shape.id });
    if (this.token) values.set("token", this.token);
    if (words.length) values.set("words", words.join(","));
    if (smoothing !== DEFAULTS.smoothing) values.set("smoothing", smoothing);
    if (threshold !== DEFAULTS.threshold) values.set("threshold", threshold);
    if (other) values.set("other", "1");
    history.replaceState(null, "", `#${values}`);
  }

  fail(error) {
    if (error.name === "AbortError") return;
    showProblem(error.message);
    if (!(error instanceof Refused)) console.error(error);
  }
}

start(async () => {
  const address = new URLSearchParams(location.hash.slice(1));
  const page = new LivePage(JSON.parse(byId("header").textContent), address);
  const id = address.get("shape");
  byId("welcome").hidden = id !== null;
  if (id) await page.open((say) => page.shapes.known(id, say));
});
