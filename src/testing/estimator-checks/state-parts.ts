/**
 * The parts of a stored state, each with the state in which it is damaged.
 */

/** One value in a state. */
export interface StatePart {
  /** Where it stands, such as `parts[0].name`. */
  readonly path: string;
  readonly value: unknown;
  /** A copy of the whole state with another value in its place. */
  replaced(value: unknown): object;
  /** A copy of the whole state without it. */
  removed(): object;
}

type Put = (value: object) => object;

/** The parts of a state and, through plain objects and the first of each list of them, those inside. Models are parts as a whole. */
export function partsOf(state: object): StatePart[] {
  return objectParts(state, "", (value) => value);
}

function objectParts(object: object, path: string, put: Put): StatePart[] {
  const entries: readonly [string, unknown][] = Object.entries(object);
  return entries.flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const replaced = (other: unknown) =>
      put(Object.fromEntries(entries.map(([name, old]) => [name, name === key ? other : old])));
    const removed = () => put(Object.fromEntries(entries.filter(([name]) => name !== key)));
    return [{ path: here, value, replaced, removed }, ...inside(value, here, replaced)];
  });
}

function inside(value: unknown, path: string, put: Put): StatePart[] {
  if (isPlain(value)) return objectParts(value, path, put);
  if (!Array.isArray(value)) return [];
  const [first, ...rest]: unknown[] = value;
  return isPlain(first) ? objectParts(first, `${path}[0]`, (changed) => put([changed, ...rest])) : [];
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
