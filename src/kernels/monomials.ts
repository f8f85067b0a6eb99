/**
 * Products of columns up to a degree, in the order of their first factors: for columns a, b and degree 2, a², ab, b².
 *
 * All products of degree d that begin with column i are column i times products of degree d − 1 that begin with i or later (later than i where no
 * column may come twice), and these stand side by side. So each product is one multiplication, and where a product stands follows from a table of
 * (degree + 1) × (columns + 1) numbers.
 */

/** Which products there are. */
export interface Monomials {
  readonly cols: number;
  readonly minDegree: number;
  readonly maxDegree: number;
  /** Whether a product holds each column once at most. */
  readonly interactionOnly: boolean;
  /** For each degree d and column i, at d · (cols + 1) + i, where the products of degree d that begin with i start among those of degree d. */
  readonly starts: Float64Array;
  /** Where the products of each degree start in the output; −1 for degrees that are left out. */
  readonly offsets: Float64Array;
  /** The number of products in the output. */
  readonly size: number;
}

/** Works out where products stand; `size` may be larger than any output can be. */
export function monomialsOf(
  cols: number,
  {
    minDegree,
    maxDegree,
    interactionOnly,
    includeBias,
  }: {
    readonly minDegree: number;
    readonly maxDegree: number;
    readonly interactionOnly: boolean;
    readonly includeBias: boolean;
  },
): Monomials {
  const stride = cols + 1;
  const starts = new Float64Array((maxDegree + 1) * stride);
  const offsets = new Float64Array(maxDegree + 1).fill(-1);
  const later = interactionOnly ? 1 : 0;
  let size = 0;
  for (let degree = 0; degree <= maxDegree; degree++) {
    const own = degree * stride;
    if (degree === 0) starts.fill(1, 0, stride);
    for (let col = 0; col < cols && degree > 0; col++) {
      const before = own - stride;
      // Of degree 0 there is one product, the empty one, whatever it follows.
      const rest =
        degree === 1 ? 1 : (starts[before + cols] as number) - (starts[before + Math.min(cols, col + later)] as number);
      starts[own + col + 1] = (starts[own + col] as number) + rest;
    }
    if (degree === 0 ? !includeBias : degree < minDegree) continue;
    offsets[degree] = size;
    size += degree === 0 ? 1 : (starts[own + cols] as number);
  }
  return { cols, minDegree, maxDegree, interactionOnly, starts, offsets, size };
}

/** How many numbers {@link multiplyRow} needs as space for degrees that are left out. */
export function spaceOf({ cols, minDegree, starts }: Monomials): number {
  let most = 0;
  for (let degree = 1; degree < minDegree; degree++)
    most = Math.max(most, starts[degree * (cols + 1) + cols] as number);
  return most;
}

/** The cells that products are written to. */
interface Numbers {
  [index: number]: unknown;
}

/**
 * Writes the products of the row of `x` that starts at `from` to `out`, from `to` on. `spaces` are two lists of {@link spaceOf} numbers.
 */
export function multiplyRow(
  { cols, maxDegree, interactionOnly, starts, offsets }: Monomials,
  x: { readonly [index: number]: unknown },
  from: number,
  out: Numbers,
  to: number,
  spaces: readonly [Numbers, Numbers],
): void {
  if ((offsets[0] as number) >= 0) out[to] = 1;
  const later = interactionOnly ? 1 : 0;
  let before: Numbers = out;
  let beforeAt = 0;
  for (let degree = 1; degree <= maxDegree; degree++) {
    const offset = offsets[degree] as number;
    const own = offset < 0 ? (spaces[degree % 2] as Numbers) : out;
    const ownAt = offset < 0 ? 0 : to + offset;
    let at = ownAt;
    const row = (degree - 1) * (cols + 1);
    const end = beforeAt + (starts[row + cols] as number);
    for (let col = 0; col < cols; col++) {
      const factor = x[from + col] as number;
      if (degree === 1) own[at++] = factor;
      else {
        let p = beforeAt + (starts[row + col + later] as number);
        while (p < end) own[at++] = factor * (before[p++] as number);
      }
    }
    before = own;
    beforeAt = ownAt;
  }
}

/** The products of one degree of a sparse row: places among the products of that degree, ascending, and values. */
interface SparseProducts {
  readonly places: number[];
  readonly values: number[];
}

/**
 * Calls `write` with the places and values of the products of a sparse row that hold no zero that is left out, ascending. `columns` and `values` are those that
 * the row stores.
 */
export function multiplySparseRow(
  { cols, maxDegree, interactionOnly, starts, offsets }: Monomials,
  columns: ArrayLike<number>,
  values: ArrayLike<number>,
  write: (place: number, value: number) => void,
): void {
  if ((offsets[0] as number) >= 0) write(0, 1);
  const stride = cols + 1;
  const later = interactionOnly ? 1 : 0;
  let before: SparseProducts = { places: [], values: [] };
  for (let degree = 1; degree <= maxDegree; degree++) {
    const own: SparseProducts = { places: [], values: [] };
    let first = 0;
    for (let k = 0; k < columns.length; k++) {
      const col = columns[k] as number;
      const factor = values[k] as number;
      const start = starts[degree * stride + col] as number;
      if (degree === 1) {
        own.places.push(start);
        own.values.push(factor);
        continue;
      }
      const from = starts[(degree - 1) * stride + col + later] as number;
      while (first < before.places.length && (before.places[first] as number) < from) first++;
      for (let p = first; p < before.places.length; p++) {
        own.places.push(start + (before.places[p] as number) - from);
        own.values.push(factor * (before.values[p] as number));
      }
    }
    const offset = offsets[degree] as number;
    if (offset >= 0)
      for (let p = 0; p < own.places.length; p++) write(offset + (own.places[p] as number), own.values[p] as number);
    before = own;
  }
}

/** The columns of each product, with repeats: of the product at each place, in order. */
export function factorsOf({ cols, maxDegree, interactionOnly, offsets }: Monomials): (readonly number[])[] {
  const out: (readonly number[])[] = (offsets[0] as number) >= 0 ? [[]] : [];
  const later = interactionOnly ? 1 : 0;
  let before: (readonly number[])[] = [[]];
  for (let degree = 1; degree <= maxDegree; degree++) {
    const own: (readonly number[])[] = [];
    for (let col = 0; col < cols; col++) {
      for (const rest of before) if ((rest[0] ?? cols) >= col + later) own.push([col, ...rest]);
    }
    if ((offsets[degree] as number) >= 0) for (const factors of own) out.push(factors);
    before = own;
  }
  return out;
}
