/**
 * What a check is, and what a rule of the contract is that becomes one.
 */
import type { Subject } from "./subject.js";

/** One check of a contract suite: run it as it is, or hand it to a test framework. */
export interface EstimatorCheck {
  /** What has to hold, in plain words. Exemptions name it so. */
  readonly name: string;
  /** Why the check is not to hold here. It runs all the same, and throws once it holds. */
  readonly exempt?: string;
  /** Resolves when the check holds; otherwise throws an `Error` that says what was seen. */
  run(): Promise<void>;
}

/** One rule of the contract of estimators. */
export interface Rule {
  /** What has to hold, in plain words. */
  readonly name: string;
  /** Whether the rule is about such an estimator; when left out, it is about all. */
  readonly applies?: (subject: Subject) => boolean;
  /** Throws when the rule does not hold. */
  readonly judge: (subject: Subject) => Promise<void> | void;
}
