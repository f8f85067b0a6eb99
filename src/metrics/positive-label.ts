/** Which of two labels is the positive one. */
import type { Label } from "../core/contracts.js";
import { DataError, ParameterError, show } from "../core/errors.js";
import { listLabels } from "./checks.js";

/** The label that counts as positive: the given one, or the one that nobody doubts. */
export function positiveLabel<L extends Label>(owner: string, labels: readonly L[], posLabel: L | undefined): L {
  if (labels.length > 2) throw notBinary(owner, labels);
  const positive = posLabel === undefined ? undoubtedPositive(labels) : posLabel;
  if (positive === undefined) {
    throw new ParameterError("PARAM_INVALID", {
      problem: `${owner} does not know which label is the positive one`,
      given: `the labels ${listLabels(labels)}`,
      expected: "posLabel",
      remedy: "Set posLabel to the label whose score you want",
      data: { owner, name: "posLabel", labels },
    });
  }
  // One class alone may lack the positive one: it was then neither true nor predicted, which zeroDivision answers.
  if (labels.includes(positive) || (labels.length === 1 && typeof labels[0] === typeof positive)) return positive;
  throw new DataError("LABEL_UNKNOWN", {
    problem: `posLabel is none of the labels that occur`,
    given: show(positive),
    expected: `one of ${listLabels(labels)}`,
    remedy: "Set posLabel to one of these",
    data: { owner, posLabel: positive, labels },
  });
}

function notBinary(owner: string, labels: readonly Label[]): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot tell positive from negative among ${labels.length} labels`,
    given: `the labels ${listLabels(labels)}`,
    expected: "two labels",
    remedy:
      'Set average to "macro", "micro", "weighted" or null where the metric has that option, or compare with one label at a time',
    data: { owner, name: "average", labels },
  });
}

function undoubtedPositive<L extends Label>(labels: readonly L[]): L | undefined {
  const within = (values: readonly Label[]) => labels.every((label) => values.includes(label));
  const positive: Label | undefined = within([0, 1]) || within([-1, 1]) ? 1 : within([false, true]) ? true : undefined;
  // The labels are numbers or booleans here, and the positive one is of their type even where it does not occur.
  return positive as L | undefined;
}
