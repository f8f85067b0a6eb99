/** What a caller can ask of loading: kinds, functions, types, digests, limits, examples. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { inspect } from "../../src/artifact/inspect.js";
import { createLoader } from "../../src/artifact/loader.js";
import { save } from "../../src/artifact/save.js";
import { serialize } from "../../src/artifact/serialize.js";
import { MemoryStore } from "../../src/artifact/stores/memory.js";
import type { ArtifactStore } from "../../src/artifact/stores/store.js";
import type { Model } from "../../src/core/contracts.js";
import { expectation } from "../../src/core/expectation.js";
import { schema } from "../../src/core/schema.js";
import type { StateReader } from "../../src/core/state.js";
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { StandardScalerModel } from "../../src/preprocess/standard-scaler-model.js";
import { Box, setAt, withDocument } from "./box.js";

const { deserialize, load } = createLoader([StandardScalerModel, Box]);
const coded = (code: string, text = ""): object =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

/** A kind of a user's own. */
class Doubler implements Model {
  static readonly kind: string = "acme/Doubler";
  static readonly version = 3;
  readonly kind = "acme/Doubler";
  readonly version = 3;
  constructor(
    readonly name: string,
    readonly call: (x: number) => number,
    readonly readFrom: number,
  ) {}
  static parse(state: StateReader): Doubler {
    const name = state.version < 3 ? "double" : state.string("name");
    return new Doubler(name, state.fn<(x: number) => number>(name), state.version);
  }
  toState(): object {
    return { name: this.name };
  }
}
const doubler = new Doubler("double", (x) => 2 * x, 3);
const functions = { double: (x: number) => 2 * x };

describe("kinds", () => {
  it("of one's own are passed", async () => {
    const again = await deserialize(serialize(doubler), { kinds: [Doubler], functions, as: Doubler });
    expect(again.call(21)).toBe(42);
    expectTypeOf(again).toEqualTypeOf<Doubler>();
  });

  it("that are not passed are named with the remedy, wherever they are", async () => {
    await expect(deserialize(serialize(doubler))).rejects.toThrow(coded("KIND_UNKNOWN", "kinds: [MyModel]"));
    await expect(deserialize(serialize(new Box([{ a: doubler }])))).rejects.toThrow(
      coded("KIND_UNKNOWN", "model.value.0.a"),
    );
  });

  it("need a namespace", async () => {
    class Plain extends Doubler {
      static override readonly kind = "Plain";
    }
    await expect(deserialize(serialize(doubler), { kinds: [Plain] })).rejects.toThrow(
      coded("PARAM_INVALID", "namespace"),
    );
  });

  it("may not have the name of another, but may be passed twice", async () => {
    class Other extends Doubler {}
    class Impostor extends Box {
      static override readonly kind: string = "test/Box";
    }
    const bytes = serialize(doubler);
    await expect(deserialize(bytes, { kinds: [Doubler, Other], functions })).rejects.toThrow(coded("KIND_DUPLICATE"));
    await expect(deserialize(bytes, { kinds: [Impostor], functions })).rejects.toThrow(coded("KIND_DUPLICATE"));
    expect(() => createLoader([Box, Impostor])).toThrow(coded("KIND_DUPLICATE"));
    expect(await deserialize(bytes, { kinds: [Doubler, Doubler, StandardScalerModel], functions })).toBeInstanceOf(
      Doubler,
    );
  });

  it("read the states of their older versions", async () => {
    const old = withDocument(
      serialize(doubler),
      (document) => void Object.assign(document.model, { version: 1, state: {} }),
    );
    expect(await deserialize(old, { kinds: [Doubler], functions })).toMatchObject({ readFrom: 1, name: "double" });
  });

  it("that throw something else fail with a code, and the cause", async () => {
    const broken = { kind: "acme/Doubler", version: 3, parse: (): Doubler => JSON.parse("{") };
    const error = await deserialize(serialize(doubler), { kinds: [broken] }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "ARTIFACT_STATE", cause: expect.any(SyntaxError) });
  });
});

