/** Sets `count` numbers from `out` on. */
export function fillFloat64(out: usize, count: i32, value: f64): void {
  const end = out + ((<usize>count) << 3);
  for (let at = out; at < end; at += 8) store<f64>(at, value);
}
