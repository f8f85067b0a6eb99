/** What a benchmark says in the end: a table in Markdown, the same as JSON, and its place in `bench/RESULTS.md`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import type { Case } from "./case.js";
import type { Measured, Series, SideResult } from "./measure.js";
import type { Findings, Study } from "./study.js";

/** The report of a case in Markdown. */
export function reportOf(bench: Case, measured: Measured): string {
  const missing = measured.sides
    .filter((side) => side.missing !== undefined)
    .map(({ name, missing: what }) => `Missing here: ${name} (${what}).`);
  const notes = [...missing, ...(bench.notes ?? [])].map((note) => `- ${note}`);
  return [
    bench.about,
    "",
    ...tableOf(bench, measured),
    "",
    conditions(measured),
    ...(notes.length > 0 ? ["", ...notes] : []),
  ].join("\n");
}

/** The measurement as data. */
export function jsonOf(name: string, { runs, loadBefore, sides }: Measured): object {
  return {
    case: name,
    date: today(),
    cpu: cpuModel(),
    cores: availableParallelism(),
    runs,
    loadBefore,
    sides: sides.map((side) => ({
      ...side,
      figures: Object.fromEntries(side.figures),
      checks: Object.fromEntries(side.checks),
    })),
  };
}

/** The report of a study in Markdown. */
export function reportOfStudy({ about, notes = [] }: Study, { head, rows, versions, method }: Findings): string {
  const table = aligned([head, ...rows].map((row) => [...row]));
  const list = notes.length > 0 ? ["", ...notes.map((note) => `- ${note}`)] : [];
  return [about, "", ...table, "", `${machine(versions)} ${method}`, ...list].join("\n");
}

/** What a study found as data. */
export function jsonOfStudy(name: string, { versions, method, data }: Findings): object {
  return { case: name, date: today(), cpu: cpuModel(), cores: availableParallelism(), versions, method, ...data };
}

function tableOf(bench: Case, { sides }: Measured): string[] {
  const [mine] = sides;
  const present = sides.filter((side) => side.missing === undefined);
  const others = present.filter((side) => side !== mine);
  const goals = new Map(Object.entries(bench.goals ?? {}));
  const rows = [...(mine?.figures ?? [])].map(([figure, series]) => [
    figure,
    ...present.map((side) => seriesText(side.figures.get(figure))),
    ...others.map((side) => ratioText(series, side.figures.get(figure), bench.ratioGoals?.[figure]?.[side.name])),
    ...(goals.size > 0 ? [goalText(goals.get(figure), series)] : []),
  ]);
  const blank = [...others.map(() => ""), ...(goals.size > 0 ? [""] : [])];
  const checks = [...(mine?.checks.keys() ?? [])].map((task) => [
    `check of ${task}`,
    ...present.map((side) => checkText(side, task)),
    ...blank,
  ]);
  const memory = ["peak memory", ...present.map((side) => `${Math.round(side.peakBytes / 1e6)} MB`), ...blank];
  const last = bench.memory === false ? [] : [memory];
  const head = [
    "",
    ...present.map(({ name }) => name),
    ...others.map(({ name }) => `ratio to ${name}`),
    ...(goals.size > 0 ? ["goal"] : []),
  ];
  return aligned([head, ...rows, ...checks, ...last]);
}

function aligned([head = [], ...rows]: readonly string[][]): string[] {
  const widths = head.map((_, col) => Math.max(3, ...[head, ...rows].map((row) => row[col]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, col) => (col === 0 ? cell.padEnd(widths[col] ?? 0) : cell.padStart(widths[col] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, col) => (col === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)];
}

function conditions({ runs, loadBefore, sides }: Measured): string {
  const versions = Object.fromEntries(sides.flatMap((side) => Object.entries(side.versions)));
  return `${machine(versions)} Medians of ${runs} alternating runs after a warm-up (least–most); load before: ${loadBefore.toFixed(1)}.`;
}

function machine(versions: Readonly<Record<string, string>>): string {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${today()}, ${cpuModel()}, ${availableParallelism()} cores; ${software.join(", ")}.`;
}

function seriesText(series: Series | undefined): string {
  if (series === undefined) return "–";
  const unit = unitOf(series.median);
  return `${inUnit(series.median, unit)} ${unit.name} (${inUnit(series.least, unit)}–${inUnit(series.most, unit)})`;
}

/** The ratio of the medians, the least and the most of the ratios run by run, and whether the goal is met. */
function ratioText(mine: Series, theirs: Series | undefined, goal: number | undefined): string {
  if (theirs === undefined) return "–";
  const ratios = mine.runs.map((seconds, run) => seconds / (theirs.runs[run] ?? Number.NaN));
  const ratio = mine.median / theirs.median;
  const text = `${twoDigits(ratio)} (${twoDigits(Math.min(...ratios))}–${twoDigits(Math.max(...ratios))})`;
  return goal === undefined ? text : `${text} ≤ ${goal}: ${ratio <= goal ? "met" : "missed"}`;
}

function twoDigits(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function goalText(goal: number | undefined, series: Series): string {
  if (goal === undefined) return "";
  const unit = unitOf(goal);
  return `≤ ${Number((goal / unit.seconds).toPrecision(6))} ${unit.name}: ${series.median <= goal ? "met" : "missed"}`;
}

function checkText(side: SideResult, task: string): string {
  const check = side.checks.get(task);
  return check === undefined ? "–" : String(Number(check.toPrecision(10)));
}

interface Unit {
  readonly name: string;
  readonly seconds: number;
}

function unitOf(seconds: number): Unit {
  if (seconds < 1e-6) return { name: "ns", seconds: 1e-9 };
  if (seconds < 1e-3) return { name: "µs", seconds: 1e-6 };
  return seconds < 10 ? { name: "ms", seconds: 1e-3 } : { name: "s", seconds: 1 };
}

function inUnit(seconds: number, unit: Unit): string {
  const value = seconds / unit.seconds;
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function cpuModel(): string {
  return cpus()[0]?.model.trim() ?? "unknown processor";
}

const INTRODUCTION = `# Results

Written by \`npm run bench -- CASE\`, one section a case; [README.md](README.md) says how it is measured. A ratio below 1 means that ours takes less.
`;

/** Puts a case's report into the file of results, in place of its last one. */
export function keepReport(file: string, name: string, report: string): void {
  const text = existsSync(file) ? readFileSync(file, "utf8") : INTRODUCTION;
  const sections = new Map(
    text.split(/^(?=## )/m).map((section) => [/^## (.*)$/m.exec(section)?.[1] ?? "", section.trimEnd()]),
  );
  sections.set(name, `## ${name}\n\n${report}`);
  // What stands before the first section has the name "", which sorts first.
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
  writeFileSync(file, `${sorted.join("\n\n")}\n`);
}
