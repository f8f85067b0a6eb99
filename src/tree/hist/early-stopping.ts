/**
 * When a loss has not fallen for long enough, by scikit-learn's rule for histogram gradient boosting.
 */

/** Whether none of the last `rounds` losses is below the one before them by more than `tol`. `losses` starts with that of the baseline. */
export function hasSettled(losses: readonly number[], rounds: number, tol: number): boolean {
  if (losses.length <= rounds) return false;
  const before = losses[losses.length - 1 - rounds] as number;
  return !losses.slice(-rounds).some((loss) => -loss > -before + tol);
}
