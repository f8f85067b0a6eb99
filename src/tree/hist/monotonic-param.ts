/** The declaration of monotonic constraints as an option. */
import type { Param } from "../../core/params.js";

/** Which way predictions may go as a column grows: up, down, or either. */
export type Direction = -1 | 0 | 1;
/** One direction a column, or pairs of a column's name and its direction. */
export type MonotonicCst = readonly Direction[] | readonly (readonly [column: string, direction: Direction])[];

/** Their declaration. */
export const monotonicCsts: Omit<Param<MonotonicCst>, "default"> = {
  expected: "a list of one of -1, 0, 1 a column, or of [column name, -1, 0 or 1] pairs",
  schema: {
    anyOf: [
      { type: "array", items: { enum: [-1, 0, 1] } },
      {
        type: "array",
        items: { type: "array", prefixItems: [{ type: "string" }, { enum: [-1, 0, 1] }], minItems: 2, maxItems: 2 },
      },
    ],
  },
  refused: [1, [2], [0.5], [["a", 2]], [["a"]], [0, ["a", 1]], { a: 1 }],
  accepts: (value): value is MonotonicCst => Array.isArray(value) && (value.every(isDirection) || value.every(isPair)),
};

function isDirection(value: unknown): value is Direction {
  return value === -1 || value === 0 || value === 1;
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && isDirection(value[1]);
}
