/** The sources of CSV. */
import type { TextSource } from "../io/source.js";

/**
 * What {@link readCsv} reads: a path, a `file:` URL, CSV text, bytes, a stream of either, or an object of a store.
 *
 * A string that holds a line break is CSV text; any other string is a path. `{ text }` is always text.
 */
export type CsvSource = TextSource;
