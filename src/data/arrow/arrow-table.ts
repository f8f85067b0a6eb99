/**
 * Arrow tables as far as they are read here: by their shape, so that tables of any copy and version of apache-arrow will do and
 * the package itself is not needed.
 */

/** A table or a record batch of [apache-arrow](https://www.npmjs.com/package/apache-arrow). */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly ArrowField[] };
  getChildAt(index: number): ArrowVector | null;
}

/** The name and type of a column of an {@link ArrowTable}. */
export interface ArrowField {
  readonly name: string;
  readonly nullable: boolean;
  readonly type: ArrowType;
}

/** The type of a column: a number that says which, and a way to show it. Further properties depend on the type. */
export interface ArrowType {
  readonly typeId: number;
  toString(): string;
}

/** A column: one or more chunks, one after the other. */
export interface ArrowVector {
  readonly data: readonly ArrowData[];
}

/** A chunk of a column: Arrow's buffers. Which there are depends on the type. */
export interface ArrowData {
  readonly type: ArrowType;
  readonly length: number;
  /** Where the chunk begins in its bitmaps. The other buffers begin with it. */
  readonly offset: number;
  readonly nullCount: number;
  readonly nullBitmap: unknown;
  readonly values: unknown;
  readonly valueOffsets: unknown;
  readonly variadicBuffers?: readonly Uint8Array[];
  readonly children: readonly ArrowData[];
  readonly dictionary?: ArrowVector | undefined;
}

/** The numbers of Arrow's types. */
export const arrowType = {
  dictionary: -1,
  none: 1,
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  timestamp: 10,
  list: 12,
  fixedSizeList: 16,
  largeUtf8: 20,
  largeList: 21,
  utf8View: 24,
} as const;

/** A property that some types have, such as the unit of a timestamp. */
export function typeProperty(type: ArrowType, name: string): unknown {
  return Reflect.get(type, name);
}

/** Whether something has the shape of an Arrow table. */
export function isArrowTable(value: unknown): value is ArrowTable {
  if (typeof value !== "object" || value === null) return false;
  if (!("numRows" in value && "schema" in value && "getChildAt" in value)) return false;
  const { schema } = value;
  const fields = typeof schema === "object" && schema !== null && "fields" in schema ? schema.fields : undefined;
  return typeof value.getChildAt === "function" && typeof value.numRows === "number" && Array.isArray(fields);
}
