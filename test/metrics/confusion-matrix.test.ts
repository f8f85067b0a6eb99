/** The confusion matrix as an object and as text. */
import { expect, it } from "vitest";
import { confusionMatrix } from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

const yTrue = ["malignant", "benign", "malignant", "benign", "benign"];
const yPred = ["malignant", "benign", "benign", "benign", "malignant"];

it("counts true labels downwards and predicted ones across", () => {
  const matrix = confusionMatrix(yTrue, yPred);
  expect(matrix.labels).toEqual(["benign", "malignant"]);
  expect(matrix.counts).toEqual(Float64Array.of(2, 1, 1, 1));
  expect(matrix.get("malignant", "benign")).toBe(1);
  expect(matrix.toArray()).toEqual([
    [2, 1],
    [1, 1],
  ]);
});

it("prints a table", () => {
  expect(String(confusionMatrix(yTrue, yPred))).toBe(
    [
      "true \\ predicted  benign  malignant",
      "benign                 2          1",
      "malignant              1          1",
    ].join("\n"),
  );
  expect(String(confusionMatrix(yTrue, yPred, { normalize: "true" }))).toBe(
    [
      "true \\ predicted  benign  malignant",
      "benign            0.6667     0.3333",
      "malignant         0.5000     0.5000",
    ].join("\n"),
  );
});

it("keeps to one line a label that holds line breaks", () => {
  const text = String(confusionMatrix(["a\nb", "c"], ["c", "c"]));
  expect(text.split("\n")).toHaveLength(3);
  expect(text).toContain('"a\\nb"');
});

it("takes labels in the order given and leaves other rows out", () => {
  const matrix = confusionMatrix([1, 2, 3, 3], [1, 3, 3, 2], { labels: [3, 1] });
  expect(matrix.labels).toEqual([3, 1]);
  expect(matrix.toArray()).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

it("keeps labels of the prototype apart", () => {
  const matrix = confusionMatrix(["__proto__", "constructor"], ["constructor", "constructor"]);
  expect(matrix.get("__proto__", "constructor")).toBe(1);
  expect(matrix.get("constructor", "__proto__")).toBe(0);
});

it("refuses what it cannot answer", () => {
  const numbers: number[] = [1, 2];
  refused("LABEL_UNKNOWN", () => confusionMatrix(numbers, numbers).get(1, 3));
  refused("LABEL_UNKNOWN", () => confusionMatrix(numbers, [1, 3], { labels: [3, 4] }));
  refused("PARAM_INVALID", () => confusionMatrix([1, 2], [1, 2], untyped({ normalize: "rows" })));
  refused("PARAM_UNKNOWN", () => confusionMatrix([1, 2], [1, 2], untyped({ normalise: "all" })));
});
