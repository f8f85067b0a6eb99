/** The numbers and terms of scikit-learn, on 2,000 sentences and on odd texts. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { deserialize } from "../../src/index.js";
import { CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer } from "../../src/text/index.js";
import { corpus, expectClose, expectSummary, golden, sha256 } from "./support.js";

const titled = <T extends { params: object }>(cases: T[]) =>
  cases.map((each) => [JSON.stringify(each.params), each] as const);

function expectVocabulary(vocabulary: readonly string[], known: { terms: string; some: string[] }): void {
  expect(vocabulary.filter((_, at) => at % Math.max(1, Math.floor(vocabulary.length / 40)) === 0)).toEqual(known.some);
  expect(sha256(vocabulary.join("\n"))).toBe(known.terms);
}

it("has at least 2,000 sentences", () => {
  expect(corpus.length).toBeGreaterThan(2000);
});

describe("CountVectorizer against scikit-learn", () => {
  it.each(titled(golden.counts))("%s", async (_, known) => {
    const { model, output } = await new CountVectorizer(known.params).fitTransform(corpus);
    expectVocabulary(model.vocabulary, known);
    expectSummary(output, known);
    expect(sha256(Int32Array.from(output.values))).toBe(known.counts);
    const again = model.transform(corpus);
    expect(again.values).toEqual(output.values);
    expect(again.indices).toEqual(output.indices);
    expect(again.indptr).toEqual(output.indptr);
  });
});

describe("TfidfVectorizer against scikit-learn, on sentences that it was not fitted on", () => {
  it.each(titled(golden.tfidf))("%s", async (_, known) => {
    const half = Math.floor(corpus.length / 2);
    const model = await new TfidfVectorizer(known.params).fit(corpus.slice(0, half));
    expectVocabulary(model.vocabulary, known);
    expectClose(model.idf?.filter((_, at) => at % 97 === 0) ?? [], known.idf);
    const later = model.transform(corpus.slice(half));
    expectSummary(later, known.later);
    const loaded = await deserialize(serialize(model), { as: new TfidfVectorizer() });
    expect(loaded.transform(corpus.slice(half)).values).toEqual(later.values);
  });
});

describe("HashingVectorizer against scikit-learn", () => {
  it.each(titled(golden.hashes))("%s", async (_, known) => {
    const model = await new HashingVectorizer(known.params).fit(["nothing"]);
    expectSummary(model.transform(corpus), known);
  });

  it("hashes the terms of every script alike", async () => {
    const recipe = new HashingVectorizer({ nFeatures: 1000, norm: null, tokenPattern: "(?u)\\b\\w+\\b" });
    const output = (await recipe.fitTransform(golden.odd)).output;
    golden.oddHashes.forEach(([columns, values], row) => {
      const given = output.slice(row, row + 1);
      expect([...given.indices]).toEqual(columns.toSorted((a, b) => a - b));
      expect([...given.values]).toEqual(
        columns
          .map((column, at) => [column, values[at] ?? 0] as const)
          .sort(([a], [b]) => a - b)
          .map(([, value]) => value),
      );
    });
  });
});

describe("TfidfTransformer against scikit-learn", () => {
  it.each(titled(golden.transforms))("%s", async (_, { params, x, idf, later, output, columns }) => {
    const some = (rows: number[][]) => rows.map((row) => columns.map((column) => row[column] ?? 0));
    const model = await new TfidfTransformer(params).fit(some(x));
    if (idf === null) expect(model.idf).toBeNull();
    else expectClose(model.idf ?? [], idf);
    const expected = output[0]?.length === columns.length ? output : some(output);
    expectClose(model.transform(some(later)).values, expected.flat());
  });
});

describe("terms of odd texts against scikit-learn", () => {
  it.each(titled(golden.terms))("%s", async (_, { params, terms }) => {
    const model = await new CountVectorizer({ ...params, vocabulary: ["any"] }).fit(["any"]);
    golden.odd.forEach((text, at) => {
      expect(model.analyze(text).sort(), JSON.stringify(text)).toEqual(terms[at]?.sort());
    });
  });

  it("sorts terms by code points, not by units of UTF-16", async () => {
    const { vocabulary } = await new CountVectorizer({ analyzer: "char" }).fit(golden.odd);
    expect(vocabulary).toEqual(golden.order);
    expect([...vocabulary]).not.toEqual([...vocabulary].sort());
  });
});
