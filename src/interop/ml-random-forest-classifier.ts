/**
 * ml-random-forest's forest of CART trees for classification.
 *
 * The package tries every split anew at every node: time O(trees × rows² × columns), in one go. For many rows or for speed, the
 * library's own forest is the better choice; this one is for those who compare with ml.js or come from it.
 */
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { FitContext, Label } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import type { Matrix } from "../data/matrix.js";
import { MlForestClassifierModel } from "./ml-forest-classifier-model.js";
import { forestParams, learnForest, type MlForestOptions } from "./ml-forest-options.js";
import { flattenForest, type MlCartNode } from "./ml-forest-structure.js";

/** The options of {@link MlRandomForestClassifier}, named as the package's. `replacement` is true and `gainThreshold` 0.01 by default. */
export type MlRandomForestClassifierOptions = MlForestOptions;

const declaration: Declaration<MlRandomForestClassifierOptions> = {
  kind: "MlRandomForestClassifier",
  params: forestParams({ replacement: true, gainThreshold: 0.01 }),
  traits: {},
  models: [MlForestClassifierModel],
};

/** An ml.js forest's model for labels of the type of the fit. */
export interface MlForestClassifierType extends ClassifierType {
  readonly model: MlForestClassifierModel<this["label"]>;
}

/**
 * ml-random-forest's `RandomForestClassifier`, with the package's options and defaults. It predicts bit by bit what the package
 * predicts for the same seed, from arrays that are stored without it.
 *
 * The package learns in one go: while it does, the event loop waits, and an abort takes effect only before and after. Its
 * `maxSamples`, which takes the first rows as they stand, is left out: take rows before. Its `predictProbability` counts wrongly;
 * probabilities here are shares of the trees' votes.
 *
 * @example
 * ```ts
 * import { MlRandomForestClassifier } from "@org/mlkit";
 *
 * const x = [[1, 0], [2, 1], [3, 0], [4, 1], [11, 0], [12, 1], [13, 0], [14, 1]];
 * const y = ["small", "small", "small", "small", "large", "large", "large", "large"];
 * const model = await new MlRandomForestClassifier({ nEstimators: 25, seed: 7 }).fit(x, y);
 * model.predict([[0, 1], [20, 0]]); // => ["small", "large"]
 * ```
 */
export class MlRandomForestClassifier extends ClassifierEstimator<
  MlRandomForestClassifierOptions,
  MlForestClassifierType
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlRandomForestClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    { codes, classes }: EncodedLabels<L>,
    context: FitContext,
  ): Promise<ModelFor<MlForestClassifierType, L>> {
    const json = await learnForest(this.kind, "RandomForestClassifier", this.params, x, codes, context);
    const forest = flattenForest(json, firstOfLargest);
    return new MlForestClassifierModel<L>({ inputNames: x.names, classes, forest });
  }
}

/** The class that a leaf names: that of the largest share, of equals the first. Leaves list classes up to their last alone. */
function firstOfLargest(distribution: MlCartNode["distribution"]): number {
  const shares = Array.isArray(distribution) ? (distribution[0] as readonly number[]) : [];
  return Math.max(0, shares.indexOf(Math.max(...shares)));
}
