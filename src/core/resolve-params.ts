/**
 * Options against their declaration: the check at construction, with its messages.
 */
import { listNames, ParameterError, show } from "./errors.js";
import { nearest } from "./nearest.js";
import type { Param, Params, Resolved } from "./params.js";

/**
 * Checks options against their declaration and fills in the defaults.
 *
 * @throws ParameterError `PARAM_UNKNOWN` for an option that is not declared, `PARAM_INVALID` for a value that does not fit.
 * @internal
 */
export function resolveParams<Options extends object>(
  owner: string,
  params: Params<Options>,
  options: Partial<Options>,
): Resolved<Options> {
  const declared = new Map<string, Param<unknown>>(Object.entries(params));
  const given = new Map<string, unknown>(Object.entries(options));
  for (const name of given.keys()) {
    if (!declared.has(name)) throw unknownParam(owner, name, [...declared.keys()]);
  }
  const resolved: [string, unknown][] = [];
  for (const [name, param] of declared) {
    const value = given.get(name);
    if (value !== undefined && !param.accepts(value)) {
      throw new ParameterError("PARAM_INVALID", {
        problem: `${owner} cannot take this ${name}`,
        given: show(value),
        expected: param.expected,
        remedy: `Give ${name} such a value, or leave it out for its default, ${show(param.default)}`,
        data: { owner, name, value },
      });
    }
    resolved.push([name, freezeDeep(value === undefined ? param.default : value)]);
  }
  // Each declared name got a value that its declaration accepts, which is what Resolved says.
  return Object.freeze(Object.fromEntries(resolved)) as Resolved<Options>;
}

function unknownParam(owner: string, name: string, declared: readonly string[]): ParameterError {
  const near = nearest(name, declared);
  return new ParameterError("PARAM_UNKNOWN", {
    problem: `${owner} has no option '${name}'`,
    expected: declared.length === 0 ? "no options" : listNames(declared, 30),
    remedy: near === undefined ? "Remove it" : `Write '${near}' if that is what you meant, or remove it`,
    data: { owner, name },
  });
}

/** A frozen copy, so that what the caller does to its own object later does not reach the recipe. */
function freezeDeep(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze(value.map(freezeDeep)) : value;
}
