/** For each check of the suite an estimator that breaks what it checks, and a piece of what the check then says. */
import type { Case } from "./breakages/case.js";
import { input, target } from "./breakages/input.js";
import { parameters } from "./breakages/recipes.js";
import { invariance, oneRow, weights } from "./breakages/results.js";
import { samplers } from "./breakages/samplers.js";
import { persistence, work } from "./breakages/storing.js";
import { classifiers, regressors, transformers } from "./breakages/tasks.js";

export const cases: readonly Case[] = [
  ...parameters,
  ...input,
  ...target,
  ...invariance,
  ...oneRow,
  ...weights,
  ...classifiers,
  ...regressors,
  ...transformers,
  ...samplers,
  ...persistence,
  ...work,
];
