// How the shape looks in its own file.

const PLAIN = [200, 203, 208]; // of a shape that has no colours of its own

// The material's colour by the corner's; a texture comes on top.
function originalOf(header, model) {
  const { appearance } = model;
  if (!appearance) return (i, out) => put(out, PLAIN);
  const colors = header.appearance.materials.map((row) => row.color);
  const untextured = appearance.tint ? colors[0] : PLAIN;
  const corners = model.index ? 3 : 1;
  return (i, out, corner) => {
    const color = appearance.material[i] ? colors[appearance.material[i]] : untextured;
    const at = (i * corners + corner) * 3;
    for (let k = 0; k < 3; k += 1) {
      out[k] = appearance.tint ? Math.round((color[k] * appearance.tint[at + k]) / 255) : color[k];
    }
  };
}

// For each material what its texture changes in the way it is drawn.
async function texturesOf(header, model) {
  const WRAP = { 33071: THREE.ClampToEdgeWrapping, 33648: THREE.MirroredRepeatWrapping };
  const options = { premultiplyAlpha: "none", colorSpaceConversion: "none" };
  const read = (bytes) => createImageBitmap(new Blob([bytes], { type: "image/webp" }), options);
  const images = await Promise.all(model.appearance.images.map(read));
  return header.appearance.materials.map(({ texture, cutoff }) => {
    if (!texture) return {};
    const map = new THREE.Texture(images[texture.image]);
    map.flipY = false;
    map.needsUpdate = true;
    [map.wrapS, map.wrapT] = texture.wrap.map((code) => WRAP[code] || THREE.RepeatWrapping);
    map.offset.fromArray(texture.offset);
    map.repeat.fromArray(texture.scale);
    map.rotation = texture.rotation;
    map.anisotropy = 4;
    return { map, alphaTest: cutoff || 0 };
  });
}
