/**
 * Finding the format that all dates of a column keep to.
 *
 * Every known format is tried on every distinct text, and one that fails once is out. Time O(distinct texts), since nearly all formats fail on the first.
 */
import { inSlices } from "../base/in-slices.js";
import { DataError, listNames, show } from "../core/errors.js";
import { Progress } from "../core/progress.js";
import type { StringColumn } from "../data/columns.js";
import { type DateReader, dateReader } from "./date-format.js";

const DAYS = [
  "yyyy-MM-dd",
  "yyyy/MM/dd",
  "yyyy.MM.dd",
  "dd.MM.yyyy",
  "dd/MM/yyyy",
  "MM/dd/yyyy",
  "dd-MM-yyyy",
  "MM-dd-yyyy",
  "yyyyMMdd",
];
const TIMES = ["", "HH:mm", "HH:mm:ss", "HH:mm:ss.SSS"];
const ZONES = ["", "XXX", " XXX"];

/** The formats that are found without being told. */
export const DATE_FORMATS: readonly string[] = /* @__PURE__ */ DAYS.flatMap((day) =>
  TIMES.flatMap((time) => {
    if (time === "") return [day];
    const between = day === "yyyy-MM-dd" ? ["T", " "] : [" "];
    return between.flatMap((joint) => ZONES.map((zone) => `${day}${joint}${time}${zone}`));
  }),
);

/** The known formats that a text keeps to. */
export function formatsOf(text: string): readonly string[] {
  return DATE_FORMATS.filter((format) => !Number.isNaN(dateReader(format)(text)));
}

/** Collects what the formats of a column's texts can be. */
export class FormatFinder {
  #left: readonly { readonly format: string; readonly read: DateReader }[] | undefined;
  /** A text that two of the formats read as different times. */
  #differ: string | undefined;
  /** The first text of the last format that was possible, and the one that ended it. */
  #first = "";
  #last: string | undefined;
  #lost: { readonly format: string | undefined; readonly text: string } | undefined;

  /** Takes one text into account; most of the work is in the first. */
  add(text: string): void {
    if (this.#lost !== undefined) return;
    if (this.#left === undefined) this.#first = text;
    const before = this.#left ?? formatsOf(text).map((format) => ({ format, read: dateReader(format) }));
    // Nearly always one format is left after the first text: it is read once then.
    const times = before.map(({ read }) => read(text));
    const known = times.filter((time) => !Number.isNaN(time));
    if (known.length === 0) this.#lost = { format: before[0]?.format, text };
    else if (known.some((time) => time !== known[0])) this.#differ = text;
    this.#left = known.length === before.length ? before : before.filter((_, at) => !Number.isNaN(times[at]));
    this.#last = text;
  }

  /** Whether every text so far is a date of one known format, or of several. */
  get possible(): boolean {
    return this.#last !== undefined && this.#lost === undefined;
  }

  /** Whether the formats that are left have times of day. */
  get hasTimes(): boolean {
    return (this.#left ?? []).some(({ format }) => format.includes("HH"));
  }

  /**
   * The one format of all texts.
   *
   * @throws DataError `DATE_FORMAT` where none fits all of them, or two that read them as different days; `DATA_EMPTY` where there was no text.
   */
  formatOf(column: string): string {
    if (this.#lost !== undefined) throw noCommon(column, this.#first, this.#lost);
    const left = this.#left ?? [];
    const [first] = left;
    if (first === undefined) throw noDates(column);
    if (left.length > 1 && this.#differ !== undefined) {
      throw ambiguous(
        column,
        left.map(({ format }) => format),
        this.#differ,
      );
    }
    return first.format;
  }
}

/** Texts are read in slices of some 2,000, as engines read the first ones many times slower than those after them. */
const EFFORT = 128;

/** Adds the texts that some row of a column has, with pauses. */
export function addTexts(finder: FormatFinder, column: StringColumn, progress: Progress): Promise<void> {
  return visitTexts(column, progress, (text) => finder.add(text));
}

/** Visits each text that some row of a column has once, with pauses. */
export async function visitTexts(
  column: StringColumn,
  { signal }: Progress,
  visit: (text: string) => void,
): Promise<void> {
  const { codes, dictionary } = column;
  const progress = new Progress({ signal });
  const used = new Uint8Array(dictionary.length);
  await inSlices({ progress, before: 0, total: codes.length }, codes.length, 1, (start, end) => {
    for (let row = start; row < end; row++) if ((codes[row] as number) >= 0) used[codes[row] as number] = 1;
  });
  await inSlices({ progress, before: 0, total: used.length }, used.length, EFFORT, (start, end) => {
    for (let code = start; code < end; code++) if (used[code] === 1) visit(dictionary[code] as string);
  });
}

/** The first text of a column; nothing where all are missing. */
export function firstText({ codes, dictionary }: StringColumn): string | undefined {
  return dictionary[codes.find((code) => code >= 0) ?? -1];
}

function noDates(column: string): DataError {
  return new DataError("DATA_EMPTY", {
    problem: `Column '${column}' has no date to find the format from`,
    given: "missing values alone",
    expected: "at least one date",
    remedy: 'Say the format, as in DatetimeFeatures({ format: "yyyy-MM-dd" }), or drop the column',
    data: { columns: [column] },
  });
}

function ambiguous(column: string, formats: readonly string[], text: string): DataError {
  return new DataError("DATE_FORMAT", {
    problem: `The dates of column '${column}' can be read in more than one format`,
    given: `${show(text)}, which ${listNames(formats)} read as different days`,
    expected: "dates that only one format fits",
    remedy: `Say which one, as in DatetimeFeatures({ format: ${show(formats[0])} })`,
    data: { column, formats, value: text },
  });
}

function noCommon(
  column: string,
  first: string,
  lost: { readonly format: string | undefined; readonly text: string },
): DataError {
  const { format, text } = lost;
  return new DataError("DATE_FORMAT", {
    problem: `Column '${column}' has no one format that all its dates keep to`,
    given: format === undefined ? show(text) : `${show(first)} and ${show(text)}`,
    expected: format === undefined ? `dates such as ${listNames(DAYS, 4)}` : `dates of the format '${format}' alone`,
    remedy: 'Mend what is no date, or say the format, as in DatetimeFeatures({ format: "dd.MM.yyyy" })',
    data: { column, value: text, expected: format },
  });
}
