/** What the tests of samplers share. */
import { readFileSync } from "node:fs";
import type { Label } from "../../src/core/contracts.js";
import { MlkitError } from "../../src/core/errors.js";
import { RandomOverSampler, RandomUnderSampler, SMOTE } from "../../src/sampling/index.js";

type Numbers = readonly (readonly number[])[];

interface Golden {
  readonly strategies: readonly {
    readonly sampler: keyof typeof samplers;
    readonly counts: readonly (readonly [string, number])[];
    readonly strategy: "auto" | number | readonly (readonly [string, number])[];
    readonly after: readonly (readonly [string, number])[] | null;
  }[];
  readonly bandwidth: {
    readonly rows: Numbers;
    readonly labels: readonly string[];
    readonly shrinkage: number;
    readonly bandwidth: readonly number[];
  };
  readonly moments: {
    readonly rows: Numbers;
    readonly k: number;
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
  };
}

export const samplers = { SMOTE, RandomOverSampler, RandomUnderSampler } as const;

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/sampling.json", import.meta.url), "utf8"));

/** How many there are of each label, sorted by label. */
export function countsOf(labels: Iterable<Label>): [Label, number][] {
  const counts = new Map<Label, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The coded error that something ends in. */
export async function errorOf(run: () => unknown): Promise<MlkitError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof MlkitError) return error;
    throw error;
  }
  throw new Error("it is taken");
}
