/**
 * The program of a worker thread, in Node and in browsers. `npm run kernels` bundles it into `kernels/generated/worker-source.ts`; nothing imports it.
 */
import type { Job } from "./kernels/threads/messages.js";
import { type AnyRoutine, jobServer, type Port } from "./kernels/threads/serve-jobs.js";
import { treeSums } from "./kernels/tree-sums-routine.js";

/** Whatever a crew may be asked to run. */
const routines: readonly AnyRoutine[] = [treeSums];

if (typeof process === "object" && process.versions?.node !== undefined) {
  void import("node:worker_threads").then(({ parentPort }) => {
    const port: Port = { post: (answer, transfer) => parentPort?.postMessage(answer, transfer) };
    parentPort?.on("message", jobServer(routines, port));
  });
} else {
  const port: Port = { post: (answer, transfer) => postMessage(answer, { transfer }) };
  const serve = jobServer(routines, port);
  addEventListener("message", ({ data }: MessageEvent<Job>) => void serve(data));
}
