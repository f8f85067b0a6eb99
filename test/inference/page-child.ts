/** Bundled and run by browser.real.test.ts in a page, and in a worker that the page starts from the same file. */
import { deserialize, MlkitError } from "../../src/inference.js";
import { type Answer, answerAll, bytesOf, type Case, refusesText } from "./answer.js";

/** A signed artifact; the numbers are in base64. */
export interface Signed {
  readonly artifact: string;
  readonly signature: string;
  readonly publicKey: JsonWebKey;
}

/** What is told of each place. */
export interface Told {
  readonly refuses: boolean;
  readonly answers: readonly Answer[];
  /** The kind of the signed model, then the codes for one with a changed byte, with its digest and with its signature. */
  readonly signed: readonly string[];
}

async function tell(): Promise<Told> {
  const cases: Case[] = await (await fetch("/cases.json")).json();
  const signed: Signed = await (await fetch("/signed.json")).json();
  return {
    refuses: refusesText(),
    answers: await answerAll(cases),
    signed: await verify(signed, cases[0]?.digest ?? ""),
  };
}

async function verify({ artifact, signature, publicKey }: Signed, digest: string): Promise<string[]> {
  const key = await crypto.subtle.importKey("jwk", publicKey, "Ed25519", false, ["verify"]);
  const good = { bytes: bytesOf(artifact), options: { verify: key, signature: bytesOf(signature), sha256: digest } };
  const changed = bytesOf(artifact);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return [
    (await deserialize(good.bytes, good.options)).kind,
    await codeOf(deserialize(changed, { sha256: digest })),
    await codeOf(deserialize(changed, { verify: key, signature: bytesOf(signature) })),
  ];
}

async function codeOf(loading: Promise<unknown>): Promise<string> {
  return loading.then(
    () => "loaded",
    (error: unknown) => (error instanceof MlkitError ? error.code : String(error)),
  );
}

function fromWorker(): Promise<Told> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(import.meta.url, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Told>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

if (typeof document === "undefined") postMessage(await tell());
else Reflect.set(globalThis, "told", Promise.all([tell(), fromWorker()]));
