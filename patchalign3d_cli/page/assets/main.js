// The page put together.

const byId = (id) => document.getElementById(id);
const rgbOf = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function tell(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = false;
  document.documentElement.dataset.state = "failed";
}

async function loadLibrary() {
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await inflated("library"));
  document.head.append(script);
}

// Each colouring is a function (element, out).
function colourings(header, model) {
  const groups = [];
  for (const row of header.rows) if (row.group !== null) groups[row.group] = rgbOf(row.color);
  const grey = rgbOf(header.grey);
  const ramp = header.ramp.map(rgbOf);
  const put = (out, [r, g, b]) => {
    [out[0], out[1], out[2]] = [r, g, b];
  };
  const heated = (value) => ramp[Math.round(value * (ramp.length - 1))];
  return {
    original: originalOf(header, model, put),
    parts: (i, out) => put(out, model.label[i] ? groups[model.label[i]] : grey),
    confidence: (i, out) => put(out, model.label[i] ? heated(model.confidence[i] / 100) : grey),
    heat: (column) => (i, out) => put(out, heated(model.heat[column][i] / header.heat.levels)),
  };
}

const PLAIN = [200, 203, 208]; // of a shape that has no colours of its own

// The material's colour by the corner's; a texture comes on top.
function originalOf(header, model, put) {
  const { appearance } = model;
  if (!appearance) return (i, out) => put(out, PLAIN);
  const colors = header.appearance.materials.map((row) => row.color);
  const untextured = appearance.tint ? colors[0] : PLAIN;
  const corners = model.index ? 3 : 1;
  return (i, out, corner) => {
    const color = appearance.material[i] ? colors[appearance.material[i]] : untextured;
    const at = (i * corners + corner) * 3;
    for (let k = 0; k < 3; k += 1) {
      out[k] = appearance.tint ? Math.round((color[k] * appearance.tint[at + k]) / 255) : color[k];
    }
  };
}

// For each material what its texture changes in the way it is drawn.
async function texturesOf(header, model) {
  const WRAP = { 33071: THREE.ClampToEdgeWrapping, 33648: THREE.MirroredRepeatWrapping };
  const options = { premultiplyAlpha: "none", colorSpaceConversion: "none" };
  const read = (bytes) => createImageBitmap(new Blob([bytes], { type: "image/webp" }), options);
  const images = await Promise.all(model.appearance.images.map(read));
  return header.appearance.materials.map(({ texture, cutoff }) => {
    if (!texture) return {};
    const map = new THREE.Texture(images[texture.image]);
    map.flipY = false;
    map.needsUpdate = true;
    [map.wrapS, map.wrapT] = texture.wrap.map((code) => WRAP[code] || THREE.RepeatWrapping);
    map.offset.fromArray(texture.offset);
    map.repeat.fromArray(texture.scale);
    map.rotation = texture.rotation;
    map.anisotropy = 4;
    return { map, alphaTest: cutoff || 0 };
  });
}

class Viewer {
  constructor(header, model, textures) {
    Object.assign(this, { header, model, mode: "parts", column: 0, waiting: false });
    this.stage = new Stage(byId("view"), header, model);
    if (textures) this.stage.dress(textures);
    this.colours = colourings(header, model);
    const turn = (degrees) => (degrees * Math.PI) / 180;
    const home = { azimuth: turn(header.view.azimuth), elevation: turn(header.view.elevation) };
    home.distance = () => this.stage.fit(home.azimuth, home.elevation, 1 - 2 * header.view.margin);
    this.stage.resize();
    this.orbit = new Orbit(this.stage.camera, byId("view"), home, () => this.draw());
    this.legend = new Legend(byId("parts"), header, {
      show: (group, visible) => this.draw(this.stage.show(group, visible)),
      highlight: (group) => this.draw(this.stage.highlight(group)),
      choose: (row) => this.chooseColumn(row),
      say: (text) => (byId("said").textContent = text),
    });
    this.controls();
    this.pointer();
    this.look(header.mode);
    new ResizeObserver(() => this.draw(this.stage.resize())).observe(byId("stage"));
  }

