/**
 * The options that all text stages share: how a text becomes terms.
 */
import { ParameterError, show } from "../core/errors.js";
import { boolean, choice, list, nullable, type Param, type Params, type Resolved, text } from "../core/params.js";
import { type Analysis, LONGEST, type TermUnit } from "./analyzer.js";
import type { HandleMissing } from "./documents.js";
import type { StripAccents } from "./fold.js";
import { WORDS } from "./token-pattern.js";

/** How a text becomes terms, as options. */
export interface AnalysisOptions {
  /**
   * What terms are made of: `"word"`, `"char"` for characters of the whole text, in which runs of white space count as one space, or `"charWb"` for
   * characters within words, each between two spaces. Default: `"word"`.
   */
  analyzer?: TermUnit;
  /** How many words or characters a term has, at least and at most, as in `[1, 2]` for single words and pairs. Default: `[1, 1]`. */
  ngramRange?: readonly [least: number, most: number];
  /** Writes everything in lower case first. Default: true. */
  lowercase?: boolean;
  /**
   * Takes accents off after that: `"unicode"` drops the marks of characters that are taken apart (NFKD), `"ascii"` everything that is not ASCII then.
   * Default: null.
   */
  stripAccents?: StripAccents | null;
  /** Words that are left out before terms are made, as they look after the options above. For words alone. Default: null. */
  stopWords?: readonly string[] | null;
  /**
   * What a word is: runs of letters, digits and underscores of a least length, such as `"\\w+"` or the default, or any other pattern of RE2's
   * syntax, in which `\w`, `\d`, `\s` and `\b` know ASCII alone. A pattern with a group finds what is in the group. For words alone. Default:
   * `"(?u)\\b\\w\\w+\\b"`, two characters and more.
   */
  tokenPattern?: string;
  /** What a missing text is: `"error"` refuses it, `"empty"` reads it as the empty text. Default: `"error"`. */
  handleMissing?: HandleMissing;
}

const ngramRange: Param<readonly [number, number]> = {
  default: [1, 1],
  expected: `two whole numbers from 1 to ${LONGEST}, the first no greater than the second`,
  schema: { type: "array", items: { type: "integer", minimum: 1, maximum: LONGEST }, minItems: 2, maxItems: 2 },
  refused: [[0, 1], [2, 1], [1], [1, 2, 3], [1, 1.5], [1, LONGEST + 1], ["1", "2"], 1, null],
  accepts: (value): value is readonly [number, number] => Array.isArray(value) && value.length === 2 && isRange(value),
};

function isRange([least, most]: unknown[]): boolean {
  if (!Number.isInteger(least) || !Number.isInteger(most)) return false;
  return Number(least) >= 1 && Number(least) <= Number(most) && Number(most) <= LONGEST;
}

/** The same options as data. */
export const analysisParams = {
  analyzer: choice(["word", "char", "charWb"], { default: "word" }),
  ngramRange,
  lowercase: boolean({ default: true }),
  stripAccents: nullable(choice(["ascii", "unicode"], { default: "unicode" }), { default: null }),
  stopWords: nullable(list(text({ default: "" }), { default: [] }), { default: null }),
  tokenPattern: text({ default: WORDS }),
  handleMissing: choice(["error", "empty"], { default: "error" }),
} satisfies Params<AnalysisOptions>;

/**
 * The analysis that options ask for.
 *
 * @throws ParameterError `PARAM_INVALID` for options of words where terms are made of characters.
 */
export function analysisOf(owner: string, options: Resolved<AnalysisOptions>): Analysis {
  const { analyzer, ngramRange: range, lowercase, stripAccents, stopWords, tokenPattern } = options;
  if (analyzer !== "word") {
    if (stopWords !== null) throw unused(owner, "stopWords", analyzer);
    if (tokenPattern !== WORDS) throw unused(owner, "tokenPattern", analyzer);
  }
  const [shortest, longest] = range;
  return { analyzer, shortest, longest, lowercase, stripAccents, stopWords, tokenPattern };
}

function unused(owner: string, name: string, analyzer: TermUnit): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} makes terms of characters, so that ${name} has no use`,
    given: `${name} with analyzer ${show(analyzer)}`,
    expected: `${name} with analyzer 'word' alone`,
    remedy: `Leave ${name} out, or analyse words`,
    data: { owner, name },
  });
}
