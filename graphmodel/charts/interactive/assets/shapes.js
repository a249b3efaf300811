"use strict";
// A sign for each kind beside colour: drawn by the graphics card, and as an SVG path for the legend and saved pictures.
const SHAPES = [
  { id: 0, path: "M0-.86A.86.86 0 1 1 0 .86A.86.86 0 1 1 0-.86Z" }, // party organization: circle
  { id: 1, path: "M-.74-.74H.74V.74H-.74Z" }, // enterprise: square
  { id: 2, path: "M0-1.14L.987.57H-.987Z" }, // social organization: triangle
  { id: 3, path: "M0-1.02L1.02 0L0 1.02L-1.02 0Z" }, // public institution: diamond
  { id: 4, path: "M0-.94L.894-.29L.553.76H-.553L-.894-.29Z" }, // owners' committee: pentagon
  { id: 5, path: "M0-.96A.96.96 0 1 1 0 .96A.96.96 0 1 1 0-.96Z" }, // a collapsed street: disc with a ring
];
const GROUP_SHAPE = 5;

const VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute float a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec2 v_at; varying float v_edge; varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 away = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + away, 1)).xy, 0, 1);
  v_at = away / (size / 2.0);
  v_edge = u_correctionRatio * 2.0 / (size / 2.0);
  // Tens of a_shape say whether the mark is hollow.
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;
const FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying float v_edge; varying float v_shape;
void main() {
  float hollow = step(9.5, v_shape);
  float shape = v_shape - 10.0 * hollow;
  vec2 a = abs(v_at);
  float d;
  if (shape < 0.5) d = length(v_at) - 0.86;
  else if (shape < 1.5) d = max(a.x, a.y) - 0.74;
  else if (shape < 2.5) d = max(a.x * 0.866 + v_at.y * 0.5, -v_at.y) - 0.57;
  else if (shape < 3.5) d = (a.x + a.y) * 0.7071 - 0.72;
  else if (shape < 4.5) d = max(max(-v_at.y, a.x * 0.951 - v_at.y * 0.309), a.x * 0.588 + v_at.y * 0.809) - 0.76;
  else d = length(v_at) - 0.96;
  #ifdef PICKING_MODE
  gl_FragColor = d > 0.0 ? vec4(0.0) : v_color;
  #else
  vec4 color = v_color;
  float ring = shape > 4.5 ? smoothstep(0.0, v_edge, 0.07 - abs(d + 0.2)) : 0.0;
  float inside = hollow * smoothstep(0.0, v_edge, -d - max(0.2, 1.5 * v_edge));
  // A thin light rim keeps neighbours apart.
  float rim = (1.0 - hollow) * step(shape, 4.5) * smoothstep(-1.4, -0.7, d / min(v_edge, 0.13));
  color = mix(color, vec4(1.0), max(max(ring, inside), rim));
  gl_FragColor = mix(color, vec4(0.0), smoothstep(-v_edge / 2.0, v_edge / 2.0, d));
  #endif
}`;

// Made when it is needed: without WebGL there is no sigma.js to extend.
function shapeProgram() {
  return lookedUpAtRest(writtenOut(class extends Sigma.rendering.NodeCircleProgram {
    getDefinition() {
      const definition = super.getDefinition();
      const attributes = [...definition.ATTRIBUTES, { name: "a_shape", size: 1, type: WebGLRenderingContext.FLOAT }];
      return { ...definition, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, ATTRIBUTES: attributes };
    }
    processVisibleItem(index, start, data) {
      super.processVisibleItem(index, start, data);
      this.array[start + 5] = data.shape + (data.hollow ? 10 : 0);
    }
  }));
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
function mark(shape, x, y, size, color, hollow) {
  // A stroke does not grow with the mark.
  return svg("path", { d: SHAPES[shape].path, transform: `translate(${round(x)} ${round(y)}) scale(${round(size)})`,
    fill: hollow ? "#fff" : color, stroke: hollow ? color : "#fff", "stroke-width": hollow ? 1.4 : 0.6, "vector-effect": "non-scaling-stroke" });
}
function symbol(...children) {
  return svg("svg", { width: 18, height: 14, viewBox: "-9 -7 18 14", "aria-hidden": "true" }, ...children);
}
function round(value) {
  return Math.round(value * 100) / 100;
}
