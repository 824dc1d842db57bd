/**
 * Sparse polynomials with small exponents and small integer coefficients, packed for speed: one double for the
 * exponents of all variables in mixed radix, one double for the coefficient. Both are exact below 2^53; the caller
 * bounds them beforehand (degrees by the radix, coefficients by the product of 1-norms).
 */

/** Parallel lists: keys (packed exponents, each once) and nonzero coefficients. */
export interface EdgePolynomial {
  readonly keys: Float64Array;
  readonly coefficients: Float64Array;
}

/** The polynomial 0. */
export const ZERO_EDGE_POLYNOMIAL: EdgePolynomial = {
  keys: new Float64Array(0),
  coefficients: new Float64Array(0),
};

/** c·(monomial with that key). */
export function edgeTerm(key: number, coefficient: number): EdgePolynomial {
  return { keys: Float64Array.of(key), coefficients: Float64Array.of(coefficient) };
}

/** Sum of |coefficients|. */
function oneNorm({ coefficients }: EdgePolynomial): number {
  let sum = 0;
  for (const c of coefficients) sum += Math.abs(c);
  return sum;
}

/** Collects sums of products in an open-addressing table, which it reuses. */
export interface EdgeAccumulator {
  /** Adds factor·a·b. @throws RangeError if a coefficient could pass 2^53 */
  addProduct(a: EdgePolynomial, b: EdgePolynomial, factor: number): void;
  /** Returns the sum and clears the table. */
  take(): EdgePolynomial;
}

/** Slots at first; the table doubles when it is half full. */
const FIRST_BITS = 12;

/** An empty accumulator. */
export function edgeAccumulator(): EdgeAccumulator {
  let bits = FIRST_BITS;
  let keys = new Float64Array(1 << bits).fill(-1);
  let values = new Float64Array(1 << bits);
  let order: Int32Array = new Int32Array(1 << (bits - 1));
  let count = 0;
  let norm = 0;

  const slotOf = (key: number): number => {
    // Fibonacci hashing of the low and high words.
    const low = key | 0;
    const high = (key / 4294967296) | 0;
    let slot = (Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> (32 - bits)) | 0;
    const mask = (1 << bits) - 1;
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };

  const grow = (): void => {
    const [oldKeys, oldValues, oldOrder, oldCount] = [keys, values, order, count];
    bits++;
    keys = new Float64Array(1 << bits).fill(-1);
    values = new Float64Array(1 << bits);
    order = new Int32Array(1 << (bits - 1));
    count = 0;
    for (let i = 0; i < oldCount; i++) {
      const from = oldOrder[i] as number;
      const slot = slotOf(oldKeys[from] as number);
      keys[slot] = oldKeys[from] as number;
      values[slot] = oldValues[from] as number;
      order[count++] = slot;
    }
  };

  return {
    addProduct(a, b, factor) {
      const [outer, inner] = a.keys.length <= b.keys.length ? [a, b] : [b, a];
      if (outer.keys.length === 0 || factor === 0) return;
      norm += Math.abs(factor) * oneNorm(a) * oneNorm(b);
      if (!(norm < 2 ** 53)) throw new RangeError("coefficients too large for exact doubles");
      for (let i = 0; i < outer.keys.length; i++) {
        const key = outer.keys[i] as number;
        const c = factor * (outer.coefficients[i] as number);
        for (let j = 0; j < inner.keys.length; j++) {
          const sum = key + (inner.keys[j] as number);
          const slot = slotOf(sum);
          if (keys[slot] === -1) {
            if (2 * count >= 1 << bits) {
              grow();
              j--;
              continue;
            }
            keys[slot] = sum;
            values[slot] = c * (inner.coefficients[j] as number);
            order[count++] = slot;
          } else values[slot]! += c * (inner.coefficients[j] as number);
        }
      }
    },
    take() {
      const resultKeys = new Float64Array(count);
      const coefficients = new Float64Array(count);
      let n = 0;
      for (let i = 0; i < count; i++) {
        const slot = order[i] as number;
        if (values[slot] !== 0) {
          resultKeys[n] = keys[slot] as number;
          coefficients[n++] = values[slot] as number;
        }
        keys[slot] = -1;
      }
      count = 0;
      norm = 0;
      return { keys: resultKeys.slice(0, n), coefficients: coefficients.slice(0, n) };
    },
  };
}
