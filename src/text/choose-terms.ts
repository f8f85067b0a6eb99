/**
 * Which terms of the texts get a column, and in which order.
 */
import { DataError, ParameterError } from "../core/errors.js";
import { select } from "../kernels/select.js";
import type { Counted } from "./count-documents.js";
import { inPauses, type Pause } from "./in-pauses.js";
import { sortTerms } from "./sort-terms.js";
import { textBetween } from "./spans.js";

/** Bounds on terms. */
export interface TermLimits {
  /** In how many texts a term is at least: a count from 1, or a share of the texts below 1. */
  readonly minDf: number;
  /** In how many at most: a share of the texts up to 1, or a count from 2. */
  readonly maxDf: number;
  /** How many terms there are at most. */
  readonly maxFeatures: number | null;
}

/** The numbers of the terms that get a column, in alphabetical order. */
export async function chooseTerms(
  owner: string,
  { table, frequencies, totals }: Counted,
  texts: number,
  { minDf, maxDf, maxFeatures }: TermLimits,
  pause: Pause,
): Promise<Int32Array> {
  const least = minDf < 1 ? minDf * texts : minDf;
  const most = maxDf <= 1 ? maxDf * texts : maxDf;
  if (most < least) throw contradiction(owner, minDf, maxDf, texts);
  if (table.size === 0) throw noTerms(owner, "no text has a term", "Check the texts, stopWords and tokenPattern");
  const ids = await within(frequencies, least, most, pause);
  if (ids.length === 0) throw noTerms(owner, "no term is in so many texts", "Lower minDf, or raise maxDf");
  for (const _ of sortTerms(table, ids)) await pause();
  return maxFeatures === null || maxFeatures >= ids.length ? ids : mostFrequent(ids, totals, maxFeatures, pause);
}

async function within(frequencies: Float64Array, least: number, most: number, pause: Pause): Promise<Int32Array> {
  const ids = new Int32Array(frequencies.length);
  let count = 0;
  await inPauses(frequencies.length, pause, (start, end) => {
    for (let id = start; id < end; id++) {
      const frequency = frequencies[id] as number;
      if (frequency >= least && frequency <= most) ids[count++] = id;
    }
  });
  return ids.slice(0, count);
}

/** The terms that come most often, in the order given; of equals, the first. */
async function mostFrequent(ids: Int32Array, totals: Float64Array, count: number, pause: Pause): Promise<Int32Array> {
  const values = await valuesAt(totals, ids, pause);
  await select(values, ids.length - count, pause);
  const least = values[ids.length - count] as number;
  // None is left of that place that is larger.
  let room = count;
  await inPauses(count, pause, (start, end) => {
    for (let i = start; i < end; i++) if ((values[ids.length - count + i] as number) > least) room--;
  });
  const out = new Int32Array(count);
  let chosen = 0;
  await inPauses(ids.length, pause, (start, end) => {
    for (let i = start; i < end; i++) {
      const id = ids[i] as number;
      const total = totals[id] as number;
      if (total > least || (total === least && room-- > 0)) out[chosen++] = id;
    }
  });
  return out;
}

/** The values at these places. */
export async function valuesAt(values: Float64Array, ids: Int32Array, pause: Pause): Promise<Float64Array> {
  const out = new Float64Array(ids.length);
  await inPauses(ids.length, pause, (start, end) => {
    for (let i = start; i < end; i++) out[i] = values[ids[i] as number] as number;
  });
  return out;
}

/** Terms as strings. */
export async function termsOf({ table }: Counted, ids: Int32Array, pause: Pause): Promise<string[]> {
  const { units, starts } = table;
  const terms: string[] = [];
  await inPauses(ids.length, pause, (start, end) => {
    for (let i = start; i < end; i++) {
      const id = ids[i] as number;
      terms.push(textBetween(units, starts[id] as number, starts[id + 1] as number));
    }
  });
  return terms;
}

function contradiction(owner: string, minDf: number, maxDf: number, texts: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} has a maxDf that is less than its minDf`,
    given: `minDf ${minDf} and maxDf ${maxDf} for ${texts} texts`,
    expected: "bounds that a term can keep to",
    remedy: "Lower minDf or raise maxDf: below 1, both are shares of the texts",
    data: { owner, minDf, maxDf, texts },
  });
}

function noTerms(owner: string, given: string, remedy: string): DataError {
  return new DataError("DATA_EMPTY", {
    problem: `${owner} found no term for its vocabulary`,
    given,
    expected: "at least one term",
    remedy,
    data: { owner },
  });
}
