/**
 * A tree as a picture: an SVG document in one string, which needs no other file, no font of its own and no script.
 *
 * Boxes with the question, the prediction and the number of rows; lines whose thickness tells how many rows go that way. All
 * that comes from the data is escaped. O(nodes that are drawn × depth).
 */
import { integer, nullable, type Params } from "../../core/params.js";
import { resolveParams } from "../../core/resolve-params.js";
import { LEAF, leafCount, type TreeStructure, treeDepth } from "../../kernels/tree-structure.js";
import { type Placed, placeNodes } from "./layout.js";
import { escapeXml, fitText, shortNumber, textWidth } from "./svg-text.js";

/** How a tree is drawn. */
export interface ToSvgOptions {
  /** So many questions below the root are drawn at most; what lies deeper is only counted. Null draws all. Default: 5. */
  maxDepth?: number | null;
  /** The significant digits of thresholds, values and impurities. Default: 4. */
  precision?: number;
}

const params = {
  maxDepth: nullable(integer({ min: 0, default: 5 }), { default: 5 }),
  precision: integer({ min: 1, max: 17, default: 4 }),
} satisfies Params<ToSvgOptions>;

/** What a box says and looks like; a tree that tells classes apart says it otherwise than one of numbers. */
export interface Face {
  /** What the node predicts; cut where it is too long. */
  readonly prediction: string;
  /** What stands behind it and is not cut. */
  readonly share: string;
  readonly fill: string;
  /** The shares of a bar at the foot of the box, each with its colour; none for no bar. */
  readonly bar: readonly { readonly share: number; readonly colour: string }[];
}

const FONT = 12;
const LINE = 17;
const PAD = 12;
const BAR = 6;
const GAP = 18;
const DROP = 54;
const MARGIN = 20;
const [NARROWEST, WIDEST] = [92, 280];
const INK = "#1f2430";
const GREY = "#3f4657";
const EDGE = "#a9b1c0";

/** A line of text in a box: what it says, cutting the head where there is no room; how it is set; how large it is for measuring. */
interface Line {
  readonly head: string;
  readonly tail: string;
  readonly style: string;
  readonly size: number;
}

const BOLD = { style: `font-weight="600" fill="${INK}"`, size: 1.1 * FONT };
const PLAIN = { style: `fill="${INK}"`, size: FONT };
const SMALL = { style: `font-size="11" fill="${GREY}"`, size: 11 };

/**
 * Draws a tree; `faceOf` says what each node predicts.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
 */
export function treeSvg(
  tree: TreeStructure,
  names: readonly string[],
  faceOf: (node: number, precision: number) => Face,
  options: ToSvgOptions = {},
): string {
  const { maxDepth, precision } = resolveParams("toSvg", params, options);
  const below = leavesBelow(tree);
  const faces = (node: number) => faceOf(node, precision);
  const linesOf = (node: number, asLeaf: boolean) => boxLines(tree, names, faces(node), node, asLeaf, precision, below);
  const widthOf = (node: number, asLeaf: boolean) => {
    const widest = Math.max(...linesOf(node, asLeaf).map(({ head, tail, size }) => textWidth(head + tail, size)));
    return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, widest + 2 * PAD)));
  };
  const placed = placeNodes(tree, maxDepth ?? Number.POSITIVE_INFINITY, widthOf, GAP);
  const boxes = placed.map((place): Box => {
    const face = faces(place.node);
    const lines = linesOf(place.node, tree.childrenLeft[place.node] === LEAF || place.depth === maxDepth);
    const bar = face.bar.length > 0 ? BAR + 6 : 0;
    return { place, lines, face, height: lines.length * LINE + 2 * PAD - 6 + bar };
  });
  return picture(tree, boxes);
}

/** A box with all that stands in it. */
interface Box {
  readonly place: Placed;
  readonly lines: readonly Line[];
  readonly face: Face;
  readonly height: number;
}

function picture(tree: TreeStructure, boxes: readonly Box[]): string {
  const tallest = boxes.reduce((most, { height }) => Math.max(most, height), 0);
  const topOf = ({ place }: Box) => MARGIN + place.depth * (tallest + DROP);
  const right = boxes.reduce((most, { place }) => Math.max(most, place.x + place.width / 2), 0);
  const lowest = boxes.reduce((most, each) => Math.max(most, topOf(each) + each.height), 0);
  const byNode = new Map(boxes.map((each) => [each.place.node, each]));
  const edges = boxes.flatMap((each) => {
    const { place } = each;
    const above = byNode.get(place.parent);
    if (above === undefined) return [];
    const from = { x: above.place.x + MARGIN, y: topOf(above) + above.height };
    const share = (tree.weightedNNodeSamples[place.node] as number) / (tree.weightedNNodeSamples[0] as number);
    return [edge(from, { x: place.x + MARGIN, y: topOf(each) }, share, place.onLeft ? "yes" : "no")];
  });
  const drawn = boxes.map((each) => drawBox(each, topOf(each)));
  return document(tree, Math.ceil(right) + 2 * MARGIN, lowest + MARGIN, [...edges, ...drawn]);
}

