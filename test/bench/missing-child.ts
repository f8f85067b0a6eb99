/** A peer whose package is not installed; the name is not known to the compiler, which would refuse it. */
import { requires, serve } from "../../bench/harness/serve.js";

const name: string = process.argv[2] ?? "";
await requires(name, () => import(name));
await serve({ nothing: () => 1 }, {});
