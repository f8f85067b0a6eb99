/**
 * The loop over texts that fits and batches share: analyses text after text, hands each to `visit`, and yields where a pause may be made.
 */
import type { Analyzer } from "./analyzer.js";
import type { Documents } from "./documents.js";
import type { Spans } from "./spans.js";

/** Texts, their units and terms between two looks at the clock: some milliseconds of work. */
export const WORK = 1 << 15;

/** Yields the number of texts done. */
export function* analyseRows(
  documents: Documents,
  analyzer: Analyzer,
  visit: (spans: Spans, row: number) => void,
): Generator<number, void> {
  const { spans } = analyzer;
  let work = 0;
  for (let row = 0; row < documents.length; row++) {
    const text = documents.text(row);
    analyzer.run(text);
    visit(spans, row);
    // Empty texts are some work too.
    work += 1 + text.length + spans.to - spans.from;
    if (work < WORK) continue;
    work = 0;
    yield row + 1;
  }
}
