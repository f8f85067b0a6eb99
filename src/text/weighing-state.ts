/** How a weighing is stored. */
import type { StateReader } from "../core/state.js";
import type { Weighing } from "./tfidf-weights.js";

/** Reads the weighing of so many columns. */
export function parseWeighing(state: StateReader, columns: number): Weighing {
  return {
    idf: state.isNull("idf") ? null : state.float64("idf", { length: columns, finite: true }),
    norm: state.isNull("norm") ? null : state.choice("norm", ["l1", "l2"]),
    sublinearTf: state.boolean("sublinearTf"),
  };
}
