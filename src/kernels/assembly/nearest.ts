/**
 * The nearest points of eight queries at a time, two to a vector, so that each number of a point that is read serves eight distances. Each distance is summed over the
 * columns in order; a sum only grows, so that a point is left as soon as it is too far from all eight. About 0.2 ns a column and distance.
 */

/** Columns between two looks at whether a point is too far. */
const COLUMNS: i32 = 8;
/** Bytes of a column of eight queries. */
const TURNED: usize = 64;

/** Writes the numbers of eight queries column by column; the last of `count` stands in for those that are missing. */
function turn(queries: usize, cols: i32, count: i32, turned: usize): void {
  for (let lane = 0; lane < 8; lane++) {
    let from = queries + ((<usize>(min(lane, count - 1) * cols)) << 3);
    let to = turned + ((<usize>lane) << 3);
    for (let col = 0; col < cols; col++, from += 8, to += TURNED) store<f64>(to, load<f64>(from));
  }
}

/** From which square on a point is too far for two queries: that of the last neighbour of each; any for a lane that has no query. */
function farOf(squares: usize, k: i32, lane: i32, count: i32): v128 {
  let far = f64x2.splat(-Infinity);
  const last = squares + ((<usize>(lane * k + k - 1)) << 3);
  if (lane < count) far = f64x2.replace_lane(far, 0, load<f64>(last));
  if (lane + 1 < count) far = f64x2.replace_lane(far, 1, load<f64>(last + ((<usize>k) << 3)));
  return far;
}

/** Puts a point among the neighbours of a query, if it is one of them. Points come in order, so that the earlier of two as near stays before. */
function place(indices: usize, squares: usize, query: i32, k: i32, point: i32, square: f64): void {
  const start = query * k;
  let at = start + k - 1;
  // A free place holds NaN, which no square is at least as large as.
  if (square >= load<f64>(squares + ((<usize>at) << 3))) return;
  while (at > start && !(square >= load<f64>(squares + ((<usize>(at - 1)) << 3)))) {
    store<f64>(squares + ((<usize>at) << 3), load<f64>(squares + ((<usize>(at - 1)) << 3)));
    store<i32>(indices + ((<usize>at) << 2), load<i32>(indices + ((<usize>(at - 1)) << 2)));
    at--;
  }
  store<f64>(squares + ((<usize>at) << 3), square);
  store<i32>(indices + ((<usize>at) << 2), point);
}

/** Offers a point to the two queries of a vector of squares; `self` is the query that the point is itself, −1 for none. */
function offer(sums: v128, lane: i32, count: i32, indices: usize, squares: usize, k: i32, point: i32, self: i32): void {
  if (lane < count && lane !== self) place(indices, squares, lane, k, point, f64x2.extract_lane(sums, 0));
  if (lane + 1 < count && lane + 1 !== self) place(indices, squares, lane + 1, k, point, f64x2.extract_lane(sums, 1));
}

/**
 * Meets `count` queries, at most eight, whose numbers start at `queries`, with the points from number `from` up to `to`. Their neighbours, `k` each, stand at `indices` and
 * `squares`, which hold NaN where there is none yet. `own` is the number of the first query among the points where queries are points, which are no neighbours of themselves;
 * far below 0 where they are others. `turned` has room for 8 × `cols` numbers.
 */
export function nearestPoints(
  points: usize,
  from: i32,
  to: i32,
  cols: i32,
  queries: usize,
  count: i32,
  own: i32,
  k: i32,
  indices: usize,
  squares: usize,
  turned: usize,
): void {
  turn(queries, cols, count, turned);
  let far0 = farOf(squares, k, 0, count);
  let far1 = farOf(squares, k, 2, count);
  let far2 = farOf(squares, k, 4, count);
  let far3 = farOf(squares, k, 6, count);
  let at = points + ((<usize>(from * cols)) << 3);
  for (let point = from; point < to; point++) {
    let sums0 = f64x2.splat(0);
    let sums1 = f64x2.splat(0);
    let sums2 = f64x2.splat(0);
    let sums3 = f64x2.splat(0);
    let query = turned;
    let near = true;
    for (let left = cols; left > 0 && near; left -= COLUMNS) {
      const stop = at + ((<usize>min(left, COLUMNS)) << 3);
      let value = at;
      for (; value < stop; value += 8, query += TURNED) {
        const number = v128.load_splat<f64>(value);
        const off0 = f64x2.sub(v128.load(query), number);
        const off1 = f64x2.sub(v128.load(query, 16), number);
        const off2 = f64x2.sub(v128.load(query, 32), number);
        const off3 = f64x2.sub(v128.load(query, 48), number);
        sums0 = f64x2.add(sums0, f64x2.mul(off0, off0));
        sums1 = f64x2.add(sums1, f64x2.mul(off1, off1));
        sums2 = f64x2.add(sums2, f64x2.mul(off2, off2));
        sums3 = f64x2.add(sums3, f64x2.mul(off3, off3));
      }
      at = stop;
      const isFar0 = v128.and(f64x2.ge(sums0, far0), f64x2.ge(sums1, far1));
      const isFar1 = v128.and(f64x2.ge(sums2, far2), f64x2.ge(sums3, far3));
      near = !i64x2.all_true(v128.and(isFar0, isFar1));
      if (!near) at += (<usize>max(0, left - COLUMNS)) << 3;
    }
    if (!near) continue;
    const self = point - own;
    offer(sums0, 0, count, indices, squares, k, point, self);
    offer(sums1, 2, count, indices, squares, k, point, self);
    offer(sums2, 4, count, indices, squares, k, point, self);
    offer(sums3, 6, count, indices, squares, k, point, self);
    far0 = farOf(squares, k, 0, count);
    far1 = farOf(squares, k, 2, count);
    far2 = farOf(squares, k, 4, count);
    far3 = farOf(squares, k, 6, count);
  }
}
