/**
 * The measure of each criterion, made when it is first asked for.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { EntropyMeasure, GiniMeasure } from "./class-measure.js";
import type { Bag } from "./draw-rows.js";
import { FriedmanMeasure, PoissonMeasure, SquaresMeasure } from "./mean-measure.js";
import type { Measure } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";
import { fitsPairs, PairMeasure } from "./pair-measure.js";

/** What the splits of a forest may lower. */
export type Criterion = "gini" | "entropy" | "squaredError" | "friedmanMse" | "poisson" | "absoluteError";

/** The measures of one thread. */
export class Measures {
  readonly #made = new Map<string, Measure>();
  readonly #make: (name: string) => Measure;
  readonly #two: boolean;

  /** For a table with classes, as integers, or with targets. */
  constructor(kernels: Kernels, bins: Bins, space: Space, table: Values & { readonly y: Int32Array | Float64Array }) {
    const { y } = table;
    const classes = space.total.length;
    this.#two = classes === 2;
    this.#make = (name) => {
      if (y instanceof Float64Array) {
        if (name === "poisson") return new PoissonMeasure(kernels, bins, space, table, y);
        return new (name === "friedmanMse" ? FriedmanMeasure : SquaresMeasure)(kernels, bins, space, table, y);
      }
      if (name === "pair") return new PairMeasure(kernels, bins, space, table, y);
      return new (name === "entropy" ? EntropyMeasure : GiniMeasure)(kernels, bins, space, table, y, classes);
    };
  }

  /** The measure for the rows of a tree. */
  of(criterion: Criterion, bag: Bag): Measure {
    const name = criterion === "gini" && this.#two && fitsPairs(bag) ? "pair" : criterion;
    const made = this.#made.get(name) ?? this.#make(name);
    this.#made.set(name, made);
    return made;
  }
}
