// What a reload needs stands behind the # of the address, which no browser sends anywhere.

const LATER = 400; // milliseconds after the last change

class Address {
  constructor() {
    this.values = new URLSearchParams(location.hash.slice(1));
    this.token = this.values.get("token");
    this.shape = this.values.get("shape");
  }

  // The state that it names, over the defaults.
  state() {
    const { values } = this;
    const words = (values.get("words") || "").split(",").map((word) => word.trim()).filter(Boolean);
    const state = { words, ...DEFAULTS, steps: stepsOf(values.get("corrections")) };
    for (const name of ["smoothing", "threshold"]) {
      const value = parseFloat(values.get(name));
      if (value >= 0 && value <= 1) state[name] = value;
    }
    return values.has("other") ? { ...state, other: true } : state;
  }

  remember(shape, state) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.write(shape, state), LATER);
  }

  write(shape, { words, smoothing, threshold, other, steps }) {
    const values = new URLSearchParams({ shape: shape.id });
    if (this.token) values.set("token", this.token);
    if (words.length) values.set("words", words.join(","));
    if (smoothing !== DEFAULTS.smoothing) values.set("smoothing", smoothing);
    if (threshold !== DEFAULTS.threshold) values.set("threshold", threshold);
    if (other) values.set("other", "1");
    if (steps.length) values.set("corrections", JSON.stringify(steps));
    history.replaceState(null, "", `#${values}`);
  }
}

// Corrections as an address has them; what is none is left out.
function stepsOf(text) {
  const wanted = { click: ["part", "element", "positive"], add: ["part"], rename: ["part", "name"], merge: ["part", "into"] };
  const fits = {
    element: (value) => Number.isInteger(value) && value >= 0,
    positive: (value) => typeof value === "boolean",
  };
  const named = (value) => typeof value === "string" && cleaned(value) !== "";
  try {
    const steps = JSON.parse(text || "[]");
    return steps.filter((step) => wanted[step.kind]?.every((key) => (fits[key] || named)(step[key])));
  } catch {
    return [];
  }
}
