/**
 * The search of binned columns of a node for its best split. `deck` is where the numbers of `some` columns stand, `table` the bins of the first column, those of the next one
 * being `tableRows` bytes on, and `binCounts` how many bins each column has. Where a split is better than the score in `best[0]`, its score comes to stand there, the last bin on
 * its left in `best[1]`, the next bin that is not empty in `best[2]` and its column in `best[3]`. Gives how many of the columns vary in the node.
 *
 * Sums are of whole numbers, so that they do not depend on the order of the rows. Of equal splits the one with the lowest threshold is taken, and none that is
 * only as good as what `best` holds.
 */
import { binOf, classCells, packedCells, pairCells } from "./forest-cells";

/** How the packed counts of a cell lie in 64 bits: rows, weight, weight of the second class. */
const BITS: i64 = 21;
const MASK: i64 = (1 << 21) - 1;

/** The number of the column at a place of the deck, or how many bins a column has. */
function intAt(list: usize, place: i32): i32 {
  return load<i32>(list + ((<usize>place) << 2));
}

function take(best: usize, score: f64, left: usize, right: usize, column: i32): void {
  store<f64>(best, score);
  store<f64>(best + 8, <f64>left);
  store<f64>(best + 16, <f64>right);
  store<f64>(best + 24, <f64>column);
}

/** Takes the split behind a cell. */
function takeCell(best: usize, score: f64, order: usize, cell: i32, column: i32): void {
  const at = order + <usize>cell;
  take(best, score, <usize>load<u8>(at), <usize>load<u8>(at + 1), column);
}

/** Takes the one split that a column of a node of two rows has, if it is better. The many nodes of two rows need no cells. */
function takeTwo(best: usize, score: f64, a: usize, b: usize, column: i32): void {
  if (score > load<f64>(best)) take(best, score, min(a, b), max(a, b), column);
}

/** Gini impurity of two classes, whose weights are counted together in integers. `total` is the address of the node's count. */
export function searchGiniPair(
  deck: usize,
  some: i32,
  table: usize,
  tableRows: usize,
  binCounts: usize,
  rows: usize,
  count: i32,
  entries: usize,
  space: usize,
  cells: usize,
  order: usize,
  total: usize,
  leastRows: i32,
  leastWeight: f64,
  best: usize,
): i32 {
  let varying: i32 = 0;
  for (let place: i32 = 0; place < some; place++) {
    const column = intAt(deck, place);
    const bins = table + <usize>column * tableRows;
    if (count === 2) {
      const a = binOf(bins, rows, 0);
      const b = binOf(bins, rows, 1);
      if (a === b) continue;
      varying++;
      const first = <f64>((load<i64>(entries) >> BITS) & MASK);
      const second = <f64>((load<i64>(entries + 8) >> BITS) & MASK);
      // A row alone is pure: its score is its weight.
      if (leastRows <= 1 && min(first, second) >= leastWeight) takeTwo(best, first + second, a, b, column);
      continue;
    }
    const length = packedCells(bins, intAt(binCounts, column), rows, count, entries, space, cells, order);
    varying += i32(length > 1);
    const all = load<i64>(total);
    const allWeight = <f64>((all >> BITS) & MASK);
    const allSecond = <f64>(all >> (2 * BITS));
    let score = load<f64>(best);
    let found: i32 = -1;
    let left: i64 = 0;
    for (let cell: i32 = 0; cell < length - 1; cell++) {
      left += load<i64>(cells + ((<usize>cell) << 3));
      const leftRows = <i32>(left & MASK);
      if (leftRows < leastRows) continue;
      if (count - leftRows < leastRows) break;
      const weight = <f64>((left >> BITS) & MASK);
      const rest = allWeight - weight;
      if (weight < leastWeight || rest < leastWeight) continue;
      const second = <f64>(left >> (2 * BITS));
      const first = weight - second;
      const restSecond = allSecond - second;
      const restFirst = rest - restSecond;
      const here =
        (first * first + second * second) / weight + (restFirst * restFirst + restSecond * restSecond) / rest;
      if (here > score) {
        score = here;
        found = cell;
      }
    }
    if (found >= 0) takeCell(best, score, order, found, column);
  }
  return varying;
}

