/** Arrow tables go in wherever tables go in. */
import {
  ColumnTransformer,
  Frame,
  LogisticRegression,
  OneHotEncoder,
  Pipeline,
  Ridge,
  StandardScaler,
  toArrow,
} from "@org/mlkit";
import * as arrow from "apache-arrow";
import { describe, expect, it } from "vitest";
import { rejection } from "../errors.js";

const rows = Array.from({ length: 12 }, (_, i) => ({
  age: 20 + i,
  income: i % 4 === 0 ? 5 : i,
  city: i % 2 === 0 ? "Lima" : "Oslo",
  late: i % 3 === 0,
}));
const frame = Frame.fromRows(rows);

describe("an Arrow table", () => {
  it("is fitted and predicted like the frame that it came from", async () => {
    const table = await toArrow(frame);
    const pipeline = new Pipeline()
      .add(
        "features",
        new ColumnTransformer()
          .add("numbers", new StandardScaler(), ["age", "income"])
          .add("places", new OneHotEncoder(), ["city"]),
      )
      .add("model", new LogisticRegression());
    const [byFrame, byTable] = [await pipeline.fit(frame, "late"), await pipeline.fit(table, "late")];
    expect(byTable.predictProba(table)).toEqual(byFrame.predictProba(frame));
    expect(byTable.predict(table)).toEqual(byFrame.predict(frame));
  });

  it("is read by estimators on their own, nulls as missing", async () => {
    const table = arrow.tableFromArrays({ x: [1, 2, 3], y: [2, 4, 6] });
    const model = await new Ridge({ alpha: 0 }).fit(table, "y");
    expect(model.predict(arrow.tableFromArrays({ x: [10] }))[0]).toBeCloseTo(20, 10);
    const scaler = await new StandardScaler().fit(arrow.tableFromArrays({ x: [1, null, 3] }));
    expect([...scaler.mean]).toEqual([2]);
    const error = await rejection(new StandardScaler().fit(arrow.tableFromArrays({ s: ["a"] })));
    expect(error).toMatchObject({ code: "COLUMN_TYPE" });
  });
});
