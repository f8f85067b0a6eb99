/**
 * When a loss on rows held out has not fallen for long enough.
 */

/** Remembers the lowest of late: a round counts when its loss is lower, by more than `tol`, than any of the last `rounds` that counted. */
export class EarlyStopping {
  readonly #history: Float64Array;
  readonly #tol: number;

  constructor(rounds: number, tol: number) {
    this.#history = new Float64Array(rounds).fill(Number.POSITIVE_INFINITY);
    this.#tol = tol;
  }

  /** Takes the loss after a round; whether to go on. */
  goesOn(round: number, loss: number): boolean {
    const history = this.#history;
    if (!history.some((before) => loss + this.#tol < before)) return false;
    history[round % history.length] = loss;
    return true;
  }
}
