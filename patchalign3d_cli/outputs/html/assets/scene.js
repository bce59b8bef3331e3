// The shape on the graphics card: one drawable a part, colours that can be repainted, and a
// second set of colours that name each element, for finding what lies under the pointer.

const GHOST = 0.1; // opacity of what is not highlighted

// Elements sorted by label: `order[slot]` is an element, part p has slots start[p] to start[p + 1].
function byLabel(label, groups) {
  const start = new Uint32Array(groups + 1);
  for (let i = 0; i < label.length; i += 1) start[label[i] + 1] += 1;
  for (let p = 0; p < groups; p += 1) start[p + 1] += start[p];
  const fill = start.slice(0, groups);
  const order = new Uint32Array(label.length);
  for (let i = 0; i < label.length; i += 1) {
    order[fill[label[i]]] = i;
    fill[label[i]] += 1;
  }
  return { order, start };
}

// The values of `size` numbers a corner, rearranged so that elements stand in `order`.
function arranged(values, order, corners, size) {
  const width = corners * size;
  const result = new Float32Array(order.length * width);
  for (let slot = 0; slot < order.length; slot += 1) {
    const from = order[slot] * width;
    for (let k = 0; k < width; k += 1) result[slot * width + k] = values[from + k];
  }
  return result;
}

function spreadOut(position, index) {
  const result = new Float32Array(index.length * 3);
  for (let i = 0; i < index.length; i += 1) {
    for (let axis = 0; axis < 3; axis += 1) result[i * 3 + axis] = position[index[i] * 3 + axis];
  }
  return result;
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
  constructor(canvas, header, model) {
    this.canvas = canvas;
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.camera = new THREE.PerspectiveCamera(header.view.fieldOfView, 1, 0.01, 10);
    this.scene = new THREE.Scene();
    this.scene.add(this.camera);
    this.light();
    this.finder = new THREE.Scene();
    this.spot = new THREE.WebGLRenderTarget(1, 1);
    this.isMesh = model.index !== null;
    this.corners = this.isMesh ? 3 : 1;
    this.places = model.position;
    const groups = header.parts.length + 1;
    const { order, start } = byLabel(model.label, groups);
    [this.order, this.start] = [order, start];
    const drawn = this.attributes(model);
    this.parts = [];
    for (let p = 0; p < groups; p += 1) this.parts.push(this.drawable(p, drawn, header));
  }

  light() {
    this.scene.add(new THREE.HemisphereLight(0xffffff, 0x9aa4b4, 0.62));
    const lamp = new THREE.DirectionalLight(0xffffff, 0.46);
    lamp.position.set(-0.5, 0.8, 1);
    this.camera.add(lamp, lamp.target);
    lamp.target.position.set(0, 0, -1);
  }

  attributes(model) {
    const { order, corners } = this;
    const places = this.isMesh ? spreadOut(model.position, model.index) : model.position;
    const position = new THREE.BufferAttribute(arranged(places, order, corners, 3), 3);
    const count = order.length * corners;
    this.color = new THREE.BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true);
    const names = new Uint8Array(count * 4).fill(255);
    for (let slot = 0; slot < order.length; slot += 1) {
      const number = slot + 1; // 0 is nothing
      for (let at = slot * corners * 4; at < (slot + 1) * corners * 4; at += 4) {
        names[at] = number & 255;
        names[at + 1] = (number >> 8) & 255;
        names[at + 2] = (number >> 16) & 255;
      }
    }
    const look = { position, color: this.color };
    if (this.isMesh) {
      const normals = cornerNormals(model.position, model.index);
      look.normal = new THREE.BufferAttribute(arranged(normals, order, corners, 3), 3);
    }
    return { look, name: { position, color: new THREE.BufferAttribute(names, 4, true) } };
  }

  drawable(p, drawn, header) {
    const { start, corners } = this;
    const range = [start[p] * corners, (start[p + 1] - start[p]) * corners];
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
    const half = Math.tan((header.view.fieldOfView * Math.PI) / 360);
    const dots = { vertexColors: true, size: (2 * header.radius) / half, ...this.dot };
    const look = this.isMesh
      ? new THREE.MeshPhongMaterial({ ...both, specular: 0x1c1c1c, shininess: 24 })
      : new THREE.PointsMaterial(dots);
    const name = this.isMesh
      ? new THREE.MeshBasicMaterial(both)
      : new THREE.PointsMaterial(dots);
    const part = { seen: make(drawn.look, look), found: make(drawn.name, name), count: range[1] };
    this.scene.add(part.seen);
    this.finder.add(part.found);
    return part;
  }

  // `colorOf(element, out)` writes three bytes into `out`.
  paint(colorOf) {
    const { order, corners } = this;
    const bytes = this.color.array;
    const rgb = [0, 0, 0];
    for (let slot = 0, at = 0; slot < order.length; slot += 1) {
      colorOf(order[slot], rgb);
      for (let k = 0; k < corners; k += 1, at += 4) {
        [bytes[at], bytes[at + 1], bytes[at + 2]] = rgb;
      }
    }
    this.color.needsUpdate = true;
  }

  show(p, visible) {
    const part = this.parts[p];
    part.seen.visible = visible && part.count > 0;
    part.found.visible = part.seen.visible;
  }

  // Everything but part `p` becomes a ghost; null ends it.
  highlight(p) {
    this.parts.forEach((part, i) => {
      const faint = p !== null && i !== p;
      const material = part.seen.material;
      if (material.transparent !== faint) material.needsUpdate = true;
      Object.assign(material, { transparent: faint, depthWrite: !faint });
      if (!this.isMesh) material.alphaTest = faint ? GHOST / 2 : 0.5; // keeps dots round
      material.opacity = faint ? GHOST : 1;
      part.seen.renderOrder = faint ? 1 : 0;
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
    for (let i = 0; i < this.places.length; i += 3) {
      const [x, y, z] = [this.places[i], this.places[i + 1], this.places[i + 2]];
      const forth = x * sinA + z * cosA;
      const across = Math.abs(x * cosA - z * sinA);
      const over = Math.abs(y * cosE - forth * sinE);
      const near = forth * cosE + y * sinE;
      distance = Math.max(distance, near + across / slopeX, near + over / slopeY);
    }
    return distance;
  }

  render() {
    this.renderer.render(this.scene, this.camera);
  }

  // The element under a place of the canvas in CSS pixels, or -1.
  find(x, y) {
    const ratio = this.renderer.getPixelRatio();
    const { width, height } = this.canvas;
    this.camera.setViewOffset(width, height, Math.floor(x * ratio), Math.floor(y * ratio), 1, 1);
    this.renderer.setRenderTarget(this.spot);
    this.renderer.clear();
    this.renderer.render(this.finder, this.camera);
    this.renderer.setRenderTarget(null);
    this.camera.clearViewOffset();
    const rgba = new Uint8Array(4);
    this.renderer.readRenderTargetPixels(this.spot, 0, 0, 1, 1, rgba);
    const number = rgba[0] | (rgba[1] << 8) | (rgba[2] << 16);
    return rgba[3] && number ? this.order[number - 1] : -1;
  }
}
