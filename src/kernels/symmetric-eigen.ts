/**
 * Eigenvalues and eigenvectors of a symmetric positive semidefinite matrix, by Jacobi's rotations.
 *
 * Each rotation makes one entry off the diagonal zero; sweeps over all of them converge quadratically. Small eigenvalues keep their own digits where
 * they come from columns of small values, which methods through a tridiagonal matrix lose beside large ones (J. Demmel, K. Veselić, "Jacobi's method is more
 * accurate than QR", SIAM J. Matrix Anal. Appl. 13, 1992). O(n³) time a sweep, six to ten sweeps; n² memory.
 */

/** The eigenvalues, descending, and for each an eigenvector of length 1. */
export interface Eigen {
  readonly values: Float64Array;
  /** Eigenvector after eigenvector, each of n numbers. */
  readonly vectors: Float64Array;
}

/** Sweeps converge long before. */
const SWEEPS = 60;

/** Decomposes the matrix, which it destroys. Yields after each row of rotations, so that its caller can let other work run in between. */
export function* symmetricEigenSteps(a: Float64Array, n: number): Generator<void, Eigen, void> {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0, rotated = true; rotated && sweep < SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const entry = a[p * n + q]!;
        const bound = Number.EPSILON * Math.sqrt(Math.abs(a[p * n + p]!)) * Math.sqrt(Math.abs(a[q * n + q]!));
        if (!(Math.abs(entry) > bound)) continue;
        rotate(a, vectors, n, p, q);
        rotated = true;
      }
      yield;
    }
  }
  return sorted(a, vectors, n);
}

/** Makes the entry (p, q) zero. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const [rowP, rowQ] = [p * n, q * n];
  const [app, aqq, apq] = [a[rowP + p]!, a[rowQ + q]!, a[rowP + q]!];
  const theta = (aqq - app) / (2 * apq);
  const size = Math.abs(theta);
  const tangent = (theta < 0 ? -1 : 1) / (size + Math.sqrt(1 + size * size));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  turn(a, n, rowP, rowQ, cosine, sine);
  turn(vectors, n, rowP, rowQ, cosine, sine);
  a[rowP + p] = app - tangent * apq;
  a[rowQ + q] = aqq + tangent * apq;
  a[rowP + q] = 0;
  a[rowQ + p] = 0;
  // The columns are the rows.
  for (let k = 0, at = 0; k < n; k++, at += n) {
    if (k === p || k === q) continue;
    a[at + p] = a[rowP + k]!;
    a[at + q] = a[rowQ + k]!;
  }
}

function turn(rows: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
  for (let k = 0; k < n; k++) {
    const first = rows[p + k]!;
    const second = rows[q + k]!;
    rows[p + k] = cosine * first - sine * second;
    rows[q + k] = sine * first + cosine * second;
  }
}

function sorted(a: Float64Array, vectors: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const out = new Float64Array(n * n);
  order.forEach((i, place) => {
    out.set(vectors.subarray(i * n, (i + 1) * n), place * n);
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors: out };
}
