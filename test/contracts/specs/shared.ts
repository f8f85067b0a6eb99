/** What the cases of several families have in common: tables, exemptions with their reasons, small recipes. */
import { Frame } from "../../../src/data/frame.js";
import type { EstimatorSpec } from "../../../src/testing/index.js";

export const LAST_ALONE = "weights go to the last stage alone: the scaler before it counts each row once";

/** How far results of the same sums in another order may be apart. */
export const CLOSE = 1e-9;

/** The ways in which a kind of estimator is judged. */
export type Named = readonly (readonly [title: string, spec: EstimatorSpec])[];

/** The kinds of a family. */
export type Cases = readonly (readonly [kind: string, judged: Named])[];

/** Rows with columns of every type, some values missing. */
export const loans = (() => {
  const cities = ["Lima", "Oslo", "Quito", null];
  const rows = Array.from({ length: 60 }, (_, row) => ({
    age: row % 11 === 3 ? null : 20 + ((row * 37) % 41) + row / 64,
    income: 900 + ((row * row * 13) % 997) + 0.25,
    city: cities[(row * 7) % 4] ?? null,
    ownCar: row % 3 === 0,
  }));
  const x = Frame.fromRows(rows);
  const y = rows.map(({ age, income, ownCar }) => (age ?? 30) / 20 + income / 900 + (ownCar ? 1 : 0));
  return { x, amount: y, status: y.map((value) => (value > 3.6 ? "late" : "paid")) };
})();

/** Rows of dates, as timestamps and as text, some of them missing. */
export const dates = (() => {
  const start = Date.UTC(2019, 10, 30, 22, 15);
  const rows = Array.from({ length: 60 }, (_, row) => {
    const at = new Date(start + 86_400_000 * ((row * row * 7) % 900) + 3_600_000 * ((row * 5) % 24));
    return {
      at: row % 13 === 5 ? null : at,
      born:
        row % 13 === 5 ? null : new Date(at.getTime() - 1e12).toISOString().slice(0, 10).split("-").reverse().join("."),
    };
  });
  return { x: Frame.fromRows(rows) };
})();

export const DRAWS = "the rows are drawn, and other draws fall to other rows";

export const drawsRows = { "learns the same from a row of weight k as from the row k times": DRAWS };
