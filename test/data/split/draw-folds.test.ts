import { describe, expect, it } from "vitest";
import { encodeLabels } from "../../../src/core/labels.js";
import { Rng } from "../../../src/core/rng.js";
import { drawFolds, drawStratifiedFolds, foldsOf, inTurns } from "../../../src/data/split/draw-folds.js";
import { KFold, StratifiedKFold } from "../../../src/data/split/k-fold.js";

describe("folds drawn in steps", () => {
  const rows = 100_000;
  const y = Array.from({ length: rows }, (_, row) => ["b", "a", "c"][((row * 7919) % 10_007) % 3] ?? "");
  const { codes, classes } = encodeLabels(y);

  it.each([true, false])("are those of the splitters, with pauses between the steps, shuffle %s", async (shuffle) => {
    const plan = { nSplits: 3, shuffle, seed: 7 };
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    const assigned = await inTurns(drawStratifiedFolds(plan, codes, classes.length), pause);
    expect(pauses).toBeGreaterThanOrEqual(2 * Math.ceil(rows / (1 << 15)));
    const wanted = [...new StratifiedKFold(plan).split(rows, { y })].map(({ test }) => test);
    expect([...foldsOf(assigned, 3)].map(({ test }) => test)).toEqual(wanted);
    pauses = 0;
    const plain = await inTurns(drawFolds(plan, rows), pause);
    expect(pauses).toBe(shuffle ? 2 * Math.ceil(rows / (1 << 15)) : 0);
    expect([...foldsOf(plain, 3)].map(({ test }) => test)).toEqual(
      [...new KFold(plan).split(rows)].map(({ test }) => test),
    );
  });

  it("shuffle as the whole does, part by part", () => {
    const items = Int32Array.from({ length: 1000 }, (_, item) => item);
    const rng = new Rng(3);
    for (let start = 0; start < 1000; start += 300) rng.shuffle(items, start, Math.min(1000, start + 300));
    expect(items).toEqual(new Rng(3).permutation(1000));
  });
});
