/** Predicting with a large forest, and loading it. */
import { accuracyScore, deserialize, RandomForestClassifier, serialize } from "@org/mlkit";
import { type Case, python, THREADS } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [50_000, 100_000, 20];

export const bench: Case = {
  about:
    "RandomForestClassifier with its defaults, fitted to 50,000 × 20: predict of 100,000 new rows, on one thread and on two; load of the model, 100 trees with a million nodes, from memory.",
  notes: [
    "scikit-learn predicts in two threads (`n_jobs=2`) in both tasks. Loading is `joblib.load` there, with the checks of an artifact here.",
    "The check is the accuracy on the new rows, and the number of nodes. The draws differ.",
  ],
  peers: [python("scikit-learn", "forest_predict.py")],
  ratioGoals: {
    predict: { "scikit-learn": 0.8 },
    predictAsync: { "scikit-learn": 0.5 },
    load: { "scikit-learn": 0.2 },
  },
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  async tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const forest = new RandomForestClassifier();
    const model = await forest.fit(train.x, train.y);
    const bytes = serialize(model);
    return {
      predict: () => {
        const predicted = model.predict(test.x);
        return () => accuracyScore(test.y, predicted);
      },
      predictAsync: async () => {
        const predicted = await model.predictAsync(test.x, { threads: THREADS });
        return () => accuracyScore(test.y, predicted);
      },
      load: async () => {
        const loaded = await deserialize(bytes, { as: forest });
        return () => loaded.nodeCount;
      },
    };
  },
};
