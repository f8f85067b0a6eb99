/** The kernels, compiled once a process. */
import { ComputeError } from "../../core/errors.js";
import { canShare } from "./memories.js";

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The kernels for the kind of memory that `acquireMemory` gives here, shared or not; both come from the same sources.
 *
 * @throws ComputeError `WASM_UNAVAILABLE`.
 */
export function compileKernels(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  const { wasm } = await (canShare ? import("../generated/wasm-shared.js") : import("../generated/wasm-unshared.js"));
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new ComputeError("WASM_UNAVAILABLE", {
      problem: "WebAssembly, which learning computes in, cannot be compiled here",
      given: cause instanceof Error ? cause.message : String(cause),
      expected: "an engine with WebAssembly and its SIMD instructions, and no policy against it",
      remedy:
        "On a page allow 'wasm-unsafe-eval' in its content security policy, or learn elsewhere and load the model here",
      cause,
    });
  }
}
