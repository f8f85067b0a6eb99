/**
 * From a text to its terms: fold it, cut it into words or characters, make runs of them. Terms are places in a buffer, not strings.
 *
 * An analyzer keeps its buffers from text to text. It works without pauses, so that one may serve several callers in turn. Time and
 * memory are proportional to the units of a text and its terms.
 */
import { CharCutter } from "./char-spans.js";
import { codePoints, WORD } from "./code-points.js";
import { type Folding, fold, type StripAccents } from "./fold.js";
import { withRoom } from "./room.js";
import { Spans } from "./spans.js";
import { TermTable } from "./term-table.js";
import { runsOf, TokenPattern } from "./token-pattern.js";
import { collectWords, WordCollector } from "./word-spans.js";

/** What terms are made of: words, characters of the whole text, or characters within words. */
export type TermUnit = "word" | "char" | "charWb";

/** The most words or characters that a term may have: buffers grow with it. */
export const LONGEST = 100;

/** How a text becomes terms. */
export interface Analysis {
  readonly analyzer: TermUnit;
  /** How many words or characters a term has at least. */
  readonly shortest: number;
  /** How many at most. */
  readonly longest: number;
  readonly lowercase: boolean;
  readonly stripAccents: StripAccents | null;
  readonly stopWords: readonly string[] | null;
  readonly tokenPattern: string;
}

/** Cuts texts into terms. */
export class Analyzer {
  /** The terms of the last text. */
  readonly spans = new Spans();
  readonly #folding: Folding;
  readonly #words: WordCollector;
  readonly #chars: CharCutter;
  readonly #unit: TermUnit;
  /** What an ASCII character is folded to. */
  readonly #ascii: Uint8Array;
  /** The same for those of words; 0 for others. */
  readonly #asciiWord: Uint8Array;
  /** The fewest characters of a word, unless words are found by a pattern. */
  readonly #minimum: number;
  readonly #pattern: TokenPattern | undefined;
  #source = new Uint16Array(1024);
  #bytes = new Uint8Array(1024);
  readonly #encoder = new TextEncoder();

  constructor({ analyzer, tokenPattern, stopWords, ...rest }: Analysis) {
    const minimum = runsOf(tokenPattern);
    this.#folding = rest;
    this.#unit = analyzer;
    this.#minimum = minimum ?? 1;
    this.#pattern = analyzer === "word" && minimum === undefined ? new TokenPattern(tokenPattern) : undefined;
    this.#words = new WordCollector(this.spans, {
      stopWords: stopWords === null ? undefined : TermTable.of(stopWords),
      ...rest,
    });
    this.#chars = new CharCutter(this.spans, rest);
    this.#ascii = Uint8Array.from({ length: 128 }, (_, code) => fold(String.fromCharCode(code), rest).charCodeAt(0));
    const { flags } = codePoints();
    this.#asciiWord = this.#ascii.map((folded) => (flags[folded] === WORD ? folded : 0));
  }

  /**
   * Makes ready what cannot be made at once: to be awaited before the first text.
   *
   * @throws ParameterError `PARAM_INVALID` for a pattern that cannot be used.
   */
  async prepare(): Promise<void> {
    await this.#pattern?.prepare();
  }

  /** Puts the terms of a text into `spans`. */
  run(text: string): void {
    if (this.#pattern !== undefined) {
      this.#findTokens(this.#pattern, fold(text, this.#folding));
      return;
    }
    const ascii = this.#encodeAscii(text);
    if (this.#unit === "word") this.#findWords(text, ascii);
    else {
      const length = ascii ? this.#foldAscii(text.length) : this.#copy(fold(text, this.#folding));
      if (this.#unit === "char") this.#chars.cut(this.#source, length);
      else this.#chars.cutWords(this.#source, length);
    }
  }

  #findWords(text: string, ascii: boolean): void {
    if (ascii) {
      this.#words.begin(text.length + 1, (text.length >> 1) + 1);
      this.#words.addAscii(this.#bytes, text.length, this.#asciiWord, this.#minimum);
    } else {
      const length = this.#copy(fold(text, this.#folding));
      this.#words.begin(length, (length >> 1) + 1);
      collectWords(this.#source, length, this.#minimum, this.#words);
    }
    this.#words.finish();
  }

  /** Writes a text as bytes, which is quicker than to ask for one character after another, and tells whether each is one of ASCII. */
  #encodeAscii(text: string): boolean {
    if (this.#bytes.length <= text.length) this.#bytes = new Uint8Array(2 * text.length);
    const { read, written } = this.#encoder.encodeInto(text, this.#bytes);
    return read === text.length && written === text.length;
  }

  /** Folds so many bytes into the buffer. */
  #foldAscii(length: number): number {
    this.#source = withRoom(this.#source, length);
    const [source, bytes, ascii] = [this.#source, this.#bytes, this.#ascii];
    for (let at = 0; at < length; at++) source[at] = ascii[bytes[at] as number] as number;
    return length;
  }

  /** Copies a text into the buffer, and gives its length. */
  #copy(text: string): number {
    this.#source = withRoom(this.#source, text.length);
    const source = this.#source;
    for (let at = 0; at < text.length; at++) source[at] = text.charCodeAt(at);
    return text.length;
  }

  #findTokens(pattern: TokenPattern, text: string): void {
    const length = this.#copy(text);
    this.#words.begin(length, length);
    pattern.each(text, (start, end) => this.#words.add(this.#source, start, end));
    this.#words.finish();
  }
}
