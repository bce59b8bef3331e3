// How far elements are from each other along the surface, as in segmenting/clicks/surface.py.

const CREASE_COST = 1; // how much longer a step over a crease counts
const GAP_COST = 1.5; // how much longer a straight line to another loose piece counts

// The smallest of many keys first: a binary heap of elements by key.
class Heap {
  constructor() {
    this.keys = [];
    this.items = [];
  }

  push(key, item) {
    const { keys, items } = this;
    let at = keys.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[at] = keys[parent];
      items[at] = items[parent];
      at = parent;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop() {
    const { keys, items } = this;
    const top = { key: keys[0], item: items[0] };
    const [key, item] = [keys.pop(), items.pop()];
    const size = keys.length;
    let at = 0;
    while (size > 0) {
      let child = 2 * at + 1;
      if (child + 1 < size && keys[child + 1] < keys[child]) child += 1;
      if (child >= size || keys[child] >= key) break;
      keys[at] = keys[child];
      items[at] = items[child];
      at = child;
    }
    if (size > 0) {
      keys[at] = key;
      items[at] = item;
    }
    return top;
  }
}

// Pairs of faces that share an edge, one after the other: [one, two, one, two, ...]. An edge of
// more than two faces joins each with the next.
function bordersOf(index, vertices) {
  const start = new Uint32Array(vertices + 1);
  const ends = (corner) => {
    const [a, b] = [index[corner], index[corner % 3 === 2 ? corner - 2 : corner + 1]];
    return a < b ? [a, b] : [b, a];
  };
  for (let corner = 0; corner < index.length; corner += 1) start[ends(corner)[0] + 1] += 1;
  for (let v = 0; v < vertices; v += 1) start[v + 1] += start[v];
  const fill = start.slice(0, vertices);
  const far = new Uint32Array(index.length);
  const face = new Uint32Array(index.length);
  for (let corner = 0; corner < index.length; corner += 1) {
    const [low, high] = ends(corner);
    far[fill[low]] = high;
    face[fill[low]] = (corner - (corner % 3)) / 3;
    fill[low] += 1;
  }
  const pairs = [];
  for (let v = 0; v < vertices; v += 1) {
    for (let i = start[v]; i < start[v + 1]; i += 1) {
      let k = i + 1;
      while (k < start[v + 1] && far[k] !== far[i]) k += 1;
      if (k < start[v + 1] && face[k] !== face[i]) pairs.push(face[i], face[k]);
    }
  }
  return pairs;
}

class SurfaceDistances {
  // `position` has three numbers a vertex (a point, in a cloud), `index` three a face or is null.
  constructor({ position, index }) {
    this.count = index ? index.length / 3 : position.length / 3;
    this.points = index ? centroidsOf(position, index) : position;
    if (index) this.link(position, index);
  }

  link(position, index) {
    const pairs = bordersOf(index, position.length / 3);
    const normals = faceNormals(position, index);
    const links = new Uint32Array(this.count + 1);
    for (const face of pairs) links[face + 1] += 1;
    for (let f = 0; f < this.count; f += 1) links[f + 1] += links[f];
    const fill = links.slice(0, this.count);
    const next = new Uint32Array(pairs.length);
    const lengths = new Float64Array(pairs.length);
    const piece = new Uint32Array(this.count).map((_, face) => face);
    const root = (face) => {
      while (piece[face] !== face) face = piece[face] = piece[piece[face]];
      return face;
    };
    for (let i = 0; i < pairs.length; i += 2) {
      const [one, two] = [pairs[i], pairs[i + 1]];
      const bend = 1 - Math.min(Math.abs(cosine(normals, one, two)), 1);
      const length = Math.max(this.line(one, two) * (1 + CREASE_COST * bend), 1e-12);
      for (const [from, to] of [[one, two], [two, one]]) {
        next[fill[from]] = to;
        lengths[fill[from]] = length;
        fill[from] += 1;
      }
      piece[root(one)] = root(two);
    }
    Object.assign(this, { links, next, lengths, pieces: piece.map((_, face) => root(face)) });
  }

  // The straight distance of two elements.
  line(one, two) {
    const { points } = this;
    const [a, b] = [one * 3, two * 3];
    return Math.hypot(points[a] - points[b], points[a + 1] - points[b + 1], points[a + 2] - points[b + 2]);
  }

  // Elements within a reach of one: a Map from each to its distance.
  within(element, reach) {
    const near = this.links ? this.paths(element, reach) : new Map();
    const factor = this.links ? GAP_COST : 1;
    for (let other = 0; other < this.count; other += 1) {
      if (this.links && this.pieces[other] === this.pieces[element]) continue;
      const line = factor * this.line(element, other);
      if (line <= reach) near.set(other, line);
    }
    return near;
  }

  paths(element, reach) {
    const { links, next, lengths } = this;
    const best = new Map([[element, 0]]);
    const heap = new Heap();
    heap.push(0, element);
    while (heap.keys.length) {
      const { key, item } = heap.pop();
      if (key > best.get(item)) continue;
      for (let i = links[item]; i < links[item + 1]; i += 1) {
        const distance = key + lengths[i];
        const known = best.get(next[i]);
        if (distance <= reach && (known === undefined || distance < known)) {
          best.set(next[i], distance);
          heap.push(distance, next[i]);
        }
      }
    }
    return best;
  }
}

function centroidsOf(position, index) {
  const centroids = new Float32Array(index.length);
  for (let f = 0; f < index.length; f += 3) {
    for (let k = 0; k < 3; k += 1) {
      const sum = position[index[f] * 3 + k] + position[index[f + 1] * 3 + k] + position[index[f + 2] * 3 + k];
      centroids[f + k] = sum / 3;
    }
  }
  return centroids;
}

// The cosine between the normals of two faces; 0 where one has none.
function cosine(normals, one, two) {
  const [a, b] = [one * 3, two * 3];
  const dot = normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
  const length = (at) => Math.hypot(normals[at], normals[at + 1], normals[at + 2]);
  return dot / Math.max(length(a) * length(b), 1e-30);
}
