/** The kernels in WebAssembly: what is exported here stands in `Kernels`, whose types are made from it by `npm run kernels`. */
export { fillFloat64 } from "./fill";
export { classCells, pairCells } from "./forest-cells";
export { divideRows, gatherClasses, gatherPacked, gatherTargets, scaleTargets, squaresAround } from "./forest-rows";
export { searchGini, searchGiniPair, searchSquares } from "./forest-search";
export { binRange, classesUpTo, packedUpTo, pairsUpTo } from "./forest-try";
export {
  gammaTerms,
  greatestOffset,
  packLogistic,
  packShares,
  packSlopes,
  packSquares,
  poissonTerms,
  softmaxRows,
} from "./loss-gradients";
export { sumGamma, sumLogistic, sumPoisson, sumSlopes, sumSoftmax, sumSquares } from "./loss-values";
export { expMany, expManyInRange, log1pMany, logMany } from "./math-many";
export { addLeaves } from "./tree-walk";
