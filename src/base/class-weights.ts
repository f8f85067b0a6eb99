/**
 * Class weights: the option of classifiers that makes the rows of some classes count for more, turned into one weight a
 * row.
 */
import type { Label } from "../core/contracts.js";
import { DataError, listNames, show } from "../core/errors.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, either, type LabelWeights, labelWeights, nullable, type Param } from "../core/params.js";

/** Weights by class: as given, `"balanced"` (rows / (classes × rows of the class), as scikit-learn's), or none. */
export type ClassWeight = "balanced" | LabelWeights | null;

/** The declaration of a `classWeight` option, without by default. */
export const classWeightParam: Param<ClassWeight> = nullable(
  either(choice(["balanced"], { default: "balanced" }), labelWeights, { default: "balanced" }),
  { default: null },
);

/**
 * One weight a row: what the row was given times the weight of its class; `undefined` when neither is given. Classes that
 * `classWeight` leaves out weigh 1.
 *
 * @throws DataError `LABEL_UNKNOWN` when `classWeight` names a label that is no class while a class has no weight (a slip of
 * the pen), `WEIGHT_INVALID` when nothing has a weight above 0.
 */
export function weighClasses(
  owner: string,
  classWeight: ClassWeight,
  { codes, classes }: EncodedLabels,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (classWeight === null) return sampleWeight;
  const ofClass = classWeight === "balanced" ? balanced(codes, classes.length) : given(owner, classWeight, classes);
  const weights = Float64Array.from(codes, (code, row) => (ofClass[code] as number) * (sampleWeight?.[row] ?? 1));
  if (weights.some((weight) => weight > 0)) return weights;
  throw new DataError("WEIGHT_INVALID", {
    problem: `${owner} has no row of a weight above 0`,
    given: `classWeight ${show(classWeight)}`,
    expected: "a class with rows and a weight above 0",
    remedy: "Raise the weight of a class that has rows, or leave classWeight out",
    data: { owner },
  });
}

function balanced(codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts.map((count) => codes.length / (classes * count));
}

function given(owner: string, weights: LabelWeights, classes: readonly Label[]): Float64Array {
  const byLabel = new Map<Label, number>(weights);
  const unknown = [...byLabel.keys()].filter((label) => !classes.includes(label));
  if (unknown.length > 0 && classes.some((label) => !byLabel.has(label))) {
    throw new DataError("LABEL_UNKNOWN", {
      problem: `${owner} was given the weight of a class that does not occur`,
      given: unknown.map((label) => show(label)).join(", "),
      expected: `one of ${listNames(classes.map(String))}, of the type of these labels`,
      remedy: "Mend the label in classWeight, or give every class a weight",
      data: { owner, labels: unknown },
    });
  }
  return Float64Array.from(classes, (label) => byLabel.get(label) ?? 1);
}
