/**
 * The loop over texts that fits and batches share: analyses text after text, hands each to `visit`, and yields where a pause may be made.
 */
import type { Analyzer } from "./analyzer.js";
import type { Documents } from "./documents.js";
import type { Spans } from "./spans.js";

/** Units and terms between two looks at the clock: a millisecond of work or two. */
const WORK = 1 << 16;

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
    work += text.length + spans.to - spans.from;
    if (work < WORK) continue;
    work = 0;
    yield row + 1;
  }
}
