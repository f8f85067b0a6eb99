/** What the compiler knows of text stages; the lines with `@ts-expect-error` fail the type check when it stops to refuse them. */
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { NumericCell } from "../../src/core/contracts.js";
import type { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import {
  CountVectorizer,
  type CountVectorizerModel,
  HashingVectorizer,
  TfidfTransformer,
  TfidfVectorizer,
} from "../../src/text/index.js";

describe("types of text stages", () => {
  it("tell what cells a stage reads and gives", () => {
    expectTypeOf<CellsIn<TfidfVectorizer>>().toEqualTypeOf<string | null>();
    expectTypeOf<CellsIn<CountVectorizer>>().toEqualTypeOf<string | null>();
    expectTypeOf<CellsOut<HashingVectorizer>>().toEqualTypeOf<number>();
    expectTypeOf<CellsIn<TfidfTransformer>>().toEqualTypeOf<NumericCell>();
  });

  it("tell what a fit gives", async () => {
    expectTypeOf(await new CountVectorizer().fit(["a bc"])).toEqualTypeOf<CountVectorizerModel>();
    expectTypeOf((await new TfidfVectorizer().fitTransform(["a bc"])).output).toEqualTypeOf<CsrMatrix>();
    expectTypeOf(
      (await new HashingVectorizer({ nFeatures: 2 }).fit(["a"])).transform(["b"]),
    ).toEqualTypeOf<CsrMatrix>();
    expectTypeOf((await new TfidfTransformer().fit([[1]])).transform([[1]])).toEqualTypeOf<Matrix>();
  });

  it("refuse what is no option", async () => {
    // @ts-expect-error scikit-learn's word is spelled otherwise
    expect(() => new CountVectorizer({ analyzer: "char_wb" })).toThrow();
    // @ts-expect-error one number is no range
    expect(() => new CountVectorizer({ ngramRange: 2 })).toThrow();
    // @ts-expect-error there are no built-in lists
    expect(() => new TfidfVectorizer({ stopWords: "english" })).toThrow();
    // @ts-expect-error hashing learns no vocabulary
    expect(() => new HashingVectorizer({ minDf: 2 })).toThrow();
    // @ts-expect-error a list of numbers is no list of texts
    await expect(new CountVectorizer().fit([1, 2])).rejects.toThrow();
  });
});
