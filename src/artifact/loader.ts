/**
 * Loads models from a closed list of kinds. Nothing in a file can add to the list, name a module or hold code.
 *
 * The order: digest and signature first, where asked for; then the container, with every size checked before it is used;
 * then the document; then the models, inside out, each parsing its own state; then the example, and what `as` expects.
 */
import type { Model } from "../core/contracts.js";
import { ParameterError, show } from "../core/errors.js";
import type { ModelKind, NamedFunction } from "../core/state.js";
import { readHeader, viewTensors } from "./container-read.js";
import { decodeModel } from "./decode.js";
import { checkDigest } from "./digest.js";
import { checkExample } from "./example.js";
import { type As, asExpected } from "./expect.js";
import { type KindTable, kindTable, withKinds } from "./kinds.js";
import { type Limits, resolveLimits } from "./limits.js";
import { documentOf, fetchBytes, ownBytes } from "./open.js";
import { badSignature, verifyArtifact } from "./signature.js";
import { checkArtifactKey, readSignatures } from "./signature-file.js";
import type { ArtifactStore } from "./stores/store.js";

/** The options of `load`. */
export interface LoadOptions {
  /** Your own kinds of model, beside the library's. Their names have a namespace: `"acme/Winsorizer"`. */
  readonly kinds?: Iterable<ModelKind>;
  /** The functions that stages of the model call, by the names that they were given at fit. */
  readonly functions?: Readonly<Record<string, NamedFunction>>;
  /** Bounds on size, depth and number, checked before memory is taken. */
  readonly limits?: Limits;
  /** The SHA-256 digest that the file has to have, as `save` returned it. */
  readonly sha256?: string;
  /** The Ed25519 public key of the signer: files that it did not sign are refused. */
  readonly verify?: CryptoKey;
}

/** The options of `deserialize`. */
export interface DeserializeOptions extends LoadOptions {
  /** The detached signature, or the content of the artifact's `.sig`; needed with `verify`. */
  readonly signature?: Uint8Array;
}

/** Adds the expectation to the options: a recipe, a pipeline, or the class of a model. */
export interface ExpectOptions<M extends Model> {
  /** What the stored model has to be; what is loaded is typed so. */
  readonly as: As<M>;
}

/** `load` and `deserialize` over one list of kinds. */
export interface Loader {
  /** Builds a model from the bytes of an artifact. They are copied, and may be changed afterwards. */
  deserialize<M extends Model>(bytes: Uint8Array, options: DeserializeOptions & ExpectOptions<M>): Promise<M>;
  deserialize(bytes: Uint8Array, options?: DeserializeOptions): Promise<Model>;
  /** Loads the model under a key. */
  load<M extends Model>(store: ArtifactStore, key: string, options: LoadOptions & ExpectOptions<M>): Promise<M>;
  load(store: ArtifactStore, key: string, options?: LoadOptions): Promise<Model>;
}

type Options = DeserializeOptions & Partial<ExpectOptions<Model>>;

/**
 * Makes `load` and `deserialize` for a list of kinds. The library's own are made so from its catalogue; an application that
 * serves only a few kinds can have a smaller bundle with its own list.
 *
 * @throws PipelineError `KIND_DUPLICATE` when two kinds have one name.
 * @example
 * ```ts
 * import { StandardScaler, StandardScalerModel, createLoader, serialize } from "@org/mlkit";
 *
 * const { deserialize } = createLoader([StandardScalerModel]);
 * const scaler = await deserialize(serialize(await new StandardScaler().fit([[1], [3]])));
 * scaler.kind; // => "StandardScalerModel"
 * ```
 */
export function createLoader(kinds: Iterable<ModelKind>): Loader {
  const table = kindTable(kinds);

  async function deserialize<M extends Model>(
    bytes: Uint8Array,
    options: DeserializeOptions & ExpectOptions<M>,
  ): Promise<M>;
  async function deserialize(bytes: Uint8Array, options?: DeserializeOptions): Promise<Model>;
  async function deserialize(bytes: Uint8Array, options: Options = {}): Promise<Model> {
    return build(ownBytes(bytes, resolveLimits(options.limits)), options, table);
  }

  async function load<M extends Model>(
    store: ArtifactStore,
    key: string,
    options: LoadOptions & ExpectOptions<M>,
  ): Promise<M>;
  async function load(store: ArtifactStore, key: string, options?: LoadOptions): Promise<Model>;
  async function load(store: ArtifactStore, key: string, options: Options = {}): Promise<Model> {
    checkArtifactKey(key);
    const file = await fetchBytes(store, key, resolveLimits(options.limits));
    // After the artifact: a save puts signatures before it.
    const signed = options.verify === undefined ? {} : { signature: await readSignatures(store, key) };
    return build(file, { ...options, ...signed }, table);
  }

  return Object.freeze({ deserialize, load });
}

async function build(file: Uint8Array<ArrayBuffer>, options: Options, table: KindTable): Promise<Model> {
  const limits = resolveLimits(options.limits);
  const kinds = withKinds(table, options.kinds ?? []);
  const functions = functionTable(options.functions);
  if (options.sha256 !== undefined) await checkDigest(file, options.sha256);
  await checkSignature(file, options);
  const header = readHeader(file, limits);
  const document = documentOf(header, limits);
  const pending: Promise<void>[] = [];
  const model = decodeModel(document.model, "model", { tensors: viewTensors(file, header), kinds, functions, pending });
  await Promise.all(pending);
  if (document.example !== undefined) checkExample(model, document.example, limits.depth);
  return options.as === undefined ? model : asExpected(model, document, options.as, kinds);
}

async function checkSignature(file: Uint8Array, { verify, signature }: Options): Promise<void> {
  if (verify !== undefined && signature === undefined) throw badSignature("No signature was given");
  if (verify !== undefined && signature !== undefined) return verifyArtifact(file, signature, verify);
  if (signature === undefined) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: "A signature was given, but no key to verify it with",
    expected: "both signature and verify",
    remedy: "Pass the signer's public key as verify",
  });
}

function functionTable(functions: Readonly<Record<string, NamedFunction>> = {}): Map<string, NamedFunction> {
  const table = new Map<string, NamedFunction>(Object.entries(functions));
  for (const [name, value] of table) {
    if (typeof value === "function") continue;
    throw new ParameterError("PARAM_INVALID", {
      problem: `What was passed as the function ${show(name)} is none`,
      given: show(value),
      remedy: "Pass functions by name, as in { functions: { double: (x) => 2 * x } }",
    });
  }
  return table;
}
