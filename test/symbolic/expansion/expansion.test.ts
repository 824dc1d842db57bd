/** The fast expansion against the plain one: power series over the field of rational functions, from design §3. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PoleError } from "../../../symbolic/integer/errors.js";
import { expandInDelta } from "../../../symbolic/expansion/expansion.js";
import { RATIONAL_FUNCTIONS } from "../../../symbolic/fraction/field.js";
import { expandFactored } from "../../../symbolic/fraction/factored-fraction.js";
import { factorial } from "../../../symbolic/integer/integer.js";
import {
  multiply as multiplyPolynomials,
  type Polynomial,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { gcd } from "../../../symbolic/polynomial/gcd.js";
import {
  isCanonical,
  leadingCoefficient,
  integerContent,
  valuationIn,
} from "../../../symbolic/polynomial/structure.js";
import { coefficientOf, type PowerSeries, powerSeriesRing } from "../../../symbolic/ring/power-series.js";
import {
  constant,
  divide,
  fraction,
  multiply,
  ONE,
  power,
  type RationalFunction,
  variable,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../../symbolic/thermal/variables.js";
import { frozen, runs } from "../../laws/ring.js";
import { show, sparsePolynomial } from "../arbitraries.js";

type Series = PowerSeries<RationalFunction>;
const ring = powerSeriesRing(RATIONAL_FUNCTIONS);
const rational = (n: number, d = 1): RationalFunction => fraction(BigInt(n), BigInt(d));

/** The series in u, to O(u^order), of each variable before the expansion, as design §3 states them. */
function variableSeries(v: ThermalVariables, order: number): Map<number, Series> {
  const s = variable(meanTemperatureIndex(v));
  const half = v.root === 1 ? divide(s, rational(2)) : power(s, v.root); // T_a/2
  const result = new Map<number, Series>();
  v.parameters.forEach((_, i) => result.set(i, ring.series([variable(i)], order)));
  for (const side of ["L", "R"] as Side[]) {
    const sign = side === "L" ? 1 : -1;
    // T^(1/n) = (T_a/2)^(1/n)·(1 ± u)^(1/n): the binomial series
    const first = v.root === 1 ? half : s;
    const binomials = Array.from({ length: order }, (_, k) => {
      let c = multiply(first, rational(sign ** k));
      for (let i = 0; i < k; i++) c = multiply(c, rational(1 - v.root * i, v.root * (i + 1)));
      return c;
    });
    result.set(temperatureIndex(v, side), ring.series(binomials, order));
    // X = q·exp(−b/T + 2b/T_a) = q·exp(±z·u/(1 ± u)), z = 2b/T_a
    const u = ring.series([ZERO, rational(sign)], order);
    const inner = ring.multiply(u, ring.invert(ring.add(ring.series([ONE], order), u)));
    v.energies.forEach((e, i) => {
      const z = divide(fraction(e.numerator, e.denominator), half);
      const exponential = Array.from({ length: order }, (_, k) =>
        divide(power(z, k), constant(factorial(k))),
      );
      const q = variable(meanBoltzmannIndex(v, i));
      const X = ring.compose(ring.series(exponential, order), ring.series(inner.coefficients, order));
      result.set(boltzmannIndex(v, side, i), ring.multiply(ring.series([q], order), X));
    });
    // g(T) = Σ g^(j)(T_a/2)·(±T_a u/2)^j/j!
    v.formalFunctions.forEach((_, f) => {
      const jets = Array.from({ length: order }, (_, j) =>
        multiply(
          variable(jetIndex(v, f, j)),
          divide(power(multiply(half, rational(sign)), j), constant(factorial(j))),
        ),
      );
      result.set(formalIndex(v, side, f), ring.series(jets, order));
    });
  }
  return result;
}

function polynomialSeries(p: Polynomial, variables: Map<number, Series>, order: number): Series {
  if (typeof p === "bigint") return ring.series([constant(p)], order);
  const x = variables.get(p.variable) as Series;
  let sum = ring.series([], order);
  p.exponents.forEach((e, i) => {
    let term = polynomialSeries(p.coefficients[i] as Polynomial, variables, order);
    for (let j = 0; j < e; j++) term = ring.series(ring.multiply(term, x).coefficients, order);
    sum = ring.add(sum, term);
  });
  return sum;
}

