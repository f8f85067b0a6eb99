/**
 * What the threads of a team tell one another, in a few shared integers: aborts, meetings, counters, and how far each of them is.
 */
import { COUNTERS } from "./routine.js";

const ABORT = 0;
const ARRIVED = 1;
const ROUND = 2;
const FIRST_COUNTER = 16;
/** Integers between two that different threads write, so that they do not share a cache line. */
const STRIDE = 32;
const FIRST_DONE = 64;

/** How often a waiting thread looks before it goes to sleep: some tens of microseconds, longer than a team's usual wait. */
const SPINS = 20_000;
/** How long it sleeps at most before it looks for an abort, in milliseconds. */
const NAP = 20;

/** Thrown inside a routine when the work is to end early; never leaves this folder. */
export class Stopped extends Error {}

/** The shared integers of one team. */
export class Control {
  readonly shared: Int32Array;

  constructor(shared: Int32Array) {
    this.shared = shared;
  }

  /** Integers for a team, all 0. */
  static create(threads: number, buffer: typeof SharedArrayBuffer | typeof ArrayBuffer): Control {
    return new Control(new Int32Array(new buffer((FIRST_DONE + threads * STRIDE) * 4)));
  }

  /** Makes every thread end at its next look. */
  stop(): void {
    Atomics.store(this.shared, ABORT, 1);
    Atomics.notify(this.shared, ROUND);
  }

  /** @throws Stopped when the work is to end. */
  check(): void {
    if (Atomics.load(this.shared, ABORT) !== 0) throw new Stopped();
  }

  /** Says how far a thread is. */
  report(thread: number, done: number): void {
    Atomics.store(this.shared, FIRST_DONE + thread * STRIDE, done);
  }

  /** How far all threads are together. */
  done(threads: number): number {
    let sum = 0;
    for (let thread = 0; thread < threads; thread++) sum += Atomics.load(this.shared, FIRST_DONE + thread * STRIDE);
    return sum;
  }

  claim(counter: number): number {
    return Atomics.add(this.shared, FIRST_COUNTER + counter, 1);
  }

  rewind(counter: number): void {
    Atomics.store(this.shared, FIRST_COUNTER + counter, 0);
  }

  /** Prepares for the next routine; no thread may be at work. */
  rewindAll(threads: number): void {
    for (let counter = 0; counter < COUNTERS; counter++) this.rewind(counter);
    for (let thread = 0; thread < threads; thread++) this.report(thread, 0);
  }

  /** Waits for all of `threads`: looks for a while, then sleeps. */
  meet(threads: number): void {
    const { shared } = this;
    const round = Atomics.load(shared, ROUND);
    if (Atomics.add(shared, ARRIVED, 1) === threads - 1) {
      Atomics.store(shared, ARRIVED, 0);
      Atomics.add(shared, ROUND, 1);
      Atomics.notify(shared, ROUND);
    } else {
      for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(shared, ROUND) !== round) break;
      while (Atomics.load(shared, ROUND) === round) {
        this.check();
        Atomics.wait(shared, ROUND, round, NAP);
      }
    }
    this.check();
  }
}
