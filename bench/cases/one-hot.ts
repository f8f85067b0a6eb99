/** OneHotEncoder on a million strings. */
import { readFileSync } from "node:fs";
import { type CsrMatrix, Frame, OneHotEncoder, readCsv, schema } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";

const ROWS = 1_000_000;
const CATEGORIES = 1_000;
const City = schema({ city: "string" });

const all = { "scikit-learn": 0.7 };

export const bench: Case = {
  about:
    "OneHotEncoder, one column of 1,000,000 strings, 1,000 categories: fit, transform into sparse rows, and both (fitTransform).",
  notes: [
    "Ours is handed a Frame as readCsv makes it: codes, and a dictionary of the strings. scikit-learn is handed the column as pandas.read_csv makes it, an array of Python strings of which equal ones are one object; or as pandas' `category`, codes and a dictionary too, of which it makes an array of strings again.",
    "`of strings` and `of row objects` begin with what has no dictionary: a list of strings, each its own, or a list of objects (dicts). What makes a Frame of them, or an array or a DataFrame, is part of what is measured.",
    "The check is the sum of the columns' numbers of the values that are 1.",
  ],
  peers: [python("scikit-learn", "one_hot.py"), python("scikit-learn, pandas category", "one_hot.py", "category")],
  ratioGoals: {
    fit: all,
    transform: all,
    fitTransform: all,
    "fitTransform of strings": { "scikit-learn": 1 },
    "fitTransform of row objects": { "scikit-learn": 1 },
  },
  data: (rng) => ({
    "cities.csv": `city\n${Array.from({ length: ROWS }, () => `city-${rng.int(CATEGORIES)}`).join("\n")}\n`,
  }),
  async tasks(data) {
    const path = data.path("cities.csv");
    const frame = await readCsv(path, { schema: City });
    const strings = readFileSync(path, "utf8").split("\n").slice(1, -1);
    const rows = strings.map((city) => ({ city }));
    const recipe = new OneHotEncoder();
    const model = await recipe.fit(frame);
    const mapped = async (x: Frame<{ city: string }>) => (await recipe.fit(x)).transform(x);
    return {
      fit: async () => (await recipe.fit(frame)).outputNames.length,
      transform: () => check(model.transform(frame)),
      fitTransform: async () => check(await mapped(frame)),
      "fitTransform of strings": async () => check(await mapped(Frame.fromColumns({ city: strings }))),
      "fitTransform of row objects": async () => check(await mapped(Frame.fromRows(rows))),
    };
  },
};

function check({ indices }: CsrMatrix): () => number {
  return () => indices.reduce((sum, col) => sum + col, 0);
}
