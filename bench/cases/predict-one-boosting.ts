/** One row through a pipeline with boosting by histograms. */
import { Pipeline } from "@org/mlkit";
import { classifier } from "../harness/boosting.js";
import { features, oneRowCase } from "../harness/loans.js";

export const bench = oneRowCase({
  model: "HistGradientBoostingClassifier, 100 trees of 31 leaves",
  peerModel: "boosting",
  trainRows: 20_000,
  passes: 5,
  runs: 7,
  goals: { "predictOne p50": 6e-6, "predictProbaOne p50": 6e-6 },
  notes: ["The pipeline is fitted to 20,000 rows, of which the 10,000 are the first."],
  learn: (rows) => new Pipeline().add("features", features).add("model", classifier).fit(rows, "late"),
});
