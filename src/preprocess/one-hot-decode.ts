/**
 * One-hot encoding read backwards.
 */
import type { AnyRow, Label } from "../core/contracts.js";
import { DataError } from "../core/errors.js";
import { type Field, Schema } from "../core/schema.js";
import { columnBuilder } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import type { OneHotBlock } from "./one-hot-block.js";

/** The categories behind the rows of an encoded matrix. */
export function decode(x: Matrix, blocks: readonly OneHotBlock[]): Frame {
  const fields = blocks.map(fieldOf);
  const builders = fields.map(columnBuilder);
  const owners = blocks.flatMap(({ outputs }, index) => outputs.map(() => index));
  const best = new Float64Array(blocks.length);
  const at = new Int32Array(blocks.length);
  for (let row = 0; row < x.rows; row++) {
    best.fill(0);
    at.fill(-1);
    const visit = (col: number, value: number): void => {
      const index = owners[col] as number;
      if (!(value > (best[index] as number))) return;
      best[index] = value;
      at[index] = col;
    };
    eachValue(x, row, visit);
    blocks.forEach((block, index) => {
      builders[index]?.push(meaningOf(block, at[index] as number, row));
    });
  }
  return new Frame(
    new Schema<AnyRow>(fields),
    builders.map((builder) => builder.finish()),
    x.rows,
  );
}

function fieldOf({ name, categories }: OneHotBlock): Field {
  const type = typeof (categories[0] ?? "");
  return { name, type: type === "number" || type === "boolean" ? type : "string", nullable: true };
}

function eachValue(x: Matrix, row: number, visit: (col: number, value: number) => void): void {
  if (x instanceof CsrMatrix) {
    const end = x.indptr[row + 1] as number;
    for (let k = x.indptr[row] as number; k < end; k++) visit(x.indices[k] as number, x.values[k] as number);
  } else {
    for (let col = 0; col < x.cols; col++) visit(col, x.values[row * x.cols + col] as number);
  }
}

function meaningOf({ name, start, outputs, zeros }: OneHotBlock, col: number, row: number): Label | null {
  const value = col < 0 ? zeros : outputs[col - start]?.value;
  if (value !== undefined) return value;
  throw new DataError("CATEGORY_UNKNOWN", {
    problem: `Row ${row} has no category in the columns of '${name}'`,
    given: "zeros alone",
    expected: "a 1 in one of them",
    remedy: "Give what transform gave, unchanged",
    data: { column: name, row },
  });
}
