/** Small estimators that keep to the contract, one of each sort: what the broken ones of the tests are made from. */
import { checkMatrix, wrongFrom } from "../../src/base/checks.js";
import { defineEstimator } from "../../src/base/define.js";
import { DefinedTransformerModel } from "../../src/base/defined-models.js";
import { FrameTransformerEstimator } from "../../src/base/estimators.js";
import { FrameTransformer } from "../../src/base/models.js";
import type { RowTransform } from "../../src/base/row.js";
import { type ResampledCodes, SamplerEstimator } from "../../src/base/samplers.js";
import type { Cell, FitContext, Label } from "../../src/core/contracts.js";
import { DataError } from "../../src/core/errors.js";
import type { Declaration, Traits } from "../../src/core/estimator.js";
import { type EncodedLabels, sortLabels } from "../../src/core/labels.js";
import {
  boolean,
  choice,
  either,
  type LabelWeights,
  labelWeights,
  list,
  nullable,
  number,
  text,
} from "../../src/core/params.js";
import type { StateReader } from "../../src/core/state.js";
import type { Frame } from "../../src/data/frame.js";
import { readMatrix, type Table } from "../../src/data/input.js";
import { DenseMatrix, type Matrix } from "../../src/data/matrix.js";

interface CentreState {
  readonly width: number;
  readonly mean: Float64Array;
}

/** What a stored state may be read by; the careful way is the sound one. */
export type ParseCentre = (state: StateReader) => CentreState;

const carefully: ParseCentre = (state) => {
  const length = state.number("width", { integer: true, min: 1 });
  return { width: length, mean: state.float64("mean", { length, finite: true }) };
};

/** A transformer of numbers that takes off each column's mean and adds an offset, with options of several types. */
export function centring(traits: Traits, parse: ParseCentre = carefully, learned: (x: Matrix) => object = () => ({})) {
  return defineEstimator({
    kind: "test/Centre",
    task: "transform",
    params: {
      offset: number({ default: 0 }),
      centre: boolean({ default: true }),
      notes: list(text({ default: "" }), { default: [] }),
    },
    traits,
    learn: async (x, _y, { sampleWeight, progress, from }) => {
      if (from !== undefined && !(from instanceof DefinedTransformerModel))
        throw wrongFrom("test/Centre", from, "its own model");
      const { rows, cols, values } = x.toDense();
      const sum = new Float64Array(cols);
      const count = new Float64Array(cols);
      for (let row = 0; row < rows; row++) {
        const weight = sampleWeight?.[row] ?? 1;
        for (let col = 0; col < cols; col++) {
          const value = values[row * cols + col] ?? 0;
          if (Number.isNaN(value)) continue;
          sum[col] = (sum[col] ?? 0) + weight * value;
          count[col] = (count[col] ?? 0) + weight;
        }
        await progress.tick(row + 1, rows);
      }
      const mean = sum.map((total, col) => ((count[col] ?? 0) > 0 ? total / (count[col] ?? 1) : 0));
      return { width: cols, mean, ...learned(x) };
    },
    parse,
    transform: ({ mean }, x) => x.toDense().values.map((value, at) => value - (mean[at % x.cols] ?? Number.NaN)),
  });
}

