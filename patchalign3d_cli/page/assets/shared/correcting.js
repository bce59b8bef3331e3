// The tools that correct labels: a part to click with, its name, and what it is merged into.

class Correcting {
  // `on` has parts() (each {name}), change(step) (result: whether anything changed), switched() and
  // say(text).
  constructor(kind, on) {
    Object.assign(this, { kind, on, brush: 0 });
    byId("correcting").addEventListener("change", () => {
      this.show();
      this.on.switched();
    });
    byId("brush").addEventListener("change", () => this.choose(Number(byId("brush").value)));
    byId("merge").addEventListener("change", () => this.merge(Number(byId("merge").value)));
    byId("add-part").addEventListener("click", () => this.add());
    byId("rename-part").addEventListener("click", () => this.rename());
    this.show();
  }

  get active() {
    return byId("correcting").checked;
  }

  choose(part) {
    this.brush = part;
    byId("not-part").checked = false;
    this.show();
    this.on.say(`clicks make it ${this.on.parts()[part].name}`);
  }

  // An element of the picture was clicked; with Alt, or the box ticked, it is not the part.
  click(element, alternate) {
    const part = this.on.parts()[this.brush]?.name;
    if (element < 0 || part === undefined) return;
    const positive = !(alternate || byId("not-part").checked);
    const changed = this.on.change({ kind: "click", element, part, positive });
    this.tell(changed ? `${this.kind()} ${element} is ${positive ? "" : "not "}${part}` : "nothing changed");
  }

  // The name that is typed; null where there is none, or a part has it.
  typed(renamed) {
    const name = byId("part-name").value.trim();
    const same = (part, index) => cleaned(part.name) === cleaned(name) && index !== renamed;
    const taken = cleaned(name) && this.on.parts().some(same);
    if (!cleaned(name)) this.on.say("type a name first");
    else if (taken) this.on.say(`there is a part ${name} already`);
    return cleaned(name) && !taken ? name : null;
  }

  add() {
    const name = this.typed(-1);
    if (name === null) return;
    this.on.change({ kind: "add", part: name });
    this.brush = this.on.parts().length - 1;
    this.tell(`${name} added; click where it is`);
  }

  rename() {
    const part = this.on.parts()[this.brush]?.name;
    const name = this.typed(this.brush);
    if (name === null || part === undefined) return;
    this.on.change({ kind: "rename", part, name });
    this.tell(`renamed to ${name}`);
  }

  merge(target) {
    const [part, into] = [this.brush, target].map((index) => this.on.parts()[index].name);
    this.on.change({ kind: "merge", part, into });
    this.brush = target > this.brush ? target - 1 : target;
    this.tell(`${part} is now ${into}`);
  }

  tell(text) {
    byId("part-name").value = "";
    this.show();
    this.on.say(text);
  }

  show() {
    const parts = this.on.parts();
    this.brush = Math.max(0, Math.min(this.brush, parts.length - 1));
    byId("correct-tools").hidden = !this.active;
    const options = parts.map(({ name }, i) => element("option", { value: i }, name));
    const others = options.filter((_, i) => i !== this.brush).map((option) => option.cloneNode(true));
    byId("brush").replaceChildren(...options);
    byId("brush").value = String(this.brush);
    byId("merge").replaceChildren(element("option", { value: "" }, "another part"), ...others);
    byId("merge").value = "";
    byId("merge").disabled = others.length === 0;
  }
}
