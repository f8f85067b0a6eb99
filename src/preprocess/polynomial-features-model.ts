/**
 * Fitted PolynomialFeatures: which products of columns there are.
 */
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import {
  factorsOf,
  type Monomials,
  monomialsOf,
  multiplyRow,
  multiplySparseRow,
  spaceOf,
} from "../kernels/monomials.js";
import { uniqueNames } from "./unique-names.js";

/** What fitted PolynomialFeatures store. */
export interface PolynomialFeaturesState {
  readonly inputNames: readonly string[];
  readonly minDegree: number;
  readonly maxDegree: number;
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/** The most products, those of degrees that are left out included. */
export const MOST_PRODUCTS = 1 << 22;
/** The highest degree. */
const MOST_DEGREE = 32;

/** Multiplies columns with one another. */
export class PolynomialFeaturesModel extends MatrixTransformer {
  static readonly kind = "PolynomialFeaturesModel";
  static readonly version = 1;
  readonly kind = PolynomialFeaturesModel.kind;
  readonly version = PolynomialFeaturesModel.version;
  readonly traits: Traits = { sparse: true };
  /** `1`, `a`, `b`, `a^2`, `a b`, …; a name that is there already gets `_2`, `_3`, … at its end. */
  readonly outputNames: readonly string[];
  readonly #state: PolynomialFeaturesState;
  readonly #products: Monomials;

  constructor(state: PolynomialFeaturesState) {
    super();
    this.#state = state;
    this.#products = monomialsOf(state.inputNames.length, state);
    this.outputNames = uniqueNames(factorsOf(this.#products).map((factors) => nameOf(factors, state.inputNames)));
  }

  static parse(state: StateReader): PolynomialFeaturesModel {
    const degree = (key: string) => state.number(key, { integer: true, min: 0, max: MOST_DEGREE });
    const parsed = {
      inputNames: state.strings("inputNames"),
      minDegree: degree("minDegree"),
      maxDegree: degree("maxDegree"),
      interactionOnly: state.boolean("interactionOnly"),
      includeBias: state.boolean("includeBias"),
    };
    // Counted before anything of that size is made.
    const { size } = monomialsOf(parsed.inputNames.length, { ...parsed, minDegree: 0 });
    const fits = size > 0 && size <= MOST_PRODUCTS && parsed.minDegree <= parsed.maxDegree;
    if (!fits) state.fail("maxDegree", "degrees that give a possible number of columns");
    return new PolynomialFeaturesModel(parsed);
  }

  toState(): PolynomialFeaturesState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** For each output column, how often each input column is a factor. */
  get powers(): readonly Int32Array[] {
    const { length } = this.inputNames;
    return factorsOf(this.#products).map((factors) => {
      const powers = new Int32Array(length);
      for (const col of factors) powers[col] = (powers[col] as number) + 1;
      return powers;
    });
  }

  protected apply(x: Matrix): Matrix {
    const products = this.#products;
    const options = { names: this.outputNames };
    if (x instanceof CsrMatrix) return applySparse(x, products, options);
    const { values, rows, cols } = x;
    const { size } = products;
    const out = new Float64Array(rows * size);
    const spaces = [new Float64Array(spaceOf(products)), new Float64Array(spaceOf(products))] as const;
    for (let row = 0; row < rows; row++) multiplyRow(products, values, row * cols, out, row * size, spaces);
    return new DenseMatrix(out, rows, size, options);
  }

  override rowTransform(): RowTransform {
    const products = this.#products;
    const spaces = [new Float64Array(spaceOf(products)), new Float64Array(spaceOf(products))] as const;
    return (cells, out, at) => multiplyRow(products, cells, 0, out, at, spaces);
  }
}

function applySparse(x: CsrMatrix, products: Monomials, options: { readonly names: readonly string[] }): CsrMatrix {
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(x.rows + 1);
  const write = (place: number, value: number): void => {
    indices.push(place);
    values.push(value);
  };
  for (let row = 0; row < x.rows; row++) {
    const [start, end] = [x.indptr[row] as number, x.indptr[row + 1] as number];
    multiplySparseRow(products, x.indices.subarray(start, end), x.values.subarray(start, end), write);
    indptr[row + 1] = values.length;
  }
  const parts = { values: Float64Array.from(values), indices: Int32Array.from(indices), indptr };
  return new CsrMatrix(parts, x.rows, products.size, options);
}

/** `a^2 b` for twice the first column and once the second. */
function nameOf(factors: readonly number[], names: readonly string[]): string {
  if (factors.length === 0) return "1";
  const parts: string[] = [];
  for (let at = 0; at < factors.length; ) {
    let power = 1;
    while (factors[at + power] === factors[at]) power++;
    const name = names[factors[at] as number] ?? "";
    parts.push(power === 1 ? name : `${name}^${power}`);
    at += power;
  }
  return parts.join(" ");
}
