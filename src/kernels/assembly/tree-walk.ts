/**
 * Many rows down many trees: what `kernels/tree-sums.ts` does, which says how trees are made ready. Eight rows walk a tree at once, so that the loads of one
 * fill the waiting time of the others.
 */

/** A child without its sign bit, which says that all below is the leaf itself. */
const PLACE: i32 = 0x7fffffff;

/**
 * Adds what the trees `start` ≤ t < `end` say of rows to their numbers, tree after tree. `x` has `length` numbers a row, `out` has `outputs`. A leaf has `width` numbers:
 * one, by its place, which tree t adds to number t modulo `outputs`; or several, by its node in `origin`.
 */
export function addLeaves(
  roots: usize,
  start: i32,
  end: i32,
  child: usize,
  asked: usize,
  threshold: usize,
  origin: usize,
  value: usize,
  width: i32,
  x: usize,
  length: i32,
  rows: i32,
  out: usize,
  outputs: i32,
): void {
  const stride = (<usize>length) << 3;
  const step = (<usize>outputs) << 3;
  const last = x + <usize>(rows - 1) * stride;
  for (let t = start; t < end; t++) {
    const root = load<i32>(roots + ((<usize>t) << 2));
    // All rows ask the first question: its answer needs nothing of the nodes. A root that is a leaf has itself as its child.
    const below = load<i32>(child + ((<usize>root) << 2)) & PLACE;
    const column = (<usize>load<i32>(asked + ((<usize>root) << 2))) << 3;
    const limit = load<f64>(threshold + ((<usize>root) << 3));
    let to = out;
    if (width === 1) to += (<usize>(t % outputs)) << 3;
    for (let i = 0; i < rows; i += 8) {
      // Beyond the last row, it walks again: no other has to be told apart.
      const a = x + <usize>i * stride;
      const b = min(a + stride, last);
      const c = min(b + stride, last);
      const d = min(c + stride, last);
      const e = min(d + stride, last);
      const f = min(e + stride, last);
      const g = min(f + stride, last);
      const h = min(g + stride, last);
      let na = below + i32(load<f64>(a + column) > limit);
      let nb = below + i32(load<f64>(b + column) > limit);
      let nc = below + i32(load<f64>(c + column) > limit);
      let nd = below + i32(load<f64>(d + column) > limit);
      let ne = below + i32(load<f64>(e + column) > limit);
      let nf = below + i32(load<f64>(f + column) > limit);
      let ng = below + i32(load<f64>(g + column) > limit);
      let nh = below + i32(load<f64>(h + column) > limit);
      while (true) {
        const ca = load<i32>(child + ((<usize>na) << 2));
        const cb = load<i32>(child + ((<usize>nb) << 2));
        const cc = load<i32>(child + ((<usize>nc) << 2));
        const cd = load<i32>(child + ((<usize>nd) << 2));
        const ce = load<i32>(child + ((<usize>ne) << 2));
        const cf = load<i32>(child + ((<usize>nf) << 2));
        const cg = load<i32>(child + ((<usize>ng) << 2));
        const ch = load<i32>(child + ((<usize>nh) << 2));
        if ((ca & cb & cc & cd & ce & cf & cg & ch) < 0) break;
        na = (ca & PLACE) + above(a, asked, threshold, na);
        nb = (cb & PLACE) + above(b, asked, threshold, nb);
        nc = (cc & PLACE) + above(c, asked, threshold, nc);
        nd = (cd & PLACE) + above(d, asked, threshold, nd);
        ne = (ce & PLACE) + above(e, asked, threshold, ne);
        nf = (cf & PLACE) + above(f, asked, threshold, nf);
        ng = (cg & PLACE) + above(g, asked, threshold, ng);
        nh = (ch & PLACE) + above(h, asked, threshold, nh);
      }
      to = add(to, step, origin, value, width, na);
      if (i + 1 < rows) to = add(to, step, origin, value, width, nb);
      if (i + 2 < rows) to = add(to, step, origin, value, width, nc);
      if (i + 3 < rows) to = add(to, step, origin, value, width, nd);
      if (i + 4 < rows) to = add(to, step, origin, value, width, ne);
      if (i + 5 < rows) to = add(to, step, origin, value, width, nf);
      if (i + 6 < rows) to = add(to, step, origin, value, width, ng);
      if (i + 7 < rows) to = add(to, step, origin, value, width, nh);
    }
  }
}

/** 1 where the row's value is above the threshold of the node, else 0, NaN among them. */
function above(row: usize, asked: usize, threshold: usize, node: i32): i32 {
  const column = load<i32>(asked + ((<usize>node) << 2));
  return i32(load<f64>(row + ((<usize>column) << 3)) > load<f64>(threshold + ((<usize>node) << 3)));
}

/** Adds the numbers of a leaf, and says where those of the next row stand. */
function add(to: usize, step: usize, origin: usize, value: usize, width: i32, leaf: i32): usize {
  if (width === 1) {
    store<f64>(to, load<f64>(to) + load<f64>(value + ((<usize>leaf) << 3)));
    return to + step;
  }
  let from = value + ((<usize>load<i32>(origin + ((<usize>leaf) << 2)) * <usize>width) << 3);
  for (let at = to; at < to + step; at += 8, from += 8) store<f64>(at, load<f64>(at) + load<f64>(from));
  return to + step;
}
