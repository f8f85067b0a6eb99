/**
 * Labels as whole numbers 0, 1, …, for what reads targets as numbers alone. Time O(labels + classes × log classes).
 */
import type { Label, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { encodeLabels } from "../core/labels.js";
import { LabelEncoderModel } from "./label-encoder-model.js";

/**
 * Codes the labels of a target: each becomes its place among the sorted labels. Classifiers here take labels of any type as they are and need none of it; it is for targets
 * that leave the library, for regressors on ordered classes, and for labels that came as codes.
 *
 * It reads a list of labels, not a table, so it is no stage of a pipeline; columns of features are coded by `OrdinalEncoder`. It has no options, and the model is stored and
 * loaded like others.
 *
 * @example
 * ```ts
 * import { LabelEncoder } from "@org/mlkit";
 *
 * const labels: string[] = ["paid", "late", "paid"];
 * const encoder = await new LabelEncoder().fit(labels);
 * encoder.classes; // => ["late", "paid"]
 * encoder.transform(["paid", "late"]); // => [1, 0]
 * encoder.inverseTransform([0, 1, 1]); // => ["late", "paid", "paid"]
 * encoder.transform(["lost"]); // throws LABEL_UNKNOWN
 * ```
 *
 * Stored, and loaded again:
 *
 * @example
 * ```ts
 * import { LabelEncoder, LabelEncoderModel, MemoryStore, load, save } from "@org/mlkit";
 *
 * const store = new MemoryStore();
 * await save(await new LabelEncoder().fit([20, 3, 3]), store, "labels");
 * const encoder = await load(store, "labels", { as: LabelEncoderModel });
 * encoder.classes; // => [3, 20]
 * ```
 */
export class LabelEncoder {
  /**
   * Learns which labels there are.
   *
   * @throws DataError `DATA_EMPTY` without any; `TARGET_INVALID` for a missing label, or labels of several types; `DATA_SHAPE` for what is no list.
   */
  async fit<L extends Label>(labels: Values<L>): Promise<LabelEncoderModel<L>> {
    return (await this.fitTransform(labels)).model;
  }

  /** Learns which labels there are, and codes them. */
  async fitTransform<L extends Label>(labels: Values<L>): Promise<{ model: LabelEncoderModel<L>; output: Int32Array }> {
    checkList(labels);
    const { codes, classes } = encodeLabels(labels);
    return { model: new LabelEncoderModel({ classes }), output: codes };
  }
}

function checkList(labels: unknown): void {
  const isList = typeof labels === "object" && labels !== null && Symbol.iterator in labels && "length" in labels;
  if (!isList) {
    throw new DataError("DATA_SHAPE", {
      problem: "LabelEncoder needs a list of labels",
      given: show(labels),
      expected: "an array, a typed array or a column of a frame",
      remedy: "Give the values themselves, as in fit(frame.column('status'))",
    });
  }
  if (labels.length !== 0) return;
  throw new DataError("DATA_EMPTY", {
    problem: "LabelEncoder cannot learn from no labels",
    given: "an empty list",
    expected: "at least one label",
    remedy: "Check what was read, filtered or selected before",
    data: { owner: "LabelEncoder" },
  });
}
