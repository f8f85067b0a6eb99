/** What is saved comes back: the same bytes, the same answers, readable by the specification of safetensors alone. */
import { deserialize, load } from "@org/mlkit";
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/artifact/inspect.js";
import { save } from "../../src/artifact/save.js";
import { serialize } from "../../src/artifact/serialize.js";
import { MemoryStore } from "../../src/artifact/stores/memory.js";
import { StandardScalerModel } from "../../src/preprocess/standard-scaler-model.js";
import { readSafeTensors } from "./safetensors.js";
import { subjectFunctions, subjects } from "./subjects.js";

const options = { functions: subjectFunctions };

describe.each(subjects)("$name", ({ make, ask }) => {
  it("answers the same after save and load", async () => {
    const model = await make();
    const store = new MemoryStore();
    const saved = await save(model, store, "a/model");
    const again = await load(store, "a/model", { ...options, sha256: saved.sha256 });
    expect(again.kind).toBe(model.kind);
    expect(ask(again)).toEqual(ask(model));
    expect(saved).toMatchObject({ key: "a/model", bytes: serialize(model).length, etag: saved.sha256.slice(0, 32) });
  });

  it("has the same bytes when fitted again, and when saved after loading", async () => {
    const bytes = serialize(await make());
    expect(serialize(await make())).toEqual(bytes);
    expect(serialize(await deserialize(bytes, options))).toEqual(bytes);
  });

  it("loads from bytes at any offset, and keeps none of them", async () => {
    const model = await make();
    const bytes = serialize(model);
    for (const shift of [1, 3, 8]) {
      const room = new Uint8Array(bytes.length + shift);
      room.set(bytes, shift);
      const again = await deserialize(room.subarray(shift), options);
      room.fill(0xff);
      expect(ask(again)).toEqual(ask(model));
    }
    const pooled = Buffer.from(bytes);
    expect(ask(await deserialize(pooled, options))).toEqual(ask(model));
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    expect(ask(await deserialize(shared, options))).toEqual(ask(model));
  });

  it("is a file that the specification of safetensors can read", async () => {
    const bytes = serialize(await make());
    const { metadata, tensors } = readSafeTensors(bytes);
    const summary = await inspect(bytes);
    expect([...tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape }))).toEqual(
      summary.tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
    );
    expect(metadata.format).toBe("mlkit");
    expect(JSON.parse(metadata.mlkit ?? "")).toMatchObject({ format: 1, model: { kind: summary.model.kind } });
  });
});

it("the numbers in the file are the model's", async () => {
  const [scaler] = subjects;
  const model = await scaler?.make();
  if (!(model instanceof StandardScalerModel)) throw new Error("the first subject is the scaler");
  const { tensors } = readSafeTensors(serialize(model));
  expect(tensors.get("model.mean")?.values).toEqual([...model.mean]);
  expect(tensors.get("model.scale")?.values).toEqual([...model.scale]);
});

it("strings in the file are their UTF-8 between offsets", async () => {
  const encoder = subjects.find(({ name }) => name.startsWith("encoder"));
  const { tensors } = readSafeTensors(serialize((await encoder?.make()) as never));
  const [name] = [...tensors.keys()].filter((key) => key.endsWith(".offsets"));
  const offsets = tensors.get(name ?? "")?.values ?? [];
  const bytes = new Uint8Array(tensors.get((name ?? "").replace(/offsets$/, "bytes"))?.values ?? []);
  const strings = offsets.slice(1).map((end, i) => new TextDecoder().decode(bytes.subarray(offsets[i], end)));
  expect(strings).toHaveLength(90);
  expect(strings).toContain("слово 42");
});
