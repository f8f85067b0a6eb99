/**
 * Every error that the library throws on purpose is an {@link MlkitError}: a stable `code`, the data of the case, and a
 * message that says what was wrong, what was given, what was expected and how to mend it.
 *
 * The codes are a closed list. Each stands in `docs/errors.md`, and a test holds the two together.
 */

/** The stable codes, by the class of error that carries them. */
export const ERROR_CODES = {
  /** A hyper-parameter or an option of a call. */
  ParameterError: ["PARAM_UNKNOWN", "PARAM_INVALID", "NOT_SUPPORTED"],
  /** A schema, or a table that does not keep to one. */
  SchemaError: [
    "SCHEMA_INVALID",
    "SCHEMA_UNSUPPORTED",
    "COLUMN_MISSING",
    "COLUMN_TYPE",
    "COLUMN_DUPLICATE",
    "COLUMN_MISMATCH",
    "CELL_TYPE",
    "CELL_MISSING",
  ],
  /** Values that cannot be learned from or predicted on. */
  DataError: [
    "DATA_EMPTY",
    "DATA_SHAPE",
    "DATA_NOT_FINITE",
    "DATA_SPARSE",
    "DATA_DOMAIN",
    "DATA_TOO_LARGE",
    "TARGET_MISSING",
    "TARGET_IS_FEATURE",
    "TARGET_INVALID",
    "TARGET_LENGTH",
    "TARGET_ONE_CLASS",
    "CLASS_TOO_SMALL",
    "WEIGHT_INVALID",
    "CATEGORY_UNKNOWN",
    "DATE_FORMAT",
    "LABEL_UNKNOWN",
    "PROBABILITY_INVALID",
    "METRIC_UNDEFINED",
    "SPLIT_INVALID",
    "DATA_RANGE",
    "SELECTION_EMPTY",
    "NUMERIC_FAILURE",
    "DATA_QUALITY",
  ],
  /** A file or text that cannot be read as the table it should be. */
  ReadError: [
    "FILE_READ",
    "FILE_WRITE",
    "CSV_SYNTAX",
    "CSV_HEADER",
    "CSV_CELL",
    "CSV_EMPTY",
    "CSV_ENCODING",
    "JSON_SYNTAX",
    "JSON_CELL",
    "ARROW_INVALID",
    "PARQUET_INVALID",
    "MODEL_INVALID",
  ],
  /** A pipeline or a recipe that is not put together rightly. */
  PipelineError: [
    "STAGE_NAME",
    "STAGE_ORDER",
    "STAGE_INVALID",
    "PIPELINE_EMPTY",
    "RECIPE_INVALID",
    "KIND_UNKNOWN",
    "KIND_DUPLICATE",
    "FUNCTION_UNKNOWN",
  ],
  /** A stored model that cannot be trusted or understood. */
  ArtifactError: [
    "ARTIFACT_TRUNCATED",
    "ARTIFACT_HEADER",
    "ARTIFACT_TENSOR",
    "ARTIFACT_LIMIT",
    "ARTIFACT_VERSION",
    "ARTIFACT_STATE",
    "ARTIFACT_DIGEST",
    "ARTIFACT_SIGNATURE",
    "ARTIFACT_TYPE",
    "ARTIFACT_EXAMPLE",
  ],
  /** An artifact store that refused or failed. */
  StoreError: ["STORE_KEY", "STORE_NOT_FOUND", "STORE_CONFLICT", "STORE_IO"],
  /** A package that a feature needs and that is not installed. */
  DependencyError: ["DEPENDENCY_MISSING"],
  /** Threads or WebAssembly that computing needs and that failed. */
  ComputeError: ["WORKER_DIED", "WORKER_FAILED", "WASM_UNAVAILABLE"],
  /** Work that its caller ended through an `AbortSignal`. */
  AbortError: ["ABORTED"],
} as const;

type CodesOf<C extends keyof typeof ERROR_CODES> = (typeof ERROR_CODES)[C][number];

/** Any code of the library. */
export type ErrorCode = CodesOf<keyof typeof ERROR_CODES>;

/** What an error says, in parts: the message is put together from them. */
export interface ErrorDetails {
  /** What is wrong, as a sentence without its full stop. */
  readonly problem: string;
  /** What was given, in a few words. */
  readonly given?: string;
  /** What was expected, in a few words. */
  readonly expected?: string;
  /** What to do about it, as a sentence without its full stop. */
  readonly remedy: string;
  /** The case as data: names, counts, positions. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The error underneath. */
  readonly cause?: unknown;
}

