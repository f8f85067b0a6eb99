/** What text stages read, refuse and give: lists, columns, missing texts, bounds, pipelines. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { StateReader } from "../../src/core/state.js";
import { toArrow } from "../../src/data/arrow/to-arrow.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import {
  ColumnTransformer,
  CountVectorizerModel,
  deserialize,
  HashingVectorizerModel,
  LogisticRegression,
  Pipeline,
  Ridge,
  recipeFromJson,
  StandardScaler,
  schema,
  TfidfTransformerModel,
  TfidfVectorizerModel,
} from "../../src/index.js";
import { CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer } from "../../src/text/index.js";
import { corpus, errorOf, expectClose } from "./support.js";

const TEXTS = ["the red wine", "the white wine", "red roses, red wine"];

describe("texts", () => {
  it("are read from lists, columns, rows and Arrow alike", async () => {
    const frame = Frame.fromColumns({ text: TEXTS });
    const expected = await new CountVectorizer().fit(TEXTS);
    for (const x of [frame, frame.toRows(), await toArrow(frame)]) {
      const model = await new CountVectorizer().fit(x);
      expect(serialize(model)).toEqual(serialize(expected));
      expect(model.transform(x).values).toEqual(expected.transform(TEXTS).values);
    }
    expect(expected.inputNames).toEqual(["text"]);
    // A list is read by a model of a column of another name too.
    const named = await new CountVectorizer().fit([{ note: "a bc" }]);
    expect([...named.transform(["bc bc", "x"]).toDense().values]).toEqual([2, 0]);
    expect((await named.transformAsync(["bc bc"])).values).toEqual(Float64Array.of(2));
  });

  it("that are missing are refused, or empty where the option says so", async () => {
    const holed = ["one two", null, "two"];
    for (const Stage of [CountVectorizer, TfidfVectorizer, HashingVectorizer]) {
      const error = await errorOf(() => new Stage().fit(holed));
      expect(error.code).toBe("CELL_MISSING");
      expect(error.data).toMatchObject({ column: "text", row: 1 });
      const model = await new Stage().fit(["one"]);
      expect((await errorOf(() => model.transform(holed))).code).toBe("CELL_MISSING");
      const row = model.rowTransform();
      expect((await errorOf(() => row([null], new Float64Array(model.outputNames.length), 0))).code).toBe(
        "CELL_MISSING",
      );
      const lenient = await new Stage({ handleMissing: "empty" }).fit(holed);
      const output = lenient.transform([null, "two"]);
      expect([...output.indptr]).toEqual([0, 0, 1]);
      expect(lenient.transform([{ text: null }]).values.length).toBe(0);
    }
  });

  it("stand in one column, of strings", async () => {
    const two = await errorOf(() => new CountVectorizer().fit([{ a: "x y", b: "z" }]));
    expect(two.code).toBe("COLUMN_MISMATCH");
    expect(two.remedy).toContain("ColumnTransformer");
    for (const a of [1, true, new Date(0)])
      expect((await errorOf(() => new TfidfVectorizer().fit([{ a }]))).code).toBe("COLUMN_TYPE");
    expect((await errorOf(() => new HashingVectorizer().fit([[1], [2]]))).code).toBe("COLUMN_TYPE");
    const model = await new CountVectorizer().fit(TEXTS);
    expect((await errorOf(() => model.transform([{ text: 7 }]))).code).toBe("COLUMN_TYPE");
    expect((await errorOf(() => model.rowTransform()([7], [0, 0, 0, 0, 0], 0))).code).toBe("CELL_TYPE");
    expect((await errorOf(() => new Ridge().fit(TEXTS, [1, 2, 3]))).code).toBe("COLUMN_TYPE");
    expect((await errorOf(() => new CountVectorizer().fit([null, null]))).code).toBe("DATA_SHAPE");
  });

  it("have words and columns of any name", async () => {
    const x = Frame.fromRows([JSON.parse('{ "__proto__": "__proto__ constructor toString constructor" }')]);
    const model = await new CountVectorizer().fit(x);
    const loaded = await deserialize(serialize(model), { as: CountVectorizerModel });
    expect(loaded.vocabulary).toEqual(["__proto__", "constructor", "tostring"]);
    expect([...loaded.transform(x).values]).toEqual([1, 2, 1]);
  });

  it("may have halves of characters, in long vocabularies too", async () => {
    const odd = Array.from({ length: 99 }, (_, at) => `w${at} x\ud800y \udc00`);
    const model = await new CountVectorizer({ analyzer: "charWb", ngramRange: [2, 3] }).fit(odd);
    const loaded = await deserialize(serialize(model), { as: CountVectorizerModel });
    expect(loaded.vocabulary).toEqual(model.vocabulary);
    expect(loaded.transform(odd).values).toEqual(model.transform(odd).values);
  });

  it("are mapped beside other work to the same numbers, by several callers at once", async () => {
    const model = await new TfidfVectorizer({ ngramRange: [1, 2] }).fit(corpus);
    const expected = model.transform(corpus);
    const [first, second] = await Promise.all([model.transformAsync(corpus), model.transformAsync(corpus)]);
    for (const given of [first, second]) {
      expect(given.values).toEqual(expected.values);
      expect(given.indices).toEqual(expected.indices);
    }
    expect((await errorOf(() => model.transformAsync(corpus, { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
    expect((await errorOf(() => model.transformAsync(corpus, { threads: -1 }))).code).toBe("PARAM_INVALID");
  });

  it("of any length leave the buffers right for the next", async () => {
    const model = await new CountVectorizer({ ngramRange: [1, 2] }).fit(["aa bb", "bb cc"]);
    const long = `${"aa bb é ".repeat(40_000)}cc`;
    const output = model.transform([long, "bb cc", "", long]);
    expect([...output.take([1]).toDense().values]).toEqual([0, 0, 1, 1, 1]);
    expect(output.take([0]).toDense().values).toEqual(output.take([3]).toDense().values);
    expect([...output.take([0]).toDense().values]).toEqual([40_000, 40_000, 40_000, 1, 1]);
  });
});

describe("vocabularies", () => {
  it("keep to bounds: counts from 1, shares below", async () => {
    const terms = async (options: object) => (await new CountVectorizer(options).fit(TEXTS)).vocabulary;
    expect(await terms({})).toEqual(["red", "roses", "the", "white", "wine"]);
    expect(await terms({ minDf: 2 })).toEqual(["red", "the", "wine"]);
    expect(await terms({ minDf: 0.67 })).toEqual(["wine"]);
    expect(await terms({ maxDf: 2 })).toEqual(["red", "roses", "the", "white"]);
    expect(await terms({ maxDf: 0.5 })).toEqual(["roses", "white"]);
    expect(await terms({ maxDf: 1 })).toEqual(["red", "roses", "the", "white", "wine"]);
    // "red" and "wine" come three times, "the" twice; of the others the first.
    expect(await terms({ maxFeatures: 2 })).toEqual(["red", "wine"]);
    expect(await terms({ maxFeatures: 4 })).toEqual(["red", "roses", "the", "wine"]);
    expect(await terms({ maxFeatures: 1, binary: true })).toEqual(["wine"]);
    expect(await terms({ stopWords: ["the", "wine"], ngramRange: [2, 2] })).toEqual(["red roses", "roses red"]);
    expect(await terms({ vocabulary: ["wine", "beer"] })).toEqual(["wine", "beer"]);
  });

  it.each([
    [{ minDf: 3, maxDf: 2 }, "PARAM_INVALID"],
    [{ minDf: 0.9, maxDf: 0.1 }, "PARAM_INVALID"],
    [{ minDf: 2, maxDf: 2, stopWords: ["red", "the"] }, "DATA_EMPTY"],
    [{ tokenPattern: "\\w{9,}" }, "DATA_EMPTY"],
    [{ vocabulary: ["wine"], minDf: 2 }, "PARAM_INVALID"],
    [{ vocabulary: ["wine"], maxFeatures: 2 }, "PARAM_INVALID"],
    [{ analyzer: "char", stopWords: ["a"] }, "PARAM_INVALID"],
    [{ analyzer: "charWb", tokenPattern: "\\w+" }, "PARAM_INVALID"],
  ] as const)("are refused where options leave none or contradict one another: %j", async (options, code) => {
    expect((await errorOf(() => new CountVectorizer(options).fit(TEXTS))).code).toBe(code);
  });

  it("tell which terms a row has", async () => {
    const model = await new TfidfVectorizer().fit(TEXTS);
    const output = model.transform(["white roses and wine", "beer"]);
    expect(model.inverseTransform(output)).toEqual([["roses", "white", "wine"], []]);
    expect(model.inverseTransform(output.toDense())).toEqual([["roses", "white", "wine"], []]);
    expect((await errorOf(() => model.inverseTransform([[1]]))).code).toBe("COLUMN_MISMATCH");
  });

  it("weigh terms that no text has by the number of texts", async () => {
    const model = await new TfidfVectorizer({ vocabulary: ["wine", "beer"], smoothIdf: false }).fit(TEXTS);
    expectClose(model.idf ?? [], [1, 1 + Math.log(3)]);
  });
});

describe("TfidfTransformer", () => {
  it("gives of counts what TfidfVectorizer gives of texts, dense and sparse", async () => {
    const counts = await new CountVectorizer().fitTransform(corpus.slice(0, 90));
    const expected = (await new TfidfVectorizer({ sublinearTf: true }).fitTransform(corpus.slice(0, 90))).output;
    const model = await new TfidfTransformer({ sublinearTf: true }).fit(counts.output);
    const sparse = model.transform(counts.output);
    expect(sparse).toBeInstanceOf(CsrMatrix);
    expect(sparse.values).toEqual(expected.values);
    expect(model.transform(counts.output.toDense()).values).toEqual(expected.toDense().values);
  });

  it("refuses counts below 0", async () => {
    expect((await errorOf(() => new TfidfTransformer().fit([[1, -1]]))).code).toBe("NUMERIC_FAILURE");
    const model = await new TfidfTransformer().fit([[1, 1]]);
    expect((await errorOf(() => model.transform([[1, -2]]))).code).toBe("NUMERIC_FAILURE");
  });
});

describe("HashingVectorizer", () => {
  it("keeps columns whose terms cancel out, as scikit-learn does", async () => {
    const model = await new HashingVectorizer({ nFeatures: 1, norm: null }).fit(["any"]);
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`);
    const signs = words.map((word) => model.transform([word]).values[0] ?? 0);
    const [up, down] = [words[signs.indexOf(1)], words[signs.indexOf(-1)]];
    const output = model.transform([`${up} ${down}`, `${up} ${down} ${up}`, ""]);
    expect([...output.values]).toEqual([0, 1]);
    expect([...output.indptr]).toEqual([0, 1, 2, 2]);
  });
});

describe("pipelines of texts", () => {
  const Note = schema({ note: "string", stars: "number", label: ["good", "bad"] });
  const rows = Array.from({ length: 40 }, (_, row) => ({
    note: `${["great", "boring", "fine", "dull"][row % 4]} film number${row % 7}`,
    stars: row % 5,
    label: row % 2 === 0 ? ("good" as const) : ("bad" as const),
  }));

  it("learn from lists, and predict from lists and rows, after loading too", async () => {
    const recipe = new Pipeline().add("words", new TfidfVectorizer()).add("model", new LogisticRegression());
    const texts = rows.map(({ note }) => note);
    const labels = rows.map(({ label }) => label);
    const model = await recipe.fit(texts, labels);
    const expected = model.predict(texts);
    expect(expected).toEqual(labels);
    expect(texts.map((text) => model.predictOne({ text }))).toEqual(expected);
    const proba = model.predictProba(texts);
    texts.forEach((text, row) => {
      expect(model.predictProbaOne({ text })).toEqual(proba.values.slice(2 * row, 2 * row + 2));
    });
    const loaded = await deserialize(serialize(model), { as: recipe });
    expect(loaded.predict(texts)).toEqual(expected);
    expect(loaded.inputSchema.field("text")).toMatchObject({ type: "string", nullable: false });
    expect((await errorOf(() => loaded.predict([null, "x"]))).code).toBe("CELL_MISSING");
    const again = recipeFromJson(JSON.parse(JSON.stringify(recipe)));
    expect(String(again)).toBe(String(recipe));
  });

  it("stand beside numbers in a ColumnTransformer", async () => {
    const frame = Frame.fromRows(rows, { schema: Note });
    const features = ColumnTransformer.for<(typeof rows)[number]>()
      .add("words", new CountVectorizer({ tokenPattern: "[a-z]+" }), ["note"])
      .add("pairs", new HashingVectorizer({ analyzer: "char", ngramRange: [2, 2], nFeatures: 50 }), ["note"])
      .add("numbers", new StandardScaler(), ["stars"]);
    const recipe = new Pipeline().add("features", features).add("model", new LogisticRegression());
    const model = await recipe.fit(frame, "label");
    const loaded = await deserialize(serialize(model), { as: recipe });
    expect(loaded.predict(frame)).toEqual(model.predict(frame));
    const one = rows.map(({ note, stars }) => loaded.predictOne({ note, stars }));
    expect(one).toEqual(model.predict(frame));
    expect(model.stage("features").outputNames).toContain("boring");
  });
});

describe("stored states", () => {
  const read = (kind: { parse(state: StateReader): unknown }, model: { toState(): object }, change: object) =>
    errorOf(() => kind.parse(new StateReader({ ...model.toState(), ...change }, "model", { version: 1 })));

  it("that are damaged are refused", async () => {
    const model = await new TfidfVectorizer().fit(TEXTS);
    const { analysis, vocabulary } = model.toState();
    const damaged = [
      { vocabulary: [] },
      { vocabulary: ["a", "a", "b", "c", "d"] },
      { vocabulary: vocabulary.slice(1) },
      { idf: new Float64Array(5).fill(Number.NaN) },
      { norm: "l3" },
      { handleMissing: "maybe" },
      { inputNames: [] },
      { inputNames: ["a", "b"] },
      { analysis: { ...analysis, shortest: 0 } },
      { analysis: { ...analysis, shortest: 2 } },
      { analysis: { ...analysis, longest: 1e6 } },
      { analysis: { ...analysis, analyzer: "sentence" } },
      { analysis: { ...analysis, stopWords: [1] } },
    ];
    for (const change of damaged) expect((await read(TfidfVectorizerModel, model, change)).code).toBe("ARTIFACT_STATE");
    const hashing = await new HashingVectorizer({ nFeatures: 4 }).fit(TEXTS);
    for (const nFeatures of [0, 1.5, 2 ** 23])
      expect((await read(HashingVectorizerModel, hashing, { nFeatures })).code).toBe("ARTIFACT_STATE");
    const weights = await new TfidfTransformer().fit([[1, 2]]);
    expect((await read(TfidfTransformerModel, weights, { idf: new Float64Array(3) })).code).toBe("ARTIFACT_STATE");
  });

  it("hold no text, and one list of terms", async () => {
    const small = await new CountVectorizer().fit(corpus);
    const large = await new CountVectorizer().fit([...corpus, ...corpus]);
    expect(serialize(large)).toEqual(serialize(small));
    expect(Matrix.fromCsr(small.transform(corpus), corpus.length, small.vocabulary.length).rows).toBe(corpus.length);
  });
});
