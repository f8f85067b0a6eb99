/** How the estimators of `src/text/` are judged. */
import { Frame } from "../../../src/data/frame.js";
import { DenseMatrix } from "../../../src/data/matrix.js";
import { CountVectorizer } from "../../../src/text/count-vectorizer.js";
import { HashingVectorizer } from "../../../src/text/hashing-vectorizer.js";
import { TfidfTransformer } from "../../../src/text/tfidf-transformer.js";
import { TfidfVectorizer } from "../../../src/text/tfidf-vectorizer.js";
import type { Cases } from "./shared.js";

/** Texts of words that come again, one of them empty. */
const texts = (() => {
  const words = ["the", "quick", "brown", "Fox", "jumps", "élan", "lazy", "dog_1", "naïve", "𝒳y"];
  const line = (row: number) =>
    Array.from({ length: (row * 5) % 9 }, (_, at) => words[(row * 7 + at * at * 3) % words.length]).join(" ");
  return { x: Frame.fromColumns({ note: Array.from({ length: 48 }, (_, row) => line(row)) }) };
})();

/** Counts of terms, most of them 0. */
const counts = {
  x: DenseMatrix.fromDense(
    Float64Array.from({ length: 48 * 5 }, (_, at) => Math.max(0, ((at * at * 7) % 11) - 6)),
    48,
    5,
    ["ash", "birch", "cedar", "elm", "oak"],
  ),
};

export const text: Cases = [
  [
    "CountVectorizer",
    [
      ["CountVectorizer", { make: (options) => new CountVectorizer(options), data: texts }],
      [
        "CountVectorizer of characters, where texts may be missing",
        {
          make: (options) =>
            new CountVectorizer({
              analyzer: "charWb",
              ngramRange: [2, 3],
              handleMissing: "empty",
              binary: true,
              ...options,
            }),
          data: texts,
        },
      ],
      [
        "CountVectorizer of words by a pattern",
        { make: (options) => new CountVectorizer({ tokenPattern: "[a-z]+", ...options }), data: texts },
      ],
    ],
  ],
  [
    "TfidfVectorizer",
    [
      ["TfidfVectorizer", { make: (options) => new TfidfVectorizer(options), data: texts }],
      [
        "TfidfVectorizer of some pairs of words",
        {
          make: (options) =>
            new TfidfVectorizer({
              ngramRange: [1, 2],
              stopWords: ["the"],
              stripAccents: "unicode",
              norm: "l1",
              sublinearTf: true,
              ...options,
            }),
          data: texts,
        },
      ],
    ],
  ],
  [
    "TfidfTransformer",
    [
      ["TfidfTransformer", { make: (options) => new TfidfTransformer(options), data: counts }],
      [
        "TfidfTransformer without weights of columns",
        { make: (options) => new TfidfTransformer({ useIdf: false, sublinearTf: true, ...options }), data: counts },
      ],
    ],
  ],
  [
    "HashingVectorizer",
    [
      ["HashingVectorizer", { make: (options) => new HashingVectorizer({ nFeatures: 64, ...options }), data: texts }],
      [
        "HashingVectorizer of few columns, where texts may be missing",
        {
          make: (options) => new HashingVectorizer({ nFeatures: 3, norm: null, handleMissing: "empty", ...options }),
          data: texts,
        },
      ],
    ],
  ],
];
