/** A side of a benchmark seen from the harness: a process that runs tasks when asked. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Peer } from "./case.js";

/** What a side answers to one request. */
export interface Reply {
  readonly check?: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly peakBytes: number;
}

/** What a side says first: what it can do, or what it lacks. */
interface Hello {
  readonly missing?: string;
  readonly tasks?: readonly string[];
  readonly versions?: Readonly<Record<string, string>>;
}

/** A started process. */
export class Side {
  readonly name: string;
  #hello: Hello = {};
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #stderr = "";
  #failure: Error | undefined;

  /** Starts a peer and waits until it has read the data. */
  static async start(peer: Peer, folder: string): Promise<Side> {
    const side = new Side(peer, folder);
    const hello = await side.#next<Hello>();
    if (hello !== undefined) side.#hello = hello;
    else if (side.#failure !== undefined) side.#hello = { missing: side.#failure.message };
    else throw new Error(`${side.name} did not start:\n${side.#stderr}`);
    return side;
  }

  private constructor(peer: Peer, folder: string) {
    this.name = peer.name;
    const [program, ...args] = peer.command;
    this.#process = spawn(program, [...args, folder]);
    this.#process.on("error", (error) => {
      this.#failure = error;
    });
    // Writing to a process that has ended fails; that it has is seen where its answer is awaited.
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.#reader = createInterface({ input: this.#process.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** What is not installed, where that keeps the side from running. */
  get missing(): string | undefined {
    return this.#hello.missing;
  }
  get tasks(): readonly string[] {
    return this.#hello.tasks ?? [];
  }
  get versions(): Readonly<Record<string, string>> {
    return this.#hello.versions ?? {};
  }

  /** Runs one task once. */
  async run(task: string): Promise<Reply> {
    this.#process.stdin.write(`${task}\n`);
    const reply = await this.#next<Reply>();
    if (reply === undefined) throw new Error(`${this.name} failed at '${task}':\n${this.#stderr}`);
    return reply;
  }

  stop(): void {
    this.#process.stdin.end();
    this.#reader.close();
  }

  /** The next line; undefined when the process has ended. Its form is the protocol's: both ends are ours. */
  async #next<T>(): Promise<T | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : (JSON.parse(value) as T);
  }
}
