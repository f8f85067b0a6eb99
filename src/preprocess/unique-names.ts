/**
 * Names of output columns without repeats.
 */

/** The same names; one that was there before gets `_2`, `_3`, … at its end, the first that is free. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  if (taken.size === names.length) return names;
  const used = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; used.has(free) || (free !== name && taken.has(free)); n++) free = `${name}_${n}`;
    used.add(free);
    return free;
  });
}
