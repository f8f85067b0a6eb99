/**
 * A SimpleImputer fitted on a frame with strings: one fill value a column, each of its column's type.
 */

import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { AnyRow, Cell, Label } from "../core/contracts.js";
import { show } from "../core/errors.js";
import { type Field, Schema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import { Frame } from "../data/frame.js";
import { readFrame, type TableInput } from "../data/input.js";
import { type ColumnFill, emptyColumn, fillColumn, missingFlags, otherType } from "./fill-column.js";
import { namesWithIndicators } from "./indicators.js";
import { noIndicators } from "./simple-imputer-model.js";
import { checkNoInfinity, infinite } from "./value-counts.js";

/** What a SimpleImputer fitted on a frame stores. */
export interface SimpleFrameImputerState {
  readonly columns: readonly ColumnFill[];
}

/** Replaces the missing values of each column by one value; gives a frame of the same columns. */
export class SimpleFrameImputerModel extends FrameTransformer<Frame> {
  static readonly kind = "SimpleFrameImputerModel";
  static readonly version = 1;
  readonly kind = SimpleFrameImputerModel.kind;
  readonly version = SimpleFrameImputerModel.version;
  readonly inputNames: readonly string[];
  readonly #state: SimpleFrameImputerState;
  readonly #schema: Schema<AnyRow>;

  constructor(state: SimpleFrameImputerState) {
    super();
    this.#state = state;
    this.inputNames = state.columns.map(({ name }) => name);
    const flagged = state.columns.flatMap(({ indicator }, index) => (indicator ? [index] : []));
    const names = namesWithIndicators(this.inputNames, flagged);
    this.#schema = new Schema<AnyRow>(
      names.map((name, index) => ({ name, type: state.columns[index]?.type ?? "boolean", nullable: false })),
    );
  }

  static parse(state: StateReader): SimpleFrameImputerModel {
    const columns = state.children("columns").map(parseColumn);
    if (new Set(columns.map(({ name }) => name)).size !== columns.length) state.fail("columns", "distinct names");
    return new SimpleFrameImputerModel({ columns });
  }

  toState(): SimpleFrameImputerState {
    return this.#state;
  }
  /** The columns that were read, then a boolean `missingindicator_city` for each that has an indicator. */
  get outputNames(): readonly string[] {
    return this.#schema.names;
  }
  override get outputFields(): readonly Field[] {
    return this.#schema.fields;
  }
  /** What missing values become, for each column. */
  get statistics(): readonly Label[] {
    return this.#state.columns.map(({ fill }) => fill);
  }

  protected apply(x: Frame): Frame {
    const { columns } = this.#state;
    const filled = columns.map((column) => {
      const given = x.columnOf(column.name);
      if (given.type === "number") checkNoInfinity(this.kind, column.name, given.values);
      return fillColumn(given, column);
    });
    const flags = columns.filter(({ indicator }) => indicator).map(({ name }) => missingFlags(x.columnOf(name)));
    return new Frame(this.#schema, [...filled, ...flags], x.numRows);
  }

  /**
   * Undoes `transform`: values of columns that have an indicator are missing again where that says so, and the indicators are gone.
   *
   * @throws ParameterError `NOT_SUPPORTED` for an imputer without indicators; SchemaError `COLUMN_MISSING`, `COLUMN_TYPE`.
   */
  inverseTransform(input: TableInput<object>): Frame {
    const { columns } = this.#state;
    const flags = this.outputNames.slice(columns.length);
    if (flags.length === 0) throw noIndicators(this.kind);
    const x = readFrame(input, this.outputNames);
    let place = 0;
    const emptied = columns.map((column) => {
      const filled = fillColumn(x.columnOf(column.name), column);
      return column.indicator ? emptyColumn(filled, x.columnOf(flags[place++] ?? "")) : filled;
    });
    const fields = columns.map(({ name, type, indicator }) => ({ name, type, nullable: indicator }));
    return new Frame(new Schema<AnyRow>(fields), emptied, x.numRows);
  }

  rowTransform(): RowTransform {
    const { columns } = this.#state;
    const indicators = columns.flatMap(({ indicator }, index) => (indicator ? [index] : []));
    return (cells, out, at) => {
      for (let i = 0; i < columns.length; i++) {
        const cell = cells[i] ?? null;
        const { name, type, fill } = columns[i] as ColumnFill;
        if (cell === null || Number.isNaN(cell)) out[at + i] = fill;
        else if (typeof cell === type) out[at + i] = finiteCell(this.kind, name, cell);
        else throw otherType(name, type, show(cell));
      }
      for (let i = 0; i < indicators.length; i++) {
        const cell = cells[indicators[i] as number] ?? null;
        out[at + columns.length + i] = cell === null || Number.isNaN(cell);
      }
    };
  }
}

function finiteCell<T extends Cell>(owner: string, name: string, cell: T): T {
  if (cell === Number.POSITIVE_INFINITY || cell === Number.NEGATIVE_INFINITY) throw infinite(owner, name, Number(cell));
  return cell;
}

function parseColumn(state: StateReader): ColumnFill {
  const type = state.choice("type", ["string", "number", "boolean"]);
  return {
    name: state.string("name"),
    type,
    fill: type === "string" ? state.string("fill") : type === "number" ? state.number("fill") : state.boolean("fill"),
    indicator: state.boolean("indicator"),
  };
}
