// The page of `pa3d app` put together.

class LivePage {
  constructor(header, address) {
    this.header = header;
    this.shape = null;
    this.draft = ""; // the word that is being typed behind the list
    this.view = { mode: "parts", heat: 0, compare: [0, 1], lit: null, typing: null };
    this.picked = null;
    this.suggested = [];
    this.address = address;
    this.api = new Api(address.token);
    this.columns = new Columns();
    this.busy = new Busy();
    this.viewer = new Viewer(byId("view"), header.view, Infinity, {
      hover: (position, picked) => {
        this.list.under(pointedAt(this.scene, picked));
        showTip(position, hintOf(this.scene, picked, header.unlabelled));
      },
      click: (picked, alternate) => this.clicked(picked, alternate),
    });
    this.history = new History(address.state(), () => this.changed());
    const all = {
      wanted: () => this.wanted(),
      begin: (text) => this.busy.begin(text),
      arrived: () => this.render(),
      failed: (error) => this.fail(error),
      lost: () => this.sendAgain(),
    };
    this.asking = new Asking(this.api, this.columns, {
      ...all,
      begin: () => this.busy.begin("Asking the words"),
      failed: (error) => {
        this.render();
        this.fail(error);
      },
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
      ...all,
      corrected: () => (this.state.steps.length ? this.correctable.now : null),
      pending: () => this.state.steps.length > 0 && !this.correctable.ready(this.shape),
      options: () => [...header.options, ...(this.shapes.files ? [] : header.fileOptions)],
    });
    this.correctable = new Correctable(this.api, all);
    this.correcting = new Correcting(() => this.shape.element, {
      parts: () => this.correctable.now?.now.parts ?? [],
      change: (step) => {
        this.history.change({ steps: [...this.state.steps, step] });
        return this.correctable.changed;
      },
      switched: () => this.render(),
      say: (text) => (byId("said").textContent = text),
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
      const other = this.shape !== null && this.shape.sha256 !== shape.sha256;
      this.columns.clear();
      Object.assign(this, { shape, picked: null, suggested: [] });
      if (other) this.history.restart({ ...this.state, steps: [] });
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
  pickMiddle(alternate) {
    const { stage, canvas } = this.viewer;
    const picked = stage.pick(canvas.clientWidth / 2, canvas.clientHeight / 2);
    this.clicked(picked, alternate);
    if (this.correcting.active) return;
    byId("said").textContent = picked < 0 ? "nothing is in the middle" : byId("card").innerText;
  }

  // A click on an element, or on -1, which is the background: it corrects, or it asks.
  clicked(picked, alternate) {
    if (!this.correcting.active) this.pick(picked < 0 ? null : picked);
    else if (this.correctable.ready(this.shape)) this.correcting.click(picked, alternate);
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
    this.scene = this.corrected(sceneOf(this.shape, asked, this.state, this.asking, palette, columnOf));
    this.list.tell(figuresOf(words, this.scene), notesOf(words, this.columns.refused));
    this.colorPicture();
    showCard(this.scene, this.picked);
    if (drawn) showDoubts(doubtsOf(this.scene, this.asking.none ?? null, this.draft));
    this.saving.show();
    if (drawn) document.documentElement.dataset.words = asked.join(",");
    this.address.remember(this.shape, this.state);
  }

  // The scene as corrections leave it; a word that is still being typed is shown by itself.
  corrected(scene) {
    const { correcting, correctable } = this;
    byId("correct").hidden = scene.words.length === 0;
    if (this.draft || this.view.typing !== null) return scene;
    const corrected = correctable.corrected(scene, this.state.steps, this.header);
    if (correcting.active) correctable.prepare(this.shape);
    correcting.show();
    showParts(correctable.now, correcting.brush, (part) => {
      correcting.choose(part);
      this.render();
    });
    return corrected;
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

  fail(error) {
    if (error.name === "AbortError") return;
    showProblem(error.message);
    if (!(error instanceof Refused)) console.error(error);
  }
}

start(async () => {
  const address = new Address();
  const page = new LivePage(JSON.parse(byId("header").textContent), address);
  const id = address.shape;
  byId("welcome").hidden = id !== null;
  if (id) await page.open((say) => page.shapes.known(id, say));
});
