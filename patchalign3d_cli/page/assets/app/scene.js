// What is to be shown at a moment: the words with their colours and columns, and what follows.

// Each word once, the earliest of those that are the same.
function uniqueWords(words) {
  const unique = new Map();
  for (const word of words) {
    if (cleaned(word) && !unique.has(cleaned(word))) unique.set(cleaned(word), word);
  }
  return [...unique.values()];
}

// `columnOf(word)` is the word's column, or undefined while it is on its way.
// Result: {shape, words [{word, color, column}], parts [{name, color, column (index of its word)}],
// labels (indices of parts), confidence, shares (of parts), ...}. Until something is corrected each
// word is a part.
function sceneOf(shape, asked, state, model, palette, columnOf) {
  const { temperature = 1, none = null } = model;
  const scene = { shape, temperature, threshold: state.threshold };
  scene.words = asked.map((word, at) => {
    return { word, color: palette[at % palette.length], column: columnOf(word) };
  });
  scene.parts = scene.words.map(({ word, color }, column) => ({ name: word, color, column }));
  scene.none = state.other ? none : null;
  if (asked.length === 1) scene.none = scene.words[0].column?.alone ?? none; // as in `pa3d segment`
  const ready = scene.words.flatMap(({ column }, at) => (column ? [at] : []));
  const columns = ready.map((at) => scene.words[at].column);
  const { labels, confidence } = decide(columns, shape.elements, scene);
  scene.labels = labels.map((label) => (label < 0 ? -1 : ready[label]));
  scene.confidence = confidence;
  scene.shares = sharesOf(scene.labels, shape.areas, asked.length);
  return scene;
}

// What stands at the right of each word of the list: the share of the surface that its part has,
// and what that is called now where it was renamed.
function figuresOf(words, scene) {
  return words.map((word) => {
    const at = scene.words.findIndex((other) => cleaned(other.word) === cleaned(word));
    if (at < 0 || !scene.words[at].column) return "";
    const part = partOf(scene, at);
    if (part < 0) return "merged";
    const { name } = scene.parts[part];
    const share = `${(100 * scene.shares[part]).toFixed(1)} %`;
    return cleaned(name) === cleaned(word) ? share : `${name} ${share}`;
  });
}

// Which part a word became; -1 where it was merged into another.
function partOf(scene, word) {
  return scene.parts.findIndex(({ column }) => column === word);
}

// What is wrong with each word, empty where nothing is. `refused` has the server's reasons.
function notesOf(words, refused) {
  return words.map((word, at) => {
    const earlier = words.findIndex((other) => cleaned(other) === cleaned(word));
    if (word && !cleaned(word)) return "no word";
    if (word && earlier < at) return "twice";
    return refused.get(cleaned(word)) || "";
  });
}