/** A regressor: a line through the first column. */
export const Line = defineEstimator({
  kind: "test/Line",
  task: "regress",
  params: {},
  traits: { weights: true },
  learn: (x, y, { sampleWeight }) => {
    const { rows, cols, values } = x.toDense();
    const weights = sampleWeight ?? new Float64Array(rows).fill(1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = (of: (row: number) => number) =>
      weights.reduce((sum, weight, row) => sum + weight * of(row), 0) / total;
    const at = (row: number) => values[row * cols] ?? 0;
    const [meanX, meanY] = [mean(at), mean((row) => y[row] ?? 0)];
    const spread = mean((row) => (at(row) - meanX) * (at(row) - meanX));
    const slope = spread > 0 ? mean((row) => (at(row) - meanX) * ((y[row] ?? 0) - meanY)) / spread : 0;
    return { intercept: meanY - slope * meanX, slope };
  },
  parse: (state) => ({ intercept: state.number("intercept"), slope: state.number("slope") }),
  predict: ({ intercept, slope }, x) =>
    Float64Array.from(
      { length: x.rows },
      (_, row) => intercept + slope * (x.toDense().values[row * x.cols] ?? Number.NaN),
    ),
});

interface GroupsOptions {
  classWeight?: "balanced" | LabelWeights | null;
}

/** A classifier: the nearer the mean of a class, and the more weight it has, the more probable it is. */
export const Groups = defineEstimator({
  kind: "test/Groups",
  task: "classify",
  params: {
    classWeight: nullable(
      either(choice(["balanced"], { default: "balanced" }), labelWeights, { default: "balanced" }),
      { default: null },
    ),
  },
  traits: { weights: true },
  learn: (x, { codes, classes }, { sampleWeight, params }) => {
    const { rows, cols, values } = x.toDense();
    const mean = new Float64Array(classes.length * cols);
    const weight = new Float64Array(classes.length);
    const byClass = weightsOfClasses(params.classWeight, codes, classes);
    for (let row = 0; row < rows; row++) {
      const code = codes[row] ?? 0;
      const w = (sampleWeight?.[row] ?? 1) * (byClass[code] ?? 1);
      weight[code] = (weight[code] ?? 0) + w;
      for (let col = 0; col < cols; col++)
        mean[code * cols + col] = (mean[code * cols + col] ?? 0) + w * (values[row * cols + col] ?? 0);
    }
    return { width: classes.length, weight, mean: mean.map((sum, at) => sum / (weight[Math.floor(at / cols)] ?? 1)) };
  },
  parse: (state) => {
    const width = state.number("width", { integer: true, min: 2 });
    const mean = state.float64("mean", { finite: true });
    if (mean.length % width !== 0) state.fail("mean", "one mean a class and column");
    return { width, weight: state.float64("weight", { length: width, finite: true }), mean };
  },
  predictProba: ({ weight, mean }, x) => {
    const k = weight.length;
    if (mean.length !== k * x.cols)
      throw new DataError("DATA_SHAPE", { problem: "Other columns", remedy: "Give the same" });
    const { values } = x.toDense();
    const out = new Float64Array(x.rows * k);
    for (let row = 0; row < x.rows; row++) {
      let total = 0;
      for (let code = 0; code < k; code++) {
        let distance = 1;
        for (let col = 0; col < x.cols; col++) {
          const difference = (values[row * x.cols + col] ?? 0) - (mean[code * x.cols + col] ?? 0);
          distance += difference * difference;
        }
        const score = (weight[code] ?? 0) / distance;
        out[row * k + code] = score;
        total += score;
      }
      for (let code = 0; code < k; code++) out[row * k + code] = (out[row * k + code] ?? 0) / total;
    }
    return out;
  },
});

function weightsOfClasses(given: GroupsOptions["classWeight"], codes: Int32Array, classes: readonly Label[]): number[] {
  if (given === "balanced")
    return classes.map((_, at) => codes.length / (classes.length * codes.filter((code) => code === at).length));
  const pairs = new Map(given ?? []);
  return classes.map((label) => pairs.get(label) ?? 1);
}

/** A transformer of columns of any type: each cell becomes the place of its category, a missing one NaN. */
export class CodesModel extends FrameTransformer<Matrix> {
  static readonly kind = "test/CodesModel";
  static readonly version = 1;
  readonly kind = CodesModel.kind;
  readonly version = CodesModel.version;
  readonly inputNames: readonly string[];
  readonly columns: readonly { readonly name: string; readonly labels: readonly Label[] }[];

  constructor(columns: CodesModel["columns"]) {
    super();
    this.columns = columns;
    this.inputNames = columns.map(({ name }) => name);
  }
  static parse(state: StateReader): CodesModel {
    return new CodesModel(
      state.children("columns").map((column) => ({ name: column.string("name"), labels: column.labels("labels") })),
    );
  }
  toState(): object {
    return { columns: this.columns };
  }
  get outputNames(): readonly string[] {
    return this.inputNames;
  }
  protected apply(x: Frame): Matrix {
    const out = new Float64Array(x.numRows * this.columns.length);
    this.columns.forEach((column, at) => {
      let row = 0;
      for (const cell of x.columnOf(column.name)) out[row++ * this.columns.length + at] = codeOf(column, cell);
    });
    return new DenseMatrix(out, x.numRows, this.columns.length, { names: this.outputNames });
  }
  override rowTransform(): RowTransform {
    return (cells, out, at) => {
      this.columns.forEach((column, i) => {
        out[at + i] = codeOf(column, cells[i] ?? null);
      });
    };
  }
}

function codeOf({ name, labels }: CodesModel["columns"][number], cell: Cell): number {
  if (cell === null || Number.isNaN(cell)) return Number.NaN;
  const code = isLabel(cell) ? labels.indexOf(cell) : -1;
  if (code >= 0) return code;
  const infinite = cell === Number.POSITIVE_INFINITY || cell === Number.NEGATIVE_INFINITY;
  throw new DataError(infinite ? "DATA_NOT_FINITE" : "CATEGORY_UNKNOWN", {
    problem: `Unknown in ${name}`,
    remedy: "Drop the row",
  });
}

function isLabel(cell: Cell): cell is Label {
  return cell !== null && !(cell instanceof Date || cell instanceof Float32Array);
}

const codes: Declaration = { kind: "test/Codes", params: {}, traits: { missing: true }, models: [CodesModel] };

export class Codes extends FrameTransformerEstimator<object, CodesModel> {
  static readonly declaration = codes;
  readonly declaration = codes;
  constructor(options: object = {}) {
    super(codes, options);
  }
  protected learn(x: Frame, { progress }: FitContext): CodesModel {
    progress.check();
    const columns = x.columns.map((name) => {
      const cells = x.columnOf(name).toArray().filter(isLabel);
      if (cells.some((cell) => typeof cell === "number" && !Number.isFinite(cell))) {
        throw new DataError("DATA_NOT_FINITE", { problem: "An infinite number", remedy: "Drop the row" });
      }
      return { name, labels: sortLabels(new Set(cells)) };
    });
    return new CodesModel(columns);
  }
}

const twice: Declaration = { kind: "test/Twice", params: {}, traits: {}, models: [] };

/** A sampler that gives each row twice. */
export class Twice extends SamplerEstimator<object> {
  static readonly declaration = twice;
  readonly declaration = twice;
  constructor(options: object = {}) {
    super(twice, options);
  }
  protected async resample(x: Table, { codes }: EncodedLabels, { progress }: FitContext): Promise<ResampledCodes> {
    const matrix = readMatrix(x);
    checkMatrix(this.kind, twice.traits, matrix);
    const rows = Int32Array.from({ length: 2 * codes.length }, (_, at) => at % codes.length);
    await progress.tick(1, 2);
    await progress.tick(2, 2);
    return { x: x.take(rows), codes: rows.map((row) => codes[row] ?? 0) };
  }
}
