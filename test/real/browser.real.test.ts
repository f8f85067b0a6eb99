/** The bundle for browsers in headless Chromium, on a page and in a worker, under a policy that forbids code from text. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { signArtifact } from "@org/mlkit";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { answerAll, bytesOf, type Case } from "../inference/answer.js";
import { bundleForBrowser } from "../inference/bundle.js";
import { makeCases } from "../inference/cases.js";
import type { Signed, Told } from "../inference/page-child.js";

/** Scripts from the server alone; none inline, none from text. */
const POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";
/** Chromium looks for nothing on the network but what the page asks for. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let cases: Case[];
let server: Server;
let browser: Browser;

beforeAll(async () => {
  cases = await makeCases();
  const { code } = await bundleForBrowser({ file: `${root}test/inference/page-child.ts` });
  const pages = new Map([
    ["/", ["text/html", '<!doctype html><script type="module" src="/page.js"></script>']],
    ["/page.js", ["text/javascript", code]],
    ["/cases.json", ["application/json", JSON.stringify(cases)]],
    ["/signed.json", ["application/json", JSON.stringify(await signed(cases))]],
  ]);
  server = createServer(({ url = "" }, response) => {
    const [type, body] = pages.get(url) ?? [];
    if (type === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function signed([first]: readonly Case[]): Promise<Signed> {
  const artifact = first?.artifact ?? "";
  const keys = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const signature = await signArtifact(bytesOf(artifact), keys.privateKey);
  return {
    artifact,
    signature: Buffer.from(signature).toString("base64"),
    publicKey: await crypto.subtle.exportKey("jwk", keys.publicKey),
  };
}

it("predicts the same bits as Node, verifies digests and signatures, and needs no code from text", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("'told' in globalThis");
  const [onPage, inWorker] = await page.evaluate<[Told, Told]>("told");
  expect(complaints).toEqual([]);
  const answers = await answerAll(cases);
  expect(answers.map(({ bits }) => bits.length / 16)).toEqual([4000, 6000, 2000, 2000, 6000]);
  for (const told of [onPage, inWorker]) {
    expect(told.answers).toEqual(answers);
    expect(told.refuses).toBe(true);
    expect(told.signed).toEqual(["PipelineClassifier", "ARTIFACT_DIGEST", "ARTIFACT_SIGNATURE"]);
  }
});
