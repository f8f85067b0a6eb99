import { describe, expect, it } from "vitest";
import { checkEstimator } from "../../src/testing/index.js";
import { cases } from "./breakages.js";
import { soundSpecs } from "./specs.js";

describe("each check catches an estimator that breaks what it checks", () => {
  it.each(cases)("%s (%s)", async (name, says, spec) => {
    const check = checkEstimator(spec).find((each) => each.name === name);
    expect(check, `${name} is no check of this estimator`).toBeDefined();
    await expect(check?.run()).rejects.toThrow(says);
  });

  it("and none is left out", () => {
    const names = new Set(soundSpecs.flatMap(([, spec]) => checkEstimator(spec).map((check) => check.name)));
    for (const [name] of cases) names.delete(name);
    expect([...names]).toEqual([]);
  });
});
