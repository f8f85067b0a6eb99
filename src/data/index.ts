export type { ArrowData, ArrowField, ArrowTable, ArrowType, ArrowVector } from "./arrow/arrow-table.js";
export {
  type ReadArrowBatchesOptions,
  type ReadArrowOptions,
  readArrow,
  readArrowBatches,
} from "./arrow/read-arrow.js";
export { toArrow } from "./arrow/to-arrow.js";
export { type WriteArrowOptions, writeArrow } from "./arrow/write-arrow.js";
export { type AsOfOptions, type AsOfRow, asOf, type TimestampColumnsOf } from "./as-of/as-of.js";
export type { AsOfColumn, AsOfStatistic } from "./as-of/as-of-values.js";
export { concatFrames, type FrameBatches } from "./batches/concat-frames.js";
export { type FramesFromRowsOptions, framesFromRows } from "./batches/frames-from-rows.js";
export type { FrameInput } from "./batches/uniform.js";
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
export { type CsvBatchOptions, readCsvBatches } from "./csv/read-csv-batches.js";
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
export { type DropDuplicatesOptions, dropDuplicates } from "./drop-duplicates.js";
export { Frame } from "./frame.js";
export type { Table, TableInput } from "./input.js";
export type { BatchOptions, ColumnOptions, WorkOptions } from "./io/options.js";
export type { ByteSource, TextSource } from "./io/source.js";
export type { ReadableStore, StoredSource, StoredTarget, WritableStore } from "./io/store.js";
export type { ByteTarget } from "./io/target.js";
export {
  type ReadJsonLinesBatchesOptions,
  type ReadJsonLinesOptions,
  readJsonLines,
  readJsonLinesBatches,
} from "./jsonl/read-json-lines.js";
export { type WriteJsonLinesOptions, writeJsonLines } from "./jsonl/write-json-lines.js";
export { type ColumnKind, CsrMatrix, type CsrParts, DenseMatrix, Matrix, type MatrixOptions } from "./matrix.js";
export {
  type ReadParquetBatchesOptions,
  type ReadParquetOptions,
  readParquet,
  readParquetBatches,
} from "./parquet/read-parquet.js";
export { type WriteParquetOptions, writeParquet } from "./parquet/write-parquet.js";
export type { Fold, RowCount, SplitOptions, Splitter } from "./split/fold.js";
export { GroupKFold, type GroupKFoldOptions, KFold, type KFoldOptions, StratifiedKFold } from "./split/k-fold.js";
export { ShuffleSplit, type ShuffleSplitOptions } from "./split/shuffle-split.js";
export type { RowArray, Splittable } from "./split/take.js";
export { TimeSeriesSplit, type TimeSeriesSplitOptions } from "./split/time-series-split.js";
export { type TrainTestSplit, type TrainTestSplitOptions, trainTestSplit } from "./split/train-test-split.js";
