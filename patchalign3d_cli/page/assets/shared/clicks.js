// Which elements follow a click, and what they become: the rule of segmenting/clicks, for pages.

const REACH = 0.7; // how far the first click reaches over what is the same, in radii of the shape
const FINER = 0.9; // what each further click reaches of the one before
const SHORTEST = 0.2; // how far the last of many clicks still reaches
const UNLIKE = 1.5; // the squared distance of features at which it reaches no farther than itself
const SURE = 1; // what it costs to follow where the labels are sure and at the click not at all

// Coarse features of elements: blended from the three nearest sites, each worked out when asked.
class Features {
  // `sites` has centers (three numbers each), codes (`width` each) and scale.
  constructor(sites, points) {
    Object.assign(this, sites, { points, known: new Uint8Array(points.length / 3) });
    this.values = new Float32Array((points.length / 3) * this.width);
  }

  // The squared distance of the features of two elements.
  unlike(one, two) {
    this.blend(one);
    this.blend(two);
    let sum = 0;
    for (let k = 0; k < this.width; k += 1) {
      sum += (this.values[one * this.width + k] - this.values[two * this.width + k]) ** 2;
    }
    return sum * this.scale ** 2;
  }

  blend(element) {
    if (this.known[element]) return;
    this.known[element] = 1;
    const { centers, codes, width, points, values } = this;
    const [x, y, z] = [points[element * 3], points[element * 3 + 1], points[element * 3 + 2]];
    const near = [];
    const squares = [];
    for (let s = 0, at = 0; at < centers.length; s += 1, at += 3) {
      const square = (centers[at] - x) ** 2 + (centers[at + 1] - y) ** 2 + (centers[at + 2] - z) ** 2;
      if (near.length === 3 && square >= squares[2]) continue;
      let rank = Math.min(near.length, 2);
      for (; rank > 0 && squares[rank - 1] > square; rank -= 1) {
        squares[rank] = squares[rank - 1];
        near[rank] = near[rank - 1];
      }
      squares[rank] = square;
      near[rank] = s;
    }
    const weights = squares.map((square) => 1 / Math.max(square, 1e-10));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    near.forEach((s, rank) => {
      const weight = weights[rank] / total;
      for (let k = 0; k < width; k += 1) values[element * width + k] += weight * codes[s * width + k];
    });
  }
}

// What clicks need to know of a shape; made once, used for any labels of it.
class ClickRule {
  // `model` has position and index; `sites` are coarse features or null; `areas` one an element or null.
  constructor(model, sites, areas) {
    this.distances = new SurfaceDistances(model);
    this.features = sites ? new Features(sites, this.distances.points) : null;
    this.areas = areas;
  }

  // How far elements are from following a click on one, after so many others: a Map of those
  // below 1.
  costs(element, sure, clicks) {
    const costs = new Map();
    const reach = Math.max(SHORTEST, REACH * FINER ** clicks);
    for (const [near, distance] of this.distances.within(element, reach)) {
      let cost = (distance / reach) ** 2;
      if (this.features) cost += this.features.unlike(near, element) / UNLIKE;
      cost += SURE * Math.max(sure[near] - sure[element], 0);
      if (cost < 1) costs.set(near, cost);
    }
    return costs.set(element, 0);
  }

  // Let elements follow a click {element, part, positive}. `state` has labels (-1 is none), sure
  // (0 to 1), both changed in place; parts, how many; earlier, the clicks before; and
  // `scoreOf(part)`, which gives a function of elements or null. Result: whether anything changed.
  follow(state, { element, part, positive }) {
    const { labels, sure, earlier } = state;
    const costs = this.costs(element, sure, earlier.filter((click) => click.element !== element).length);
    const before = labels[element];
    const follows = [];
    for (const near of costs.keys()) if (labels[near] === before) follows.push(near);
    const kept = follows.filter((near) => near === element || !earlier.some((click) => {
      return click.label === before && click.element !== element && !(costs.get(near) < (click.costs.get(near) ?? 1));
    }));
    let after = part;
    if (!positive) after = before === part ? this.nextBest(state, element, part, kept) : null;
    if (after !== null && after !== before) {
      for (const near of kept) {
        labels[near] = after;
        sure[near] = positive ? 1 - costs.get(near) / 2 : 0.5;
      }
    }
    if (positive) sure[element] = 1;
    earlier.push({ element, label: after, costs, refused: positive ? null : part });
    return after !== null && after !== before;
  }

  // What elements become that are not a part: what fits them best of the others, or without
  // scores what the nearest element of another part is; -1 where nothing is left.
  nextBest({ labels, parts, earlier, scoreOf }, element, part, follows) {
    const refused = new Set([part]);
    for (const click of earlier) {
      if (click.refused !== null && click.costs.has(element)) refused.add(click.refused);
    }
    let [best, most] = [-1, -Infinity];
    const score = (other) => {
      const value = scoreOf(other);
      const total = follows.reduce((sum, near) => sum + (this.areas ? this.areas[near] : 1), 0);
      const weight = (near) => (this.areas && total > 0 ? this.areas[near] : 1);
      return follows.reduce((sum, near) => sum + weight(near) * value(near), 0);
    };
    if (scoreOf !== null) {
      for (let other = 0; other < parts; other += 1) {
        const mean = refused.has(other) ? -Infinity : score(other);
        if (mean > most) [best, most] = [other, mean];
      }
      return best;
    }
    let nearest = Infinity;
    for (let other = 0; other < labels.length; other += 1) {
      if (labels[other] < 0 || refused.has(labels[other])) continue;
      const line = this.distances.line(element, other);
      if (line < nearest) [best, nearest] = [labels[other], line];
    }
    return best;
  }
}
