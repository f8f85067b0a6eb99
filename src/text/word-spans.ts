/**
 * Words and runs of words: the tokens of a text are put one after another with a space between, so that a run of n words is one piece of the buffer.
 */
import { codePoints, flagsAt, HIGH, isPair, WORD } from "./code-points.js";
import type { Spans } from "./spans.js";
import { hashEnd, hashNext, hashOf, START } from "./term-hash.js";
import { NONE, type TermTable } from "./term-table.js";

const SPACE_UNIT = 0x20;

/** What becomes of the tokens of a text. */
export interface WordRules {
  /** Tokens that are left out, before runs of words are made. */
  readonly stopWords: TermTable | undefined;
  /** How many words a term has at least. */
  readonly shortest: number;
  /** How many at most. */
  readonly longest: number;
}

/** Collects the tokens of one text, in order, and makes terms of them. */
export class WordCollector {
  readonly #spans: Spans;
  readonly #rules: WordRules;
  #tokens = 0;
  #at = 0;

  constructor(spans: Spans, rules: WordRules) {
    this.#spans = spans;
    this.#rules = rules;
  }

  /** Begins a text that has at most so many units and tokens. */
  begin(units: number, tokens: number): void {
    this.#spans.reserve(units + tokens, tokens);
    this.#tokens = 0;
    this.#at = 0;
  }

  /** Adds the token between two places of a buffer. */
  add(source: Uint16Array, start: number, end: number): void {
    const { units, starts, ends, hashes } = this.#spans;
    let at = this.#at;
    let hash = START;
    for (let i = start; i < end; i++) {
      const unit = source[i] as number;
      units[at++] = unit;
      hash = hashNext(hash, unit);
    }
    const whole = hashEnd(hash);
    const { stopWords } = this.#rules;
    if (stopWords !== undefined && stopWords.find(units, this.#at, at, whole) !== NONE) return;
    starts[this.#tokens] = this.#at;
    ends[this.#tokens] = at;
    hashes[this.#tokens++] = whole;
    units[at] = SPACE_UNIT;
    this.#at = at + 1;
  }

  /**
   * Adds all tokens of a text of ASCII characters that have at least `minimum` of them. `word` has what each character is folded to, 0 for
   * those of no word. Behind the text there has to be room for one more byte.
   */
  addAscii(text: Uint8Array, length: number, word: Uint8Array, minimum: number): void {
    const { stopWords } = this.#rules;
    const { units, starts, ends, hashes } = this.#spans;
    text[length] = SPACE_UNIT;
    let tokens = this.#tokens;
    let start = this.#at;
    let at = start;
    let hash = START;
    for (let i = 0; i <= length; i++) {
      const unit = word[text[i] as number] as number;
      if (unit !== 0) {
        units[at++] = unit;
        hash = hashNext(hash, unit);
        continue;
      }
      if (at === start) continue;
      const whole = hashEnd(hash);
      hash = START;
      if (at - start < minimum || (stopWords !== undefined && stopWords.find(units, start, at, whole) !== NONE)) {
        at = start;
        continue;
      }
      starts[tokens] = start;
      ends[tokens] = at;
      hashes[tokens++] = whole;
      units[at++] = SPACE_UNIT;
      start = at;
    }
    this.#tokens = tokens;
    this.#at = start;
  }

  /** Makes runs of words, where they are wanted. */
  finish(): void {
    const { shortest, longest } = this.#rules;
    const spans = this.#spans;
    const tokens = this.#tokens;
    spans.reserve(0, tokens * (longest - shortest + 2));
    const { units, starts, ends, hashes } = spans;
    let to = tokens;
    for (let n = Math.max(2, shortest); n <= Math.min(longest, tokens); n++) {
      for (let last = n - 1; last < tokens; last++) {
        const start = starts[last - n + 1] as number;
        const end = ends[last] as number;
        starts[to] = start;
        ends[to] = end;
        hashes[to++] = hashOf(units, start, end);
      }
    }
    spans.from = shortest === 1 ? 0 : tokens;
    spans.to = to;
  }
}

/** Adds the longest runs of word characters that have at least `minimum` of them. */
export function collectWords(source: Uint16Array, length: number, minimum: number, words: WordCollector): void {
  const points = codePoints();
  const { flags } = points;
  let at = 0;
  while (at < length) {
    const found = flags[source[at] as number] as number;
    if (found !== WORD) {
      if (found !== HIGH || (flagsAt(points, source, at, length) & WORD) === 0) {
        at++;
        continue;
      }
    }
    const start = at;
    // How many units of the run only go on with the code point before them.
    let second = 0;
    while (at < length) {
      const here = flags[source[at] as number] as number;
      if (here === WORD) at++;
      else if (here === HIGH && (flagsAt(points, source, at, length) & WORD) !== 0) {
        second += isPair(source, at, length) ? 1 : 0;
        at += 2;
      } else break;
    }
    if (at - start - second >= minimum) words.add(source, start, at);
  }
}
