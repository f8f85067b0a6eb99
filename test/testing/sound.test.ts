import { describe, expect, it } from "vitest";
import { checkEstimator } from "../../src/testing/index.js";
import { soundSpecs } from "./specs.js";

describe("small estimators that keep to the contract pass it", () => {
  for (const [title, spec] of soundSpecs) {
    describe(title, () => {
      for (const check of checkEstimator(spec)) it(check.name, () => check.run());
    });
  }
});

describe("exemptions", () => {
  const [, spec] = soundSpecs[0] ?? [];
  const name = "learns the same bytes twice";
  if (spec === undefined) throw new Error("there is no sound estimator");

  it("of a check that holds fail", async () => {
    const check = checkEstimator({ ...spec, exempt: { [name]: "it is random" } }).find((each) => each.name === name);
    expect(check?.exempt).toBe("it is random");
    await expect(check?.run()).rejects.toThrow('drop its exemption ("it is random")');
  });

  it("of a check that does not hold pass", async () => {
    let count = 0;
    const make = (options?: object) => {
      const estimator = spec.make(options);
      count++;
      return Object.defineProperty(estimator, "fit", { value: () => Promise.reject(new Error(`fit ${count} fails`)) });
    };
    const plain = checkEstimator({ ...spec, make }).find((each) => each.name === name);
    const exempt = checkEstimator({ ...spec, make, exempt: { [name]: "it is random" } }).find(
      (each) => each.name === name,
    );
    await expect(plain?.run()).rejects.toThrow(`test/Centre breaks the contract "${name}": fit`);
    await expect(exempt?.run()).resolves.toBeUndefined();
  });

  it("that name no check are refused, with the nearest name", () => {
    expect(() => checkEstimator({ ...spec, exempt: { "learns the same byte twice": "it is random" } })).toThrow(
      `Write '${name}'`,
    );
  });
});
