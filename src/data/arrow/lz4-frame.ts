/**
 * Reads LZ4 frames, in which Feather files of pandas and pyarrow are compressed by default.
 *
 * After the frame format 1.6.1 and the block format of https://github.com/lz4/lz4/tree/dev/doc. Checksums are passed over.
 */

const MAGIC = 0x184d2204;

/** The content of one frame. @throws RangeError when it is none or was cut off. */
export function readLz4Frame(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError("this is no LZ4 frame");
  const flags = view.getUint8(4);
  const hasSize = (flags & 0x08) !== 0;
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  const out = new Output(hasSize ? Number(view.getBigUint64(6, true)) : bytes.length * 3, bytes.length);
  // Magic, flags, block size, the size and the dictionary where the flags say so, a byte of checksum.
  let at = 7 + (hasSize ? 8 : 0) + ((flags & 0x01) === 0 ? 0 : 4);
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return out.done();
    const size = word & 0x7fffffff;
    if (at + size > bytes.length) throw new RangeError("an LZ4 frame is cut off");
    const block = bytes.subarray(at, at + size);
    // The highest bit marks a block that is not compressed.
    if (word >>> 31 === 1) out.append(block);
    else readBlock(block, out);
    at += size + blockChecksum;
  }
}

/** Literals and matches by turns; a match may go back into the blocks before. */
function readBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let more = nibble === 15; more; ) {
      const byte = block[at++];
      if (byte === undefined) throw new RangeError("an LZ4 block is cut off");
      length += byte;
      more = byte === 255;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length) throw new RangeError("an LZ4 block is cut off");
    out.append(block.subarray(at, at + literals));
    at += literals;
    // The last sequence of a block has literals alone.
    if (at === block.length) return;
    const distance = (block[at] as number) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    out.repeat(distance, lengthFrom(token & 15) + 4);
  }
}

/** LZ4 makes at most 255 bytes of one. */
const MOST = 255;

class Output {
  readonly #most: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number, input: number) {
    this.#most = input * MOST;
    this.#bytes = new Uint8Array(Math.min(expected, this.#most));
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Copies what was written `distance` bytes ago; the copy may reach into itself. */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new RangeError("an LZ4 match goes back too far");
    this.#reserve(length);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let end = to + length, from = to - distance; to < end; ) bytes[to++] = bytes[from++] as number;
    this.#length = to;
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
