// Normals at the corners of faces: smooth within a surface, split at creases.

function faceNormals(position, index) {
  const normals = new Float32Array(index.length); // three a face, as long as twice its area
  for (let f = 0; f < index.length; f += 3) {
    const a = index[f] * 3;
    const b = index[f + 1] * 3;
    const c = index[f + 2] * 3;
    const ux = position[b] - position[a];
    const uy = position[b + 1] - position[a + 1];
    const uz = position[b + 2] - position[a + 2];
    const vx = position[c] - position[a];
    const vy = position[c + 1] - position[a + 1];
    const vz = position[c + 2] - position[a + 2];
    normals[f] = uy * vz - uz * vy;
    normals[f + 1] = uz * vx - ux * vz;
    normals[f + 2] = ux * vy - uy * vx;
  }
  return normals;
}

// Areas of faces, in no particular unit.
function areasOf({ position, index }) {
  if (!index) return null;
  const normals = faceNormals(position, index);
  const areas = new Float32Array(index.length / 3);
  for (let f = 0; f < areas.length; f += 1) {
    areas[f] = Math.hypot(normals[f * 3], normals[f * 3 + 1], normals[f * 3 + 2]);
  }
  return areas;
}

// For each vertex the run of its corners: corners[start[v]] to corners[start[v + 1] - 1].
function cornersByVertex(index, count) {
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < index.length; i += 1) start[index[i] + 1] += 1;
  for (let v = 0; v < count; v += 1) start[v + 1] += start[v];
  const fill = start.slice(0, count);
  const corners = new Uint32Array(index.length);
  for (let i = 0; i < index.length; i += 1) {
    corners[fill[index[i]]] = i;
    fill[index[i]] += 1;
  }
  return { start, corners };
}

const CREASE = Math.cos((40 * Math.PI) / 180); // as in the pictures that pa3d draws
const CROWD = 64; // corners of one vertex that are compared; a fan of more is shaded by these

// Three numbers a corner, in the order of `index`; lengths are arbitrary, shaders normalise.
function cornerNormals(position, index) {
  const face = faceNormals(position, index);
  const length = new Float32Array(index.length / 3);
  for (let f = 0; f < length.length; f += 1) {
    length[f] = Math.hypot(face[f * 3], face[f * 3 + 1], face[f * 3 + 2]);
  }
  const { start, corners } = cornersByVertex(index, position.length / 3);
  const result = new Float32Array(index.length * 3);
  for (let i = 0; i < index.length; i += 1) {
    const f = (i - (i % 3)) / 3;
    const [x, y, z] = [face[f * 3], face[f * 3 + 1], face[f * 3 + 2]];
    let [sumX, sumY, sumZ] = [x, y, z];
    const end = Math.min(start[index[i] + 1], start[index[i]] + CROWD);
    for (let k = start[index[i]]; k < end; k += 1) {
      const other = (corners[k] - (corners[k] % 3)) / 3;
      if (other === f) continue;
      const dot = x * face[other * 3] + y * face[other * 3 + 1] + z * face[other * 3 + 2];
      if (dot > CREASE * length[f] * length[other]) {
        sumX += face[other * 3];
        sumY += face[other * 3 + 1];
        sumZ += face[other * 3 + 2];
      }
    }
    const scale = 1 / (Math.hypot(sumX, sumY, sumZ) || 1);
    result[i * 3] = sumX * scale;
    result[i * 3 + 1] = sumY * scale;
    result[i * 3 + 2] = sumZ * scale;
  }
  return result;
}
