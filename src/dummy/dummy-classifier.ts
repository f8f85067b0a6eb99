/**
 * Predicts classes without looking at the columns: the score that a classifier has to beat.
 *
 * Learns the shares of the classes in one pass over the labels.
 */
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import { largest } from "../base/models.js";
import type { FitContext, Label } from "../core/contracts.js";
import { ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, integer, label, nullable, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { classifierStrategies, DummyClassifierModel, type DummyClassifierStrategy } from "./dummy-classifier-model.js";

/** The options of {@link DummyClassifier}. */
export interface DummyClassifierOptions {
  /**
   * `"prior"` predicts the most frequent class, with the shares of the classes as probabilities; `"mostFrequent"` the same class
   * with probability 1; `"stratified"` draws a class by the shares; `"uniform"` draws each class alike; `"constant"` predicts
   * `constant`. Default: `"prior"`.
   */
  strategy?: DummyClassifierStrategy;
  /** The label that `"constant"` predicts, one of those of the training rows. Default: null. */
  constant?: Label | null;
  /** Decides what `"stratified"` and `"uniform"` draw; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const params = {
  strategy: choice(classifierStrategies, { default: "prior" }),
  constant: nullable(label({ default: "" }), { default: null }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<DummyClassifierOptions>;

const declaration: Declaration<DummyClassifierOptions> = {
  kind: "DummyClassifier",
  params,
  traits: { missing: true, sparse: true, weights: true },
  models: [DummyClassifierModel],
};

/** A dummy classifier's model for labels of the type of the fit. */
export interface DummyClassifierType extends ClassifierType {
  readonly model: DummyClassifierModel<this["label"]>;
}

/**
 * Predicts without regard to the columns, to be compared with classifiers that look at them.
 *
 * What `"stratified"` and `"uniform"` draw for a row follows from the seed and the row's own numbers. So, other than in
 * scikit-learn, where it follows from the row's place in the table, a row gets the same class alone and among others, and in
 * every call; rows that are equal get the same class too.
 *
 * @example
 * ```ts
 * import { DummyClassifier } from "@org/mlkit";
 *
 * const model = await new DummyClassifier().fit([[1], [2], [3], [4]], ["no", "yes", "no", "no"]);
 * model.predict([[5]]); // => ["no"]
 * [...model.predictProba([[5]]).values]; // => [0.75, 0.25]
 * ```
 */
export class DummyClassifier extends ClassifierEstimator<DummyClassifierOptions, DummyClassifierType> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: DummyClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    { codes, classes }: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<DummyClassifierType, L>> {
    const { strategy, constant, seed } = this.params;
    const classPrior = new Float64Array(classes.length);
    let total = 0;
    codes.forEach((code, row) => {
      const weight = sampleWeight?.[row] ?? 1;
      classPrior[code] = (classPrior[code] as number) + weight;
      total += weight;
    });
    for (let k = 0; k < classPrior.length; k++) classPrior[k] = (classPrior[k] as number) / total;
    await progress.tick(1, 1);
    const winner = strategy === "constant" ? placeOf(constant, classes) : largest(classPrior, 0, classPrior.length);
    return new DummyClassifierModel<L>({ inputNames: x.names, classes, strategy, classPrior, winner, seed });
  }
}

function placeOf(constant: Label | null, classes: readonly Label[]): number {
  const place = constant === null ? -1 : classes.indexOf(constant);
  if (place >= 0) return place;
  throw new ParameterError("PARAM_INVALID", {
    problem: "The constant of DummyClassifier is none of the labels",
    given: show(constant),
    expected: `one of ${classes
      .slice(0, 8)
      .map((known) => show(known))
      .join(", ")}`,
    remedy: "Give a label of the training rows as constant, or choose another strategy",
    data: { owner: "DummyClassifier", name: "constant", value: constant },
  });
}
