import { describe, expect, it } from "vitest";
import { dtypeNamed, dtypeOf, reverseElements } from "../../src/artifact/dtypes.js";

describe("reverseElements", () => {
  it("turns each element's bytes around, as big-endian machines need it", () => {
    const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
    const reversed = (size: number): number[] => {
      const copy = new Uint8Array(bytes);
      reverseElements(copy, size);
      return [...copy];
    };
    expect(reversed(1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(reversed(2)).toEqual([2, 1, 4, 3, 6, 5, 8, 7]);
    expect(reversed(4)).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
    expect(reversed(8)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("gives what a DataView reads in the other order", () => {
    const bytes = new Uint8Array(new Float64Array([Math.PI, -0]).buffer);
    reverseElements(bytes, 8);
    expect(new DataView(bytes.buffer).getFloat64(0, false)).toBe(Math.PI);
    expect(new DataView(bytes.buffer).getFloat64(8, false)).toBe(-0);
  });
});

describe("dtypes", () => {
  it.each([
    ["F64", new Float64Array(1), 8],
    ["F32", new Float32Array(1), 4],
    ["I32", new Int32Array(1), 4],
    ["U32", new Uint32Array(1), 4],
    ["U16", new Uint16Array(1), 2],
    ["U8", new Uint8Array(1), 1],
  ])("%s", (name, values, size) => {
    expect(dtypeOf(values)).toEqual({ dtype: name, values });
    expect(dtypeNamed(name)?.array.BYTES_PER_ELEMENT).toBe(size);
  });

  it("know no others", () => {
    expect(dtypeNamed("BF16")).toBeUndefined();
    expect(dtypeNamed("__proto__")).toBeUndefined();
    expect(dtypeOf(new Int8Array(1))).toBeUndefined();
  });
});
