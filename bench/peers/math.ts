/** The engine's own elementary functions, as bench/cases/math.ts. */
import { BenchData } from "../harness/data.js";
import { mapTasks } from "../harness/map-tasks.js";
import { serve } from "../harness/serve.js";

const { exp, expm1, log, log1p, tanh } = Math;
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const pow = (x: number) => x ** 1.7;

const data = new BenchData(process.argv[2] ?? "");
await serve(mapTasks(data, { exp, expm1, log, log1p, logistic, tanh, pow }), { V8: process.versions.v8 });
