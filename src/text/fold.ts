/**
 * Lower case, and text without accents, as scikit-learn makes them.
 *
 * Engines do the work, on pieces between characters that are newer than the version of Unicode fixed here. What a character of that
 * version becomes is the same in all later ones, so every engine gives the same text; newer characters stay as they are.
 */
import { COMBINING, codePoints, UNASSIGNED } from "./code-points.js";

/** What accents are stripped to: `"ascii"` drops every character that is none after it was taken apart, `"unicode"` only the marks. */
export type StripAccents = "ascii" | "unicode";

/** How a text is changed before it is cut into terms. */
export interface Folding {
  readonly lowercase: boolean;
  readonly stripAccents: StripAccents | null;
}

/** The folded text. */
export function fold(text: string, { lowercase, stripAccents }: Folding): string {
  const lower = lowercase ? mapKnown(text, (piece) => piece.toLowerCase()) : text;
  // What is ASCII already has no accents.
  if (stripAccents === null || isAscii(lower)) return lower;
  const apart = mapKnown(lower, (piece) => piece.normalize("NFKD"));
  return stripAccents === "ascii" ? keep(apart, (code) => code < 0x80) : keep(apart, isNoMark);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

function isNoMark(code: number): boolean {
  const { flags, beyond } = codePoints();
  const found = code < 0x10000 ? (flags[code] as number) : beyond(code);
  return (found & COMBINING) === 0;
}

function keep(text: string, wanted: (code: number) => boolean): string {
  let out = "";
  for (const character of text) if (wanted(character.codePointAt(0) as number)) out += character;
  return out;
}

/** Maps the pieces between unassigned characters, which stay as they are. */
function mapKnown(text: string, map: (piece: string) => string): string {
  const { flags, beyond } = codePoints();
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const code = text.codePointAt(at) as number;
    const found = code < 0x10000 ? (flags[code] as number) : beyond(code);
    const width = code < 0x10000 ? 1 : 2;
    if ((found & UNASSIGNED) !== 0) {
      out += map(text.slice(from, at)) + text.slice(at, at + width);
      from = at + width;
    }
    at += width - 1;
  }
  return from === 0 ? map(text) : out + map(text.slice(from));
}
