/**
 * Typed arrays in a WebAssembly memory, handed out one behind the other.
 *
 * There is no way to give an array back but to `reset` to a mark: an arena lives as long as one piece of work. Each thread has an arena of its own over the
 * same memory; those that take the same arrays in the same order get the same places, which is how threads agree on them without a word.
 */
import { DataError } from "../../core/errors.js";

/** Where arrays begin: before it stands the static data of the kernels. */
export const ARENA_START = 65_536;

/** Arrays start at multiples of this, a cache line and more than any SIMD load. */
const ALIGNMENT = 64;
/** What separates the arrays that different threads write: the processor would pass lines that lie closer back and forth. */
const THREAD_GAP = 4096;

/** The bytes that an array of so many bytes takes up in an arena. */
export function arenaBytes(...arrays: readonly number[]): number {
  return arrays.reduce((sum, bytes) => sum + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT, 0);
}

/** Where an array stands in a memory: what one thread tells another of it. */
export interface Place {
  /** The address of the first value. */
  readonly at: number;
  readonly length: number;
}

/** The place of an array of an arena. */
export function placeOf({ byteOffset, length }: { readonly byteOffset: number; readonly length: number }): Place {
  return { at: byteOffset, length };
}

/** A memory's arrays. The address of an array for a kernel is its `byteOffset`. */
export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly #buffer: ArrayBufferLike;
  #top: number;

  constructor(memory: WebAssembly.Memory, start = ARENA_START) {
    this.memory = memory;
    this.#buffer = memory.buffer;
    this.#top = start;
  }

  /** Where the next array would start: what `reset` takes to give back all that came after. */
  get mark(): number {
    return this.#top;
  }

  /** Gives back all arrays taken since the mark. */
  reset(mark: number): void {
    this.#top = mark;
  }

  /** Starts the next array far from those before, which other threads write. */
  separate(): void {
    this.#top = Math.ceil(this.#top / THREAD_GAP) * THREAD_GAP;
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#buffer, this.#take(length * 8), length);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#buffer, this.#take(length * 4), length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#buffer, this.#take(length * 4), length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(length * 4), length);
  }

  uint16(length: number): Uint16Array {
    return new Uint16Array(this.#buffer, this.#take(length * 2), length);
  }

  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(length), length);
  }

  /** An array that another thread has taken. */
  float64At({ at, length }: Place): Float64Array {
    return new Float64Array(this.#buffer, at, length);
  }

  int32At({ at, length }: Place): Int32Array {
    return new Int32Array(this.#buffer, at, length);
  }

  uint32At({ at, length }: Place): Uint32Array {
    return new Uint32Array(this.#buffer, at, length);
  }

  #take(bytes: number): number {
    const at = this.#top;
    this.#top += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (this.#top > this.#buffer.byteLength) throw arenaFull(bytes, this.#buffer.byteLength - at);
    return at;
  }
}

function arenaFull(bytes: number, left: number): DataError {
  return new DataError("DATA_TOO_LARGE", {
    problem: "An array does not fit into the memory that was set aside for this work",
    given: `${bytes} bytes`,
    expected: `at most ${Math.max(0, left)} bytes`,
    remedy: "This is a mistake of the library: please report it with the shape of the data and the options",
    data: { bytes, left },
  });
}
