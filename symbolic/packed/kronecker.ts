/**
 * Packed Laurent polynomials: the fast representation behind the quotient recursion.
 *
 * One variable of high degree (the inner one, a Boltzmann factor q) is packed by Kronecker substitution into one
 * bigint, Σ cᵢ·2^(B·i), so that one bigint product is one univariate product. The other exponents form a small
 * integer key. Exponent vectors of all terms that can occur lie in one coset of a lattice (currents are homogeneous
 * in several ways: in the couplings, in energies and temperatures, …), so only the exponents in a set of pivot
 * variables are kept; the others follow linearly and come back when a polynomial is unpacked.
 */
import { type Term } from "../polynomial/structure.js";

/** How exponent vectors become keys, for one quotient of series and up to one order. */
export interface Layout {
  /** Variables whose exponents make up the key. */
  readonly pivots: readonly number[];
  /** Mixed radix: key = Σ digit_i·weights_i. */
  readonly weights: readonly number[];
  readonly radices: readonly number[];
  /** The packed variable, or −1 for none. */
  readonly inner: number;
  /** Bits per coefficient of the inner variable. */
  readonly bits: number;
  /** Number of possible keys. */
  readonly size: number;
}

/** A packed polynomial: parallel lists of keys and packed inner polynomials. */
export interface Packed {
  readonly keys: readonly number[];
  readonly values: readonly bigint[];
}

/** Packs terms; `offset` is subtracted from every exponent vector and must leave pivots and inner non-negative. */
export function pack(layout: Layout, terms: Iterable<Term>, offset: readonly number[]): Packed {
  const sums = new Map<number, bigint>();
  for (const { coefficient, exponents } of terms) {
    let key = 0;
    for (let i = 0; i < layout.pivots.length; i++) {
      const v = layout.pivots[i] as number;
      key += ((exponents[v] ?? 0) - (offset[v] as number)) * (layout.weights[i] as number);
    }
    const shift =
      layout.inner < 0
        ? 0
        : layout.bits * ((exponents[layout.inner] ?? 0) - (offset[layout.inner] as number));
    sums.set(key, (sums.get(key) ?? 0n) + (coefficient << BigInt(shift)));
  }
  const keys: number[] = [];
  const values: bigint[] = [];
  for (const [key, value] of sums) {
    if (value !== 0n) {
      keys.push(key);
      values.push(value);
    }
  }
  return { keys, values };
}

/** Collects sums of products; dense in the key where the box is small, otherwise in a hash table. */
export interface Accumulator {
  /** Adds factor·a·b. */
  addProduct(a: Packed, b: Packed, factor: bigint): void;
  /** Returns the sum and clears the accumulator. */
  take(): Packed;
}

const DENSE_LIMIT = 1 << 21;

/** An empty accumulator for the layout. */
export function accumulator(layout: Layout): Accumulator {
  return layout.size <= DENSE_LIMIT ? denseAccumulator(layout.size) : hashedAccumulator();
}

function denseAccumulator(size: number): Accumulator {
  const slots: (bigint | undefined)[] = [];
  slots.length = Math.min(size, DENSE_LIMIT);
  let touched: number[] = [];
  return {
    addProduct(a, b, factor) {
      for (let i = 0; i < a.keys.length; i++) {
        const key = a.keys[i] as number;
        const value = factor === 1n ? (a.values[i] as bigint) : (a.values[i] as bigint) * factor;
        for (let j = 0; j < b.keys.length; j++) {
          const slot = key + (b.keys[j] as number);
          const old = slots[slot];
          if (old === undefined) {
            slots[slot] = value * (b.values[j] as bigint);
            touched.push(slot);
          } else slots[slot] = old + value * (b.values[j] as bigint);
        }
      }
    },
    take() {
      const keys: number[] = [];
      const values: bigint[] = [];
      for (const slot of touched) {
        const value = slots[slot] as bigint;
        slots[slot] = undefined;
        if (value !== 0n) {
          keys.push(slot);
          values.push(value);
        }
      }
      touched = [];
      return { keys, values };
    },
  };
}

function hashedAccumulator(): Accumulator {
  let slots = new Map<number, bigint>();
  return {
    addProduct(a, b, factor) {
      for (let i = 0; i < a.keys.length; i++) {
        const key = a.keys[i] as number;
        const value = (a.values[i] as bigint) * factor;
        for (let j = 0; j < b.keys.length; j++) {
          const slot = key + (b.keys[j] as number);
          slots.set(slot, (slots.get(slot) ?? 0n) + value * (b.values[j] as bigint));
        }
      }
    },
    take() {
      const keys: number[] = [];
      const values: bigint[] = [];
      for (const [key, value] of slots) {
        if (value !== 0n) {
          keys.push(key);
          values.push(value);
        }
      }
      slots = new Map();
      return { keys, values };
    },
  };
}
