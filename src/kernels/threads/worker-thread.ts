/** A worker as seen from the main thread, the same for Node's `worker_threads` and for browsers. */
import type { Answer, Job } from "./messages.js";
import { nodeThreads } from "./platform.js";

/** How a job ended, as far as the main thread can tell. */
export type Outcome = Exclude<Answer, { type: "ready" }> | { readonly type: "died"; readonly cause: unknown };

/** A thread that takes one job after the other. */
export interface WorkerThread {
  /** Starts a job; the thread must have none. */
  run(job: Job): Promise<Outcome>;
  /** Ends the thread. */
  terminate(): void;
  /** Whether it can still take jobs. */
  readonly alive: boolean;
}

/** What a worker of either platform is made of. */
interface Channel {
  send(job: Job): void;
  end(): void;
}

type Listen = (onAnswer: (answer: Answer) => void, onEnd: (cause: unknown) => void) => Channel;

/** Starts a worker; undefined where the platform has none, or refuses (a page's content security policy, say). */
export async function startWorker(): Promise<WorkerThread | undefined> {
  const { workerSource } = await import("../generated/worker-source.js");
  const node = nodeThreads();
  if (node === undefined && typeof Worker !== "function") return undefined;
  try {
    return await started(node === undefined ? webWorker(workerSource) : nodeWorker(workerSource, node));
  } catch {
    return undefined;
  }
}

function nodeWorker(source: string, { Worker: NodeWorker }: typeof import("node:worker_threads")): Listen {
  // Loaders and inspectors of the main thread are nothing to a worker that has its whole program as text.
  const worker = new NodeWorker(source, { eval: true, execArgv: [] });
  // A program may end while workers wait for their next job, but not while one has a job: somebody awaits it. Before its first message this would have no effect.
  worker.on("message", () => worker.unref());
  return (onAnswer, onEnd) => {
    worker.on("message", onAnswer);
    worker.on("messageerror", onEnd);
    worker.on("error", onEnd);
    worker.on("exit", (code) => onEnd(new Error(`The worker ended with code ${code}`)));
    return {
      send(job) {
        worker.ref();
        worker.postMessage(job);
      },
      end: () => void worker.terminate(),
    };
  };
}

function webWorker(source: string): Listen {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  return (onAnswer, onEnd) => {
    worker.onmessage = ({ data }) => onAnswer(data);
    worker.onmessageerror = onEnd;
    worker.onerror = (event) => onEnd(new Error(event.message));
    return {
      send: (job) => worker.postMessage(job),
      end() {
        worker.terminate();
        URL.revokeObjectURL(url);
      },
    };
  };
}

/** Waits until the worker says that it is there. */
function started(listen: Listen): Promise<WorkerThread> {
  return new Promise((resolve, reject) => {
    let alive = true;
    let settle: ((outcome: Outcome) => void) | undefined;
    const finish = (outcome: Outcome) => {
      const waiting = settle;
      settle = undefined;
      waiting?.(outcome);
    };
    const channel = listen(
      (answer) => (answer.type === "ready" ? resolve(thread) : finish(answer)),
      (cause) => {
        alive = false;
        reject(cause);
        finish({ type: "died", cause });
      },
    );
    const thread: WorkerThread = {
      run: (job) =>
        new Promise((done) => {
          settle = done;
          if (alive) channel.send(job);
          else finish({ type: "died", cause: new Error("The worker had ended") });
        }),
      terminate: () => channel.end(),
      get alive() {
        return alive;
      },
    };
  });
}
