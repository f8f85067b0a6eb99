/**
 * The published contract of estimators as a list of checks, after scikit-learn's `check_estimator`. It needs no test
 * framework and looks at no concrete class: what an estimator declares (task, parameters, traits) says what it is held to.
 */
import { listNames, ParameterError } from "../core/errors.js";
import { nearest } from "../core/nearest.js";
import type { EstimatorCheck, Rule } from "./estimator-checks/check.js";
import { classifierRules } from "./estimator-checks/classifiers.js";
import { columnRules } from "./estimator-checks/columns.js";
import { inputRules } from "./estimator-checks/input.js";
import { invarianceRules } from "./estimator-checks/invariance.js";
import { oneRowRules } from "./estimator-checks/one-row.js";
import { parameterRules } from "./estimator-checks/parameters.js";
import { persistenceRules } from "./estimator-checks/persistence.js";
import { regressorRules } from "./estimator-checks/regressors.js";
import { samplerRules } from "./estimator-checks/samplers.js";
import { type EstimatorSpec, Subject } from "./estimator-checks/subject.js";
import { targetRules } from "./estimator-checks/target.js";
import { transformerRules } from "./estimator-checks/transformers.js";
import { weightRules } from "./estimator-checks/weights.js";
import { workRules } from "./estimator-checks/work.js";

export type { EstimatorCheck } from "./estimator-checks/check.js";
export type { JudgedData } from "./estimator-checks/data.js";
export type { EstimatorSpec, GivenTarget } from "./estimator-checks/subject.js";

const RULES: readonly Rule[] = [
  ...parameterRules,
  ...inputRules,
  ...columnRules,
  ...targetRules,
  ...invarianceRules,
  ...oneRowRules,
  ...weightRules,
  ...classifierRules,
  ...regressorRules,
  ...transformerRules,
  ...samplerRules,
  ...persistenceRules,
  ...workRules,
];

/**
 * The checks that an estimator has to pass: parameters, input, invariance, weights, what its task asks, storing, cancelling.
 * Each has a name in plain words and throws an `Error` that says what was seen.
 *
 * A check that is named in `exempt`, with its reason, is run all the same and throws once it holds, so that no exemption
 * outlives its reason.
 *
 * @throws ParameterError `PARAM_UNKNOWN` for an exemption that names none of the estimator's checks.
 * @example
 * ```ts
 * import { StandardScaler } from "@org/mlkit";
 * import { checkEstimator } from "@org/mlkit/testing";
 *
 * for (const check of checkEstimator({ make: (options) => new StandardScaler(options) })) await check.run();
 * ```
 *
 * With a test framework, one test a check:
 *
 * @example
 * ```ts
 * import { FunctionTransformer, type Matrix } from "@org/mlkit";
 * import { checkEstimator } from "@org/mlkit/testing";
 *
 * const halve = (x: Matrix) => x.toDense().withValues(x.toDense().values.map((value) => value / 2));
 * const checks = checkEstimator({
 *   make: (options) => new FunctionTransformer({ name: "halve", ...options }, halve),
 *   functions: { halve },
 * });
 * const names = [...checks].map((check) => check.name); // for (const check of checks) it(check.name, () => check.run());
 * names.includes("answers all rows at once as one by one"); // => true
 * ```
 */
export function checkEstimator(spec: EstimatorSpec): readonly EstimatorCheck[] {
  const subject = new Subject(spec);
  const rules = RULES.filter((rule) => rule.applies?.(subject) ?? true);
  const exempt = new Map(Object.entries(spec.exempt ?? {}));
  checkExemptions(subject.kind, [...exempt.keys()], rules);
  return rules.map((rule) => checkOf(rule, subject, exempt.get(rule.name)));
}

function checkExemptions(kind: string, exempt: readonly string[], rules: readonly Rule[]): void {
  const names = rules.map((rule) => rule.name);
  const unknown = exempt.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, names);
  throw new ParameterError("PARAM_UNKNOWN", {
    problem: `${kind} is exempt from '${unknown}', which is none of its checks`,
    expected: `one of ${listNames(names, 80)}`,
    remedy:
      near === undefined ? "Drop the exemption" : `Write '${near}' if that is what you meant, or drop the exemption`,
    data: { kind, check: unknown },
  });
}

function checkOf({ name, judge }: Rule, subject: Subject, exempt: string | undefined): EstimatorCheck {
  if (exempt === undefined) return { name, run: () => held(name, judge, subject) };
  return {
    name,
    exempt,
    run: async () => {
      const failure: unknown = await held(name, judge, subject).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) return;
      throw new Error(`${subject.kind} ${name}: this holds now, so drop its exemption ("${exempt}")`);
    },
  };
}

async function held(name: string, judge: Rule["judge"], subject: Subject): Promise<void> {
  try {
    await judge(subject);
  } catch (cause) {
    const seen = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${subject.kind} breaks the contract "${name}": ${seen}`, { cause });
  }
}
