import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesStars } from "../../src/core/star-pattern.js";

test("patterns of names: any characters for a star, all else as it stands", () => {
  expect(matchesStars("pixel_*", "pixel_0_1")).toBe(true);
  expect(matchesStars("*_1", "pixel_0_1")).toBe(true);
  expect(matchesStars("p*0*1", "pixel_0_1")).toBe(true);
  expect(matchesStars("pixel", "pixel_0")).toBe(false);
  expect(matchesStars("a*a", "a")).toBe(false);
  expect(matchesStars("*", "")).toBe(true);
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
      expect(
        matchesStars(
          `${a.replaceAll("*", "")}*${c.replaceAll("*", "")}`,
          `${a.replaceAll("*", "")}${b}${c.replaceAll("*", "")}`,
        ),
      ).toBe(true);
    }),
  );
});
