import { fromStandardSchema, type Infer, type Schema, type StandardSchemaV1, schema } from "@org/mlkit/core";
import { Frame, readCsv } from "@org/mlkit/data";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { errorOf, rejection } from "../data/errors.js";

const Loan = z.object({
  age: z.number().min(18),
  count: z.int(),
  income: z.number().nullable(),
  city: z.string().optional(),
  note: z.string().nullish(),
  ownCar: z.boolean(),
  status: z.enum(["paid", "late"]),
  grade: z.literal([1, 2]).nullable(),
  size: z.union([z.literal("s"), z.literal("m")]),
  since: z.date().optional(),
  face: z.array(z.number()).length(2),
  pair: z.tuple([z.number(), z.int()]).nullable(),
  day: z.iso.date(),
});
const row = {
  age: 31,
  count: 2,
  income: null,
  city: null,
  note: null,
  ownCar: true,
  status: "paid" as const,
  grade: 2 as const,
  size: "s" as const,
  since: new Date(0),
  face: Float32Array.of(0.5, 1),
  pair: null,
  day: "2020-01-01",
};

describe("a Zod schema", () => {
  const Fields = schema(Loan);

  it("gives the columns", () => {
    expect(Fields.fields).toEqual([
      { name: "age", type: "number", nullable: false },
      { name: "count", type: "number", nullable: false },
      { name: "income", type: "number", nullable: true },
      { name: "city", type: "string", nullable: true },
      { name: "note", type: "string", nullable: true },
      { name: "ownCar", type: "boolean", nullable: false },
      { name: "status", type: "string", nullable: false, values: ["paid", "late"] },
      { name: "grade", type: "number", nullable: true, values: [1, 2] },
      { name: "size", type: "string", nullable: false, values: ["s", "m"] },
      { name: "since", type: "timestamp", nullable: true },
      { name: "face", type: "vector", nullable: false, size: 2 },
      { name: "pair", type: "vector", nullable: true, size: 2 },
      { name: "day", type: "string", nullable: false },
    ]);
    expect(fromStandardSchema(Loan).fields).toEqual(Fields.fields);
  });

  it("gives the row type", () => {
    expectTypeOf<Infer<typeof Fields>>().toEqualTypeOf<{
      age: number;
      count: number;
      income: number | null;
      city: string | null;
      note: string | null;
      ownCar: boolean;
      status: "paid" | "late";
      grade: 1 | 2 | null;
      size: "s" | "m";
      since: Date | null;
      face: Float32Array;
      pair: Float32Array | null;
      day: string;
    }>();
    const Coerced = schema(z.object({ a: z.coerce.number() }));
    expectTypeOf(Coerced).toEqualTypeOf<Schema<{ a: number }>>();
  });

  it("checks rows by its own rules, and does not change them", () => {
    const frame = Frame.fromRows([row] as never[], { schema: Fields });
    expect(frame.row(0)).toEqual(row);
    const error = errorOf(() => Frame.fromRows([row, { ...row, age: 17 }] as never[], { schema: Fields }));
    expect(error).toMatchObject({ code: "CELL_TYPE", data: { row: 1, column: "age" } });
    expect(error.message).toContain("given: 17");
    expect(errorOf(() => Frame.fromRows([{ ...row, day: "1 Jan" }] as never[], { schema: Fields })).data).toMatchObject(
      { column: "day" },
    );
    const Whole = schema(
      z.object({ from: z.number(), to: z.number() }).refine(({ from, to }) => from <= to, "from is after to"),
    );
    expect(errorOf(() => Frame.fromRows([{ from: 2, to: 1 }], { schema: Whole })).message).toContain(
      "from is after to",
    );
    const Kept = schema(z.object({ a: z.number().default(3), b: z.coerce.number() }));
    expect(Frame.fromRows([{ a: null, b: 1 }], { schema: Kept }).toRows()).toEqual([{ a: null, b: 1 }]);
  });

  it("reads CSV, with the line of a row that it refuses", async () => {
    const Small = schema(
      z.strictObject({ age: z.number().min(18), name: z.string().min(2).optional(), status: z.enum(["paid", "late"]) }),
    );
    const frame = await readCsv({ text: "age,name,status\n18,,paid\n20,Ann,late\n" }, { schema: Small });
    expect(frame.toRows()).toEqual([
      { age: 18, name: null, status: "paid" },
      { age: 20, name: "Ann", status: "late" },
    ]);
    const error = await rejection(
      readCsv({ text: 'age,name,status\n18,"An\nn",paid\n\n20,A,late\n' }, { schema: Small }),
    );
    expect(error).toMatchObject({ code: "CELL_TYPE", data: { line: 5, row: 1, column: "name" } });
    expect(error.message).toContain("Line 5");
    expect((await rejection(readCsv({ text: "age,name,status\nx,,paid\n" }, { schema: Small }))).code).toBe("CSV_CELL");
  });

  it("may have references, and columns of odd names", () => {
    const Status = z.enum(["a", "b"]).meta({ id: "Status" });
    expect(schema(z.object({ x: Status, y: Status.nullable() })).fields).toEqual([
      { name: "x", type: "string", nullable: false, values: ["a", "b"] },
      { name: "y", type: "string", nullable: true, values: ["a", "b"] },
    ]);
    const Odd = schema(z.object({ constructor: z.number(), toString: z.number().optional() }));
    expect(Frame.fromRows([{ constructor: 1 } as never], { schema: Odd }).row(0)).toEqual({
      constructor: 1,
      toString: null,
    });
  });

  const unsupported: readonly (readonly [string, z.ZodType])[] = [
    ["nested objects", z.object({ a: z.object({ b: z.number() }) })],
    ["lists of any length", z.object({ a: z.array(z.number()) })],
    ["lists of texts", z.object({ a: z.array(z.string()).length(2) })],
    ["unions of types", z.object({ a: z.union([z.string(), z.number()]) })],
    ["anything", z.object({ a: z.any() })],
    ["big integers", z.object({ a: z.bigint() })],
    ["null alone", z.object({ a: z.null() })],
  ];
  it.each(unsupported)("with %s is refused", (_, type) => {
    expect(errorOf(() => fromStandardSchema(type))).toMatchObject({
      code: "SCHEMA_UNSUPPORTED",
      data: { column: "a", vendor: "zod" },
    });
  });

  it("that is no object, or checks asynchronously, is refused", () => {
    expect(errorOf(() => fromStandardSchema(z.number())).code).toBe("SCHEMA_UNSUPPORTED");
    const Slow = schema(z.object({ a: z.number().refine(async () => true) }));
    expect(errorOf(() => Frame.fromRows([{ a: 1 }], { schema: Slow })).code).toBe("SCHEMA_UNSUPPORTED");
  });
});

