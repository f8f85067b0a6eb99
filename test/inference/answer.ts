/**
 * Loads artifacts and predicts. This file is bundled and run in several places, so it imports the inference entry alone and uses
 * nothing that only Node or only a browser has.
 */
import {
  deserialize,
  LinearRegressorModel,
  PipelineClassifier,
  PipelineRegressor,
  TreeClassifierModel,
} from "../../src/inference.js";

/** An artifact and what to ask it, as JSON. */
export interface Case {
  readonly name: string;
  /** The file, in base64. */
  readonly artifact: string;
  readonly digest: string;
  readonly rows: readonly object[] | readonly (readonly number[])[];
}

/** What a model said: labels as they are, numbers as the bits of their doubles in hexadecimal. */
export interface Answer {
  readonly name: string;
  readonly labels?: readonly unknown[];
  readonly bits: string;
  /** The same by one row at a time, where the model has that path. */
  readonly bitsOneByOne?: string;
}

/** Answers all cases, in order. */
export async function answerAll(cases: readonly Case[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const each of cases) answers.push(await answer(each));
  return answers;
}

async function answer({ name, artifact, digest, rows }: Case): Promise<Answer> {
  const model = await deserialize(bytesOf(artifact), { sha256: digest });
  if (model instanceof PipelineClassifier) {
    const one = rows.flatMap((row) => [...model.predictProbaOne(row)]);
    const bits = bitsOf(model.predictProba(rows).values);
    return { name, labels: model.predict(rows), bits, bitsOneByOne: bitsOf(one) };
  }
  if (model instanceof PipelineRegressor) {
    const one = rows.map((row) => model.predictOne(row));
    return { name, bits: bitsOf(model.predict(rows)), bitsOneByOne: bitsOf(one) };
  }
  if (model instanceof TreeClassifierModel) {
    return { name, labels: model.predict(rows), bits: bitsOf(model.predictProba(rows).values) };
  }
  if (model instanceof LinearRegressorModel) return { name, bits: bitsOf(model.predict(rows)) };
  throw new Error(`No question for a ${model.kind}`);
}

/** Reads base64, which `atob` does everywhere. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function bitsOf(values: Iterable<number>): string {
  const words = new BigUint64Array(Float64Array.from(values).buffer);
  return Array.from(words, (word) => word.toString(16).padStart(16, "0")).join("");
}

/** Whether this place refuses to turn text into code, as it should where it is asked to. */
export function refusesText(): boolean {
  try {
    return Reflect.construct(Function, ["return 1"])() !== 1;
  } catch {
    return true;
  }
}
