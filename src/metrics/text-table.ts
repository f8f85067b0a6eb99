/** Lays out the small text tables that metrics print. */
import type { Label } from "../core/contracts.js";

/** A label as it stands in a table: on one line, however odd. */
export function nameOf(label: Label): string {
  // Control characters would break the table, so that such a label is shown as JSON.
  return typeof label === "string" && /[\p{Cc}\u2028\u2029]/u.test(label) ? JSON.stringify(label) : String(label);
}

/** A count or a sum of weights: whole numbers as they are, others with `digits` decimals. */
export function numberText(value: number, digits: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(digits);
}

/** Columns as wide as their widest cell, two spaces apart; numbers to the right, the first column to the side that is asked for. */
export function layOut(rows: readonly (readonly string[])[], firstColumn: "left" | "right"): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => lengthOf(row[i] ?? ""))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, i === 0 ? firstColumn : "right"))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}

function pad(cell: string, width: number, side: "left" | "right"): string {
  const space = " ".repeat(width - lengthOf(cell));
  return side === "left" ? cell + space : space + cell;
}

/** In code points, so that a label beyond the basic plane counts once. */
function lengthOf(text: string): number {
  return [...text].length;
}
