/** The reference values of test/golden/data.py. */
import { readFileSync } from "node:fs";

export interface GoldenFold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

interface Golden {
  readonly messy: {
    readonly base64: string;
    readonly columns: readonly string[];
    readonly rows: readonly Record<string, unknown>[];
  };
  readonly inferred: Readonly<
    Record<string, { readonly text: string; readonly columns: Readonly<Record<string, readonly unknown[]>> }>
  >;
  readonly described: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
  readonly folds: readonly {
    readonly kind: "KFold" | "StratifiedKFold" | "GroupKFold" | "TimeSeriesSplit";
    readonly options: Readonly<Record<string, number>>;
    readonly n: number;
    readonly y?: readonly string[];
    readonly groups?: readonly number[];
    readonly folds: readonly GoldenFold[];
  }[];
  readonly stratified: readonly {
    readonly sizes: readonly number[];
    readonly testSize: number;
    readonly train: readonly number[];
    readonly test: readonly number[];
  }[];
}

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/data.json", import.meta.url), "utf8"));
