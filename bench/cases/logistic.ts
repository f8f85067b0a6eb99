/** Logistic regression with two classes and with ten. */
import { LogisticRegression, logLoss, Matrix } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { type Case, python, type Task } from "../harness/case.js";
import { type BenchData, normals, scores } from "../harness/data.js";

export const bench: Case = {
  about: "Fit of LogisticRegression with its defaults: 100,000 × 50 with two classes, 20,000 × 64 with ten.",
  notes: ["The check is the mean log loss on the training rows: iterations stop at slightly different points."],
  peers: [python("scikit-learn", "logistic.py")],
  data: (rng) => ({ ...labelled(rng, "binary", 100_000, 50, 2), ...labelled(rng, "ten", 20_000, 64, 10) }),
  tasks: (data) => ({
    "two classes": fitting(data, "binary", 50),
    "ten classes": fitting(data, "ten", 64),
  }),
};

/** Normal columns; the class is the one of the highest score, after noise as large as the scores. */
function labelled(rng: Rng, name: string, rows: number, cols: number, classes: number): Record<string, Float64Array> {
  const x = normals(rng, rows * cols);
  const byClass = Array.from({ length: classes }, () => {
    const noise = normals(rng, rows).map((value) => value * Math.sqrt(cols));
    return scores(x, normals(rng, cols)).map((score, row) => score + (noise[row] ?? 0));
  });
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const own = byClass.map((values) => values[row] ?? 0);
    return own.indexOf(Math.max(...own));
  });
  return { [`${name}-x`]: x, [`${name}-y`]: y };
}

function fitting(data: BenchData, name: string, cols: number): Task {
  const y = data.float64(`${name}-y`);
  const x = Matrix.fromDense(data.float64(`${name}-x`), y.length, cols);
  return async () => {
    const model = await new LogisticRegression().fit(x, y);
    return () => logLoss(y, model.predictProba(x), { labels: model.classes });
  };
}
