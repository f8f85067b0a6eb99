/** What test/golden/categories.py wrote. */
import { readFileSync } from "node:fs";
import type { Label } from "../../src/core/contracts.js";
import type { FeatureHasherOptions, OneHotEncoderOptions, TargetEncoderOptions } from "../../src/preprocess/index.js";
import type { Rows } from "./support.js";

interface Golden {
  oneHots: {
    rows: Rows<string>;
    later: Rows<string>;
    cases: {
      params: OneHotEncoderOptions;
      names: string[];
      fitted: number[][];
      later: number[][] | null;
      dropIdx: (number | null)[] | null;
    }[];
  };
  targets: {
    rows: Rows<string>;
    later: Rows<string>;
    amount: number[];
    late: boolean[];
    classes: string[];
    constant: number[];
    cases: {
      params: TargetEncoderOptions;
      means: number[];
      fitted: number[][];
      crossFitted: number[][];
      later: number[][];
    }[];
  };
  labels: { name: string; labels: Label[]; classes: Label[]; codes: number[] }[];
  hashers: {
    names: string[];
    rows: (string | number | boolean | null)[][];
    cases: { params: Required<FeatureHasherOptions>; entries: [row: number, col: number, value: number][] }[];
  };
}

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/categories.json", import.meta.url), "utf8"));
