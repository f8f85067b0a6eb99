/** The kernels in WebAssembly: what is exported here stands in `Kernels`, whose types are made from it by `npm run kernels`. */
export { fillFloat64 } from "./fill";
export { classCells, pairCells } from "./forest-cells";
export { divideRows, gatherClasses, gatherPacked, gatherTargets, scaleTargets, squaresAround } from "./forest-rows";
export { searchGini, searchGiniPair, searchSquares } from "./forest-search";
export { binRange, classesUpTo, pairsUpTo } from "./forest-try";
export { expMany, expManyInRange, log1pMany, logMany } from "./math-many";
