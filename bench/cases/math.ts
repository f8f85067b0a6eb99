/** The elementary functions beside the engine's own, whose last bits differ from engine to engine. */
import { exp } from "../../src/kernels/math/exp.js";
import { expm1 } from "../../src/kernels/math/expm1.js";
import { log } from "../../src/kernels/math/log.js";
import { log1p } from "../../src/kernels/math/log1p.js";
import { logistic } from "../../src/kernels/math/logistic.js";
import { pow } from "../../src/kernels/math/pow.js";
import { tanh } from "../../src/kernels/math/tanh.js";
import { type Case, typescript } from "../harness/case.js";
import { mapTasks } from "../harness/map-tasks.js";

const CALLS = 1_000_000;

export const bench: Case = {
  about: "The elementary functions of kernels/math beside the engine's own Math, a call, over a million arguments.",
  notes: [
    "The check is the sum of the results. Arguments lie in ±6, for log, log1p and pow (to the 1.7th) in 0.001 to 12.",
  ],
  peers: [typescript("Math", "math.ts")],
  runs: 9,
  data(rng) {
    const x = Float64Array.from({ length: CALLS }, () => rng.float() * 12 - 6);
    return { x, positive: x.map((value) => value + 6.001) };
  },
  tasks: (data) => mapTasks(data, { exp, expm1, log, log1p, logistic, tanh, pow: (x) => pow(x, 1.7) }),
};
