/** Patterns of tokens: which are scanned by hand, which run on RE2, and none for ever. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { StateReader } from "../../src/core/state.js";
import { CountVectorizerModel, deserialize } from "../../src/index.js";
import { CountVectorizer } from "../../src/text/index.js";
import { runsOf, WORDS } from "../../src/text/token-pattern.js";
import { errorOf } from "./support.js";

/** What an engine that goes back over what it has read would read for longer than anyone waits. */
const HOSTILE = ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*.*)*x", "([a-z]+)*=", "^(([a-z])+.)+[A-Z]([a-z])+$"];
const LONG = `${"a".repeat(30_000)}!`;

const stateWith = (tokenPattern: string) => ({
  inputNames: ["text"],
  analysis: {
    analyzer: "word",
    shortest: 1,
    longest: 1,
    lowercase: true,
    stripAccents: null,
    stopWords: null,
    tokenPattern,
  },
  handleMissing: "error",
  vocabulary: ["#ab", "b"],
  binary: false,
});
const bytesWith = (tokenPattern: string) =>
  serialize({ kind: "CountVectorizerModel", version: 1, toState: () => stateWith(tokenPattern) });

describe("models with a pattern, before the engine is loaded", () => {
  it("say that they are not ready where nobody waited", async () => {
    const model = CountVectorizerModel.parse(new StateReader(stateWith("#[a-z]+"), "model", { version: 1 }));
    expect((await errorOf(() => model.transform(["#ab"]))).code).toBe("NOT_SUPPORTED");
  });

  it("are ready when they were loaded", async () => {
    const model = await deserialize(bytesWith("#[a-z]+"), { as: CountVectorizerModel });
    expect([...model.transform(["a #AB #ab b"]).toDense().values]).toEqual([2, 0]);
  });
});

describe("patterns", () => {
  it.each([
    [WORDS, 2],
    ["\\w+", 1],
    ["(?u)\\w+", 1],
    ["\\b\\w+\\b", 1],
    ["\\b\\w\\w\\w+", 3],
    ["\\w{4,}", 4],
    ["(?u)\\b\\w{2,}\\b", 2],
    ["[a-z]+", undefined],
    ["\\w", undefined],
    ["\\w{2,5}", undefined],
    ["\\w*", undefined],
    ["\\B\\w+", undefined],
    ["(\\w+)", undefined],
  ])("of runs of words are scanned by hand: %s", (pattern, least) => {
    expect(runsOf(pattern)).toBe(least);
  });

  it.each([
    ["[a-z]+", "ab1c é", ["ab", "c"]],
    ["#(\\w+)", "a #b ##c # d #é", ["b", "c"]],
    ["(?i)[a-z]+(?:-[a-z]+)?", "Well-known, no-", ["well-known", "no"]],
    ["[\\p{L}']+", "d'accord déjà", ["d'accord", "déjà"]],
    ["[^ ]+", "a😀 b", ["a😀", "b"]],
  ])("of RE2 find %s in %s", async (tokenPattern, text, tokens) => {
    const recipe = new CountVectorizer({ tokenPattern, vocabulary: ["any"] });
    expect((await recipe.fit([text])).analyze(text)).toEqual(tokens);
  });

  it.each([
    "(",
    "a(?=b)",
    "(?<=a)b",
    "\\1",
    "(a)(b)",
    "(?u)[a-z]+",
    "a{1001}",
    "(a{500}){500}",
    "",
    "a*",
    "x*(y*)",
    "x".repeat(1001),
  ])(
    "that RE2 does not have, or that are no tokens, are refused at the fit and when loaded: %s",
    async (tokenPattern) => {
      const error = await errorOf(() => new CountVectorizer({ tokenPattern }).fit(["a b"]));
      expect(error.code).toBe("PARAM_INVALID");
      expect(error.data["name"]).toBe("tokenPattern");
      expect((await errorOf(() => deserialize(bytesWith(tokenPattern)))).code).toBe("ARTIFACT_STATE");
    },
  );

  it.each(HOSTILE)("do not run for ever, in recipes and artifacts: %s", async (tokenPattern) => {
    const run = async () => {
      const model = await deserialize(bytesWith(tokenPattern), { as: CountVectorizerModel });
      model.transform([LONG]);
      await new CountVectorizer({ tokenPattern, vocabulary: ["any"] }).fit([LONG]);
    };
    // Those of several groups are refused, the others are done in no time.
    await run().catch((error: unknown) => expect(error).toMatchObject({ code: "ARTIFACT_STATE" }));
  });
});
