import { type CsrMatrix, DenseMatrix, Frame, Matrix } from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFrame, readMatrix, readTable, readTargetNumbers, readWeights, splitTarget } from "../../src/data/input.js";
import { errorOf } from "./errors.js";

const rowsOf = (matrix: Matrix): number[][] => {
  const { values, rows, cols } = matrix.toDense();
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * cols, (row + 1) * cols)]);
};
const csrOf = (rows: readonly (readonly number[])[], cols: number): CsrMatrix => {
  const values = rows.flatMap((row) => row.filter((value) => value !== 0));
  const indices = rows.flatMap((row) => row.flatMap((value, col) => (value === 0 ? [] : [col])));
  const indptr = [
    0,
    ...rows.map(
      (_, at) =>
        rows
          .slice(0, at + 1)
          .flat()
          .filter((value) => value !== 0).length,
    ),
  ];
  return Matrix.fromCsr(
    { values: Float64Array.from(values), indices: Int32Array.from(indices), indptr: Int32Array.from(indptr) },
    rows.length,
    cols,
  );
};

describe("dense", () => {
  it("comes from rows and from values", () => {
    const x = Matrix.fromRows([[1, 2], Float64Array.of(3, 4)], ["a", "b"]);
    expect([x.rows, x.cols, x.names, x.named, [...x.values]]).toEqual([2, 2, ["a", "b"], true, [1, 2, 3, 4]]);
    const values = new Float64Array(new SharedArrayBuffer(32));
    expect(Matrix.fromDense(values, 2, 2).values).toBe(values);
    expect(Matrix.fromRows([[1], [2]]).names).toEqual(["x0"]);
    expect([Matrix.fromRows([]).rows, Matrix.fromRows([], ["a"]).cols]).toEqual([0, 1]);
    expect(rowsOf(x.take([1, 1, 0]))).toEqual([
      [3, 4],
      [3, 4],
      [1, 2],
    ]);
    expect(x.take([0]).names).toEqual(["a", "b"]);
  });

  const bad: readonly (readonly [string, () => unknown])[] = [
    ["a ragged row", () => Matrix.fromRows([[1, 2], [3]])],
    ["text", () => Matrix.fromRows([["1"]] as never)],
    ["null", () => Matrix.fromRows([[null]] as never)],
    ["a missing row", () => Matrix.fromRows(Object.assign([[1]], { 2: [2] }))],
    ["too few values", () => Matrix.fromDense(new Float64Array(3), 2, 2)],
    ["a plain array", () => Matrix.fromDense([1, 2, 3, 4] as never, 2, 2)],
    ["half a row", () => Matrix.fromDense(new Float64Array(3), 1.5, 2)],
    ["too few names", () => Matrix.fromRows([[1, 2]], ["a"])],
    ["a row outside", () => Matrix.fromRows([[1]]).take([1])],
  ];
  it.each(bad)("refuses %s", (_, call) => expect(errorOf(call).code).toBe("DATA_SHAPE"));
});

describe("csr", () => {
  it("is the dense matrix with zeros left out, taken from too", () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat(1000)),
        (rows, picks) => {
          const dense = Matrix.fromRows(rows);
          const sparse = csrOf(rows, 3);
          expect(rowsOf(sparse)).toEqual(rowsOf(dense).map((row) => row.map((value) => value + 0)));
          const some = Array.from({ length: 4 }, () => (picks.next().value as number) % rows.length);
          expect(rowsOf(sparse.take(some))).toEqual(some.map((row) => (rows[row] ?? []).map((value) => value + 0)));
        },
      ),
    );
  });

  const parts = { values: Float64Array.of(1, 2), indices: Int32Array.of(0, 1), indptr: Int32Array.of(0, 1, 2) };
  const bad: readonly (readonly [string, object, number, number])[] = [
    ["row starts that are too few", { indptr: Int32Array.of(0, 2) }, 2, 2],
    ["a start that is not 0", { indptr: Int32Array.of(1, 1, 2) }, 2, 2],
    ["an end that is not the count", { indptr: Int32Array.of(0, 1, 1) }, 2, 2],
    ["starts that go back", { indptr: Int32Array.of(0, 3, 2) }, 2, 2],
    ["a column outside", { indices: Int32Array.of(0, 2) }, 2, 2],
    ["a negative column", { indices: Int32Array.of(-1, 1) }, 2, 2],
    ["columns that are not ascending", { indices: Int32Array.of(1, 1), indptr: Int32Array.of(0, 2) }, 1, 2],
    ["indices that are too few", { indices: Int32Array.of(0) }, 2, 2],
  ];
  it.each(bad)("refuses %s", (_, part, rows, cols) => {
    expect(errorOf(() => Matrix.fromCsr({ ...parts, ...part }, rows, cols)).code).toBe("DATA_SHAPE");
  });
});

