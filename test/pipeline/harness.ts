/** Small estimators and rows that the tests of pipelines share. */

import { createLoader } from "../../src/artifact/loader.js";
import { serialize } from "../../src/artifact/serialize.js";
import { defineEstimator } from "../../src/base/define.js";
import type { Model } from "../../src/core/contracts.js";
import { param } from "../../src/core/index.js";
import * as pipeline from "../../src/pipeline/index.js";
import * as preprocess from "../../src/preprocess/index.js";

/** Sums a row's features, plus a bias; remembers the validation set that it was given. */
export const Total = defineEstimator({
  kind: "test/Total",
  task: "regress",
  params: { bias: param.number({ default: 0 }) },
  traits: { sparse: true, weights: true, validation: true, continues: true },
  learn: (x, y, { params, validation, sampleWeight, from }) => {
    if (validation !== undefined) seen.push(validation.x);
    const goesOn = from instanceof Object && "state" in from ? 100 : 0;
    return {
      bias: params.bias + goesOn,
      rows: x.rows,
      weight: sampleWeight?.reduce((sum, weight) => sum + weight, 0) ?? y.length,
    };
  },
  parse: (state) => ({ bias: state.number("bias"), rows: state.number("rows"), weight: state.number("weight") }),
  predict: ({ bias }, x) => {
    const { values, rows, cols } = x.toDense();
    return Float64Array.from({ length: rows }, (_, row) =>
      values.slice(row * cols, (row + 1) * cols).reduce((sum, value) => sum + value, bias),
    );
  },
});

/** The validation sets that Total was given. */
export const seen: unknown[] = [];

/** Says "yes" where the first feature is positive. */
export const Sign = defineEstimator({
  kind: "test/Sign",
  task: "classify",
  params: {},
  learn: () => ({ at: 0 }),
  parse: (state) => ({ at: state.number("at") }),
  predictProba: ({ at }, x) => {
    const { values, rows, cols } = x.toDense();
    return Float64Array.from({ length: rows * 2 }, (_, i) =>
      (values[Math.floor(i / 2) * cols] ?? 0) > at === (i % 2 === 1) ? 1 : 0,
    );
  },
});

export interface Home {
  size: number;
  age: number | null;
  town: string;
  sold: boolean;
  price: number;
}

export const homes: Home[] = [
  { size: 1, age: 5, town: "Lima", sold: true, price: 10 },
  { size: 3, age: null, town: "Oslo", sold: false, price: 20 },
  { size: 5, age: 9, town: "Lima", sold: true, price: 30 },
  { size: 2, age: 1, town: "Rome", sold: false, price: 15 },
];

const classes = [...Object.values(pipeline), ...Object.values(preprocess)];
const kinds = classes.flatMap((value) =>
  typeof value === "function" && "declaration" in value ? value.declaration.models : [],
);
/** `deserialize` for the kinds that these tests store. */
export const { deserialize } = createLoader(new Set(kinds));

/** A model after a trip through its bytes. */
export async function throughBytes(
  model: Model,
  functions: Record<string, (...args: never[]) => unknown> = {},
): Promise<Model> {
  return deserialize(serialize(model), { kinds: [Total, Sign], functions });
}
