/** Random frames of every kind of column, with missing values and with names that objects have trouble with. */
import { type Field, Schema } from "@org/mlkit/core";
import {
  type AnyColumn,
  BooleanColumn,
  Frame,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "@org/mlkit/data";
import fc from "fast-check";

const NAMES = ["a", "b", "__proto__", "constructor", "toString", "0", "ü.x", "with space", "null"];

/** One column, of as many rows as the index has. */
type Make = (rows: readonly boolean[]) => fc.Arbitrary<{ column: AnyColumn; field: Omit<Field, "name" | "nullable"> }>;

function cells<T>(rows: readonly boolean[], value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> {
  return fc.tuple(...rows.map((isThere) => (isThere ? value : fc.constant(null))));
}

/** What formats differ in: JSON and CSV have no infinities. */
export interface FrameOptions {
  readonly infinite?: boolean;
  readonly text?: fc.Arbitrary<string>;
}

const time = fc.date({ min: new Date(-1e14), max: new Date(1e14), noInvalidDate: true }).map((date) => date.getTime());

function makers({
  infinite = true,
  text = fc.string({ unit: "grapheme", maxLength: 8 }),
}: FrameOptions): Record<string, Make> {
  const finite = { noNaN: true, noDefaultInfinity: !infinite };
  const number =
    (array: new (values: number[]) => NumberColumn["values"], value: fc.Arbitrary<number>): Make =>
    (rows) =>
      cells(rows, value).map((values) => ({
        column: new NumberColumn(new array(values.map((each) => each ?? Number.NaN))),
        field: { type: "number" },
      }));
  return {
    double: number(Float64Array, fc.double(finite)),
    single: number(Float32Array, fc.float(finite)),
    string: (rows) =>
      cells(rows, text).map((values) => {
        const dictionary = [...new Set(values.filter((value) => value !== null))];
        const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
        return { column: new StringColumn(codes, dictionary), field: { type: "string" } };
      }),
    boolean: (rows) =>
      cells(rows, fc.boolean()).map((values) => ({
        column: new BooleanColumn(Int8Array.from(values, (value) => (value === null ? -1 : Number(value)))),
        field: { type: "boolean" },
      })),
    timestamp: (rows) =>
      cells(rows, time).map((values) => ({
        column: new TimestampColumn(Float64Array.from(values, (value) => value ?? Number.NaN)),
        field: { type: "timestamp" },
      })),
    vector: (rows) =>
      cells(rows, fc.tuple(fc.float(finite), fc.oneof(fc.float(finite), fc.constant(Number.NaN)))).map((values) => ({
        column: new VectorColumn(Float32Array.from(values.flatMap((value) => value ?? [Number.NaN, Number.NaN])), 2),
        field: { type: "vector", size: 2 },
      })),
    set: (rows) =>
      cells(rows, fc.constantFrom(0, 1)).map((values) => ({
        column: new StringColumn(
          Int32Array.from(values, (value) => value ?? -1),
          ["paid", "late"],
        ),
        field: { type: "string", values: ["paid", "late"] },
      })),
    flags: (rows) =>
      cells(rows, fc.constantFrom(1, 5)).map((values) => ({
        column: new NumberColumn(Float64Array.from(values, (value) => value ?? Number.NaN)),
        field: { type: "number", values: [1, 5] },
      })),
    // Integers cannot be missing.
    int32: integers(Int32Array, -(2 ** 31), 2 ** 31 - 1),
    uint32: integers(Uint32Array, 0, 2 ** 32 - 1),
    int16: integers(Int16Array, -(2 ** 15), 2 ** 15 - 1),
    uint8: integers(Uint8Array, 0, 255),
  };
}

function integers(array: new (values: number[]) => NumberColumn["values"], min: number, max: number): Make {
  return (rows) =>
    fc.tuple(...rows.map(() => fc.integer({ min, max }))).map((values) => ({
      column: new NumberColumn(new array(values)),
      field: { type: "number" },
    }));
}

/** A frame of 1 to 5 columns and 0 to 12 rows. */
export function randomFrame(options: FrameOptions = {}): fc.Arbitrary<Frame> {
  const kinds = makers(options);
  const column = fc.record({
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom(...Object.keys(kinds)),
    nullable: fc.boolean(),
  });
  return fc
    .tuple(fc.uniqueArray(column, { minLength: 1, maxLength: 5, selector: ({ name }) => name }), fc.nat({ max: 12 }))
    .chain(([columns, count]) =>
      fc.tuple(
        fc.constant(count),
        ...columns.map(({ name, kind, nullable }) =>
          fc
            .tuple(...Array.from({ length: count }, () => (nullable ? fc.boolean() : fc.constant(true))))
            .chain((rows) => (kinds[kind] as Make)(rows))
            .map(({ column, field }) => ({ column, field: { ...field, name, nullable } })),
        ),
      ),
    )
    .map(([count, ...columns]) => {
      const built = columns as { column: AnyColumn; field: Field }[];
      const schema = new Schema<Record<string, unknown>>(built.map(({ field }) => field));
      return new Frame(
        schema,
        built.map(({ column }) => column),
        count,
      ) as Frame;
    });
}
