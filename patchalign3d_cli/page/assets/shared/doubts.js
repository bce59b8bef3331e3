// Why the labels may be wrong: a line each, hidden where there is no doubt.

function showDoubts(lines) {
  const list = byId("doubts");
  list.hidden = lines.length === 0;
  list.replaceChildren(...lines.map((line) => element("li", {}, line)));
}
