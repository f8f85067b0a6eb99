/**
 * Progress, cancelling and fairness of long work, in one object that `fit` passes down.
 *
 * Code that learns calls `await progress.tick(done, total)` once a round. Most calls return at once; when 16 ms have gone
 * by since the last one that did not, it lets the event loop run, so that a server that trains goes on answering and an
 * abort takes effect. This is the one file below `serve/` that reads a clock: no result depends on it.
 */
import { AbortError } from "./errors.js";

/** How far a piece of work is. */
export interface ProgressEvent {
  /** The path of the stage that works, such as `["features", "numbers"]`; empty for an estimator on its own. */
  readonly stage: readonly string[];
  /** Rounds done, from 0 to `total`. */
  readonly done: number;
  /** Rounds in all; an upper bound where the work may end early. */
  readonly total: number;
}

/** How long work may hold the event loop before it lets others run, in milliseconds. */
const SLICE = 16;
/** How often `onProgress` is told at most, in milliseconds. */
const REPORT = 50;

/** What progress is told to and what ends the work. */
export interface ProgressOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** How many threads the work may use, for the parts of it to know. */
  readonly threads?: number | undefined;
}

/**
 * Reports how far the work is, yields to the event loop, and throws when the work is aborted.
 *
 * @example
 * ```ts
 * import { Progress } from "@org/mlkit";
 *
 * const rounds: number[] = [];
 * const progress = new Progress({ onProgress: ({ done }) => rounds.push(done) });
 * for (let round = 1; round <= 3; round++) await progress.tick(round, 3);
 * rounds.at(-1); // => 3
 *
 * const stopped = new Progress({ signal: AbortSignal.abort() });
 * await stopped.tick(1, 3); // throws ABORTED
 * ```
 */
export class Progress {
  #options: ProgressOptions;
  #stage: readonly string[];
  #yielded = performance.now();
  #reported = Number.NEGATIVE_INFINITY;

  constructor(options: ProgressOptions = {}, stage: readonly string[] = []) {
    this.#options = options;
    this.#stage = stage;
  }

  /** The signal that ends the work, where one was given. */
  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }

  /** The options of a `fit` one level down, so that its events carry the path of its stage. */
  forStage(name: string): ProgressOptions {
    const { signal, onProgress, threads } = this.#options;
    if (onProgress === undefined) return { signal, threads };
    return { signal, threads, onProgress: (event) => onProgress({ ...event, stage: [name, ...event.stage] }) };
  }

  /** @throws AbortError when the signal has fired. */
  check(): void {
    if (this.#options.signal?.aborted) throw new AbortError(this.#options.signal.reason);
  }

  /**
   * Marks a round as done.
   *
   * @throws AbortError when the signal has fired.
   */
  async tick(done: number, total: number): Promise<void> {
    this.check();
    const now = performance.now();
    if (this.#options.onProgress !== undefined && (now - this.#reported >= REPORT || done === total)) {
      this.#reported = now;
      this.#options.onProgress({ stage: this.#stage, done, total });
    }
    if (now - this.#yielded < SLICE) return;
    await nextTurn();
    this.#yielded = performance.now();
    this.check();
  }
}

/** Lets pending input, timers and messages run first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
