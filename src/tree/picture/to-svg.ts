/**
 * What the boxes of a drawn tree say of what their nodes predict. A function and no method, so that applications which only predict are spared the code.
 */
import { largest } from "../../base/models.js";
import type { Label } from "../../core/contracts.js";
import type { TreeClassifierModel } from "../tree-classifier-model.js";
import type { TreeRegressorModel } from "../tree-regressor-model.js";
import { classColour, classFill, valueFill } from "./colours.js";
import { shortNumber } from "./svg-text.js";
import { type Face, type ToSvgOptions, treeSvg } from "./tree-svg.js";

/**
 * A decision tree as a picture: an SVG document in one string, which needs no other file; scikit-learn's `plot_tree`. Boxes hold the question, the prediction, the number
 * of training rows and the impurity. For classes they also hold the share of the most frequent one and a bar with the shares of all, and their colour is that of the
 * class, paler where classes are mixed; for numbers it is the fuller, the greater the value.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
 * @example
 * ```ts
 * import { DecisionTreeRegressor, toSvg } from "@org/mlkit";
 *
 * const model = await new DecisionTreeRegressor().fit([[1], [2], [3], [4]], [1, 1, 5, 5]);
 * toSvg(model, { maxDepth: 3 }).startsWith("<svg"); // => true
 * ```
 */
export function toSvg(model: TreeClassifierModel<Label> | TreeRegressorModel, options: ToSvgOptions = {}): string {
  return treeSvg(model.tree, model.inputNames, "classes" in model ? classFaces(model) : valueFaces(model), options);
}

function classFaces({ tree, classes }: TreeClassifierModel<Label>): (node: number) => Face {
  const { value, width } = tree;
  return (node) => {
    const winner = largest(value, node * width, width);
    const shares = [...value.subarray(node * width, (node + 1) * width)];
    const share = shares[winner] as number;
    return {
      prediction: String(classes[winner]),
      share: ` ${shortNumber(100 * share, 3)} %`,
      fill: classFill(winner, share, width),
      bar: shares.map((each, position) => ({ share: each, colour: classColour(position) })),
    };
  };
}

function valueFaces({ tree }: TreeRegressorModel): (node: number, precision: number) => Face {
  const { value } = tree;
  const least = value.reduce((found, each) => Math.min(found, each), Number.POSITIVE_INFINITY);
  const greatest = value.reduce((found, each) => Math.max(found, each), Number.NEGATIVE_INFINITY);
  return (node, precision) => {
    const own = value[node] as number;
    // Halves, since the distance of two large values may overflow.
    const place = (own / 2 - least / 2) / (greatest / 2 - least / 2);
    const fill = valueFill(greatest > least ? place : 0);
    return { prediction: `value ${shortNumber(own, precision)}`, share: "", fill, bar: [] };
  };
}
