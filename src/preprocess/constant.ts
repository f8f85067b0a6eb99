/** A column whose values lie closer together than this counts as constant: the bound of scikit-learn's scalers. */
export const CONSTANT = 10 * Number.EPSILON;
