// What one can take back: the words and the sliders, as values that never change.

const LONGEST = 200;

class History {
  // `changed(state)` hears every state that becomes the present one.
  constructor(state, changed) {
    Object.assign(this, { present: state, past: [], future: [], changed, settled: state });
  }

  // A change while one types or drags; it becomes a step of its own with `settle`.
  preview(change) {
    this.present = { ...this.present, ...change };
    this.changed(this.present);
  }

  settle() {
    if (alike(this.present, this.settled)) return;
    this.past.push(this.settled);
    if (this.past.length > LONGEST) this.past.shift();
    this.settled = this.present;
    this.future = [];
    this.changed(this.present);
  }

  change(change) {
    this.settle();
    this.preview(change);
    this.settle();
  }

  undo() {
    this.settle();
    this.step(this.past, this.future);
  }

  redo() {
    if (alike(this.present, this.settled)) this.step(this.future, this.past);
  }

  step(from, to) {
    if (!from.length) return;
    to.push(this.present);
    this.present = from.pop();
    this.settled = this.present;
    this.changed(this.present);
  }

  // Everything before is forgotten: another shape.
  restart(state) {
    Object.assign(this, { present: state, settled: state, past: [], future: [] });
    this.changed(state);
  }
}

function alike(one, two) {
  return JSON.stringify(one) === JSON.stringify(two);
}
