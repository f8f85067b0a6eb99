/**
 * Fitted stages in a row: the part that transforming, classifying and regressing pipelines share.
 */

import { checkMatrix } from "../base/checks.js";
import { cellsToNumbers, type TransformerModel } from "../base/models.js";
import type { Cells, RowTransform } from "../base/row.js";
import type { AsyncOptions } from "../core/contracts.js";
import { inStage } from "../core/errors.js";
import type { Field } from "../core/schema.js";
import { numericNames, type Table, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix } from "../data/matrix.js";
import { readInput, rowReader } from "./input-fields.js";

/** A fitted stage and its name. */
export interface FittedTransformer {
  readonly name: string;
  readonly model: TransformerModel;
}

/** Fitted transformers in the order in which data passes them. */
export class Chain {
  /** The columns that a table or a row must have. */
  readonly fields: readonly Field[];
  readonly stages: readonly FittedTransformer[];

  constructor(fields: readonly Field[], stages: readonly FittedTransformer[]) {
    this.fields = fields;
    this.stages = stages;
  }

  /** The columns after the last stage. */
  get outputNames(): readonly string[] {
    return (
      this.stages.at(-1)?.model.outputNames ?? this.fields.flatMap((field) => numericNames(field.name, field.size))
    );
  }

  /** The fields as the first stage narrows them: with its known categories, say. */
  get narrowed(): readonly Field[] {
    const first = this.stages[0]?.model;
    return first === undefined ? this.fields : this.fields.map((field) => first.narrowInput(field));
  }

  /** Maps a table through all stages. */
  transform(input: TableInput<object>): Table {
    let table = readInput(input, this.fields);
    for (const { name, model } of this.stages) table = runStage(name, model, table);
    return table;
  }

  /** The same, with pauses for other work. */
  async transformAsync(input: TableInput<object>, options: AsyncOptions): Promise<Table> {
    let table = readInput(input, this.fields);
    for (const { name, model } of this.stages) {
      try {
        table = await model.transformAsync(readableBy(model.traits.sparse === true, table), options);
      } catch (error) {
        throw inStage(name, error);
      }
    }
    return table;
  }

  /** A function that maps the cells of one row through all stages. Its result is valid until its next call. */
  rowTransform(): (cells: Cells) => Cells {
    let numeric = false;
    // Only what a stage reads of the table, or of a stage that gives columns, may hold vectors.
    let fields = this.fields;
    const steps: ((cells: Cells) => Cells)[] = [];
    for (const { name, model } of this.stages) {
      if (model.reads === "numbers" && !numeric) {
        steps.push(toNumbers(model.inputNames.length, sizesOf(fields)));
        numeric = true;
      }
      steps.push(stageStep(name, model));
      numeric = model.outputFields === undefined;
      fields = model.outputFields ?? [];
    }
    return (cells) => {
      let current = cells;
      for (let i = 0; i < steps.length; i++) current = (steps[i] as (cells: Cells) => Cells)(current);
      return current;
    };
  }

  /**
   * A function that maps a row object to the numbers after the last stage. Compiling once and calling often is what makes
   * one-row predictions fast: buffers are made here, not per call.
   */
  compile(): (row: object) => Float64Array {
    const read = rowReader(this.fields);
    const cells: Cells = new Array(this.fields.length).fill(null);
    const transform = this.rowTransform();
    const numbers = new Float64Array(this.outputNames.length);
    const last = this.stages.at(-1)?.model;
    const sizes = sizesOf(last === undefined ? this.fields : (last.outputFields ?? []));
    let busy = false;
    const run = (row: object): Float64Array => {
      // A user's function inside a stage may call the same model again; the buffers are then taken.
      if (busy) return this.compile()(row);
      busy = true;
      try {
        read(row, cells);
        const result = transform(cells);
        if (result instanceof Float64Array) return result;
        cellsToNumbers(result, numbers, sizes);
        return numbers;
      } finally {
        busy = false;
      }
    };
    return run;
  }
}

/** Maps a table through one stage; a stage that cannot read sparse rows gets dense ones. */
export function runStage(name: string, model: TransformerModel, table: Table): Table {
  try {
    return model.transform(readableBy(model.traits.sparse === true, table));
  } catch (error) {
    throw inStage(name, error);
  }
}

/** The table itself, with dense rows where sparse ones cannot be read. */
export function readableBy(sparse: boolean, table: Table): Table {
  return table instanceof CsrMatrix && !sparse ? table.toDense() : table;
}

function sizesOf(fields: readonly Field[]): readonly (number | undefined)[] {
  return fields.map((field) => field.size);
}

function toNumbers(width: number, sizes: readonly (number | undefined)[]): (cells: Cells) => Cells {
  const numbers = new Float64Array(width);
  return (cells) => {
    cellsToNumbers(cells, numbers, sizes);
    return numbers;
  };
}

function stageStep(name: string, model: TransformerModel): (cells: Cells) => Cells {
  const transform = checkedRow(model);
  const { length } = model.outputNames;
  const out: Cells = model.outputFields === undefined ? new Float64Array(length) : new Array(length).fill(null);
  return (cells) => {
    try {
      transform(cells, out, 0);
    } catch (error) {
      throw inStage(name, error);
    }
    return out;
  };
}

/** A stage's one-row path with the checks of its batch path. */
export function checkedRow(model: TransformerModel): RowTransform {
  const transform = model.rowTransform();
  if (model.reads === "columns") return transform;
  const check = rowCheck(model.kind, model.traits, model.inputNames);
  return (cells, out, at) => {
    check(cells);
    transform(cells, out, at);
  };
}

/** Checks the numbers of one row as `checkMatrix` checks those of many. */
export function rowCheck(
  owner: string,
  traits: TransformerModel["traits"],
  names: readonly string[],
): (x: Cells) => void {
  const missing = traits.missing === true;
  const { length } = names;
  return (x) => {
    // v − v is 0 for finite values alone, and a sum of zeros stays 0: the usual row is cleared without branches.
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const value = x[i] as number;
      sum += value - value;
    }
    if (sum === 0) return;
    for (let i = 0; i < length; i++) {
      const value = x[i] as number;
      if (value - value === 0 || (missing && Number.isNaN(value))) continue;
      const values = Float64Array.from({ length }, (_, j) => x[j] as number);
      checkMatrix(owner, traits, new DenseMatrix(values, 1, length, { names }));
    }
  };
}
