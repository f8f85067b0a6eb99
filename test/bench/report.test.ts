import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Case } from "../../bench/harness/case.js";
import type { Measured, SideResult } from "../../bench/harness/measure.js";
import { jsonOf, jsonOfStudy, keepReport, reportOf, reportOfStudy } from "../../bench/harness/report.js";

const bench: Case = {
  about: "Adding.",
  peers: [],
  goals: { add: 3e-6 },
  data: () => ({}),
  tasks: () => ({}),
};

function side(name: string, seconds: number): SideResult {
  const series = { median: seconds, least: seconds / 2, most: seconds * 2, runs: [seconds / 2, seconds, seconds * 2] };
  return {
    name,
    versions: { [name]: "1.0" },
    figures: new Map([["add", series]]),
    checks: new Map([["add", 7]]),
    peakBytes: 2e6,
  };
}

const absent: SideResult = {
  name: "other",
  missing: "Python packages other",
  versions: {},
  figures: new Map(),
  checks: new Map(),
  peakBytes: 0,
};
const measured: Measured = { runs: 3, loadBefore: 0.25, sides: [side("mlkit", 2e-6), side("peer", 8e-6), absent] };

describe("the report of a benchmark", () => {
  test("has each side's median, its spread, the ratio and the goal", () => {
    const report = reportOf(bench, measured);
    expect(report).toMatch(
      /\| add +\| +2\.00 µs \(1\.00–4\.00\) \| +8\.00 µs \(4\.00–16\.0\) \| +0\.25 \(0\.25–0\.25\) \| ≤ 3 µs: met \|/,
    );
    expect(report).toMatch(/\| check of add +\| +7 \| +7 \|/);
    expect(report).toContain("mlkit 1.0, peer 1.0. Medians of 3 alternating runs");
  });

  test("gives the spread of the ratios run by run, and whether a goal for them is met", () => {
    const mine = side("mlkit", 2e-6);
    const slower: SideResult = {
      ...side("peer", 8e-6),
      figures: new Map([["add", { median: 8e-6, least: 4e-6, most: 16e-6, runs: [4e-6, 4e-6, 16e-6] }]]),
    };
    const ratios = (goal: number) =>
      reportOf({ ...bench, ratioGoals: { add: { peer: goal } } }, { ...measured, sides: [mine, slower] });
    // 1 to 4, 2 to 4 and 4 to 16.
    expect(ratios(0.3)).toContain("| 0.25 (0.25–0.5) ≤ 0.3: met |");
    expect(ratios(0.2)).toContain("| 0.25 (0.25–0.5) ≤ 0.2: missed |");
  });

  test("of a study has its own table, the machine, the versions and the method", () => {
    const findings = {
      head: ["set", "gain"],
      rows: [["iris", "+0.1"]],
      versions: { mlkit: "1.0" },
      method: "Means of 10.",
      data: { sets: [1] },
    };
    const study = { about: "Quality.", notes: ["A note."], study: async () => findings };
    const report = reportOfStudy(study, findings);
    expect(report).toMatch(/^Quality\.\n\n\| set +\| gain \|\n\|[-:|]+\|\n\| iris +\| \+0\.1 \|\n\n/);
    expect(report).toMatch(/cores; mlkit 1\.0\. Means of 10\.\n\n- A note\.$/);
    expect(jsonOfStudy("quality", findings)).toMatchObject({ case: "quality", method: "Means of 10.", sets: [1] });
  });

  test("names a peer that is not installed, in words and in JSON", () => {
    expect(reportOf(bench, measured)).toContain("- Missing here: other (Python packages other).");
    expect(JSON.stringify(jsonOf("adding", measured))).toContain('"missing":"Python packages other"');
  });

  test("says when a goal is missed", () => {
    expect(reportOf(bench, { ...measured, sides: [side("mlkit", 4e-6)] })).toContain("≤ 3 µs: missed");
  });

  test("takes the place of the case's last report and leaves the others", () => {
    const file = join(mkdtempSync(join(tmpdir(), "mlkit-report-")), "RESULTS.md");
    keepReport(file, "b", "old");
    keepReport(file, "a", "first");
    const before = readFileSync(file, "utf8");
    keepReport(file, "b", "new");
    const after = readFileSync(file, "utf8");
    expect(after).toBe(before.replace("old", "new"));
    expect(after).toMatch(/^# Results\n[^#]*\n\n## a\n\nfirst\n\n## b\n\nnew\n$/);
  });
});
