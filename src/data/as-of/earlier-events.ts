/**
 * Which events came before each row: events sorted by key and time, and for each row the range of those of its key that are earlier.
 *
 * A radix sort by time, then a stable counting sort by key; ranges by one walk over both. Time O(rows + events), memory O(rows + events).
 */
import { argsortAtOnce } from "../../kernels/argsort.js";

/** Keys and times in row order. Rows of key −1 have none. */
export interface Keyed {
  readonly keys: Int32Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
}

/** Rows sorted by key and time, those of equal times in row order. */
interface Sorted {
  readonly order: Int32Array;
  /** Where the rows of each key begin in `order`; one more at the end. */
  readonly starts: Int32Array;
}

/** For each row, the range of the sorted events that are its own. */
export interface EarlierEvents {
  /** The events' rows in the order of the ranges. */
  readonly events: Int32Array;
  /** Their times. */
  readonly eventTimes: Float64Array;
  /** The rows, sorted as the events, so that no range begins or ends before the one before it. Rows without a key are not among them. */
  readonly rows: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The events strictly before each row's time, and not more than `within` milliseconds before; `count` is the number of keys. */
export function earlierEvents(rows: Keyed, events: Keyed, count: number, within: number): EarlierEvents {
  const sortedEvents = sortByKey(events, count);
  const sortedRows = rows === events ? sortedEvents : sortByKey(rows, count);
  const { order } = sortedEvents;
  const eventTimes = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) eventTimes[i] = events.times[order[i] as number] as number;
  const from = new Int32Array(sortedRows.order.length);
  const to = new Int32Array(sortedRows.order.length);
  for (let key = 0; key < count; key++) {
    let lo = sortedEvents.starts[key] as number;
    let hi = lo;
    const end = sortedEvents.starts[key + 1] as number;
    for (let i = sortedRows.starts[key] as number; i < (sortedRows.starts[key + 1] as number); i++) {
      const time = rows.times[sortedRows.order[i] as number] as number;
      while (hi < end && (eventTimes[hi] as number) < time) hi++;
      while (lo < hi && time - (eventTimes[lo] as number) > within) lo++;
      from[i] = lo;
      to[i] = hi;
    }
  }
  return { events: order, eventTimes, rows: sortedRows.order, from, to };
}

function sortByKey({ keys, times }: Keyed, count: number): Sorted {
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (key >= 0) starts[key + 1] = (starts[key + 1] as number) + 1;
  }
  for (let key = 0; key < count; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const order = new Int32Array(starts[count] as number);
  const next = starts.slice();
  const byTime = isAscending(times) ? undefined : argsortAtOnce(times);
  for (let i = 0; i < keys.length; i++) {
    const row = byTime === undefined ? i : (byTime[i] as number);
    const key = keys[row] as number;
    if (key < 0) continue;
    const place = next[key] as number;
    next[key] = place + 1;
    order[place] = row;
  }
  return { order, starts };
}

/** Logs mostly are in the order of their times. */
function isAscending(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if ((times[i - 1] as number) > (times[i] as number)) return false;
  return true;
}
