// The list of words: typed, renamed, removed, each with its colour and its share.

const ICON_CROSS = "M4 4l8 8M12 4l-8 8";

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

class WordList {
  // `on` has typed(words, index), settled(words), chosen(index), hovered(index or null).
  constructor(list, entry, palette, on) {
    Object.assign(this, { list, entry, palette, on, rows: [], words: [] });
    this.input = entry.querySelector("input");
    this.input.addEventListener("input", () => this.draft());
    this.input.addEventListener("keydown", (event) => this.entryKey(event));
    this.input.addEventListener("blur", () => this.take());
    entry.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take();
    });
  }

  // Show words; an input that has the focus keeps its text as it is being typed.
  show(words) {
    while (this.rows.length > words.length) this.rows.pop().item.remove();
    while (this.rows.length < words.length) this.rows.push(this.row(this.rows.length));
    words.forEach((word, index) => {
      const { input, show, remove } = this.rows[index];
      if (input.value.trim() !== word) input.value = word;
      input.setAttribute("aria-label", `Word ${index + 1}`);
      show.setAttribute("aria-label", `Heat of ${word}`);
      remove.setAttribute("aria-label", `Remove ${word}`);
      show.title = show.getAttribute("aria-label");
      remove.title = remove.getAttribute("aria-label");
    });
    this.words = words;
    const swatch = this.entry.querySelector(".swatch");
    swatch.style.background = this.palette[words.length % this.palette.length];
  }

  row(index) {
    const item = element("li", {});
    const show = element("button", { type: "button", class: "show", "aria-pressed": "false" });
    const swatch = element("span", { class: "swatch" });
    swatch.style.background = this.palette[index % this.palette.length];
    show.append(swatch);
    const input = element("input", { type: "text", maxlength: "200", spellcheck: "false", autocomplete: "off" });
    const figure = element("span", { class: "figures" });
    const remove = element("button", { type: "button", class: "icon" });
    remove.append(icon(ICON_CROSS));
    item.append(show, input, figure, remove);
    show.addEventListener("click", () => this.on.chosen(index));
    remove.addEventListener("click", () => this.remove(index));
    input.addEventListener("input", () => this.rename(index, input.value));
    input.addEventListener("blur", () => this.on.settled(this.words.filter(Boolean)));
    input.addEventListener("keydown", (event) => this.key(event, index));
    // A row that comes to lie under a pointer at rest is not pointed at: only a move counts.
    item.addEventListener("pointermove", () => this.on.hovered(index));
    item.addEventListener("pointerleave", () => this.on.hovered(null));
    this.list.append(item);
    return { item, show, input, figure, remove };
  }

  rename(index, text) {
    const words = this.words.slice();
    words[index] = text.trim();
    this.on.typed(words, index);
  }

  remove(index) {
    const words = this.words.filter((_, other) => other !== index);
    this.on.settled(words);
    const next = this.rows[Math.min(index, words.length - 1)];
    (next ? next.remove : this.input).focus();
  }

  // Commas end words, and so does Enter; what stands after the last one is still being typed.
  draft() {
    const fields = this.input.value.split(",");
    const draft = fields.pop();
    if (fields.length) {
      this.input.value = draft.trimStart();
      this.on.settled([...this.words, ...fields.map((word) => word.trim()).filter(Boolean)]);
    }
    this.on.drafted(draft.trim());
  }

  take() {
    const draft = this.input.value.trim();
    this.input.value = "";
    this.on.drafted("");
    if (draft) this.on.settled([...this.words, draft]);
  }

  entryKey(event) {
    if (event.key === "Escape") {
      this.input.value = "";
      this.on.drafted("");
    } else if (event.key === "ArrowUp" && this.rows.length) this.rows.at(-1).input.focus();
    else if (event.key === "Backspace" && !this.input.value && this.rows.length) {
      this.rows.at(-1).input.focus();
    } else return;
    event.preventDefault();
  }

  key(event, index) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (!step) return;
    const next = this.rows[index + step];
    if (next || step > 0) (next ? next.input : this.input).focus();
    event.preventDefault();
  }

  // `figures` has a text a word; `notes` says what is wrong with one, or is empty.
  tell(figures, notes) {
    this.rows.forEach(({ figure, input, item }, index) => {
      figure.textContent = figures[index] || "";
      const note = notes[index] || "";
      item.classList.toggle("wrong", note !== "");
      input.title = note;
      input.setAttribute("aria-invalid", String(note !== ""));
      if (note) figure.textContent = note;
    });
  }

  // Which word's heat is shown, and which lies under the pointer in the picture.
  press(index) {
    this.rows.forEach(({ show }, other) => show.setAttribute("aria-pressed", String(index === other)));
  }

  under(index) {
    this.rows.forEach(({ item }, other) => item.classList.toggle("under", index === other));
  }
}
