/**
 * What wide tables cost the compiler: a pipeline over 200 typed columns may add 50,000 instantiations of types.
 */
import { expect, test } from "vitest";
import { compile } from "./compile.js";

const COLUMNS = 200;
const row = Array.from({ length: COLUMNS }, (_, i) => `c${i}: ${i % 2 === 0 ? "string" : "number"}`).join("; ");
const named = (parity: number) =>
  JSON.stringify(
    Array.from({ length: COLUMNS }, (_, i) => i)
      .filter((i) => i % 2 === parity)
      .map((i) => `c${i}`),
  );

const PRELUDE = `
import { ColumnTransformer, Frame, OneHotEncoder, Pipeline, Ridge, StandardScaler } from "@org/mlkit";
export { ColumnTransformer, Frame, OneHotEncoder, Pipeline, Ridge, StandardScaler };
export interface Wide { ${row}; y: number }
export declare const wide: Frame<Wide>;
`;
const PIPELINE = `
export const model = await new Pipeline()
  .add("features", ColumnTransformer.for<Wide>().add("n", new StandardScaler(), ${named(1)}).add("s", new OneHotEncoder(), ${named(0)}))
  .add("model", new Ridge())
  .fit(wide, "y");
export const one: number = model.predictOne(wide.row(0));
`;

test("a pipeline over 200 typed columns adds at most 50,000 instantiations", () => {
  const without = compile(new Map([["wide.ts", PRELUDE]]));
  const withPipeline = compile(new Map([["wide.ts", PRELUDE + PIPELINE]]));
  expect(without.messages.get("wide.ts")).toEqual([]);
  expect(withPipeline.messages.get("wide.ts")).toEqual([]);
  expect(withPipeline.instantiations - without.instantiations).toBeLessThanOrEqual(50_000);
});
