// From packed bytes back to arrays.

// The bytes of one of the page's own data blocks.
function blockBytes(id) {
  const packed = atob(byId(id).textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Byte planes to numbers: one typed array a row.
function unfolded(bytes, offset, entry) {
  const total = entry.rows * entry.count;
  const kind = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[entry.bytes];
  const rows = [];
  for (let row = 0; row < entry.rows; row += 1) {
    const values = new kind(entry.count);
    for (let plane = 0; plane < entry.bytes; plane += 1) {
      const start = offset + plane * total + row * entry.count;
      const shift = 8 * plane;
      for (let i = 0; i < entry.count; i += 1) values[i] |= bytes[start + i] << shift;
    }
    if (entry.running) for (let i = 1; i < entry.count; i += 1) values[i] += values[i - 1];
    rows.push(values);
  }
  return rows;
}

// Indices were written as distances from the lowest vertex not yet used.
function forward(distances) {
  let next = 0;
  for (let i = 0; i < distances.length; i += 1) {
    distances[i] = next - distances[i];
    if (distances[i] === next) next += 1;
  }
  return distances;
}

// Every array by its name: {name: [a typed array a row]}.
function rowsOf(header, bytes) {
  const rows = {};
  let offset = 0;
  for (const [name, entry] of Object.entries(header.arrays)) {
    rows[name] = unfolded(bytes, offset, entry);
    offset += entry.rows * entry.count * entry.bytes;
  }
  return rows;
}

// Result: {position: Float32Array(3 a vertex), index or null, label (0 is unlabelled), ...}.
// What has no labels is one group.
function decoded(header, bytes) {
  const rows = rowsOf(header, bytes);
  return {
    position: scaled(rows.position, header.low, header.extent),
    index: rows.index ? forward(rows.index[0]) : null,
    label: rows.label ? rows.label[0] : new Uint8Array(header.elements),
    confidence: rows.confidence ? rows.confidence[0] : null,
    piece: rows.piece ? rows.piece[0] : null,
    heat: rows.heat || [],
    sites: rows.site ? sitesOf(header, rows) : null,
    appearance: header.appearance ? appearanceOf(header.appearance, rows) : null,
  };
}

// Coarse features at some positions: {centers, codes, width, scale}.
function sitesOf(header, rows) {
  const width = rows.siteCode.length;
  const codes = new Int8Array(rows.siteCode[0].length * width);
  rows.siteCode.forEach((row, k) => row.forEach((code, s) => (codes[s * width + k] = code - 128)));
  return { centers: scaled(rows.site, header.low, header.extent), codes, width, scale: header.sites.scale };
}

// Grid numbers of 0 to 65535 on each axis to positions, one after the other.
function scaled(axes, low, extent) {
  const size = axes.length;
  const positions = new Float32Array(axes[0].length * size);
  axes.forEach((values, axis) => {
    const step = extent[axis] / 65535;
    for (let i = 0; i < values.length; i += 1) positions[i * size + axis] = low[axis] + values[i] * step;
  });
  return positions;
}

// Values of corners written out: those of `index[corner]`, `size` numbers each.
function spreadOut(values, index, size, kind) {
  const result = new kind(index.length * size);
  for (let i = 0; i < index.length; i += 1) {
    for (let k = 0; k < size; k += 1) result[i * size + k] = values[index[i] * size + k];
  }
  return result;
}

// How the shape looks in its file: {material (an element), uv and tint (a corner, or null), images}.
function appearanceOf(header, rows) {
  const appearance = { material: rows.material[0], uv: null, tint: null, images: [] };
  if (rows.uv) {
    const coordinates = scaled(rows.uv, header.uv.low, header.uv.extent);
    appearance.uv = spreadOut(coordinates, forward(rows.uvIndex[0]), 2, Float32Array);
  }
  if (rows.tint) {
    const [red, green, blue] = rows.tint;
    const colors = new Uint8Array(red.length * 3);
    red.forEach((value, i) => colors.set([value, green[i], blue[i]], i * 3));
    appearance.tint = spreadOut(colors, forward(rows.tintIndex[0]), 3, Uint8Array);
  }
  for (let i = 0; i < header.images; i += 1) appearance.images.push(rows[`image ${i}`][0]);
  return appearance;
}
