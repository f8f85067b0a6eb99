/**
 * The data of a case as files, so that every side reads the same bytes: numbers as raw float64 of this machine's byte order,
 * texts and bytes as they are.
 */
import { closeSync, openSync, readSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rng } from "../../src/core/rng.js";
import { normal } from "../../src/kernels/random.js";

/** What a case makes: numbers, texts and bytes by name. */
export type CaseData = Readonly<Record<string, Float64Array | string | Uint8Array>>;

/** Bytes that are read at a time: files may be larger than one call takes. */
const CHUNK = 1 << 26;

/** The files of a case. */
export class BenchData {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The numbers of this name, read to where they stay: a copy in between would count as memory of what is measured. */
  float64(name: string): Float64Array {
    const path = join(this.#folder, `${name}.f64`);
    const numbers = new Float64Array(statSync(path).size / 8);
    const bytes = new Uint8Array(numbers.buffer);
    const file = openSync(path, "r");
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, Math.min(CHUNK, bytes.length - at), null);
      if (read === 0) throw new Error(`${path} became shorter`);
      at += read;
    }
    closeSync(file);
    return numbers;
  }

  /** The path of a text, or of bytes. */
  path(name: string): string {
    return join(this.#folder, name);
  }
}

/** Writes the data of a case into a folder. */
export function writeData(folder: string, data: CaseData): void {
  for (const [name, content] of Object.entries(data))
    writeFileSync(join(folder, content instanceof Float64Array ? `${name}.f64` : name), content);
}

/** Standard normal numbers. */
export function normals(rng: Rng, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => normal(rng));
}

/** For each of `rows` rows, Σ x[row, j] · w[j] over its `w.length` columns. */
export function scores(x: Float64Array, w: Float64Array): Float64Array {
  const cols = w.length;
  return Float64Array.from({ length: x.length / cols }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += (x[row * cols + j] ?? 0) * (w[j] ?? 0);
    return sum;
  });
}
