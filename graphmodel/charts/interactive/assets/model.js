"use strict";
// The data of the page, and what is shown of them: filters, streets that are open, what is chosen.
const DATA = JSON.parse(document.getElementById("data").textContent);
const NODES = DATA.nodes, GROUPS = DATA.groups, COUNT = NODES.name.length, PAIRS = DATA.ties.layers.length;
const OUTSIDE = new Set(NODES.outside), ENDED = new Set(NODES.ended);
const MEMBERS = GROUPS.map(() => []);
NODES.group.forEach((group, node) => MEMBERS[group].push(node));
// The pairs of each node.
const TIES = Array.from({ length: COUNT }, () => []);
for (let tie = 0; tie < PAIRS; tie++) for (const end of [2 * tie, 2 * tie + 1]) TIES[DATA.ties.ends[end]].push(tie);
// The gravest severity of each node's gaps: 0 is high, null none.
const WORST = DATA.gaps.map((gaps) => {
  let worst = null;
  for (let i = 0; i < gaps.length; i += 2) {
    const severity = DATA.rules[gaps[i]].severity;
    worst = worst === null ? severity : Math.min(worst, severity);
  }
  return worst;
});

const STATE = {
  language: DATA.language,
  layers: new Set(DATA.layers.keys()), kinds: new Set(DATA.kinds.keys()), streets: new Set(GROUPS.keys()),
  open: new Set([...GROUPS.keys()].filter((group) => GROUPS[group].open)),
  gap: "", alone: DATA.alone, chosen: null,
};

function say(pair) {
  return STATE.language === "en" ? (pair[1] ?? pair[0]) : pair[0];
}
function word(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), say(WORDS[name]));
}
function number(value) {
  return value.toLocaleString("en");
}

function passes(node) {
  if (!STATE.kinds.has(NODES.kind[node]) || !STATE.streets.has(NODES.group[node])) return false;
  if (STATE.gap === "") return true;
  if (STATE.gap === "any") return WORST[node] !== null;
  if (STATE.gap === "none") return WORST[node] === null;
  const gaps = DATA.gaps[node];
  for (let i = 0; i < gaps.length; i += 2) if (gaps[i] === STATE.gap) return true;
  return false;
}

// Which stakeholders and pairs pass; whoever is chosen is always there.
function shown() {
  const passing = NODES.name.map((_, node) => passes(node) || isChosen(node));
  const nodes = passing.map((pass, node) => pass && (STATE.alone || isChosen(node)));
  const pairs = [];
  for (let tie = 0; tie < PAIRS; tie++) {
    const a = DATA.ties.ends[2 * tie], b = DATA.ties.ends[2 * tie + 1];
    if (passing[a] && passing[b] && layersOf(tie).length) {
      nodes[a] = nodes[b] = true;
      pairs.push(tie);
    }
  }
  return { nodes, pairs };
}
function isChosen(node) {
  return STATE.chosen !== null && STATE.chosen.node === node;
}

// [layer, how often] of a pair in the layers that are switched on, the most frequent first.
function layersOf(tie) {
  const flat = DATA.ties.layers[tie], found = [];
  for (let i = 0; i < flat.length; i += 2) if (STATE.layers.has(flat[i])) found.push([flat[i], flat[i + 1]]);
  return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function keyOf(node) {
  const group = NODES.group[node];
  return STATE.open.has(group) ? `n${node}` : `g${group}`;
}

// The marks and lines of the picture, with closed streets as one mark each; `counts` are by layer.
function drawn() {
  const { nodes, pairs } = shown();
  const marks = new Map(), lines = new Map();
  for (let node = 0; node < COUNT; node++) {
    if (!nodes[node]) continue;
    const key = keyOf(node), mark = marks.get(key);
    if (mark) mark.count++;
    else marks.set(key, key[0] === "n" ? { node, count: 1 } : { group: NODES.group[node], count: 1 });
  }
  for (const tie of pairs) {
    const [a, b] = [keyOf(DATA.ties.ends[2 * tie]), keyOf(DATA.ties.ends[2 * tie + 1])].sort();
    if (a === b) continue;
    const key = `${a} ${b}`;
    let line = lines.get(key);
    if (!line) lines.set(key, (line = { a, b, pairs: 0, counts: DATA.layers.map(() => 0) }));
    line.pairs++;
    for (const [layer, count] of layersOf(tie)) line.counts[layer] += count;
  }
  return { marks, lines, nodes: nodes.filter(Boolean).length, pairs: pairs.length };
}

// Names and streets that match what was typed, the best first.
function search(typed) {
  const text = typed.trim().toLowerCase(), letters = text.replace(/ü/g, "v").replace(/[\s'’]/g, "");
  if (!text) return [];
  const found = [];
  const look = (item, name, pinyin, id) => {
    const rank = match(text, letters, name.toLowerCase(), pinyin, id.toLowerCase());
    if (rank !== null) found.push({ ...item, name, rank });
  };
  GROUPS.forEach((group, index) => look({ group: index }, say(group.name), group.pinyin, ""));
  for (let node = 0; node < COUNT; node++) look({ node }, NODES.name[node], NODES.pinyin[node], idOf(node));
  // Nodes are in the order of their strength already.
  return found.sort((a, b) => a.rank - b.rank);
}
function match(text, letters, name, pinyin, id) {
  if (id === text || name === text) return 0;
  const at = name.indexOf(text);
  if (at >= 0) return at === 0 ? 1 : 2;
  if (id.startsWith(text)) return 3;
  if (!letters) return null;
  const syllables = pinyin.split(" "), initials = syllables.map((syllable) => syllable[0]).join("");
  // A sound begins where a syllable does.
  for (let from = 0; from < syllables.length; from++) {
    if (initials.startsWith(letters, from) || syllables.slice(from).join("").startsWith(letters)) return from === 0 ? 4 : 5;
  }
  return null;
}
function idOf(node) {
  return DATA.texts[DATA.facts[node][1]][0];
}
