/** The one-row path of a server: a row object in, a label or probabilities out, all checks included. */
import { LogisticRegression, Pipeline } from "@org/mlkit";
import { features, oneRowCase } from "../harness/loans.js";

export const bench = oneRowCase({
  model: "LogisticRegression",
  peerModel: "logistic",
  trainRows: 10_000,
  passes: 10,
  runs: 9,
  goals: { "predictOne p50": 3e-6, "predictOne p99": 15e-6, "predictProbaOne p50": 3e-6, "predictProbaOne p99": 15e-6 },
  learn: (rows) => new Pipeline().add("features", features).add("model", new LogisticRegression()).fit(rows, "late"),
});
