/**
 * Gradient boosting that tells classes apart; boost.ts says how, and from which papers. Time O(rounds × classes × rows × columns × depth), where two classes
 * count as one; memory 24 bytes a value.
 */
import { weighClasses } from "../../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../../base/estimators.js";
import type { ValidationSet } from "../../base/fit-input.js";
import type { FitContext, Label } from "../../core/contracts.js";
import { ParameterError } from "../../core/errors.js";
import type { Declaration } from "../../core/estimator.js";
import type { EncodedLabels } from "../../core/labels.js";
import { choice, type Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import { takeWeighted } from "../learn-tree.js";
import { classifierRounds } from "./earlier-rounds.js";
import { learnBoosted } from "./learn-boosted.js";
import type { LossChoice } from "./losses.js";
import { type GradientBoostingOptions, gradientBoostingParams } from "./options.js";
import { codesOf } from "./read-validation.js";

/** The options of {@link GradientBoostingClassifier}. */
export interface GradientBoostingClassifierOptions extends GradientBoostingOptions {
  /**
   * What is lowered: the logistic loss, as in logistic regression, or the exponential loss of AdaBoost, which is for two classes and pulls harder at rows on the
   * wrong side. Default: `"logLoss"`.
   */
  loss?: "logLoss" | "exponential";
}

const params = {
  loss: choice(["logLoss", "exponential"], { default: "logLoss" }),
  ...gradientBoostingParams,
} satisfies Params<GradientBoostingClassifierOptions>;

const declaration: Declaration<GradientBoostingClassifierOptions> = {
  kind: "GradientBoostingClassifier",
  params,
  traits: { weights: true, continues: true, validation: true },
  models: [BoostedClassifierModel],
};

/** A boosted classifier's model for labels of the type of the fit. */
export interface GradientBoostingClassifierType extends ClassifierType {
  readonly model: BoostedClassifierModel<this["label"]>;
}

/**
 * Tells classes apart by a sum of small trees, each grown on what those before it got wrong; three classes or more have a sum each.
 *
 * Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as
 * numbers. Splits are exact, as scikit-learn's: on more than some ten thousand rows, boosting on histograms is faster.
 *
 * The model keeps the loss of each round in `trainScore` (of the rows drawn for it, where `subsample` is below 1), and in `validationScore` that of the rows held
 * out: the `validation` set of `fit`, or those that `nIterNoChange` holds out. Where rows are drawn, `oobImprovement` is by how much each round
 * lowered the loss of the rows that it did not draw.
 *
 * `from` goes on from a model of this class: with the same rows and options the result is, to the bit, that of starting anew with as many rounds. With
 * `nIterNoChange`, a model that had ended early stays as it is.
 *
 * Where the best splits are unique and nothing is drawn, the probabilities are scikit-learn's. Which of equally good splits is
 * taken, that of one column or another, is drawn by the seed. `decisionFunction` gives the log odds for `"exponential"` too, which is twice what scikit-learn gives. `init` takes no
 * estimator.
 *
 * @example
 * ```ts
 * import { GradientBoostingClassifier } from "@org/mlkit";
 *
 * const x = [[1, 0], [2, 9], [3, 1], [4, 8], [5, 2], [6, 7]];
 * const y = ["no", "yes", "no", "yes", "no", "yes"];
 * const model = await new GradientBoostingClassifier({ nEstimators: 20, maxDepth: 1 }).fit(x, y);
 * model.predict([[0, 1], [0, 8]]); // => ["no", "yes"]
 * [...model.featureImportances]; // => [0, 1]
 * [...model.stagedPredict([[0, 8]])].length; // => 20
 * ```
 */
export class GradientBoostingClassifier extends ClassifierEstimator<
  GradientBoostingClassifierOptions,
  GradientBoostingClassifierType
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: GradientBoostingClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    { codes, classes }: EncodedLabels<L>,
    { sampleWeight, progress, from }: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<ModelFor<GradientBoostingClassifierType, L>> {
    const { kind } = this;
    const loss = this.#loss(classes);
    const earlier = from && classifierRounds(kind, from, x, classes);
    const reader = { kind, traits: declaration.traits, names: x.names, signal: progress.signal };
    const task = {
      owner: kind,
      x,
      y: Float64Array.from(codes),
      classes: classes.length,
      taken: takeWeighted(weighClasses(kind, null, { codes, classes }, sampleWeight), x.rows),
      loss,
      validation: validation && (await codesOf(reader, validation, classes)),
      from: earlier,
    };
    const { trees, ...scores } = await learnBoosted(task, this.params, progress);
    const names = earlier === undefined || x.named ? x.names : earlier.inputNames;
    const link = classes.length === 2 ? "logistic" : "softmax";
    return new BoostedClassifierModel<L>(names, classes, trees, { link, missing: false, ...scores });
  }

  /** @throws ParameterError `PARAM_INVALID` for the exponential loss of more than two classes. */
  #loss(classes: readonly Label[]): LossChoice {
    const { loss } = this.params;
    if (loss === "logLoss") return { name: loss, classes: classes.length };
    if (classes.length === 2) return { name: loss };
    throw new ParameterError("PARAM_INVALID", {
      problem: `The loss 'exponential' of ${this.kind} is for two classes`,
      given: `${classes.length} classes`,
      expected: "a target of two labels",
      remedy: "Leave loss out: 'logLoss' takes any number of classes",
      data: { owner: this.kind, name: "loss", value: loss },
    });
  }
}
