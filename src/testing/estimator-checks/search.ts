/**
 * Looks for numbers in the bytes of a file: as 64-bit and 32-bit floats and as text.
 */

/** For each row, how many of its numbers are in the file. */
export function findCells(file: Uint8Array, rows: readonly (readonly number[])[]): number[] {
  const text = asText(file);
  return rows.map((row) => row.filter((value) => formsOf(value).some((form) => text.includes(form))).length);
}

/** One character a byte, so that a search for text is a search for bytes. */
function asText(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 4096)
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return text;
}

function formsOf(value: number): string[] {
  const view = new DataView(new ArrayBuffer(12));
  view.setFloat64(0, value, true);
  view.setFloat32(8, value, true);
  const bytes = new Uint8Array(view.buffer);
  return [asText(bytes.subarray(0, 8)), asText(bytes.subarray(8, 12)), String(value)];
}
