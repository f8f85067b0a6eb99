/**
 * The words that every part shares: labels, cells, what a fitted model is, and the options of `fit`.
 */
import type { Progress, ProgressEvent } from "./progress.js";

/** A class label. `1`, `"1"` and `true` are three labels. */
export type Label = string | number | boolean;

/** One value of a table; `null` is a missing one. */
export type Cell = Label | Date | Float32Array | null;

/** What a numeric stage reads. Booleans count as 0 and 1, a vector as one number per dimension. */
export type NumericCell = number | boolean | Float32Array | null;

/** A row whose columns the compiler does not know: run-time checks stand in for it. */
// biome-ignore lint/suspicious/noExplicitAny: an untyped row has to be assignable to and from every typed one.
export type AnyRow = Record<string, any>;

/** The columns of a row type that hold numbers or booleans; any name where the row type is not known. */
export type NumericColumnsOf<Row> = {
  [K in keyof Row & string]: Row[K] extends number | boolean | null ? K : never;
}[keyof Row & string];

/** Labels or numbers in row order: an array, a typed array or a column of a frame, but no string, which names a column. */
export type Values<T> = Iterable<T | null> & { readonly length: number } & object;

/** One numeric value a row: an array, a typed array or a column of a frame. */
export type NumericValues = Values<number>;

/** What an estimator is for. */
export type Task = "transform" | "classify" | "regress" | "resample";

/** The options of every `fit`. */
export interface FitOptions {
  /** Ends the work early with an `AbortError`; nothing is changed. */
  readonly signal?: AbortSignal;
  /** One weight ≥ 0 a row. */
  readonly sampleWeight?: NumericValues;
  /** Told how far the work is, at most every 50 ms. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Goes on from this model instead of from nothing, for estimators that can. */
  readonly from?: Model;
  /**
   * Learns on at most so many worker threads, for estimators that use them; 0: on the calling thread. The model has the same bytes whatever their number.
   * Default: one a core.
   */
  readonly threads?: number;
}

/** The options of work on many rows that goes on beside other work: `predictAsync`, `transformAsync`. */
export interface AsyncOptions {
  /** Ends the work early with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far the work is, at most every 50 ms. */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** Computes on at most so many worker threads, where the model uses them; 0: on the calling thread. The result is the same. Default: one a core. */
  readonly threads?: number | undefined;
}

/** A fitted thing: immutable, re-entrant, free of training rows, and storable. */
export interface Model {
  /** The name that the stored form carries, such as `"LinearRegressorModel"`. */
  readonly kind: string;
  /** The version of the stored state; a model reads its older versions too. */
  readonly version: number;
  /** What is stored: plain objects, arrays, typed arrays, strings, numbers, booleans, `null` and other models. */
  toState(): object;
}

/** What `fit` hands to the code that learns, checked and resolved. */
export interface FitContext {
  /** Reports, yields to the event loop and ends the work when it is aborted. */
  readonly progress: Progress;
  /** One finite weight ≥ 0 a row, of which at least one is above 0. */
  readonly sampleWeight: Float64Array | undefined;
  /** The model to go on from. */
  readonly from: Model | undefined;
  /** The most worker threads to learn on; 0: none. One a core where undefined. */
  readonly threads: number | undefined;
}
