// What is beside the list: the card of a picked face, suggested words, progress and problems.

// The three best words of an element.
function showCard(scene, picked) {
  const card = byId("card");
  card.hidden = picked === null;
  if (card.hidden) return;
  const { words, shape, labels, confidence, threshold, none } = scene;
  const asked = words.filter(({ column }) => column);
  const kind = shape.element === "face" ? "Face" : "Point";
  byId("card-title").textContent = `${kind} ${picked.toLocaleString("en")}`;
  const best = ranked(asked.map(({ column }) => column), picked, scene).slice(0, 3);
  byId("card-words").replaceChildren(
    ...best.map(({ index, fit, confidence: sure }) => {
      const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = asked[index].color;
      const share = element("span", { class: "figures" }, `${Math.round(sure * 100)} %`);
      const name = element("span", { class: "words" }, asked[index].word);
      const item = element("li", { title: `fit ${fit.toFixed(3)}` }, swatch, name, share);
      item.style.setProperty("--sure", `${sure * 100}%`);
      return item;
    }),
  );
  const sure = Math.round(confidence[picked] * 100);
  const low = `${sure} % is below the threshold of ${Math.round(threshold * 100)} %.`;
  byId("card-note").textContent = !asked.length
    ? "Type a word to ask what this is."
    : labels[picked] < 0
      ? `Unlabelled: ${confidence[picked] < threshold ? low : "none of the words fits well."}`
      : none === null
        ? "Confidence against the other words."
        : "Confidence against the other words, and none of them.";
}

// The word whose part an element is; null for none.
function pointedAt(scene, picked) {
  const label = picked < 0 || !scene ? -1 : scene.labels[picked];
  return label < 0 ? null : scene.parts[label].column;
}

// What is said of an element beside the pointer.
function hintOf(scene, picked, unlabelled) {
  if (picked < 0 || !scene) return [];
  const { parts, labels, confidence, shape } = scene;
  const label = labels[picked];
  const lines = parts.length ? [element("b", {}, label < 0 ? unlabelled : parts[label].name)] : [];
  if (label >= 0) lines.push(element("span", {}, `confidence ${Math.round(confidence[picked] * 100)} %`));
  return [...lines, element("small", {}, `${shape.element} ${picked.toLocaleString("en")}`)];
}

const NEXT_TO_NOTHING = 0.001; // share of the surface below which a part counts as absent
const MUCH = 0.5; // share that must fit none of the words before a line says so
const UNSURE = 0.5; // confidence in the up axis below which a line says so

// Why the labels may be wrong, in the words of `pa3d segment`. `none` is the fit of "none of
// these", or null; a word that is still being typed is not doubted.
function doubtsOf(scene, none, draft) {
  const { words, shape, labels, shares } = scene;
  const asked = words
    .map((word, at) => ({ ...word, at: partOf(scene, at) }))
    .filter(({ column, word, at }) => column && word !== draft && at >= 0);
  const lines = asked
    .filter(({ column }) => column.known === false)
    .map(({ word }) => `'${word}' is no word that this model knows, so its label means little; use another English word.`);
  const absent = asked.flatMap(({ word, column, at }) => {
    const nowhere = none !== null && column.high < none;
    if (column.known === false || !(nowhere || shares[at] < NEXT_TO_NOTHING)) return [];
    const count = labels.reduce((sum, label) => sum + (label === at), 0);
    const elements = count === 1 ? shape.element : `${shape.element}s`;
    const got = `got ${count ? count.toLocaleString("en") : "no"} ${elements}`;
    return [`'${word}' ${got}${nowhere ? " and fits nowhere" : ""}`];
  });
  if (absent.length) {
    lines.push(`${absent.join(", ")}: the shape may lack it, or call it otherwise; see with Heat where a word fits best.`);
  }
  const share = none === null || scene.none !== null || !asked.length ? 0 : misfitOf(asked, none, shape);
  if (share >= MUCH) {
    lines.push(`${Math.round(100 * share)} % of the surface fits none of the words; name the parts that it has, or leave it out below.`);
  }
  if (shape.up_confidence !== null && shape.up_confidence < UNSURE) {
    const sure = Math.round(100 * shape.up_confidence);
    lines.push(`${shape.up} may not be up (${sure} % sure); choose the up axis below.`);
  }
  return lines;
}

// The share of the surface where every word fits less than none of them.
function misfitOf(words, none, { areas, elements }) {
  let [misfit, total] = [0, 0];
  for (let i = 0; i < elements; i += 1) {
    const area = areas ? areas[i] : 1;
    total += area;
    if (words.every(({ column }) => column.values[i] < none)) misfit += area;
  }
  return total ? misfit / total : 0;
}

// Suggested words that are not in the list yet, as buttons; `add(words)` takes them.
function showSuggested(parts, words, add) {
  const box = byId("suggested");
  const there = new Set(words.map(cleaned));
  const free = parts.filter(({ name }) => !there.has(cleaned(name)));
  box.hidden = free.length === 0;
  const names = JSON.stringify(free.map(({ name }) => name));
  if (box.dataset.names === names) return; // a chip that is being clicked stays
  box.dataset.names = names;
  const chips = free.map(({ name, share }) => {
    const chip = element("button", { type: "button", class: "chip" }, `+ ${name}`);
    chip.title = `fits ${Math.round(share * 100)} % of the surface best`;
    chip.addEventListener("click", () => add([name]));
    return chip;
  });
  if (free.length > 1) {
    const all = element("button", { type: "button", class: "chip all" }, "Add all");
    all.addEventListener("click", () => add(free.map(({ name }) => name)));
    chips.push(all);
  }
  box.replaceChildren(...chips);
}

// What takes long: the newest of the things that go on, and its share where that is known.
class Busy {
  constructor() {
    this.tasks = [];
  }

  // Result: {say(text, share or null), end()}.
  begin(text) {
    const task = { text, share: null };
    this.tasks.push(task);
    this.show();
    return {
      say: (news, share = null) => {
        Object.assign(task, { text: news, share });
        this.show();
      },
      end: () => {
        this.tasks = this.tasks.filter((other) => other !== task);
        this.show();
      },
    };
  }

  show() {
    const task = this.tasks.at(-1);
    byId("busy").hidden = !task;
    if (!task) return;
    byId("doing").textContent = task.text;
    if (task.share === null) byId("share").removeAttribute("value");
    else byId("share").value = task.share;
  }
}

function showProblem(text) {
  byId("problem").hidden = !text;
  byId("wrong").textContent = text || "";
}
