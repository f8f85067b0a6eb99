/**
 * A decision tree that tells classes apart.
 *
 * CART (L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984) with exact splits; grow/grow.ts says
 * how. Time O(rows × columns × depth), memory 12 bytes a value.
 */
import { type ClassWeight, classWeightParam, weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { PredictorFitOptions, Target } from "../base/fit-input.js";
import type { FitContext, Label, Values } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, type Params } from "../core/params.js";
import { splitTarget, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { Entropy } from "./grow/entropy.js";
import { Gini } from "./grow/gini.js";
import type { PruningPath } from "./grow/pruning-path.js";
import { learnTree, pathOf, takeWeighted } from "./learn-tree.js";
import { type DecisionTreeOptions, decisionTreeParams } from "./options.js";
import { TreeClassifierModel } from "./tree-classifier-model.js";

/** The options of {@link DecisionTreeClassifier}. */
export interface DecisionTreeClassifierOptions extends DecisionTreeOptions {
  /**
   * What a split lowers: the Gini impurity, or the entropy of the classes in bits, which `"logLoss"` is another name for.
   * Default: `"gini"`.
   */
  criterion?: "gini" | "entropy" | "logLoss";
  /**
   * The weights of the classes, as pairs such as `[["late", 5]]`, 1 for those not named; or `"balanced"`: each class weighs the same
   * in all. Default: null, all 1.
   */
  classWeight?: ClassWeight;
}

const params = {
  criterion: choice(["gini", "entropy", "logLoss"], { default: "gini" }),
  ...decisionTreeParams,
  classWeight: classWeightParam,
} satisfies Params<DecisionTreeClassifierOptions>;

const declaration: Declaration<DecisionTreeClassifierOptions> = {
  kind: "DecisionTreeClassifier",
  params,
  traits: { weights: true },
  models: [TreeClassifierModel],
};

/** A tree classifier's model for labels of the type of the fit. */
export interface TreeClassifierType extends ClassifierType {
  readonly model: TreeClassifierModel<this["label"]>;
}

/**
 * Tells classes apart by a tree of questions of the form `x[column] <= threshold`, each chosen to part the classes best.
 *
 * Columns need no scaling. Missing values are refused, as by scikit-learn 1.2: put a `SimpleImputer` before it. Sparse matrices are
 * refused too. The codes of categories are read as numbers.
 *
 * Where the best splits are unique, the tree is that of scikit-learn. Of splits that are equally good, it takes the first
 * column's with the lowest threshold, where scikit-learn draws by its seed. Other than there, a column's values are not
 * rounded to single precision, and shares of rows count rows with a weight above 0. With `splitter: "random"` the draws are
 * others than scikit-learn's, and trees as good.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, toSvg } from "@org/mlkit";
 *
 * const model = await new DecisionTreeClassifier().fit([[1, 0], [2, 9], [3, 1], [4, 8]], ["no", "yes", "no", "yes"]);
 * model.predict([[0, 7]]); // => ["yes"]
 * [...model.featureImportances]; // => [0, 1]
 * model.exportText().split("\n")[0]; // => "|--- x1 <= 4.50"
 * toSvg(model, { maxDepth: 3 }).startsWith("<svg"); // => true
 * ```
 */
export class DecisionTreeClassifier extends ClassifierEstimator<DecisionTreeClassifierOptions, TreeClassifierType> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: DecisionTreeClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<TreeClassifierType, L>> {
    const { criterion, classWeight } = this.params;
    const taken = takeWeighted(weighClasses(this.kind, classWeight, y, sampleWeight), x.rows);
    const codes = taken.rows.map((row) => y.codes[row] as number);
    const Measure = criterion === "gini" ? Gini : Entropy;
    const measure = new Measure(codes, y.classes.length, taken.weights);
    return new TreeClassifierModel<L>(x.names, y.classes, await learnTree(x, taken, measure, this.params, progress));
  }
  /**
   * The prices of a leaf at which the tree of these rows, pruned by none, loses one branch after the other, and how impure what is left
   * is: the values of `ccpAlpha` to choose from. The options are those of `fit`.
   *
   * @throws what `fit` throws.
   */
  async costComplexityPruningPath(
    x: TableInput<object>,
    y: Target,
    options: PredictorFitOptions = {},
  ): Promise<PruningPath> {
    const split = splitTarget(x, y);
    // Every label is checked as it is coded.
    const { tree } = await this.withParams({ ccpAlpha: 0 }).fit(split.x, split.y as Values<Label>, options);
    return pathOf(tree, options);
  }
}
