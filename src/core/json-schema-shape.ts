/**
 * What a column of a JSON Schema's property would be: its type, closed set, size, and whether `null` fits.
 *
 * Nodes are Maps, since the names in them come from outside.
 */
import type { Label } from "./contracts.js";
import type { FieldType } from "./field.js";

/** One object of a JSON Schema. */
export type JsonNode = ReadonlyMap<string, unknown>;

/** A column without its name. */
export interface Shape {
  readonly type: FieldType;
  readonly nullable: boolean;
  readonly values?: readonly Label[];
  readonly size?: number;
}

/** A JSON object as a Map. */
export function jsonNode(value: unknown): JsonNode | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** The object under a key. */
export function childNode(node: JsonNode, key: string): JsonNode | undefined {
  return jsonNode(node.get(key));
}

/** How many `$ref`, `allOf` and `anyOf` may lie around a type. */
const MAX_DEPTH = 20;

/** The column that a node describes, or nothing when no column can hold it. */
export function shapeOf(node: JsonNode, root: JsonNode, depth = 0): Shape | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const reference = node.get("$ref");
  if (typeof reference === "string") return followed(reference, root, depth);
  const all = node.get("allOf");
  if (Array.isArray(all)) return all.length === 1 ? shapeOf(jsonNode(all[0]) ?? new Map(), root, depth + 1) : undefined;
  const any = node.get("anyOf") ?? node.get("oneOf");
  if (Array.isArray(any)) return joined(any.map((branch) => shapeOrNull(branch, root, depth + 1)));
  const listed = node.has("const") ? [node.get("const")] : node.get("enum");
  if (Array.isArray(listed)) return closedSet(listed);
  return simple(node);
}

function followed(reference: string, root: JsonNode, depth: number): Shape | undefined {
  const [, place, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? [];
  const target =
    place === undefined || name === undefined ? undefined : childNode(childNode(root, place) ?? new Map(), name);
  return target === undefined ? undefined : shapeOf(target, root, depth + 1);
}

function shapeOrNull(branch: unknown, root: JsonNode, depth: number): Shape | "null" | undefined {
  const node = jsonNode(branch);
  if (node === undefined) return undefined;
  if (node.get("type") === "null" || (node.has("const") && node.get("const") === null)) return "null";
  return shapeOf(node, root, depth);
}

/** A union: of one shape and null, of closed sets, or of equal types. */
function joined(branches: readonly (Shape | "null" | undefined)[]): Shape | undefined {
  const shapes = branches.filter((branch) => branch !== "null");
  const [first] = shapes;
  if (first === undefined) return undefined;
  const nullable = shapes.length < branches.length || shapes.some((shape) => shape?.nullable);
  const values: Label[] = [];
  let closed = true;
  for (const shape of shapes) {
    if (shape?.type !== first.type || shape.size !== first.size) return undefined;
    if (shape.values === undefined) closed = false;
    else values.push(...shape.values);
  }
  const size = first.size === undefined ? {} : { size: first.size };
  return { type: first.type, nullable, ...size, ...(closed ? { values: [...new Set(values)] } : {}) };
}

function closedSet(listed: readonly unknown[]): Shape | undefined {
  const values = listed.filter(
    (value): value is Label => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  const nullable = listed.includes(null);
  const type = typeof values[0];
  const known = type === "string" || type === "number" || type === "boolean";
  const whole = values.length + (nullable ? 1 : 0) === new Set(listed).size && new Set(listed).size === listed.length;
  return known && whole && values.every((value) => typeof value === type) ? { type, nullable, values } : undefined;
}

function simple(node: JsonNode): Shape | undefined {
  const type = node.get("type");
  const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== "null");
  const nullable = Array.isArray(type) && type.includes("null");
  if (types.length !== 1) return undefined;
  if (types[0] === "number" || types[0] === "integer") return { type: "number", nullable };
  if (types[0] === "boolean" || types[0] === "string") return { type: types[0], nullable };
  if (types[0] === "date") return { type: "timestamp", nullable };
  if (types[0] !== "array") return undefined;
  const size = vectorSize(node);
  return size === undefined ? undefined : { type: "vector", nullable, size };
}

function vectorSize(node: JsonNode): number | undefined {
  const prefix = node.get("prefixItems");
  const size = Array.isArray(prefix) ? prefix.length : node.get("minItems");
  const items = Array.isArray(prefix) ? prefix : [node.get("items")];
  const fixed = Array.isArray(prefix)
    ? node.get("items") === false || node.get("maxItems") === size
    : node.get("maxItems") === size;
  const numbers = items.every((item) => {
    const type = jsonNode(item)?.get("type");
    return type === "number" || type === "integer";
  });
  return fixed && numbers && typeof size === "number" && size >= 1 ? size : undefined;
}
