import { Frame, readCsv, describe as summarise } from "@org/mlkit/data";
import { describe, expect, it } from "vitest";
import { golden } from "./golden.js";

describe("describe", () => {
  it.each(Object.entries(golden.described))("gives pandas' numbers: %s", async (name, columns) => {
    const summary = await summarise(await readCsv(new URL(`../../examples/data/${name}.csv`, import.meta.url)));
    for (const [column, want] of Object.entries(columns)) {
      const given = summary.columns.find((each) => each.name === column);
      if (given?.type !== "number") throw new Error(`${column} is no number`);
      const { count, mean, std, min, q1, median, q3, max } = given;
      expect([count, min, q1, median, q3, max]).toEqual(
        [want["count"], want["min"], want["25%"], want["50%"], want["75%"], want["max"]].map((value) =>
          expect.closeTo(value as number, 12),
        ),
      );
      expect(mean).toBeCloseTo(want["mean"] as number, 10);
      expect((std as number) / (want["std"] as number)).toBeCloseTo(1, 12);
    }
  });

  it("tells what each type has", async () => {
    const frame = Frame.fromColumns({
      n: [1, null, 3],
      s: ["b", "a", "a"],
      b: [null, true, false],
      t: [new Date("2020-01-02"), null, new Date("2019-01-01T06:00:00Z")],
      v: [Float32Array.of(1, 2), null, null],
    });
    expect((await summarise(frame)).columns).toEqual([
      {
        name: "n",
        type: "number",
        count: 2,
        missing: 1,
        mean: 2,
        std: Math.SQRT2,
        min: 1,
        q1: 1.5,
        median: 2,
        q3: 2.5,
        max: 3,
      },
      { name: "s", type: "string", count: 3, missing: 0, distinct: 2, top: "a", frequency: 2 },
      { name: "b", type: "boolean", count: 2, missing: 1, distinct: 2, top: true, frequency: 1 },
      {
        name: "t",
        type: "timestamp",
        count: 2,
        missing: 1,
        min: new Date("2019-01-01T06:00:00Z"),
        max: new Date("2020-01-02"),
      },
      { name: "v", type: "vector", count: 1, missing: 2, size: 2 },
    ]);
  });

  it("has null for what cannot be computed", async () => {
    const none = { mean: null, std: null, min: null, q1: null, median: null, q3: null, max: null };
    const one = async (values: Float64Array) => (await summarise(Frame.fromColumns({ n: values }))).columns[0];
    expect(await one(Float64Array.of())).toEqual({ name: "n", type: "number", count: 0, missing: 0, ...none });
    expect(await one(Float64Array.of(NaN))).toEqual({ name: "n", type: "number", count: 0, missing: 1, ...none });
    expect(await one(Float64Array.of(5))).toMatchObject({ mean: 5, std: null, median: 5 });
    expect(await one(Float64Array.of(1, Infinity))).toMatchObject({ mean: null, std: null, min: 1, max: Infinity });
    expect((await summarise(Frame.fromRows([{ s: null }]))).columns).toEqual([
      { name: "s", type: "string", count: 0, missing: 1, distinct: 0, top: null, frequency: 0 },
    ]);
  });

  it("prints as a table of the columns that have something to say", async () => {
    const frame = Frame.fromColumns({
      age: [20, 40.123456],
      city: ["Lima", "Lima"],
      since: [new Date("2020-01-01"), null],
    });
    expect(String(await summarise(frame))).toBe(
      [
        "2 rows × 3 columns",
        "column  type       count  missing    mean     std         min     25%     50%     75%         max  distinct   top  frequency",
        "age     number         2        0  30.062  14.229          20  25.031  30.062  35.093      40.123",
        "city    string         2        0                                                                         1  Lima          2",
        "since   timestamp      1        1                  2020-01-01                          2020-01-01",
      ].join("\n"),
    );
    expect(String(await summarise(Frame.fromRows([])))).toBe("0 rows × 0 columns\ncolumn  type  count  missing");
  });
});
