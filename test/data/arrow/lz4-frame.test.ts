/** Frames that liblz4 made: `lz4.frame.compress(text, …)` of Python. */
import { describe, expect, it } from "vitest";
import { readLz4Frame } from "../../../src/data/arrow/lz4-frame.js";

const text = Buffer.concat([
  Buffer.from("row 1;Lima;31\nrow 2;Lima;31\n".repeat(40) + "a".repeat(1000)),
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
]);

/** `block_linked=True, content_checksum=True, block_checksum=True, store_size=False` */
const checked = Buffer.from(
  "BCJNGHRAvScBAADgcm93IDE7TGltYTszMQoOABkyDgAPHAD/////MR9hAQD////X8PEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWl5iZmpucnZ6foKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr/AwcLDxMXGx8jJysvMzc7P0NHS09TV1tfY2drb3N3e3+Dh4uPk5ebn6Onq6+zt7u/w8fLz9PX29/j5+vv8/f7/VOQmCAAAAAAeSDVq",
  "base64",
);

/** `store_size=True` */
const sized = Buffer.from(
  "BCJNGGhASAkAAAAAAAD+JwEAAOByb3cgMTtMaW1hOzMxCg4AGTIOAA8cAP////8xH2EBAP///9fw8QABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpbXF1eX2BhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ent8fX5/gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp+goaKjpKWmp6ipqqusra6vsLGys7S1tre4ubq7vL2+v8DBwsPExcbHyMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/v8AAAAA",
  "base64",
);

describe("readLz4Frame", () => {
  it("reads frames with checksums and with sizes", () => {
    for (const frame of [checked, sized]) expect(Buffer.from(readLz4Frame(frame)).equals(text)).toBe(true);
  });

  it("refuses other bytes and every frame that was cut off", () => {
    expect(() => readLz4Frame(Buffer.from("no frame at all"))).toThrow(RangeError);
    // Up to the mark of the end, after which there is only a checksum.
    for (let length = 0; length < checked.length - 4; length++)
      expect(() => readLz4Frame(checked.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
  });

  it("refuses a match from before the beginning, and makes no more room than a frame can need", () => {
    // A literal, then a match of 4 bytes from 9 bytes ago.
    const block = [0x10, 97, 9, 0, 0];
    const frame = [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, block.length, 0, 0, 0, ...block, 0, 0, 0, 0];
    expect(() => readLz4Frame(Uint8Array.from(frame))).toThrow("goes back too far");
    const huge = Uint8Array.from(sized);
    new DataView(huge.buffer).setBigUint64(6, 2n ** 50n, true);
    expect(readLz4Frame(huge).length).toBe(text.length);
  });
});
