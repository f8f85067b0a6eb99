/** The functions of math.ts on many numbers. */
import { exp, expPair, log, log1p } from "./math";

/** Writes e^x for each of `count` numbers. */
export function expMany(from: usize, to: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(to + at, exp(load<f64>(from + at)));
}

/** The same for numbers between -690 and 690, two at once; `count` is even. */
export function expManyInRange(from: usize, to: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, expPair(v128.load(from + at)));
}

/** Writes the natural logarithm of each of `count` numbers. */
export function logMany(from: usize, to: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(to + at, log(load<f64>(from + at)));
}

/** Writes log(1 + x) for each of `count` numbers. */
export function log1pMany(from: usize, to: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(to + at, log1p(load<f64>(from + at)));
}
