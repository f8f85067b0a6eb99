/**
 * Twenty thousand mutants of seven artifacts: each is refused with a code, or is a model that answers; none takes long, and none
 * takes memory. A failure names the subject, the number of the mutant and how it was made; the same seed makes it again.
 *
 * MLKIT_FUZZ_SEED=7 tries other mutants, and prints what became of them.
 */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { deserialize } from "@org/mlkit";
import { expect, it } from "vitest";
import { sha256 } from "../../src/artifact/digest.js";
import { serialize } from "../../src/artifact/serialize.js";
import { MlkitError } from "../../src/core/errors.js";
import { Rng } from "../../src/core/rng.js";
import { type Mutant, mutantOf } from "./mutate.js";
import { type Subject, subjectFunctions, subjects } from "./subjects.js";

const GIVEN_SEED = process.env["MLKIT_FUZZ_SEED"];
const SEED = Number(GIVEN_SEED ?? 20);
const MUTANTS = 20_000;
const MEGABYTE = 1024 * 1024;
const MOST_MEMORY = 64 * MEGABYTE;
const LONGEST_MS = 1000;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const memory = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** What became of a mutant: the code of its refusal, or that it answered. */
async function outcomeOf({ file }: Mutant, { ask }: Subject, withDigest: boolean): Promise<string> {
  try {
    const digest = withDigest ? { sha256: await sha256(file) } : {};
    const model = await deserialize(file, { functions: subjectFunctions, ...digest });
    try {
      ask(model);
      return "answered";
    } catch (error) {
      // A model of other columns, say, refuses the rows of this test.
      return `answered with ${codeOf(error)}`;
    }
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof MlkitError)) throw error;
  // A kind that trips over its state is caught by the loader, but ought to have checked it.
  const tripped =
    error.cause instanceof TypeError || error.cause instanceof RangeError || error.cause instanceof ReferenceError;
  if (tripped && error.code !== "ARTIFACT_HEADER") throw error.cause;
  expect(error.remedy).not.toBe("");
  return error.code;
}

it("each mutant is refused with a code or answers, in time and memory", { timeout: 300_000 }, async () => {
  const files = await Promise.all(subjects.map(async ({ make }) => serialize(await make())));
  const counts = new Map<string, number>();
  let slowest = 0;
  let most = 0;
  const each = Math.ceil(MUTANTS / subjects.length);
  for (const [s, subject] of subjects.entries()) {
    const file = files[s] ?? new Uint8Array(0);
    const other = files[(s + 1) % files.length] ?? file;
    let level = 0;
    for (let i = 0; i < each; i++) {
      if (i % 100 === 0) {
        collectGarbage();
        level = memory();
      }
      const mutant = mutantOf(file, other, new Rng(SEED).derive(subject.name, i));
      const start = performance.now();
      let outcome: string;
      try {
        outcome = await outcomeOf(mutant, subject, i % 10 === 0);
      } catch (cause) {
        throw new Error(`mutant ${i} of the ${subject.name} (${mutant.how}) failed without a code: ${String(cause)}`, {
          cause,
        });
      }
      slowest = Math.max(slowest, performance.now() - start);
      most = Math.max(most, memory() - level);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  }
  expect(slowest).toBeLessThan(LONGEST_MS);
  expect(most).toBeLessThan(MOST_MEMORY);
  // The mutants reach every layer, and enough of them are models still.
  const reached = [
    "ARTIFACT_TRUNCATED",
    "ARTIFACT_HEADER",
    "ARTIFACT_TENSOR",
    "ARTIFACT_VERSION",
    "ARTIFACT_STATE",
    "KIND_UNKNOWN",
  ];
  for (const code of reached) expect(counts.get(code) ?? 0, code).toBeGreaterThan(20);
  expect(counts.get("answered")).toBeGreaterThan(MUTANTS / 20);
  if (GIVEN_SEED !== undefined) console.log({ slowest, megabytes: most / MEGABYTE, counts });
});
