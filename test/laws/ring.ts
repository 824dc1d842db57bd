/** The axioms of commutative rings and fields, as functions: a new type costs one line in its test. */
import { seed } from "../effort.js";
import fc from "fast-check";
import { expect, test } from "vitest";

/** A commutative ring with decidable equality. */
export interface RingContract<T> {
  readonly zero: T;
  readonly one: T;
  readonly add: (a: T, b: T) => T;
  readonly negate: (a: T) => T;
  readonly multiply: (a: T, b: T) => T;
  readonly equals: (a: T, b: T) => boolean;
  /** Whether the value is in the one representation that its element has. */
  readonly isCanonical: (a: T) => boolean;
  /** The value for messages. */
  readonly show: (a: T) => string;
}

/** A ring in which every element but zero has an inverse. */
export interface FieldContract<T> extends RingContract<T> {
  readonly invert: (a: T) => T;
}

/** Runs and seed of a property; the seed can be set from outside to search further, and is printed on failure. */
export function runs(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns, seed: seed(810_4347) };
}

/** Freezes a value with everything in it, so that an operation that changes its argument throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** Tests the ring axioms on generated elements, and that arguments stay unchanged. */
export function ringLaws<T>(
  name: string,
  ring: RingContract<T>,
  element: fc.Arbitrary<T>,
  numRuns: number,
): void {
  const { zero, one, add, negate, multiply } = ring;
  const operand = element.map(frozen);
  const same = (a: T, b: T): void => {
    if (!ring.equals(a, b)) expect.fail(`${ring.show(a)}  ≠  ${ring.show(b)}`);
    if (!ring.isCanonical(a)) expect.fail(`not canonical: ${ring.show(a)}`);
    if (!ring.isCanonical(b)) expect.fail(`not canonical: ${ring.show(b)}`);
    // one element, one representation
    expect(a).toEqual(b);
  };
  test(`${name}: addition is an abelian group`, () => {
    fc.assert(
      fc.property(operand, operand, operand, (a, b, c) => {
        same(add(a, b), add(b, a));
        same(add(add(a, b), c), add(a, add(b, c)));
        same(add(a, zero), a);
        same(add(a, negate(a)), zero);
        same(negate(negate(a)), a);
      }),
      runs(numRuns),
    );
  });
  test(`${name}: multiplication is commutative, associative, and distributes over addition`, () => {
    fc.assert(
      fc.property(operand, operand, operand, (a, b, c) => {
        same(multiply(a, b), multiply(b, a));
        same(multiply(multiply(a, b), c), multiply(a, multiply(b, c)));
        same(multiply(a, one), a);
        same(multiply(a, zero), zero);
        same(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
        same(multiply(a, negate(b)), negate(multiply(a, b)));
      }),
      runs(numRuns),
    );
  });
  test(`${name}: no zero divisors, and equality sees differences`, () => {
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        expect(ring.equals(multiply(a, b), zero)).toBe(ring.equals(a, zero) || ring.equals(b, zero));
        expect(ring.equals(a, add(a, one))).toBe(false);
        expect(ring.equals(a, b)).toBe(ring.equals(add(a, negate(b)), zero));
      }),
      runs(numRuns),
    );
  });
}

/** Tests the field axioms: those of a ring, and inverses. */
export function fieldLaws<T>(
  name: string,
  field: FieldContract<T>,
  element: fc.Arbitrary<T>,
  numRuns: number,
): void {
  ringLaws(name, field, element, numRuns);
  const nonzero = element.filter((a) => !field.equals(a, field.zero)).map(frozen);
  test(`${name}: every element but zero has an inverse`, () => {
    fc.assert(
      fc.property(nonzero, nonzero, (a, b) => {
        const inverse = field.invert(a);
        if (!field.isCanonical(inverse)) expect.fail(`not canonical: ${field.show(inverse)}`);
        expect(field.multiply(a, inverse)).toEqual(field.one);
        expect(field.invert(inverse)).toEqual(a);
        expect(field.invert(field.multiply(a, b))).toEqual(field.multiply(inverse, field.invert(b)));
      }),
      runs(numRuns),
    );
    expect(() => field.invert(field.zero)).toThrow();
  });
}
