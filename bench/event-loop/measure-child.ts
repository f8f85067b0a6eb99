/** Measures in a process that does nothing else: `measure-child.ts delay|abort|growth boosting|forest ATTEMPTS`; lines of JSON, one an attempt. */
import { abortAfter, delayDuring, growthOver } from "./measures.js";
import { longFit, shortFit, WORKLOADS } from "./workloads.js";

const [measure = "", workload = "", attempts = "1"] = process.argv.slice(2);
const name = WORKLOADS.find((each) => each === workload);
if (name === undefined) throw new Error(`There is no workload '${workload}'`);

function measuring(): (attempt: number) => Promise<object> {
  if (name === undefined) throw new Error("No workload");
  switch (measure) {
    case "delay": {
      const fit = longFit(name);
      return () => delayDuring(fit);
    }
    case "abort": {
      const fit = longFit(name);
      // In the first steps, and well within.
      return (attempt) => abortAfter(fit, [0.3, 1, 2][attempt % 3] ?? 1);
    }
    case "growth": {
      const fit = shortFit(name);
      return () => growthOver(fit, { warmUp: 5, fits: 200 });
    }
    default:
      throw new Error(`There is no measure '${measure}'`);
  }
}

const run = measuring();
for (let attempt = 0; attempt < Number(attempts); attempt++) console.log(JSON.stringify(await run(attempt)));
