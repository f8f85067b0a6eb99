/**
 * A fitted DatetimeFeatures: the columns with their frozen formats, and what is taken out of them.
 */

import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Cell } from "../core/contracts.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import { DenseMatrix } from "../data/matrix.js";
import { AGE_UNITS, type CalendarFeature, calendarFeatures, type DatetimePart, PARTS } from "./calendar.js";
import { DateCells, type DateColumn } from "./date-column.js";
import { patternOf } from "./date-format.js";
import { uniqueNames } from "./unique-names.js";

/** A unit that ages are counted in. */
export type AgeUnit = keyof typeof AGE_UNITS;

/** What a fitted DatetimeFeatures stores. */
export interface DatetimeFeaturesState {
  readonly columns: readonly DateColumn[];
  readonly parts: readonly DatetimePart[];
  readonly cyclic: boolean;
  readonly ageUnit: AgeUnit;
  /** The time that ages are counted to, in milliseconds since 1970; null for none. */
  readonly asOfTime: number | null;
  /** The column that holds the time that ages are counted to; null for none. */
  readonly asOfColumn: string | null;
}

/** Gives the parts of each column's times in UTC, and their ages. A missing value stays missing. */
export class DatetimeFeaturesModel extends FrameTransformer<DenseMatrix> {
  static readonly kind = "DatetimeFeaturesModel";
  static readonly version = 1;
  readonly kind = DatetimeFeaturesModel.kind;
  readonly version = DatetimeFeaturesModel.version;
  readonly inputNames: readonly string[];
  /** `at_year`, `at_month_sin`, `at_ageDays`, column by column; a name that is there already gets `_2`, `_3`, … at its end. */
  readonly outputNames: readonly string[];
  readonly #state: DatetimeFeaturesState;
  readonly #cells: readonly DateCells[];
  readonly #features: readonly CalendarFeature[];
  /** The position of the column that ages are counted to; −1 for none. */
  readonly #reference: number;
  /** Whether each column has an age. */
  readonly #aged: readonly boolean[];

  constructor(state: DatetimeFeaturesState) {
    super();
    this.#state = state;
    this.inputNames = state.columns.map(({ name }) => name);
    this.#cells = state.columns.map((column) => new DateCells(column));
    this.#features = calendarFeatures(state.parts, state.cyclic);
    this.#reference = state.asOfColumn === null ? -1 : this.inputNames.indexOf(state.asOfColumn);
    const ages = state.asOfTime !== null || this.#reference >= 0;
    this.#aged = state.columns.map((_, index) => ages && index !== this.#reference);
    const age = state.ageUnit === "days" ? "ageDays" : "ageYears";
    this.outputNames = uniqueNames(
      this.inputNames.flatMap((name, index) => {
        const suffixes = this.#features.map(({ suffix }) => suffix);
        return (this.#aged[index] === true ? [...suffixes, age] : suffixes).map((suffix) => `${name}_${suffix}`);
      }),
    );
  }

  static parse(state: StateReader): DatetimeFeaturesModel {
    const columns = state.children("columns").map((column): DateColumn => {
      const format = column.isNull("format") ? null : column.string("format");
      if (format !== null && patternOf(format) === undefined) column.fail("format", "a format of dates");
      return { name: column.string("name"), format };
    });
    const names = columns.map(({ name }) => name);
    if (new Set(names).size !== names.length) state.fail("columns", "distinct names");
    const known: readonly string[] = PARTS;
    const parts = state.strings("parts").filter((part): part is DatetimePart => known.includes(part));
    if (parts.length !== state.strings("parts").length || new Set(parts).size !== parts.length)
      state.fail("parts", "parts of dates, each once");
    const asOfColumn = state.isNull("asOfColumn") ? null : state.string("asOfColumn");
    if (asOfColumn !== null && !names.includes(asOfColumn)) state.fail("asOfColumn", "one of the columns");
    const asOfTime = state.isNull("asOfTime") ? null : state.number("asOfTime");
    if (asOfTime !== null && asOfColumn !== null) state.fail("asOfTime", "null beside a column");
    return new DatetimeFeaturesModel({
      columns,
      parts,
      cyclic: state.boolean("cyclic"),
      ageUnit: state.choice("ageUnit", ["days", "years"]),
      asOfTime,
      asOfColumn,
    });
  }

  toState(): DatetimeFeaturesState {
    return this.#state;
  }
  /** The format of each column's strings; null for a column of timestamps. */
  get formats(): readonly (string | null)[] {
    return this.#state.columns.map(({ format }) => format);
  }

  protected apply(x: Frame): DenseMatrix {
    const width = this.outputNames.length;
    const rows = x.numRows;
    const out = new Float64Array(rows * width);
    const times = this.#cells.map((cells, index) => cells.times(x.columnOf(this.inputNames[index] ?? "")));
    const references = this.#reference < 0 ? undefined : times[this.#reference];
    const unit = AGE_UNITS[this.#state.ageUnit];
    const fixed = this.#state.asOfTime ?? 0;
    let col = 0;
    times.forEach((column, index) => {
      for (const { of } of this.#features) {
        for (let row = 0; row < rows; row++) out[row * width + col] = of(column[row] as number);
        col++;
      }
      if (this.#aged[index] !== true) return;
      for (let row = 0; row < rows; row++)
        out[row * width + col] = ((references?.[row] ?? fixed) - (column[row] as number)) / unit;
      col++;
    });
    return new DenseMatrix(out, rows, width, { names: this.outputNames });
  }

  rowTransform(): RowTransform {
    const cells = this.#cells;
    const features = this.#features;
    const times = new Float64Array(cells.length);
    const unit = AGE_UNITS[this.#state.ageUnit];
    const fixed = this.#state.asOfTime ?? 0;
    return (row, out, at) => {
      for (let i = 0; i < cells.length; i++) times[i] = (cells[i] as DateCells).time((row[i] ?? null) as Cell);
      const reference = this.#reference < 0 ? fixed : (times[this.#reference] as number);
      let place = at;
      for (let i = 0; i < cells.length; i++) {
        const time = times[i] as number;
        for (let k = 0; k < features.length; k++) out[place++] = (features[k] as CalendarFeature).of(time);
        if (this.#aged[i] === true) out[place++] = (reference - time) / unit;
      }
    };
  }
}
