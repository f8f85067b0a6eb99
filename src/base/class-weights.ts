/**
 * Class weights: the option of classifiers that makes the rows of some classes count for more, turned into one weight a
 * row.
 */
import type { Label } from "../core/contracts.js";
import { DataError, listNames, ParameterError, show } from "../core/errors.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, either, type LabelWeights, labelWeights, nullable, type Param } from "../core/params.js";

/** Weights by class, as pairs; or `"balanced"`: each class weighs the same in all; or null, all 1. */
export type ClassWeight = "balanced" | LabelWeights | null;

/** The declaration of a `classWeight` option, without weights by default. */
export const classWeightParam: Param<ClassWeight> = nullable(
  either(choice(["balanced"], { default: "balanced" }), labelWeights, { default: "balanced" }),
  { default: null },
);

/**
 * One weight a row: what the row was given times the weight of its class; `undefined` when neither was given. Classes that
 * `classWeight` leaves out weigh 1. `"balanced"` goes by the weight of each class's rows (scikit-learn by their number),
 * so that a row of weight 2 is a row twice.
 *
 * @throws DataError `LABEL_UNKNOWN` for a label that no row has, `TARGET_ONE_CLASS` when fewer than two classes have rows of a
 * weight above 0; ParameterError `PARAM_INVALID` for a label that is weighted twice.
 */
export function weighClasses(
  owner: string,
  classWeight: ClassWeight,
  { codes, classes }: EncodedLabels,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (sampleWeight === undefined && classWeight === null) return undefined;
  const totals = classTotals(codes, classes.length, sampleWeight);
  const factors = classFactors(owner, classWeight, classes, totals);
  if (totals.filter((total, code) => total * (factors[code] as number) > 0).length < 2) throw oneWeighted(owner);
  // A loop, for a callback a row would hold the event loop ten times as long.
  const weights = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    weights[row] =
      (factors[codes[row] as number] as number) * (sampleWeight === undefined ? 1 : (sampleWeight[row] as number));
  }
  return weights;
}

/** The weight of the rows of each class. */
export function classTotals(codes: Int32Array, classes: number, weights: Float64Array | undefined): Float64Array {
  const totals = new Float64Array(classes);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    totals[code] = (totals[code] as number) + (weights === undefined ? 1 : (weights[row] as number));
  }
  return totals;
}

function classFactors(
  owner: string,
  classWeight: ClassWeight,
  classes: readonly Label[],
  totals: Float64Array,
): Float64Array {
  if (classWeight === null) return new Float64Array(classes.length).fill(1);
  if (classWeight === "balanced") {
    const total = totals.reduce((sum, value) => sum + value, 0);
    return totals.map((value) => (value > 0 ? total / (classes.length * value) : 0));
  }
  const given = new Map(classWeight);
  if (given.size < classWeight.length) throw weightedTwice(owner, classWeight);
  for (const label of given.keys()) if (!classes.includes(label)) throw unknownLabel(owner, label, classes);
  return Float64Array.from(classes, (label) => given.get(label) ?? 1);
}

function unknownLabel(owner: string, label: Label, classes: readonly Label[]): DataError {
  return new DataError("LABEL_UNKNOWN", {
    problem: `${owner} was told to weigh a class that no row has`,
    given: show(label),
    expected: `one of ${classes.map((each) => show(each)).join(", ")}`,
    remedy: "Weigh classes of the target alone; 1, '1' and true are three labels",
    data: { owner, label, classes },
  });
}

function weightedTwice(owner: string, pairs: LabelWeights): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} was given two weights for one class`,
    given: listNames(pairs.map(([label]) => String(label))),
    expected: "each label once",
    remedy: "Give classWeight one pair for each label",
    data: { owner, name: "classWeight" },
  });
}

function oneWeighted(owner: string): DataError {
  return new DataError("TARGET_ONE_CLASS", {
    problem: `${owner} needs rows of at least two classes`,
    given: "weights that leave rows of one class at most",
    expected: "two or more classes with rows of a weight above 0",
    remedy: "Check sampleWeight and classWeight for zeros",
    data: { owner },
  });
}