/** Gini impurity of any number of classes. `total` holds the weight of each class in the node, `left` has room for as many. */
export function searchGini(
  deck: usize,
  some: i32,
  table: usize,
  tableRows: usize,
  binCounts: usize,
  rows: usize,
  count: i32,
  codes: usize,
  units: usize,
  classes: i32,
  space: usize,
  cells: usize,
  order: usize,
  counts: usize,
  total: usize,
  left: usize,
  allWeight: f64,
  leastRows: i32,
  leastWeight: f64,
  best: usize,
): i32 {
  let varying: i32 = 0;
  for (let place: i32 = 0; place < some; place++) {
    const column = intAt(deck, place);
    const bins = table + <usize>column * tableRows;
    const length = classCells(
      bins,
      intAt(binCounts, column),
      rows,
      count,
      codes,
      units,
      classes,
      space,
      cells,
      order,
      counts,
    );
    varying += i32(length > 1);
    const stride = (<usize>classes) << 3;
    memory.fill(left, 0, stride);
    let score = load<f64>(best);
    let found: i32 = -1;
    let leftRows: i32 = 0;
    let weight: f64 = 0;
    for (let cell: i32 = 0; cell < length - 1; cell++) {
      const at = cells + <usize>cell * stride;
      let squares: f64 = 0;
      let restSquares: f64 = 0;
      for (let k: usize = 0; k < stride; k += 8) {
        const own = load<f64>(at + k);
        const here = load<f64>(left + k) + own;
        store<f64>(left + k, here);
        weight += own;
        squares += here * here;
        const rest = load<f64>(total + k) - here;
        restSquares += rest * rest;
      }
      leftRows += load<i32>(counts + ((<usize>cell) << 2));
      if (leftRows < leastRows) continue;
      if (count - leftRows < leastRows) break;
      const rest = allWeight - weight;
      if (weight < leastWeight || rest < leastWeight) continue;
      const here = squares / weight + restSquares / rest;
      if (here > score) {
        score = here;
        found = cell;
      }
    }
    if (found >= 0) takeCell(best, score, order, found, column);
  }
  return varying;
}

/** Squared error. `counts` is 0 where a side may have any number of rows. */
export function searchSquares(
  deck: usize,
  some: i32,
  table: usize,
  tableRows: usize,
  binCounts: usize,
  rows: usize,
  count: i32,
  entries: usize,
  space: usize,
  cells: usize,
  order: usize,
  counts: usize,
  allSum: f64,
  allWeight: f64,
  leastRows: i32,
  leastWeight: f64,
  best: usize,
): i32 {
  let varying: i32 = 0;
  for (let place: i32 = 0; place < some; place++) {
    const column = intAt(deck, place);
    const bins = table + <usize>column * tableRows;
    if (count === 2) {
      const a = binOf(bins, rows, 0);
      const b = binOf(bins, rows, 1);
      if (a === b) continue;
      varying++;
      const sum = load<f64>(entries);
      const weight = load<f64>(entries + 8);
      const rest = load<f64>(entries + 16);
      const restWeight = load<f64>(entries + 24);
      if (leastRows <= 1 && min(weight, restWeight) >= leastWeight) {
        takeTwo(best, (sum * sum) / weight + (rest * rest) / restWeight, a, b, column);
      }
      continue;
    }
    const length = pairCells(bins, intAt(binCounts, column), rows, count, entries, space, cells, order, counts);
    varying += i32(length > 1);
    let score = load<f64>(best);
    let found: i32 = -1;
    let leftRows: i32 = 0;
    let sum: f64 = 0;
    let weight: f64 = 0;
    for (let cell: i32 = 0; cell < length - 1; cell++) {
      const at = cells + ((<usize>cell) << 4);
      sum += load<f64>(at);
      weight += load<f64>(at + 8);
      if (counts) {
        leftRows += load<i32>(counts + ((<usize>cell) << 2));
        if (leftRows < leastRows) continue;
        if (count - leftRows < leastRows) break;
      }
      const rest = allSum - sum;
      const restWeight = allWeight - weight;
      if (weight < leastWeight || restWeight < leastWeight) continue;
      const here = (sum * sum) / weight + (rest * rest) / restWeight;
      if (here > score) {
        score = here;
        found = cell;
      }
    }
    if (found >= 0) takeCell(best, score, order, found, column);
  }
  return varying;
}
