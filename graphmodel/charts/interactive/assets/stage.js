"use strict";
// The drawing itself: marks and lines as sigma.js draws them, the discs of open streets behind.
const PLAIN = "#7f8c9b", INK = "#1f2933", FADED = "#e3e7eb";
const SEVERITY_COLORS = ["#9a2a0e", "#dd7230", "#ecbf7d"];
const FONT = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';
// Beyond so many lines thin ones are drawn, and none while the picture moves; a processor draws a quarter of them smoothly.
const MANY_LINES = 6000, FEW_LINES = 300;
// Whatever has not moved for so long is at rest, in milliseconds.
const REST = 250;
// Air around the discs of streets, as wide as two members stand apart.
const AIR = 0.8 * DATA.unit;
// Where the labels of this frame are.
const LABELS = [];
const STRONGEST = Math.max(1e-9, ...NODES.strength);

class Stage {
  constructor(onChoose) {
    this.near = null;
    this.renderer = new Sigma(new graphology.Graph({ type: "undirected" }), document.getElementById("graph"), {
      nodeProgramClasses: { shape: shapeProgram() }, defaultNodeType: "shape",
      edgeProgramClasses: { wide: drawnAtRest(writtenOut(Sigma.rendering.EdgeRectangleProgram)), thin: drawnAtRest(Sigma.rendering.EdgeLineProgram) }, defaultEdgeType: "wide",
      defaultDrawNodeLabel: drawLabel, defaultDrawNodeHover: drawHover, labelFont: FONT, labelSize: 12, labelRenderedSizeThreshold: 4.5,
      labelDensity: 0.8, labelGridCellSize: 120, zIndex: true, minEdgeThickness: 0.6, stagePadding: 24, doubleClickZoomingRatio: 1,
      minCameraRatio: 0.01, maxCameraRatio: 4, allowInvalidContainer: true,
      nodeReducer: (key, data) => this.reduceNode(key, data), edgeReducer: (key, data) => this.reduceEdge(key, data),
    });
    this.renderer.setCustomBBox(extent());
    this.slow = drawsByProcessor();
    this.renderer.on("clickNode", ({ node }) => onChoose(subject(node)));
    this.renderer.on("clickStage", () => onChoose(null));
    this.renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      const chosen = subject(node);
      this.onToggle("node" in chosen ? NODES.group[chosen.node] : chosen.group);
    });
    // Layers that are empty cost as much to lay over each other as full ones.
    const { edgeLabels, hovers, hoverNodes, mouse } = this.renderer.getCanvases();
    edgeLabels.hidden = hovers.hidden = hoverNodes.hidden = true;
    for (const [event, over] of [["enterNode", true], ["leaveNode", false]])
      this.renderer.on(event, () => {
        mouse.style.cursor = over ? "pointer" : "";
        hovers.hidden = hoverNodes.hidden = !over;
      });
    this.renderer.getCamera().on("updated", () => this.moved());
    this.renderer.on("beforeRender", () => { LABELS.length = 0; });
    this.renderer.on("afterRender", () => this.drawHulls());
  }

  draw({ marks, lines }) {
    const graph = new graphology.Graph({ type: "undirected" });
    // Marks leave room between them when the whole is seen, and grow with it.
    const { width, height } = this.renderer.getDimensions(), { x, y } = extent();
    const size = Math.min(1.3, Math.max(0.25, (DATA.unit * Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]))) / 9));
    for (const [key, mark] of marks) graph.addNode(key, "node" in mark ? nodeMark(mark.node, size) : groupMark(mark));
    const thin = lines.size > MANY_LINES, few = lines.size < FEW_LINES;
    for (const { a, b, pairs, counts } of lines.values()) graph.addEdge(a, b, lineOf(pairs, counts, thin, few, streetOf(a) !== streetOf(b) && (a[0] === "n" || b[0] === "n")));
    this.heavy = lines.size > (this.slow ? MANY_LINES / 4 : MANY_LINES);
    this.focus();
    this.renderer.setGraph(graph);
  }

  // sigma.js's own way to hide lines reads the whole graph anew at the end, and knows of no finger and no key.
  moved() {
    if (!this.heavy) return;
    MOTION.moving = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      MOTION.moving = false;
      this.renderer.scheduleRender();
    }, REST);
  }

  // Everything but the chosen and its partners steps back.
  focus() {
    this.near = null;
    this.key = STATE.chosen === null ? null : "node" in STATE.chosen ? keyOf(STATE.chosen.node) : STATE.open.has(STATE.chosen.group) ? null : `g${STATE.chosen.group}`;
  }
  neighbors() {
    const graph = this.renderer.getGraph();
    if (this.near === null && this.key !== null) this.near = new Set(graph.hasNode(this.key) ? [this.key, ...graph.neighbors(this.key)] : []);
    return this.near;
  }
  refresh() {
    this.focus();
    this.renderer.refresh({ skipIndexation: true });
  }
  reduceNode(key, data) {
    const near = this.neighbors();
    if (near === null || !near.size) return data;
    if (!near.has(key)) return { ...data, color: FADED, label: "", zIndex: 0, forceLabel: false };
    return { ...data, zIndex: 2, forceLabel: key === this.key || near.size <= 26 || data.forceLabel, highlighted: false };
  }
  reduceEdge(key, data) {
    const near = this.neighbors();
    if (near === null || !near.size) return data;
    const [a, b] = this.renderer.getGraph().extremities(key);
    return a === this.key || b === this.key ? { ...data, color: data.full, size: data.size + 0.6, zIndex: 2 } : { ...data, hidden: true };
  }

  // The discs on which open streets lie, in pixels.
  discs() {
    return [...STATE.open].filter((group) => STATE.streets.has(group)).map((group) => {
      const { x, y, radius, tied, name } = GROUPS[group];
      const middle = this.renderer.graphToViewport({ x, y }), rim = this.renderer.graphToViewport({ x: x + (STATE.alone ? radius : tied) + AIR, y });
      return { x: middle.x, y: middle.y, radius: Math.hypot(rim.x - middle.x, rim.y - middle.y), name: say(name) };
    });
  }
  drawHulls() {
    const discs = this.discs(), below = this.blank("hulls"), above = this.blank("names");
    below.fillStyle = "#f4f6f8";
    above.textAlign = "center";
    above.font = `600 13px ${FONT}`;
    for (const { x, y, radius, name } of discs) {
      below.beginPath();
      below.arc(x, y, radius, 0, 7);
      below.fill();
      if (radius > 24) haloed(above, short(name), x, y - radius - 6, "#5b6672");
    }
  }
  // A canvas over the whole stage, wiped.
  blank(id) {
    const { width, height } = this.renderer.getDimensions(), scale = window.devicePixelRatio || 1, canvas = document.getElementById(id);
    // A canvas whose size is set is made anew.
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }

  show(key) {
    const data = this.renderer.getNodeDisplayData(key), camera = this.renderer.getCamera();
    if (!data) return;
    const ratio = Math.min(camera.ratio, key[0] === "n" ? 0.35 : 1), to = { x: data.x, y: data.y, ratio };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState(to);
    else camera.animate(to, { duration: 350 });
  }
  move(right, up) {
    const camera = this.renderer.getCamera(), step = 0.12 * camera.ratio;
    camera.setState({ x: camera.x + right * step, y: camera.y + up * step });
  }
}

