/** Texts into terms: tf-idf, counts of runs of characters, hashes. */
import { readFileSync } from "node:fs";
import { CountVectorizer, type CsrMatrix, HashingVectorizer, type Table, TfidfVectorizer } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { type Case, python } from "../harness/case.js";

const [TEXTS, WORDS, VOCABULARY] = [50_000, 40, 40_000];
/** Texts for runs of characters, of which each has many. */
const FEW = 5_000;
const LETTERS = "etaoinshrdlucmfwypvbgkjqxz";

export const bench: Case = {
  about:
    "TfidfVectorizer, 50,000 texts of 40 words out of 40,000, a few of them often: fitTransform, and transform of texts at once.",
  notes: [
    "Character runs are of 3 to 5 characters within words, of 5,000 texts. Hashing is into 2^18 columns.",
    "The check is the sum of what each gives: of squares for tf-idf, of counts otherwise.",
  ],
  peers: [python("scikit-learn", "tfidf.py")],
  ratioGoals: {
    "tf-idf, fitTransform": { "scikit-learn": 0.5 },
    "tf-idf, transform": { "scikit-learn": 0.5 },
    "character runs, fitTransform": { "scikit-learn": 0.5 },
    "hashing, transform": { "scikit-learn": 0.7 },
  },
  data: (rng) => ({ "texts.txt": texts(rng) }),
  async tasks(data) {
    const all = readFileSync(data.path("texts.txt"), "utf8").split("\n");
    const few = all.slice(0, FEW);
    const runs = new CountVectorizer({ analyzer: "charWb", ngramRange: [3, 5] });
    const model = await new TfidfVectorizer().fit(all);
    const hashing = await new HashingVectorizer({ nFeatures: 2 ** 18, norm: null, alternateSign: false }).fit(few);
    return {
      "tf-idf, fitTransform": async () => sumOf((await new TfidfVectorizer({ norm: null }).fitTransform(all)).output),
      "tf-idf, transform": () => sumOf(model.transform(all), (value) => value * value),
      "character runs, fitTransform": async () => sumOf((await runs.fitTransform(few)).output),
      "hashing, transform": () => sumOf(hashing.transform(all)),
    };
  },
};

function sumOf(x: Table | CsrMatrix, of: (value: number) => number = (value) => value): () => number {
  return () => ("values" in x ? x.values.reduce((sum, value) => sum + of(value), 0) : Number.NaN);
}

/** Texts of words that come the oftener the earlier they are in the list: about as 1 / place, as in languages. */
function texts(rng: Rng): string {
  const words = Array.from({ length: VOCABULARY }, () => word(rng));
  const end = Math.log(VOCABULARY);
  const any = () => words[Math.floor(Math.exp(rng.float() * end)) - 1] ?? "the";
  const text = () => `${Array.from({ length: WORDS }, any).join(" ")}.`;
  return Array.from({ length: TEXTS }, text)
    .map((line) => line[0]?.toUpperCase() + line.slice(1))
    .join("\n");
}

function word(rng: Rng): string {
  const letter = () => LETTERS[Math.min(rng.int(26), rng.int(26))] ?? "e";
  return Array.from({ length: 2 + rng.int(9) }, letter).join("");
}
