/** `@org/mlkit/artifact`: models as files that are only data, and the places where they are kept. */

export type { TensorInfo } from "./container-read.js";
export { sha256 } from "./digest.js";
export type { ArtifactDocument } from "./document.js";
export type { SerializeOptions } from "./document-write.js";
export type { Dtype } from "./dtypes.js";
export type { StoredModel } from "./encode.js";
export type { Example, Exemplified } from "./example.js";
export type { As } from "./expect.js";
export { type ArtifactSummary, type InspectOptions, inspect, type ModelInfo } from "./inspect.js";
export { FORMAT_VERSION } from "./layout.js";
export { DEFAULT_LIMITS, type Limits } from "./limits.js";
export { createLoader, type DeserializeOptions, type ExpectOptions, type Loader, type LoadOptions } from "./loader.js";
export { type Saved, type SaveOptions, save } from "./save.js";
export { serialize } from "./serialize.js";
export { signArtifact, verifyArtifact } from "./signature.js";
export { FileStore } from "./stores/file.js";
export { checkKey } from "./stores/keys.js";
export { MemoryStore } from "./stores/memory.js";
export type {
  ArtifactStore,
  DeleteOptions,
  ListedObject,
  PutOptions,
  StoredBytes,
  StoredHead,
  StoredStream,
} from "./stores/store.js";
