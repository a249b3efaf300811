"use strict";
// What the controls do.
const byId = (id) => document.getElementById(id);
let stage = null;

function draw() {
  const picture = drawn();
  if (stage) stage.draw(picture);
  const message = !COUNT ? "empty" : !picture.marks.size ? "filtered" : stage ? null : "noWebgl";
  byId("message").hidden = message === null;
  byId("message").textContent = message ? word(message) : "";
  byId("status").textContent = word("status", { n: number(picture.nodes), all: number(COUNT), m: number(picture.pairs) });
}

function choose(chosen, { move = true } = {}) {
  const before = STATE.chosen;
  STATE.chosen = chosen;
  if (chosen && "node" in chosen && !STATE.open.has(NODES.group[chosen.node])) STATE.open.add(NODES.group[chosen.node]);
  describe(chosen, choose, toggle);
  const key = chosen === null ? null : "node" in chosen ? `n${chosen.node}` : `g${chosen.group}`;
  // Who is chosen is drawn even if no filter lets it pass, so that the picture may have to change.
  const hidden = key !== null && stage && !stage.renderer.getGraph().hasNode(key);
  const forced = before !== null && "node" in before && !(passes(before.node) && (STATE.alone || TIES[before.node].length));
  if (hidden || forced) { draw(); streets(); } else if (stage) stage.refresh();
  if (key !== null && stage && move) stage.show(key);
}

function toggle(group) {
  if (STATE.open.has(group)) {
    STATE.open.delete(group);
    if (STATE.chosen && "node" in STATE.chosen && NODES.group[STATE.chosen.node] === group) STATE.chosen = { group };
  } else STATE.open.add(group);
  describe(STATE.chosen, choose, toggle);
  draw();
  streets();
}

// Rows with a check box: sign, name, how many.
function rows(id, items, set) {
  byId(id).replaceChildren(...items.map(({ key, sign, name, count, button }) => {
    const box = make("input", { type: "checkbox", checked: set.has(key) });
    const row = make("label", { className: set.has(key) ? "row" : "row off" }, box, sign, make("span", { className: "name", title: name }, name), make("span", { className: "count" }, number(count)));
    box.onchange = () => {
      if (box.checked) set.add(key); else set.delete(key);
      row.classList.toggle("off", !box.checked);
      draw();
    };
    return button ? make("div", { className: "row" }, ...[row, button]) : row;
  }));
  if (id === "streets") for (const row of byId(id).children) row.firstChild.style.flex = "1", row.firstChild.style.minWidth = "0";
}

const LAYER_PAIRS = DATA.layers.map((_, layer) => DATA.ties.layers.filter((flat) => flat.some((value, at) => at % 2 === 0 && value === layer)).length);
const KIND_COUNTS = DATA.kinds.map((_, kind) => NODES.kind.filter((value) => value === kind).length);

function streets() {
  rows("streets", GROUPS.map((group, index) => {
    const name = say(group.name), open = STATE.open.has(index);
    const button = make("button", { type: "button", "aria-expanded": String(open), "aria-label": `${word(open ? "close" : "open")} ${name}`, onclick: () => {
      toggle(index);
      byId("streets").children[index].lastChild.focus();
    } }, open ? "−" : "+");
    return { key: index, sign: null, name, count: MEMBERS[index].length, button };
  }), STATE.streets);
}

function filters() {
  rows("layers", DATA.layers.map((layer, index) => ({ key: index, sign: swatch(layer.color), name: say(layer.title), count: LAYER_PAIRS[index] })), STATE.layers);
  rows("kinds", DATA.kinds.map((kind, index) => ({ key: index, sign: kindSymbol(index), name: say(kind.title), count: KIND_COUNTS[index] })), STATE.kinds);
  streets();
  const counts = new Map();
  for (const gaps of DATA.gaps) for (let i = 0; i < gaps.length; i += 2) counts.set(gaps[i], (counts.get(gaps[i]) ?? 0) + 1);
  const options = [["", word("everyone")], ["any", word("anyGap")], ["none", word("noGap")]];
  DATA.rules.forEach((rule, index) => counts.has(index) && options.push([String(index), `${say(rule.title)} (${number(counts.get(index))})`]));
  byId("gap").replaceChildren(...options.map(([value, text]) => make("option", { value, selected: value === String(STATE.gap) }, text)));
  byId("severities").replaceChildren(...SEVERITY_COLORS.map((hex, severity) => make("span", { className: "key" }, kindSymbol(0, hex), say(DATA.severities[severity]))),
    make("span", { className: "key" }, kindSymbol(0), word("none")), ...(OUTSIDE.size ? [make("span", { className: "key" }, kindSymbol(0, PLAIN, true), word("outside"))] : []));
}

function texts() {
  document.documentElement.lang = STATE.language === "en" ? "en" : "zh-CN";
  document.title = byId("title").textContent = say(DATA.finding);
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = word(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = word(element.dataset.label);
  }
  byId("language").textContent = word("otherLanguage");
  byId("help").setAttribute("aria-label", word("help"));
  byId("keys").replaceChildren(...KEYS.flatMap(([key, ...pair]) => [make("dt", {}, key), make("dd", {}, say(pair))]));
  byId("alone").checked = STATE.alone;
  byId("footer").replaceChildren(...[say(DATA.told), ...DATA.notes.map(say)].map((text) => make("span", { dir: "auto" }, text)),
    ...(DATA.synthetic ? [make("span", { className: "alarm" }, say(DATA.synthetic))] : []));
  filters();
  describe(STATE.chosen, choose, toggle);
  draw();
}

