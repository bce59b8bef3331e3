// What every page does with its document.

const byId = (id) => document.getElementById(id);
const rgbOf = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function put(out, [red, green, blue]) {
  [out[0], out[1], out[2]] = [red, green, blue];
}

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children); // texts become text nodes: a name is never markup
  return node;
}

// The form of a word by which two are the same.
function cleaned(word) {
  return word.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

// Give a file to whoever sits here.
function hand(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The page cannot go on, and says why.
function fail(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = false;
  document.documentElement.dataset.state = "failed";
}

async function loadLibrary() {
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await inflated(blockBytes("library")));
  document.head.append(script);
}

function switchTheme() {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.theme = dark ? "light" : "dark";
}

// The scale under the picture; null hides it.
function showScale(scale) {
  byId("scale").hidden = scale === null;
  if (!scale) return;
  for (const name of ["measure", "low", "high"]) byId(name).textContent = scale[name];
  byId("bar").style.background = `linear-gradient(to right, ${scale.ramp.join(",")})`;
}

// Lines beside a position of the picture; none hides them.
function showTip(position, lines) {
  const tip = byId("tip");
  tip.hidden = lines.length === 0;
  if (tip.hidden) return;
  tip.replaceChildren(...lines);
  const room = byId("stage");
  tip.style.left = `${Math.min(position.x + 14, room.clientWidth - tip.offsetWidth - 4)}px`;
  tip.style.top = `${Math.min(position.y + 14, room.clientHeight - tip.offsetHeight - 4)}px`;
}

// Run a page's `begin`; what goes wrong is said in words.
async function start(begin) {
  try {
    if (typeof DecompressionStream === "undefined") {
      fail("This browser is too old for this page; any browser of 2023 or later shows it.");
      return;
    }
    await loadLibrary();
    await begin();
    document.documentElement.dataset.state = "ready";
  } catch (error) {
    if (document.documentElement.dataset.state !== "failed") fail(`This page is damaged: ${error}`);
    throw error;
  }
}
