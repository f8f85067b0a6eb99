/** The options of the area under the ROC curve. */
import type { Label, NumericValues } from "../core/contracts.js";

/** How the classes' areas become one; `null` gives a `Map` from label to area. */
export type RocAucAverage = "macro" | "weighted" | "micro" | null;

/** The options of {@link rocAucScore}. */
export interface RocAucOptions<L extends Label, A extends RocAucAverage = RocAucAverage> {
  /**
   * For three or more classes, where it is needed: `"ovr"` sets each class against the rest, `"ovo"` each pair of classes against each other.
   */
  readonly multiClass?: "ovr" | "ovo";
  /**
   * For three or more classes: `"macro"` is the plain mean of the areas, `"weighted"` weights each by how often its classes occur, `"micro"`
   * ranks all rows × classes at once (one-vs-rest only), `null` gives each class's area (one-vs-rest only). Default: `"macro"`.
   */
  readonly average?: A;
  /** What the columns stand for, in their order: a model's `classes`. Default: the labels of yTrue, sorted. */
  readonly labels?: readonly L[];
  /** For two classes: the one that high scores, or the second column, speak for. Default: the second of `labels`. */
  readonly posLabel?: NoInfer<L>;
  /** One weight ≥ 0 a row; not with `"ovo"`. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}
