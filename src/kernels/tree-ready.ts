/**
 * Trees made ready for many rows: the children of a node stand side by side, so that a question is answered by adding the outcome of a comparison to the
 * number of the left child, without a branch that the processor could guess wrongly, and subtrees stand close together.
 *
 * A comparison with NaN says "left". Nodes that send rows without a value to the right, and nodes that ask for a set of categories, need more than the row
 * as it is: what they ask for stands in a slot, which is the column with infinity in the place of NaN, or 0 or 1 for a set.
 *
 * Making them takes O(nodes) time and 28 bytes a node. What is made is only typed arrays, so that it can be handed to other threads.
 */
import { LEAF } from "./tree-structure.js";

/** The arrays of the nodes of several trees, one tree's after the other's; children are counted from the root of their own tree. */
export interface TreeArrays {
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
}

/** What nodes ask beyond a threshold: where NaN goes, and sets of categories. */
export interface TreeExtras {
  readonly missingLeft: Uint8Array;
  /** Where the set of the categories that go left starts in `categoryBits`; {@link LEAF} where a threshold decides. */
  readonly categories: Int32Array;
  readonly categoryBits: Uint32Array;
}

/** Trees that are ready to be walked by many rows. */
export interface ReadyTrees {
  /** The place of the root of each tree. */
  readonly roots: Int32Array;
  /** The place of the left child, before that of the right one; leaves have themselves and the sign bit. */
  readonly child: Int32Array;
  /** The column that is asked for, for rows as they are; 0 in leaves. */
  readonly column: Int32Array;
  /** The slot that is asked for, for rows as slots; 0 in leaves. */
  readonly slot: Int32Array;
  /** The greatest value that goes left; infinite in leaves. */
  readonly threshold: Float64Array;
  /** Where the node stands in the arrays that it was made from. */
  readonly origin: Int32Array;
  readonly slots: Slots;
}

/** What rows are made into for nodes that ask for more than rows have as they are. */
export interface Slots {
  /** How rows have to be given: as they are; as slots if they have NaN; or always as slots. */
  readonly needed: "never" | "for NaN" | "always";
  /** The column of each slot. */
  readonly columns: Int32Array;
  /** What stands in the place of NaN, or of an unknown category: −∞ or 0 to go left, +∞ or 1 to go right. */
  readonly missing: Float64Array;
  /** Where the slot's set of categories starts in `bits`; {@link LEAF} for numbers. */
  readonly sets: Int32Array;
  readonly bits: Uint32Array;
}

/** What leaves add to the numbers of a row. */
export interface LeafValues {
  /** `width` numbers a node, in the order of the arrays that the trees were made from; for a width of 1, in the order of places. */
  readonly value: Float64Array;
  readonly width: number;
  /** The numbers of a row. If a node has one number and a row several, tree t adds to number t modulo their count. */
  readonly outputs: number;
}

/** Prepares trees. */
export function readyTrees(nodeCounts: Int32Array, nodes: TreeArrays, extras?: TreeExtras): ReadyTrees {
  const { roots, child, origin } = placed(nodeCounts, nodes);
  const column = new Int32Array(child.length);
  const threshold = new Float64Array(child.length).fill(Number.POSITIVE_INFINITY);
  for (let place = 0; place < child.length; place++) {
    const node = origin[place] as number;
    if (nodes.feature[node] === LEAF) continue;
    column[place] = nodes.feature[node] as number;
    threshold[place] = nodes.threshold[node] as number;
  }
  const ready = { roots, child, column, threshold, origin };
  if (extras === undefined) return { ...ready, slot: column, slots: NO_SLOTS };
  return { ...ready, ...slotsOf(extras, nodes.feature, column, threshold, origin) };
}

const NO_SLOTS: Slots = {
  needed: "never",
  columns: new Int32Array(0),
  missing: new Float64Array(0),
  sets: new Int32Array(0),
  bits: new Uint32Array(0),
};

/** Gives out slots: two a column at most, and one for each node that asks for a set. Their nodes' threshold becomes one between 0 and 1. */
function slotsOf(
  { missingLeft, categories, categoryBits }: TreeExtras,
  feature: Int32Array,
  column: Int32Array,
  threshold: Float64Array,
  origin: Int32Array,
): { slot: Int32Array; slots: Slots } {
  const slot = new Int32Array(column.length);
  const given = new Map<number, number>();
  const slots: { column: number; missing: number; set: number }[] = [];
  let needed: Slots["needed"] = "never";
  for (let place = 0; place < slot.length; place++) {
    const node = origin[place] as number;
    if (feature[node] === LEAF) continue;
    const asked = column[place] as number;
    const set = categories[node] as number;
    const toRight = 1 - (missingLeft[node] as number);
    const key = 2 * asked + toRight;
    const known = set === LEAF ? given.get(key) : undefined;
    slot[place] = known ?? slots.length;
    if (set !== LEAF) {
      needed = "always";
      threshold[place] = 0.5;
      slots.push({ column: asked, missing: toRight, set });
    } else if (known === undefined) {
      if (toRight === 1 && needed === "never") needed = "for NaN";
      given.set(key, slots.length);
      slots.push({ column: asked, missing: toRight === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY, set });
    }
  }
  return {
    slot,
    slots: {
      needed,
      columns: Int32Array.from(slots, (one) => one.column),
      missing: Float64Array.from(slots, (one) => one.missing),
      sets: Int32Array.from(slots, (one) => one.set),
      bits: categoryBits,
    },
  };
}

/** The nodes of each tree in an order in which the children of a node stand side by side. */
function placed(nodeCounts: Int32Array, { childrenLeft, childrenRight, feature }: TreeArrays) {
  const child = new Int32Array(feature.length);
  const origin = new Int32Array(feature.length);
  const roots = new Int32Array(nodeCounts.length);
  const waiting: number[] = [];
  let free = 0;
  for (let t = 0, root = 0; t < nodeCounts.length; root += nodeCounts[t++] as number) {
    roots[t] = free;
    origin[free] = root;
    waiting.push(free++);
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const node = origin[place] as number;
      child[place] = place | (1 << 31);
      if (feature[node] === LEAF) continue;
      child[place] = free;
      origin[free] = root + (childrenLeft[node] as number);
      origin[free + 1] = root + (childrenRight[node] as number);
      waiting.push(free + 1, free);
      free += 2;
    }
  }
  return { roots, child, origin };
}