describe("functions", () => {
  it("that are not passed are named with the remedy", async () => {
    const bytes = serialize(new Box([doubler]));
    for (const given of [undefined, {}, { other: functions.double }]) {
      const options = given === undefined ? {} : { functions: given };
      await expect(deserialize(bytes, { kinds: [Doubler], ...options })).rejects.toThrow(
        coded("FUNCTION_UNKNOWN", 'functions: { "double"'),
      );
    }
  });

  it("are not found among what all objects have", async () => {
    const bytes = serialize(new Doubler("constructor", (x) => x, 3));
    await expect(deserialize(bytes, { kinds: [Doubler], functions })).rejects.toThrow(coded("FUNCTION_UNKNOWN"));
  });

  it("have to be functions", async () => {
    const wrong = { double: "x => 2 * x" } as unknown as typeof functions;
    await expect(deserialize(serialize(doubler), { kinds: [Doubler], functions: wrong })).rejects.toThrow(
      coded("PARAM_INVALID", "double"),
    );
  });
});

describe("as", () => {
  const scaler = new StandardScaler().fit([[1], [3]]);

  it("takes the recipe or the class of the model, and types what is loaded", async () => {
    const store = new MemoryStore();
    await save(await scaler, store, "scaler");
    const byRecipe = await load(store, "scaler", { as: new StandardScaler() });
    const byClass = await load(store, "scaler", { as: StandardScalerModel });
    const asModel = await load(store, "scaler");
    expectTypeOf(byRecipe).toEqualTypeOf<StandardScalerModel>();
    expectTypeOf(byClass).toEqualTypeOf<StandardScalerModel>();
    expectTypeOf(asModel).toEqualTypeOf<Model>();
    expect([...byRecipe.mean, ...byClass.mean]).toEqual([2, 2]);
  });

  it("refuses another model", async () => {
    const bytes = serialize(new Box(1));
    await expect(deserialize(bytes, { as: new StandardScaler() })).rejects.toThrow(coded("ARTIFACT_TYPE"));
    await expect(deserialize(bytes, { as: StandardScalerModel })).rejects.toThrow(coded("ARTIFACT_TYPE", "test/Box"));
  });

  it("is asked with what the file says beside the model", async () => {
    const Row = schema({ age: "number", city: ["Lima", "Oslo", null] });
    const bytes = serialize(new Box(1), { inputSchema: Row, recipe: { kind: "Boxer", params: { size: Number.NaN } } });
    const seen: unknown[] = [];
    const as = {
      [expectation](model: Model, about: object): Box {
        seen.push(about);
        return model as Box;
      },
    };
    await deserialize(bytes, { as });
    expect(seen).toMatchObject([
      { inputSchema: { fields: Row.fields }, recipe: { kind: "Boxer", params: { size: Number.NaN } } },
    ]);
  });
});

describe("sha256", () => {
  it("takes exactly the file that was saved", async () => {
    const store = new MemoryStore();
    const first = await save(new Box(1), store, "box");
    const second = await save(new Box(2), store, "box");
    expect(await load(store, "box", { sha256: second.sha256.toUpperCase() })).toEqual(new Box(2));
    await expect(load(store, "box", { sha256: first.sha256 })).rejects.toThrow(coded("ARTIFACT_DIGEST", first.sha256));
    await expect(load(store, "box", { sha256: "abc" })).rejects.toThrow(
      coded("PARAM_INVALID", "64 hexadecimal digits"),
    );
  });

  it("is checked before anything is read", async () => {
    await expect(deserialize(new Uint8Array(3), { sha256: "0".repeat(64) })).rejects.toThrow(coded("ARTIFACT_DIGEST"));
  });
});

