import { expect, it } from "vitest";
import { readManifest } from "../../scripts/entries.js";
import { LIBRARY_VERSION } from "../../src/core/version.js";

it("the version that artifacts carry is the one of package.json", () => {
  expect(readManifest()).toMatchObject({ version: LIBRARY_VERSION });
});
