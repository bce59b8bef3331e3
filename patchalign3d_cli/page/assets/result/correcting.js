// The tools that correct a result: a part to click with, its name, what is taken back and saved.

class Correcting {
  // `on` has changed(corrections) and say(text).
  constructor(header, model, on) {
    Object.assign(this, { header, on, brush: 0 });
    this.corrections = new Corrections(header, model);
    byId("correcting").addEventListener("change", () => this.show());
    byId("brush").addEventListener("change", () => this.choose(Number(byId("brush").value)));
    byId("take-back").addEventListener("click", () => this.undo());
    byId("save-json").addEventListener("click", () => this.save());
    byId("merge").addEventListener("change", () => this.merge(Number(byId("merge").value)));
    byId("add-part").addEventListener("click", () => this.add());
    byId("rename-part").addEventListener("click", () => this.rename());
    byId("save-json").disabled = !header.inFile;
    byId("save-note").hidden = header.inFile;
    byId("correct").hidden = false;
    this.show();
  }

  get active() {
    return byId("correcting").checked;
  }

  choose(part) {
    this.brush = part;
    byId("not-part").checked = false;
    this.show();
    this.on.say(`clicks make it ${this.corrections.now.parts[part].name}`);
  }

  // An element of the picture was clicked; with Alt, or the box ticked, it is not the part.
  click(element, alternate) {
    if (element < 0) return;
    const positive = !(alternate || byId("not-part").checked);
    const { name } = this.corrections.now.parts[this.brush];
    const changed = this.corrections.click(element, this.brush, positive);
    this.tell(changed ? `${this.header.element} ${element} is ${positive ? "" : "not "}${name}` : "nothing changed");
  }

  typed() {
    const name = byId("part-name").value.trim();
    const taken = name && this.corrections.find(name) >= 0;
    if (!cleaned(name)) this.on.say("type a name first");
    else if (taken) this.on.say(`there is a part ${name} already`);
    return cleaned(name) && !taken ? name : null;
  }

  add() {
    const name = this.typed();
    if (name === null) return;
    this.corrections.add(name);
    this.brush = this.corrections.now.parts.length - 1;
    this.tell(`${name} added; click where it is`);
  }

  rename() {
    const name = this.typed();
    if (name === null) return;
    this.corrections.rename(this.brush, name);
    this.tell(`renamed to ${name}`);
  }

  merge(into) {
    const { parts } = this.corrections.now;
    const [from, target] = [parts[this.brush].name, parts[into].name];
    this.corrections.merge(this.brush, into);
    this.brush = into > this.brush ? into - 1 : into;
    this.tell(`${from} is now ${target}`);
  }

  undo() {
    this.corrections.undo();
    this.brush = Math.min(this.brush, this.corrections.now.parts.length - 1);
    this.tell("taken back");
  }

  save() {
    const { file } = this.header.record.source;
    const stem = (file || "shape").replace(/\.[^.]+$/, "");
    const text = `${JSON.stringify(this.corrections.document())}\n`;
    hand(new Blob([text], { type: "application/json" }), `${stem}.parts.json`);
    this.on.say(`saved; put it beside ${file || "its shape"}`);
  }

  tell(text) {
    byId("part-name").value = "";
    this.show();
    this.on.changed(this.corrections);
    this.on.say(text);
  }

  show() {
    const { now, past } = this.corrections;
    byId("correct-tools").hidden = !this.active;
    byId("take-back").disabled = past.length === 0;
    const options = now.parts.map(({ name }, i) => element("option", { value: i }, name));
    byId("brush").replaceChildren(...options);
    byId("brush").value = String(this.brush);
    const others = now.parts.flatMap(({ name }, i) => {
      return i === this.brush ? [] : [element("option", { value: i }, name)];
    });
    byId("merge").replaceChildren(element("option", { value: "" }, "another part"), ...others);
    byId("merge").value = "";
    byId("merge").disabled = others.length === 0;
  }
}
