/**
 * Holds a loaded model to the recipe given as `as`: the same stages under the same names, of the kinds that the recipe gives,
 * reading the columns that it names.
 */

import { expectKind } from "../base/estimators.js";
import type { Model } from "../core/contracts.js";
import { ArtifactError, listNames } from "../core/errors.js";
import type { Estimator } from "../core/estimator.js";
import { isComposite, type Part } from "./parts.js";

interface FittedPartLike {
  readonly name: string;
  readonly model: Model | undefined;
  readonly columns?: readonly string[];
}

/** @throws ArtifactError `ARTIFACT_TYPE` that names where the two differ. */
export function expectFitted(recipe: Estimator, model: Model, path = ""): void {
  if (recipe.declaration.models.length > 0) expectKind(recipe.declaration, model);
  if (!isComposite(recipe) || recipe.forgetsParts === true) return;
  const expected = recipe.parts.filter((part) => part.stage?.task !== "resample");
  const given = fittedParts(model);
  const names = given
    .map((part) => part.name)
    .filter((name) => name !== "remainder" || expected.some((part) => part.name === name));
  if (names.length !== expected.length || names.some((name, index) => name !== expected[index]?.name)) {
    throw differs(path, `stages ${listNames(names)}`, `stages ${listNames(expected.map((part) => part.name))}`);
  }
  for (const part of expected) expectPart(part, given, path);
}

function expectPart(part: Part, given: readonly FittedPartLike[], path: string): void {
  const fitted = given.find((candidate) => candidate.name === part.name);
  const here = path === "" ? part.name : `${path}.${part.name}`;
  const columns = fitted?.columns ?? [];
  const missing = (part.columns ?? []).filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw differs(here, `columns ${listNames(columns)}`, `columns ${listNames(part.columns ?? [])}`);
  if ((part.stage === undefined) !== (fitted?.model === undefined))
    throw differs(here, fitted?.model?.kind ?? "passthrough", part.stage?.kind ?? "passthrough");
  if (part.stage !== undefined && fitted?.model !== undefined) expectFitted(part.stage, fitted.model, here);
}

function fittedParts(model: Model): readonly FittedPartLike[] {
  const found: unknown = Reflect.get(model, "stages") ?? Reflect.get(model, "parts");
  // Models of composites list their fitted parts, each with name and model.
  return Array.isArray(found) ? found : [];
}

function differs(path: string, given: string, expected: string): ArtifactError {
  return new ArtifactError("ARTIFACT_TYPE", {
    problem: `The artifact does not hold what this recipe gives${path === "" ? "" : `, at '${path}'`}`,
    given,
    expected,
    remedy: "Load it with the recipe that it was fitted by; (await inspect(store, key)).recipe shows that one",
    data: { path },
  });
}
