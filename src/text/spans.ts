/** Where the terms of one text stand in a buffer; used again for each text. */
import { withRoom } from "./room.js";

/** The terms of a text as places in `units`, those numbered `from` to `to`. */
export class Spans {
  units = new Uint16Array(1024);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** The hash of each. */
  hashes = new Int32Array(256);
  /** The first span that is a term. */
  from = 0;
  /** One more than the last. */
  to = 0;

  /** Makes room for so many units and spans; what is there stays. */
  reserve(units: number, spans: number): void {
    this.units = withRoom(this.units, units);
    this.starts = withRoom(this.starts, spans);
    this.ends = withRoom(this.ends, spans);
    this.hashes = withRoom(this.hashes, spans);
  }

  /** The terms as strings. */
  strings(): string[] {
    return Array.from({ length: this.to - this.from }, (_, i) =>
      textBetween(this.units, this.starts[this.from + i] as number, this.ends[this.from + i] as number),
    );
  }
}

/** Units as a string. */
export function textBetween(units: Uint16Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 4096)
    text += String.fromCharCode(...units.subarray(at, Math.min(end, at + 4096)));
  return text;
}
