/** The options of tf-idf, which stages of texts and of counts share. */
import { boolean, choice, nullable, type Params } from "../core/params.js";
import type { Norm } from "./tfidf-weights.js";

/** How counts are weighed, as options. */
export interface WeighingOptions {
  /** What each row is divided by: the root of the sum of its squares (`"l2"`), the sum of its absolute values (`"l1"`), or nothing (null). Default: `"l2"`. */
  norm?: Norm | null;
  /** Multiplies each count by the weight of its term, ln(texts / texts that have it) + 1. Default: true. */
  useIdf?: boolean;
  /** Works these weights out as if one more text had every term. Default: true. */
  smoothIdf?: boolean;
  /** Takes 1 + ln(count) for each count. Default: false. */
  sublinearTf?: boolean;
}

/** The same options as data. */
export const weighingParams = {
  norm: nullable(choice(["l1", "l2"], { default: "l2" }), { default: "l2" }),
  useIdf: boolean({ default: true }),
  smoothIdf: boolean({ default: true }),
  sublinearTf: boolean({ default: false }),
} satisfies Params<WeighingOptions>;
