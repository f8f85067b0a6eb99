/**
 * What ranking metrics share: how many positives and negatives score at least so high, and the area under the ROC curve.
 *
 * Rows with equal scores cannot be told apart, so that they enter together; the area then counts each tied pair half, as the
 * Mann-Whitney statistic does. O(n log n) for sorting by score.
 */

/** Summed weights of what scores at least `thresholds[i]`, from the highest score down. */
export interface CumulativeCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
}

/** Rows by score, highest first; rows of equal score keep their order, so that sums are the same on every machine. */
function byScoreDescending(scores: Float64Array): Uint32Array {
  const order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => scores[b]! - scores[a]!);
}

/** Counts at every distinct score; rows of weight 0 are as if they were not there. */
export function cumulativeCounts(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
): CumulativeCounts {
  const order = byScoreDescending(scores);
  const thresholds = new Float64Array(order.length);
  const truePositives = new Float64Array(order.length);
  const falsePositives = new Float64Array(order.length);
  let last = -1;
  let hits = 0;
  let misses = 0;
  for (const row of order) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    if (positive[row] === 1) hits += weight;
    else misses += weight;
    if (last < 0 || thresholds[last] !== scores[row]) thresholds[++last] = scores[row]!;
    truePositives[last] = hits;
    falsePositives[last] = misses;
  }
  return {
    thresholds: thresholds.slice(0, last + 1),
    truePositives: truePositives.slice(0, last + 1),
    falsePositives: falsePositives.slice(0, last + 1),
  };
}

/** The area under the ROC curve; `undefined` where there are no positives or no negatives. */
export function areaUnderRoc(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
): number | undefined {
  return weights === undefined ? areaByRanks(positive, scores) : weightedArea(positive, scores, weights);
}

/**
 * Without weights the pairs can be counted in whole numbers: both classes' scores are sorted on their own, which typed arrays do natively,
 * and then merged. That is faster than sorting rows by score, and exact.
 */
function areaByRanks(positive: Uint8Array, scores: Float64Array): number | undefined {
  const high = scores.filter((_, row) => positive[row] === 1).sort();
  const low = scores.filter((_, row) => positive[row] !== 1).sort();
  if (high.length === 0 || low.length === 0) return undefined;
  let below = 0;
  let upTo = 0;
  let doubled = 0;
  for (const score of high) {
    while (below < low.length && low[below]! < score) below++;
    while (upTo < low.length && low[upTo]! <= score) upTo++;
    doubled += below + upTo;
  }
  return doubled / (2 * high.length * low.length);
}

function weightedArea(positive: Uint8Array, scores: Float64Array, weights: Float64Array): number | undefined {
  const { truePositives, falsePositives } = cumulativeCounts(positive, scores, weights);
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return undefined;
  let area = 0;
  let hits = 0;
  let misses = 0;
  for (let i = 0; i < truePositives.length; i++) {
    area += (falsePositives[i]! - misses) * (hits + truePositives[i]!);
    hits = truePositives[i]!;
    misses = falsePositives[i]!;
  }
  return area / (2 * positives * negatives);
}

/** 1 where the code is `code`, 0 elsewhere. */
export function isCode(codes: Int32Array, code: number): Uint8Array {
  const marks = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; i++) marks[i] = codes[i] === code ? 1 : 0;
  return marks;
}
