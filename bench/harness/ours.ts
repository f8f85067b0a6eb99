/** Serves the tasks of a case: `ours.ts <case> <folder of the data>`. */
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { loadCase } from "./case.js";
import { BenchData } from "./data.js";
import { serve } from "./serve.js";

const [name = "", folder = ""] = process.argv.slice(2);
const bench = await loadCase(name);
if ("study" in bench) throw new Error(`${name} is a study, which runs by itself`);
await serve(await bench.tasks(new BenchData(folder)), { mlkit: LIBRARY_VERSION, Node: process.versions.node });
