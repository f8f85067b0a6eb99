import { describe, expect, test } from "vitest";
import { AbortError, ComputeError, Progress } from "../../../src/core/index.js";
import { Rng } from "../../../src/core/rng.js";
import { Crew } from "../../../src/kernels/threads/crew.js";
import type { Routine } from "../../../src/kernels/threads/routine.js";
import { acquireWorkers, releaseWorkers } from "../../../src/kernels/threads/workers.js";
import { type ReadyTrees, readyTrees } from "../../../src/kernels/tree-ready.js";
import { addLeafValues, placedValues } from "../../../src/kernels/tree-sums.js";
import { addLeafValuesInThreads } from "../../../src/kernels/tree-sums-in-threads.js";

const COLS = 5;
const DEPTH = 5;

/** Full trees with random questions; `odd` ones send NaN either way, and ask for sets of categories in the first column. */
function forest(count: number, odd = false): { trees: ReadyTrees; value: Float64Array } {
  const rng = new Rng(3);
  const size = 2 ** (DEPTH + 1) - 1;
  const inner = 2 ** DEPTH - 1;
  const total = size * count;
  const node = (at: number) => at % size;
  const below = (side: number) =>
    Int32Array.from({ length: total }, (_, at) => (node(at) < inner ? 2 * node(at) + side : -1));
  const nodes = {
    childrenLeft: below(1),
    childrenRight: below(2),
    feature: Int32Array.from({ length: total }, (_, at) => (node(at) < inner ? rng.int(COLS) : -1)),
    threshold: Float64Array.from({ length: total }, () => rng.next()),
  };
  const extras = {
    missingLeft: Uint8Array.from({ length: total }, () => rng.int(2)),
    categories: nodes.feature.map((feature, at) => (feature === 0 ? 3 * (at % 10) : -1)),
    categoryBits: Uint32Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? 2 : rng.next() * 2 ** 32)),
  };
  const trees = readyTrees(new Int32Array(count).fill(size), nodes, odd ? extras : undefined);
  return {
    trees,
    value: placedValues(
      trees,
      Float64Array.from({ length: total }, () => rng.next()),
    ),
  };
}

function table(rows: number) {
  const rng = new Rng(4);
  return { values: Float64Array.from({ length: rows * COLS }, () => rng.next()), rows, cols: COLS };
}

const { trees, value } = forest(50);
const leaves = { value, width: 1, outputs: 1 };

async function sums(rows: number, threads: number | undefined, progress = new Progress()): Promise<Float64Array> {
  const out = new Float64Array(rows).fill(1);
  await addLeafValuesInThreads(trees, leaves, table(rows), out, { progress, threads });
  return out;
}

describe("sums of trees", () => {
  test.each([undefined, 0, 1, 2, 3, 9])("have the same bits on %s threads", async (threads) => {
    const rows = 5000;
    const expected = new Float64Array(rows).fill(1);
    addLeafValues(trees, leaves, table(rows).values, COLS, [0, rows], expected);
    expect(await sums(rows, threads)).toEqual(expected);
  });

  test.each([0, 1, 2])(
    "have the same bits on %s threads where values are missing and sets of categories are asked for",
    async (threads) => {
      const rng = new Rng(5);
      const rows = 3000;
      const values = Float64Array.from({ length: rows * COLS }, (_, at) =>
        rng.int(5) === 0 ? Number.NaN : at % COLS === 0 ? rng.int(70) : rng.next(),
      );
      const { trees: odd, value: numbers } = forest(20, true);
      const lists = {
        value: Float64Array.from({ length: 3 * numbers.length }, () => rng.next()),
        width: 3,
        outputs: 3,
      };
      const expected = new Float64Array(3 * rows);
      addLeafValues(odd, lists, values, COLS, [0, rows], expected);
      const out = new Float64Array(3 * rows);
      const work = { progress: new Progress(), threads };
      await addLeafValuesInThreads(odd, lists, { values, rows, cols: COLS }, out, work);
      expect(out).toEqual(expected);
      expect(out.every(Number.isFinite)).toBe(true);
    },
  );

  test("several at the same time do not disturb one another", async () => {
    const expected = await sums(3000, 0);
    const all = await Promise.all(Array.from({ length: 12 }, (_, at) => sums(3000, 1 + (at % 3))));
    for (const each of all) expect(each).toEqual(expected);
  });

  test("tell how far they are, up to the end", async () => {
    const done: number[] = [];
    await sums(4000, 2, new Progress({ onProgress: (event) => done.push(event.done / event.total) }));
    expect(done.at(-1)).toBe(1);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });
});

describe("a crew", () => {
  test("that is aborted ends its threads, which can be used again", async () => {
    const stop = new AbortController();
    const rows = 400_000;
    const running = sums(
      rows,
      2,
      new Progress({ signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) }),
    );
    await expect(running).rejects.toThrow(AbortError);
    expect(await sums(100, 2)).toEqual(await sums(100, 0));
  });

  test("ends its threads when what it tells its progress to throws", async () => {
    const progress = new Progress({
      onProgress: () => {
        throw new RangeError("broken");
      },
    });
    await expect(sums(400_000, 2, progress)).rejects.toThrow("broken");
    expect(await sums(100, 2)).toEqual(await sums(100, 0));
  });

  test("says that a worker died, and the next one has another", async () => {
    const [worker] = await acquireWorkers(1);
    if (worker === undefined) throw new Error("There are no workers here");
    releaseWorkers([worker]);
    const progress = new Progress({ onProgress: () => worker.terminate() });
    const error: unknown = await sums(2_000_000, 2, progress).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ComputeError);
    expect(error).toMatchObject({ code: "WORKER_DIED" });
    expect(worker.alive).toBe(false);
    expect(await sums(100, 2)).toEqual(await sums(100, 0));
  });

  test("says that the code of a worker failed", async () => {
    const unknown: Routine<null, null> = {
      name: "test/unknown",
      *run() {
        yield 0;
        return null;
      },
    };
    const crew = await Crew.open({ bytes: 1000, cost: 0, threads: 2, progress: new Progress() });
    try {
      await expect(crew.run(unknown, null, { total: 1 })).rejects.toMatchObject({ code: "WORKER_FAILED" });
    } finally {
      crew.close();
    }
  });

  test("refuses what no memory holds", async () => {
    const opened = Crew.open({ bytes: 5 * 2 ** 30, cost: 0, threads: 0, progress: new Progress() });
    await expect(opened).rejects.toMatchObject({ code: "DATA_TOO_LARGE" });
    expect(await sums(100, 2)).toEqual(await sums(100, 0));
  });

  test("uses the same memory again", async () => {
    const places = new Set<WebAssembly.Memory>();
    for (let round = 0; round < 5; round++) {
      const crew = await Crew.open({ bytes: 1_000_000, cost: 0, threads: 0, progress: new Progress() });
      places.add(crew.arena.memory);
      crew.close();
    }
    expect(places.size).toBe(1);
  });
});