const omega = variablePower(1);
const KINDS: readonly { readonly name: string; readonly variables: ThermalVariables }[] = [
  {
    name: "one gap",
    variables: {
      parameters: ["a", "omega"],
      root: 1,
      formalFunctions: [],
      energies: [{ numerator: omega, denominator: 1n }],
    },
  },
  {
    name: "two gaps, one of them ω/3 + a",
    variables: {
      parameters: ["a", "omega"],
      root: 1,
      formalFunctions: [],
      energies: [
        { numerator: omega, denominator: 2n },
        { numerator: { variable: 0, exponents: [1, 0], coefficients: [3n, omega] }, denominator: 3n },
      ],
    },
  },
  {
    name: "√T",
    variables: {
      parameters: ["a", "omega"],
      root: 2,
      formalFunctions: [],
      energies: [{ numerator: omega, denominator: 1n }],
    },
  },
  {
    name: "T^(1/3)",
    variables: {
      parameters: ["a", "omega"],
      root: 3,
      formalFunctions: [],
      energies: [{ numerator: omega, denominator: 2n }],
    },
  },
  {
    name: "a formal function",
    variables: {
      parameters: ["a", "omega"],
      root: 1,
      formalFunctions: ["g"],
      energies: [{ numerator: omega, denominator: 1n }],
    },
  },
  {
    name: "a formal function and √T",
    variables: {
      parameters: ["a", "omega"],
      root: 2,
      formalFunctions: ["g"],
      energies: [{ numerator: omega, denominator: 1n }],
    },
  },
];

const ORDER = 3;

/** Fractions in the variables before expansion; `vanishing` ones are zero at Δ = 0, as currents are. */
function fractions(v: ThermalVariables, vanishing: boolean): fc.Arbitrary<[Polynomial, Polynomial]> {
  const count = variableCount(v);
  const small = fc.bigInt({ min: -3n, max: 3n });
  return fc
    .tuple(sparsePolynomial(count, 1, 3, small), sparsePolynomial(count, 1, 3, small))
    .filter(([n, d]) => n !== 0n && d !== 0n)
    .map(([n, d]) => {
      if (!vanishing) return [n, d];
      // X_L − X_R
      const left = variablePower(boltzmannIndex(v, "L", 0));
      const right = variablePower(boltzmannIndex(v, "R", 0));
      return [multiplyPolynomials(n, subtract(left, right)), d];
    });
}

function subtract(a: Polynomial, b: Polynomial): Polynomial {
  return RATIONAL_FUNCTIONS.add(
    { numerator: a, denominator: 1n },
    RATIONAL_FUNCTIONS.negate({ numerator: b, denominator: 1n }),
  ).numerator;
}

describe("the expansion in Δ", () => {
  for (const { name, variables: v } of KINDS) {
    for (const vanishing of [true, false]) {
      test(`${name}, N_0 ${vanishing ? "= 0" : "generic"}: equals the quotient of plain power series`, () => {
        const series = variableSeries(v, ORDER + 1);
        let compared = 0;
        fc.assert(
          fc.property(fractions(v, vanishing), ([n, d]) => {
            const below = polynomialSeries(d, series, ORDER + 1);
            const f = fraction(n, d);
            if (coefficientOf(below, 0).numerator === 0n) {
              if (coefficientOf(polynomialSeries(f.denominator, series, 1), 0).numerator === 0n) {
                expect(() => expandInDelta(v, f).coefficient(0)).toThrow(PoleError);
              }
              return;
            }
            compared++;
            const expected = ring.multiply(polynomialSeries(n, series, ORDER + 1), ring.invert(below));
            const expansion = expandInDelta(v, frozen(f));
            // Δ^k = u^k T_a^k
            const s = variable(meanTemperatureIndex(v));
            const T_a = v.root === 1 ? s : multiply(rational(2), power(s, v.root));
            for (let k = 0; k <= ORDER; k++) {
              const found = expansion.coefficient(k);
              const wanted = divide(coefficientOf(expected, k), power(T_a, k));
              expect(
                expandFactored(found),
                `α_${k} of (${show(n, "abcdefghij")})/(${show(d, "abcdefghij")})`,
              ).toEqual(wanted);
              expect(expansion.isZero(k)).toBe(wanted.numerator === 0n);
              if (!expansion.isZero(k))
                expectCanonical(
                  found.numerator,
                  found.denominator.map((x) => x.base),
                );
            }
          }),
          runs(40),
        );
        expect(compared).toBeGreaterThan(20);
      });
    }
  }

  test("asking for order 8 after 2 gives what asking for 8 at once gives", () => {
    const v = (KINDS[0] as (typeof KINDS)[number]).variables;
    fc.assert(
      fc.property(fractions(v, true), ([n, d]) => {
        const f = fraction(n, d);
        const [early, late] = [expandInDelta(v, f), expandInDelta(v, f)];
        try {
          early.coefficient(2);
        } catch (error) {
          expect(error).toBeInstanceOf(PoleError);
          return;
        }
        expect(plain(early.coefficient(8))).toEqual(plain(late.coefficient(8)));
        expect(plain(early.coefficient(1))).toEqual(plain(late.coefficient(1)));
      }),
      runs(40),
    );
  });
});

const plain = (f: ReturnType<ReturnType<typeof expandInDelta>["coefficient"]>): unknown => ({ ...f });

function expectCanonical(numerator: Polynomial, bases: readonly Polynomial[]): void {
  expect(isCanonical(numerator)).toBe(true);
  expect(integerContent(numerator)).toBe(1n);
  expect(leadingCoefficient(numerator) > 0n).toBe(true);
  for (let v = 0; v < 12; v++) expect(valuationIn(numerator, v)).toBe(0);
  for (const base of bases) expect(gcd(numerator, base)).toBe(1n);
}
