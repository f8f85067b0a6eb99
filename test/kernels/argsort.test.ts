import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argsort as argsortInSlices, SortSpace } from "../../src/kernels/argsort.js";
import { Pace } from "../../src/kernels/pace.js";

/** Sorts without caring about the pauses. */
function argsort(space: SortSpace, values: Float64Array): Int32Array {
  const work = argsortInSlices(space, values, new Pace());
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

function expectSorted(values: Float64Array): void {
  const order = [...argsort(new SortSpace(values.length), values)];
  const stable = Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  expect(order).toEqual(stable);
}

describe("argsort", () => {
  it("sorts any finite numbers, equals in order of position", () => {
    const some = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0, 5e-324));
    fc.assert(fc.property(fc.array(some, { maxLength: 60 }), (values) => expectSorted(Float64Array.from(values))));
  });

  it("sorts numbers that differ in one digit alone, whichever it is", () => {
    for (let bit = 0; bit < 63; bit++) {
      const bits = new BigUint64Array(6).fill(0x3ff0000000000000n);
      for (const i of [1, 2, 5]) bits[i] = (bits[i] as bigint) ^ (1n << BigInt(bit));
      const values = new Float64Array(bits.buffer);
      if (values.every(Number.isFinite)) expectSorted(values);
    }
  });

  it("pauses again and again in a long column", () => {
    const values = Float64Array.from({ length: 300_000 }, (_, i) => ((i * 7919) % 10_007) / 3 - 1000);
    const work = argsortInSlices(new SortSpace(values.length), values, new Pace());
    let pauses = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) pauses++;
    expect(pauses).toBeGreaterThan(5);
    const order = step.value;
    for (let i = 1; i < order.length; i++) {
      const [a, b] = [order[i - 1] as number, order[i] as number];
      const inOrder = (values[a] as number) < (values[b] as number) || (values[a] === values[b] && a < b);
      if (!inOrder) expect.fail(`places ${i - 1} and ${i} are not in order`);
    }
  });

  it("takes −0 and 0 for equal", () => {
    expectSorted(Float64Array.of(0, -0, 0, -0, -1, 1));
  });

  it("sorts one column after another in the same space, and leaves them as they are", () => {
    const space = new SortSpace(3);
    const first = Float64Array.of(3, 1, 2);
    expect([...argsort(space, first)]).toEqual([1, 2, 0]);
    expect([...argsort(space, Float64Array.of(-1, -2, -3))]).toEqual([2, 1, 0]);
    expect([...first]).toEqual([3, 1, 2]);
    expect([...argsort(new SortSpace(0), new Float64Array(0))]).toEqual([]);
  });
});
