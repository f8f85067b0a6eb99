/** Looks into an artifact without building a model: what it is, what is in it, how large. Runs on files of unknown kinds too. */
import { headerLength, parseHeader, readHeader, type TensorInfo } from "./container-read.js";
import { parseStored } from "./decode.js";
import type { ArtifactDocument } from "./document.js";
import { PREFIX_BYTES } from "./layout.js";
import { type Limits, resolveLimits } from "./limits.js";
import { documentOf, fetchBytes, ownBytes } from "./open.js";
import { truncated } from "./refuse.js";
import { checkArtifactKey } from "./signature-file.js";
import type { ArtifactStore } from "./stores/store.js";

/** One model in an artifact. */
export interface ModelInfo {
  /** Where it stands, such as `model.stages.0.model`. */
  readonly path: string;
  readonly kind: string;
  readonly version: number;
}

/** What an artifact holds: its model document, with the state as data, and what there is of tensors. */
export interface ArtifactSummary extends ArtifactDocument {
  /** The model and those in it, from the outside in. */
  readonly models: readonly ModelInfo[];
  readonly tensors: readonly TensorInfo[];
  /** The size of the file in bytes. */
  readonly bytes: number;
}

/** The options of {@link inspect}. */
export interface InspectOptions {
  readonly limits?: Limits;
}

/**
 * Looks into an artifact, given as bytes or by its key in a store. From a store that can, only the header is read.
 *
 * @throws ArtifactError for a file that is no artifact, or damaged; StoreError.
 * @example
 * ```ts
 * import { StandardScaler, inspect, serialize } from "@org/mlkit";
 *
 * const summary = await inspect(serialize(await new StandardScaler().fit([[1], [3]])));
 * summary.models; // => [{ path: "model", kind: "StandardScalerModel", version: 1 }]
 * summary.tensors[0]; // => { name: "model.count", dtype: "F64", shape: [1], offsets: [0, 8] }
 * ```
 */
export async function inspect(bytes: Uint8Array, options?: InspectOptions): Promise<ArtifactSummary>;
export async function inspect(store: ArtifactStore, key: string, options?: InspectOptions): Promise<ArtifactSummary>;
export async function inspect(
  from: Uint8Array | ArtifactStore,
  second?: string | InspectOptions,
  third?: InspectOptions,
): Promise<ArtifactSummary> {
  const options = typeof second === "string" ? third : second;
  const limits = resolveLimits(options?.limits);
  const header =
    "getStream" in from
      ? await headerInStore(from, String(second), limits)
      : readHeader(ownBytes(from, limits), limits);
  const document = documentOf(header, limits);
  return {
    ...document,
    models: [...modelsIn(document.model, "model")],
    tensors: header.tensors,
    bytes: header.fileBytes,
  };
}

async function headerInStore(
  store: ArtifactStore,
  key: string,
  limits: Required<Limits>,
): Promise<ReturnType<typeof readHeader>> {
  checkArtifactKey(key);
  if (store.getRange === undefined) return readHeader(await fetchBytes(store, key, limits), limits);
  const length = headerLength(await store.getRange(key, 0, PREFIX_BYTES), limits);
  const bytes = await store.getRange(key, PREFIX_BYTES, PREFIX_BYTES + length);
  if (bytes.length < length) throw truncated(PREFIX_BYTES + bytes.length, PREFIX_BYTES + length);
  return parseHeader(bytes, limits);
}

function* modelsIn(stored: unknown, path: string): Iterable<ModelInfo> {
  const { kind, version, state } = parseStored(stored, path);
  yield { path, kind, version };
  yield* modelsInState(state, path);
}

function* modelsInState(state: unknown, path: string): Iterable<ModelInfo> {
  if (typeof state !== "object" || state === null) return;
  for (const [key, value] of Object.entries(state)) {
    if (key === "$model") yield* modelsIn(value, path);
    else yield* modelsInState(value, `${path}.${key}`);
  }
}
