/** What the main thread and a worker say to each other. */

/** Starts a routine on a worker. */
export interface Job {
  readonly routine: string;
  readonly args: unknown;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the arrays begin that the main thread has not taken. */
  readonly mark: number;
  readonly control: Int32Array;
  readonly thread: number;
  readonly threads: number;
}

/** What a worker answers: first that it is there, then one answer a job. */
export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly result: unknown }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly error: unknown };