describe("limits", () => {
  const bytes = serialize(new Box({ a: [[[1]]], b: new Float64Array(10), c: new Float32Array(3) }));

  it.each([
    ["bytes", { bytes: bytes.length - 1 }],
    ["headerBytes", { headerBytes: 64 }],
    ["depth", { depth: 4 }],
    ["tensors", { tensors: 1 }],
    ["values", { values: 8 }],
  ])("%s", async (name, limits) => {
    await expect(deserialize(bytes, { limits })).rejects.toThrow(coded("ARTIFACT_LIMIT", `limits: { ${name}`));
  });

  it("refuses limits that are none", async () => {
    await expect(deserialize(bytes, { limits: { depth: 1e6 } })).rejects.toThrow(coded("PARAM_INVALID"));
    await expect(deserialize(bytes, { limits: { bytes: Number.NaN } })).rejects.toThrow(coded("PARAM_INVALID"));
    await expect(deserialize(bytes, { limits: { byte: 1 } as object })).rejects.toThrow(coded("PARAM_UNKNOWN"));
  });

  it("reads no object that is too large, and does not keep its stream", async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      cancel() {
        cancelled = true;
      },
    });
    const store: Pick<ArtifactStore, "getStream"> = { getStream: async () => ({ size: 1e12, stream }) };
    await expect(load(store as ArtifactStore, "huge")).rejects.toThrow(coded("ARTIFACT_LIMIT"));
    expect(cancelled).toBe(true);
  });

  it.each([
    ["more", 2],
    ["less", 40],
  ])("notices a store that gives %s than it says", async (_, size) => {
    const stream = (): ReadableStream<Uint8Array> => new Blob([new Uint8Array(20)]).stream();
    const store: Pick<ArtifactStore, "getStream"> = { getStream: async () => ({ size, stream: stream() }) };
    await expect(load(store as ArtifactStore, "odd")).rejects.toThrow(coded("STORE_IO"));
  });

  it("takes no bytes that are none", async () => {
    await expect(deserialize("text" as unknown as Uint8Array)).rejects.toThrow(coded("PARAM_INVALID"));
  });
});

describe("the example", () => {
  /** Adds to a number; the amount is not stored, as if the code had changed. */
  class Adder extends Box {
    static override readonly kind: string = "test/Adder";
    static amount = 1;
    override readonly kind: string = "test/Adder";
    static override parse(state: StateReader): Adder {
      return new Adder(state.raw("value"));
    }
    makeExample(): { input: unknown; output: unknown } | undefined {
      return this.value === "none" ? undefined : { input: { x: 1 }, output: this.runExample({ x: 1 }) };
    }
    runExample(input: unknown): unknown {
      const { x } = input as { x: number };
      if (x === 13) throw new RangeError("no luck");
      return [x + Adder.amount, { nan: Number.NaN, zero: -0 }];
    }
  }
  const adders = createLoader([Adder]);
  const changed = async (bytes: Uint8Array, amount: number): Promise<unknown> => {
    Adder.amount = amount;
    try {
      return await adders.deserialize(bytes);
    } finally {
      Adder.amount = 1;
    }
  };

  it("is the model's own, and has to come out the same, bit for bit", async () => {
    const bytes = serialize(new Adder(0));
    expect((await inspect(bytes)).example).toEqual({
      input: { x: 1 },
      output: [2, { nan: { $number: "NaN" }, zero: { $number: "-0" } }],
    });
    expect(await changed(bytes, 1)).toBeInstanceOf(Adder);
    await expect(changed(bytes, 1 + 2 * Number.EPSILON)).rejects.toThrow(coded("ARTIFACT_EXAMPLE"));
  });

  it("may be given", async () => {
    const bytes = serialize(new Adder(0), { example: { input: { x: 5 } } });
    expect((await inspect(bytes)).example?.input).toEqual({ x: 5 });
    expect(await changed(bytes, 1)).toBeInstanceOf(Adder);
    expect(() => serialize(new Box(1), { example: { input: 1 } })).toThrow(coded("NOT_SUPPORTED"));
  });

  it("may be missing", async () => {
    const bytes = serialize(new Adder("none"));
    expect(await inspect(bytes)).not.toHaveProperty("example");
    expect(await changed(bytes, 7)).toBeInstanceOf(Adder);
  });

  it("that fails is refused with the cause", async () => {
    const bytes = withDocument(serialize(new Adder(0)), (document) => setAt(document, ["example", "input", "x"], 13));
    const error = await adders.deserialize(bytes).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "ARTIFACT_EXAMPLE", cause: expect.any(RangeError) });
  });
});

