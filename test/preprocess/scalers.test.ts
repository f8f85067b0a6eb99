/** MaxAbsScaler, RobustScaler, Normalizer and Binarizer beyond scikit-learn's values. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import {
  Binarizer,
  BinarizerModel,
  MaxAbsScaler,
  MaxAbsScalerModel,
  MinMaxScaler,
  Normalizer,
  NormalizerModel,
  RobustScaler,
  RobustScalerModel,
} from "../../src/preprocess/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  type Rows,
  reload,
  sparse,
} from "./support.js";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const table = fc.array(fc.tuple(fc.option(finite, { freq: 4 }), fc.option(finite, { freq: 4 })), {
  minLength: 2,
  maxLength: 40,
});
const frame = frameOf(
  ["a", "b", "flag"],
  [
    [1, 4, true],
    [0.3, 1e9, false],
    [-7, 2, false],
    [0, 0, false],
    [5, 0.1, true],
  ],
);

describe("MaxAbsScaler", () => {
  it("maps into [-1, 1], one end of each column to an end, zeros to zeros", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const model = await new MaxAbsScaler().fit(dense(rows));
        const { values } = model.transform(dense(rows));
        for (let col = 0; col < 2; col++) {
          const known = rows.flatMap((row, at) => (row[col] === null ? [] : [Math.abs(values[2 * at + col] ?? 0)]));
          if ((model.maxAbs[col] ?? 0) > 1e-14) expect(Math.max(...known)).toBe(1);
        }
        expect(model.transform([[0, 0]]).values).toEqual(Float64Array.of(0, 0));
      }),
    );
  });

  it("learns from parts, and from sparse rows, what it learns from all", async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async (rows, cut) => {
        const at = 1 + (cut % (rows.length - 1));
        const all = await new MaxAbsScaler().fit(dense(rows));
        const first = await new MaxAbsScaler().fit(sparse(rows.slice(0, at)));
        const both = await new MaxAbsScaler().fit(dense(rows.slice(at)), undefined, { from: first });
        expect(both.toState()).toEqual(all.toState());
      }),
    );
  });

  it("leaves a column without any value, or of zeros, as it is", async () => {
    const model = await new MaxAbsScaler().fit(
      dense([
        [null, 0],
        [null, 0],
      ]),
    );
    expect([...model.maxAbs, ...model.transform([[7, 8]]).values]).toEqual([0, 0, 7, 8]);
  });
});

describe("RobustScaler", () => {
  it("centres at the median whatever the outliers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(finite, { minLength: 5, maxLength: 60 }), async (column) => {
        const wild = column.map((value) => value * 1e12 + 1e18);
        const tame = await new RobustScaler().fit(column.map((value) => [value]));
        const few = Math.max(0, Math.floor(column.length / 4) - 2);
        const mixed = await new RobustScaler().fit([...column, ...wild.slice(0, few)].map((value) => [value]));
        const sorted = [...column].sort((a, b) => a - b);
        expect(tame.center[0]).toBeGreaterThanOrEqual(sorted[0] ?? 0);
        expect(mixed.center[0]).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
      }),
    );
  });

  it("finds by selection what sorting gives, on columns of many ties", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        async (column, a, b) => {
          const quantileRange = [Math.min(a, b), Math.max(a, b)] as const;
          const model = await new RobustScaler({ quantileRange }).fit(column.map((value) => [value]));
          const sorted = [...column].sort((x, y) => x - y);
          const at = (share: number) => {
            const place = share * (sorted.length - 1);
            const low = sorted[Math.floor(place)] ?? 0;
            return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
          };
          expect(model.center[0]).toBeCloseTo(at(0.5), 10);
          const width = at(quantileRange[1] / 100) - at(quantileRange[0] / 100);
          expect(model.scale[0]).toBeCloseTo(width < 1e-10 ? 1 : width, 9);
        },
      ),
    );
  });

  it("learns the same from sparse and dense rows with missing values", async () => {
    const rows: Rows = [
      [0, 1, null],
      [2, null, 0],
      [0, 0, 0],
      [5, 0, 3],
      [null, 4, 0],
      [-3, 0, 0],
    ];
    const recipe = new RobustScaler({ withCentering: false, quantileRange: [10, 90] });
    const [a, b] = [await recipe.fit(dense(rows)), await recipe.fit(sparse(rows))];
    expect(b.toState()).toEqual(a.toState());
    expectClose(b.inverseTransform(b.transform(sparse(rows))).toDense().values, rows.flat(), 1e-14);
  });

  it("reads more columns than it copies at once", async () => {
    const rows = Array.from({ length: 70 }, (_, row) =>
      Array.from({ length: 19 }, (_, col) => ((row * 31) % 70) * (col + 1)),
    );
    const model = await new RobustScaler().fit(rows);
    expect([...model.center]).toEqual(Array.from({ length: 19 }, (_, col) => 34.5 * (col + 1)));
    expect([...model.scale]).toEqual(Array.from({ length: 19 }, (_, col) => 34.5 * (col + 1)));
  });

  it("gives a normal column unit variance", async () => {
    const column = Array.from({ length: 2001 }, (_, k) => [3 + 10 * Math.tan((k / 2000 - 0.5) * 2)]);
    const plain = await new RobustScaler().fit(column);
    const unit = await new RobustScaler({ unitVariance: true }).fit(column);
    expect((plain.scale[0] ?? 0) / (unit.scale[0] ?? 0)).toBeCloseTo(2 * 0.6744897501960817, 14);
  });

  it("leaves a column without any value as it is", async () => {
    const model = await new RobustScaler().fit(
      dense([
        [null, 1],
        [null, 5],
      ]),
    );
    expect([...model.transform([[7, 3]]).values]).toEqual([7, 0]);
  });
});

describe("Normalizer", () => {
  it("gives every row norm 1, for enormous and tiny values too", async () => {
    const rows = fc.array(fc.tuple(finite, finite, finite), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(1, 1e-300, 1e302), async (drawn, unit) => {
        for (const norm of ["l1", "l2", "max"] as const) {
          const x = Matrix.fromRows(drawn.map((row) => row.map((value) => value * unit)));
          const { values } = (await new Normalizer({ norm }).fit(x)).transform(x);
          for (let row = 0; row < x.rows; row++) {
            const cells = [...values.subarray(3 * row, 3 * row + 3)].map(Math.abs);
            const size = { l1: cells.reduce((a, b) => a + b), l2: Math.hypot(...cells), max: Math.max(...cells) }[norm];
            // Subnormal numbers have few digits to begin with.
            if (x.values.subarray(3 * row, 3 * row + 3).some((value) => Math.abs(value) > 1e-305)) {
              expect(size).toBeCloseTo(1, 12);
            }
          }
        }
      }),
    );
  });

  it("leaves rows of zeros as they are", async () => {
    const model = await new Normalizer().fit([[0, 0]]);
    expect([...model.transform([[0, 0]]).values]).toEqual([0, 0]);
    expect(
      model.transform(
        sparse([
          [0, 0],
          [0, 3],
        ]),
      ).values,
    ).toEqual(Float64Array.of(1));
  });
});

describe("Binarizer", () => {
  it("makes 1 of what is above the threshold alone", async () => {
    const model = await new Binarizer({ threshold: 0.5 }).fit([[1]]);
    expect([...model.transform([[0.5], [0.5000000000000001], [-3], [4]]).values]).toEqual([0, 1, 0, 1]);
  });

  it("reads sparse rows unless their zeros would become 1", async () => {
    expect(new Binarizer().declaration.traits.sparse).toBe(true);
    expect((await errorOf(() => new Binarizer({ threshold: -1 }).fit(sparse([[1, 0]])))).code).toBe("DATA_SPARSE");
  });
});

describe("scalers", () => {
  it.each([
    ["MaxAbsScaler", () => new MaxAbsScaler().fit(frame)],
    ["RobustScaler", () => new RobustScaler().fit(frame)],
    ["Normalizer", () => new Normalizer().fit(frame)],
    ["Normalizer, l1", () => new Normalizer({ norm: "l1" }).fit(frame)],
    ["Binarizer", () => new Binarizer({ threshold: 0.2 }).fit(frame)],
  ] as const)("%s gives one row the bits of the batch", async (_, learn) => {
    expectRowsAsBatch(await learn(), frame);
  });

  it.each([
    ["MaxAbsScaler", (x: DenseMatrix) => new MaxAbsScaler().fit(x)],
    ["RobustScaler", (x: DenseMatrix) => new RobustScaler().fit(x)],
    ["Normalizer", (x: DenseMatrix) => new Normalizer().fit(x)],
    ["Binarizer", (x: DenseMatrix) => new Binarizer().fit(x)],
  ] as const)("%s never writes its input, and names its output as it", async (_, learn) => {
    await expectUntouched(
      Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 11),
      async (shared) => {
        const x = new DenseMatrix(shared, 10, 4, { names: ["__proto__", "b", "c", "d"] });
        const output = (await learn(x)).transform(x);
        expect(output.names).toEqual(["__proto__", "b", "c", "d"]);
      },
    );
  });

  it("survive storage", async () => {
    const x = dense([
      [1, -2],
      [3, 4.5],
      [0, 9],
    ]);
    const maxAbs = await new MaxAbsScaler().fit(x);
    expect(reload(maxAbs, MaxAbsScalerModel).transform(x)).toEqual(maxAbs.transform(x));
    const robust = await new RobustScaler({ withCentering: false }).fit(x);
    const again = reload(robust, RobustScalerModel);
    expect(again.transform(x)).toEqual(robust.transform(x));
    expect(again.traits).toEqual(robust.traits);
    const normalizer = await new Normalizer({ norm: "max" }).fit(x);
    expect(reload(normalizer, NormalizerModel).transform(x)).toEqual(normalizer.transform(x));
    const binarizer = await new Binarizer({ threshold: 2 }).fit(x);
    expect(reload(binarizer, BinarizerModel).transform(x)).toEqual(binarizer.transform(x));
  });

  it.each([
    ["MaxAbsScaler", "maxAbs", Float64Array.of(-1, 1)],
    ["MaxAbsScaler", "scale", Float64Array.of(0, 1)],
    ["MaxAbsScaler", "scale", Float64Array.of(1)],
    ["RobustScaler", "centering", 1],
    ["RobustScaler", "centering", false],
    ["RobustScaler", "center", Float64Array.of(1, Number.NaN)],
    ["RobustScaler", "scale", Float64Array.of(-1, 1)],
    ["Normalizer", "norm", "l3"],
    ["Normalizer", "inputNames", "a"],
    ["Binarizer", "threshold", Number.NaN],
    ["Binarizer", "threshold", "0"],
  ])("%s refuses a stored state with a damaged %s", async (kind, key, value) => {
    const x = [
      [1, 2],
      [3, 4],
    ];
    const damage = (state: Record<string, unknown>) => {
      state[key] = value;
    };
    const reloaded = {
      MaxAbsScaler: async () => reload(await new MaxAbsScaler().fit(x), MaxAbsScalerModel, damage),
      RobustScaler: async () => reload(await new RobustScaler().fit(x), RobustScalerModel, damage),
      Normalizer: async () => reload(await new Normalizer().fit(x), NormalizerModel, damage),
      Binarizer: async () => reload(await new Binarizer().fit(x), BinarizerModel, damage),
    };
    const damaged = new Map(Object.entries(reloaded)).get(kind);
    expect((await errorOf(() => damaged?.())).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["a quantileRange upside down", "PARAM_INVALID", () => new RobustScaler({ quantileRange: [75, 25] })],
    [
      "unit variance between the ends of a normal distribution",
      "PARAM_INVALID",
      () => new RobustScaler({ quantileRange: [0, 100], unitVariance: true }).fit([[1]]),
    ],
    [
      "unit variance by one quantile",
      "PARAM_INVALID",
      () => new RobustScaler({ quantileRange: [50, 50], unitVariance: true }).fit([[1]]),
    ],
    [
      "quantiles of enormous distance",
      "NUMERIC_FAILURE",
      () => new RobustScaler({ quantileRange: [0, 100] }).fit([[1e308], [-1e308]]),
    ],
    ["sparse rows to centre", "DATA_SPARSE", () => new RobustScaler().fit(sparse([[1, 0]]))],
    [
      "sparse rows after centring",
      "DATA_SPARSE",
      async () => (await new RobustScaler().fit([[1, 2]])).inverseTransform(sparse([[1, 0]])),
    ],
    ["missing values to normalise", "DATA_NOT_FINITE", () => new Normalizer().fit(dense([[1, null]]))],
    ["missing values to binarise", "DATA_NOT_FINITE", () => new Binarizer().fit(dense([[1, null]]))],
    [
      "a missing value in later rows",
      "DATA_NOT_FINITE",
      async () => (await new Binarizer().fit([[1]])).transform(dense([[null]])),
    ],
    [
      "a model of another kind",
      "PARAM_INVALID",
      async () => new MaxAbsScaler().fit([[1]], undefined, { from: await new MinMaxScaler().fit([[1]]) }),
    ],
    [
      "a model of other columns",
      "PARAM_INVALID",
      async () => new MaxAbsScaler().fit([{ b: 1 }], undefined, { from: await new MaxAbsScaler().fit([{ a: 1 }]) }),
    ],
    [
      "to go on where medians cannot be merged",
      "NOT_SUPPORTED",
      async () => new RobustScaler().fit([[1]], undefined, { from: await new RobustScaler().fit([[1]]) }),
    ],
  ])("refuse %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
