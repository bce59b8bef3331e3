// The picture: a shape to turn, drawn when something changed, and what lies under the pointer.

class Viewer {
  // `view` has fieldOfView, azimuth and elevation in degrees, and the margin around the shape.
  // `on` has hover(position, element) and click(element); an element of -1 is the background.
  constructor(canvas, view, size, on) {
    Object.assign(this, { canvas, on, waiting: false, margin: view.margin });
    try {
      this.stage = new Stage(canvas, view, size);
    } catch (error) {
      fail("This browser cannot draw in 3D here: WebGL is off or missing.");
      throw error;
    }
    const turn = (degrees) => (degrees * Math.PI) / 180;
    const home = { azimuth: turn(view.azimuth), elevation: turn(view.elevation) };
    home.distance = () => this.stage.fit(home.azimuth, home.elevation, 1 - 2 * view.margin);
    this.stage.resize();
    this.orbit = new Orbit(this.stage.camera, canvas, home, () => this.draw());
    this.pointer();
    new ResizeObserver(() => this.draw(this.stage.resize())).observe(canvas.parentElement);
  }

  // Show a shape, as far away as it needs.
  async open(header, model) {
    const textured = model.appearance && model.appearance.uv;
    const textures = textured ? await texturesOf(header, model) : null;
    this.stage.fill(header, model);
    if (textures) this.stage.dress(textures);
    this.textures = textures;
    this.orbit.reset();
  }

  // The same shape with other labels; what was hidden is shown.
  regroup(header, model) {
    this.stage.fill(header, model);
    if (this.textures) this.stage.dress(this.textures);
  }

  // Turn to the elements that `has(element)` is true of, as near as they fit; null: to all.
  focus(model, has) {
    const { orbit, stage } = this;
    const whole = stage.fit(orbit.azimuth, orbit.elevation, 1 - 2 * this.margin);
    const ball = has ? ballAround(model, has) : null;
    if (!has) orbit.look([0, 0, 0], whole);
    else if (ball) orbit.look(ball.center, Math.min(whole, stage.away(ball.radius, 1 - 2 * this.margin)));
  }

  // What is drawn now, as PNG with nothing behind it.
  picture() {
    this.stage.render(); // what was drawn before may be gone
    return new Promise((done) => this.canvas.toBlob(done, "image/png"));
  }

  // One picture a frame at most.
  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.stage.render();
    });
  }

  // `colorOf(element, out, corner)` writes three bytes; textures come on top where asked for.
  color(colorOf, textures) {
    this.stage.wear(textures);
    this.stage.recolor(colorOf);
    this.draw();
  }

  pointer() {
    const { canvas, on } = this;
    let last = null;
    let asked = false;
    const look = () => {
      asked = false;
      if (last && !this.orbit.busy) on.hover(last, this.stage.pick(last.x, last.y));
    };
    const follow = (event) => {
      const box = canvas.getBoundingClientRect();
      last = { x: event.clientX - box.left, y: event.clientY - box.top };
      if (this.orbit.busy) on.hover(last, -1);
      else if (!asked) asked = requestAnimationFrame(look);
    };
    canvas.addEventListener("pointermove", follow);
    canvas.addEventListener("pointerleave", () => {
      last = null;
      on.hover({ x: 0, y: 0 }, -1);
    });
    canvas.addEventListener("click", (event) => {
      follow(event);
      if (this.orbit.dragged <= 4) on.click(this.stage.pick(last.x, last.y), event.altKey);
    });
  }
}

// The middle of the box around elements, and how far the farthest of them is from it; null for none.
function ballAround({ position, index, label }, has) {
  const [low, high] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  const corners = index ? 3 : 1;
  const each = (visit) => {
    for (let i = 0; i < label.length; i += 1) {
      if (!has(i)) continue;
      for (let k = 0; k < corners; k += 1) visit(3 * (index ? index[3 * i + k] : i));
    }
  };
  each((at) => {
    for (let axis = 0; axis < 3; axis += 1) {
      low[axis] = Math.min(low[axis], position[at + axis]);
      high[axis] = Math.max(high[axis], position[at + axis]);
    }
  });
  if (low[0] > high[0]) return null;
  const center = low.map((value, axis) => (value + high[axis]) / 2);
  let radius = 0;
  each((at) => {
    radius = Math.max(radius, Math.hypot(...center.map((value, axis) => position[at + axis] - value)));
  });
  return { center, radius };
}
