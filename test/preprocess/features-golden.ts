/** Golden values of bins, polynomials, splines and selection (test/golden/features.py), and the tables that they are of. */
import { readFileSync } from "node:fs";
import { readCsv } from "../../src/data/csv/read-csv.js";
import type { Frame } from "../../src/data/frame.js";
import type { Rows } from "./support.js";

export interface ScoredColumns {
  scores: number[];
  pValues: number[];
}

interface Selected {
  threshold: number;
  support: number[];
}

interface Features {
  x: number[][];
  apart: number[][];
  skewed: number[][];
  later: number[][];
  bins: {
    table: "x" | "apart" | "skewed";
    params: object;
    edges: (number[] | null)[];
    output: number[][];
    inverse: Rows;
  }[];
  p: number[][];
  polynomials: { params: object; names: string[]; powers: number[][]; output: number[][] }[];
  s: number[][];
  outside: number[][];
  splines: SplineCase[];
  ties: number[][];
  tied: SplineCase;
  single: SplineCase[];
  v: Rows;
  variances: (Selected & { scores: number[] })[];
  counts: number[][];
  labels: number[];
  sparseVariances: (Selected & { scores: number[] })[];
  fClassif: Record<"iris" | "cancer" | "counts", ScoredColumns>;
  fRegression: Record<"diabetes" | "counts" | "pair", ScoredColumns>;
  pair: number[][];
  chi2: Record<"iris" | "counts", ScoredColumns>;
  best: Record<"iris" | "diabetes", [k: number, support: number[]][]>;
  tiedBest: [k: number, support: number[]][];
  noTies: number[][];
  target: number[];
  classes: number[];
  rare: number[];
  codes: number[][];
  information: {
    regression: Record<string, number[]>;
    classif: Record<string, number[]>;
    rare: number[];
    codes: number[];
    codesOfNumbers: number[];
    iris: number[][];
    diabetes: number[][];
  };
  fromModel: (Selected & { table?: string; estimator: string; params: object })[];
}

export interface SplineCase {
  params: { extrapolation: string };
  names: string[];
  output: number[][];
}

export const features: Features = JSON.parse(readFileSync(new URL("../golden/features.json", import.meta.url), "utf8"));

/** A table of `examples/data/` and the name of its target. */
export async function example(name: "iris" | "diabetes" | "breast_cancer"): Promise<{ x: Frame; y: string }> {
  const targets = { iris: "species", diabetes: "progression", breast_cancer: "diagnosis" } as const;
  const path = new URL(`../../examples/data/${name}.csv`, import.meta.url).pathname;
  return { x: await readCsv(path), y: targets[name] };
}
