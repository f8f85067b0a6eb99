/**
 * Writes a model as one file that is only data. The same model gives the same bytes: no clocks, no order of insertion.
 */
import type { Model } from "../core/contracts.js";
import { writeContainer } from "./container-write.js";
import { type SerializeOptions, writeDocument } from "./document-write.js";
import { scanJson } from "./json.js";
import { DOCUMENT_KEY, FORMAT_NAME } from "./layout.js";
import { checkLimit, DEFAULT_LIMITS } from "./limits.js";
import { TensorPool } from "./tensor-pool.js";

/**
 * The bytes of a model, as {@link save} stores them.
 *
 * @returns a file in the safetensors layout, with the model document as JSON in its metadata
 * @throws ArtifactError `ARTIFACT_STATE` for a model whose state cannot be stored, `ARTIFACT_LIMIT` for one too large to be
 * loaded again by default.
 * @example
 * ```ts
 * import { StandardScaler, deserialize, serialize } from "@org/mlkit";
 *
 * const scaler = await new StandardScaler().fit([[1], [3]]);
 * const again = await deserialize(serialize(scaler), { as: new StandardScaler() });
 * [...again.transform([[3]]).values]; // => [1]
 * ```
 */
export function serialize(model: Model, options: SerializeOptions = {}): Uint8Array<ArrayBuffer> {
  const pool = new TensorPool();
  const document = writeDocument(model, options, pool);
  scanJson(document, "model document", DEFAULT_LIMITS);
  checkLimit(DEFAULT_LIMITS, "tensors", "tensors", pool.tensors.length);
  return writeContainer(
    [
      ["format", FORMAT_NAME],
      [DOCUMENT_KEY, document],
    ],
    pool.tensors,
  );
}
