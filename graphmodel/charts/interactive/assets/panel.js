"use strict";
// Details of what is chosen. Every datum enters the page as text, never as markup.
const MOST_PARTNERS = 60;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
function swatch(color) {
  return symbol(svg("path", { d: "M-8 0H8", stroke: color, "stroke-width": 3.5 }));
}
function color(node) {
  return WORST[node] === null ? PLAIN : SEVERITY_COLORS[WORST[node]];
}
function kindSymbol(kind, colorOf = PLAIN, hollow = false) {
  return symbol(mark(kind, 0, 0, 6, colorOf, hollow));
}

function describe(chosen, choose, toggle) {
  const panel = document.getElementById("details");
  panel.hidden = chosen === null;
  if (chosen === null) return panel.replaceChildren();
  const close = make("button", { type: "button", className: "close", "aria-label": word("dismiss"), onclick: () => choose(null) }, "×");
  panel.replaceChildren(close, ...("node" in chosen ? stakeholder(chosen.node, choose, toggle) : street(chosen.group, choose, toggle)));
  panel.scrollTop = 0;
}

function stakeholder(node, choose, toggle) {
  const group = NODES.group[node];
  const kind = [say(DATA.kinds[NODES.kind[node]].title), ENDED.has(node) ? word("ended") : null].filter(Boolean).join(" · ");
  const facts = [[word("place"), DATA.places[NODES.place[node]] ?? "—"]];
  for (let i = 0; i < DATA.facts[node].length; i += 2) facts.push([say(DATA.texts[DATA.facts[node][i]]), say(DATA.texts[DATA.facts[node][i + 1]])]);
  return [
    make("h2", { dir: "auto" }, NODES.name[node]),
    make("p", { className: "quiet" }, kindSymbol(NODES.kind[node], color(node), OUTSIDE.has(node)), ` ${kind}`),
    make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", { dir: "auto" }, value)])),
    make("div", { className: "act" }, make("button", { type: "button", onclick: () => toggle(group) }, `${word("close")} ${say(GROUPS[group].name)}`)),
    ...gapsOf(node),
    ...partnersOf(node, choose),
  ];
}

function gapsOf(node) {
  const gaps = DATA.gaps[node], items = [];
  for (let i = 0; i < gaps.length; i += 2) {
    const rule = DATA.rules[gaps[i]];
    items.push(make("li", { className: `gap s${rule.severity}` }, make("b", {}, say(rule.title)), ` (${say(DATA.severities[rule.severity])})`,
      make("span", { dir: "auto" }, say(DATA.texts[gaps[i + 1]]).replaceAll("\u0000", () => NODES.name[node]))));
  }
  const list = items.length ? make("ul", {}, ...items) : make("p", { className: "quiet" }, word("noGaps"));
  return [make("h3", {}, items.length ? `${word("gaps")} (${items.length})` : word("gaps")), list];
}

function partnersOf(node, choose) {
  const partners = TIES[node].map((tie) => {
    const [a, b] = [DATA.ties.ends[2 * tie], DATA.ties.ends[2 * tie + 1]];
    const flat = DATA.ties.layers[tie], layers = [];
    for (let i = 0; i < flat.length; i += 2) layers.push([flat[i], flat[i + 1]]);
    return { node: a === node ? b : a, layers, total: layers.reduce((sum, [, count]) => sum + count, 0), last: DATA.ties.last[tie] };
  });
  partners.sort((a, b) => b.total - a.total || a.node - b.node);
  const items = partners.slice(0, MOST_PARTNERS).map((partner) => make("li", {},
    make("button", { type: "button", className: "link", dir: "auto", onclick: () => choose({ node: partner.node }) }, NODES.name[partner.node]), make("br"),
    ...partner.layers.map(([layer, count]) => make("span", { className: "chip" }, swatch(DATA.layers[layer].color), `${say(DATA.layers[layer].title)} ${number(count)}`)),
    make("span", { className: "chip" }, partner.last ? word("last", { d: partner.last }) : "")));
  if (partners.length > MOST_PARTNERS) items.push(make("li", { className: "quiet" }, word("more", { n: number(partners.length - MOST_PARTNERS) })));
  const list = items.length ? make("ul", {}, ...items) : make("p", { className: "quiet" }, word("noPartners"));
  return [make("h3", {}, `${word("partners")} (${number(partners.length)})`), list];
}

function street(group, choose, toggle) {
  const kinds = new Map(), others = new Map();
  for (const node of MEMBERS[group]) {
    kinds.set(NODES.kind[node], (kinds.get(NODES.kind[node]) ?? 0) + 1);
    for (const tie of TIES[node]) {
      const ends = [DATA.ties.ends[2 * tie], DATA.ties.ends[2 * tie + 1]];
      const other = NODES.group[ends[0] === node ? ends[1] : ends[0]];
      if (other !== group) others.set(other, (others.get(other) ?? 0) + 1);
    }
  }
  const rows = [];
  const gaps = GROUPS[group].gaps;
  for (let i = 0; i < gaps.length; i += 2) {
    const rule = DATA.rules[gaps[i]];
    rows.push(make("li", { className: `gap s${rule.severity}` }, say(rule.title), ` — ${number(gaps[i + 1])}`));
  }
  const ranked = [...others].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return [
    make("h2", { dir: "auto" }, say(GROUPS[group].name)),
    make("p", { className: "quiet" }, word("members", { n: number(MEMBERS[group].length) })),
    make("div", { className: "act" }, make("button", { type: "button", onclick: () => toggle(group) }, word(STATE.open.has(group) ? "close" : "open"))),
    make("dl", {}, ...[...kinds].sort((a, b) => b[1] - a[1]).flatMap(([kind, count]) => [make("dt", {}, say(DATA.kinds[kind].title)), make("dd", {}, number(count))])),
    make("h3", {}, word("groupGaps")), rows.length ? make("ul", {}, ...rows) : make("p", { className: "quiet" }, word("noGaps")),
    make("h3", {}, word("otherStreets")), ranked.length ? make("ul", {}, ...ranked.map(([other, count]) => make("li", {},
      make("button", { type: "button", className: "link", onclick: () => choose({ group: other }) }, say(GROUPS[other].name)), ` ${number(count)}`)))
      : make("p", { className: "quiet" }, word("noPartners")),
  ];
}