describe("a schema of another library", () => {
  const made = (
    jsonSchema: unknown,
    validate: StandardSchemaV1["~standard"]["validate"] = (value) => ({ value }),
  ): StandardSchemaV1<{ a: number }> => ({
    "~standard": { version: 1, vendor: "acme", validate, ...(jsonSchema === undefined ? {} : { jsonSchema }) },
  });

  it("needs JSON Schema", () => {
    const error = errorOf(() => schema(made(undefined)));
    expect(error).toMatchObject({ code: "SCHEMA_UNSUPPORTED", data: { vendor: "acme" } });
    expect(error.remedy).toContain("schema({");
    const cause = new Error("no such target");
    const failing = made({
      input: () => {
        throw cause;
      },
    });
    expect(errorOf(() => schema(failing))).toMatchObject({ code: "SCHEMA_UNSUPPORTED", cause });
  });

  it("may be a function, and be refused in ways of its own", () => {
    const json = {
      type: "object",
      properties: { a: { type: ["number", "null"] }, b: { oneOf: [{ const: 1 }, { const: null }] } },
      required: ["a"],
    };
    const callable = Object.assign(
      () => undefined,
      made({ input: () => json }, () => ({ issues: [{ message: "no", path: [{ key: "a" }] }] })),
    );
    const Rows = schema(callable);
    expect(Rows.fields).toEqual([
      { name: "a", type: "number", nullable: true },
      { name: "b", type: "number", nullable: true, values: [1] },
    ]);
    expect(Rows.check?.({ a: 1 })).toEqual([{ message: "no", column: "a" }]);
  });

  it.each([
    { $ref: "#" },
    { $ref: "#/$defs/a" },
    { allOf: [{ type: "number" }, {}] },
    { enum: [] },
    { enum: [1, "1"] },
    { type: "array", minItems: 2, maxItems: 3, items: { type: "number" } },
    true,
  ])("with a property %j is refused", (a) => {
    const json = { type: "object", properties: { a }, $defs: { a: { $ref: "#/$defs/a" } } };
    expect(errorOf(() => schema(made({ input: () => json }))).code).toBe("SCHEMA_UNSUPPORTED");
  });
});