function document(tree: TreeStructure, width: number, height: number, parts: readonly string[]): string {
  const about = `Decision tree with ${leafCount(tree)} leaves, ${treeDepth(tree)} questions deep`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="${FONT}" text-anchor="middle">`,
    `<title>${about}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

/** What a box says, line by line. */
function boxLines(
  tree: TreeStructure,
  names: readonly string[],
  { prediction, share }: Face,
  node: number,
  asLeaf: boolean,
  precision: number,
  below: Int32Array,
): Line[] {
  const rows = `samples ${tree.nNodeSamples[node]}`;
  const about = `${rows} · impurity ${shortNumber(tree.impurity[node] as number, precision)}`;
  if (!asLeaf) {
    const threshold = shortNumber(tree.threshold[node] as number, precision);
    const name = names[tree.feature[node] as number] as string;
    return [
      { head: name, tail: ` ≤ ${threshold}`, ...BOLD },
      { head: prediction, tail: share, ...PLAIN },
      { head: "", tail: about, ...SMALL },
    ];
  }
  const leaf = [
    { head: prediction, tail: share, ...BOLD },
    { head: "", tail: about, ...SMALL },
  ];
  if (tree.childrenLeft[node] === LEAF) return leaf;
  return [...leaf, { head: "", tail: `⋯ ${below[node]} leaves below`, ...SMALL }];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawBox({ place, lines, face, height }: Box, y: number): string {
  const { node, width } = place;
  const middle = place.x + MARGIN;
  const x = middle - width / 2;
  const title = lines.map(({ head, tail }) => head + tail).join(", ");
  const texts = lines.map(({ head, tail, style, size }, line) => {
    const shown = escapeXml(fitText(head, size, width - PAD - textWidth(tail, size)) + tail);
    return `<text x="${round(middle)}" y="${round(y + PAD + 8 + line * LINE)}" ${style}>${shown}</text>`;
  });
  const dashed = lines.at(-1)?.tail.startsWith("⋯") === true ? ' stroke-dasharray="4 3"' : "";
  return [
    `<g data-node="${node}"><title>${escapeXml(title)}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="7" fill="${face.fill}" stroke="#7d8698"${dashed}/>`,
    ...texts,
    ...bars(face.bar, x + PAD, y + height - BAR - 7, width - 2 * PAD),
    "</g>",
  ].join("\n");
}

function bars(shares: Face["bar"], x: number, y: number, width: number): string[] {
  let from = x;
  return shares.flatMap(({ share, colour }) => {
    const own = share * width;
    const start = from;
    from += own;
    if (own < 0.05) return [];
    return [`<rect x="${round(start)}" y="${round(y)}" width="${round(own)}" height="${BAR}" fill="${colour}"/>`];
  });
}

/** A line from a box to one below it, as thick as the share of the rows that go that way, with the answer that leads there. */
function edge(from: Point, to: Point, share: number, answer: string): string {
  const bend = (from.y + to.y) / 2;
  const path = `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${round(bend)} ${round(to.x)} ${round(bend)} ${round(to.x)} ${round(to.y)}`;
  const [x, y] = [(from.x + to.x) / 2, bend];
  return [
    `<path d="${path}" fill="none" stroke="${EDGE}" stroke-width="${round(1 + 5 * share)}"/>`,
    `<rect x="${round(x - 14)}" y="${round(y - 8)}" width="28" height="16" rx="8" fill="#ffffff" stroke="${EDGE}"/>`,
    `<text x="${round(x)}" y="${round(y + 4)}" font-size="11" fill="${GREY}">${answer}</text>`,
  ].join("\n");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The leaves below each node. */
function leavesBelow({ childrenLeft, childrenRight }: TreeStructure): Int32Array {
  const leaves = new Int32Array(childrenLeft.length).fill(1);
  for (let node = leaves.length - 1; node >= 0; node--) {
    const left = childrenLeft[node] as number;
    if (left !== LEAF) leaves[node] = (leaves[left] as number) + (leaves[childrenRight[node] as number] as number);
  }
  return leaves;
}
