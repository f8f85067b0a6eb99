/** The parts of text analysis against plain ways to say the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMBINING, codePoints, SPACE, UNASSIGNED, WORD } from "../../src/text/code-points.js";
import { fold } from "../../src/text/fold.js";
import { CountVectorizer } from "../../src/text/index.js";
import { RowCounts } from "../../src/text/row-counts.js";
import { sortTerms } from "../../src/text/sort-terms.js";
import { textBetween } from "../../src/text/spans.js";
import { hashOf } from "../../src/text/term-hash.js";
import { NONE, TermTable } from "../../src/text/term-table.js";
import { writeUtf8 } from "../../src/text/write-utf8.js";

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** Texts of characters that Unicode 14 has, some of two units, with white space and marks among them. */
const CHARACTERS = [..."abAB01_ .,-\t\n\u00a0éÉßİΣσς\u0301中\u3000ﬁ𝒳𐐀😀\ue000\uffe6"];
const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 40 }).map((list) => list.join(""));
const anyText = fc.string({ unit: "binary", maxLength: 12 });

function byCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? -1) - (right[at]?.codePointAt(0) ?? -1);
}

async function analyse(options: object, given: string): Promise<string[]> {
  return (await new CountVectorizer({ vocabulary: ["any"], ...options }).fit(["any"])).analyze(given).sort();
}

describe("classes of code points", () => {
  it("are those of the engine, as far as Unicode 14 goes", () => {
    const { flags, beyond } = codePoints();
    for (let code = 0; code < 0x110000; code++) {
      const found = code < 0x10000 ? (flags[code] as number) : beyond(code);
      if ((found & UNASSIGNED) !== 0 || (code >= 0xd800 && code < 0xe000)) continue;
      const character = String.fromCodePoint(code);
      if (((found & WORD) !== 0) !== /[\p{L}\p{N}_]/u.test(character))
        expect(code.toString(16)).toBe("of another class");
      if ((found & COMBINING) !== 0 && !/\p{M}/u.test(character)) expect(code.toString(16)).toBe("no mark");
      const space = /\s/u.test(character) && code !== 0xfeff;
      if (((found & SPACE) !== 0) !== (space || code === 0x85 || (code >= 0x1c && code < 0x20)))
        expect(code.toString(16)).toBe("of other white space");
    }
  });

  it("leave out what came later", () => {
    const { beyond } = codePoints();
    expect(beyond(0x31350)).toBe(UNASSIGNED);
    expect(beyond(0x11f04)).toBe(UNASSIGNED);
    expect(fold("\ua7cb", { lowercase: true, stripAccents: null })).toBe("\ua7cb");
    expect(fold("A\ua7cbÉ", { lowercase: true, stripAccents: "unicode" })).toBe("a\ua7cbe");
  });
});

describe("terms", () => {
  it("are runs of word characters", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const words = given.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
        expect(await analyse({}, given)).toEqual([...words].sort());
      }),
    );
  });

  it("are the same whether a text is ASCII or not", async () => {
    const ascii = fc.string({ unit: fc.constantFrom(..."abAB1_ .\t"), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(ascii, fc.constantFrom([1, 1], [1, 3], [2, 2]), async (given, ngramRange) => {
        for (const unit of [{ stopWords: ["ab"] }, { analyzer: "charWb" }]) {
          const options = { ngramRange, ...unit };
          // White space at the end changes no term, and is not ASCII here.
          expect(await analyse(options, given)).toEqual(await analyse(options, `${given}\u3000`));
        }
      }),
    );
  });

  it("are runs of characters, not of halves of them", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const characters = [...given.toLowerCase().replace(/\s\s+/g, " ")];
        const runs = [1, 2, 3].flatMap((n) =>
          Array.from({ length: Math.max(0, characters.length - n + 1) }, (_, at) =>
            characters.slice(at, at + n).join(""),
          ),
        );
        expect(await analyse({ analyzer: "char", ngramRange: [1, 3] }, given)).toEqual(runs.sort());
      }),
    );
  });

  it("are runs of characters within words", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const words = given
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => word !== "");
        const runs = words.flatMap((word) => {
          const characters = [..." ", ...word, " "];
          if (characters.length <= 3) return [characters.join("")];
          return characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(""));
        });
        expect(await analyse({ analyzer: "charWb", ngramRange: [3, 3] }, given)).toEqual(runs.sort());
      }),
    );
  });

  it("are found again in their table, and sorted by code points", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyText, { maxLength: 400 }), (terms) => {
        const table = TermTable.of(terms);
        expect(table.size).toBe(terms.length);
        const find = (term: string) => {
          const units = unitsOf(term);
          return table.find(units, 0, units.length, hashOf(units, 0, units.length));
        };
        expect(terms.map(find)).toEqual(terms.map((_, id) => id));
        expect(find("a term that is longer than any of them")).toBe(NONE);
        const ids = Int32Array.from(terms, (_, id) => id);
        for (const _ of sortTerms(table, ids));
        const sorted = Array.from(ids, (id) =>
          textBetween(table.units, table.starts[id] ?? 0, table.starts[id + 1] ?? 0),
        );
        expect(sorted).toEqual(terms.toSorted(byCodePoints));
      }),
    );
  });

  it("stand in a table of the same numbers when room is made for them before, or with pauses", async () => {
    const terms = Array.from({ length: 3000 }, (_, id) => `term ${id}`);
    const pause = async () => {};
    const table = await TermTable.ofInPauses(terms.slice(0, 1000), pause);
    for (const [id, term] of terms.entries()) {
      if (id === 1500) await table.makeRoom(100_000, 100_000, pause);
      const units = unitsOf(term);
      expect(table.intern(units, 0, units.length, hashOf(units, 0, units.length))).toBe(id);
      expect(table.find(units, 0, units.length, hashOf(units, 0, units.length))).toBe(id);
    }
  });

  it("are written as every encoder writes them", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, fc.constantFrom("\ud800", "\udfff"))), (parts) => {
        const whole = parts.join("");
        const out = new Uint8Array(3 * whole.length);
        const length = writeUtf8(unitsOf(whole), 0, whole.length, out);
        expect(out.slice(0, length)).toEqual(new TextEncoder().encode(whole));
      }),
    );
  });
});

describe("counts", () => {
  it("are those of a Map, row after row, whatever their order and sign", () => {
    const row = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.constantFrom(1, -1)), { maxLength: 120 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const counts = new RowCounts();
        const expected = rows.map((each) => {
          const map = new Map<number, number>();
          for (const [column, by] of each) {
            counts.add(column, by);
            map.set(column, (map.get(column) ?? 0) + by);
          }
          counts.endRow();
          return [...map].sort(([a], [b]) => a - b);
        });
        const backwards = Int32Array.from({ length: 91 }, (_, column) => (column % 5 === 4 ? -1 : 90 - column));
        const translated = new RowCounts();
        for (let at = 0; at < rows.length; at++) translated.addTranslated(counts, at, backwards);
        const pairs = ({ indptr, indices, values }: ReturnType<RowCounts["parts"]>) =>
          rows.map((_, at) =>
            Array.from(indices.subarray(indptr[at], indptr[at + 1]), (column, k) => [
              column,
              values[(indptr[at] ?? 0) + k],
            ]),
          );
        expect(pairs(counts.parts())).toEqual(expected);
        expect(pairs(translated.parts())).toEqual(
          expected.map((each) =>
            each
              .filter(([column]) => column % 5 !== 4)
              .map(([column, count]) => [90 - column, count])
              .reverse(),
          ),
        );
      }),
    );
  });
});
