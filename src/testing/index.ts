/** `@org/mlkit/testing`: the contracts of estimators and of stores as checks, for the library's own and for yours. */
export {
  checkEstimator,
  type EstimatorCheck,
  type EstimatorSpec,
  type GivenTarget,
  type JudgedData,
} from "./check-estimator.js";
export { checkStore, type MakeStore, type StoreCheck } from "./check-store.js";
