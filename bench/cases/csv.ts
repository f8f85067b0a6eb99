/** Reading a large CSV file whole, with a schema and without. */
import { type Frame, readCsv, schema } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const ROWS = 1_000_000;

export const Order = schema({
  id: "number",
  customer: "string",
  city: "string",
  channel: ["web", "shop", "phone"],
  express: "boolean",
  items: "number",
  price: "number",
  discount: "number?",
  weight: "number",
  distance: "number",
  rating: "number?",
  note: "string?",
});

export const bench: Case = {
  about:
    "readCsv of 1,000,000 rows × 12 columns, 93 MB: 6 of numbers, 4 of strings, one id, one of booleans, some cells missing.",
  notes: [
    "With a schema, pandas is given the types (`category` for strings, which is a dictionary like ours); inferred, it is given nothing.",
    "The check is the sum of the prices and the number of missing ratings.",
  ],
  peers: [python("pandas", "read_csv.py")],
  runs: 5,
  data: orders,
  tasks(data) {
    const path = data.path("orders.csv");
    return {
      "with a schema": async () => {
        const frame = await readCsv(path, { schema: Order });
        return () => check(frame);
      },
      inferred: async () => {
        const frame = await readCsv(path);
        return () => check(frame);
      },
    };
  },
};

/** The file, as a text. */
export function orders(rng: Rng): { "orders.csv": string } {
  const numbers = normals(rng, ROWS * 4);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const number = (at: number, scale: number, digits: number) =>
      (Math.abs(numbers[row * 4 + at] ?? 0) * scale).toFixed(digits);
    const maybe = (value: string | number, share: number) => (rng.float() < share ? "" : value);
    const customer = `customer-${rng.int(20_000)}@mail.example`;
    const city = `city-${rng.int(200)}`;
    const channel = ["web", "shop", "phone"][rng.int(3)];
    const note = maybe(rng.int(10) === 0 ? `"late, again"` : `note ${rng.int(50)}`, 0.6);
    const counts = [rng.int(2) === 0, 1 + rng.int(9), number(0, 80, 4), maybe(rng.int(30), 0.3)];
    return [
      row,
      customer,
      city,
      channel,
      ...counts,
      number(1, 4, 8),
      number(2, 300, 6),
      maybe(1 + rng.int(5), 0.5),
      note,
    ].join(",");
  });
  return { "orders.csv": `${[Order.names.join(","), ...lines].join("\n")}\n` };
}

/** The sum of the prices and the number of missing ratings. */
export function check<Row extends object>(frame: Frame<Row>): number {
  const price = frame.columnOf("price");
  if (price.type !== "number") throw new Error("Prices are numbers");
  let sum = 0;
  for (const value of price.values) sum += value;
  return sum + frame.columnOf("rating").missingCount;
}
