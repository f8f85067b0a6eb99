/**
 * What the criteria of regression have in common: the targets and weights of the rows at their positions.
 */
import { type BestSplit, type Criterion, moveWithin, type SideLimits, type Summary, type Window } from "./criterion.js";
import { type GridWeights, gridScale, gridWeights } from "./grid.js";
import type { SortedColumns } from "./sorted-columns.js";

/** Node weights in units up to which targets are rounded before they are weighed: enough digits are left for them. */
const SMALL = 1 << 26;

/** A measure of how far numbers lie from what is predicted for them. */
export abstract class TargetCriterion implements Criterion {
  readonly width = 1;
  readonly totalWeight: number;
  /** The target of the row at each position. */
  protected readonly targets: Float64Array;
  /** The weights as they were given, unless all are 1. */
  protected readonly weights: Float64Array | undefined;
  /** The weights in whole units, unless all are 1. */
  protected readonly grid: GridWeights | undefined;
  protected readonly spare: Float64Array;

  /** Targets of the rows with a weight, and their weights unless all are 1. */
  constructor(targets: Float64Array, weights: Float64Array | undefined) {
    this.targets = targets.slice();
    this.weights = weights?.slice();
    this.grid = weights === undefined ? undefined : gridWeights(weights);
    this.spare = new Float64Array(targets.length);
    this.totalWeight = weights === undefined ? targets.length : weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** The units of weight of the whole tree. */
  protected get totalUnits(): number {
    return this.totalWeight * (this.grid?.scale ?? 1);
  }

  abstract summarise(window: Window, value: Float64Array, at: number): Summary;
  abstract prepare(window: Window): void;
  abstract search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void;
  abstract scoreAt(columns: SortedColumns, col: number, window: Window, middle: number, limits: SideLimits): number;
  abstract improvement(best: BestSplit): number;

  move(window: Window, moves: Int32Array, _middle: number): void {
    moveWithin(this.targets, this.spare, window, moves);
    if (this.weights !== undefined) moveWithin(this.weights, this.spare, window, moves);
    if (this.grid !== undefined) moveWithin(this.grid.units, this.spare, window, moves);
  }
}

/** How targets up to `range` from their origin turn into units whose weighted sums are exact. */
export function unitsFor(range: number, weight: number): { scale: number; rounds: boolean } {
  // A target of small whole weights is rounded as it is without them, so that a weight of 2 is a row twice.
  return { scale: range > 0 ? gridScale(range * weight) : 1, rounds: weight <= SMALL };
}
