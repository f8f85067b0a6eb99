/**
 * Estimators of the mutual information of two variables, in nats; mutual-info.ts says from which papers.
 */
import type { Rng } from "../../core/rng.js";
import { countNearer, kthDistances } from "../../kernels/line-neighbours.js";
import { digamma } from "../../kernels/math/digamma.js";
import { log } from "../../kernels/math.js";
import { PlaneTree } from "../../kernels/plane-neighbours.js";
import { sortWithPauses } from "../../kernels/sort.js";

/** A variable of classes: codes from 0 up to, not including, `count`. */
export interface Discrete {
  readonly codes: Int32Array;
  readonly count: number;
}

type Pause = () => Promise<void>;

/** Questions between two pauses. */
const QUESTIONS = 1 << 12;

/** The mutual information of two variables, each of numbers that all differ or of classes; at least 0. */
export async function informationOf(
  a: Float64Array | Discrete,
  b: Float64Array | Discrete,
  k: number,
  rng: Rng,
  pause: Pause,
): Promise<number> {
  const [continuous, discrete] = a instanceof Float64Array ? [a, b] : [b, a];
  if (!(continuous instanceof Float64Array)) return Math.max(0, ofClasses(continuous, discrete as Discrete));
  if (discrete instanceof Float64Array) return Math.max(0, await ofNumbers(continuous, discrete, k, rng, pause));
  return Math.max(0, await ofNumbersAndClasses(continuous, discrete, k, pause));
}

async function ofNumbers(x: Float64Array, y: Float64Array, k: number, rng: Rng, pause: Pause): Promise<number> {
  const { length } = x;
  const tree = await PlaneTree.of(x, y, rng, pause);
  const distances = await tree.kthDistances(k, pause);
  const psi = digammaTable();
  let sum = 0;
  for (const own of [tree.x, tree.y]) {
    const sorted = await sortWithPauses(own.slice(), pause);
    for (let i = 0; i < length; i++) {
      // The point itself is among those that are nearer: ψ of one more than the others.
      sum += psi(countNearer(sorted, own[i] as number, distances[i] as number));
      if (i % QUESTIONS === 0) await pause();
    }
  }
  return digamma(length) + digamma(k) - sum / length;
}

async function ofNumbersAndClasses(
  x: Float64Array,
  { codes, count }: Discrete,
  neighbours: number,
  pause: Pause,
): Promise<number> {
  const groups = await groupsOf(x, codes, count, pause);
  // A class of one row has no neighbours of its own.
  const several = groups.filter(({ length }) => length > 1);
  const total = several.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) return 0;
  const all = new Float64Array(total);
  several.reduce((at, group) => {
    all.set(group, at);
    return at + group.length;
  }, 0);
  await sortWithPauses(all, pause);
  const psi = digammaTable();
  let sum = 0;
  for (const group of several) {
    const k = Math.min(neighbours, group.length - 1);
    const distances = await kthDistances(group, k, pause);
    sum += group.length * (digamma(k) - digamma(group.length));
    for (let i = 0; i < group.length; i++) {
      sum -= psi(countNearer(all, group[i] as number, distances[i] as number));
      if (i % QUESTIONS === 0) await pause();
    }
  }
  return digamma(total) + sum / total;
}

/** The numbers of each class, sorted. */
async function groupsOf(x: Float64Array, codes: Int32Array, count: number, pause: Pause): Promise<Float64Array[]> {
  const sizes = new Int32Array(count);
  for (let row = 0; row < codes.length; row++)
    sizes[codes[row] as number] = (sizes[codes[row] as number] as number) + 1;
  const groups = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Int32Array(count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const at = filled[code] as number;
    (groups[code] as Float64Array)[at] = x[row] as number;
    filled[code] = at + 1;
  }
  for (const group of groups) await sortWithPauses(group, pause);
  return groups;
}

function ofClasses(a: Discrete, b: Discrete): number {
  const pairs = new Map<number, number>();
  const [ofA, ofB] = [new Float64Array(a.count), new Float64Array(b.count)];
  for (let row = 0; row < a.codes.length; row++) {
    const [i, j] = [a.codes[row] as number, b.codes[row] as number];
    const pair = i * b.count + j;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    ofA[i] = (ofA[i] as number) + 1;
    ofB[j] = (ofB[j] as number) + 1;
  }
  const total = a.codes.length;
  let sum = 0;
  for (const [pair, n] of pairs) {
    const [i, j] = [Math.floor(pair / b.count), pair % b.count];
    const independent = (ofA[i] as number) * (ofB[j] as number);
    // Exactly 0 where the counts are those of independence.
    if (n * total !== independent) sum += n * log((n / (ofA[i] as number)) * (total / (ofB[j] as number)));
  }
  return sum / total;
}

/** ψ of whole numbers from 1 on, each worked out once. */
function digammaTable(): (n: number) => number {
  const known: number[] = [];
  return (n) => {
    known[n] ??= digamma(n);
    return known[n];
  };
}
