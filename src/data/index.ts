export type { ColumnInput } from "./build.js";
export {
  type AnyColumn,
  BooleanColumn,
  Column,
  type NumberArray,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "./columns.js";
export { type CsvOptions, NULL_VALUES } from "./csv/options.js";
export { readCsv } from "./csv/read-csv.js";
export type { CsvSource } from "./csv/source.js";
export { type WriteCsvOptions, writeCsv } from "./csv/write-csv.js";
export {
  type ColumnSummary,
  describe,
  FrameSummary,
  type LabelSummary,
  type NumberSummary,
  type TimestampSummary,
  type VectorSummary,
} from "./describe.js";
export { Frame } from "./frame.js";
export type { Table, TableInput } from "./input.js";
export { type ColumnKind, CsrMatrix, type CsrParts, DenseMatrix, Matrix, type MatrixOptions } from "./matrix.js";
export type { Fold, RowCount, SplitOptions, Splitter } from "./split/fold.js";
export { GroupKFold, type GroupKFoldOptions, KFold, type KFoldOptions, StratifiedKFold } from "./split/k-fold.js";
export { ShuffleSplit, type ShuffleSplitOptions } from "./split/shuffle-split.js";
export type { RowArray, Splittable } from "./split/take.js";
export { TimeSeriesSplit, type TimeSeriesSplitOptions } from "./split/time-series-split.js";
export { type TrainTestSplit, type TrainTestSplitOptions, trainTestSplit } from "./split/train-test-split.js";
