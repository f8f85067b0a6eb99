/**
 * Mutants of artifacts, from a seed. Some are only damaged bytes; others are put together again, lengths, offsets and canonical
 * form repaired, so that what is wrong is found by the deeper layers, or by nobody.
 */
import type { Rng } from "../../src/core/rng.js";
import { type Parts, putTogether, takeApart } from "./box.js";

/** One way to change a file; `other` is another artifact to take parts from. */
type Mutation = (file: Uint8Array, rng: Rng, other: Uint8Array) => Uint8Array;

/** A mutant, and how it was made. */
export interface Mutant {
  readonly how: string;
  readonly file: Uint8Array;
}

/** The n-th mutant of a file for this generator's seed. */
export function mutantOf(file: Uint8Array, other: Uint8Array, rng: Rng): Mutant {
  const [how, mutation] = pick(rng, MUTATIONS);
  let mutant = mutation(file, rng, other);
  // Every fourth is changed once more.
  if (rng.int(4) === 0 && mutant.length > 16) mutant = pick(rng, MUTATIONS.slice(0, 6))[1](mutant, rng, other);
  return { how, file: mutant };
}

const MUTATIONS: readonly (readonly [string, Mutation])[] = [
  ["flipped bits", flipBits],
  ["changed bytes", changeBytes],
  ["cut off", (file, rng) => file.slice(0, rng.int(file.length))],
  ["took bytes out", (file, rng) => splice(file, rng, new Uint8Array(0))],
  ["put bytes in", (file, rng) => splice(file, rng, randomBytes(rng, 1 + rng.int(64)), 0)],
  ["took bytes from another", (file, rng, other) => splice(file, rng, part(other, rng))],
  ["changed the header's length", changeLength],
  ["edited the header's text", (file, rng) => editText(file, rng, false)],
  ["edited a number of the header", (file, rng) => editText(file, rng, true)],
  ["edited the header as data", (file, rng) => editHeader(file, rng)],
  ["edited the document", (file, rng) => editDocument(file, rng)],
  ["edited the state", (file, rng) => editDocument(file, rng, "model")],
  ["edited the state twice", (file, rng) => editDocument(editDocument(file, rng, "model"), rng, "model")],
  ["changed numbers of tensors", changeNumbers],
  ["resized a tensor, all else repaired", resizeTensor],
  ["retyped a tensor, all else repaired", retypeTensor],
];

function pick<T>(rng: Rng, list: readonly T[]): T {
  return list[rng.int(list.length)] as T;
}

function randomBytes(rng: Rng, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => rng.int(256));
}

function part(file: Uint8Array, rng: Rng): Uint8Array {
  const start = rng.int(file.length);
  return file.subarray(start, start + 1 + rng.int(200));
}

function flipBits(file: Uint8Array, rng: Rng): Uint8Array {
  const mutant = new Uint8Array(file);
  for (let i = rng.int(4); i >= 0; i--) {
    const at = rng.int(mutant.length);
    mutant[at] = (mutant[at] as number) ^ (1 << rng.int(8));
  }
  return mutant;
}

function changeBytes(file: Uint8Array, rng: Rng): Uint8Array {
  const mutant = new Uint8Array(file);
  for (let i = rng.int(8); i >= 0; i--)
    mutant[rng.int(mutant.length)] = pick(rng, [0, 0x7f, 0x80, 0xff, 0x22, 0x7b, 0x5d, rng.int(256)]);
  return mutant;
}

function splice(file: Uint8Array, rng: Rng, inserted: Uint8Array, removed = rng.int(64)): Uint8Array {
  const at = rng.int(file.length);
  return new Uint8Array([...file.subarray(0, at), ...inserted, ...file.subarray(at + removed)]);
}

function changeLength(file: Uint8Array, rng: Rng): Uint8Array {
  const mutant = new Uint8Array(file);
  const view = new DataView(mutant.buffer);
  const length = view.getBigUint64(0, true);
  const value = pick(rng, [
    0n,
    8n,
    length + 8n,
    length - 8n,
    BigInt(rng.int(file.length)),
    2n ** 63n,
    2n ** 32n,
    2n ** 26n,
    BigInt(rng.next()),
  ]);
  view.setBigUint64(0, BigInt.asUintN(64, value), true);
  return mutant;
}

