/**
 * What a token is, by a pattern.
 *
 * Patterns come from users and out of artifacts, so none is given to an engine that goes back over what it has read: with `(a+)+$`, such an
 * engine reads for ever. Runs of word characters, which the default asks for, are scanned by hand (word-spans.ts); any other pattern runs
 * on RE2JS, in time linear in the text, and only then is that package loaded.
 */
import type { RE2JS } from "re2js";
import { loadDependency } from "../core/dependency.js";
import { ParameterError, show } from "../core/errors.js";

/** Word characters, two or more of them, as far as they go: scikit-learn's default. */
export const WORDS = "(?u)\\b\\w\\w+\\b";

/** The longest pattern: compiling takes memory and time for each character. */
const MOST_CHARACTERS = 1000;

// One engine a process; a pattern that is compiled later needs no waiting.
let engine: typeof RE2JS | undefined;

/** The fewest characters of the runs that a pattern finds, if it is one of runs of word characters; otherwise nothing. */
export function runsOf(pattern: string): number | undefined {
  const [, letters, least] =
    /^(?:\(\?u\))?(?:\\b)?(?:((?:\\w)+)\+|\\w\{([1-9]\d{0,3}),\})(?:\\b)?$/.exec(pattern) ?? [];
  if (letters !== undefined) return letters.length / 2;
  return least === undefined ? undefined : Number(least);
}

/** A pattern that RE2JS runs. */
export class TokenPattern {
  readonly #source: string;
  #compiled: RE2JS | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * Loads the engine, if it is not there yet, and compiles the pattern: to be awaited before the first text.
   *
   * @throws ParameterError `PARAM_INVALID` for what is no pattern of RE2, or one of several groups, or one that finds nothing between characters.
   */
  async prepare(): Promise<void> {
    if (engine === undefined) {
      const loaded = await loadDependency("re2js", "tokenPattern", () => import("re2js"));
      engine = loaded.RE2JS;
    }
    this.#compiled ??= compile(engine, this.#source);
  }

  /** Calls `visit` with where each token of a text starts and ends; a pattern with a group finds what is in the group. Empty tokens are left out. */
  each(text: string, visit: (start: number, end: number) => void): void {
    const compiled = this.#compiled;
    if (compiled === undefined) throw notReady(this.#source);
    const matcher = compiled.matcher(text);
    const group = compiled.groupCount();
    while (matcher.find()) {
      const start = matcher.start(group);
      const end = matcher.end(group);
      if (end > start) visit(start, end);
    }
  }
}

function compile(Engine: typeof RE2JS, source: string): RE2JS {
  if (source.length > MOST_CHARACTERS) throw invalid(source, `at most ${MOST_CHARACTERS} characters`);
  let compiled: RE2JS;
  try {
    compiled = Engine.compile(source);
  } catch (cause) {
    throw invalid(source, "a pattern of RE2's syntax, which has no (?=…), (?<=…), (?u) and \\1", cause);
  }
  if (compiled.groupCount() > 1) throw invalid(source, "at most one group that captures; write (?:…) for others");
  if (compiled.matches("")) throw invalid(source, "a pattern that matches no empty text");
  return compiled;
}

function invalid(source: string, expected: string, cause?: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "The tokenPattern cannot be used",
    given: cause instanceof Error ? `${show(source)}: ${show(cause.message, 120)}` : show(source),
    expected,
    remedy: "Mend the pattern, or leave it out for words of two and more characters",
    data: { name: "tokenPattern", value: source },
    cause,
  });
}

function notReady(source: string): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: "The engine for this tokenPattern is not loaded yet",
    given: show(source),
    remedy: "Read models with load or deserialize, which wait for it",
    data: { name: "tokenPattern", value: source },
  });
}
