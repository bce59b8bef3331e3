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
