/**
 * Opens a Parquet file: its schema, its row groups, and the raw chunks of its columns.
 */
import type { AsyncBuffer, DecodedArray, FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import { MlkitError, ReadError } from "../../core/errors.js";
import { columnMissing } from "../../core/schema.js";
import { openRandomAccess, type RandomAccess } from "../io/random-access.js";
import type { ByteSource } from "../io/source.js";
import { type ColumnPlan, isList, planColumn } from "./column-plan.js";
import { loadReader } from "./packages.js";

type Reader = Awaited<ReturnType<typeof loadReader>>;

/** How much of a file's end is read at first; most footers are smaller. */
const FOOTER = 1 << 16;

/** Rows that are stored together. */
export interface RowGroup {
  readonly firstRow: number;
  readonly rows: number;
}

/** An opened file. Whoever opens it closes it. */
export class ParquetFile {
  readonly numRows: number;
  /** The row groups that have rows. */
  readonly groups: readonly RowGroup[];
  readonly #columns: ReadonlyMap<string, SchemaTree>;
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #reader: Reader;
  readonly #source: RandomAccess;

  /** @throws ReadError `FILE_READ`, `PARQUET_INVALID`; DependencyError `DEPENDENCY_MISSING`. */
  static async open(source: ByteSource, user: string): Promise<ParquetFile> {
    const reader = await loadReader(user);
    const opened = await openRandomAccess(source, user);
    const file: AsyncBuffer = {
      byteLength: opened.size,
      slice: async (start, end = opened.size) => (await opened.read(start, end)).buffer,
    };
    try {
      // The marks of GeoParquet would only turn its bytes into objects.
      const options = { geoparquet: false, initialFetchSize: FOOTER };
      const metadata = await reader.hyparquet.parquetMetadataAsync(file, options);
      return new ParquetFile(opened, file, metadata, reader);
    } catch (error) {
      await opened.close();
      throw asReadError(opened.name, error);
    }
  }

  private constructor(source: RandomAccess, file: AsyncBuffer, metadata: FileMetaData, reader: Reader) {
    this.#source = source;
    this.#file = file;
    this.#reader = reader;
    const tree = reader.hyparquet.parquetSchema(metadata);
    this.#columns = new Map(tree.children.map((child) => [child.element.name, child]));
    this.#metadata = { ...metadata, schema: metadata.schema.map(withoutTypes) };
    let firstRow = 0;
    this.groups = metadata.row_groups.flatMap(({ num_rows }) => {
      const rows = Number(num_rows);
      firstRow += rows;
      return rows === 0 ? [] : [{ firstRow: firstRow - rows, rows }];
    });
    this.numRows = firstRow;
  }

  /** @throws SchemaError `COLUMN_MISSING`, `COLUMN_TYPE`. */
  plan(wanted: readonly string[] = [...this.#columns.keys()]): ColumnPlan[] {
    return wanted.map((name) => {
      const tree = this.#columns.get(name);
      if (tree === undefined) throw columnMissing(name, [...this.#columns.keys()]);
      return planColumn(tree);
    });
  }

  /**
   * The stored values of one column in one row group, in as many arrays as there are pages; texts as the codes that `codeOf` gives.
   *
   * @throws ReadError `FILE_READ`, `PARQUET_INVALID`.
   */
  async read(
    { name, encoding }: ColumnPlan,
    group: RowGroup,
    codeOf: (bytes: Uint8Array) => number,
  ): Promise<DecodedArray[]> {
    const chunks: DecodedArray[] = [];
    const { hyparquet, compressors } = this.#reader;
    try {
      await hyparquet.parquetRead({
        file: this.#file,
        metadata: this.#metadata,
        columns: [name],
        rowStart: group.firstRow,
        rowEnd: group.firstRow + group.rows,
        compressors,
        geoparquet: false,
        utf8: encoding.as === "text",
        // Called once for each entry of a dictionary, not for each row.
        parsers: { stringFromBytes: (bytes) => bytes && codeOf(bytes), timestampFromNanoseconds: (nanos) => nanos },
        onChunk: ({ columnData }) => chunks.push(columnData),
      });
    } catch (error) {
      throw asReadError(this.#source.name, error);
    }
    const rows = chunks.reduce((sum, { length }) => sum + length, 0);
    if (rows !== group.rows) {
      const cause = new Error(`column '${name}' has ${rows} values in a row group of ${group.rows} rows`);
      throw asReadError(this.#source.name, cause);
    }
    return chunks;
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

/**
 * A schema without the types that hyparquet would turn into objects value by value: it gives the numbers and bytes as they are stored, and
 * what they mean is read from the plan. Lists keep their mark, by which they are put together.
 */
function withoutTypes(element: SchemaElement): SchemaElement {
  const { converted_type: _, logical_type: __, ...stored } = element;
  return isList(element) ? { ...stored, converted_type: "LIST" } : stored;
}

function asReadError(name: string, error: unknown): MlkitError {
  if (error instanceof MlkitError) return error;
  return new ReadError("PARQUET_INVALID", {
    problem: `${name === "" ? "The source" : name} cannot be read as Parquet`,
    ...(error instanceof Error ? { given: error.message } : {}),
    expected: "a Parquet file, whole and not encrypted",
    remedy: "Check that it is Parquet and not cut off; Arrow files go through readArrow",
    data: name === "" ? {} : { path: name },
    cause: error,
  });
}
