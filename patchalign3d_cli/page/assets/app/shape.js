// Shapes: dropped, chosen, taken from the address or from the example, and put into the picture.

const MAIN = /\.(obj|glb|gltf|ply|stl|off|3mf|xyz|xyzn|xyzrgb|asc|pts|ptx|txt|csv|pcd|npy|npz|las|laz)$/i;
const BESIDE = /\.(mtl|bin|png|jpe?g|webp|bmp|tga|ktx2?)$/i;

// Which of the files is the shape; those beside it are what it names.
function sortedFiles(files) {
  const list = [...files];
  const main = list.find(({ name }) => MAIN.test(name) && !BESIDE.test(name)) || list[0];
  return { file: main, beside: list.filter((other) => other !== main) };
}

// A shape of the server: {id, file, element, elements, ...}, and its numbers to draw.
class Shapes {
  // Each method hears `say(text, share or null)`, which tells how far it is.
  constructor(api) {
    Object.assign(this, { api, files: null });
  }

  // Read a shape again under the id that the server gave it.
  async known(id, say) {
    return this.withMesh(await this.api.json(`v1/shapes/${encodeURIComponent(id)}`), say);
  }

  async sent(files, say, up) {
    this.files = files;
    const { file, beside } = sortedFiles(files);
    say(`Sending ${file.name}`, 0);
    const record = await this.api.upload({ file, beside, up: up || null }, (share) => {
      if (share < 1) say(`Sending ${file.name}`, share);
      else say(`Reading ${file.name}`);
    });
    return this.withMesh(record, say);
  }

  async example(name, say) {
    say(`Reading ${name}`);
    const answer = await this.api.ask(name);
    return this.sent([new File([await answer.arrayBuffer()], name)], say);
  }

  async withMesh(record, say) {
    say(`Drawing ${record.file}`);
    const { header, data } = await this.api.json(`v1/shapes/${encodeURIComponent(record.id)}/mesh`);
    header.groups = []; // one drawable: labels change with every key
    const model = decoded(header, await inflated(bytesOf(data)));
    return { ...record, header, model, areas: areasOf(model) };
  }
}

function listenToDrops(room, dropped) {
  const overlay = byId("drop");
  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  room.addEventListener("dragenter", (event) => carries(event) && show(1));
  room.addEventListener("dragleave", (event) => carries(event) && show(-1));
  room.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  room.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    show(-depth);
    if (event.dataTransfer.files.length) dropped(event.dataTransfer.files);
  });
}
