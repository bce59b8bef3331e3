// Buttons, sliders, choices and keys around the page.

const MODES = ["parts", "heat", "compare", "confidence", "original"];

class Controls {
  constructor(page) {
    this.page = page;
    this.files();
    this.sliders();
    this.modes();
    byId("undo").addEventListener("click", () => this.undo());
    byId("redo").addEventListener("click", () => this.redo());
    byId("home").addEventListener("click", () => page.viewer.orbit.reset());
    byId("theme").addEventListener("click", switchTheme);
    byId("card-close").addEventListener("click", () => page.pick(null));
    byId("dismiss").addEventListener("click", () => showProblem(null));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  files() {
    const { page } = this;
    const input = byId("files");
    for (const id of ["open", "choose"]) byId(id).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      if (input.files.length) page.openFiles([...input.files]);
      input.value = "";
    });
    listenToDrops(document.body, (files) => page.openFiles([...files]));
    byId("example").addEventListener("click", () => {
      page.open((say) => page.shapes.example(page.header.example, say));
    });
    byId("up").addEventListener("change", () => {
      page.openFiles(page.shapes.files, byId("up").value);
    });
  }

  sliders() {
    const { history } = this.page;
    for (const name of ["smoothing", "threshold"]) {
      byId(name).addEventListener("input", () => history.preview({ [name]: Number(byId(name).value) }));
      byId(name).addEventListener("change", () => history.settle());
    }
    byId("other").addEventListener("change", () => history.change({ other: byId("other").checked }));
  }

  modes() {
    const { page } = this;
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.addEventListener("change", () => page.look(radio.value));
    }
    byId("heat-word").addEventListener("change", () => {
      page.view.heat = Number(byId("heat-word").value);
      page.look("heat");
    });
    ["compare-one", "compare-two"].forEach((id, at) => {
      byId(id).addEventListener("change", () => {
        page.view.compare[at] = Number(byId(id).value);
        page.look("compare");
      });
    });
    byId("light-up").addEventListener("change", () => page.render());
  }

  opened(shape) {
    byId("name").textContent = shape.file;
    document.title = `${shape.file} - pa3d`;
    byId("view").setAttribute("aria-label", `${shape.file} in 3D`);
    const size = `${shape.elements.toLocaleString("en")} ${shape.element}s`;
    const up = shape.up.split(",").map((part) => (isNaN(part) ? part : `${+Number(part).toFixed(3)}`));
    byId("made").textContent = `${size}, ${up.join(", ")} up${shape.up_assumed ? " (assumed)" : ""}`;
    byId("made").title = shape.warnings.join("\n");
    byId("up-choice").hidden = !this.page.shapes.files;
    byId("up").value = this.page.up || "";
    byId("said").textContent = `${shape.file} is open, ${size}`;
    if (!matchMedia("(pointer: coarse)").matches) this.page.list.input.focus();
  }

  suggest() {
    const { suggested, state } = this.page;
    const add = (names) => this.page.settled([...this.page.state.words, ...names]);
    showSuggested(suggested, state.words, add);
  }

  show({ smoothing, threshold, other }) {
    const { past, future, present, settled } = this.page.history;
    byId("undo").disabled = past.length === 0 && alike(present, settled);
    byId("redo").disabled = future.length === 0;
    byId("smoothing").value = smoothing;
    byId("threshold").value = threshold;
    byId("other").checked = other;
    byId("other-choice").hidden = (this.page.asking.none ?? null) === null;
    byId("smoothing-value").textContent = smoothing.toFixed(2);
    byId("threshold-value").textContent = `${Math.round(threshold * 100)} %`;
    this.suggest();
  }

  // The words that heat and comparison can be of; `view` says which are shown.
  choices(words, view) {
    const { mode } = this.page.view;
    document.querySelector(`#modes input[value="${mode}"]`).checked = true;
    byId("heat-choice").hidden = mode !== "heat" || words.length === 0;
    byId("compare-choice").hidden = mode !== "compare" || words.length === 0;
    const chosen = { "heat-word": view.heat, "compare-one": view.compare[0], "compare-two": view.compare[1] };
    const names = JSON.stringify(words.map(({ word }) => word));
    for (const [id, index] of Object.entries(chosen)) {
      if (this.named !== names) {
        const options = words.map(({ word }, at) => element("option", { value: at }, word));
        byId(id).replaceChildren(...options);
      }
      byId(id).value = String(index);
    }
    this.named = names;
  }

  undo() {
    this.page.list.input.value = "";
    this.page.draft = "";
    this.page.view.typing = null;
    this.page.history.undo();
  }

  redo() {
    this.page.history.redo();
  }

  key(event) {
    const typing = event.target.matches("input[type=text], select");
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (command && letter === "z") event.shiftKey ? this.redo() : this.undo();
    else if (command && letter === "y") this.redo();
    else if (command) return;
    else if (event.key === "Enter" && event.target === byId("view")) this.page.pickMiddle(event.altKey);
    else if (event.altKey) return;
    else if (event.key === "Escape") this.escape();
    else if (typing) return;
    else if (event.key === "/") this.page.list.input.focus();
    else if (MODES[Number(event.key) - 1]) this.page.look(MODES[Number(event.key) - 1]);
    else return;
    event.preventDefault();
  }

  escape() {
    showProblem(null);
    this.page.pick(null);
    if (document.activeElement === this.page.list.input) byId("view").focus();
  }
}
