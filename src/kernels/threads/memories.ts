/**
 * The WebAssembly memories of the process, used again and again. The engine does not count what a shared memory holds, so that those that are dropped pile up
 * before it collects them: a fit must never make one for itself alone. There are as many as fits ever ran at the same time.
 */
import { DataError } from "../../core/errors.js";
import { ARENA_START } from "./arena.js";

const PAGE = 65_536;
/** The pages that a memory may grow to: 4 GiB, as far as its addresses go. Some systems reserve less. */
const MOST_PAGES = [65_536, 32_768, 8192];
/** The pages that a memory starts with; the kernels were compiled for at least as many. */
const FIRST_PAGES = 16;

const idle: WebAssembly.Memory[] = [];

/** Whether threads can share memory here: always in Node, in browsers on pages that are cross-origin isolated. */
export const canShare = typeof SharedArrayBuffer === "function";

/**
 * A memory with room for so many bytes of arrays, for the caller alone until it is released. What it holds is left from earlier work.
 *
 * @throws DataError `DATA_TOO_LARGE` when the system does not give as much.
 */
export function acquireMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil((ARENA_START + bytes) / PAGE);
  // The largest one: small work finds room in it, and large work has the least to add.
  idle.sort((a, b) => a.buffer.byteLength - b.buffer.byteLength);
  const memory = idle.pop() ?? createMemory();
  const missing = pages - memory.buffer.byteLength / PAGE;
  try {
    if (missing > 0) memory.grow(missing);
  } catch (cause) {
    idle.push(memory);
    throw tooLarge(bytes, cause);
  }
  return memory;
}

/** Gives a memory back. Nobody may use its arrays any more. */
export function releaseMemory(memory: WebAssembly.Memory): void {
  idle.push(memory);
}

function createMemory(): WebAssembly.Memory {
  for (const maximum of MOST_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: FIRST_PAGES, maximum, shared: canShare });
    } catch {
      // The next asks for less.
    }
  }
  throw tooLarge(FIRST_PAGES * PAGE, undefined);
}

function tooLarge(bytes: number, cause: unknown): DataError {
  return new DataError("DATA_TOO_LARGE", {
    problem: "The system gives no memory of the size that this work needs",
    given: `${Math.ceil(bytes / 1_048_576)} MiB`,
    expected: "at most 4 GiB, and what is free on this machine",
    remedy: "Learn from fewer rows or columns",
    data: { bytes },
    cause,
  });
}
