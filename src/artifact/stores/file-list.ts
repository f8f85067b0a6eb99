/** Walks the files of a store in the order of their keys, one folder in memory at a time. */
import { StoreError } from "../../core/errors.js";
import { codeOf, type FileSystem } from "./file-system.js";
import { checkKey } from "./keys.js";
import type { ListedObject } from "./store.js";

/** The files below `root` whose keys start with `prefix`. Links, the store's own files and names that are no keys are left out. */
export async function* listFiles(
  fs: FileSystem,
  root: string,
  prefix: string,
  folder = "",
): AsyncIterable<ListedObject> {
  for (const { name, isFolder } of await entriesOf(fs, `${root}/${folder}`)) {
    const key = folder + name;
    if (isFolder) {
      // A folder's name ends with a slash here.
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* listFiles(fs, root, prefix, key);
    } else if (key.startsWith(prefix) && isKey(key)) {
      const size = await sizeOf(fs, `${root}/${key}`);
      if (size !== undefined) yield { key, size };
    }
  }
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The files and folders of a folder. With their slash, folders sort as the keys in them do: "a-b" before "a/b". */
async function entriesOf(fs: FileSystem, folder: string): Promise<Entry[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => (entry.isFile() || entry.isDirectory()) && !entry.name.startsWith("."))
      .map((entry) => ({ name: entry.isDirectory() ? `${entry.name}/` : entry.name, isFolder: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    // It was never made, or deleted meanwhile.
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

function isKey(key: string): boolean {
  try {
    checkKey(key);
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

async function sizeOf(fs: FileSystem, path: string): Promise<number | undefined> {
  try {
    return (await fs.lstat(path)).size;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