const NUMBERS = [
  "0",
  "-1",
  "1",
  "2",
  "8",
  "0.5",
  "1e999",
  "1e21",
  "4294967296",
  "9007199254740992",
  "18446744073709551615",
  "-0",
];
const SNIPPETS = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "[[[[[[[[",
  '"__proto__":',
  "\u0000",
  "é",
  "\\ud800",
  ...NUMBERS,
];

function editText(file: Uint8Array, rng: Rng, numbers: boolean): Uint8Array {
  const parts = takeApart(file);
  const { header } = parts;
  if (numbers) {
    const found = [...header.matchAll(/\d+/g)];
    if (found.length === 0) return file;
    const { index, 0: digits } = pick(rng, found);
    return putTogether({
      ...parts,
      header: header.slice(0, index) + pick(rng, NUMBERS) + header.slice(index + digits.length),
    });
  }
  const at = rng.int(header.length + 1);
  return putTogether({ ...parts, header: header.slice(0, at) + pick(rng, SNIPPETS) + header.slice(at + rng.int(12)) });
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function editHeader(file: Uint8Array, rng: Rng): Uint8Array {
  const parts = takeApart(file);
  return repaired(parts, (header) => mutateJson(header, rng));
}

function editDocument(file: Uint8Array, rng: Rng, key?: string): Uint8Array {
  return repaired(takeApart(file), (header) => {
    const metadata = header["__metadata__"] as { mlkit: string };
    const document = JSON.parse(metadata.mlkit);
    const edited =
      key === undefined ? mutateJson(document, rng) : { ...document, [key]: mutateJson(document[key], rng) };
    return { ...header, __metadata__: { ...metadata, mlkit: JSON.stringify(edited) } };
  });
}

/** Writes an edited header in canonical form; a file whose header cannot be parsed any more is left as it is. */
function repaired(parts: Parts, edit: (header: { [key: string]: Json }) => Json): Uint8Array {
  let header: Json;
  try {
    header = edit(JSON.parse(parts.header));
  } catch {
    return putTogether(parts);
  }
  return putTogether({ ...parts, header: JSON.stringify(header) });
}

const VALUES: readonly Json[] = [
  null, true, false, 0, -1, 1, 0.5, 1e308, 2 ** 31, 2 ** 53, "", "a", "NaN", "__proto__", "\ud800", [], {}, [[]], [null],
  { $number: "NaN" }, { $number: "-Infinity" }, { $tensor: "model.mean" }, { $strings: "x" }, { $model: { kind: "StandardScalerModel", version: 1, state: {} } },
  { length: 3 }, { kind: 1 }, JSON.parse('{"__proto__":{"x":1}}'),
]; // biome-ignore format: a table of odd values

/** Changes one place of JSON: another value, a key or an item less, more, elsewhere or under another name. */
function mutateJson(value: Json, rng: Rng): Json {
  const copy: { root: Json } = { root: structuredClone(value) };
  const places: [Json[] | { [key: string]: Json }, string][] = [[copy, "root"]];
  const visit = (node: Json): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      visit((node as { [key: string]: Json })[key] ?? null);
    }
  };
  visit(copy.root);
  const [owner, key] = pick(rng, places) as [{ [key: string]: Json }, string];
  const old = owner[key] as Json;
  const [otherOwner, otherKey] = pick(rng, places) as [{ [key: string]: Json }, string];
  switch (rng.int(8)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else delete owner[key];
      break;
    case 1:
      if (Array.isArray(old)) old.push(old[0] ?? pick(rng, VALUES));
      else owner[key] = nudged(old, rng);
      break;
    case 2:
      owner[key] = structuredClone(otherOwner[otherKey] ?? null);
      break;
    case 3:
      owner[key] = [old];
      break;
    case 4:
      if (Array.isArray(owner)) owner.reverse();
      else {
        delete owner[key];
        owner[pick(rng, ["x", "$tensor", "$model", "kind", "constructor"])] = old;
      }
      break;
    case 5:
      owner[key] = nudged(old, rng);
      break;
    default:
      owner[key] = structuredClone(pick(rng, VALUES));
  }
  return copy.root ?? null;
}

