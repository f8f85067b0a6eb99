/** How an analysis is stored. */
import { MlkitError } from "../core/errors.js";
import type { StateReader } from "../core/state.js";
import { type Analysis, Analyzer, LONGEST } from "./analyzer.js";
import type { HandleMissing } from "./documents.js";

/** What every fitted text stage stores. */
export interface TextState {
  readonly inputNames: readonly string[];
  readonly analysis: Analysis;
  readonly handleMissing: HandleMissing;
}

/** Reads what every text stage stores. Where the pattern needs an engine, loading waits for it. */
export function parseText(state: StateReader): TextState & { readonly analyzer: Analyzer } {
  const child = state.child("analysis");
  const shortest = child.number("shortest", { integer: true, min: 1, max: LONGEST });
  const analysis: Analysis = {
    analyzer: child.choice("analyzer", ["word", "char", "charWb"]),
    shortest,
    longest: child.number("longest", { integer: true, min: shortest, max: LONGEST }),
    lowercase: child.boolean("lowercase"),
    stripAccents: child.isNull("stripAccents") ? null : child.choice("stripAccents", ["ascii", "unicode"]),
    stopWords: child.isNull("stopWords") ? null : child.strings("stopWords"),
    tokenPattern: child.string("tokenPattern"),
  };
  const analyzer = new Analyzer(analysis);
  state.waitFor(prepared(analyzer, child));
  return {
    inputNames: state.strings("inputNames", { length: 1 }),
    analysis,
    handleMissing: state.choice("handleMissing", ["error", "empty"]),
    analyzer,
  };
}

async function prepared(analyzer: Analyzer, state: StateReader): Promise<void> {
  try {
    await analyzer.prepare();
  } catch (error) {
    if (error instanceof MlkitError && error.code === "PARAM_INVALID")
      state.fail("tokenPattern", "a pattern of RE2's syntax");
    throw error;
  }
}
