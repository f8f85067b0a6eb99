/** Run by threads.real.test.ts after bundling: learns on workers, in a worker of its own, or until it aborts, and is done; nothing calls `process.exit`. */
import { createHash } from "node:crypto";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { type FitOptions, MlkitError, RandomForestClassifier, serialize } from "@org/mlkit";
import { threadedData } from "./threaded-data.js";

async function learn(options: FitOptions = {}): Promise<string> {
  const { x, y } = threadedData(20_000, 10);
  const model = await new RandomForestClassifier({ nEstimators: 20 }).fit(x, y, { threads: 2, ...options });
  return createHash("sha256").update(serialize(model)).digest("hex");
}

if (!isMainThread) parentPort?.postMessage(await learn());
else if (process.argv[2] === "nested") {
  const worker = new Worker(new URL(import.meta.url));
  const nested = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  console.log(nested);
} else if (process.argv[2] === "abort") {
  // Nothing but the workers is left to wait for once the abort has fired.
  const controller = new AbortController();
  const onProgress = ({ done }: { readonly done: number }) => done > 0 && controller.abort();
  await learn({ signal: controller.signal, onProgress }).catch((error: unknown) => {
    console.log(error instanceof MlkitError ? error.code : error);
  });
} else console.log(await learn());
