/** The kernels in WebAssembly: what is exported here stands in `Kernels`, whose types are made from it by `npm run kernels`. */

export { binCategories, binNumbers, spreadBytes } from "./binning";
export { fillFloat64 } from "./fill";
export { classCells, pairCells } from "./forest-cells";
export { divideRows, gatherClasses, gatherPacked, gatherTargets, scaleTargets, squaresAround } from "./forest-rows";
export { searchGini, searchGiniPair, searchSquares } from "./forest-search";
export { divideRowsAt, tryClasses, tryPacked, tryPairs } from "./forest-try";
export { gatherGradients, greatestSize, sumGradients } from "./gradients";
export { addRows, subtractBins } from "./histogram";
export {
  gammaTerms,
  greatestOffset,
  packLogistic,
  packShares,
  packSlopes,
  packSquares,
  packTerms,
  poissonTerms,
  softmaxRows,
} from "./loss-gradients";
export { sumGamma, sumLogistic, sumPoisson, sumSlopes, sumSoftmax, sumSquares } from "./loss-values";
export { expMany, expManyInRange, log1pMany, logMany } from "./math-many";
export { nearestPoints } from "./nearest";
export { addToRows, clearBytes, copyBytes, divideByBin, numberRows } from "./partition";
export { sortFloat64 } from "./sort";
export { splitBounded } from "./split-bounded";
export { splitCategories } from "./split-categories";
export { splitNumbers } from "./split-numbers";
export { addLeaves } from "./tree-walk";
