/** What a state may hold comes back bit for bit; what it may not is refused where it stands. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/artifact/inspect.js";
import { createLoader } from "../../src/artifact/loader.js";
import { serialize } from "../../src/artifact/serialize.js";
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { Box, takeApart } from "./box.js";

const { deserialize } = createLoader([Box]);

async function roundTrip(value: unknown): Promise<unknown> {
  return (await deserialize(serialize(new Box(value)), { as: Box })).value;
}

const long = (count: number, text: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => text(i));

const VALUES: readonly [string, unknown][] = [
  ["null", null],
  ["booleans", [true, false]],
  ["numbers", [0, -0, 1.5, -1e308, 5e-324, Number.MAX_SAFE_INTEGER, 1 / 3]],
  ["numbers that JSON lacks", [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ["strings", ["", "a", "\u0000", "é", "🌲", "\\", '"', "\u2028"]],
  ["halves of surrogate pairs", ["\ud800", "\udfff\ud800", "a\ud83d"]],
  ["long lists of strings", long(500, (i) => `column ${i}`)],
  ["long lists of strings of any script", long(100, (i) => (i % 3 === 0 ? "" : `列${i} 🌲`))],
  ["very long lists", long(10_000, (i) => ["a", "é", "列", "🌲", ""][i % 5] ?? "")],
  ["a long list whose strings would make a pair together", [...long(100, String), "\ud83c", "\udf32"]],
  ["long lists with half a surrogate pair", [...long(100, String), "\ud800"]],
  ["a long list with a byte-order mark", ["\ufeffid", ...long(100, String)]],
  ["long lists of other things", long(200, String).map((text, i) => (i === 100 ? 7 : text))],
  ["mixed lists", [1, "1", true, null, [], {}]],
  ["Float64Array", new Float64Array([1, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-320])],
  ["Float32Array", new Float32Array([1.5, Number.NaN])],
  ["Int32Array", new Int32Array([-1, 2147483647])],
  ["Uint32Array", new Uint32Array([4294967295])],
  ["Uint16Array", new Uint16Array([65535])],
  ["Uint8Array", new Uint8Array([0, 255])],
  ["an empty array of numbers", new Float64Array(0)],
  ["a view into a larger buffer", new Float64Array(10).fill(2).subarray(3, 5)],
  ["objects without a prototype", { a: Object.assign(Object.create(null), { b: 1 }) }],
  ["keys of integers", { 10: "a", 9: "b", x: "c" }],
  ["odd keys", { "": 1, ".": 2, "a.b": new Float64Array([1]), a: { b: new Float64Array([2]) } }],
];

describe("a state comes back", () => {
  it.each(VALUES)("%s", async (_, value) => {
    expect(await roundTrip(value)).toStrictEqual(withPlainObjects(value));
  });

  it("with keys as own properties, whatever they are", async () => {
    const back = await roundTrip(JSON.parse('{ "__proto__": { "polluted": true } }'));
    expect(Object.keys(back as object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("with the names that all objects have as data", async () => {
    const text = '{"__proto__":1,"constructor":{"prototype":2},"hasOwnProperty":[],"toString":null}';
    expect(JSON.stringify(await roundTrip(JSON.parse(text)))).toBe(text);
  });

  it("without keys that are undefined", async () => {
    expect(await roundTrip({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
  });

  it("with models in it", async () => {
    const inner = new Box({ deep: [new Box(1), new Float64Array([1])] });
    expect(await roundTrip([inner, { other: new Box(null) }])).toStrictEqual([inner, { other: new Box(null) }]);
  });

  it("whatever JSON can say", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }).filter(hasNoDollar), async (value) => {
        expect(await roundTrip(value)).toStrictEqual(value);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

/** What the reader gives: objects with the usual prototype. */
function withPlainObjects(value: unknown): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
    return value instanceof Float64Array ? new Float64Array(value) : value;
  }
  if (Array.isArray(value)) return value.map(withPlainObjects);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainObjects(item)]));
}

function hasNoDollar(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(
    ([key, item]) => (Array.isArray(value) || !key.startsWith("$")) && hasNoDollar(item),
  );
}

const circular: { self?: unknown } = {};
circular.self = circular;

const REFUSED: readonly [string, unknown, string][] = [
  ["undefined in a list", [undefined], "model.value.0"],
  ["a hole in a list", Object.assign(new Array(3), { 0: 1, 2: 2 }), "model.value.1"],
  ["a Date", { when: new Date(0) }, "model.value.when"],
  ["a Map", { a: [{ b: new Map() }] }, "model.value.a.0.b"],
  ["a function", () => 1, "model.value"],
  ["a symbol", Symbol("x"), "model.value"],
  ["a bigint", 1n, "model.value"],
  ["an instance of a class", new (class Weights {})(), "model.value"],
  ["another typed array", new Int8Array(1), "model.value"],
  ["a DataView", new DataView(new ArrayBuffer(1)), "model.value"],
  ["a key that starts with $", { a: { $tensor: "x" } }, "model.value.a.$tensor"],
  ["an object that holds itself", circular, "model.value.self"],
];

