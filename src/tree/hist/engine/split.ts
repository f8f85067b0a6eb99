/** The best split of a node, and where threads write theirs for the others to read. */

/** A split that a histogram offered. Sums are in units of the gradients' scales. */
export interface Split {
  readonly gain: number;
  readonly column: number;
  /** The last bin that goes left; 0 where `leftBins` decides. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradients: number;
  readonly leftHessians: number;
  readonly leftRows: number;
  /** For categories: the bins that go left, 8 words. */
  readonly leftBins: Uint32Array | undefined;
}

/** Float64 numbers of one record: six of a split and four of categories (`kernels/assembly/split-node.ts`), whether there is one, and its column. */
export const RECORD = 16;
const FOUND = 10;
const COLUMN = 11;
const CATEGORICAL = 12;
const LEFT_BINS = 48;

/** Starts a record: a split must be better than `gain`. */
export function clearRecord(record: Float64Array, gain: number): void {
  record[0] = gain;
  record[FOUND] = 0;
}

/** Says whose split the record holds now. */
export function signRecord(record: Float64Array, column: number, categorical: boolean): void {
  record[FOUND] = 1;
  record[COLUMN] = column;
  record[CATEGORICAL] = categorical ? 1 : 0;
}

/** The best split of several records, the first of equals; undefined where there is none. */
export function bestOf(records: readonly Float64Array[]): Split | undefined {
  let best: Float64Array | undefined;
  for (const record of records) {
    if (record[FOUND] === 1 && (best === undefined || (record[0] as number) > (best[0] as number))) best = record;
  }
  return best === undefined ? undefined : splitOf(best);
}

function splitOf(record: Float64Array): Split {
  const at = (place: number) => record[place] as number;
  return {
    gain: at(0),
    column: at(COLUMN),
    bin: at(1),
    missingLeft: at(2) === 1,
    leftGradients: at(3),
    leftHessians: at(4),
    leftRows: at(5),
    leftBins:
      at(CATEGORICAL) === 1 ? new Uint32Array(record.buffer, record.byteOffset + LEFT_BINS, 8).slice() : undefined,
  };
}
