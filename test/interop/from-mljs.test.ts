import { RandomForestClassifier, RandomForestRegression } from "ml-random-forest";
import { describe, expect, expectTypeOf, it } from "vitest";
import { createLoader } from "../../src/artifact/loader.js";
import { serialize } from "../../src/artifact/serialize.js";
import { boolean, integer } from "../../src/core/params.js";
import { StateReader } from "../../src/core/state.js";
import { DenseMatrix } from "../../src/data/matrix.js";
import {
  deserialize,
  fromMljs,
  type MljsClass,
  MlRandomForestClassifier,
  Pipeline,
  StandardScaler,
} from "../../src/index.js";
import { checkEstimator } from "../../src/testing/index.js";
import { errorOf } from "../preprocess/support.js";
import { table } from "./support.js";

const params = {
  nEstimators: integer({ min: 1, default: 5 }),
  seed: integer({ default: 3 }),
  noOOB: boolean({ default: true }),
};
const Forest = fromMljs<{ nEstimators?: number; seed?: number; noOOB?: boolean }>({
  kind: "test/Forest",
  task: "classify",
  module: RandomForestClassifier,
  params,
});
const Numbers = fromMljs<{ nEstimators?: number; seed?: number; noOOB?: boolean }>({
  kind: "test/Numbers",
  task: "regress",
  module: RandomForestRegression,
  params,
});

const train = table(60, 3, 1);
const later = table(100, 3, 2).x;

describe("fromMljs over ml-random-forest", () => {
  it("predicts what the class predicts, and what our own wrapping of it does", async () => {
    const own = new RandomForestClassifier({ nEstimators: 9, seed: 4, noOOB: true });
    own.train(train.x, train.classes);
    const labels = train.classes.map((code) => `class ${code}`);
    const model = await new Forest({ nEstimators: 9, seed: 4 }).fit(train.x, labels);
    expect(model.predict(later)).toEqual(own.predict(later).map((code) => `class ${code}`));
    const wrapped = await new MlRandomForestClassifier({ nEstimators: 9, seed: 4 }).fit(train.x, labels);
    expect(model.predict(later)).toEqual(wrapped.predict(later));
    expectTypeOf(model.predict(later)).toEqualTypeOf<string[]>();
  });

  it("works in pipelines, and after it is stored with its class passed at load", async () => {
    const pipeline = new Pipeline().add("scale", new StandardScaler()).add("model", new Numbers({ nEstimators: 3 }));
    const model = await pipeline.fit(train.x, train.y);
    const bytes = serialize(model);
    const again = await deserialize(bytes, { as: pipeline, kinds: [Numbers] });
    expect([...again.predict(later)]).toEqual([...model.predict(later)]);
    expect((await errorOf(() => deserialize(bytes))).code).toBe("KIND_UNKNOWN");
  });

  const growsWithRows = {
    "stores nothing for each training row": "its trees grow until three rows are left, whatever the rows",
  };
  for (const [title, checks] of [
    ["classifier", checkEstimator({ make: (options) => new Forest(options), exempt: growsWithRows })],
    ["regressor", checkEstimator({ make: (options) => new Numbers(options), exempt: growsWithRows })],
  ] as const) {
    describe(`keeps the contract as a ${title}`, () => {
      for (const check of checks) it(check.name, () => check.run());
    });
  }
});

/** A class in the manner of ml.js that does what it is told. */
function told(what: Partial<Record<"train" | "predict" | "toJSON" | "load", () => unknown>>): MljsClass {
  return class {
    train = () => what.train?.();
    predict = (rows: number[][]) => what.predict?.() ?? rows.map(() => 0);
    toJSON = () => what.toJSON?.() ?? { a: 1 };
    static load() {
      what.load?.();
      return { predict: (rows: number[][]) => what.predict?.() ?? rows.map(() => 0) };
    }
  };
}

const fail = () => {
  throw new RangeError("not today");
};