function results() {
  const input = byId("query"), list = byId("results"), found = search(input.value).slice(0, 40);
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  list.replaceChildren(...found.map((item, index) => {
    const where = "node" in item ? `${say(DATA.kinds[NODES.kind[item.node]].title)} · ${DATA.places[NODES.place[item.node]] ?? "—"}` : word("members", { n: number(MEMBERS[item.group].length) });
    // The list closes before a click would arrive.
    return make("li", { id: `result-${index}`, role: "option", dir: "auto", onmousedown: (event) => { event.preventDefault(); take(item); } }, item.name, make("small", {}, where));
  }), ...(found.length ? [] : [make("li", { className: "none" }, word("nothing"))]));
  point(found.length ? 0 : -1);
  return found;
}
let pointed = -1, candidates = [];
function point(index) {
  pointed = index;
  [...byId("results").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  if (index >= 0) {
    byId("query").setAttribute("aria-activedescendant", `result-${index}`);
    byId("results").children[index].scrollIntoView({ block: "nearest" });
  } else byId("query").removeAttribute("aria-activedescendant");
}
function take(item) {
  byId("results").hidden = true;
  byId("query").setAttribute("aria-expanded", "false");
  choose("node" in item ? { node: item.node } : { group: item.group });
  streets();
}

function pictureWords() {
  const heading = (name) => ({ title: word(name).replace(/（.*|\s\(.*/, "") });
  return {
    title: say(DATA.finding), reading: word("reading"), told: [say(DATA.told), ...DATA.notes.map(say)].join(" · "), synthetic: DATA.synthetic ? say(DATA.synthetic) : "",
    discs: stage.discs(), labels: LABELS,
    legend: [heading("layers"), ...DATA.layers.flatMap((layer, index) => STATE.layers.has(index) ? [{ symbol: swatch(layer.color).childNodes, text: say(layer.title) }] : []),
      heading("kinds"), ...DATA.kinds.flatMap((kind, index) => STATE.kinds.has(index) ? [{ symbol: kindSymbol(index).childNodes, text: say(kind.title) }] : []),
      heading("gaps"), ...SEVERITY_COLORS.map((hex, severity) => ({ symbol: kindSymbol(0, hex).childNodes, text: say(DATA.severities[severity]) })), { symbol: kindSymbol(0).childNodes, text: word("none") },
      ...(OUTSIDE.size ? [{ symbol: kindSymbol(0, PLAIN, true).childNodes, text: word("outside") }] : [])],
  };
}

function bind() {
  byId("language").onclick = () => { STATE.language = STATE.language === "en" ? "zh" : "en"; texts(); };
  byId("help").onclick = () => { byId("keys").hidden = !byId("keys").hidden; byId("help").setAttribute("aria-expanded", String(!byId("keys").hidden)); };
  byId("gap").onchange = () => {
    const value = byId("gap").value;
    STATE.gap = /^\d+$/.test(value) ? Number(value) : value;
    // Gaps are mostly where there are no ties.
    if (value && value !== "none") byId("alone").checked = STATE.alone = true;
    draw();
  };
  byId("alone").onchange = () => { STATE.alone = byId("alone").checked; draw(); };
  byId("open-all").onclick = () => { GROUPS.forEach((_, index) => STATE.open.add(index)); draw(); streets(); };
  byId("close-all").onclick = () => {
    STATE.open.clear();
    if (STATE.chosen && "node" in STATE.chosen) STATE.chosen = { group: NODES.group[STATE.chosen.node] };
    describe(STATE.chosen, choose, toggle);
    draw();
    streets();
  };
  const input = byId("query");
  input.oninput = () => { candidates = results(); };
  input.onfocus = () => { if (input.value.trim()) candidates = results(); };
  input.onblur = () => { byId("results").hidden = true; input.setAttribute("aria-expanded", "false"); };
  input.onkeydown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (candidates.length) point((pointed + (event.key === "ArrowDown" ? 1 : -1) + candidates.length) % candidates.length);
    } else if (event.key === "Enter" && candidates[pointed] && !byId("results").hidden) take(candidates[pointed]);
  };
  byId("save-png").disabled = byId("save-svg").disabled = !stage;
  byId("save-png").onclick = () => savePng(pictureOf(stage.renderer, pictureWords()), `${DATA.file}.png`);
  byId("save-svg").onclick = () => saveSvg(pictureOf(stage.renderer, pictureWords()), `${DATA.file}.svg`);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return choose(null);
    if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
  });
  if (!stage) return;
  const camera = stage.renderer.getCamera();
  const keys = { ArrowLeft: () => stage.move(-1, 0), ArrowRight: () => stage.move(1, 0), ArrowUp: () => stage.move(0, 1), ArrowDown: () => stage.move(0, -1),
    "+": () => camera.animatedZoom(), "=": () => camera.animatedZoom(), "-": () => camera.animatedUnzoom(), 0: () => camera.animatedReset() };
  byId("stage").onkeydown = (event) => {
    if (event.target === byId("stage") && keys[event.key]) { event.preventDefault(); keys[event.key](); }
  };
  byId("zoom-in").onclick = keys["+"];
  byId("zoom-out").onclick = keys["-"];
  byId("zoom-all").onclick = keys[0];
}

function start() {
  try {
    if (COUNT) stage = new Stage((chosen) => choose(chosen, { move: false }));
    if (stage) stage.onToggle = toggle;
  } catch (error) {
    // Without WebGL everything else is still of use.
    stage = null;
  }
  bind();
  texts();
  // For whoever embeds the page, and for its tests.
  window.gongjian = {
    choose, toggle, state: STATE, renderer: stage && stage.renderer,
    keyOf: (id) => { const node = NODES.name.findIndex((_, index) => idOf(index) === id); return node < 0 ? null : keyOf(node); },
    pixelOf: (key) => stage.renderer.framedGraphToViewport(stage.renderer.getNodeDisplayData(key)),
  };
  document.body.dataset.ready = "true";
}
start();
