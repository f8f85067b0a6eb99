/** Applications for loans: the rows of the cases that measure one row through a whole pipeline, and such a case itself. */
import { ColumnTransformer, type Infer, OneHotEncoder, StandardScaler, schema } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { type Case, type Outcome, python } from "./case.js";
import { normals } from "./data.js";
import { eachCall, timerOverhead } from "./each-call.js";

/** How many rows are predicted, one at a time. */
const ROWS = 10_000;

export const Loan = schema({
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
export type Loan = Infer<typeof Loan>;

/** The stage before the model. */
export const features = ColumnTransformer.for<Loan>()
  .add("numbers", new StandardScaler(), ["age", "income", "debt", "rate", "months"])
  .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "job", "channel"]);

/** What a server has: a fitted pipeline. */
interface OneRowModel {
  predictOne(row: Loan): "no" | "yes";
  predictProbaOne(row: Loan): ArrayLike<number>;
}

/** What differs from case to case. */
interface OneRowCase {
  /** The model, in words. */
  readonly model: string;
  /** The model's name in `peers/predict_one.py`. */
  readonly peerModel: string;
  /** How many rows the pipeline is fitted to, the predicted ones among them. */
  readonly trainRows: number;
  /** How often all rows are predicted, each time parsed anew. */
  readonly passes: number;
  readonly runs: number;
  readonly goals: Case["goals"];
  readonly notes?: readonly string[];
  learn(rows: readonly Loan[]): Promise<OneRowModel>;
}

/** One row through a whole pipeline, every call timed on its own. */
export function oneRowCase({
  model,
  peerModel,
  trainRows,
  passes,
  runs,
  goals = {},
  notes = [],
  learn,
}: OneRowCase): Case {
  return {
    about: `One row through ColumnTransformer (StandardScaler on 5 numbers, OneHotEncoder on 3 strings) and ${model}, 10,000 distinct rows.`,
    notes: [
      "Every call is timed on its own and gets a row object parsed from JSON that was never seen before; columns, types and finiteness are checked in each, unknown categories are let through. Reading the clock is part of the figures; `mean` is that of a loop without a clock.",
      "scikit-learn gets a DataFrame of one row, made beforehand, and runs on every 40th row.",
      "The check is the sum over all rows of what was predicted: of labels `yes`, and of their probabilities.",
      ...notes,
    ],
    peers: [python("scikit-learn", "predict_one.py", peerModel, String(ROWS))],
    runs,
    memory: false,
    goals,
    data: (rng) => loans(rng, trainRows),
    async tasks(data) {
      const rows = rowsOf(data.float64("numbers"), data.float64("codes"), data.float64("late"));
      const fitted = await learn(rows);
      const text = JSON.stringify(rows.slice(0, ROWS));
      // Parsed anew for each loop: a server's rows are new objects too, whose strings were never looked up.
      const fresh = () => Array.from({ length: passes }, (): Loan[] => JSON.parse(text)).flat();
      const perPass = (outcome: Outcome & { check: number }): Outcome => ({
        ...outcome,
        check: outcome.check / passes,
      });
      return {
        predictOne: () => perPass(eachCall(fresh, (row) => (fitted.predictOne(row) === "yes" ? 1 : 0))),
        predictProbaOne: () => perPass(eachCall(fresh, (row) => fitted.predictProbaOne(row)[1] ?? Number.NaN)),
        "reading the clock": () => timerOverhead(ROWS * passes),
      };
    },
  };
}

function loans(rng: Rng, rows: number): Record<string, Float64Array> {
  const numbers = normals(rng, rows * 5);
  const codes = Float64Array.from({ length: rows * 3 }, (_, at) => rng.int([50, 12, 5][at % 3] ?? 1));
  const late = Float64Array.from({ length: rows }, (_, row) => {
    const score = (numbers[row * 5] ?? 0) - 0.5 * (numbers[row * 5 + 2] ?? 0) + ((codes[row * 3] ?? 0) - 25) / 20;
    return score + 2 * (rng.float() - 0.5) > 0 ? 1 : 0;
  });
  return { numbers, codes, late };
}

/** The rows as objects, the strings made from their codes as the peer makes them. */
function rowsOf(numbers: Float64Array, codes: Float64Array, late: Float64Array): Loan[] {
  return Array.from(late, (flag, row) => {
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
      late: flag === 1 ? "yes" : "no",
    };
  });
}
