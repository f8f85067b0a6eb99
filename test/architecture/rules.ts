/** The house rules as functions from the table of modules to sentences that say what is wrong; no sentence, no breach. */
import type { Module } from "./graph.js";
import type { Area, PackageRule } from "./layers.js";

/** The area of a path below `src/`: its first folder, or the file itself. */
export function areaOf(path: string): string {
  const slash = path.indexOf("/");
  return slash < 0 ? path : path.slice(0, slash);
}

/** Imports that go up, sideways, to a missing file or to nowhere that can be known. */
export function layerBreaches(modules: readonly Module[], areas: readonly Area[]): string[] {
  const known = new Map(areas.map((area) => [area.name, area]));
  const paths = new Set(modules.map((module) => module.path));
  return modules.flatMap(({ path, imports }) => {
    const from = known.get(areaOf(path));
    if (from === undefined) return [`${path}: the area '${areaOf(path)}' is not in the table of layers`];
    return imports.flatMap(({ to, own }) => {
      if (to === "(computed)") return [`${path} has an import() whose module is computed`];
      if (!own) return to.startsWith("@org/mlkit") ? [`${path} imports the package by its name: ${to}`] : [];
      if (!paths.has(to)) return [`${path} imports ${to}, which does not exist`];
      if (areaOf(to) === from.name || from.imports.includes(areaOf(to))) return [];
      return [
        `${path} (layer ${from.layer}) may not import ${to} (layer ${known.get(areaOf(to))?.layer ?? "unknown"})`,
      ];
    });
  });
}

/** Groups of files that import each other in a ring, types included; one ring of each group. */
export function importCycles(modules: readonly Module[]): string[] {
  const targets = new Map(modules.map(({ path, imports }) => [path, imports.filter((i) => i.own).map((i) => i.to)]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) found.push([...trail.slice(seenAt), path].join(" → "));
    if (seenAt >= 0 || done.has(path)) return;
    for (const next of targets.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return found;
}

/** A file that fronts the folder of its own name: `kernels/math.ts` for `kernels/math/`. */
function frontsFolder({ path, imports }: Module): boolean {
  const folder = `${path.replace(/\.ts$/, "")}/`;
  return imports.every(({ to }) => to.startsWith(folder));
}

/** Barrels that are no area's index, no entry and no front of a folder, and files that import an area's index although they are below `users`. */
export function barrelBreaches(modules: readonly Module[], areas: readonly Area[], users: number): string[] {
  const layers = new Map(areas.map((area) => [area.name, area.layer]));
  return modules.flatMap((module) => {
    const { path, barrel, imports } = module;
    const isIndex = !path.includes("/") || /^[^/]+\/index\.ts$/.test(path);
    const stray =
      barrel && !isIndex && !frontsFolder(module)
        ? [`${path} only re-exports: import the files behind it, or name it in the area's index`]
        : [];
    if ((layers.get(areaOf(path)) ?? 0) >= users) return stray;
    const through = imports.filter(({ to, own }) => own && /(^|\/)index\.ts$/.test(to));
    return [
      ...stray,
      ...through.map(({ to }) => `${path} imports the barrel ${to}: import the file that has the name`),
    ];
  });
}

/** The package behind a specifier: `csv-parse/sync` → `csv-parse`; Node's modules stay whole. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Packages imported where, or in a way that, the list does not allow. */
export function packageBreaches(modules: readonly Module[], rules: readonly PackageRule[]): string[] {
  const known = new Map(rules.map((rule) => [rule.name, rule]));
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ to, kind, own }) => {
      if (own || kind === "type" || to === "(computed)") return [];
      const rule = known.get(packageOf(to));
      if (rule === undefined) return [`${path} imports ${to}, which is not in the list of packages`];
      if (!rule.users.some((user) => path === user || (user.endsWith("/") && path.startsWith(user)))) {
        return [`${path} imports ${to}, which is for ${rule.users.join(", ")}`];
      }
      return rule.load === "lazy" && kind === "eager"
        ? [`${path} imports ${to} at load: use await import("${to}")`]
        : [];
    }),
  );
}

/** The packages that are loaded as soon as `entry` is imported, each with the chain of files that leads to it. */
export function eagerPackages(modules: readonly Module[], entry: string): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const seen = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (seen.has(path)) return [];
    seen.add(path);
    const eager = (byPath.get(path)?.imports ?? []).filter((taken) => taken.kind === "eager");
    return eager.flatMap(({ to, own }) => (own ? walk(to, [...trail, path]) : [[...trail, path, to].join(" → ")]));
  };
  return walk(entry, []);
}

/** Dependencies above the budget, and those that no file imports. */
export function dependencyBreaches(
  modules: readonly Module[],
  dependencies: readonly string[],
  budget: number,
): string[] {
  const used = new Set(modules.flatMap(({ imports }) => imports.filter((i) => !i.own).map((i) => packageOf(i.to))));
  const unused = dependencies
    .filter((name) => !used.has(name))
    .map((name) => `package.json depends on ${name}, which no file imports`);
  return dependencies.length > budget
    ? [...unused, `${dependencies.length} dependencies, at most ${budget} are meant`]
    : unused;
}

export interface Sizes {
  readonly medianLines: number;
  readonly maxLines: number;
  readonly functionLinesP95: number;
}

/** Files and functions that are too long; exemptions for files that are short enough are breaches too. */
export function sizeBreaches(modules: readonly Module[], sizes: Sizes, exempt: ReadonlyMap<string, string>): string[] {
  const tooLong = (module: Module): boolean => module.lines > sizes.maxLines;
  const median = quantile(
    modules.map((module) => module.lines),
    0.5,
  );
  const p95 = quantile(
    modules.flatMap((module) => module.functions),
    0.95,
  );
  return [
    ...modules
      .filter((m) => tooLong(m) && !exempt.has(m.path))
      .map((m) => `${m.path} has ${m.lines} lines, at most ${sizes.maxLines} are meant`),
    ...[...exempt.keys()]
      .filter((path) => !modules.some((m) => m.path === path && tooLong(m)))
      .map((path) => `${path} needs no exemption`),
    ...(median > sizes.medianLines
      ? [`the median file has ${median} lines, at most ${sizes.medianLines} are meant`]
      : []),
    ...(p95 >= sizes.functionLinesP95
      ? [`one function in twenty has ${p95} lines or more, ${sizes.functionLinesP95} is too many`]
      : []),
  ];
}

/** The smallest value that at least the share `q` of the values does not exceed; 0 of none. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
}
