/** Tasks that call a function on each of many numbers. */
import type { Tasks } from "./case.js";
import type { BenchData } from "./data.js";

type Pass = (f: (x: number) => number, input: Float64Array, out: Float64Array) => void;

/** Those that take positive numbers alone. */
const POSITIVE = ["log", "log1p", "pow"];

/** One task a function, whose figure is that of one call; the check is the sum of its results. */
export function mapTasks(data: BenchData, functions: Readonly<Record<string, (x: number) => number>>): Tasks {
  const x = data.float64("x");
  const positive = data.float64("positive");
  const out = new Float64Array(x.length);
  const tasks = Object.entries(functions).map(([name, f]) => {
    const input = POSITIVE.includes(name) ? positive : x;
    // A new loop for each function: in a shared one the engine could not inline any of them.
    const body = `for (let i = 0; i < input.length; i++) out[i] = f(input[i]); // ${name}`;
    const pass = new Function("f", "input", "out", body) as Pass;
    const task = () => {
      const start = performance.now();
      pass(f, input, out);
      const seconds = { "": (performance.now() - start) / 1000 / input.length };
      return { check: () => out.reduce((sum, value) => sum + value, 0), seconds };
    };
    return [name, task] as const;
  });
  return Object.fromEntries(tasks);
}
