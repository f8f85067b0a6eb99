/**
 * Writes Parquet row group by row group.
 */
import { Progress } from "../../core/progress.js";
import { rebatch } from "../batches/rebatch.js";
import { type FrameInput, uniformBatches } from "../batches/uniform.js";
import { invalidOption } from "../csv/options.js";
import { Frame } from "../frame.js";
import { checkKnown, checkRowCount, type WorkOptions } from "../io/options.js";
import { joinBytes } from "../io/source.js";
import { type ByteTarget, isTarget, writeTo } from "../io/target.js";
import { ParquetEncoder } from "./encode.js";
import { loadWriter } from "./packages.js";

/** The options of {@link writeParquet}. */
export interface WriteParquetOptions extends WorkOptions {
  /** How many rows a row group has. Readers take it whole into memory. Default: 100,000. */
  readonly rowGroupSize?: number;
  /** `"snappy"`, or `"none"`. Default: `"snappy"`. */
  readonly compression?: "snappy" | "none";
}

const KNOWN = ["rowGroupSize", "compression", "signal", "onProgress"];
const ROWS = 100_000;

/**
 * Writes a frame, or a stream of batches, as Parquet, into a file, a stream or an object of a store, or as bytes, through
 * [hyparquet-writer](https://github.com/hyparam/hyparquet-writer).
 *
 * A file appears as a whole or not at all. A column is optional where its field may miss values, else required, which is smaller and
 * faster to read. Missing values become nulls; timestamps have milliseconds and UTC; vectors are lists of single floats. In a stream,
 * the first batch decides the types; batches are gathered to row groups.
 *
 * @throws ReadError `FILE_WRITE`; DataError `DATA_EMPTY` for nothing to write; SchemaError `COLUMN_MISMATCH` for batches that do not fit
 * the first; DependencyError `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, MemoryStore, readParquet, writeParquet } from "@org/mlkit";
 *
 * const store = new MemoryStore();
 * await writeParquet(Frame.fromRows([{ city: "Lima", face: [0.5, 1] }, { city: null, face: null }]), { store, key: "faces.parquet" });
 * (await readParquet({ store, key: "faces.parquet" })).row(1); // => { city: null, face: null }
 * ```
 */
export function writeParquet<Row extends object>(
  input: FrameInput<Row>,
  options?: WriteParquetOptions,
): Promise<Uint8Array<ArrayBuffer>>;
export function writeParquet<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget,
  options?: WriteParquetOptions,
): Promise<void>;
export async function writeParquet<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget | WriteParquetOptions = {},
  more: WriteParquetOptions = {},
): Promise<unknown> {
  const chunks = encode(input, isTarget(target) ? more : target);
  return isTarget(target) ? writeTo(target, chunks) : joinBytes(chunks);
}

async function* encode<Row extends object>(
  input: FrameInput<Row>,
  options: WriteParquetOptions,
): AsyncGenerator<Uint8Array> {
  checkKnown("writeParquet", options, KNOWN);
  const rowGroupSize = checkRowCount("writeParquet", "rowGroupSize", options.rowGroupSize, ROWS);
  const { compression = "snappy" } = options;
  if (compression !== "snappy" && compression !== "none")
    throw invalidOption("writeParquet", "compression", compression, "'snappy' or 'none'");
  const progress = new Progress(options);
  progress.check();
  const { ByteWriter, ParquetWriter } = await loadWriter("writeParquet");
  const writer = new ByteWriter();
  const take = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // Begins the buffer anew; how many bytes were written in all, by which parts of the file are found, stays in `offset`.
    writer.index = 0;
    return bytes;
  };
  let open: { readonly encoder: ParquetEncoder; readonly file: InstanceType<typeof ParquetWriter> } | undefined;
  let done = 0;
  for await (const frame of rebatch(uniformBatches(input), rowGroupSize)) {
    open ??= begin(new ParquetEncoder(frame));
    await open.file.write({ columnData: open.encoder.columns(frame), rowGroupSize });
    yield take();
    done += frame.numRows;
    await progress.tick(done, input instanceof Frame ? input.numRows : Number.POSITIVE_INFINITY);
  }
  await open?.file.finish();
  yield take();

  function begin(encoder: ParquetEncoder) {
    const codec = compression === "none" ? "UNCOMPRESSED" : "SNAPPY";
    return { encoder, file: new ParquetWriter({ writer, schema: encoder.schema, codec, createdBy: "@org/mlkit" }) };
  }
}