  // One picture a frame at most.
  draw() {
    if (this.waiting || !this.stage) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.stage.render();
    });
  }

  controls() {
    const select = byId("heat-column");
    this.header.columns.forEach(({ name }, i) => select.append(element("option", { value: i }, name)));
    select.addEventListener("change", () => this.heat(Number(select.value)));
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.parentElement.hidden = !this.header.modes.includes(radio.value);
      radio.addEventListener("change", () => this.look(radio.value));
    }
    byId("all").hidden = this.header.groups.length === 0;
    byId("all").addEventListener("click", () => this.legend.showAll());
    byId("home").addEventListener("click", () => this.orbit.reset());
    byId("theme").addEventListener("click", () => this.theme());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.legend.showAll();
    });
  }

  theme() {
    const root = document.documentElement;
    const dark = getComputedStyle(root).colorScheme === "dark";
    root.dataset.theme = dark ? "light" : "dark";
  }

  // A row of the list was clicked: in heat, or where it has nothing else, its column is shown.
  chooseColumn(row) {
    if (row.column !== null && (this.mode === "heat" || row.group === null)) this.heat(row.column);
  }

  heat(column) {
    this.column = column;
    byId("heat-column").value = String(column);
    this.look("heat");
  }

  look(mode) {
    this.mode = mode;
    document.querySelector(`#modes input[value="${mode}"]`).checked = true;
    byId("heat-choice").hidden = mode !== "heat";
    this.legend.press(mode === "heat" ? this.column : null);
    const colour = this.colours[mode];
    this.stage.wear(mode === "original");
    this.stage.recolor(mode === "heat" ? colour(this.column) : colour);
    this.scale();
    this.draw();
  }

  // A value as text: cosines span less than 2 and need more digits than logits and per cents.
  figure(value) {
    const { low, high } = this.header.heat;
    const span = high[this.column] - low[this.column];
    return value.toFixed(span < 2 ? 2 : span < 50 ? 1 : 0);
  }

  scale() {
    const box = byId("scale");
    box.hidden = this.mode !== "heat" && this.mode !== "confidence";
    if (box.hidden) return;
    const { heat, columns, ramp } = this.header;
    const ends = this.mode === "confidence" ? ["0 %", "100 %"]
      : [heat.low, heat.high].map((ends) => this.figure(ends[this.column]));
    [byId("low").textContent, byId("high").textContent] = ends;
    byId("measure").textContent =
      this.mode === "confidence" ? "confidence" : columns[this.column].measure;
    byId("bar").style.background = `linear-gradient(to right, ${ramp.join(",")})`;
  }

  pointer() {
    const view = byId("view");
    let last = null;
    let asked = false;
    const look = () => {
      asked = false;
      if (last && !this.orbit.busy) this.hint(last, this.stage.pick(last.x, last.y));
    };
    const follow = (event) => {
      const box = view.getBoundingClientRect();
      last = { x: event.clientX - box.left, y: event.clientY - box.top };
      if (this.orbit.busy) this.hint(last, -1);
      else if (!asked) asked = requestAnimationFrame(look);
    };
    view.addEventListener("pointermove", follow);
    view.addEventListener("pointerleave", () => {
      last = null;
      this.hint({ x: 0, y: 0 }, -1);
    });
    view.addEventListener("click", (event) => {
      follow(event);
      if (this.orbit.dragged > 4) return;
      if (this.header.groups.length === 0) return;
      const picked = this.stage.pick(last.x, last.y);
      this.legend.chooseGroup(picked < 0 ? null : this.model.label[picked]);
    });
  }

  // What lies under the pointer, in words beside it.
  hint(position, picked) {
    const tip = byId("tip");
    tip.hidden = picked < 0;
    const group = picked < 0 ? null : this.model.label[picked];
    this.legend.under(group);
    if (picked < 0) return;
    const { groups, columns, element: kind, heat } = this.header;
    const lines = [];
    if (groups.length) {
      lines.push(element("b", {}, group ? groups[group - 1] : this.header.unlabelled));
    }
    if (group && this.model.confidence) {
      lines.push(element("span", {}, `confidence ${this.model.confidence[picked]} %`));
    }
    if (this.mode === "heat") {
      const level = this.model.heat[this.column][picked] / heat.levels;
      const [low, high] = [heat.low[this.column], heat.high[this.column]];
      const value = this.figure(low + level * (high - low));
      lines.push(element("span", {}, `${columns[this.column].measure}: ${value}`));
    }
    lines.push(element("small", {}, `${kind} ${picked.toLocaleString("en")}`));
    tip.replaceChildren(...lines);
    const room = byId("stage");
    tip.style.left = `${Math.min(position.x + 14, room.clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.min(position.y + 14, room.clientHeight - tip.offsetHeight - 4)}px`;
  }
}

async function start() {
  if (typeof DecompressionStream === "undefined") {
    tell("This browser is too old for this page; any browser of 2023 or later shows it.");
    return;
  }
  const header = JSON.parse(byId("header").textContent);
  const [data] = await Promise.all([inflated("data"), loadLibrary()]);
  const model = decoded(header, data);
  const textured = model.appearance && model.appearance.uv;
  const textures = textured ? await texturesOf(header, model) : null;
  try {
    new Viewer(header, model, textures);
  } catch (error) {
    tell("This browser cannot draw in 3D here: WebGL is off or missing.");
    throw error;
  }
  document.documentElement.dataset.state = "ready";
}

start().catch((error) => {
  if (document.documentElement.dataset.state !== "failed") tell(`This page is damaged: ${error}`);
  throw error;
});
