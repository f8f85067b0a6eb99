/**
 * True and predicted labels, coded over one sorted list of classes.
 *
 * Labels are coded before anything is counted, so that the loops run over small integers and `1`, `"1"`, `true` and
 * `"__proto__"` are labels like any other. O(n), plus sorting the distinct labels.
 */
import type { Label, Values } from "../core/contracts.js";
import { DataError, ParameterError, show } from "../core/errors.js";
import { type EncodedLabels, encodeLabels, sortLabels } from "../core/labels.js";
import { checkList, checkLists, listLabels } from "./checks.js";

/** True and predicted labels as codes into one sorted list. */
export interface LabelPair<L extends Label> {
  /** Every label of either list, sorted, without repeats. */
  readonly labels: readonly L[];
  readonly yTrue: Int32Array;
  readonly yPred: Int32Array;
}

/** Codes two lists of labels over their union. */
export function readLabelPair<L extends Label>(yTrue: Values<L>, yPred: Values<L>): LabelPair<L> {
  checkLists("yTrue", yTrue, "yPred", yPred);
  const truth = encodeLabels(yTrue, "yTrue");
  const predicted = encodeLabels(yPred, "yPred");
  checkOneType("yPred", predicted.classes, truth.classes);
  const labels = sortLabels(new Set([...truth.classes, ...predicted.classes]));
  return {
    labels,
    yTrue: recode(truth.codes, truth.classes, labels),
    yPred: recode(predicted.codes, predicted.classes, labels),
  };
}

/** Codes into `from` become codes into `to`; -1 for labels that `to` lacks. */
export function recode<L extends Label>(codes: Int32Array, from: readonly L[], to: readonly L[]): Int32Array {
  const place = new Map(to.map((label, index) => [label, index]));
  const target = Int32Array.from(from, (label) => place.get(label) ?? -1);
  return codes.map((code) => target[code] ?? -1);
}

/** Refuses labels whose type is not that of the others: `1` and `"1"` never match, which nobody wants silently. */
export function checkOneType(name: string, labels: readonly Label[], others: readonly Label[]): void {
  const expected = typeof others[0];
  const stranger = labels.find((label) => typeof label !== expected);
  if (stranger === undefined) return;
  throw new DataError("TARGET_INVALID", {
    problem: `${name} has labels of another type than yTrue`,
    given: show(stranger),
    expected: `a ${expected}, such as ${show(others[0])}`,
    remedy: 'Give both the same type: 1, "1" and true are three different labels',
    data: { name, given: typeof stranger, expected },
  });
}

/** Checks a `labels` option: at least one, no repeats, of the type of the labels at hand. */
export function readLabelList<L extends Label>(labels: readonly L[], present: readonly L[]): readonly L[] {
  checkList("labels", labels);
  const list = [...labels];
  if (list.length === 0 || new Set(list).size !== list.length) {
    throw new ParameterError("PARAM_INVALID", {
      problem: list.length === 0 ? "labels is empty" : "labels names a label twice",
      given: show(list),
      expected: "each label once",
      remedy: "List each label once, or leave labels out to use all that occur",
      data: { name: "labels", value: list },
    });
  }
  checkOneType("labels", list, present);
  return list;
}

/** True labels coded over the classes that the columns of a score matrix stand for. */
export interface ClassCodes<L extends Label> {
  readonly classes: readonly L[];
  readonly codes: Int32Array;
}

/** Codes true labels over `labels`, or, without it, over those that occur. */
export function readClasses<L extends Label>(truth: EncodedLabels<L>, labels: readonly L[] | undefined): ClassCodes<L> {
  if (labels === undefined) return { classes: truth.classes, codes: truth.codes };
  const classes = readLabelList(labels, truth.classes);
  const codes = recode(truth.codes, truth.classes, classes);
  const row = codes.indexOf(-1);
  if (row < 0) return { classes, codes };
  const label = truth.classes[truth.codes[row]!];
  throw new DataError("LABEL_UNKNOWN", {
    problem: `yTrue has a label in row ${row} that labels lacks`,
    given: show(label),
    expected: `one of ${listLabels(classes)}`,
    remedy: "List every class in labels, in the order of the columns",
    data: { row, label, labels: classes },
  });
}
