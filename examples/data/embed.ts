/**
 * Writes `package-embeddings.parquet`: one vector of 64 numbers for each description in `packages.csv`.
 *
 * It stands in for a language model, which would make better ones: every three to five neighbouring characters of a text get a direction of their own, drawn from a
 * generator that they seed, and the text's vector is the sum of its directions, brought to length 1. Texts that share words are near one another; nothing was trained.
 *
 *     npx tsx examples/data/embed.ts
 */
import { fileURLToPath } from "node:url";
import { Frame, Rng, readCsv, writeParquet } from "@org/mlkit";

const SIZE = 64;
const directions = new Map<string, Float64Array>();

/** About normal, from the sum of four uniform numbers. */
function directionOf(gram: string): Float64Array {
  const known = directions.get(gram);
  if (known !== undefined) return known;
  const rng = new Rng(1).derive(gram);
  const direction = Float64Array.from({ length: SIZE }, () => rng.float() + rng.float() + rng.float() + rng.float() - 2);
  directions.set(gram, direction);
  return direction;
}

/** The vector of a text. */
export function embed(text: string): Float32Array {
  const sum = new Float64Array(SIZE);
  for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
    const padded = ` ${word} `;
    for (let length = 3; length <= 5; length++) {
      for (let start = 0; start + length <= padded.length; start++) {
        const direction = directionOf(padded.slice(start, start + length));
        for (let i = 0; i < SIZE; i++) sum[i] = (sum[i] as number) + (direction[i] as number);
      }
    }
  }
  let squares = 0;
  for (const value of sum) squares += value * value;
  const norm = Math.sqrt(squares);
  return Float32Array.from(sum, (value) => (norm === 0 ? 0 : value / norm));
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The names of the packages and the vectors of their descriptions. */
export async function embeddings(): Promise<Frame> {
  const packages = await readCsv(path("packages.csv"));
  return Frame.fromColumns({
    name: packages.columnOf("name"),
    embedding: Array.from(packages.column("description"), (text) => embed(String(text))),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeParquet(await embeddings(), path("package-embeddings.parquet"));
