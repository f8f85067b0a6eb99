/**
 * The nearest rows of each row, exactly: every distance is worked out. Time O(queries × rows × columns), memory that of the result.
 *
 * Tiles of queries and rows stay in the cache, and four queries share each row that is read. Each distance is summed over the columns in order, so that
 * tiles change no bit; a sum only grows, so that a row is left as soon as it is too far from all four.
 */

/** What to look for. Points and queries are row-major, of `cols` finite numbers a row. */
export interface NearestTask {
  readonly points: Float64Array;
  readonly queries: Float64Array;
  readonly cols: number;
  /** How many neighbours each query gets: at most as many as there are points, or one fewer where queries are the points. */
  readonly k: number;
}

/** The neighbours of each query, nearest first; of points as near as one another, the first comes first. */
export interface Nearest {
  /** The numbers of the points, `k` a query. */
  readonly indices: Int32Array;
  /** Their squared Euclidean distances. */
  readonly squares: Float64Array;
}

/** Queries in a tile. */
const QUERIES = 64;
/** Numbers of points in a tile: 128 KiB. */
const NUMBERS = 1 << 14;
/** Columns between two looks at whether a row is too far. */
const COLUMNS = 8;

/**
 * Finds the nearest points of each query. Where both are the same array, a row is no neighbour of its own. Yields, about once a millisecond, how many
 * queries are done.
 */
export function* nearestRows(task: NearestTask): Generator<number, Nearest> {
  const { points, queries, cols, k } = task;
  const [rows, count] = [points.length / cols, queries.length / cols];
  const found: Nearest = {
    indices: new Int32Array(count * k).fill(-1),
    // Nothing is as large as NaN: a free place is taken by any point, one whose distance is too large for a number too.
    squares: new Float64Array(count * k).fill(Number.NaN),
  };
  const step = Math.max(1, Math.floor(NUMBERS / cols));
  for (let first = 0; first < count; first += QUERIES) {
    const end = Math.min(count, first + QUERIES);
    for (let from = 0; from < rows; from += step) {
      const to = Math.min(rows, from + step);
      for (let query = first; query < end; query += 4) scan(task, found, query, end, from, to);
      yield from + step < rows ? first : end;
    }
  }
  return found;
}

/** Meets up to four queries with the points from `from` up to `to`. */
function scan(
  { points, queries, cols, k }: NearestTask,
  found: Nearest,
  query: number,
  end: number,
  from: number,
  to: number,
): void {
  const same = points === queries;
  const { squares } = found;
  const last = end - 1;
  // Fewer than four are filled up with the last one, whose distances are then worked out again and left aside.
  const [two, three, four] = [Math.min(query + 1, last), Math.min(query + 2, last), Math.min(query + 3, last)];
  const [a, b, c, d] = [query * cols, two * cols, three * cols, four * cols];
  const [farA, farB, farC, farD] = [query * k + k - 1, two * k + k - 1, three * k + k - 1, four * k + k - 1];
  rows: for (let row = from, at = from * cols; row < to; row++, at += cols) {
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let col = 0; col < cols; ) {
      const stop = Math.min(cols, col + COLUMNS);
      for (; col < stop; col++) {
        const value = points[at + col] as number;
        const offA = (queries[a + col] as number) - value;
        const offB = (queries[b + col] as number) - value;
        const offC = (queries[c + col] as number) - value;
        const offD = (queries[d + col] as number) - value;
        sumA += offA * offA;
        sumB += offB * offB;
        sumC += offC * offC;
        sumD += offD * offD;
      }
      if (
        sumA >= (squares[farA] as number) &&
        sumB >= (squares[farB] as number) &&
        sumC >= (squares[farC] as number) &&
        sumD >= (squares[farD] as number)
      )
        continue rows;
    }
    if (!(same && row === query)) place(found, query, k, row, sumA);
    if (two > query && !(same && row === two)) place(found, two, k, row, sumB);
    if (three > two && !(same && row === three)) place(found, three, k, row, sumC);
    if (four > three && !(same && row === four)) place(found, four, k, row, sumD);
  }
}

/** Puts a point among the nearest of a query, if it is one of them. Points come in order, so that the earlier of two as near stays before. */
function place({ indices, squares }: Nearest, query: number, k: number, row: number, square: number): void {
  const start = query * k;
  let at = start + k - 1;
  if (square >= (squares[at] as number)) return;
  while (at > start && !(square >= (squares[at - 1] as number))) {
    squares[at] = squares[at - 1] as number;
    indices[at] = indices[at - 1] as number;
    at--;
  }
  squares[at] = square;
  indices[at] = row;
}
