/** What an import of the built package costs a process that starts. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Case, type Outcome, python } from "../harness/case.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

const IMPORTS = {
  "the library": `await import("@org/mlkit")`,
  "the library, by require": `require("@org/mlkit")`,
  "inference alone": `await import("@org/mlkit/inference")`,
};

/** Runs an import in a new process, by whose clock it is timed: starting Node is left out. */
function inNewProcess(code: string): Outcome {
  const type = code.startsWith("await") ? "module" : "commonjs";
  const script = `const start = performance.now(); const { length } = Object.keys(${code}); console.log(performance.now() - start, length);`;
  const output = execFileSync(process.execPath, [`--input-type=${type}`, "-e", script], {
    cwd: root,
    encoding: "utf8",
  });
  const [milliseconds = Number.NaN, names = Number.NaN] = output.split(" ").map(Number);
  return { seconds: { "": milliseconds / 1000 }, check: names };
}

export const bench: Case = {
  about: "Importing the built package in a new process.",
  notes: [
    "`npm run build` comes first: what is measured is `dist/`. Each process times the import itself; its own start is left out.",
    "Of scikit-learn, what has about the same: pipelines, columns, preprocessing, linear models, trees, metrics; with pandas, which reads tables.",
    "The check is the number of names.",
  ],
  peers: [python("scikit-learn", "import.py")],
  goals: { "the library": 0.06 },
  memory: false,
  runs: 15,
  data: () => ({}),
  tasks() {
    if (!existsSync(`${root}dist/index.js`)) throw new Error("Not built. Run npm run build first");
    return Object.fromEntries(Object.entries(IMPORTS).map(([name, code]) => [name, () => inNewProcess(code)]));
  },
};
