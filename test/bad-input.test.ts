/** Bad input of many kinds through the public API: each a coded error that names what was given and how to mend it. */
import {
  ColumnTransformer,
  deserialize,
  Frame,
  LogisticRegression,
  MlkitError,
  OneHotEncoder,
  Pipeline,
  readCsv,
  StandardScaler,
  serialize,
} from "@org/mlkit";
import { describe, expect, it } from "vitest";
import { badInputs } from "./bad-input.table.js";

describe("bad input", () => {
  it("is tried in thirty kinds and more, each once", () => {
    const names = badInputs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(30);
  });

  it.each(badInputs.map((row) => [row.name, row.code, row] as const))("%s gives %s", async (_, code, row) => {
    const error: unknown = await Promise.resolve()
      .then(row.run)
      .then(
        (result) => new Error(`it is taken, and gives ${String(result)}`),
        (reason: unknown) => reason,
      );
    if (!(error instanceof MlkitError)) throw error;
    expect(error.code, error.message).toBe(code);
    for (const piece of row.says) expect(error.message).toContain(piece);
    expect(error.remedy).toContain(row.remedy);
    expect(error.message.endsWith(`${error.remedy}.`), error.message).toBe(true);
    expect([row.says.length, row.remedy.length].every((length) => length > 0)).toBe(true);
  });
});

describe("names that objects have are names like others", () => {
  const text = `__proto__,constructor,kind\n${Array.from({ length: 8 }, (_, row) => `${row},${["toString", "__proto__"][row % 2]},${row < 4 ? "__proto__" : "constructor"}`).join("\n")}\n`;

  it("as columns, as categories and as classes, from the file to the loaded model", async () => {
    const table = await readCsv({ text });
    expect(table.columns).toEqual(["__proto__", "constructor", "kind"]);
    const pipeline = new Pipeline()
      .add(
        "features",
        new ColumnTransformer()
          .add("numbers", new StandardScaler(), ["__proto__"])
          .add("words", new OneHotEncoder(), ["constructor"]),
      )
      .add("model", new LogisticRegression());
    const fitted = await pipeline.fit(table, "kind");
    const loaded = await deserialize(serialize(fitted), { as: pipeline });
    const expected = table.column("kind").toArray();
    for (const model of [fitted, loaded]) {
      expect(model.classes).toEqual(["__proto__", "constructor"]);
      expect(model.predict(table)).toEqual(expected);
      expect(table.toRows().map((row) => model.predictOne(row))).toEqual(expected);
    }
  });

  it("as row objects, where __proto__ is a column of its own and not the prototype", async () => {
    const rows = [0, 1].map((value) => Object.fromEntries([["__proto__", value]]));
    const frame = Frame.fromRows(rows);
    expect(frame.columns).toEqual(["__proto__"]);
    expect([...frame.columnOf("__proto__")]).toEqual([0, 1]);
    const scaler = await new StandardScaler().fit(rows);
    expect([...scaler.transform(rows).toDense().values]).toEqual([-1, 1]);
  });
});
