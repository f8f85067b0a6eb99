/** Node's file system, loaded when it is first used, and its errors as the stores' own. */
import { MlkitError, StoreError, show } from "../../core/errors.js";
import { notFound } from "./store.js";

/** Node's promises of the file system. */
export type FileSystem = typeof import("node:fs/promises");

/** Loads Node's file system. Other engines can import the library, as long as nobody asks for files. */
export async function fileSystem(): Promise<FileSystem> {
  return import("node:fs/promises");
}

/** The flags that open a file for reading: not through a symbolic link, and without waiting for a pipe's other end. */
export async function readFlags(): Promise<number> {
  const { constants } = await import("node:fs");
  // Windows has neither flag.
  return constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** A failure of the file system as a store's error. Errors of the library pass as they are. */
export function fileError(key: string, error: unknown): MlkitError {
  if (error instanceof MlkitError) return error;
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return notFound(key, error);
  if (code === "ELOOP") return throughLink(key, error);
  return new StoreError("STORE_IO", {
    problem: `The file system failed on ${show(key)}`,
    given: error instanceof Error ? error.message : show(error),
    remedy: "See the cause; look at the rights of the folder and the space on the disk, then call again",
    data: { key, system: code },
    cause: error,
  });
}

/** The refusal of a path that leads through a symbolic link, which could lead out of the store's folder. */
export function throughLink(key: string, cause?: unknown): StoreError {
  return new StoreError("STORE_IO", {
    problem: `The path of ${show(key)} leads through a symbolic link`,
    expected: "plain folders and files below the store's root",
    remedy: "Put the file itself there, or make the root of the store the link",
    data: { key },
    cause,
  });
}
