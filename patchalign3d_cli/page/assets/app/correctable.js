// The live labels as what corrections start from. Corrections are steps of the history: where words
// or sliders change, they are done again on the labels that follow from those.

class Correctable {
  // `on` has begin(text), arrived(), lost(error) and failed(error).
  constructor(api, on) {
    Object.assign(this, { api, on, now: null, rule: null, ruled: null, changed: false });
  }

  // What clicks need to know of a shape; asked for once, and `arrived` when it is there.
  async prepare(shape) {
    if (this.ruled === shape) return;
    this.ruled = shape;
    this.rule = null;
    const task = this.on.begin("Preparing clicks");
    try {
      const { header, data } = await this.api.json(`v1/shapes/${encodeURIComponent(shape.id)}/sites`);
      const sites = sitesOf(header, rowsOf(header, await inflated(bytesOf(data))));
      if (this.ruled !== shape) return; // another shape came in between
      this.rule = new ClickRule(shape.model, sites, shape.areas);
      this.on.arrived();
    } catch (error) {
      this.ruled = null;
      if (error.status === 404) this.on.lost(error);
      else this.on.failed(error);
    } finally {
      task.end();
    }
  }

  // The scene with steps done on it; without them while what they need is on its way.
  corrected(scene, steps, look) {
    if (!this.startsFrom(scene)) this.start(scene, look);
    if (steps.length && !this.ready(scene.shape)) {
      this.prepare(scene.shape);
      return scene;
    }
    this.changed = this.now.follow(steps);
    if (!steps.length) return scene;
    const { parts, labels, sure } = this.now.now;
    return { ...scene, parts, labels, confidence: sure, shares: sharesOf(labels, scene.shape.areas, parts.length) };
  }

  ready(shape) {
    return this.rule !== null && this.ruled === shape;
  }

  startsFrom(scene) {
    const { of } = this;
    const alike = (name) => of[name] === scene[name];
    const same = ({ word, column }, at) => word === of.words[at].word && column === of.words[at].column;
    if (!of || !["shape", "threshold", "none", "temperature"].every(alike)) return false;
    return of.words.length === scene.words.length && scene.words.every(same);
  }

  start(scene, look) {
    const { words, shape } = scene;
    this.of = scene;
    this.now = new Corrections({
      parts: words.map(({ word }) => word),
      labels: scene.labels,
      sure: scene.confidence,
      known: true,
      areas: shape.areas,
      scoreOf: (index) => {
        const values = index === null ? null : words[index].column?.values;
        if (values) return (i) => values[i];
        const lows = words.flatMap(({ column }) => (column ? [column.low] : []));
        return () => Math.min(...lows); // nobody asked for it, so it fits nowhere
      },
      rule: () => this.rule,
      clicks: "",
      look: { ...look, element: shape.element },
    });
  }
}

// The parts of now, each a button that chooses what clicks make; `brush` is chosen already.
function showParts(corrections, brush, choose) {
  const rows = corrections ? corrections.rows() : [];
  const list = byId("corrected");
  const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(
    ...rows.map(({ name, figure, title, color, group }) => {
      const button = element("button", { type: "button", class: "name", "aria-pressed": String(group - 1 === brush), title });
      const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = color;
      button.append(swatch, element("span", { class: "words" }, name), element("span", { class: "figures" }, figure));
      button.disabled = group === 0;
      if (group) button.addEventListener("click", () => choose(group - 1));
      return element("li", {}, button);
    }),
  );
  list.children[focused]?.firstChild.focus();
}
