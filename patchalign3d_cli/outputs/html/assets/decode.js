// From the page's data blocks back to arrays.

async function inflated(id) {
  const packed = atob(document.getElementById(id).textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
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

// Result: {position: Float32Array(3 a vertex), index or null, label (0 is unlabelled), ...}.
function decoded(header, bytes) {
  const rows = {};
  let offset = 0;
  for (const [name, entry] of Object.entries(header.arrays)) {
    rows[name] = unfolded(bytes, offset, entry);
    offset += entry.rows * entry.count * entry.bytes;
  }
  const count = rows.position[0].length;
  const position = new Float32Array(count * 3);
  for (let axis = 0; axis < 3; axis += 1) {
    const step = header.extent[axis] / 65535;
    const low = header.low[axis];
    for (let i = 0; i < count; i += 1) position[i * 3 + axis] = low + rows.position[axis][i] * step;
  }
  return {
    position,
    index: rows.index ? forward(rows.index[0]) : null,
    label: rows.label[0],
    confidence: rows.confidence[0],
    heat: rows.heat || [],
    original: rows.original || null,
  };
}
