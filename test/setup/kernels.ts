/** Makes the embedded kernels anew where their sources have changed, before any test runs. */
import { buildKernels } from "../../scripts/build-kernels.js";

/** Called by vitest. */
export const setup = buildKernels;
