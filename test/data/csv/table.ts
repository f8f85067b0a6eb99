/** A table of 12 mixed columns of any length, the same each time, for tests of reading much. */
import { schema } from "@org/mlkit/core";

export const PlainTable = schema({
  id: "number",
  customer: "string",
  city: "string",
  channel: ["web", "shop", "phone"],
  express: "boolean",
  items: "number",
  price: "number",
  weight: "number",
  distance: "number",
  ratio: "number",
  total: "number?",
  note: "string?",
});

export const HEADER = PlainTable.names.join(",");

/** Lines of the table, without the header; about 88 bytes each. */
export function* csvLines(rows: number): IterableIterator<string> {
  for (let row = 0; row < rows; row++) {
    // Multiples of odd numbers modulo 2^32, which look random enough.
    const mix = (factor: number, below: number) => (Math.imul(row + 1, factor) >>> 3) % below;
    const cells = [
      row,
      `customer-${mix(0x9e3779b1, 20_000)}`,
      `city-${mix(0x85ebca6b, 200)}`,
      ["web", "shop", "phone"][mix(0xc2b2ae35, 3)],
      mix(0x27d4eb2f, 2) === 0,
      1 + mix(0x165667b1, 9),
      (mix(0xd3a2646d, 1_000_000) / 10_000).toFixed(4),
      (mix(0xfd7046c5, 9_000_000) / 1_000_000).toFixed(6),
      (mix(0xb55a4f09, 900_000) / 1000).toFixed(3),
      (mix(0x8f4bcfad, 100_000_000) / 100_000_000).toFixed(8),
      mix(0x2c1b3c6d, 10) < 3 ? "" : (mix(0x297a2d39, 400_000) / 100).toFixed(2),
      mix(0x7feb352d, 2) === 0 ? "" : `note ${mix(0x846ca68b, 50)}`,
    ];
    yield cells.join(",");
  }
}
