/** UTF-8 out of a buffer of UTF-16 units. */
import { isPair, pairAt } from "./code-points.js";

/** Writes what stands between two places, and gives how many bytes it is. A lone half of a pair becomes U+FFFD, as for every encoder. */
export function writeUtf8(units: Uint16Array, start: number, end: number, out: Uint8Array): number {
  let to = 0;
  for (let at = start; at < end; at++) {
    const unit = units[at] as number;
    if (unit < 0x80) {
      out[to++] = unit;
    } else if (unit < 0x800) {
      out[to++] = 0xc0 | (unit >> 6);
      out[to++] = 0x80 | (unit & 0x3f);
    } else if (isPair(units, at, end)) {
      const code = pairAt(unit, units[++at] as number);
      out[to++] = 0xf0 | (code >> 18);
      out[to++] = 0x80 | ((code >> 12) & 0x3f);
      out[to++] = 0x80 | ((code >> 6) & 0x3f);
      out[to++] = 0x80 | (code & 0x3f);
    } else {
      const code = (unit & 0xf800) === 0xd800 ? 0xfffd : unit;
      out[to++] = 0xe0 | (code >> 12);
      out[to++] = 0x80 | ((code >> 6) & 0x3f);
      out[to++] = 0x80 | (code & 0x3f);
    }
  }
  return to;
}
