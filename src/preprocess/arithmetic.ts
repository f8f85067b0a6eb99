/**
 * Arithmetic on columns, described as data: the steps, what is undefined, and the function that computes a row.
 */
import { DataError } from "../core/errors.js";
import { log1p } from "../kernels/math/log1p.js";

/** Operations on two columns. */
export const BINARY = ["add", "subtract", "multiply", "divide", "min", "max"] as const;
/** Operations on one column: `log1p` is log(1 + x). */
export const UNARY = ["abs", "log1p"] as const;

/** An operation on two columns. */
export type BinaryOp = (typeof BINARY)[number];
/** An operation on one column. */
export type UnaryOp = (typeof UNARY)[number];

/** One computed column, with the positions of its operands among the columns and those computed before it. */
export interface ArithmeticStep {
  readonly name: string;
  readonly op: BinaryOp | UnaryOp;
  readonly left: number;
  /** The second operand; the same as `left` for an operation on one column. */
  readonly right: number;
}

/** What becomes of a result that does not exist. */
export type Handling = "missing" | "error";

/** The policies that hold for all steps. */
export interface ArithmeticPolicy {
  readonly handleMissing: Handling;
  readonly handleUndefined: Handling;
}

/** Whether an operation takes two columns. */
export function isBinary(op: string): op is BinaryOp {
  const words: readonly string[] = BINARY;
  return words.includes(op);
}

function compute(op: ArithmeticStep["op"], a: number, b: number): number {
  switch (op) {
    case "add":
      return a + b;
    case "subtract":
      return a - b;
    case "multiply":
      return a * b;
    case "divide":
      return a / b;
    case "min":
      return Math.min(a, b);
    case "max":
      return Math.max(a, b);
    case "abs":
      return Math.abs(a);
    default:
      return log1p(a);
  }
}

/** Computes the columns of one row. The operands stand in `row` from position `at` on; results are appended to them. */
export class RowArithmetic {
  readonly #steps: readonly ArithmeticStep[];
  readonly #names: readonly string[];
  readonly #policy: ArithmeticPolicy;

  constructor(inputNames: readonly string[], steps: readonly ArithmeticStep[], policy: ArithmeticPolicy) {
    this.#steps = steps;
    this.#names = [...inputNames, ...steps.map(({ name }) => name)];
    this.#policy = policy;
  }

  /**
   * Appends the results to the inputs of a row; `number` is the row's number in messages.
   *
   * @throws DataError `DATA_NOT_FINITE` for a missing operand, `NUMERIC_FAILURE` for a result that no number is, where these are refused.
   */
  append(row: { [index: number]: unknown }, at: number, number?: number): void {
    const steps = this.#steps;
    const first = at + this.#names.length - steps.length;
    for (let i = 0; i < steps.length; i++) {
      const { op, left, right } = steps[i] as ArithmeticStep;
      const a = row[at + left] as number;
      const b = row[at + right] as number;
      const result = compute(op, a, b);
      // v − v is 0 for finite values alone.
      row[first + i] = result - result === 0 ? result : this.#without(steps[i] as ArithmeticStep, a, b, number);
    }
  }

  /** What a step gives that has no finite result. */
  #without(step: ArithmeticStep, a: number, b: number, row: number | undefined): number {
    const missing = Number.isNaN(a) || Number.isNaN(b);
    if (missing && this.#policy.handleMissing === "error") throw this.#missing(step, a, row);
    if (!missing && this.#policy.handleUndefined === "error") throw undefinedResult(step, a, b, row);
    return Number.NaN;
  }

  #missing({ name, left, right }: ArithmeticStep, a: number, row: number | undefined): DataError {
    const operand = this.#names[Number.isNaN(a) ? left : right] ?? "";
    return new DataError("DATA_NOT_FINITE", {
      problem: `${placeOf(row)}'${name}' cannot be computed from a missing value`,
      given: `no value in column '${operand}'`,
      expected: "a value in each operand",
      remedy: 'Impute before, drop the row, or write handleMissing: "missing" to leave the result missing',
      data: { column: name, operand, row },
    });
  }
}

function placeOf(row: number | undefined): string {
  return row === undefined ? "" : `Row ${row}: `;
}

function undefinedResult({ name, op }: ArithmeticStep, a: number, b: number, row: number | undefined): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `${placeOf(row)}'${name}' is no finite number`,
    given: isBinary(op) ? `${op} of ${a} and ${b}` : `${op} of ${a}`,
    expected: op === "divide" ? "a divisor other than 0" : op === "log1p" ? "a value above -1" : "a finite result",
    remedy: 'Mend the row, or write handleUndefined: "missing" to leave such results missing',
    data: { column: name, op, operands: isBinary(op) ? [a, b] : [a], row },
  });
}
