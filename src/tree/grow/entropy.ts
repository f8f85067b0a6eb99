/**
 * Entropy of the classes: −Σ p log2 p, in bits (Quinlan 1986). A split is the better the greater the sum of w log2 w over
 * the class weights of either side, less that of the side's own weight.
 */
import { log } from "../../kernels/math.js";
import { ClassCriterion } from "./class-criterion.js";

const BITS = 1 / 0.6931471805599453;

/** The entropy of the classes of a node, in bits. */
export class Entropy extends ClassCriterion {
  /** w log2 w of whole counts as they come up; NaN where it has not come up yet. */
  readonly #table: Float64Array;

  constructor(codes: Int32Array, classes: number, weights: Float64Array | undefined) {
    super(codes, classes, weights);
    this.#table = new Float64Array(weights === undefined ? codes.length + 1 : 0).fill(Number.NaN);
  }

  protected impurity(shares: Float64Array, at: number): number {
    let bits = 0;
    for (let k = at; k < at + this.width; k++) bits -= weighed(shares[k] as number);
    return bits;
  }

  protected score(leftWeight: number, rightWeight: number): number {
    const { left, total, width } = this;
    let leftBits = 0;
    let rightBits = 0;
    for (let k = 0; k < width; k++) {
      const l = left[k] as number;
      leftBits += this.#weighed(l);
      rightBits += this.#weighed((total[k] as number) - l);
    }
    return leftBits - this.#weighed(leftWeight) + (rightBits - this.#weighed(rightWeight));
  }

  protected unsplit(): number {
    return this.total.reduce((sum, units) => sum + this.#weighed(units), 0) - this.#weighed(this.weight);
  }

  #weighed(weight: number): number {
    if (!this.counted) return weighed(weight);
    const known = this.#table[weight] as number;
    if (!Number.isNaN(known)) return known;
    const fresh = weighed(weight);
    this.#table[weight] = fresh;
    return fresh;
  }
}

/** w log2 w; 0 for 0. */
function weighed(weight: number): number {
  return weight > 0 ? weight * log(weight) * BITS : 0;
}