// Without a graphics card the browser draws in software, and says so in the name of its renderer.
function drawsByProcessor() {
  const context = document.createElement("canvas").getContext("webgl"), told = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  const lose = context.getExtension("WEBGL_lose_context");
  if (lose) lose.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

function subject(key) {
  return key[0] === "n" ? { node: +key.slice(1) } : { group: +key.slice(1) };
}
function streetOf(key) {
  return key[0] === "n" ? NODES.group[+key.slice(1)] : +key.slice(1);
}
function extent() {
  const low = (axis) => Math.min(...GROUPS.map((group) => group[axis] - group.radius - AIR));
  const high = (axis) => Math.max(...GROUPS.map((group) => group[axis] + group.radius + AIR));
  return GROUPS.length ? { x: [low("x"), high("x")], y: [low("y"), high("y")] } : { x: [0, 1], y: [0, 1] };
}
function nodeMark(node, size) {
  return { x: NODES.x[node], y: NODES.y[node], size: size * (3.2 + 9 * Math.sqrt(NODES.strength[node] / STRONGEST)), label: NODES.name[node],
    color: color(node), shape: NODES.kind[node], hollow: OUTSIDE.has(node), zIndex: 1 };
}
function groupMark({ group, count }) {
  const largest = Math.max(...MEMBERS.map((members) => members.length));
  return { x: GROUPS[group].x, y: GROUPS[group].y, size: 8 + 15 * Math.sqrt(count / largest), label: say(GROUPS[group].name), color: "#52606d",
    shape: GROUP_SHAPE, hollow: false, forceLabel: true, zIndex: 2 };
}
// What leads into another street stays in the background, unless it joins two streets as a whole.
function lineOf(pairs, counts, thin, few, across) {
  const full = DATA.layers[counts.indexOf(Math.max(...counts))].color, total = counts.reduce((sum, count) => sum + count, 0);
  const faint = few ? (across ? 0.4 : 0) : across ? 0.82 : 0.5;
  const size = (few ? 1 : 0.5) + (across ? 0 : 0.5 * Math.log2(1 + (pairs > 1 ? pairs / 4 : total)));
  return { full, color: mixed(full, faint), size, type: thin && pairs === 1 ? "thin" : "wide", zIndex: across ? 0 : 1 };
}
const MIXED = new Map();
function mixed(hex, share) {
  const key = `${hex} ${share}`;
  if (!MIXED.has(key)) {
    const parts = [1, 3, 5].map((at) => Math.round(255 * share + parseInt(hex.slice(at, at + 2), 16) * (1 - share)));
    MIXED.set(key, `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`);
  }
  return MIXED.get(key);
}

// A name as long as a label may be; signs of several code points stay whole.
function short(name, most = 16) {
  const signs = [...name];
  return signs.length <= most ? name : `${signs.slice(0, most - 6).join("")}…${signs.slice(-5).join("")}`;
}
function drawLabel(context, data, settings) {
  if (!data.label) return;
  const below = data.shape === GROUP_SHAPE, text = short(data.label);
  context.font = `${below ? 600 : 400} ${settings.labelSize}px ${settings.labelFont}`;
  context.textAlign = below ? "center" : "left";
  const width = context.measureText(text).width;
  // Beside the mark on its right, unless the stage ends there.
  const beside = data.x + data.size + 3 + width > context.canvas.clientWidth ? -data.size - 3 - width : data.size + 3;
  const x = data.x + (below ? 0 : beside), y = data.y + (below ? data.size + settings.labelSize + 2 : settings.labelSize / 3);
  const box = { left: below ? x - width / 2 : x, right: below ? x + width / 2 : x + width, top: y - settings.labelSize, bottom: y + 3 };
  // A label that would cover another one is left out until there is room for it.
  if (LABELS.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return;
  LABELS.push({ ...box, text, x, y, below });
  haloed(context, text, x, y, INK);
  context.textAlign = "left";
}
function haloed(context, text, x, y, fill) {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = "rgb(255 255 255 / 90%)";
  context.fillStyle = fill;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}
function drawHover(context, data, settings) {
  const text = short(data.label || "", 40);
  context.font = `600 ${settings.labelSize + 1}px ${settings.labelFont}`;
  const width = context.measureText(text).width + 14, x = data.x + data.size + 6, y = data.y - 12;
  context.fillStyle = "#fff";
  context.shadowColor = "rgb(31 41 51 / 35%)";
  context.shadowBlur = 8;
  context.fillRect(x, y, width, 24);
  context.shadowBlur = 0;
  context.fillStyle = INK;
  context.textAlign = "left";
  context.fillText(text, x + 7, y + 16.5);
}
