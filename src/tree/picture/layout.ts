/**
 * Where the boxes of a drawn tree stand: each level on a line, each node over the middle of its children, subtrees as close
 * together as their outlines let them (E. Reingold, J. Tilford, "Tidier drawings of trees", IEEE TSE 7, 1981).
 *
 * One pass from the leaves up moves the right subtree of every node until its outline clears that of the left one, one pass
 * down adds the moves up. O(nodes × depth).
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";

/** A node that is drawn. */
export interface Placed {
  readonly node: number;
  readonly depth: number;
  /** The node above; −1 for the root. */
  readonly parent: number;
  /** Whether it answers yes to the question of the node above. */
  readonly onLeft: boolean;
  /** The middle of its box, from the left edge of the picture. */
  readonly x: number;
  readonly width: number;
}

/** The outline of a subtree, level by level, from the middle of its root. */
interface Outline {
  readonly left: number[];
  readonly right: number[];
}

/**
 * Places the nodes down to `maxDepth` questions below the root, in the order of the tree. `gap` is the room between two boxes.
 */
export function placeNodes(
  tree: TreeStructure,
  maxDepth: number,
  widthOf: (node: number, drawnAsLeaf: boolean) => number,
  gap: number,
): Placed[] {
  const drawn = collect(tree, maxDepth);
  const at = new Map(drawn.map(({ node }, index) => [node, index]));
  const widths = drawn.map(({ node, depth }) => widthOf(node, tree.childrenLeft[node] === LEAF || depth === maxDepth));
  const moves = new Float64Array(drawn.length);
  const outlines = new Map<number, Outline>();
  for (let index = drawn.length - 1; index >= 0; index--) {
    const { node } = drawn[index] as Drawn;
    const half = (widths[index] as number) / 2;
    const left = at.get(tree.childrenLeft[node] as number);
    const right = at.get(tree.childrenRight[node] as number);
    const outline: Outline = { left: [-half], right: [half] };
    if (left !== undefined && right !== undefined) {
      // Each is the outline of a drawn child, which comes after its parent.
      const [a, b] = [outlines.get(left) as Outline, outlines.get(right) as Outline];
      const apart = distance(a, b) + gap;
      moves[left] = -apart / 2;
      moves[right] = apart / 2;
      join(outline, a, b, apart);
      outlines.delete(left);
      outlines.delete(right);
    }
    outlines.set(index, outline);
  }
  const whole = outlines.get(0) as Outline;
  const xs = new Float64Array(drawn.length);
  xs[0] = -whole.left.reduce((least, x) => Math.min(least, x), 0);
  return drawn.map((each, index) => {
    if (each.parent >= 0) xs[index] = (xs[at.get(each.parent) as number] as number) + (moves[index] as number);
    return { ...each, x: xs[index] as number, width: widths[index] as number };
  });
}

type Drawn = Omit<Placed, "x" | "width">;

/** The nodes that are drawn, root first, parents before children. */
function collect({ childrenLeft, childrenRight }: TreeStructure, maxDepth: number): Drawn[] {
  const drawn: Drawn[] = [{ node: 0, depth: 0, parent: -1, onLeft: false }];
  for (let index = 0; index < drawn.length; index++) {
    const { node, depth } = drawn[index] as Drawn;
    const left = childrenLeft[node] as number;
    if (left === LEAF || depth >= maxDepth) continue;
    drawn.push({ node: left, depth: depth + 1, parent: node, onLeft: true });
    drawn.push({ node: childrenRight[node] as number, depth: depth + 1, parent: node, onLeft: false });
  }
  return drawn;
}

/** How far apart the roots of two subtrees have to be for their outlines to touch at one level and cross at none. */
function distance(a: Outline, b: Outline): number {
  let apart = 0;
  for (let level = 0; level < Math.min(a.right.length, b.left.length); level++) {
    apart = Math.max(apart, (a.right[level] as number) - (b.left[level] as number));
  }
  return apart;
}

/** Adds the outline of two subtrees, whose roots are so far apart, to that of the node above them. */
function join(outline: Outline, a: Outline, b: Outline, apart: number): void {
  for (let level = 0; level < Math.max(a.left.length, b.left.length); level++) {
    const [inA, inB] = [level < a.left.length, level < b.left.length];
    outline.left.push(inA ? (a.left[level] as number) - apart / 2 : (b.left[level] as number) + apart / 2);
    outline.right.push(inB ? (b.right[level] as number) + apart / 2 : (a.right[level] as number) - apart / 2);
  }
}
