import type { Frame } from "../../data/frame.js";
import { type ExpectationReader, isCount } from "../reader.js";
import { type Check, counted, type Tally } from "../tally.js";

/** There are so many rows. */
export function readRows(reader: ExpectationReader): Check {
  const min = reader.maybe("min", "a whole number ≥ 0", isCount);
  const max = reader.maybe("max", "a whole number ≥ 0", isCount);
  if (min === undefined && max === undefined) throw reader.refuse("min", min, "at least one of min and max");
  if (min !== undefined && max !== undefined && min > max) throw reader.refuse("max", max, `a number ≥ min, ${min}`);
  const words = [min === undefined ? [] : `at least ${min}`, max === undefined ? [] : `at most ${max}`].flat();
  return {
    words: `there are ${words.join(" and ")} rows`,
    start: () => countRows(min ?? 0, max ?? Number.POSITIVE_INFINITY),
  };
}

function countRows(min: number, max: number): Tally {
  let rows = 0;
  return {
    add: (frame: Frame) => {
      rows += frame.numRows;
    },
    outcome: () => ({
      passed: rows >= min && rows <= max,
      observed: { rows },
      failingRows: 0,
      examples: [],
      seen: counted(rows, "row"),
    }),
  };
}
