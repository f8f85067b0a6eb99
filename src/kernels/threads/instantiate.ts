/** Instances of the kernels over a memory. One a thread and memory, kept as long as the memory is. */
import type { Kernels } from "../generated/kernels.js";

const instances = new WeakMap<WebAssembly.Memory, Kernels>();

/** The kernels over this memory. `module` must be compiled for the kind of memory that it is, shared or not. */
export async function kernelsOver(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const known = instances.get(memory);
  if (known !== undefined) return known;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  // The interface is made from the same sources as the module.
  const kernels = exports as unknown as Kernels;
  instances.set(memory, kernels);
  return kernels;
}
