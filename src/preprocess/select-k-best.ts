/**
 * Keeps the columns that tell most of the target, each by itself. Time and memory are those of the score (scores/).
 */
import { checkLayout, checkMatrix } from "../base/checks.js";
import { MatrixTransformerEstimator } from "../base/estimators.js";
import { checkAll, type MatrixCheck, type TransformerTarget } from "../base/fit-input.js";
import type { FitContext } from "../core/contracts.js";
import { ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { choice, either, integer, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { checkTargetLength, readTargetNumbers } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { FeatureSelectorModel } from "./feature-selector-model.js";
import { scoreByCounts } from "./scores/chi2.js";
import { scoreByClasses } from "./scores/f-classif.js";
import { scoreByCorrelation } from "./scores/f-regression.js";
import { scoreByInformation } from "./scores/mutual-info.js";
import { type FeatureScores, readClasses } from "./scores/scores.js";

/** The name of a function that scores columns. */
export type ScoreFunction = "fClassif" | "fRegression" | "chi2" | "mutualInfoClassif" | "mutualInfoRegression";

/** The options of {@link SelectKBest}. */
export interface SelectKBestOptions {
  /** How many columns are kept, or `"all"`, to have their scores. Default: 10. */
  k?: number | "all";
  /**
   * What columns are scored by. For classes: `"fClassif"`, the F statistic of an analysis of variance; `"chi2"`, for counts and one-hot columns;
   * `"mutualInfoClassif"`, relations of any kind. For numbers: `"fRegression"`, the F statistic of a correlation; `"mutualInfoRegression"`. The functions of
   * these names say more. Default: `"fClassif"`.
   */
  scoreFunc?: ScoreFunction;
  /** The seed of the noise by which mutual information parts equal values; the other scores draw nothing. Default: 0. */
  seed?: number;
}

const params = {
  k: either(integer({ default: 10, min: 1 }), choice(["all"], { default: "all" }), { default: 10 }),
  scoreFunc: choice(["fClassif", "fRegression", "chi2", "mutualInfoClassif", "mutualInfoRegression"], {
    default: "fClassif",
  }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<SelectKBestOptions>;

const declaration: Declaration<SelectKBestOptions> = {
  kind: "SelectKBest",
  params,
  traits: { sparse: true, target: true },
  models: [FeatureSelectorModel],
};

/**
 * Keeps the `k` columns with the highest scores, in the order in which they were. Of columns that score the same the later ones are kept, as in scikit-learn.
 *
 * Scores look at one column at a time: columns that repeat one another score alike, and those that tell something only together score nothing.
 *
 * @throws from `fit` ParameterError `PARAM_INVALID` when there are fewer than `k` columns; what the score's function throws.
 * @example
 * ```ts
 * import { SelectKBest } from "@org/mlkit";
 *
 * const recipe = new SelectKBest({ k: 1 });
 * const model = await recipe.fit([[1, 5], [2, 4], [8, 5], [9, 4]], ["a", "a", "b", "b"]);
 * [...model.scores]; // => [98, 0]
 * [...(model.pValues ?? [])]; // => [≈ 0.01005, 1]
 * [...model.support]; // => [0]
 * [...model.transform([[7, 3]]).values]; // => [7]
 * ```
 */
export class SelectKBest extends MatrixTransformerEstimator<SelectKBestOptions, FeatureSelectorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;
  // F statistics tell by themselves whether all values were finite.
  protected override readonly check: MatrixCheck = (stage, x, progress) =>
    this.params.scoreFunc === "fClassif" ? checkLayout(stage.kind, stage.traits, x) : checkAll(stage, x, progress);

  constructor(options: SelectKBestOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext, y: TransformerTarget): Promise<FeatureSelectorModel> {
    const k = this.params.k === "all" ? x.cols : this.params.k;
    if (k > x.cols) throw tooMany(this.kind, k, x.cols);
    const { scores, pValues } = await this.#score(x, y, progress);
    const best = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || b - a);
    const support = Int32Array.from(best.slice(0, k)).sort();
    return new FeatureSelectorModel({ inputNames: x.names, support, scores, pValues, threshold: null, missing: false });
  }

  #score(x: Matrix, y: TransformerTarget, progress: Progress): Promise<FeatureScores> {
    const target = checkTargetLength(y, x.rows);
    const { scoreFunc, seed } = this.params;
    const plan = { owner: scoreFunc, discreteFeatures: "auto", nNeighbors: 3, seed } as const;
    switch (scoreFunc) {
      case "fClassif":
        return scoreByClasses(x, readClasses(scoreFunc, target), progress, () =>
          checkMatrix(this.kind, this.declaration.traits, x),
        );
      case "chi2":
        return scoreByCounts(x, readClasses(scoreFunc, target), progress);
      case "mutualInfoClassif":
        return scoreByInformation(x, readClasses(scoreFunc, target), plan, progress);
      case "fRegression":
        return scoreByCorrelation(x, readTargetNumbers(target, x.rows), progress);
      case "mutualInfoRegression":
        return scoreByInformation(x, readTargetNumbers(target, x.rows), plan, progress);
    }
  }
}

function tooMany(owner: string, k: number, cols: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot keep more columns than there are`,
    given: `k: ${k}, and ${cols} columns`,
    expected: `k from 1 to ${cols}, or "all"`,
    remedy: 'Give a smaller k, or "all"',
    data: { owner, name: "k", value: k, columns: cols },
  });
}
