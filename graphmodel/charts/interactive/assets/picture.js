"use strict";
// What is on the screen as a picture of its own: title, legend, source and date go with it.
const SIDE = 216, TOP = 64, FOOT = 46;

function pictureOf(renderer, words) {
  const { width, height } = renderer.getDimensions();
  const graph = renderer.getGraph();
  const at = new Map();
  graph.forEachNode((key, attributes) => {
    const data = renderer.getNodeDisplayData(key);
    if (!data.hidden) at.set(key, { ...renderer.framedGraphToViewport(data), size: renderer.scaleSize(data.size), data, attributes });
  });
  const seen = ({ x, y }) => x > -40 && y > -40 && x < width + 40 && y < height + 40;
  const lines = svg("g", { fill: "none", "stroke-linecap": "round" });
  graph.forEachEdge((key, _, source, target) => {
    const data = renderer.getEdgeDisplayData(key), a = at.get(source), b = at.get(target);
    if (!data.hidden && a && b && (seen(a) || seen(b)))
      lines.append(svg("path", { d: `M${round(a.x)} ${round(a.y)}L${round(b.x)} ${round(b.y)}`, stroke: data.color, "stroke-width": round(renderer.scaleSize(data.size)) }));
  });
  const marks = svg("g", {}), names = svg("g", { "font-size": 12, "paint-order": "stroke", stroke: "#fff", "stroke-width": 3 });
  for (const node of at.values()) if (seen(node)) marks.append(mark(node.data.shape, node.x, node.y, node.size, node.data.color, node.data.hollow));
  for (const { text, x, y, below } of words.labels) names.append(line(text, x, y, 12, "#1f2933", below ? 600 : 400, below ? "middle" : "start"));
  const discs = words.discs.flatMap(({ x, y, radius, name }) => [svg("circle", { cx: round(x), cy: round(y), r: round(radius), fill: "#f4f6f8" }),
    line(short(name), x, y - radius - 6, 13, "#5b6672", 600, "middle")]);
  const frame = svg("svg", { x: 0, y: TOP, width, height, viewBox: `0 0 ${width} ${height}` }, ...discs, lines, marks, names);
  const whole = svg("svg", { xmlns: SVG, width: width + SIDE, height: height + TOP + FOOT, viewBox: `0 0 ${width + SIDE} ${height + TOP + FOOT}`,
    "font-family": "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", fill: "#1f2933" },
    svg("rect", { width: "100%", height: "100%", fill: "#fff" }), frame, line(words.title, 16, 28, 18, "#1f2933", 600), line(words.reading, 16, 50, 12, "#5b6672"),
    legend(words.legend, width + 8), line(words.told, 16, height + TOP + 20, 11, "#5b6672"), line(words.synthetic, 16, height + TOP + 36, 11, "#b23a0a", 600));
  return new XMLSerializer().serializeToString(whole);
}

function line(text, x, y, size, color, weight = 400, anchor = "start") {
  // XML has no way to write control characters.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return svg("text", { x: round(x), y: round(y), "font-size": size, fill: color, "font-weight": weight, "text-anchor": anchor }, clean);
}

function legend(rows, x) {
  const group = svg("g", {});
  let y = TOP + 14;
  for (const { title, symbol: sign, text } of rows) {
    if (title) group.append(line(title, x, y + 6, 12.5, "#1f2933", 600));
    else group.append(svg("g", { transform: `translate(${x + 10} ${y})` }, ...sign), line(text, x + 26, y + 4, 12, "#1f2933"));
    y += title ? 24 : 19;
  }
  return group;
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function saveSvg(text, name) {
  download(new Blob([text], { type: "image/svg+xml" }), name);
}

async function savePng(text, name) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  // Twice the screen prints well on A4; canvases end at about 8,000 pixels.
  const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => download(blob, name), "image/png");
}
