/** Run by threads.real.test.ts after bundling: learns on this thread's workers, or in a worker of its own, and is done; nothing calls `process.exit`. */
import { createHash } from "node:crypto";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { RandomForestClassifier, serialize } from "@org/mlkit";
import { threadedData } from "./threaded-data.js";

async function learn(): Promise<string> {
  const { x, y } = threadedData(20_000, 10);
  const model = await new RandomForestClassifier({ nEstimators: 20 }).fit(x, y, { threads: 2 });
  return createHash("sha256").update(serialize(model)).digest("hex");
}

if (!isMainThread) parentPort?.postMessage(await learn());
else if (process.argv[2] === "nested") {
  const worker = new Worker(new URL(import.meta.url));
  const nested = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  console.log(nested);
} else console.log(await learn());
