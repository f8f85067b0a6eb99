/** Holds a loaded model to what the caller said it expects. */
import type { Model } from "../core/contracts.js";
import { ArtifactError } from "../core/errors.js";
import { type Expectation, expectation, type StoredAbout } from "../core/expectation.js";
import type { ModelKind } from "../core/state.js";
import type { KindTable } from "./kinds.js";

/** What `as` may be: a recipe or pipeline, or the class of a model. */
export type As<M extends Model> = Expectation<M> | ModelKind<M>;

/**
 * The model, typed as expected.
 *
 * @throws ArtifactError `ARTIFACT_TYPE`.
 */
export function asExpected<M extends Model>(model: Model, about: StoredAbout, as: As<M>, kinds: KindTable): M {
  if (expectation in as) return as[expectation](model, about);
  if (isOfKind(model, as, kinds)) return model;
  throw new ArtifactError("ARTIFACT_TYPE", {
    problem: "The artifact holds a model of another kind than was asked for",
    given: model.kind,
    expected: as.kind,
    remedy: "Load it as what it is, or save the right model under this key",
    data: { given: model.kind, expected: as.kind },
  });
}

// The model was made by the kind of its name in the table.
function isOfKind<M extends Model>(model: Model, kind: ModelKind<M>, kinds: KindTable): model is M {
  return kinds.get(model.kind) === kind;
}
