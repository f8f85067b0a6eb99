/**
 * Chunks in, records out: read from bytes as long as the file is of the usual form, by csv-parse from where it is not.
 */
import type { Collector } from "./collect.js";
import { openCsvParser, type TextParser } from "./csv-parser.js";
import { StrictDecoder } from "./decode.js";
import type { CsvFormat } from "./options.js";
import { isPlain, PlainReader } from "./plain/reader.js";

export class ChunkReader<Row extends object> {
  readonly #format: CsvFormat;
  readonly #collector: Collector<Row>;
  readonly #decoder: StrictDecoder;
  readonly #encoder = new TextEncoder();
  /** Reads UTF-8 as long as there is no parser. */
  #plain: PlainReader | undefined;
  #parser: TextParser | undefined;
  /** Whether chunks are UTF-8 as they come. Others are decoded, and encoded again; undefined before the first one. */
  #isRaw: boolean | undefined;

  constructor(format: CsvFormat, collector: Collector<Row>, name: string) {
    this.#format = format;
    this.#collector = collector;
    this.#decoder = new StrictDecoder(format.encoding, name);
  }

  /** @throws ReadError `CSV_ENCODING`, `CSV_HEADER`, `CSV_SYNTAX`, `CSV_CELL`. */
  async write(chunk: string | Uint8Array): Promise<void> {
    if (this.#isRaw === undefined) {
      this.#isRaw = this.#format.encoding === "utf-8" && typeof chunk !== "string";
      if (isPlain(this.#format)) this.#plain = new PlainReader(this.#format, this.#collector, this.#isRaw);
    }
    if (this.#plain !== undefined) {
      const asItIs = this.#isRaw && typeof chunk !== "string";
      const bytes = asItIs ? chunk : this.#encoder.encode(this.#decoder.decode(chunk));
      if (!this.#plain.write(bytes, false)) await this.#handOver(this.#plain);
      return;
    }
    this.#parser ??= await openCsvParser(this.#format, this.#collector);
    await this.#parser.write(this.#decoder.decode(chunk));
  }

  /** Takes it that all chunks were written. */
  async end(): Promise<void> {
    if (this.#plain !== undefined) {
      if (this.#plain.write(this.#encoder.encode(this.#decoder.end()), true)) return;
      await this.#handOver(this.#plain);
    }
    await this.#parser?.end(this.#decoder.end());
  }

  async #handOver(plain: PlainReader): Promise<void> {
    const { bytes, lines, atStart } = plain.left;
    this.#plain = undefined;
    this.#collector.lines.skip(lines);
    this.#parser = await openCsvParser(this.#format, this.#collector);
    if (this.#isRaw && !atStart) this.#decoder.resume(lines);
    const text = this.#isRaw
      ? this.#decoder.decode(bytes)
      : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    await this.#parser.write(text);
  }
}
