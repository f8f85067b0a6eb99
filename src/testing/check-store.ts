/**
 * The contract of artifact stores as checks that need no test framework: run each, and it throws where the store does not
 * keep to it. Every store of the library passes them; run them on your own.
 */

import type { ArtifactStore } from "../artifact/stores/store.js";
import { pattern } from "./check-store-asserts.js";
import {
  keepsNamesApart,
  listsInOrder,
  listsNothing,
  refusesKeys,
  refusesPrefixes,
  takesUnicode,
} from "./check-store-keys.js";
import {
  copies,
  createsOnce,
  deletes,
  deletesIfMatch,
  doesNotFindFolders,
  etagsAgree,
  givesBack,
  replaces,
  replacesIfMatch,
  roundTrip,
  saysNotFound,
} from "./check-store-objects.js";
import { losesNoUpdate, oneCreatorWins, oneReplacerWins, showsNoHalves } from "./check-store-races.js";
import { failingSource, ranges, streamConditions, streams } from "./check-store-streams.js";

/** One named check. */
export interface StoreCheck {
  readonly name: string;
  /** @throws Error that says what the store did and what it should have done. */
  run(): Promise<void>;
}

/** Makes an empty store; called once for each check. */
export type MakeStore = () => ArtifactStore | Promise<ArtifactStore>;

/**
 * The checks of the contract of {@link ArtifactStore}: round trips, conditional writes with races, listings, streams, keys
 * that try to get out, and copies that are the caller's own.
 *
 * @param makeStore - makes an empty store, apart from those made before
 * @example
 * ```ts
 * import { MemoryStore } from "@org/mlkit";
 * import { checkStore } from "@org/mlkit/testing";
 *
 * for (const { run } of checkStore(() => new MemoryStore())) await run();
 * ```
 */
export function* checkStore(makeStore: MakeStore): Iterable<StoreCheck> {
  for (const [name, check] of CHECKS) {
    yield {
      name,
      async run() {
        await check(await makeStore());
      },
    };
  }
}

type Check = (store: ArtifactStore) => Promise<void>;

const CHECKS: readonly (readonly [string, Check])[] = [
  ["gives back what was put", givesBack],
  ["keeps an empty object", (store) => roundTrip(store, new Uint8Array(0))],
  ["keeps five megabytes", (store) => roundTrip(store, pattern(5_000_000, 7))],
  ["replaces an object", replaces],
  ["has the same etag everywhere, and another for other content", etagsAgree],
  ["says STORE_NOT_FOUND for a key without an object", saysNotFound],
  ["does not find folders", doesNotFindFolders],
  ["deletes an object, and minds no second time", deletes],
  ["creates only where nothing is (ifNoneMatch)", createsOnce],
  ["replaces only what was read (ifMatch)", replacesIfMatch],
  ["deletes only what was read (ifMatch)", deletesIfMatch],
  ["lets one of twenty creators win", oneCreatorWins],
  ["lets one of twenty replacers win", oneReplacerWins],
  ["loses no update under ifMatch", losesNoUpdate],
  ["never shows half a write", showsNoHalves],
  ["lists by prefix, in order", listsInOrder],
  ["lists nothing in an empty store", listsNothing],
  ["takes keys of any script, with spaces", takesUnicode],
  ["keeps names that objects have apart", keepsNamesApart],
  ["refuses keys that are not allowed, in every method", refusesKeys],
  ["refuses prefixes that are not allowed", refusesPrefixes],
  ["streams in and out", streams],
  ["writes nothing when the source of a stream fails", failingSource],
  ["holds streams to conditions", streamConditions],
  ["reads ranges, if it can", ranges],
  ["gives copies, and keeps a copy", copies],
];
