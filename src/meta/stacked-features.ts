/**
 * What a final estimator learns from and is asked about: what the members say of a row, side by side, and where it is passed through the row itself.
 *
 * The columns bear the members' names: one for a regressor, for a class's code, and for two classes (the second's probability); else one a class, such as
 * `tree.setosa`.
 */
import type { RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import { DataError, PipelineError } from "../core/errors.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import { hstack } from "../pipeline/hstack.js";
import { distinctNames } from "./columns.js";
import { codesOf, type FittedClassifier, probabilitiesOf, rowCodeOf, rowProbaOf } from "./fitted-members.js";

/** The name of the final estimator, beside those of the members. */
export const FINAL = "finalEstimator";

/** What members are asked for. */
export type StackMethod = "predictProba" | "decisionFunction" | "predict";

/** The ways by name. */
export const stackMethods = ["predictProba", "decisionFunction", "predict"] as const satisfies readonly StackMethod[];

/** How many numbers a classifier gives for a row. */
export function featureWidth(method: StackMethod, classes: number): number {
  return method === "predict" || classes === 2 ? 1 : classes;
}

/** The names of what all members give, and of the row's own columns where these are passed through; all differ. */
export function stackedNames(
  members: readonly string[],
  ofEach: readonly string[] | undefined,
  inputNames: readonly string[],
  passthrough: boolean,
): readonly string[] {
  const own = members.flatMap((name) => ofEach?.map((each) => `${name}.${each}`) ?? [name]);
  return distinctNames(passthrough ? [...own, ...inputNames] : own);
}

/** The part of a feature's name after the member's; nothing where a member gives one number. */
export function partNames(method: StackMethod, classes: readonly Label[]): readonly string[] | undefined {
  return featureWidth(method, classes.length) === 1 ? undefined : classes.map(String);
}

/** What a classifier says of each row: `featureWidth` numbers, row after row. */
export function classifierFeatures(
  method: StackMethod,
  model: FittedClassifier,
  x: Matrix,
  classes: readonly Label[],
): Float64Array {
  if (method === "predict") return Float64Array.from(codesOf(model, x, classes));
  if (method === "decisionFunction") return decisions(model, classes)(x).values;
  const proba = probabilitiesOf(model, x, classes);
  return classes.length === 2 ? Float64Array.from({ length: x.rows }, (_, row) => proba[2 * row + 1]!) : proba;
}

/** The same for one row. */
export function rowFeatures(method: StackMethod, model: FittedClassifier, classes: readonly Label[]): RowProba {
  if (method === "predict") {
    const codeOf = rowCodeOf(model, classes);
    return (x, out) => {
      out[0] = codeOf(x);
    };
  }
  if (method === "decisionFunction") {
    const ask = decisions(model, classes);
    return (x, out) => out.set(ask(new DenseMatrix(x, 1, x.length)).values);
  }
  const proba = rowProbaOf(model, classes);
  if (classes.length > 2) return proba;
  const both = new Float64Array(2);
  return (x, out) => {
    proba(x, both);
    out[0] = both[1]!;
  };
}

interface Decides {
  decisionFunction(x: Matrix): DenseMatrix;
}

function decides(model: object): model is Decides {
  return "decisionFunction" in model && typeof model.decisionFunction === "function";
}

/**
 * Asks a member for its scores.
 *
 * @throws PipelineError `STAGE_INVALID` for one that has none; DataError `SPLIT_INVALID` for one that did not meet all classes.
 */
function decisions(model: FittedClassifier, classes: readonly Label[]): (x: Matrix) => DenseMatrix {
  if (model.classes.length !== classes.length) throw lacksClasses(model.classes.length, classes.length);
  if (decides(model)) return (x) => model.decisionFunction(x);
  throw new PipelineError("STAGE_INVALID", {
    problem: "The member has no scores to stack",
    given: model.kind,
    expected: "a model with decisionFunction",
    remedy: "Let stackMethod be 'predictProba' or 'predict', which all classifiers can be asked for",
    data: { kind: model.kind },
  });
}

function lacksClasses(given: number, expected: number): DataError {
  return new DataError("SPLIT_INVALID", {
    problem: "A member that was fitted on a fold did not meet all classes, so that its scores cannot be stacked",
    given: `${given} classes`,
    expected: `${expected}`,
    remedy:
      "Take fewer folds, shuffle, or let stackMethod be 'predictProba', in which a class not met has the probability 0",
    data: { given, expected },
  });
}

/** Features side by side, and the rows themselves where they are passed through; sparse only where those are and `sparse` allows it. */
export function stacked(
  features: readonly Float64Array[],
  x: Matrix,
  names: readonly string[],
  options: { readonly passthrough: boolean; readonly sparse: boolean },
): Matrix {
  const parts: Matrix[] = features.map(
    (values) => new DenseMatrix(values, x.rows, values.length / Math.max(1, x.rows)),
  );
  if (x.rows === 0) return new DenseMatrix(new Float64Array(0), 0, names.length, { names });
  if (!options.passthrough) return hstack(parts, x.rows, names, false);
  return hstack([...parts, x], x.rows, names, options.sparse && x instanceof CsrMatrix);
}
