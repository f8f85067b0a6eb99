/** Runs a case: all sides in turn, several times, so that a busy moment of the machine falls on all of them. */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Rng } from "../../src/core/rng.js";
import { type Case, ours } from "./case.js";
import { writeData } from "./data.js";
import { type Reply, Side } from "./side.js";

/** The runs of one figure on one side, in seconds. */
export interface Series {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Run by run: those of the same place were measured one after the other on all sides. */
  readonly runs: readonly number[];
}

/** What one side did. */
export interface SideResult {
  readonly name: string;
  /** What is not installed; then there is nothing else. */
  readonly missing?: string;
  readonly versions: Readonly<Record<string, string>>;
  /** By figure: the task's name, and the figure's where a task has several. */
  readonly figures: ReadonlyMap<string, Series>;
  /** The check of each task's last run. */
  readonly checks: ReadonlyMap<string, number>;
  readonly peakBytes: number;
}

export interface Measured {
  readonly runs: number;
  /** How many processes wanted a core on average in the minute before, where the system tells: above 0, something else was at work. */
  readonly loadBefore: number;
  readonly sides: readonly SideResult[];
}

/** Measures every task on every side. */
export async function measure(
  name: string,
  bench: Case,
  runs: number,
  say: (progress: string) => void,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "mlkit-bench-"));
  const sides: Side[] = [];
  const [loadBefore = 0] = loadavg();
  try {
    say("writing data");
    writeData(folder, await bench.data(new Rng(42)));
    for (const peer of [ours(name), ...bench.peers]) {
      say(`starting ${peer.name}`);
      sides.push(await Side.start(peer, folder));
    }
    const logs = new Map(sides.map((side) => [side, new Log(side)]));
    for (let run = 0; run <= runs; run++) {
      for (const task of new Set(sides.flatMap((side) => side.tasks))) {
        for (const side of sides.filter(({ tasks }) => tasks.includes(task))) {
          say(`${run === 0 ? "warm-up" : `run ${run} of ${runs}`}: ${side.name}, ${task}`);
          const reply = await side.run(task);
          // The first run of each task warms up caches and compilers and does not count.
          if (run > 0) logs.get(side)?.add(task, reply);
        }
      }
    }
    return { runs, loadBefore, sides: [...logs.values()].map((log) => log.result()) };
  } finally {
    for (const side of sides) side.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Collects the replies of a side. */
class Log {
  readonly #side: Side;
  readonly #seconds = new Map<string, number[]>();
  readonly #checks = new Map<string, number>();
  #peakBytes = 0;

  constructor(side: Side) {
    this.#side = side;
  }

  add(task: string, reply: Reply): void {
    for (const [figure, seconds] of Object.entries(reply.seconds)) {
      const name = figure === "" ? task : `${task} ${figure}`;
      const series = this.#seconds.get(name) ?? [];
      series.push(seconds);
      this.#seconds.set(name, series);
    }
    if (reply.check !== undefined) this.#checks.set(task, reply.check);
    this.#peakBytes = Math.max(this.#peakBytes, reply.peakBytes);
  }

  result(): SideResult {
    const { name, missing, versions } = this.#side;
    const figures = new Map([...this.#seconds].map(([figure, seconds]) => [figure, seriesOf(seconds)]));
    const rest = { name, versions, figures, checks: this.#checks, peakBytes: this.#peakBytes };
    return missing === undefined ? rest : { ...rest, missing };
  }
}

function seriesOf(seconds: readonly number[]): Series {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
    runs: seconds,
  };
}
