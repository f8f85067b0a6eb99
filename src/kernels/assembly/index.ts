/** The kernels in WebAssembly: what is exported here stands in `Kernels`, whose types are made from it by `npm run kernels`. */
export { fillFloat64 } from "./fill";
