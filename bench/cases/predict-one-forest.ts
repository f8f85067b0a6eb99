/** One row through a pipeline with a large random forest. */
import { Pipeline, RandomForestClassifier } from "@org/mlkit";
import { features, oneRowCase } from "../harness/loans.js";

/** Gives 100 trees of some 10,000 nodes each. */
const TRAIN_ROWS = 50_000;

export const bench = oneRowCase({
  model: "RandomForestClassifier with its defaults, 100 trees with a million nodes",
  peerModel: "forest",
  trainRows: TRAIN_ROWS,
  passes: 3,
  runs: 5,
  goals: { "predictOne p50": 25e-6, "predictProbaOne p50": 25e-6 },
  notes: [
    "The forest is fitted to 50,000 rows, of which the 10,000 are the first; a fit with fewer than a million nodes is an error.",
  ],
  async learn(rows) {
    const model = await new Pipeline()
      .add("features", features)
      .add("model", new RandomForestClassifier())
      .fit(rows, "late");
    const { nodeCount } = model.stage("model");
    if (nodeCount < 1_000_000) throw new Error(`The forest has ${nodeCount} nodes only`);
    return model;
  },
});
