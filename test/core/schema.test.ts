import { fromStandardSchema, type Infer, Schema, schema } from "@org/mlkit/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { checkCell, parseSchema } from "../../src/core/schema.js";
import { errorOf } from "../data/errors.js";

const All = schema({
  n: "number",
  nn: "number?",
  b: "boolean",
  bn: "boolean?",
  s: "string",
  sn: "string?",
  t: "timestamp",
  tn: "timestamp?",
  v: "vector(3)",
  vn: "vector(3)?",
  words: ["x", "y"],
  wordsOrNot: ["x", null],
  digits: [1, 2],
  flag: [true],
});

describe("schema", () => {
  it("gives the row type", () => {
    expectTypeOf<Infer<typeof All>>().toEqualTypeOf<{
      n: number;
      nn: number | null;
      b: boolean;
      bn: boolean | null;
      s: string;
      sn: string | null;
      t: Date;
      tn: Date | null;
      v: Float32Array;
      vn: Float32Array | null;
      words: "x" | "y";
      wordsOrNot: "x" | null;
      digits: 1 | 2;
      flag: true;
    }>();
    expectTypeOf(All.pick("n", "s")).toEqualTypeOf<Schema<{ n: number; s: string }>>();
    expectTypeOf<Infer<ReturnType<typeof All.omit<"n">>>>().toEqualTypeOf<Omit<Infer<typeof All>, "n">>();
  });

  it("gives the fields", () => {
    expect(All.names).toHaveLength(14);
    expect(All.field("vn")).toEqual({ name: "vn", type: "vector", nullable: true, size: 3 });
    expect(All.field("wordsOrNot")).toEqual({ name: "wordsOrNot", type: "string", nullable: true, values: ["x"] });
    expect(All.field("digits")).toEqual({ name: "digits", type: "number", nullable: false, values: [1, 2] });
    expect(All.field("flag").type).toBe("boolean");
    expect(All.pick("s", "n").names).toEqual(["s", "n"]);
    expect(All.omit("n", "words").names).not.toContain("n");
    expect(errorOf(() => All.field("word"))).toMatchObject({ code: "COLUMN_MISSING", data: { column: "word" } });
    expect(errorOf(() => All.field("word")).remedy).toContain("'words'");
    expect(() => (All.fields as unknown[]).push(1)).toThrow(TypeError);
  });

  const wrong = [
    "numbr",
    "",
    "number??",
    "vector",
    "vector(0)",
    "vector(-1)",
    "vector(1.5)",
    "vector(9999999)",
    "Number",
    null,
    5,
    {},
    [],
    [null],
    ["a", 1],
    ["a", "a"],
    [Number.NaN],
    [Infinity],
    [new Date(0)],
    [["a"]],
  ];
  it.each(wrong)("refuses %j as a type", (spec) => {
    expect(errorOf(() => schema({ a: spec } as never))).toMatchObject({
      code: "SCHEMA_INVALID",
      data: { column: "a" },
    });
  });

  it.each(["__proto__", "constructor", "toString"])("takes a column named %s", (name) => {
    const Odd = schema(Object.fromEntries([[name, "number" as const]]));
    expect([Odd.names, Odd.has(name), schema({}).has(name)]).toEqual([[name], true, false]);
    expect(parseSchema(JSON.parse(JSON.stringify(Odd))).names).toEqual([name]);
    expect(errorOf(() => schema({}).field(name)).code).toBe("COLUMN_MISSING");
  });

  it("refuses a name twice", () => {
    const field = { name: "a", type: "number", nullable: false } as const;
    expect(errorOf(() => new Schema([field, field]))).toMatchObject({
      code: "COLUMN_DUPLICATE",
      data: { column: "a" },
    });
  });

  it("comes back from JSON", () => {
    expect(parseSchema(JSON.parse(JSON.stringify(All))).fields).toEqual(All.fields);
  });

  const broken: readonly unknown[] = [
    null,
    {},
    "number",
    [null],
    [1],
    [{}],
    [{ name: "a", type: "number" }],
    [{ name: 1, type: "number", nullable: true }],
    [{ name: "a", type: "date", nullable: true }],
    [{ name: "a", type: "vector", nullable: true }],
    [{ name: "a", type: "vector", nullable: true, size: 0 }],
    [{ name: "a", type: "string", nullable: true, values: "x" }],
    [{ name: "a", type: "string", nullable: true, values: [] }],
    [{ name: "a", type: "string", nullable: true, values: ["x", 1] }],
  ];
  it.each(broken.map((json) => [JSON.stringify(json), json]))("refuses the JSON %s", (_, json) => {
    expect(errorOf(() => parseSchema(json)).code).toBe("SCHEMA_INVALID");
  });
});

describe("a cell", () => {
  const check = (name: string, value: unknown) => checkCell(All.field(name), value, 7);

  it("fits, and what is missing becomes null", () => {
    expect(check("n", 0)).toBe(0);
    expect(check("v", [1, 2, 3])).toEqual(Float32Array.of(1, 2, 3));
    expect(check("v", Float64Array.of(1, 2, Number.NaN))).toEqual(Float32Array.of(1, 2, Number.NaN));
    for (const missing of [null, undefined, Number.NaN]) expect(check("nn", missing)).toBeNull();
    expect(check("vn", [NaN, NaN, NaN])).toBeNull();
  });

  it.each([
    ["n", "1"],
    ["n", true],
    ["b", 1],
    ["s", 1],
    ["t", 0],
    ["t", "2020-01-01"],
    ["v", [1, 2]],
    ["v", ["1", "2", "3"]],
    ["words", "z"],
    ["digits", "1"],
    ["digits", 3],
    ["flag", false],
  ])("that does not fit is refused: %s %j", (name, value) => {
    expect(errorOf(() => check(name, value))).toMatchObject({ code: "CELL_TYPE", data: { row: 7, column: name } });
  });

  it.each([
    ["n", null],
    ["n", Number.NaN],
    ["s", undefined],
    ["words", null],
    ["v", [NaN, NaN, NaN]],
  ])("that is missing where none may be is refused: %s %j", (name, value) => {
    expect(errorOf(() => check(name, value)).code).toBe("CELL_MISSING");
  });
});

it("a column may be named as a Standard Schema marks itself, and what is none is refused as one", () => {
  expect(schema({ "~standard": "number" }).names).toEqual(["~standard"]);
  for (const none of [null, undefined, 5, {}, { "~standard": {} }]) {
    expect(errorOf(() => fromStandardSchema(none as never)).code).toBe("SCHEMA_UNSUPPORTED");
  }
});