describe("fromMljs", () => {
  it("predicts through load from the start, so that what toJSON leaves out makes no difference", async () => {
    class Forgets {
      constant = 5;
      train(_x: number[][], y: number[]) {
        this.constant = y.length;
      }
      predict(rows: number[][]) {
        return rows.map(() => this.constant);
      }
      toJSON() {
        return {};
      }
      static load(json: object) {
        return Object.assign(new Forgets(), json);
      }
    }
    const Kind = fromMljs({ kind: "test/Forgets", task: "regress", module: Forgets });
    const model = await new Kind().fit([[1], [2]], [3, 4]);
    expect([...model.predict([[9]])]).toEqual([5]);
  });

  it("takes typed arrays as predictions, and waits for a train that takes its time", async () => {
    let trained = false;
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      trained = true;
    };
    const module = told({ train: slow, predict: () => Float32Array.of(0.5, 1.5) });
    const Kind = fromMljs({ kind: "test/Slow", task: "regress", module });
    const model = await new Kind().fit([[1], [2]], [3, 4]);
    expect(trained).toBe(true);
    expect([...model.predict([[1], [2]])]).toEqual([0.5, 1.5]);
  });

  it("gives the class that is predicted the probability 1", async () => {
    const Kind = fromMljs({ kind: "test/Second", task: "classify", module: told({ predict: () => [1, 0] }) });
    const model = await new Kind().fit([[1], [2]], ["no", "yes"]);
    expect(model.predict([[1], [2]])).toEqual(["yes", "no"]);
    expect([...model.predictProba([[1], [2]]).values]).toEqual([0, 1, 1, 0]);
  });

  it("never asks the class about no rows", async () => {
    const Kind = fromMljs({ kind: "test/Few", task: "regress", module: told({ predict: fail }) });
    const model = await new Kind().fit([[1], [2]], [3, 4]);
    expect([...model.predict(new DenseMatrix(new Float64Array(0), 0, 1))]).toEqual([]);
  });

  it.each([
    ["train", { train: fail }],
    ["train, later", { train: () => Promise.reject(new RangeError("not today")) }],
    ["toJSON", { toJSON: fail }],
    ["load", { load: fail }],
  ])("says in an error of its own what failed in %s, with its cause", async (_, what) => {
    const Kind = fromMljs({ kind: "test/Fails", task: "regress", module: told(what) });
    const error = await errorOf(() => new Kind().fit([[1], [2]], [3, 4]));
    expect([error.code, error.cause instanceof RangeError]).toEqual(["NUMERIC_FAILURE", true]);
    expect(error.message).toContain("not today");
  });

  it.each([
    ["a prediction too few", "regress", [1]],
    ["NaN", "regress", [1, Number.NaN]],
    ["no list", "regress", "12"],
    ["labels instead of positions", "classify", ["no", "yes"]],
    ["the position of no class", "classify", [0, 2]],
    ["a fraction of a position", "classify", [0, 0.5]],
  ] as const)("refuses %s", async (_, task, given) => {
    const module = told({ predict: () => given });
    const [x, y] = [
      [[1], [2]],
      [3, 4],
    ];
    const model =
      task === "regress"
        ? await new (fromMljs({ kind: "test/Odd", task, module }))().fit(x, y)
        : await new (fromMljs({ kind: "test/Odd", task, module }))().fit(x, y);
    expect((await errorOf(() => model.predict([[1], [2]]))).code).toBe("NUMERIC_FAILURE");
  });

  it.each([
    ["text that is no JSON", { json: "{", classes: 0 }],
    ["JSON that the class cannot load", { json: '{"name":"other"}', classes: 0 }],
    ["no text", { json: 1, classes: 0 }],
    ["a number of classes of its own", { json: "{}", classes: 2 }],
  ])("refuses a stored state with %s", async (_, state) => {
    const parse = () => Numbers.parse(new StateReader({ inputNames: ["a"], state }, "model", { version: 1 }));
    expect((await errorOf(parse)).code).toBe("ARTIFACT_STATE");
  });

  it("names the class nowhere in what is stored", async () => {
    const model = await new Forest({ nEstimators: 1 }).fit(train.x, train.classes);
    const other = fromMljs({ kind: "test/Forest", task: "classify", module: told({}) });
    // Whoever loads says what the kind is: here a class that always names the first.
    const again = await createLoader([other]).deserialize(serialize(model), { as: other });
    expect(new Set(again.predict(later))).toEqual(new Set([0]));
  });

  it("needs a namespace", async () => {
    const make = () => fromMljs({ kind: "Forest", task: "regress", module: RandomForestRegression });
    expect((await errorOf(make)).code).toBe("PARAM_INVALID");
  });
});
