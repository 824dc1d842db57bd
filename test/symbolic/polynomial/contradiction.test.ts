import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contradict, type Relation } from "../../../symbolic/polynomial/contradiction.js";
import {
  add,
  multiply,
  negate,
  type Polynomial,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { draws } from "../../effort.js";

const [x, y, z] = [0, 1, 2].map((i) => variablePower(i)) as [Polynomial, Polynomial, Polynomial];
const POSITIVE = ["positive", "positive", "positive"] as const;
const is = (polynomial: Polynomial, relation: Relation["is"] = ">"): Relation => ({
  polynomial,
  is: relation,
});

describe("relations that contradict each other", () => {
  it.each([
    ["x > x", [is(subtract(x, x))]],
    ["x < 0 of a positive x", [is(negate(x))]],
    ["x > y > z > x", [is(subtract(x, y)), is(subtract(y, z)), is(subtract(z, x))]],
    ["x > 2y and x = y", [is(subtract(x, multiply(2n, y))), is(subtract(x, y), "=")]],
    ["x > y and y >= x", [is(subtract(x, y)), is(subtract(y, x), ">=")]],
    ["x + y < 1 and x > 1", [is(subtract(1n, add(x, y))), is(subtract(x, 1n))]],
    ["x y > z, z > 2 x y", [is(subtract(multiply(x, y), z)), is(subtract(z, multiply(2n, multiply(x, y))))]],
  ])("%s", (_, relations) => {
    expect(contradict(relations, POSITIVE)).toBe(true);
  });

  it("need the signs of the variables: a real x may be negative, its square may not", () => {
    const real = ["real", "positive", "positive"] as const;
    expect(contradict([is(negate(x))], real)).toBe(false);
    expect(contradict([is(negate(multiply(x, x)))], real)).toBe(true);
    expect(contradict([is(negate(multiply(x, x)), ">=")], real)).toBe(false);
  });
});

describe("relations that hold together", () => {
  it.each([
    ["x > y", [is(subtract(x, y))]],
    ["x >= y and y >= x", [is(subtract(x, y), ">="), is(subtract(y, x), ">=")]],
    ["none", []],
  ])("%s", (_, relations) => {
    expect(contradict(relations, POSITIVE)).toBe(false);
  });

  it("at a point are never said to contradict each other", () => {
    const coefficient = fc.bigInt({ min: -4n, max: 4n });
    const form = fc.tuple(coefficient, coefficient, coefficient, coefficient, coefficient);
    const point = fc.tuple(...[0, 1, 2].map(() => fc.bigInt({ min: 1n, max: 6n })));
    fc.assert(
      fc.property(
        fc.array(form, { minLength: 1, maxLength: 5 }),
        point,
        (forms, [a = 1n, b = 1n, c = 1n]) => {
          const relations = forms.map(([p, q, r, s, t]): Relation => {
            const terms = [multiply(p, x), multiply(q, y), multiply(r, z), multiply(s, multiply(x, y)), t];
            const value = p * a + q * b + r * c + s * a * b + t;
            const polynomial = terms.reduce<Polynomial>((sum, term) => add(sum, term), 0n);
            // Turned so that it holds at the point.
            return value === 0n ? is(polynomial, "=") : is(value > 0n ? polynomial : negate(polynomial));
          });
          expect(contradict(relations, POSITIVE)).toBe(false);
        },
      ),
      { numRuns: draws(2000, 300) },
    );
  });
});
