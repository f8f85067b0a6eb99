/**
 * Recipes from JSON: the other way of `toJSON`. The list of kinds is closed, only own keys count, and functions come from the
 * caller by name, so that a config can name what it wants and run nothing.
 */
import { listNames, PipelineError, show } from "../core/errors.js";
import type { Estimator } from "../core/estimator.js";
import { nearest } from "../core/nearest.js";

/** A kind of recipe: the class of an estimator. */
export interface RecipeKind {
  /** What the estimator says of itself; its `kind` is the name in JSON. */
  readonly declaration: { readonly kind: string };
  /** Builds the recipe, for classes that take more than their options. */
  readonly fromRecipe?: (json: RecipeReader) => Estimator;
}

/** A class that takes its options and nothing else. */
interface PlainKind extends RecipeKind {
  new (options: object): Estimator;
}

/** What a recipe may name. */
export interface RecipeContext {
  readonly kinds: ReadonlyMap<string, RecipeKind>;
  readonly functions: ReadonlyMap<string, unknown>;
}

const DEEPEST = 32;

/** Takes the pieces of a recipe's JSON by name, each checked. */
export class RecipeReader {
  readonly #own: ReadonlyMap<string, unknown>;
  readonly #context: RecipeContext;
  readonly #depth: number;

  constructor(json: unknown, context: RecipeContext, depth = 0) {
    if (depth > DEEPEST)
      throw invalid("The recipe is nested too deeply", `more than ${DEEPEST} levels`, "fewer levels");
    if (typeof json !== "object" || json === null || Array.isArray(json))
      throw invalid("A recipe is no object", show(json), "an object with a kind");
    this.#own = new Map(Object.entries(json));
    this.#context = context;
    this.#depth = depth;
  }

  /** A value as it stands. */
  raw(key: string): unknown {
    return this.#own.get(key);
  }

  /** The options of the estimator. */
  get params(): object {
    const params = this.raw("params") ?? {};
    if (typeof params === "object" && params !== null && !Array.isArray(params)) return params;
    throw invalid("The params of a recipe are no object", show(params), "an object of options");
  }

  string(key: string): string {
    const value = this.raw(key);
    if (typeof value === "string") return value;
    throw invalid(`The recipe has no ${key}`, show(value), "a string");
  }

  /** A list of objects. */
  list(key: string): RecipeReader[] {
    const value = this.raw(key);
    if (!Array.isArray(value)) throw invalid(`The recipe has no list of ${key}`, show(value), "a list");
    return value.map((item) => new RecipeReader(item, this.#context, this.#depth + 1));
  }

  /** A recipe inside this one. */
  estimator(key: string): Estimator {
    return new RecipeReader(this.raw(key), this.#context, this.#depth + 1).build();
  }

  /** A function that the caller gave by name. */
  fn(name: string): unknown {
    const found = this.#context.functions.get(name);
    if (typeof found === "function") return found;
    throw new PipelineError("FUNCTION_UNKNOWN", {
      problem: `The recipe needs the function ${show(name)}, which was not given`,
      given: `functions ${listNames(this.#context.functions.keys())}`,
      remedy: `Pass it by name: functions: { ${JSON.stringify(name)}: (x) => … }`,
      data: { name },
    });
  }

  /** The estimator that this recipe describes. */
  build(): Estimator {
    const name = this.string("kind");
    const kind = this.#context.kinds.get(name);
    if (kind === undefined) throw unknownKind(name, this.#context.kinds);
    if (kind.fromRecipe !== undefined) return kind.fromRecipe(this);
    if (!isPlain(kind))
      throw invalid(`Recipes of the kind ${show(name)} cannot be read from JSON`, show(name), "a kind that can");
    return new kind(this.params);
  }
}

function isPlain(kind: RecipeKind): kind is PlainKind {
  return typeof kind === "function";
}

/**
 * The error for a recipe that is not valid.
 *
 * @internal
 */
export function invalid(problem: string, given: string, expected: string): PipelineError {
  return new PipelineError("RECIPE_INVALID", {
    problem,
    given,
    expected,
    remedy: "Write recipes as estimator.toJSON() gives them",
  });
}

function unknownKind(name: string, kinds: ReadonlyMap<string, RecipeKind>): PipelineError {
  const near = nearest(name, kinds.keys());
  return new PipelineError("KIND_UNKNOWN", {
    problem: `There is no kind of estimator named ${show(name)}`,
    expected: `one of ${listNames(kinds.keys(), 40)}`,
    remedy:
      near === undefined
        ? "Name one of these, or pass your own in kinds"
        : `Write '${near}' if that is what you meant, or pass your own in kinds`,
    data: { kind: name },
  });
}

/** What `recipeFromJson` takes besides the JSON. */
export interface RecipeOptions {
  /** Kinds of your own. */
  readonly kinds?: Iterable<RecipeKind>;
  /** Functions by the names under which recipes ask for them. */
  readonly functions?: Readonly<Record<string, unknown>>;
}

/**
 * Makes the function that reads recipes of a closed list of kinds. `recipeFromJson` is made so from all of the library's.
 *
 * @example
 * ```ts
 * import { Ridge, createRecipeReader } from "@org/mlkit";
 *
 * const read = createRecipeReader([Ridge]);
 * String(read({ kind: "Ridge", params: { alpha: 2 } })); // => "Ridge({ alpha: 2 })"
 * read({ kind: "LinearRegression" }); // throws KIND_UNKNOWN
 * ```
 */
export function createRecipeReader(kinds: Iterable<RecipeKind>): (json: unknown, options?: RecipeOptions) => Estimator {
  const known = new Map([...kinds].map((kind) => [kind.declaration.kind, kind]));
  return (json, options = {}) => {
    const all = new Map(known);
    for (const kind of options.kinds ?? []) {
      if (known.has(kind.declaration.kind)) throw duplicateKind(kind.declaration.kind);
      all.set(kind.declaration.kind, kind);
    }
    return new RecipeReader(json, { kinds: all, functions: new Map(Object.entries(options.functions ?? {})) }).build();
  };
}

function duplicateKind(name: string): PipelineError {
  return new PipelineError("KIND_DUPLICATE", {
    problem: `The kind ${show(name)} is already in the list`,
    remedy: "Give your own kinds a namespace, such as 'acme/Winsorizer'",
    data: { kind: name },
  });
}
