/**
 * What a boosted model is told beside its trees.
 */
import type { Link } from "./structure.js";

/** What is known of a boosted model beside its columns and trees; `K` are the links that it can have. */
export interface BoostedOptions<K extends Link = Link> {
  /** How raw scores become predictions. */
  readonly link: K;
  /** Whether the model reads NaN as "no value", which each split sends its own way; if not, NaN is refused. */
  readonly missing: boolean;
  /** The score on the training rows after each round, if there is a record of it. Default: none. */
  readonly trainScore?: Float64Array;
  /** The score on the rows held out, after each round, if there is a record of it. Default: none. */
  readonly validationScore?: Float64Array;
  /** By how much each round lowered the loss on the rows that it did not draw, if there is a record of it. Default: none. */
  readonly oobImprovement?: Float64Array;
}
