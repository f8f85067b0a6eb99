/** Run by places.test.ts after bundling, in a process of its own: answers on this thread, and in a worker of the same file. */
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type Answer, answerAll, type Case, refusesText } from "./answer.js";

/** What is told of each place. */
export interface Told {
  readonly refuses: boolean;
  readonly answers: readonly Answer[];
}

async function tell(path: string): Promise<Told> {
  const cases = JSON.parse(readFileSync(path, "utf8")) as Case[];
  return { refuses: refusesText(), answers: await answerAll(cases) };
}

if (isMainThread) {
  const path = process.argv[2] ?? "";
  const main = await tell(path);
  const worker = await new Promise<Told>((resolve, reject) => {
    new Worker(new URL(import.meta.url), { workerData: path }).once("message", resolve).once("error", reject);
  });
  console.log(JSON.stringify({ main, worker }));
} else {
  parentPort?.postMessage(await tell(workerData));
}
