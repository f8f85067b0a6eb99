/**
 * Runs of characters, of a whole text or within its words. A character is a code point, as in Python, not half of one.
 */
import { codePoints, isPair, SPACE } from "./code-points.js";
import { withRoom } from "./room.js";
import type { Spans } from "./spans.js";
import { hashEnd, hashNext, START } from "./term-hash.js";

const SPACE_UNIT = 0x20;

/** How many characters a term has. */
export interface CharRules {
  readonly shortest: number;
  readonly longest: number;
}

/** Makes terms of characters. */
export class CharCutter {
  readonly #spans: Spans;
  readonly #rules: CharRules;
  /** Where each code point starts, and where the last one ends. */
  #marks = new Int32Array(1024);

  constructor(spans: Spans, rules: CharRules) {
    this.#spans = spans;
    this.#rules = rules;
  }

  /** All runs of a text, in which white space of several characters counts as one space. */
  cut(source: Uint16Array, length: number): void {
    const { flags } = codePoints();
    this.#begin(length + 1);
    const { units } = this.#spans;
    let out = 0;
    let points = 0;
    for (let at = 0; at < length; ) {
      this.#marks[points++] = out;
      let next = at + 1;
      if (flags[source[at] as number] === SPACE)
        while (next < length && flags[source[next] as number] === SPACE) next++;
      if (next > at + 1) units[out++] = SPACE_UNIT;
      else {
        units[out++] = source[at] as number;
        if (isPair(source, at, length)) units[out++] = source[next++] as number;
      }
      at = next;
    }
    this.#marks[points] = out;
    this.#runs(0, points, this.#rules.shortest, this.#rules.longest);
  }

  /** The runs within the words of a text, each between two spaces. A word that is no longer than a run is one term. */
  cutWords(source: Uint16Array, length: number): void {
    const { flags } = codePoints();
    this.#begin(length * 2 + 3);
    const { units } = this.#spans;
    units[0] = SPACE_UNIT;
    let out = 1;
    let points = 0;
    this.#marks[0] = 0;
    for (let at = 0; at < length; ) {
      if (flags[source[at] as number] === SPACE) {
        at++;
        continue;
      }
      // The space before the word is that behind the word before.
      const first = points++;
      while (at < length && flags[source[at] as number] !== SPACE) {
        this.#marks[points++] = out;
        const pair = isPair(source, at, length);
        units[out++] = source[at++] as number;
        if (pair) units[out++] = source[at++] as number;
      }
      this.#marks[points] = out;
      units[out++] = SPACE_UNIT;
      this.#marks[points + 1] = out;
      this.#word(first, points + 1);
    }
  }

  /** Makes room for so many units. */
  #begin(most: number): void {
    const { shortest, longest } = this.#rules;
    this.#marks = withRoom(this.#marks, most);
    this.#spans.reserve(most, most * (longest - shortest + 1));
    this.#spans.from = 0;
    this.#spans.to = 0;
  }

  #word(first: number, end: number): void {
    const { shortest, longest } = this.#rules;
    // All runs that are shorter than the word, then the word itself where a run may be as long or longer.
    const most = Math.min(longest, end - first - 1);
    this.#runs(first, end, shortest, most);
    if (longest > most) this.#runs(first, end, end - first, end - first);
  }

  /** The runs between two marks that have from `shortest` to `longest` characters. */
  #runs(first: number, end: number, shortest: number, longest: number): void {
    const spans = this.#spans;
    const { units, starts, ends, hashes } = spans;
    const marks = this.#marks;
    let { to } = spans;
    for (let i = first; i + shortest <= end; i++) {
      const start = marks[i] as number;
      const last = Math.min(end, i + longest);
      let hash = START;
      let at = start;
      for (let mark = i + 1; mark <= last; mark++) {
        const next = marks[mark] as number;
        while (at < next) hash = hashNext(hash, units[at++] as number);
        if (mark - i < shortest) continue;
        starts[to] = start;
        ends[to] = at;
        hashes[to++] = hashEnd(hash);
      }
    }
    spans.to = to;
  }
}
