/**
 * How many rows each class is to have: what the option `samplingStrategy` means for samplers that add rows, and for those that drop them.
 */
import type { Label } from "../core/contracts.js";
import { DataError, listNames, ParameterError, show } from "../core/errors.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, either, type LabelCounts, labelCounts, number, type Param } from "../core/params.js";

/** `"auto"`; for two classes, the rows of the smaller one as a share of the larger one's; or numbers of rows by class, as pairs. */
export type SamplingStrategy = "auto" | number | LabelCounts;

/** The declaration of the option `samplingStrategy`. */
export const samplingStrategyParam: Param<SamplingStrategy> = either(
  choice(["auto"], { default: "auto" }),
  either(number({ default: 1, above: 0, max: 1 }), labelCounts, { default: 1 }),
  { default: "auto" },
);

/** The rows of each class. */
export function classRows({ codes, classes }: EncodedLabels): Int32Array[] {
  const counts = new Int32Array(classes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const rows = classes.map((_, code) => new Int32Array(counts[code] as number));
  counts.fill(0);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const at = counts[code] as number;
    (rows[code] as Int32Array)[at] = row;
    counts[code] = at + 1;
  }
  return rows;
}

/**
 * How many rows to add to each class. `"auto"`: as many as the largest class has more.
 *
 * @throws ParameterError `PARAM_INVALID` for a strategy that would drop rows, a share where there are more than two classes, or a class named twice;
 * DataError `LABEL_UNKNOWN` for a class that no row has.
 */
export function rowsToAdd(
  owner: string,
  strategy: SamplingStrategy,
  classes: readonly Label[],
  counts: readonly number[],
): number[] {
  const most = Math.max(...counts);
  const wanted = wantedCounts(owner, strategy, classes, counts, {
    auto: () => most,
    // Of classes of one size, the first is taken for the smaller one.
    share: (share) => counts.map((count, code) => (code === smaller(counts) ? Math.floor(share * most) : count)),
  });
  return wanted.map((rows, code) => {
    const count = counts[code] as number;
    if (rows >= count) return rows - count;
    throw wrongCount(owner, strategy, classes[code] as Label, rows, count, "more");
  });
}

/**
 * How many rows to keep of each class. `"auto"`: as many as the smallest class has.
 *
 * @throws ParameterError, DataError as {@link rowsToAdd}.
 */
export function rowsToKeep(
  owner: string,
  strategy: SamplingStrategy,
  classes: readonly Label[],
  counts: readonly number[],
): number[] {
  const least = Math.min(...counts);
  const wanted = wantedCounts(owner, strategy, classes, counts, {
    auto: () => least,
    share: (share) => counts.map((count, code) => (code === smaller(counts) ? count : Math.floor(least / share))),
  });
  wanted.forEach((rows, code) => {
    const count = counts[code] as number;
    if (rows > count) throw wrongCount(owner, strategy, classes[code] as Label, rows, count, "fewer");
  });
  return wanted;
}

/** Which of two classes is the smaller one. */
function smaller(counts: readonly number[]): number {
  return counts.indexOf(Math.min(...counts));
}

function wantedCounts(
  owner: string,
  strategy: SamplingStrategy,
  classes: readonly Label[],
  counts: readonly number[],
  rule: { readonly auto: (count: number) => number; readonly share: (share: number) => number[] },
): number[] {
  if (strategy === "auto") return counts.map(rule.auto);
  if (typeof strategy === "number") {
    if (classes.length > 2) throw shareOfSeveral(owner, strategy, classes);
    return rule.share(strategy);
  }
  const given = new Map(strategy);
  if (given.size < strategy.length) throw namedTwice(owner, strategy);
  for (const label of given.keys()) if (!classes.includes(label)) throw unknownLabel(owner, label, classes);
  return classes.map((label, code) => given.get(label) ?? (counts[code] as number));
}

function wrongCount(
  owner: string,
  strategy: SamplingStrategy,
  label: Label,
  rows: number,
  count: number,
  than: "more" | "fewer",
): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot ${than === "more" ? "drop" : "add"} rows, and class ${show(label)} has ${count}`,
    given: `samplingStrategy ${show(strategy)}, which asks for ${rows}`,
    expected: `${count} rows or ${than}`,
    remedy:
      than === "more"
        ? "Ask for more rows, or drop rows of the larger classes with RandomUnderSampler"
        : "Ask for fewer rows, or add rows to the smaller classes with RandomOverSampler or SMOTE",
    data: { owner, name: "samplingStrategy", label, count, wanted: rows },
  });
}

function shareOfSeveral(owner: string, share: number, classes: readonly Label[]): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} was given a share where there are more than two classes`,
    given: `samplingStrategy ${share} for the classes ${classes.map((label) => show(label)).join(", ")}`,
    expected: "a share for two classes",
    remedy: `Give numbers of rows by class, such as [[${show(classes[0])}, 100]], or "auto"`,
    data: { owner, name: "samplingStrategy", classes },
  });
}

function namedTwice(owner: string, pairs: LabelCounts): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} was given two numbers of rows for one class`,
    given: listNames(pairs.map(([label]) => String(label))),
    expected: "each label once",
    remedy: "Give samplingStrategy one pair for each label",
    data: { owner, name: "samplingStrategy" },
  });
}

function unknownLabel(owner: string, label: Label, classes: readonly Label[]): DataError {
  return new DataError("LABEL_UNKNOWN", {
    problem: `${owner} was told how many rows a class is to have that no row has`,
    given: show(label),
    expected: `one of ${classes.map((each) => show(each)).join(", ")}`,
    remedy: "Name classes of the target alone; 1, '1' and true are three labels",
    data: { owner, label, classes },
  });
}
