/**
 * Work that one thread or several do together: the same program runs on each of them, over one memory.
 *
 * A routine is a generator over plain numbers and typed arrays. Each thread does its share, told by `thread` and `threads`, or takes the next piece by `claim`;
 * `meet` waits for the others. A `yield` says how many units are done, and is where an abort ends the work, so nothing may run for more than about
 * 10 ms without one (or without `meet`, which looks for an abort too). What a routine gives must not depend on how many threads there are.
 */
import type { Kernels } from "../generated/kernels.js";
import type { Arena } from "./arena.js";

/** What a routine sees of the threads that run it. */
export interface Team {
  /** The number of this thread, from 0 on. */
  readonly thread: number;
  /** How many threads run the routine. */
  readonly threads: number;
  /** The memory that they share. Every thread that takes the same arrays from it in the same order gets the same ones. */
  readonly arena: Arena;
  /** The WebAssembly kernels over that memory. */
  readonly kernels: Kernels;
  /** Waits until every thread has come here. What any of them wrote before is seen by all of them after it. */
  meet(): void;
  /**
   * The next piece that no thread has taken, counted from 0; all counters are at 0 when the routine starts. The counter must not be used again for other
   * pieces until a `meet` and a `rewind`.
   */
  claim(counter: number): number;
  /** Sets a counter to 0. One thread does it, between two meetings. */
  rewind(counter: number): void;
}

/** How many counters a team has for `claim`. */
export const COUNTERS = 8;

/** A program for threads. `Args` and `Result` are plain data that can be cloned from thread to thread. */
export interface Routine<Args, Result> {
  /** Names the routine to the workers, such as `"tree/forest"`. */
  readonly name: string;
  /** The program of one thread. What it yields is how many units this thread has done so far. */
  readonly run: (team: Team, args: Args) => Generator<number, Result, void>;
  /** The buffers of a result that the thread gives away rather than copies. */
  readonly transfer?: (result: Result) => ArrayBuffer[];
}

/** The even share of `count` things that falls to one thread: from `start` up to `end`, starts at multiples of `unit`. */
export function shareOf(
  count: number,
  { thread, threads }: Pick<Team, "thread" | "threads">,
  unit = 1,
): { start: number; end: number } {
  const units = Math.ceil(count / unit);
  const edge = (k: number) => Math.min(count, Math.floor((units * k) / threads) * unit);
  return { start: edge(thread), end: thread + 1 === threads ? count : edge(thread + 1) };
}
