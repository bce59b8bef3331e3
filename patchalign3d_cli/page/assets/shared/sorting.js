// Elements put in the order in which they are drawn.

// Elements sorted by label, then by material: `order[slot]` is an element; those of group p and
// material m have the slots start[p * kinds + m] to start[p * kinds + m + 1].
function sorted(label, groups, material, kinds) {
  const key = (i) => label[i] * kinds + (material ? material[i] : 0);
  const start = new Uint32Array(groups * kinds + 1);
  for (let i = 0; i < label.length; i += 1) start[key(i) + 1] += 1;
  for (let k = 0; k < groups * kinds; k += 1) start[k + 1] += start[k];
  const fill = start.slice(0, groups * kinds);
  const order = new Uint32Array(label.length);
  for (let i = 0; i < label.length; i += 1) {
    order[fill[key(i)]] = i;
    fill[key(i)] += 1;
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

// Colours that name elements: slot + 1 in three bytes, for each corner.
function nameColors(count, corners) {
  const names = new Uint8Array(count * corners * 4).fill(255);
  for (let slot = 0; slot < count; slot += 1) {
    const number = slot + 1; // 0 is nothing
    for (let at = slot * corners * 4; at < (slot + 1) * corners * 4; at += 4) {
      names[at] = number & 255;
      names[at + 1] = (number >> 8) & 255;
      names[at + 2] = (number >> 16) & 255;
    }
  }
  return names;
}
