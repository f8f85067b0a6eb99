/**
 * A lock between processes: a file that only one can create.
 *
 * Its holder lets the file grow every second. A waiter that sees no growth for ten seconds takes the holder for dead and
 * removes the file; that is done under a second such file, so that of several waiters none removes the lock that another
 * just took. No clock is read, so it does not matter whether those of different machines agree. A holder that was only
 * paused finds out by {@link Lock.held} before it acts.
 */
import { StoreError, show } from "../../core/errors.js";
import { codeOf, type FileSystem } from "./file-system.js";

/** How long things take, in milliseconds. */
export interface LockTimes {
  /** A holder gives a sign of life this often. */
  readonly beat: number;
  /** Without a sign of life for so long, the holder is taken for dead. */
  readonly stale: number;
  /** A waiter gives up after so long. */
  readonly patience: number;
}

const TIMES: LockTimes = { beat: 1000, stale: 10_000, patience: 120_000 };
const POLL = 20;

/** A lock that is held. */
export interface Lock {
  /** Whether it still is: false when this process was taken for dead. */
  held(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Waits for a lock and takes it.
 *
 * @throws StoreError `STORE_IO` when others hold it for too long.
 */
export async function takeLock(fs: FileSystem, path: string, times: LockTimes = TIMES): Promise<Lock> {
  let seen: string | undefined;
  let unchanged = 0;
  for (let waited = 0; waited <= times.patience; waited += POLL) {
    const lock = await tryLock(fs, path, times);
    if (lock !== undefined) return lock;
    const now = await signOf(fs, path);
    unchanged = now === seen ? unchanged + POLL : 0;
    seen = now;
    if (seen !== undefined && unchanged >= times.stale) {
      await removeStale(fs, path, seen, unchanged >= 3 * times.stale);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  throw new StoreError("STORE_IO", {
    problem: "Another writer holds the lock of this object",
    given: show(path, 200),
    remedy: "Call again later; if no process writes to this store, delete the file",
    data: { path },
  });
}

async function tryLock(fs: FileSystem, path: string, times: LockTimes): Promise<Lock | undefined> {
  const handle = await createNew(fs, path);
  if (handle === undefined) return undefined;
  // A missed sign is made up for by the next; when none gets through, another writer finds the lock stale.
  const timer = setInterval(() => handle.write(".").catch(() => undefined), times.beat);
  timer.unref();
  const held = async (): Promise<boolean> => (await handle.stat()).nlink > 0;
  return {
    held,
    async release() {
      clearInterval(timer);
      const mine = await held();
      await handle.close();
      if (mine) await remove(fs, path);
    },
  };
}

async function createNew(fs: FileSystem, path: string): Promise<Awaited<ReturnType<FileSystem["open"]>> | undefined> {
  try {
    return await fs.open(path, "wx");
  } catch (error) {
    // On Windows, a file that is being deleted cannot be opened for a moment.
    if (codeOf(error) === "EEXIST" || codeOf(error) === "EPERM") return undefined;
    throw error;
  }
}

/** What changes when the lock changes hands or its holder gives a sign. */
async function signOf(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    const { ino, size, birthtimeMs } = await fs.stat(path);
    return `${ino} ${birthtimeMs} ${size}`;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function removeStale(fs: FileSystem, path: string, seen: string, force: boolean): Promise<void> {
  const guard = `${path}~`;
  const handle = await createNew(fs, guard);
  if (handle === undefined) {
    // Somebody else is at it, and needs no time for it; or died at it.
    if (force) await remove(fs, guard);
    return;
  }
  await handle.close();
  try {
    if ((await signOf(fs, path)) === seen) await remove(fs, path);
  } finally {
    await remove(fs, guard);
  }
}

async function remove(fs: FileSystem, path: string): Promise<void> {
  try {
    await fs.unlink(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
