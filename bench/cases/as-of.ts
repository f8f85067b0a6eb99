/** Window features as of a time, on a million rows. */
import { asOf, dropDuplicates, Frame, NumberColumn, TimestampColumn } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";

const ROWS = 1_000_000;
const USERS = 50_000;
const EVENTS = 500_000;
/** Half-hours in two years: some rows of a user share one. */
const TIMES = 2 * 365 * 48;

export const bench: Case = {
  about: "Features of what came before: 1,000,000 rows of 50,000 users, in no order of time.",
  notes: [
    "history: number of earlier rows, mean and greatest earlier amount, days since the last, share repaid, of rows strictly earlier. pandas sorts, and takes the differences of grouped running sums at the first row of each time, as nobody may see a row of the same time.",
    "window: number and mean of the rows of the last 30 days; pandas by groupby().rolling(closed='left').",
    "latest event: the last value before each row in 500,000 events of another table; pandas by merge_asof.",
    "distinct: the last row of each user; pandas by drop_duplicates.",
    "The check is the sum of all values.",
  ],
  peers: [python("pandas", "as_of.py")],
  data(rng) {
    const ints = (length: number, below: number) => Float64Array.from({ length }, () => rng.int(below));
    return {
      user: ints(ROWS, USERS),
      at: ints(ROWS, TIMES),
      amount: ints(ROWS, 10_000),
      repaid: ints(ROWS, 2),
      eventUser: ints(EVENTS, USERS),
      eventAt: ints(EVENTS, TIMES),
      eventValue: ints(EVENTS, 1000),
    };
  },
  tasks(data) {
    const number = (name: string) => new NumberColumn(data.float64(name));
    const time = (name: string) => new TimestampColumn(data.float64(name).map((halves) => halves * 1_800_000));
    const loans = Frame.fromColumns({
      user: number("user"),
      at: time("at"),
      amount: number("amount"),
      repaid: number("repaid"),
    });
    const events = Frame.fromColumns({ user: number("eventUser"), at: time("eventAt"), value: number("eventValue") });
    const by = { by: "user", at: "at" } as const;
    return {
      history: () => {
        const columns = [
          { name: "n", op: "count" },
          { name: "mean", op: "mean", of: "amount" },
          { name: "max", op: "max", of: "amount" },
          { name: "days", op: "daysSinceLast" },
          { name: "share", op: "mean", of: "repaid" },
        ] as const;
        return total(asOf(loans, { ...by, columns }), columns);
      },
      window: () => {
        const columns = [
          { name: "n", op: "count" },
          { name: "mean", op: "mean", of: "amount" },
        ] as const;
        return total(asOf(loans, { ...by, within: 30, columns }), columns);
      },
      "latest event": () => {
        const columns = [{ name: "last", op: "last", of: "value" }] as const;
        return total(asOf(loans, { ...by, events, columns }), columns);
      },
      distinct: () => dropDuplicates(loans, { subset: ["user"], keep: "last" }).numRows,
    };
  },
};

/** The sum of columns, when the clock has stopped. */
function total(frame: Frame, columns: readonly { readonly name: string }[]): () => number {
  return () => {
    let sum = 0;
    for (const { name } of columns) for (const value of frame.column(name)) sum += value ?? 0;
    return sum;
  };
}
