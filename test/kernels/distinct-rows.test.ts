import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctRows } from "../../src/kernels/distinct-rows.js";

const all = () => true;

describe("the distinct rows of a table", () => {
  it("come in the order in which they are met, each once", () => {
    const found = distinctRows(Float64Array.of(1, 0, 0, 1, 1, 0, 0.5, 0.5, 0, 1), 2, all);
    expect(found?.rows).toEqual(Float64Array.of(1, 0, 0, 1, 0.5, 0.5));
    expect(found?.numbers).toEqual(Int32Array.of(0, 1, 0, 2, 1));
  });

  it("are told apart by their bits", () => {
    const found = distinctRows(Float64Array.of(0, -0, Number.NaN, Number.NaN, 0), 1, all);
    expect(found?.rows).toEqual(Float64Array.of(0, -0, Number.NaN));
    expect(found?.numbers).toEqual(Int32Array.of(0, 1, 2, 2, 0));
  });

  it("are those of the rows that are wanted, of a table anywhere in a buffer", () => {
    const table = Float64Array.of(9, 9, 4, 5, 4).subarray(2);
    const found = distinctRows(table, 1, (row) => row !== 1);
    expect(found?.rows).toEqual(Float64Array.of(4));
    expect(found?.numbers).toEqual(Int32Array.of(0, 0, 0));
  });

  it("are not collected where they are many", () => {
    const rows = (count: number) => Float64Array.from({ length: 3 * count }, (_, at) => at % count);
    expect(distinctRows(rows(4096), 1, all)?.rows.length).toBe(4096);
    expect(distinctRows(rows(4097), 1, all)).toBeUndefined();
  });

  it("give every row back", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.double(), fc.integer({ min: 0, max: 2 })));
    fc.assert(
      fc.property(rows, (list) => {
        const table = Float64Array.from(list.flat());
        const found = distinctRows(table, 3, all);
        const again = [...(found?.numbers ?? [])].flatMap((row) => [
          ...(found?.rows.slice(3 * row, 3 * row + 3) ?? []),
        ]);
        expect(Float64Array.from(again)).toEqual(table);
        const texts = new Set(list.map((row) => row.map((value) => (Object.is(value, -0) ? "-0" : value)).join()));
        expect(found?.rows.length).toBe(3 * texts.size);
      }),
    );
  });
});
