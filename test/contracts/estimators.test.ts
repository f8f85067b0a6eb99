/** Every estimator that a family exports is judged by the published contract. */
import { describe, expect, it } from "vitest";
import { estimators } from "../../src/catalog.js";
import { checkEstimator } from "../../src/testing/index.js";
import { listedKinds, specsOf } from "./specs.js";

describe("the contract of estimators", () => {
  const kinds = estimators.map((Class) => Class.declaration.kind);

  it("judges estimators, each once, and no entry is left over", () => {
    expect(kinds.length).toBeGreaterThanOrEqual(8);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(listedKinds.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  for (const Class of estimators) {
    for (const [title, spec] of specsOf(Class)) {
      describe(title, () => {
        for (const check of checkEstimator(spec)) {
          it(check.exempt === undefined ? check.name : `${check.name} (exempt: ${check.exempt})`, () => check.run());
        }
      });
    }
  }
});
