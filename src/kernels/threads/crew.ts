/**
 * The main thread's end of computing in threads: a memory, the workers that share it, and the routines that run on them one after the other.
 *
 * The main thread only coordinates, so that a server goes on answering while it learns. Small work, and all work where there are no workers, runs inline: the
 * same routine, as a team of one, pausing as long work on the main thread does.
 */
import { ComputeError } from "../../core/errors.js";
import type { Progress } from "../../core/progress.js";
import { Arena } from "./arena.js";
import { Control } from "./control.js";
import { kernelsOver } from "./instantiate.js";
import { acquireMemory, canShare, releaseMemory } from "./memories.js";
import type { Routine } from "./routine.js";
import { soloTeam } from "./team.js";
import { compileKernels } from "./wasm.js";
import type { Outcome, WorkerThread } from "./worker-thread.js";
import { acquireWorkers, releaseWorkers } from "./workers.js";

/** Steps of work that are not worth another thread: some milliseconds. */
const SMALL = 2_000_000;
/** How often the main thread looks at how far the workers are, in milliseconds. */
const LOOK = 20;

/** What a crew is needed for. */
export interface CrewOptions {
  /** The bytes of all arrays that its arena and those of its routines take (`arenaBytes`), which may depend on how many threads there are. */
  readonly bytes: number | ((threads: number) => number);
  /** About how many steps there are to compute, in all: little work stays on the calling thread unless threads were asked for. */
  readonly cost: number;
  /** The option `threads` of `fit`: at most so many workers, 0 for the calling thread; default: one a core. */
  readonly threads?: number | undefined;
  readonly progress: Progress;
}

/** A memory and the threads that share it, for one piece of work. */
export class Crew {
  /** What the main thread puts in and takes out. Arrays that it takes before `run` stay; those of a routine come behind them. */
  readonly arena: Arena;
  readonly #memory: WebAssembly.Memory;
  readonly #module: WebAssembly.Module;
  readonly #workers: readonly WorkerThread[];
  readonly #control: Control;
  readonly #progress: Progress;

  /**
   * Gathers a crew; close it in a `finally`.
   *
   * @throws DataError `DATA_TOO_LARGE`; ComputeError `WASM_UNAVAILABLE`.
   */
  static async open({ bytes, cost, threads, progress }: CrewOptions): Promise<Crew> {
    const module = await compileKernels();
    const workers = Crew.isSmall(cost, threads) || threads === 0 ? [] : await acquireWorkers(threads);
    try {
      const needed = typeof bytes === "number" ? bytes : bytes(Math.max(1, workers.length));
      return new Crew(module, acquireMemory(needed), workers, progress);
    } catch (error) {
      releaseWorkers(workers);
      throw error;
    }
  }

  /** Whether work stays on the calling thread because it is little; not if threads were asked for. */
  static isSmall(cost: number, threads: number | undefined): boolean {
    return threads === undefined && cost <= SMALL;
  }

  private constructor(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    workers: readonly WorkerThread[],
    progress: Progress,
  ) {
    this.#module = module;
    this.#memory = memory;
    this.#workers = workers;
    this.#progress = progress;
    this.#control = Control.create(this.threads, canShare ? SharedArrayBuffer : ArrayBuffer);
    this.arena = new Arena(memory);
  }

  /** How many threads run the routines. */
  get threads(): number {
    return Math.max(1, this.#workers.length);
  }

  /**
   * Runs a routine on all threads and gives what each of them gave. Progress is told as the units that all of them have done, `before` more, of `total`.
   *
   * @throws AbortError when the signal fires: the threads have ended by then; ComputeError `WORKER_DIED`, `WORKER_FAILED`.
   */
  async run<Args, Result>(
    routine: Routine<Args, Result>,
    args: Args,
    { total, before = 0 }: { readonly total: number; readonly before?: number },
  ): Promise<Result[]> {
    this.#progress.check();
    this.#control.rewindAll(this.threads);
    if (this.#workers.length === 0) return [await this.#runInline(routine, args, before, total)];
    const running = this.#workers.map((worker, thread) => worker.run(this.#job(routine.name, args, thread)));
    // The first that ends early takes the others with it, which may be waiting for it.
    for (const outcome of running) void outcome.then(({ type }) => type !== "done" && this.#control.stop());
    try {
      await this.#watch(running, before, total);
    } catch (error) {
      this.#control.stop();
      await Promise.all(running);
      throw error;
    }
    return resultsOf<Result>(await Promise.all(running));
  }

  /** Gives back the memory and the workers. The arena must not be used any more. */
  close(): void {
    releaseMemory(this.#memory);
    releaseWorkers(this.#workers);
  }

  #job(routine: string, args: unknown, thread: number) {
    const shared = { module: this.#module, memory: this.#memory, control: this.#control.shared };
    return { routine, args, mark: this.arena.mark, thread, threads: this.threads, ...shared };
  }

  async #runInline<Args, Result>(
    routine: Routine<Args, Result>,
    args: Args,
    before: number,
    total: number,
  ): Promise<Result> {
    const kernels = await kernelsOver(this.#module, this.#memory);
    const arena = new Arena(this.#memory, this.arena.mark);
    const steps = routine.run(soloTeam(arena, kernels, this.#control), args);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await this.#progress.tick(before + step.value, total);
    }
  }

  async #watch(running: readonly Promise<Outcome>[], before: number, total: number): Promise<void> {
    let ended = false;
    const all = Promise.all(running).then(() => {
      ended = true;
    });
    while (!ended) {
      await Promise.race([all, sleep(LOOK)]);
      await this.#progress.tick(before + this.#control.done(this.threads), total);
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function resultsOf<Result>(outcomes: readonly Outcome[]): Result[] {
  for (const outcome of outcomes) {
    if (outcome.type === "died") throw workerDied(outcome.cause);
    if (outcome.type === "failed") throw workerFailed(outcome.error);
  }
  return outcomes.map((outcome) => {
    if (outcome.type !== "done") throw workerFailed(new Error("The routine stopped before its end"));
    // A routine's results come back as its own program gave them.
    return outcome.result as Result;
  });
}

function workerDied(cause: unknown): ComputeError {
  return new ComputeError("WORKER_DIED", {
    problem: "A worker thread ended while it was computing",
    given: cause instanceof Error ? cause.message : String(cause),
    remedy:
      "Call again, which starts another; if it comes back, use fewer rows, or threads: 0 to compute on the calling thread",
    cause,
  });
}

function workerFailed(cause: unknown): ComputeError {
  return new ComputeError("WORKER_FAILED", {
    problem: "The code of a worker thread failed",
    given: cause instanceof Error ? cause.message : String(cause),
    remedy: "This is a mistake of the library: please report it with the shape of the data and the options",
    cause,
  });
}
