/**
 * What a benchmark case says: its data, its tasks, and the peers that do the same tasks. One file per case in `bench/cases/`,
 * found by its name; `bench/README.md` has the recipe.
 */
import type { Rng } from "../../src/core/rng.js";
import type { BenchData, CaseData } from "./data.js";
import type { Study } from "./study.js";

/** A number that comes from the results: it shows that the work was done, and that both sides did the same. */
export type Check = number | (() => number);

/** What a task gives back. */
export interface Outcome {
  /** A function is called when the clock has stopped. */
  readonly check?: Check;
  /** Figures that the task measured itself, in seconds. Default: the wall time of the task. */
  readonly seconds?: Readonly<Record<string, number>>;
}

/** One thing that is measured. It gives its check, or an outcome with figures of its own. */
export type Task = () => Check | Outcome | Promise<Check | Outcome>;

/** The tasks of one side, by name. Whatever is not to be measured, such as reading the data, is done before. */
export type Tasks = Readonly<Record<string, Task>>;

/** Another program that does the same tasks. */
export interface Peer {
  readonly name: string;
  /** The program and its arguments; the folder of the data comes after them. */
  readonly command: readonly [program: string, ...args: string[]];
}

/** A benchmark. */
export interface Case {
  /** One line on what is measured. */
  readonly about: string;
  /** What a reader must know to judge the figures: what differs between the sides, what the timer adds. */
  readonly notes?: readonly string[];
  readonly peers: readonly Peer[];
  /** The data, made once and read by all sides: numbers become `<name>.f64`, texts and bytes files of that name. */
  data(rng: Rng): CaseData | Promise<CaseData>;
  /** Our own tasks. */
  tasks(data: BenchData): Tasks | Promise<Tasks>;
  /** Seconds that a figure should not be above, by the figure's name. */
  readonly goals?: Readonly<Record<string, number>>;
  /** Ratios to a peer that a figure should not be above, by the figure's name and the peer's. */
  readonly ratioGoals?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Reports the peak memory of the processes. Default: true. */
  readonly memory?: boolean;
  /** How often each side runs each task, after one warm-up. Default: 7. */
  readonly runs?: number;
}

/** How many threads ours and the peers compute in where they use several: as many on every machine, so that ratios compare. `peers/peer.py` has the same. */
export const THREADS = 2;

const folder = new URL("../", import.meta.url).pathname;

/** A peer in Python, from `bench/peers/`, run by Debian's interpreter, which sees Debian's packages. The script may take arguments. */
export function python(name: string, script: string, ...args: readonly string[]): Peer {
  return { name, command: ["/usr/bin/python3", "-B", `${folder}peers/${script}`, ...args] };
}

/** A peer in TypeScript, from `bench/peers/`. */
export function typescript(name: string, script: string): Peer {
  return { name, command: [process.execPath, "--expose-gc", "--import", "tsx", `${folder}peers/${script}`] };
}

/** Ours: the tasks of a case, in a process like those of the peers. */
export function ours(caseName: string): Peer {
  const command = [process.execPath, "--expose-gc", "--import", "tsx", `${folder}harness/ours.ts`, caseName] as const;
  return { name: "mlkit", command };
}

/** The case or study of this name. */
export async function loadCase(name: string): Promise<Case | Study> {
  const module: { bench: Case | Study } = await import(`../cases/${name}.ts`);
  return module.bench;
}
