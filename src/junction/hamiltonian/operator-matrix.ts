/**
 * Operators on a product space as sparse matrices over ℚ(parameters), with roots of integers (√n of an oscillator) kept apart.
 */
import {
  add,
  constant,
  isZero,
  multiply,
  negate,
  type RationalFunction,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { InputError } from "../../input/errors.js";

/** Σ_r element_r·√r, r square-free. */
export type Element = ReadonlyMap<bigint, RationalFunction>;
/** Nonzero elements by row, then column. */
export type Operator = readonly ReadonlyMap<number, Element>[];

/** c·√r with squares taken out of r. */
export function normalRoot(r: bigint, c: RationalFunction): Element {
  let [inside, outside] = [r, 1n];
  for (let p = 2n; p * p <= inside; p++) {
    while (inside % (p * p) === 0n) {
      inside /= p * p;
      outside *= p;
    }
  }
  return new Map([[inside, multiply(c, constant(outside))]]);
}

/** The sum. */
export function addElements(a: Element, b: Element): Element {
  const result = new Map(a);
  for (const [r, c] of b) {
    const total = add(result.get(r) ?? ZERO, c);
    if (isZero(total)) result.delete(r);
    else result.set(r, total);
  }
  return result;
}

/** The product. */
export function multiplyElements(a: Element, b: Element): Element {
  let result: Element = new Map();
  for (const [r, c] of a)
    for (const [s, d] of b) result = addElements(result, normalRoot(r * s, multiply(c, d)));
  return result;
}

/** A + B. */
export function plus(a: Operator, b: Operator): Operator {
  return a.map((row, i) => {
    const result = new Map(row);
    for (const [j, e] of b[i] ?? []) {
      const total = addElements(result.get(j) ?? new Map(), e);
      if (total.size === 0) result.delete(j);
      else result.set(j, total);
    }
    return result;
  });
}

/** AB. */
export function times(a: Operator, b: Operator): Operator {
  return a.map((row) => {
    const result = new Map<number, Element>();
    for (const [k, x] of row) {
      for (const [j, y] of b[k] ?? []) {
        const total = addElements(result.get(j) ?? new Map(), multiplyElements(x, y));
        if (total.size === 0) result.delete(j);
        else result.set(j, total);
      }
    }
    return result;
  });
}

/** @throws InputError unless the operator is real symmetric */
export function requireSymmetric(a: Operator): void {
  a.forEach((row, i) => {
    for (const [j, e] of row) {
      const other = a[j]?.get(i) ?? new Map<bigint, RationalFunction>();
      if (addElements(e, new Map([...other].map(([r, c]) => [r, negate(c)]))).size !== 0)
        throw new InputError("not a real symmetric operator", { hint: "pair sp with sm and a with ad" });
    }
  });
}
