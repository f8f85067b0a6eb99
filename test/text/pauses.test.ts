/** That long work on vocabularies pauses, counted in pauses rather than in time. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { readTextsInSlices } from "../../src/base/read-in-slices.js";
import { Progress } from "../../src/core/progress.js";
import { chooseTerms, termsOf } from "../../src/text/choose-terms.js";
import { CountVectorizer, HashingVectorizer } from "../../src/text/index.js";
import { withRoomInPauses } from "../../src/text/room.js";
import { RowCounts } from "../../src/text/row-counts.js";
import { sortTerms } from "../../src/text/sort-terms.js";
import { TermTable } from "../../src/text/term-table.js";
import { inverseFrequencies } from "../../src/text/tfidf-weights.js";

const MANY = 200_000;
/** Pieces of the work on so many terms, as it should be cut. */
const PIECES = MANY / 10_000;

const wordOf = (id: number) => `word${(id * 7919) % MANY}`;
const terms = Array.from({ length: MANY }, (_, id) => wordOf(id));
const totals = Float64Array.from({ length: MANY }, (_, id) => 1 + (id % 5));
const noLimits = { minDf: 1, maxDf: 1, maxFeatures: null };

/** How often work pauses, and what it gives. */
async function counted<T>(work: (pause: () => Promise<void>) => Promise<T>): Promise<{ pauses: number; result: T }> {
  let pauses = 0;
  const result = await work(async () => {
    pauses++;
  });
  return { pauses, result };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("long work on terms", () => {
  it("pauses while their table is made, and while it grows", async () => {
    const { pauses, result: table } = await counted((pause) => TermTable.ofInPauses(terms, pause));
    expect(pauses).toBeGreaterThan(PIECES);
    expect((await counted((pause) => table.makeRoom(10 * MANY, 10 * MANY, pause))).pauses).toBeGreaterThan(2 * PIECES);
    expect((await counted((pause) => table.makeRoom(10, 10, pause))).pauses).toBe(0);
  });

  it("pauses while buffers grow", async () => {
    const { pauses, result } = await counted((pause) => withRoomInPauses(totals, MANY + 1, pause));
    expect(pauses).toBeGreaterThan(PIECES);
    expect(result.length).toBe(2 * MANY);
    expect(result.subarray(0, MANY)).toEqual(totals);
    const rows = new RowCounts();
    rows.reserve(MANY, 1);
    expect((await counted((pause) => rows.makeRoom(1, MANY + 1, 1, pause))).pauses).toBeGreaterThan(2 * PIECES);
  });

  it("pauses while they are sorted, in the middle of a part too", () => {
    // Beginnings that all have in common are 40 parts of all terms, each of which takes three pauses.
    const alike = terms.map((term) => "x".repeat(40) + term);
    const ids = Int32Array.from(alike, (_, id) => id);
    let pauses = 0;
    for (const _ of sortTerms(TermTable.of(alike), ids)) pauses++;
    expect(pauses).toBeGreaterThan(120);
    expect(Array.from(ids, (id) => alike[id])).toEqual(alike.toSorted());
  });

  it("pauses while they are chosen, named and weighed", async () => {
    const all = { table: TermTable.of(terms), frequencies: totals, totals, rows: new RowCounts() };
    const chosen = await counted((pause) => chooseTerms("any", all, 10, noLimits, pause));
    expect(chosen.pauses).toBeGreaterThan(PIECES);
    const limits = { ...noLimits, maxFeatures: 50_000 };
    const most = await counted((pause) => chooseTerms("any", all, 10, limits, pause));
    expect(most.pauses).toBeGreaterThan(chosen.pauses + 2 * PIECES);
    // The 40,000 terms that come five times, and of those that come four times the first 10,000.
    const sorted = [...chosen.result];
    const four = new Set(sorted.filter((id) => totals[id] === 4).slice(0, 10_000));
    expect([...most.result]).toEqual(sorted.filter((id) => totals[id] === 5 || four.has(id)));
    const named = await counted((pause) => termsOf(all, chosen.result, pause));
    expect(named.pauses).toBeGreaterThan(PIECES);
    expect(named.result).toEqual(terms.toSorted());
    expect((await counted((pause) => inverseFrequencies(totals, 10, true, pause))).pauses).toBeGreaterThan(PIECES);
  });
});

describe("fits of texts", () => {
  it("pause while a list is read, which may change meanwhile", async () => {
    const ticks = vi.spyOn(Progress.prototype, "tick");
    const texts = terms.slice(0, 50_000);
    const reading = readTextsInSlices(texts, new Progress());
    texts.fill("");
    const frame = await reading;
    expect(ticks.mock.calls.length).toBeGreaterThan(20);
    const column = frame.columnOf("text");
    expect(Array.from({ length: column.length }, (_, row) => column.get(row))).toEqual(terms.slice(0, 50_000));
  });

  it("pause by the terms of texts, not by their number, and never go backwards", async () => {
    const ticks = vi.spyOn(Progress.prototype, "tick");
    const texts = Array.from({ length: 20 }, (_, row) => terms.slice(row * 10_000, (row + 1) * 10_000).join(" "));
    const { model, output } = await new CountVectorizer().fitTransform(texts);
    expect(model.vocabulary).toEqual(terms.toSorted());
    expect(output.values.length).toBe(MANY);
    const rounds = ticks.mock.calls.map(([done]) => done);
    // Behind the first pass, between texts that have many terms each.
    expect(new Set(rounds.filter((done) => done > 20)).size).toBeGreaterThan(4);
    expect(rounds.slice(1)).toEqual(rounds.slice(1).toSorted((a, b) => a - b));
    expect(ticks.mock.calls.at(-1)).toEqual([41, 41]);
  });

  it("pause while a million columns are named", async () => {
    const ticks = vi.spyOn(Progress.prototype, "tick");
    const model = await new HashingVectorizer().fit(["a text"]);
    expect(ticks.mock.calls.length).toBeGreaterThan(100);
    expect(model.outputNames.slice(-1)).toEqual([`hash_${2 ** 20 - 1}`]);
  });
});
