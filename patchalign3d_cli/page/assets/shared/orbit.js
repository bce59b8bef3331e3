// The camera around the shape: by pointer, wheel, touch and keys. y stays up.

const STEEPEST = Math.PI / 2 - 0.01;
const NEAREST = 0.02;
const FARTHEST = 40;

class Orbit {
  constructor(camera, canvas, home, changed) {
    Object.assign(this, { camera, canvas, home, changed });
    this.pointers = new Map();
    this.target = new THREE.Vector3();
    this.dragged = 0;
    this.reset();
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  get busy() {
    return this.pointers.size > 0;
  }

  reset() {
    [this.azimuth, this.elevation] = [this.home.azimuth, this.home.elevation];
    this.look([0, 0, 0], this.home.distance());
  }

  // From the same side on a position, from a distance.
  look(target, distance) {
    this.target.fromArray(target);
    this.distance = Math.min(FARTHEST, Math.max(NEAREST, distance));
    this.moveCamera();
  }

  moveCamera() {
    const flat = Math.cos(this.elevation);
    this.camera.position.set(
      Math.sin(this.azimuth) * flat,
      Math.sin(this.elevation),
      Math.cos(this.azimuth) * flat,
    );
    this.camera.position.multiplyScalar(this.distance).add(this.target);
    this.camera.lookAt(this.target);
    const away = this.camera.position.length();
    this.camera.near = Math.max(away - 1.1, this.distance / 500, 0.001);
    this.camera.far = away + 1.1;
    this.camera.updateProjectionMatrix();
    this.changed();
  }

  turn(across, down) {
    this.azimuth -= across;
    this.elevation = Math.min(STEEPEST, Math.max(-STEEPEST, this.elevation + down));
    this.moveCamera();
  }

  // Pixels: the shape stays under the pointer.
  pan(across, down) {
    const height = this.canvas.clientHeight || 1;
    const half = Math.tan((this.camera.fov * Math.PI) / 360);
    const scale = (2 * this.distance * half) / height;
    const right = new THREE.Vector3().setFromMatrixColumn(this.camera.matrix, 0);
    const up = new THREE.Vector3().setFromMatrixColumn(this.camera.matrix, 1);
    this.target.addScaledVector(right, -across * scale).addScaledVector(up, down * scale);
    this.target.clampLength(0, 3);
    this.moveCamera();
  }

  zoom(factor) {
    this.distance = Math.min(FARTHEST, Math.max(NEAREST, this.distance * factor));
    this.moveCamera();
  }

  press(event) {
    if (this.pointers.size === 0) this.dragged = 0;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.canvas.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const before = this.spread();
    const [across, down] = [event.clientX - last.x, event.clientY - last.y];
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.dragged += Math.abs(across) + Math.abs(down);
    if (this.pointers.size > 1) {
      const after = this.spread();
      if (before > 0 && after > 0) this.zoom(before / after);
      this.pan(across / this.pointers.size, down / this.pointers.size);
    } else if (event.buttons & 6 || event.shiftKey || event.ctrlKey || event.metaKey) {
      this.pan(across, down);
    } else {
      const turn = Math.PI / Math.max(this.canvas.clientHeight, 1);
      this.turn(across * turn, down * turn);
    }
  }

  // Distance between two fingers.
  spread() {
    const [one, two] = [...this.pointers.values()];
    return two ? Math.hypot(one.x - two.x, one.y - two.y) : 0;
  }

  wheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * [1, 20, 400][event.deltaMode];
    this.zoom(Math.exp(Math.min(200, Math.max(-200, pixels)) * 0.0015));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = arrow[event.key];
    if (step && event.shiftKey) this.pan(-step[0] * 30, -step[1] * 30);
    else if (step) this.turn(step[0] * 0.12, step[1] * 0.12);
    else if (event.key === "+" || event.key === "=") this.zoom(0.85);
    else if (event.key === "-") this.zoom(1 / 0.85);
    else if (event.key === "Home" || event.key === "0") this.reset();
    else return;
    event.preventDefault();
  }
}