describe("reading inputs", () => {
  const frame = Frame.fromColumns({
    n: [1, null],
    b: [true, null],
    v: [Float32Array.of(1, 2), null],
    s: ["a", "b"],
    t: [new Date(0), null],
  });

  it("takes every kind of table", () => {
    expect(readTable(frame)).toBe(frame);
    expect(readTable([[1, 2]])).toBeInstanceOf(DenseMatrix);
    expect(readTable([{ a: 1 }])).toBeInstanceOf(Frame);
    for (const input of [null, undefined, 5, "a.csv", { a: [1] }, new Map()])
      expect(errorOf(() => readTable(input as never)).code).toBe("DATA_SHAPE");
    expect(errorOf(() => readTable([[1], { a: 1 }] as never)).code).toBe("DATA_SHAPE");
  });

  it("gives the numeric columns as a matrix", () => {
    const matrix = readMatrix(frame.drop("s", "t"));
    expect(matrix.names).toEqual(["n", "b", "v_0", "v_1"]);
    expect(rowsOf(matrix)).toEqual([
      [1, 1, 1, 2],
      [NaN, NaN, NaN, NaN],
    ]);
    expect(readMatrix(frame, ["v_1", "n"]).names).toEqual(["v_1", "n"]);
    expect(errorOf(() => readMatrix(frame))).toMatchObject({ code: "COLUMN_TYPE", data: { columns: ["s", "t"] } });
    expect(errorOf(() => readMatrix(frame, ["n", "z"])).code).toBe("COLUMN_MISSING");
    expect(errorOf(() => readMatrix(frame, ["s"])).code).toBe("COLUMN_TYPE");
    expect(errorOf(() => readMatrix(frame.select("v").withColumn("v_0", [1, 2])))).toMatchObject({
      code: "COLUMN_DUPLICATE",
      data: { column: "v_0" },
    });
  });

  it("holds a matrix against the columns of the fit", () => {
    const x = Matrix.fromRows([[1, 2]], ["a", "b"]);
    expect(readMatrix(x, ["a", "b"])).toBe(x);
    expect(readMatrix(x, ["x0", "x1"])).toBe(x);
    expect(errorOf(() => readMatrix(x, ["b", "a"])).code).toBe("COLUMN_MISMATCH");
    expect(errorOf(() => readMatrix([[1]], ["a", "b"])).code).toBe("COLUMN_MISMATCH");
    expect(readFrame(x, ["a", "b"]).toRows()).toEqual([{ a: 1, b: 2 }]);
    expect(readFrame(frame, ["s"]).columns).toEqual(["s"]);
  });

  it("splits the target off by its name", () => {
    const { x, y, name } = splitTarget(frame, "s");
    expect([(x as Frame).columns, [...(y as Iterable<unknown>)], name]).toEqual([
      ["n", "b", "v", "t"],
      ["a", "b"],
      "s",
    ]);
    expect(errorOf(() => splitTarget(frame, "z")).code).toBe("TARGET_MISSING");
    expect(errorOf(() => splitTarget([[1]], "z")).code).toBe("TARGET_MISSING");
  });

  it("reads targets and weights", () => {
    expect(readTargetNumbers(Int8Array.of(1, 2), 2)).toEqual(Float64Array.of(1, 2));
    expect(errorOf(() => readTargetNumbers([1, null], 2))).toMatchObject({ code: "TARGET_INVALID", data: { row: 1 } });
    expect(errorOf(() => readTargetNumbers([1, Infinity], 2)).code).toBe("TARGET_INVALID");
    expect(errorOf(() => readTargetNumbers(["1"], 1)).code).toBe("TARGET_INVALID");
    expect(errorOf(() => readTargetNumbers([1], 2)).code).toBe("TARGET_LENGTH");
    expect(errorOf(() => readTargetNumbers(undefined, 2)).code).toBe("TARGET_MISSING");
    expect(readWeights([1, 0], 2)).toEqual(Float64Array.of(1, 0));
    for (const weights of [[1], [1, -1], [1, NaN], [0, 0], [1, Infinity], [1, null]])
      expect(errorOf(() => readWeights(weights, 2)).code).toBe("WEIGHT_INVALID");
  });
});