describe("inspect", () => {
  const about = {
    metrics: { f1: 0.5, worst: Number.NEGATIVE_INFINITY },
    lineage: { data: "abc", seed: 42 },
    outputSchema: schema({ y: "number" }),
  };
  const bytes = serialize(new Box({ inner: [new Box(new Float64Array(4)), doubler] }), about);

  it("tells what is in a file, of unknown kinds too", async () => {
    const summary = await inspect(bytes);
    expect(summary).toMatchObject({
      format: 1,
      library: LIBRARY_VERSION,
      bytes: bytes.length,
      metrics: about.metrics,
      lineage: about.lineage,
    });
    expect(summary.outputSchema?.names).toEqual(["y"]);
    expect(summary.models).toEqual([
      { path: "model", kind: "test/Box", version: 2 },
      { path: "model.value.inner.0", kind: "test/Box", version: 2 },
      { path: "model.value.inner.1", kind: "acme/Doubler", version: 3 },
    ]);
    expect(summary.tensors).toEqual([
      { name: "model.value.inner.0.value", dtype: "F64", shape: [4], offsets: [0, 32] },
    ]);
  });

  it("reads only the header from a store that can", async () => {
    const store = new MemoryStore();
    await store.put("box", bytes);
    const asked: [number, number][] = [];
    const ranged = Object.assign(Object.create(null), {
      getStream: () => Promise.reject(new Error("read as a whole")),
      getRange: (key: string, start: number, end: number) => {
        asked.push([start, end]);
        return store.getRange(key, start, end);
      },
    });
    expect(await inspect(ranged, "box")).toEqual(await inspect(bytes));
    expect(asked).toEqual([
      [0, 8],
      [8, bytes.length - 32],
    ]);
    const whole = Object.assign(Object.create(null), { getStream: (key: string) => store.getStream(key) });
    expect(await inspect(whole, "box")).toEqual(await inspect(bytes));
  });

  it("refuses what is cut off", async () => {
    const store = new MemoryStore();
    await store.put("cut", bytes.subarray(0, 100));
    await expect(inspect(store, "cut")).rejects.toThrow(coded("ARTIFACT_TRUNCATED"));
    await expect(inspect(store, "../cut")).rejects.toThrow(coded("STORE_KEY"));
    await expect(inspect(store, "none")).rejects.toThrow(coded("STORE_NOT_FOUND"));
  });
});

describe("save", () => {
  it("can depend on what is there", async () => {
    const store = new MemoryStore();
    const { etag } = await save(new Box(1), store, "box", { ifNoneMatch: "*" });
    await expect(save(new Box(2), store, "box", { ifNoneMatch: "*" })).rejects.toThrow(coded("STORE_CONFLICT"));
    await save(new Box(2), store, "box", { ifMatch: etag });
    await expect(save(new Box(3), store, "box", { ifMatch: etag })).rejects.toThrow(coded("STORE_CONFLICT"));
    expect(await load(store, "box")).toEqual(new Box(2));
  });

  it("refuses keys before it does anything", async () => {
    const store = new MemoryStore();
    for (const key of ["../box", "box.sig", ""]) {
      await expect(save(new Box(1), store, key)).rejects.toThrow(coded("STORE_KEY"));
      await expect(load(store, key)).rejects.toThrow(coded("STORE_KEY"));
    }
  });
});
