// Downloads, and the command line that makes the same files.

const DEFAULTS = { smoothing: 0.07, threshold: 0, other: false };

class Saving {
  // `on` has wanted() -> {shape, words, smoothing, threshold, other, up}, corrected() -> Corrections
  // or null where nothing was, pending()
  // -> whether corrections wait to be done, begin(text), options(), failed(error).
  constructor(api, formats, on) {
    Object.assign(this, { api, on, chosen: formats[0] });
    for (const format of formats) {
      const button = element("button", { type: "button" }, format.toUpperCase());
      button.addEventListener("click", () => this.download(format));
      button.addEventListener("pointerenter", () => this.choose(format));
      button.addEventListener("focus", () => this.choose(format));
      byId("formats").append(button);
    }
    byId("copy").addEventListener("click", () => this.copy());
  }

  choose(format) {
    this.chosen = format;
    this.show();
  }

  show() {
    const wanted = this.on.wanted();
    byId("saving").hidden = !wanted || !wanted.words.length || this.on.pending();
    const corrected = this.on.corrected() !== null;
    byId("command-line").hidden = corrected;
    byId("corrected-note").hidden = !corrected;
    if (!byId("saving").hidden) byId("command").textContent = this.command(wanted);
  }

  command({ shape, words, smoothing, threshold, other, up }) {
    const parts = words.map(quoted).join(",");
    const pieces = ["pa3d", "segment", shelled(shape.file), "--parts", shelled(parts, true)];
    if (up) pieces.push("--up", up);
    if (smoothing !== DEFAULTS.smoothing) pieces.push("--smoothing", smoothing);
    if (threshold !== DEFAULTS.threshold) pieces.push("--threshold", threshold);
    if (other) pieces.push("--other");
    pieces.push("--hints", "none"); // the page decides face by face
    pieces.push(...this.on.options().map((option) => shelled(option)));
    return [...pieces, "-f", this.chosen].join(" ");
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(byId("command").textContent);
      byId("said").textContent = "command copied";
      byId("copy").classList.add("done");
      setTimeout(() => byId("copy").classList.remove("done"), 1200);
    } catch {
      getSelection().selectAllChildren(byId("command")); // then Ctrl+C does it
    }
  }

  // The file of a corrected result: the server knows the rest of what stands in it.
  async written(corrected, fields) {
    const { labels, confidence, doubts, ...record } = await this.api.json("v1/segment", { ...fields, format: "json" });
    const result = new File([JSON.stringify(corrected.document(record, doubts))], "corrected.parts.json");
    return this.api.ask(`v1/shapes/${encodeURIComponent(fields.shape)}/corrected`, { result, format: fields.format });
  }

  async download(format) {
    this.choose(format);
    const { shape, words, smoothing, threshold, other } = this.on.wanted();
    const task = this.on.begin(`Writing ${format.toUpperCase()}`);
    try {
      const fields = { shape: shape.id, parts: words.map(quoted), smoothing, threshold, other, hints: "none", format };
      const corrected = this.on.corrected();
      const answer = await (corrected ? this.written(corrected, fields) : this.api.ask("v1/segment", fields));
      const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
      const fallback = `${shape.file.replace(/\.[^.]+$/, "")}.parts.${format}`;
      hand(await answer.blob(), named ? named[1] : fallback);
      byId("said").textContent = `${format} saved`;
    } catch (error) {
      this.on.failed(error);
    } finally {
      task.end();
    }
  }
}

// A text as one word of a shell.
function shelled(text, always = false) {
  if (!always && /^[\w./-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}
