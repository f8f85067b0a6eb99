/** The worker's end: takes jobs, runs its part of each, answers. */
import { Arena } from "./arena.js";
import { Control, Stopped } from "./control.js";
import { kernelsOver } from "./instantiate.js";
import type { Answer, Job } from "./messages.js";
import type { Routine } from "./routine.js";
import { memberOf } from "./team.js";

/** A routine of any arguments, as the list of all of them holds it. */
// biome-ignore lint/suspicious/noExplicitAny: each routine is handed the arguments that its own caller made for it, and gives that caller its result.
export type AnyRoutine = Routine<any, any>;

/** A port to the main thread. */
export interface Port {
  post(answer: Answer, transfer: ArrayBuffer[]): void;
}

/** What runs the jobs that arrive at a port. */
export function jobServer(routines: readonly AnyRoutine[], port: Port): (job: Job) => Promise<void> {
  const byName = new Map(routines.map((routine) => [routine.name, routine]));
  port.post({ type: "ready" }, []);
  return async (job) => {
    const control = new Control(job.control);
    try {
      const routine = byName.get(job.routine);
      if (routine === undefined) throw new Error(`The worker knows no routine '${job.routine}'`);
      const kernels = await kernelsOver(job.module, job.memory);
      const team = memberOf(new Arena(job.memory, job.mark), kernels, control, job.thread, job.threads);
      const result = runToEnd(routine.run(team, job.args), control, job.thread);
      port.post({ type: "done", result }, routine.transfer?.(result) ?? []);
    } catch (error) {
      // Whoever waits for this thread must not wait for ever.
      control.stop();
      port.post(error instanceof Stopped ? { type: "stopped" } : { type: "failed", error }, []);
    }
  };
}

function runToEnd<Result>(steps: Generator<number, Result, void>, control: Control, thread: number): Result {
  for (;;) {
    control.check();
    const step = steps.next();
    if (step.done) return step.value;
    control.report(thread, step.value);
  }
}
