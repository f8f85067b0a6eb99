import { deserialize, inspect, LabelEncoder, LabelEncoderModel, RandomForestClassifier, serialize } from "@org/mlkit";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { estimators, modelKinds } from "../../src/catalog.js";
import { Frame } from "../../src/data/frame.js";
import { golden } from "./categories-golden.js";
import { errorOf, reload } from "./support.js";

describe("LabelEncoder against scikit-learn", () => {
  it.each(golden.labels.map((given) => [given.name, given] as const))("%s", async (_, { labels, classes, codes }) => {
    const { model, output } = await new LabelEncoder().fitTransform(labels);
    expect(model.classes).toEqual(classes);
    expect([...output]).toEqual(codes);
    expect([...model.transform(labels)]).toEqual(codes);
    expect(model.inverseTransform(output)).toEqual(labels);
  });
});

describe("LabelEncoder", () => {
  it("reads arrays, typed arrays and columns of frames, and leaves them as they are", async () => {
    const shared = new Float64Array(new SharedArrayBuffer(24));
    shared.set([3, 1, 3]);
    expect((await new LabelEncoder().fit(shared)).classes).toEqual([1, 3]);
    expect([...shared]).toEqual([3, 1, 3]);
    const column = Frame.fromRows([{ paid: true }, { paid: false }]).column("paid");
    const model = await new LabelEncoder().fit(column);
    expect([...model.transform(column)]).toEqual([1, 0]);
  });

  it("gives back what it was given", async () => {
    const one = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1 });
    const labels = fc.oneof(
      one(fc.string()),
      one(fc.boolean()),
      one(fc.integer()),
      one(fc.constantFrom("__proto__", "constructor")),
    );
    await fc.assert(
      fc.asyncProperty(labels, async (list: (string | boolean | number)[]) => {
        const { model, output } = await new LabelEncoder().fitTransform(list);
        const loaded = await deserialize(serialize(model), { as: LabelEncoderModel });
        expect(loaded.inverseTransform(output)).toEqual(list);
        expect(loaded.transform(list)).toEqual(output);
        expect(Math.max(...output)).toBe(model.classes.length - 1);
      }),
    );
  });

  it("keeps the types of the labels", async () => {
    const model = await new LabelEncoder().fit(["paid", "late"] as const);
    expectTypeOf(model.classes).toEqualTypeOf<readonly ("paid" | "late")[]>();
    expectTypeOf(model.inverseTransform([0])).toEqualTypeOf<("paid" | "late")[]>();
    // @ts-expect-error "lost" is no such label
    expect(() => model.transform(["lost"])).toThrow();
  });

  it("gives codes that are a target, from which labels come back", async () => {
    const labels = ["ash", "birch", "ash", "birch"];
    const { model, output } = await new LabelEncoder().fitTransform(labels);
    const forest = await new RandomForestClassifier({ nEstimators: 5 }).fit([[0], [9], [1], [8]], output);
    expect(model.inverseTransform(forest.predict([[0], [9]]))).toEqual(["ash", "birch"]);
  });

  it("is a kind of model that artifacts may hold, and no estimator", async () => {
    expect(modelKinds).toContain(LabelEncoderModel);
    expect(estimators.map(({ declaration }) => declaration.kind)).not.toContain("LabelEncoder");
    const about = await inspect(serialize(await new LabelEncoder().fit(["b", "a"])));
    expect(about.models).toMatchObject([{ kind: "LabelEncoderModel" }]);
  });

  it.each([[[]], [["a", 1]], [["a", "a"]], [[Number.NaN]], ["a"], [null]])(
    "refuses a stored state with %o as classes",
    async (classes) => {
      const model = await new LabelEncoder().fit(["a", "b"]);
      const damaged = () =>
        reload(model, LabelEncoderModel, (state) => {
          state["classes"] = classes;
        });
      expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
    },
  );

  const wrong = (labels: unknown) => new LabelEncoder().fit(labels as string[]);
  const fitted = new LabelEncoder().fit<string>(["a", "b"]);
  it.each([
    ["no labels", "DATA_EMPTY", () => wrong([])],
    ["nothing", "DATA_SHAPE", () => wrong(undefined)],
    ["a string", "DATA_SHAPE", () => wrong("ab")],
    ["a missing label", "TARGET_INVALID", () => wrong(["a", null])],
    ["labels of several types", "TARGET_INVALID", () => wrong(["1", 1])],
    ["a label that it did not see", "LABEL_UNKNOWN", async () => (await fitted).transform(["a", "__proto__"])],
    ["a missing label later", "LABEL_UNKNOWN", async () => (await fitted).transform([null])],
    ["a code that is none", "LABEL_UNKNOWN", async () => (await fitted).inverseTransform([0, 2])],
    ["a code below 0", "LABEL_UNKNOWN", async () => (await fitted).inverseTransform([-1])],
    ["half a code", "LABEL_UNKNOWN", async () => (await fitted).inverseTransform([0.5])],
    ["a missing code", "LABEL_UNKNOWN", async () => (await fitted).inverseTransform([null])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
