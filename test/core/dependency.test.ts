import { describe, expect, it } from "vitest";
import { loadDependency } from "../../src/core/dependency.js";
import { rejection } from "../data/errors.js";

/** An error as Node throws it for a module that it does not find. */
function notFound(message: string, code = "ERR_MODULE_NOT_FOUND"): Error {
  return Object.assign(new Error(message), { code });
}

describe("loadDependency", () => {
  it("gives the module", async () => {
    expect(await loadDependency("some-package", "readX", async () => ({ answer: 42 }))).toEqual({ answer: 42 });
  });

  it.each([
    ["import", notFound("Cannot find package 'some-package' imported from /app/index.js")],
    ["require", notFound("Cannot find module 'some-package'\nRequire stack: …", "MODULE_NOT_FOUND")],
  ])("names the command that installs what is missing, by %s", async (_, cause) => {
    const error = await rejection(loadDependency("some-package", "readX", () => Promise.reject(cause)));
    expect(error).toMatchObject({
      code: "DEPENDENCY_MISSING",
      data: { package: "some-package", user: "readX" },
      cause,
    });
    expect(error.message).toContain("readX needs the package 'some-package'");
    expect(error.remedy).toBe("Run: npm install some-package");
  });

  it("passes on what is wrong inside the package", async () => {
    const inside = notFound("Cannot find package 'another' imported from /app/node_modules/some-package/index.js");
    await expect(loadDependency("some-package", "readX", () => Promise.reject(inside))).rejects.toBe(inside);
    const broken = new SyntaxError("Unexpected token");
    await expect(loadDependency("some-package", "readX", () => Promise.reject(broken))).rejects.toBe(broken);
  });

  it("meets the errors that Node really throws", async () => {
    const name: string = "@org/no-such-package";
    const error = await rejection(loadDependency(name, "readX", () => import(/* @vite-ignore */ name)));
    expect(error.code).toBe("DEPENDENCY_MISSING");
  });
});
