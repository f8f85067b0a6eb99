/** A kind of model that stores whatever it is given, and tools to take files apart and put them together wrongly. */
import type { Model } from "../../src/core/contracts.js";
import type { StateReader } from "../../src/core/state.js";

/** Holds any state under the key `value`. */
export class Box implements Model {
  static readonly kind: string = "test/Box";
  static readonly version = 2;
  readonly kind: string = Box.kind;
  readonly version = Box.version;
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
  static parse(state: StateReader): Box {
    return new Box(state.raw("value"));
  }
  toState(): object {
    return { value: this.value };
  }
}

/** A file in its three parts. */
export interface Parts {
  header: string;
  data: Uint8Array;
}

/** Takes a file apart; the header without its padding. */
export function takeApart(file: Uint8Array): Parts {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = new TextDecoder().decode(file.subarray(8, 8 + length)).trimEnd();
  return { header, data: file.slice(8 + length) };
}

/** Puts a file together, whatever its parts say; `claimed` replaces the header's length. */
export function putTogether({ header, data }: Parts, claimed?: bigint): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(header);
  const length = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + length + data.length).fill(0x20);
  new DataView(file.buffer).setBigUint64(0, claimed ?? BigInt(length), true);
  file.set(json, 8);
  file.set(data, 8 + length);
  return file;
}

/** The file with its header as data edited, canonical as far as it can be. */
// biome-ignore lint/suspicious/noExplicitAny: tests edit headers freely.
export function withHeader(file: Uint8Array, edit: (header: any) => unknown): Uint8Array<ArrayBuffer> {
  const { header, data } = takeApart(file);
  const json = JSON.parse(header);
  return putTogether({ header: JSON.stringify(edit(json) ?? json), data });
}

/** The file with its model document as data edited. */
// biome-ignore lint/suspicious/noExplicitAny: tests edit documents freely.
export function withDocument(file: Uint8Array, edit: (document: any) => unknown): Uint8Array<ArrayBuffer> {
  return withHeader(file, (header) => {
    const document = JSON.parse(header.__metadata__.mlkit);
    header.__metadata__.mlkit = JSON.stringify(edit(document) ?? document);
  });
}

/** Sets the value at a path of JSON; `undefined` takes it away. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function setAt(json: any, path: readonly string[], value: unknown): void {
  const owner = path.slice(0, -1).reduce((inner, key) => inner[key], json);
  owner[path.at(-1) ?? ""] = value;
}
