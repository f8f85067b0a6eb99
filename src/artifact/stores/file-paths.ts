/**
 * From keys to paths below a root. No symbolic link below the root is followed, so that no key leads out of it. (Whoever can
 * swap folders for links while a call runs has the rights to the root anyway; the store does not defend against them.)
 */
import { StoreError, show } from "../../core/errors.js";
import { codeOf, type FileSystem, throughLink } from "./file-system.js";
import { notFound } from "./store.js";

/** Where the object of a key is. */
export interface FilePlace {
  /** The folder that it is in. */
  readonly folder: string;
  /** The last name of the key. */
  readonly name: string;
  readonly path: string;
}

/**
 * The place of an object that is to be read.
 *
 * @throws StoreError `STORE_NOT_FOUND` when there is no file, `STORE_IO` for a symbolic link.
 */
export async function placeToRead(fs: FileSystem, root: string, key: string): Promise<FilePlace> {
  const place = placeOf(root, key);
  for (const folder of parents(root, key)) {
    if ((await typeOf(fs, folder, key)) !== "folder") throw notFound(key);
  }
  if ((await typeOf(fs, place.path, key)) !== "file") throw notFound(key);
  return place;
}

/**
 * The place of an object that is to be written. Missing folders are made, and flushed to the disk.
 *
 * @throws StoreError `STORE_IO` for a symbolic link, `STORE_KEY` where a folder and an object would have one name.
 */
export async function placeToWrite(fs: FileSystem, root: string, key: string): Promise<FilePlace> {
  const place = placeOf(root, key);
  let above = root;
  for (const folder of parents(root, key)) {
    await makeFolder(fs, folder, above);
    if ((await typeOf(fs, folder, key)) !== "folder") throw namesClash(key, "lies below an object of the store");
    above = folder;
  }
  const there = await typeOf(fs, place.path, key);
  if (there === "folder" || there === "other") throw namesClash(key, "is a folder of other objects");
  return place;
}

function placeOf(root: string, key: string): FilePlace {
  const path = `${root}/${key}`;
  const slash = path.lastIndexOf("/");
  return { folder: path.slice(0, slash), name: path.slice(slash + 1), path };
}

/** The folders between the root and the object, from above. */
function parents(root: string, key: string): string[] {
  const names = key.split("/").slice(0, -1);
  return names.map((_, index) => `${root}/${names.slice(0, index + 1).join("/")}`);
}

async function typeOf(fs: FileSystem, path: string, key: string): Promise<"file" | "folder" | "other" | "nothing"> {
  try {
    const stat = await fs.lstat(path);
    if (stat.isSymbolicLink()) throw throughLink(key);
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return "nothing";
    throw error;
  }
}

async function makeFolder(fs: FileSystem, folder: string, above: string): Promise<void> {
  try {
    await fs.mkdir(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    throw error;
  }
  await syncFolder(fs, above);
}

/** Flushes a folder's list of names to the disk, where the system can. */
export async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  let handle: Awaited<ReturnType<FileSystem["open"]>> | undefined;
  try {
    handle = await fs.open(folder, "r");
    await handle.sync();
  } catch (error) {
    // Windows and some network file systems cannot.
    if (!["EPERM", "EISDIR", "EINVAL", "EBADF", "ENOTSUP", "EACCES"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await handle?.close();
  }
}

function namesClash(key: string, how: string): StoreError {
  return new StoreError("STORE_KEY", {
    problem: `In a FileStore the key ${show(key)} ${how}`,
    expected: "keys of which none is the folder of another",
    remedy: "Use another key, such as one with a last name of its own: 'model/latest'",
    data: { key },
  });
}
