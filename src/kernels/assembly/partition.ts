/**
 * The rows of a node, divided among its children without a branch: each row is written to both sides, and the side that it belongs to moves on. Stable: the rows
 * of either child stay in their order. About 2 ns a row.
 */

/** Writes the row numbers from `first` up to `first + count`. */
export function numberRows(rows: usize, first: i32, count: i32): void {
  let four = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const end = rows + ((<usize>(count & ~3)) << 2);
  for (; rows < end; rows += 16) {
    v128.store(rows, four);
    four = i32x4.add(four, i32x4.splat(4));
  }
  for (let k = count & ~3; k < count; k++, rows += 4) store<i32>(rows, first + k);
}

/**
 * Divides `count` rows by their bins in one column: `bins` is the column's byte of row 0, those of the next rows follow; `sides` holds a byte
 * a bin, 1 where it goes left. Rows of the left child are written from `left` on, those of the right child from `right` on; each side has room for all of them.
 * Gives how many go left.
 */
export function divideByBin(rows: usize, count: i32, bins: usize, sides: usize, left: usize, right: usize): i32 {
  const start = left;
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4) {
    const row = load<u32>(rows);
    const side = <usize>load<u8>(sides + <usize>load<u8>(bins + <usize>row));
    store<u32>(left, row);
    store<u32>(right, row);
    left += side << 2;
    right += (1 - side) << 2;
  }
  return <i32>((left - start) >> 2);
}

/** Copies `bytes` bytes. */
export function copyBytes(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** Sets `bytes` bytes to 0. */
export function clearBytes(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** Adds a number to the float64 numbers of some rows: `values` is that of row 0, the rows' numbers stand at `rows`. */
export function addToRows(values: usize, rows: usize, count: i32, added: f64): void {
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4) {
    const at = values + ((<usize>load<u32>(rows)) << 3);
    store<f64>(at, load<f64>(at) + added);
  }
}
