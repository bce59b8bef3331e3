// The shape on the graphics card: one drawable a group, colours that can be changed, and a
// second set of colours that name each element, for picking what lies under the pointer.

const GHOST = 0.1; // opacity of what is not highlighted

const CALM = 50000; // elements up to which edges are smoothed even without a graphics card

// Whether the browser draws without a graphics card, where smooth edges cost half of the time.
function drawnByProcessor() {
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl && gl.getExtension("WEBGL_debug_renderer_info");
  const name = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "";
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

// A white disc: what makes points round.
function disc() {
  const side = 32;
  const pixels = new Uint8Array(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i += 1) {
    const [x, y] = [(i % side) - side / 2 + 0.5, Math.floor(i / side) - side / 2 + 0.5];
    pixels[i * 4 + 3] = Math.hypot(x, y) < side / 2 - 0.5 ? 255 : 0;
  }
  const texture = new THREE.DataTexture(pixels, side, side, THREE.RGBAFormat);
  texture.magFilter = THREE.LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

class Stage {
  // `size` is how many elements will be drawn, as far as that is known.
  constructor(canvas, view, size) {
    this.canvas = canvas;
    const antialias = size < CALM || !drawnByProcessor();
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias, alpha: true });
    this.camera = new THREE.PerspectiveCamera(view.fieldOfView, 1, 0.01, 10);
    this.scene = new THREE.Scene();
    this.scene.add(this.camera);
    this.light();
    this.picking = new THREE.Scene(); // drawn into one hidden pixel alone
    this.pixel = new THREE.WebGLRenderTarget(1, 1);
    this.positions = [];
    this.order = [];
    this.parts = [];
  }

  // Draw a shape, in the place of the one before.
  fill(header, model) {
    this.clear();
    this.isMesh = model.index !== null;
    this.corners = this.isMesh ? 3 : 1;
    this.positions = model.position;
    const groups = header.groups.length + 1;
    const { appearance } = model;
    const material = this.isMesh && appearance && appearance.uv ? appearance.material : null;
    this.kinds = material ? header.appearance.materials.length : 1;
    Object.assign(this, sorted(model.label, groups, material, this.kinds));
    const drawn = this.attributes(model);
    for (let p = 0; p < groups; p += 1) this.parts.push(this.drawable(p, drawn, header));
  }

  clear() {
    for (const { shown, hidden, materials } of this.parts) {
      this.scene.remove(shown);
      this.picking.remove(hidden);
      for (const thing of [shown.geometry, hidden.geometry, hidden.material, ...materials]) {
        if (thing.map && thing.map !== this.dot.map) thing.map.dispose();
        thing.dispose();
      }
    }
    this.parts = [];
    this.order = [];
  }

  light() {
    this.scene.add(new THREE.HemisphereLight(0xffffff, 0xb4bcc8, 0.7));
    const lamp = new THREE.DirectionalLight(0xffffff, 0.4);
    lamp.position.set(-0.5, 0.8, 1);
    this.camera.add(lamp, lamp.target);
    lamp.target.position.set(0, 0, -1);
  }

  attributes(model) {
    const { order, corners } = this;
    const { position: vertices, index } = model;
    const spread = this.isMesh ? spreadOut(vertices, index, 3, Float32Array) : vertices;
    const position = new THREE.BufferAttribute(arranged(spread, order, corners, 3), 3);
    const count = order.length * corners;
    this.color = new THREE.BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true);
    const names = nameColors(order.length, corners);
    const look = { position, color: this.color };
    if (this.isMesh) {
      const normals = cornerNormals(model.position, model.index);
      look.normal = new THREE.BufferAttribute(arranged(normals, order, corners, 3), 3);
      const uv = model.appearance && model.appearance.uv;
      if (uv) look.uv = new THREE.BufferAttribute(arranged(uv, order, corners, 2), 2);
    }
    return { look, name: { position, color: new THREE.BufferAttribute(names, 4, true) } };
  }

  drawable(p, drawn, header) {
    const [first, end] = [this.start[p * this.kinds], this.start[(p + 1) * this.kinds]];
    const range = [first * this.corners, (end - first) * this.corners];
    const make = (attributes, material) => {
      const geometry = new THREE.BufferGeometry();
      for (const [name, values] of Object.entries(attributes)) geometry.setAttribute(name, values);
      geometry.setDrawRange(...range);
      const object = new (this.isMesh ? THREE.Mesh : THREE.Points)(geometry, material);
      object.frustumCulled = false;
      object.visible = range[1] > 0;
      return object;
    };
    const both = { vertexColors: true, side: THREE.DoubleSide };
    this.dot = this.dot || { map: disc(), alphaTest: 0.5 };
    const half = Math.tan((this.camera.fov * Math.PI) / 360);
    const dots = { vertexColors: true, size: (2 * header.radius) / half, ...this.dot };
    const look = this.isMesh
      ? new THREE.MeshPhongMaterial({ ...both, specular: 0x1c1c1c, shininess: 24 })
      : new THREE.PointsMaterial(dots);
    const name = this.isMesh
      ? new THREE.MeshBasicMaterial(both)
      : new THREE.PointsMaterial(dots);
    const part = { shown: make(drawn.look, look), hidden: make(drawn.name, name), count: range[1] };
    part.materials = [look];
    this.scene.add(part.shown);
    this.picking.add(part.hidden);
    return part;
  }

  // Textures by material, each {map, alphaTest}: each part gets a look for each.
  dress(textures) {
    const { start, kinds, corners } = this;
    this.parts.forEach((part, p) => {
      part.dressed = textures.map((texture, m) => {
        const [from, to] = [start[p * kinds + m], start[p * kinds + m + 1]];
        if (to > from) part.shown.geometry.addGroup(from * corners, (to - from) * corners, m);
        const look = part.materials[0].clone();
        Object.assign(look, texture);
        return look;
      });
      part.materials.push(...part.dressed);
    });
  }

  // Whether parts wear their textures.
  wear(textures) {
    for (const part of this.parts) {
      part.shown.material = textures && part.dressed ? part.dressed : part.materials[0];
    }
  }

  // `colorOf(element, out, corner)` writes three bytes into `out`; without a third parameter
  // all corners of an element have one colour.
  recolor(colorOf) {
    const { order, corners } = this;
    const bytes = this.color.array;
    const rgb = [0, 0, 0];
    const alike = colorOf.length < 3;
    for (let slot = 0, at = 0; slot < order.length; slot += 1) {
      for (let k = 0; k < corners; k += 1, at += 4) {
        if (k === 0 || !alike) colorOf(order[slot], rgb, k);
        bytes[at] = rgb[0];
        bytes[at + 1] = rgb[1];
        bytes[at + 2] = rgb[2];
      }
    }
    this.color.needsUpdate = true;
  }

  show(p, visible) {
    const part = this.parts[p];
    part.shown.visible = visible && part.count > 0;
    part.hidden.visible = part.shown.visible;
  }

  // Everything but part `p` becomes a ghost; null ends it.
  highlight(p) {
    this.parts.forEach((part, i) => {
      const faint = p !== null && i !== p;
      for (const look of part.materials) {
        if (look.transparent !== faint) look.needsUpdate = true;
        Object.assign(look, { transparent: faint, depthWrite: !faint });
        look.opacity = faint ? GHOST : 1;
        if (!this.isMesh) look.alphaTest = faint ? GHOST / 2 : 0.5; // keeps dots round
      }
      part.shown.renderOrder = faint ? 1 : 0;
    });
  }

  resize() {
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (!width || !height) return;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio || 1, 2));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  // The least distance from which every vertex is inside the view, as the camera stands turned.
  fit(azimuth, elevation, margin) {
    const slopeY = Math.tan((this.camera.fov * Math.PI) / 360) * margin;
    const slopeX = slopeY * this.camera.aspect;
    const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
    const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
    let distance = 0.5;
    for (let i = 0; i < this.positions.length; i += 3) {
      const [x, y, z] = [this.positions[i], this.positions[i + 1], this.positions[i + 2]];
      const forth = x * sinA + z * cosA;
      const across = Math.abs(x * cosA - z * sinA);
      const over = Math.abs(y * cosE - forth * sinE);
      const near = forth * cosE + y * sinE;
      distance = Math.max(distance, near + across / slopeX, near + over / slopeY);
    }
    return distance;
  }

  // From how far a ball is inside the view.
  away(radius, margin) {
    const half = (this.camera.fov * Math.PI) / 360;
    const narrow = Math.min(1, this.camera.aspect) * margin;
    return Math.max(radius, 0.01) / Math.sin(Math.atan(Math.tan(half) * narrow));
  }

  render() {
    this.renderer.render(this.scene, this.camera);
  }

  // The element under a position of the canvas in CSS pixels, or -1.
  pick(x, y) {
    const ratio = this.renderer.getPixelRatio();
    const { width, height } = this.canvas;
    this.camera.setViewOffset(width, height, Math.floor(x * ratio), Math.floor(y * ratio), 1, 1);
    this.renderer.setRenderTarget(this.pixel);
    this.renderer.clear();
    this.renderer.render(this.picking, this.camera);
    this.renderer.setRenderTarget(null);
    this.camera.clearViewOffset();
    const rgba = new Uint8Array(4);
    this.renderer.readRenderTargetPixels(this.pixel, 0, 0, 1, 1, rgba);
    const number = rgba[0] | (rgba[1] << 8) | (rgba[2] << 16);
    return rgba[3] && number ? this.order[number - 1] : -1;
  }
}
