/**
 * Packages that are loaded when they are first used, so that importing the library neither needs nor loads them.
 */
import { DependencyError } from "./errors.js";

/**
 * Loads a package through the `import()` that is given, so that bundlers see which one it is.
 *
 * @throws DependencyError `DEPENDENCY_MISSING` when it is not installed, with the command that installs it.
 * @internal
 */
export async function loadDependency<T>(name: string, user: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new DependencyError("DEPENDENCY_MISSING", {
      problem: `${user} needs the package '${name}', which is not installed`,
      remedy: `Run: npm install ${name}`,
      data: { package: name, user },
      cause,
    });
  }
}

/** Whether the package itself was not found, rather than something that it imports. */
function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  const missing = error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND";
  return missing && error.message.includes(`'${name}'`);
}
