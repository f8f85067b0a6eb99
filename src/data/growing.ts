/**
 * Arrays that grow as values come in: typed arrays that double, so that a column of unknown length is built without boxing.
 */

/** A typed array with room to spare. */
abstract class Growing<A extends Float64Array | Float32Array | Int32Array | Int8Array> {
  protected items: A;
  protected count = 0;

  constructor() {
    this.items = this.make(64);
  }
  protected abstract make(length: number): A;

  /** How many values there are. */
  get length(): number {
    return this.count;
  }

  /** Adds a value at the end. */
  add(value: number): void {
    if (this.count === this.items.length) {
      const grown = this.make(this.count * 2);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.count++] = value;
  }

  /** The values, in an array of their own. */
  done(): A {
    const out = this.make(this.count);
    out.set(this.items.subarray(0, this.count));
    return out;
  }
}

export class GrowingFloat64 extends Growing<Float64Array> {
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }
}

export class GrowingFloat32 extends Growing<Float32Array> {
  protected make(length: number): Float32Array {
    return new Float32Array(length);
  }
}

export class GrowingInt32 extends Growing<Int32Array> {
  protected make(length: number): Int32Array {
    return new Int32Array(length);
  }
}

export class GrowingInt8 extends Growing<Int8Array> {
  protected make(length: number): Int8Array {
    return new Int8Array(length);
  }
}