/**
 * The one error class: catch it to tell the library's refusals from bugs, and read `code` to tell them apart.
 *
 * @example
 * ```ts
 * import { MlkitError, StandardScaler } from "@org/mlkit";
 *
 * try {
 *   await new StandardScaler().fit([[1], [Infinity]]);
 * } catch (error) {
 *   if (!(error instanceof MlkitError)) throw error;
 *   error.code; // => "DATA_NOT_FINITE"
 * }
 * ```
 */
export class MlkitError extends Error {
  /** Stable across versions: safe to compare against. */
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly remedy: string;
  /** The case as data: names, counts, positions. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(messageOf(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "MlkitError";
    this.code = code;
    this.remedy = details.remedy;
    this.data = Object.freeze({ ...details.data });
  }
}

/**
 * Says in an error in which stage of a pipeline it came up. Other values are passed through.
 *
 * @internal
 */
export function inStage(name: string, error: unknown): unknown {
  if (error instanceof MlkitError) {
    const inner = /^In stage '([^']*)': /.exec(error.message);
    const path = inner === null ? name : `${name}.${inner[1]}`;
    error.message = `In stage '${path}': ${error.message.slice(inner?.[0].length ?? 0)}`;
  }
  return error;
}

function messageOf({ problem, given, expected, remedy }: ErrorDetails): string {
  const parts = [problem];
  if (given !== undefined) parts.push(`given: ${given}`);
  if (expected !== undefined) parts.push(`expected: ${expected}`);
  return `${parts.join("; ")}. ${remedy}.`;
}

// Each class states its name, since minifiers rename classes.

/** A hyper-parameter or an option of a call is wrong. */
export class ParameterError extends MlkitError {
  override name = "ParameterError";
  constructor(code: CodesOf<"ParameterError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A schema is wrong, or a table does not keep to it. */
export class SchemaError extends MlkitError {
  override name = "SchemaError";
  constructor(code: CodesOf<"SchemaError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** Values that cannot be learned from or predicted on. */
export class DataError extends MlkitError {
  override name = "DataError";
  constructor(code: CodesOf<"DataError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A file or text cannot be read as the table that it should be, or cannot be written. */
export class ReadError extends MlkitError {
  override name = "ReadError";
  constructor(code: CodesOf<"ReadError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A pipeline or a recipe is not put together rightly. */
export class PipelineError extends MlkitError {
  override name = "PipelineError";
  constructor(code: CodesOf<"PipelineError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A stored model cannot be trusted or understood. */
export class ArtifactError extends MlkitError {
  override name = "ArtifactError";
  constructor(code: CodesOf<"ArtifactError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** An artifact store refused or failed. */
export class StoreError extends MlkitError {
  override name = "StoreError";
  constructor(code: CodesOf<"StoreError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A package that a feature needs is not installed. */
export class DependencyError extends MlkitError {
  override name = "DependencyError";
  constructor(code: CodesOf<"DependencyError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** A thread or WebAssembly failed while computing. */
export class ComputeError extends MlkitError {
  override name = "ComputeError";
  constructor(code: CodesOf<"ComputeError">, details: ErrorDetails) {
    super(code, details);
  }
}

/** The work was ended through its `AbortSignal`; the signal's reason is the `cause`. */
export class AbortError extends MlkitError {
  override name = "AbortError";
  constructor(reason: unknown) {
    super("ABORTED", {
      problem: "The work was aborted by its signal",
      remedy: "Nothing was changed; call again without aborting to finish it",
      cause: reason,
    });
  }
}

/**
 * Shows a value in an error message: short, on one line, and safe for any value.
 *
 * @internal
 */
export function show(value: unknown, limit = 60): string {
  const text = shown(value);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `a function`;
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.byteLength} bytes)`;
  if (Array.isArray(value))
    return `[${value
      .slice(0, 8)
      .map((item) => show(item, 20))
      .join(", ")}${value.length > 8 ? ", …" : ""}]`;
  const keys = Object.keys(value);
  return `an object with ${keys.length === 0 ? "no keys" : keys.slice(0, 6).join(", ")}${keys.length > 6 ? ", …" : ""}`;
}

/**
 * Lists names in an error message: the first few, and how many more.
 *
 * @internal
 */
export function listNames(names: Iterable<string>, limit = 8): string {
  const all = [...names];
  const first = all.slice(0, limit).map((name) => `'${name}'`);
  if (all.length === 0) return "none";
  return all.length > limit ? `${first.join(", ")} and ${all.length - limit} more` : first.join(", ");
}
