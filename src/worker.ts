/**
 * The program of a worker thread, in Node and in browsers. `npm run kernels` bundles it into `kernels/generated/worker-source.ts`; nothing imports it.
 */
import { binRoutine } from "./kernels/binning/bin-routine.js";
import { edgeRoutine } from "./kernels/binning/edge-routine.js";
import { nearestRoutine } from "./kernels/nearest-routine.js";
import type { Job } from "./kernels/threads/messages.js";
import { nodeThreads } from "./kernels/threads/platform.js";
import { type AnyRoutine, jobServer, type Port } from "./kernels/threads/serve-jobs.js";
import { treeSums } from "./kernels/tree-sums-routine.js";
import { growForest } from "./tree/forest/grow-forest.js";
import { askOutOfBag } from "./tree/forest/out-of-bag.js";
import { boostRoutine } from "./tree/hist/boost.js";

/** Whatever a crew may be asked to run. */
const routines: readonly AnyRoutine[] = [
  binRoutine,
  edgeRoutine,
  nearestRoutine,
  treeSums,
  growForest,
  askOutOfBag,
  boostRoutine,
];

const parent = nodeThreads()?.parentPort;
if (parent) {
  const port: Port = { post: (answer, transfer) => parent.postMessage(answer, transfer) };
  parent.on("message", jobServer(routines, port));
} else {
  const port: Port = { post: (answer, transfer) => postMessage(answer, { transfer }) };
  const serve = jobServer(routines, port);
  addEventListener("message", ({ data }: MessageEvent<Job>) => void serve(data));
}