function nudged(value: Json, rng: Rng): Json {
  if (typeof value === "number") return pick(rng, [value + 1, value - 1, -value, value * 2, value / 2, value * 1e10]);
  if (typeof value === "string") return pick(rng, [`${value}x`, value.slice(1), value.toUpperCase(), `${value}/x`]);
  if (typeof value === "boolean") return !value;
  return pick(rng, VALUES);
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** The tensors of a header, unless it cannot be parsed any more. */
function tensorsOf(header: string): { json: { [key: string]: Entry }; names: string[] } | undefined {
  try {
    const json = JSON.parse(header);
    const names = Object.keys(json).filter((name) => Array.isArray(json[name]?.data_offsets));
    return names.length === 0 ? undefined : { json, names };
  } catch {
    return undefined;
  }
}

function changeNumbers(file: Uint8Array, rng: Rng): Uint8Array {
  const { header, data } = takeApart(file);
  const found = tensorsOf(header);
  if (found === undefined || data.length < 8) return file;
  const { dtype, data_offsets } = found.json[pick(rng, found.names)] as Entry;
  const size = dtype === "F64" ? 8 : dtype === "U8" ? 1 : 4;
  const count = Math.floor(((data_offsets[1] ?? 0) - (data_offsets[0] ?? 0)) / size);
  if (!(count > 0)) return file;
  const view = new DataView(data.buffer, data.byteOffset);
  for (let i = rng.int(3); i >= 0; i--) {
    const at = data_offsets[0] + size * rng.int(count);
    if (!(at >= 0 && at + size <= data.length)) return file;
    if (size === 8)
      view.setFloat64(at, pick(rng, [Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e300, 5e-324, -0, 0.1]), true);
    else if (size === 4) view.setInt32(at, pick(rng, [-1, 0, 1, 2 ** 31 - 1, -(2 ** 31), rng.int(100), count]), true);
    else view.setUint8(at, rng.int(256));
  }
  return putTogether({ header, data });
}

/** Makes a tensor longer or shorter, and moves all that comes after it. */
function resizeTensor(file: Uint8Array, rng: Rng): Uint8Array {
  const { header, data } = takeApart(file);
  const found = tensorsOf(header);
  if (found === undefined) return file;
  const { json, names } = found;
  const entry = json[pick(rng, names)] as Entry;
  const size = entry.dtype === "F64" ? 8 : entry.dtype === "U8" ? 1 : 4;
  const [begin, end] = entry.data_offsets;
  const change = size * pick(rng, [-2, -1, 1, 2, 8]);
  const length = Math.max(0, end - begin + change);
  const resized = new Uint8Array(length);
  resized.set(data.subarray(begin, begin + Math.min(length, end - begin)));
  const moved = length - (end - begin);
  for (const name of names) {
    const each = json[name] as Entry;
    if (each !== entry && each.data_offsets[0] >= end)
      each.data_offsets = [each.data_offsets[0] + moved, each.data_offsets[1] + moved];
  }
  Object.assign(entry, { shape: [length / size], data_offsets: [begin, begin + length] });
  return putTogether({
    header: JSON.stringify(json),
    data: new Uint8Array([...data.subarray(0, begin), ...resized, ...data.subarray(end)]),
  });
}

function retypeTensor(file: Uint8Array, rng: Rng): Uint8Array {
  const { header, data } = takeApart(file);
  const found = tensorsOf(header);
  if (found === undefined) return file;
  const entry = found.json[pick(rng, found.names)] as Entry;
  const [dtype, size] = pick(rng, [
    ["F64", 8],
    ["F32", 4],
    ["I32", 4],
    ["U32", 4],
    ["U16", 2],
    ["U8", 1],
  ] as const);
  Object.assign(entry, { dtype, shape: [(entry.data_offsets[1] - entry.data_offsets[0]) / size] });
  return putTogether({ header: JSON.stringify(found.json), data });
}
