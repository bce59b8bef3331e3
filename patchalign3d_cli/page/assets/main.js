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
  const parts = header.legend.reduce((table, row) => {
    table[row.part] = rgbOf(row.color);
    return table;
  }, []);
  const grey = rgbOf(header.grey);
  const ramp = header.ramp.map(rgbOf);
  const put = (out, [r, g, b]) => {
    [out[0], out[1], out[2]] = [r, g, b];
  };
  const heated = (value) => ramp[Math.round(value * (ramp.length - 1))];
  return {
    original: originalOf(header, model, put),
    parts: (i, out) => put(out, model.label[i] ? parts[model.label[i]] : grey),
    confidence: (i, out) => put(out, model.label[i] ? heated(model.confidence[i] / 100) : grey),
    heat: (part) => (i, out) => put(out, heated(model.heat[part][i] / header.heat.levels)),
  };
}

const PLAIN = [200, 203, 208]; // of a shape that has no colours of its own

// The material's colour by the corner's; a texture comes on top.
function originalOf(header, model, put) {
  const { appearance } = model;
  if (!appearance) return (i, out) => put(out, PLAIN);
  const colors = header.appearance.materials.map((row) => row.color);
  const bare = appearance.tint ? colors[0] : PLAIN;
  const corners = model.index ? 3 : 1;
  return (i, out, corner) => {
    const color = appearance.material[i] ? colors[appearance.material[i]] : bare;
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
    Object.assign(this, { header, model, mode: "parts", heatOf: 0, waiting: false });
    this.stage = new Stage(byId("view"), header, model);
    if (textures) this.stage.dress(textures);
    this.colours = colourings(header, model);
    const turn = (degrees) => (degrees * Math.PI) / 180;
    const home = { azimuth: turn(header.view.azimuth), elevation: turn(header.view.elevation) };
    home.distance = () => this.stage.fit(home.azimuth, home.elevation, 1 - 2 * header.view.margin);
    this.stage.resize();
    this.orbit = new Orbit(this.stage.camera, byId("view"), home, () => this.draw());
    this.legend = new Legend(byId("parts"), header, {
      show: (part, visible) => this.draw(this.stage.show(part, visible)),
      highlight: (part) => this.draw(this.stage.highlight(part)),
      pick: (part) => this.mode === "heat" && part && this.heat(part - 1),
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
    const select = byId("heat-part");
    this.header.parts.forEach((name, i) => select.append(element("option", { value: i }, name)));
    select.addEventListener("change", () => this.heat(Number(select.value)));
    for (const radio of document.querySelectorAll("#modes input")) {
      radio.parentElement.hidden = !this.header.modes.includes(radio.value);
      radio.addEventListener("change", () => this.look(radio.value));
    }
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

  heat(part) {
    this.heatOf = part;
    byId("heat-part").value = String(part);
    this.look("heat");
  }

  look(mode) {
    this.mode = mode;
    document.querySelector(`#modes input[value="${mode}"]`).checked = true;
    byId("heat-choice").hidden = mode !== "heat";
    const colour = this.colours[mode];
    this.stage.wear(mode === "original");
    this.stage.recolor(mode === "heat" ? colour(this.heatOf) : colour);
    this.scale();
    this.draw();
  }

  /** A score as text: cosines lie within 2 of each other and need more digits than logits. */
  figure(score) {
    const { low, high } = this.header.heat;
    return score.toFixed(high[this.heatOf] - low[this.heatOf] < 2 ? 2 : 1);
  }

  scale() {
    const box = byId("scale");
    box.hidden = this.mode !== "heat" && this.mode !== "confidence";
    if (box.hidden) return;
    const { heat, parts, ramp } = this.header;
    const ends = this.mode === "confidence" ? ["0 %", "100 %"]
      : [heat.low, heat.high].map((ends) => this.figure(ends[this.heatOf]));
    [byId("low").textContent, byId("high").textContent] = ends;
    byId("measure").textContent =
      this.mode === "confidence" ? "confidence" : `score of ${parts[this.heatOf]}`;
    byId("bar").style.background = `linear-gradient(to right, ${ramp.join(",")})`;
  }

  pointer() {
    const view = byId("view");
    let last = null;
    let asked = false;
    const look = () => {
      asked = false;
      if (last && !this.orbit.busy) this.hint(last, this.stage.find(last.x, last.y));
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
      const found = this.stage.find(last.x, last.y);
      this.legend.choosePart(found < 0 ? null : this.model.label[found]);
    });
  }

  // What lies under the pointer, in words beside it.
  hint(place, found) {
    const tip = byId("tip");
    tip.hidden = found < 0;
    const part = found < 0 ? null : this.model.label[found];
    this.legend.under(part);
    if (found < 0) return;
    const { parts, element: kind, heat } = this.header;
    const lines = [element("b", {}, part ? parts[part - 1] : this.header.unlabelled)];
    if (part && this.header.sure) {
      lines.push(element("span", {}, `confidence ${this.model.confidence[found]} %`));
    }
    if (this.mode === "heat") {
      const level = this.model.heat[this.heatOf][found] / heat.levels;
      const [low, high] = [heat.low[this.heatOf], heat.high[this.heatOf]];
      const score = this.figure(low + level * (high - low));
      lines.push(element("span", {}, `score of ${parts[this.heatOf]}: ${score}`));
    }
    lines.push(element("small", {}, `${kind} ${found.toLocaleString("en")}`));
    tip.replaceChildren(...lines);
    const room = byId("stage");
    tip.style.left = `${Math.min(place.x + 14, room.clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.min(place.y + 14, room.clientHeight - tip.offsetHeight - 4)}px`;
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
