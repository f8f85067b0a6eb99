/**
 * A dictionary of strings that are given as UTF-8: each distinct one is decoded once and gets a code, in the order in which they come.
 *
 * An open hash table over the bytes (FNV-1a), so that a value that came before costs a look at its bytes and no string.
 */

/** Turns the bytes of strings into codes. */
export class Utf8Dictionary {
  /** The distinct strings, by their codes. */
  readonly strings: string[] = [];
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly #bytes: Uint8Array[] = [];
  readonly #hashes: number[] = [];
  /** The code of the string in each slot of the table, −1 for a free one; a power of two. */
  #slots = new Int32Array(1024).fill(-1);

  /**
   * The code of the string that these bytes are. The bytes must stay as they are while the dictionary is in use.
   *
   * @throws TypeError for bytes that are no UTF-8.
   */
  codeOf(bytes: Uint8Array, start = 0, end = bytes.length): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const mask = this.#slots.length - 1;
    // The low bits of the hash alone would put strings that differ in their last byte side by side.
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = this.#slots[slot] as number;
      if (code < 0) break;
      if (this.#hashes[code] === hash && isEqual(this.#bytes[code] as Uint8Array, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    const own = bytes.subarray(start, end);
    const code = this.strings.push(this.#decoder.decode(own)) - 1;
    this.#bytes.push(own);
    this.#hashes.push(hash);
    this.#slots[slot] = code;
    if (this.strings.length * 2 > this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    this.#hashes.forEach((hash, code) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    });
    this.#slots = slots;
  }
}

function isEqual(own: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (own.length !== end - start) return false;
  for (let i = 0; i < own.length; i++) if (own[i] !== bytes[start + i]) return false;
  return true;
}