describe("a state is refused", () => {
  it.each(REFUSED)("with %s", (_, value, path) => {
    expect(() => serialize(new Box(value))).toThrow(
      expect.objectContaining({ code: "ARTIFACT_STATE", message: expect.stringContaining(path) }),
    );
  });

  it("when it is too deep to be loaded again, and not a level before", async () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    const last = Array.from({ length: 70 }, (_, i) => i).findLast((levels) => {
      try {
        return serialize(new Box(deep(levels))).length > 0;
      } catch {
        return false;
      }
    });
    expect(last).toBeGreaterThan(55);
    expect(await roundTrip(deep(last ?? 0))).toEqual(deep(last ?? 0));
    expect(() => serialize(new Box(deep(1000)))).toThrow(expect.objectContaining({ code: "ARTIFACT_STATE" }));
    expect(() => serialize(new Box([new Box(deep(56))]))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/ARTIFACT_(STATE|LIMIT)/) }),
    );
  });
});

describe("the bytes", () => {
  it("are the same for the same state, however it was put together", () => {
    const one = new Box({ a: 1, b: new Float64Array([1, 2]), c: { x: 1, y: 2 } });
    const two = new Box({ c: { y: 2, x: 1 }, b: new Float64Array([1, 2]), a: 1 });
    expect(serialize(one)).toEqual(serialize(two));
  });

  it("are the same after a round trip", async () => {
    for (const [, value] of VALUES) {
      const bytes = serialize(new Box(value));
      expect(serialize(await deserialize(bytes))).toEqual(bytes);
    }
  });

  it("have equal arrays once, by content as by identity", async () => {
    const names = long(100, String);
    const array = new Float64Array(1000).fill(1);
    const once = [array, array, new Float64Array(array), [names, [...names], { again: names }]];
    const { tensors } = await inspect(serialize(new Box(once)));
    expect(tensors.map(({ name }) => name)).toEqual([
      "model.value.0",
      "model.value.3.0.offsets",
      "model.value.3.0.bytes",
    ]);
    const [first, second, third] = (await roundTrip(once)) as unknown[];
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  it("have one NaN, whatever bits it has in memory", async () => {
    const odd64 = new Float64Array(new Uint32Array([1, 0xfff80000, 0, 0x3ff00000]).buffer);
    const odd32 = new Float32Array(new Uint32Array([0xffc00001, 0x3f800000]).buffer);
    const odd = new Box([odd64, new Float64Array([Number.NaN, 1]), odd32, new Float32Array([Number.NaN, 1])]);
    const usual = new Box([Float64Array.of(Number.NaN, 1), Float32Array.of(Number.NaN, 1)]);
    const dataOf = (model: Box): Uint8Array => takeApart(serialize(model)).data;
    expect([...dataOf(odd)]).toEqual([...dataOf(usual)]);
    expect([...new Uint32Array(dataOf(odd).slice().buffer)]).toEqual([
      0, 0x7ff80000, 0, 0x3ff00000, 0x7fc00000, 0x3f800000,
    ]);
    expect(new Uint32Array(odd64.buffer)[0]).toBe(1);
  });

  it("keep arrays apart that only look alike", async () => {
    const value = [
      new Float64Array([0]),
      new Float64Array([-0]),
      new Uint8Array(8),
      new Uint32Array(2),
      new Float32Array(2),
    ];
    const back = (await roundTrip(value)) as Float64Array[];
    expect(back).toStrictEqual(value);
    expect(Object.is(back[1]?.[0], -0)).toBe(true);
  });

  it("have arrays by size of element and then by name, aligned and without holes", async () => {
    const value = {
      a: new Uint8Array(3),
      b: new Float64Array(1),
      c: new Uint16Array(1),
      d: new Float32Array(1),
      e: new Int32Array(1),
      f: new Float64Array(0),
    };
    const { tensors } = await inspect(serialize(new Box(value)));
    expect(tensors.map(({ name, offsets }) => [name.at(-1), ...offsets])).toEqual([
      ["b", 0, 8],
      ["f", 8, 8],
      ["d", 8, 12],
      ["e", 12, 16],
      ["c", 16, 18],
      ["a", 18, 21],
    ]);
  });

  it("can be read by eye", () => {
    const { header } = takeApart(serialize(new Box({ stages: [{ coef: new Float64Array([1]) }] })));
    expect(header.replace(LIBRARY_VERSION, "VERSION")).toBe(
      '{"__metadata__":{"format":"mlkit","mlkit":"{\\"format\\":1,\\"library\\":\\"VERSION\\",\\"model\\":{\\"kind\\":\\"test/Box\\",\\"version\\":2,' +
        '\\"state\\":{\\"value\\":{\\"stages\\":[{\\"coef\\":{\\"$tensor\\":\\"model.value.stages.0.coef\\"}}]}}}}"},' +
        '"model.value.stages.0.coef":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}',
    );
  });
});
