/** That counts are counts: numbers from 0 on. */
import { DataError, show } from "../core/errors.js";

/** @throws DataError `NUMERIC_FAILURE` for a number below 0, which has no logarithm and no frequency. */
export function checkCounts(owner: string, values: Float64Array): void {
  let least = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) < least) least = values[i] as number;
  if (least === 0) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `${owner} weighs counts, of which none is below 0`,
    given: show(least),
    expected: "numbers from 0 on",
    remedy: "Give counts of terms, as CountVectorizer makes them",
    data: { owner, least },
  });
}
