import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropDuplicates } from "../../src/data/drop-duplicates.js";
import { Frame } from "../../src/data/frame.js";
import { expectCode } from "./errors.js";

const cells = fc.record({
  text: fc.constantFrom("a", "b", "", "constructor", null),
  number: fc.constantFrom(0, -0, 1, 1e300, 0.5, -7, null),
  flag: fc.constantFrom(true, false, null),
  at: fc.constantFrom(new Date(0), new Date(1), null),
  vector: fc.constantFrom(Float32Array.of(0, 1), Float32Array.of(1, 0), null),
});
type Cells = typeof cells extends fc.Arbitrary<infer T> ? T : never;

/** What makes two rows equal, as JSON has it: it writes −0 as 0 and NaN as null. */
const keyOf = (row: Partial<Cells>) =>
  JSON.stringify(Object.values(row).map((cell) => (cell instanceof Float32Array ? [...cell] : cell)));

describe("dropDuplicates", () => {
  it("keeps the first or the last of equal rows, in their order", () => {
    const subsets = [
      ["text", "number"],
      ["vector"],
      ["at", "flag"],
      ["number"],
      ["text", "number", "flag", "at", "vector"],
    ] as const;
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1 }), fc.constantFrom(...subsets), (rows, subset) => {
        const frame = Frame.fromRows(rows);
        const keys = rows.map((row) => keyOf(Object.fromEntries(subset.map((name) => [name, row[name]]))));
        for (const keep of ["first", "last"] as const) {
          const at = keep === "first" ? keys.indexOf.bind(keys) : keys.lastIndexOf.bind(keys);
          const wanted = frame.take([...keys.keys()].filter((row) => at(keys[row] ?? "") === row));
          expect(dropDuplicates(frame, { subset, keep }).toRows()).toEqual(wanted.toRows());
        }
      }),
    );
  });

  it("goes by all columns without a subset, as distinct does", () => {
    const frame = Frame.fromRows([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 1, b: "x" },
    ]);
    expect(dropDuplicates(frame).toRows()).toEqual(frame.distinct().toRows());
    expect(dropDuplicates(frame, { keep: "last" }).column("b").toArray()).toEqual(["y", "x"]);
  });

  it("tells 1, '1' and dates apart by column, and takes whole numbers far apart", () => {
    const frame = Frame.fromRows([{ id: 1e15 }, { id: -1e15 }, { id: 1e15 }, { id: 3 }]);
    expect(dropDuplicates(frame).column("id").toArray()).toEqual([1e15, -1e15, 3]);
  });

  it("refuses with a code", () => {
    const frame = Frame.fromRows([{ a: 1 }]);
    // @ts-expect-error no such column
    expectCode("COLUMN_MISSING", () => dropDuplicates(frame, { subset: ["b"] }));
    expectCode("PARAM_INVALID", () => dropDuplicates(frame, { subset: [] }));
    // @ts-expect-error neither first nor last
    expectCode("PARAM_INVALID", () => dropDuplicates(frame, { keep: "none" }));
  });
});
