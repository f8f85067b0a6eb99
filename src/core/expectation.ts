/**
 * What `load(store, key, { as })` asks of `as`: whether a stored model is the one that the caller expects. Recipes and
 * pipelines answer it, so that what is loaded is as typed as what was fitted.
 */
import type { Model } from "./contracts.js";
import type { Schema } from "./schema.js";

/** What an artifact says of its model beside the state. */
export interface StoredAbout {
  /** The recipe that the model was fitted by, as JSON. */
  readonly recipe?: unknown;
  /** The columns that the model reads. */
  readonly inputSchema?: Schema;
  /** The columns that the model gives. */
  readonly outputSchema?: Schema;
}

/** The key of the one method of an {@link Expectation}; a symbol keeps it out of sight of users. */
export const expectation: unique symbol = Symbol.for("@org/mlkit/expectation");

/** Tells whether a loaded model is what the caller expects, and types it as such. */
export interface Expectation<M extends Model = Model> {
  /**
   * Returns the model if it is what is expected.
   *
   * @throws ArtifactError `ARTIFACT_TYPE` that names what is stored and what is expected.
   */
  [expectation](model: Model, about: StoredAbout): M;
}
