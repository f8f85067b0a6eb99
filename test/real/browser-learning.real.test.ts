/** Learning in headless Chromium: with threads that share memory, without them, and where WebAssembly is forbidden. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { type Learned, learn } from "../inference/learn.js";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
const policy = (scripts: string, workers: string) => ({
  "content-security-policy": `default-src 'none'; script-src 'self' ${scripts}; worker-src ${workers}; connect-src 'self'`,
});

/** The pages, and the headers that each is sent with. */
const PAGES = new Map<string, Record<string, string>>([
  ["/shared", { ...ISOLATED, ...policy("'wasm-unsafe-eval'", "blob:") }],
  ["/unshared", policy("'wasm-unsafe-eval'", "'none'")],
  ["/no-workers", { ...ISOLATED, ...policy("'wasm-unsafe-eval'", "'none'") }],
  ["/no-wasm", { ...ISOLATED, ...policy("", "blob:") }],
]);

let server: Server;
let browser: Browser;
let expected: Learned;

beforeAll(async () => {
  expected = await learn();
  const { outputFiles } = await build({
    entryPoints: [`${root}test/inference/learn-page-child.ts`],
    bundle: true,
    write: false,
    minify: true,
    splitting: true,
    outdir: "/",
    platform: "browser",
    format: "esm",
  });
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  server = createServer(({ url = "" }, response) => {
    const headers = PAGES.get(url);
    const script = scripts.get(url);
    if (headers !== undefined) {
      response.writeHead(200, { ...headers, "content-type": "text/html" });
      return response.end('<!doctype html><script type="module" src="/learn-page-child.js"></script>');
    }
    response.writeHead(script === undefined ? 404 : 200, { "content-type": "text/javascript", ...ISOLATED });
    return response.end(script);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function learnOn(path: string): Promise<Learned> {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  await page.waitForFunction("'told' in globalThis");
  const told = await page.evaluate<Learned>("told");
  await page.close();
  return told;
}

describe("in a browser", () => {
  it("Node gives four models, two and two alike", () => {
    const [boosted, forest] = expected.digests;
    expect(boosted).toMatch(/^[0-9a-f]{64}$/);
    expect(forest).toMatch(/^[0-9a-f]{64}$/);
    expect(expected.digests).toEqual([boosted, forest, boosted, forest]);
    expect(expected.predicted).toBeGreaterThan(0);
  });

  it("threads that share memory learn the same bytes as in Node", async () => {
    expect(await learnOn("/shared")).toEqual(expected);
  });

  it("a page that is not isolated learns the same bytes on its own thread", async () => {
    expect(await learnOn("/unshared")).toEqual({ ...expected, shares: false });
  });

  it("a page that may have no workers learns the same bytes on its own thread", async () => {
    expect(await learnOn("/no-workers")).toEqual(expected);
  });

  it("a page without WebAssembly is told so where it learns, and predicts all the same", async () => {
    const { digests, predicted } = await learnOn("/no-wasm");
    expect(new Set(digests)).toEqual(new Set(["WASM_UNAVAILABLE"]));
    expect(predicted).toBe(expected.predicted);
  });
});
