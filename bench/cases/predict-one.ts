/** The one-row path of a server: a row object in, a label or probabilities out, all checks included. */
import {
  ColumnTransformer,
  type Infer,
  LogisticRegression,
  OneHotEncoder,
  Pipeline,
  StandardScaler,
  schema,
} from "@org/mlkit";
import { type Case, type Outcome, python } from "../harness/case.js";
import { normals } from "../harness/data.js";
import { eachCall, timerOverhead } from "../harness/each-call.js";

const ROWS = 10_000;
const PASSES = 10;

const Loan = schema({
  age: "number",
  income: "number",
  debt: "number",
  rate: "number",
  months: "number",
  city: "string",
  job: "string",
  channel: "string",
  late: ["no", "yes"],
});
type Loan = Infer<typeof Loan>;

const recipe = new Pipeline()
  .add(
    "features",
    ColumnTransformer.for<Loan>()
      .add("numbers", new StandardScaler(), ["age", "income", "debt", "rate", "months"])
      .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "job", "channel"]),
  )
  .add("model", new LogisticRegression());

/** The check of one pass over the rows. */
function perPass(outcome: Outcome & { check: number }): Outcome {
  return { ...outcome, check: outcome.check / PASSES };
}

/** The rows as objects, the strings made from their codes as the peer makes them. */
function rowsOf(numbers: Float64Array, codes: Float64Array, late: Float64Array): Loan[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const number = (column: number) => numbers[row * 5 + column] ?? 0;
    const code = (column: number) => codes[row * 3 + column] ?? 0;
    return {
      age: number(0),
      income: number(1),
      debt: number(2),
      rate: number(3),
      months: number(4),
      city: `city-${code(0)}`,
      job: `job-${code(1)}`,
      channel: `channel-${code(2)}`,
      late: late[row] === 1 ? "yes" : "no",
    };
  });
}

export const bench: Case = {
  about:
    "One row through ColumnTransformer (StandardScaler on 5 numbers, OneHotEncoder on 3 strings) and LogisticRegression, 10,000 distinct rows.",
  notes: [
    "Every call is timed on its own and gets a row object parsed from JSON that was never seen before; columns, types and finiteness are checked in each, unknown categories are let through. Reading the clock is part of the figures; `mean` is that of a loop without a clock.",
    "scikit-learn gets a DataFrame of one row, made beforehand, and runs on every 40th row.",
    "The check is the sum over all rows of what was predicted: of labels `yes`, and of their probabilities.",
  ],
  peers: [python("scikit-learn", "predict_one.py")],
  runs: 9,
  memory: false,
  goals: { "predictOne p50": 3e-6, "predictOne p99": 15e-6, "predictProbaOne p50": 3e-6, "predictProbaOne p99": 15e-6 },
  data(rng) {
    const numbers = normals(rng, ROWS * 5);
    const codes = Float64Array.from({ length: ROWS * 3 }, (_, at) => rng.int([50, 12, 5][at % 3] ?? 1));
    const late = Float64Array.from({ length: ROWS }, (_, row) => {
      const score = (numbers[row * 5] ?? 0) - 0.5 * (numbers[row * 5 + 2] ?? 0) + ((codes[row * 3] ?? 0) - 25) / 20;
      return score + 2 * (rng.float() - 0.5) > 0 ? 1 : 0;
    });
    return { numbers, codes, late };
  },
  async tasks(data) {
    const rows = rowsOf(data.float64("numbers"), data.float64("codes"), data.float64("late"));
    const model = await recipe.fit(rows, "late");
    const text = JSON.stringify(rows);
    // Parsed anew for each loop: a server's rows are new objects too, whose strings were never looked up.
    const fresh = () => Array.from({ length: PASSES }, (): Loan[] => JSON.parse(text)).flat();
    return {
      predictOne: () => perPass(eachCall(fresh, (row) => (model.predictOne(row) === "yes" ? 1 : 0))),
      predictProbaOne: () => perPass(eachCall(fresh, (row) => model.predictProbaOne(row)[1] ?? Number.NaN)),
      "reading the clock": () => timerOverhead(ROWS * PASSES),
    };
  },
};
