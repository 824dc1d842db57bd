/**
 * Random junctions, with custom rates: the exact coefficients against an independent high-precision differentiation,
 * and the exchange of the two ends as an exact identity.
 */
import { draws } from "../effort.js";
import fc from "fast-check";
import { type BigNumber } from "mathjs";
import { expect, test } from "vitest";
import { call, negative, number, power, product, quotient, sum, symbol } from "../../src/expression/tree.js";
import { type Bath, builtInBath, rateBath, type Side } from "../../src/junction/bath.js";
import { type ExactCurrent, exactCurrent } from "../../src/exact/ladder-current.js";
import { exactValues } from "../src/expansion/exact-value.js";
import { type Junction, junction } from "../../src/junction/junction.js";
import {
  type Ladder,
  largeSpin,
  oscillator,
  truncatedOscillator,
  twoLevels,
} from "../../src/junction/ladder.js";
import { expandInDelta, type Expansion } from "../../symbolic/expansion/expansion.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type FactoredFraction } from "../../symbolic/fraction/factored-fraction.js";
import { equals, negate, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { leadingCoefficient, renameVariables } from "../../symbolic/polynomial/structure.js";
import { type ThermalVariables } from "../../symbolic/thermal/variables.js";
import { runs } from "./ring.js";
import { big, bigQuotient, rateTaylor, type Taylor, taylorArithmetic } from "./taylor-reference.js";

const ORDER = 6;
const TOLERANCE = big("1e-25");
/** Digits asked of certified values: more than the tolerance needs. */
const CERTIFIED_DIGITS = 30;
/** A coefficient may vanish at the point (two couplings equal by chance): of the reference only its rounding is left
 * then, 70 digits less ten for what the recursions lose, relative to α_1/T_a^(k−1). */
const REFERENCE_NOISE = big("1e-60");
const bigMaximum = (a: BigNumber, b: BigNumber): BigNumber => (a.gt(b) ? a : b);

// ---- random junctions ---------------------------------------------------------------------------------------------

/** A kind of bath that can sit at either end; its parameters carry the side's index. */
type BathMaker = (side: Side) => Bath;

const T = symbol("T");
const omega = symbol("omega");

/** Factors of a rate, as functions of the side. */
const FACTORS: readonly ((side: Side) => Expression)[] = [
  () => T,
  () => power(T, 2),
  () => power(T, -1),
  () => call("sqrt", T),
  () => ({ type: "power", base: T, exponent: { numerator: 3n, denominator: 2n } }),
  () => ({ type: "power", base: T, exponent: { numerator: 1n, denominator: 3n } }),
  (s) => call("exp", negative(quotient(symbol(`E_${s}`), T))),
  (s) => power(sum(number(1), call("exp", negative(quotient(symbol(`E_${s}`), T)))), -1),
  () => symbol("n_B"),
  () => sum(number(1), symbol("n_B")),
  () => sum(number(1), negative(symbol("n_S"))),
  () => call("n_B", product(number(2), omega)),
  () => call("tanh", quotient(omega, product(number(2), T))),
  () => call("coth", quotient(omega, product(number(2), T))),
  () => call("sech", quotient(omega, T)),
  (s) => sum(number(1), product(symbol(`d_${s}`), T)),
  () => omega,
];

const factorIndex = fc.nat({ max: FACTORS.length - 1 });
const customBath: fc.Arbitrary<BathMaker> = fc
  .tuple(fc.array(factorIndex, { maxLength: 2 }), fc.option(factorIndex, { freq: 4 }))
  .map(([indices, extra]) => (side) => {
    const factors = indices.map((i) => (FACTORS[i] as (s: Side) => Expression)(side));
    const main = product(symbol(`c_${side}`), ...factors);
    if (extra === null) return rateBath(side, main);
    return rateBath(side, sum(main, product(number(3), (FACTORS[extra] as (s: Side) => Expression)(side))));
  });
const builtIn = fc.constantFrom<BathMaker>(
  (s) => builtInBath("spin", s),
  (s) => builtInBath("solid", s),
  (s) => builtInBath("metal", s),
);
const bath: fc.Arbitrary<BathMaker> = fc.oneof(builtIn, customBath);
/** A junction's kinds: mostly two levels and oscillators with any baths; longer ladders, whose currents are large, with
 * rates of one factor, so that a thousand take well under a minute. */
interface Kinds {
  readonly left: BathMaker;
  readonly subsystem: Ladder;
  readonly right: BathMaker;
}
const shortRate: fc.Arbitrary<BathMaker> = factorIndex.map(
  (i) => (side) =>
    rateBath(side, product(symbol(`c_${side}`), (FACTORS[i] as (s: Side) => Expression)(side))),
);
const kinds: fc.Arbitrary<Kinds> = fc.oneof(
  {
    arbitrary: fc.record({ left: bath, subsystem: fc.constantFrom(twoLevels(), oscillator()), right: bath }),
    weight: 12,
  },
  {
    arbitrary: fc.record({
      left: builtIn,
      subsystem: fc.constantFrom(
        truncatedOscillator(3),
        truncatedOscillator(3),
        largeSpin({ numerator: 1n, denominator: 1n }),
        largeSpin({ numerator: 1n, denominator: 1n }),
        truncatedOscillator(4),
        largeSpin({ numerator: 3n, denominator: 2n }),
      ),
      right: fc.oneof(builtIn, shortRate),
    }),
    weight: 1,
  },
);
const smallRational = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }))
  .map(([n, d]): ExactNumber => ({ numerator: BigInt(n), denominator: BigInt(d) }));

interface Point {
  readonly T_a: ExactNumber;
  readonly values: readonly ExactNumber[];
  /** Parameters whose bit is set are bound before the expansion, the others after it. */
  readonly boundBits: number;
  /** Whether one rate of two terms is enough to bind T_a, ω and the activation energies too. */
  readonly bindLong: boolean;
}
const point: fc.Arbitrary<Point> = fc.record({
  T_a: smallRational,
  values: fc.array(smallRational, { minLength: 12, maxLength: 12 }),
  boundBits: fc.nat({ max: 4095 }),
  bindLong: fc.oneof(
    { arbitrary: fc.constant(true), weight: 7 },
    { arbitrary: fc.constant(false), weight: 1 },
  ),
});

/** The parameters' values, by name; energies stay symbols, so that the number of Boltzmann factors stays generic. */
function bindings(
  names: readonly string[],
  p: Point,
  bindAll: boolean,
): [Map<string, ExactNumber>, Map<string, ExactNumber>] {
  const all = new Map(names.map((name, i) => [name, p.values[i % p.values.length] as ExactNumber]));
  const before = new Map(
    [...all].filter(([name], i) => !/^(omega|E_)/.test(name) && (bindAll || ((p.boundBits >> i) & 1) === 1)),
  );
  return [all, before];
}

// ---- the independent road -----------------------------------------------------------------------------------------

function referenceCurrent(
  left: Bath,
  subsystem: Ladder,
  right: Bath,
  value: (name: string) => BigNumber,
  T_a: BigNumber,
): Taylor {
  const A = taylorArithmetic(ORDER);
  const one = A.constant(big(1));
  const w = A.constant(value("omega"));
  const ends = [left, right].map((b, i) => {
    const temperature = A.variable(T_a.div(2), big(i === 0 ? 1 : -1).div(2));
    const X = A.exp(A.divide(A.constant(value("omega").neg()), temperature));
    const c = (name: string): Taylor => A.constant(value(`${name}_${b.side}`));
    switch (b.kind) {
      case "spin": // (16)
        return { X, k: A.divide(c("Upsilon"), A.add(one, X)) };
      case "solid": // (17)
        return { X, k: A.divide(c("Gamma"), A.subtract(one, X)) };
      case "metal": {
        // (19)
        const density = A.add(one, A.divide(A.multiply(c("delta"), temperature), c("mu")));
        return { X, k: A.divide(A.multiply(c("Gamma"), density), A.subtract(one, X)) };
      }
      default:
        return { X, k: rateTaylor(b.rate, temperature, value, A) };
    }
  });
  const [L, R] = ends as [(typeof ends)[number], (typeof ends)[number]];
  const difference = A.subtract(L.X, R.X);
  if (subsystem.label === "TLS" || subsystem.label === "HO") {
    // (15) and (14): ω (X_L − X_R) / [(1 ± X_R)/k_L + (1 ± X_L)/k_R]
    const shifted = (X: Taylor): Taylor => (subsystem.label === "TLS" ? A.add(one, X) : A.subtract(one, X));
    const resistance = A.add(A.divide(shifted(R.X), L.k), A.divide(shifted(L.X), R.k));
    return A.divide(A.multiply(w, difference), resistance);
  }
  // populations P_n ∝ r^n: J = ω k_L k_R (X_L − X_R)/(k_L + k_R) · Σ|S_n|² P_{n−1}/Σ P_n
  const total = A.add(L.k, R.k);
  const r = A.divide(A.add(A.multiply(L.k, L.X), A.multiply(R.k, R.X)), total);
  let [populations, flow, rn] = [one, A.constant(big(0)), one];
  (subsystem.weights as readonly bigint[]).forEach((weight) => {
    flow = A.add(flow, A.multiply(A.constant(big(weight.toString())), rn));
    rn = A.multiply(rn, r);
    populations = A.add(populations, rn);
  });
  const exchange = A.divide(A.multiply(A.multiply(L.k, R.k), difference), total);
  return A.multiply(A.multiply(w, exchange), A.divide(flow, populations));
}

// ---- values of the exact coefficients -----------------------------------------------------------------------------

function polynomialValue(p: Polynomial, values: readonly BigNumber[]): BigNumber {
  if (typeof p === "bigint") return big(p.toString());
  const x = values[p.variable] as BigNumber;
  let result = big(0);
  let previous = p.exponents[0] as number;
  p.exponents.forEach((e, i) => {
    const step = previous === e ? result : result.times(x.pow(previous - e));
    result = step.plus(polynomialValue(p.coefficients[i] as Polynomial, values));
    previous = e;
  });
  return previous === 0 ? result : result.times(x.pow(previous));
}

/** Values of the variables after expansion: parameters, T_a or (T_a/2)^(1/n), q_i = e^{−2b_i/T_a}. */
function variableValues(
  v: ThermalVariables,
  value: (name: string) => BigNumber,
  T_a: BigNumber,
): BigNumber[] {
  const parameters = v.parameters.map(value);
  const mean = v.root === 1 ? T_a : T_a.div(2).pow(big(1).div(v.root));
  const q = v.energies.map((e) => {
    const b = polynomialValue(e.numerator, parameters).div(big(e.denominator.toString()));
    return b.times(-2).div(T_a).exp();
  });
  return [...parameters, mean, ...q];
}

function coefficientValue(f: FactoredFraction, values: readonly BigNumber[]): BigNumber {
  let result = bigQuotient(f.constant).times(polynomialValue(f.numerator, values));
  f.monomial.forEach((e, i) => {
    if (e !== 0) result = result.times((values[i] as BigNumber).pow(e));
  });
  for (const { base, exponent } of f.denominator) {
    result = result.div(polynomialValue(base, values).pow(exponent));
  }
  return result;
}

/** Rates of two terms make the longest coefficients: a few hundred of them symbolic would take minutes. */
const isLong = (b: Bath): boolean => b.rate.type === "sum";

/**
 * The value of α_k at the point. Either the coefficient keeps at least ω, the activation energies and T_a as symbols
 * and is evaluated here; or everything is bound before the expansion and its certified value is taken.
 */
function coefficientValues(j: Junction, p: Point): (k: number) => BigNumber {
  const subsystem = j.subsystem as Ladder;
  const names = j.parameters.map((x) => x.name);
  const isLadder = subsystem.levels !== 2 && subsystem.levels !== "infinite";
  const [all, before] = bindings(names, p, isLadder);
  const long = [j.left, j.right].filter(isLong).length;
  if (long === 2 || (long === 1 && p.bindLong)) {
    const bound = exactValues(j, "J", new Map([...all, ["T_a", p.T_a]]));
    return (k) => big(bound(k, CERTIFIED_DIGITS));
  }
  const { variables, current } = exactCurrent(j, before);
  const series = expandInDelta(variables, current);
  const value = (name: string): BigNumber => bigQuotient(all.get(name) as ExactNumber);
  const values = variableValues(variables, value, bigQuotient(p.T_a));
  return (k) => coefficientValue(series.coefficient(k), values);
}

const NUMBER_OF_JUNCTIONS = draws(1000, 30);
/** Wall clock allowed in ms: half a minute of processor time, on a machine that may be shared by many. */
const TIME_ALLOWED = 400_000;

test(
  `α_1 … α_6 of ${NUMBER_OF_JUNCTIONS} random junctions agree with BigNumber Taylor arithmetic to 25 digits`,
  () => {
    fc.assert(
      fc.property(kinds, point, ({ left, subsystem, right }, p) => {
        const j = junction(left("L"), subsystem, right("R"));
        const [all] = bindings(
          j.parameters.map((x) => x.name),
          p,
          true,
        );
        const value = (name: string): BigNumber => bigQuotient(all.get(name) as ExactNumber);
        const T_a = bigQuotient(p.T_a);
        const reference = referenceCurrent(j.left, subsystem, j.right, value, T_a);
        const found = coefficientValues(j, p);
        const scale = (reference[1] as BigNumber).abs();
        expect(found(0).isZero()).toBe(true);
        for (let k = 1; k <= ORDER; k++) {
          const expected = reference[k] as BigNumber;
          const noise = scale.div(T_a.pow(k - 1)).times(REFERENCE_NOISE);
          const allowed = bigMaximum(expected.abs().times(TOLERANCE), noise);
          const ok = found(k).minus(expected).abs().lte(allowed);
          if (!ok) expect.fail(`${j.name}: α_${k} = ${found(k).toString()}, not ${expected.toString()}`);
        }
      }),
      runs(NUMBER_OF_JUNCTIONS),
    );
  },
  TIME_ALLOWED,
);

// ---- exchange of the ends -----------------------------------------------------------------------------------------

/** The coefficient with its variables renamed and its signs brought to normal form again. */
function renamed(f: FactoredFraction, map: readonly number[]): FactoredFraction {
  let sign = 1n;
  const normal = (p: Polynomial, exponent: number): Polynomial => {
    const image = renameVariables(p, map);
    if (leadingCoefficient(image) > 0n) return image;
    if (exponent % 2 !== 0) sign = -sign;
    return negate(image);
  };
  const monomial: number[] = [];
  f.monomial.forEach((e, i) => (monomial[map[i] ?? i] = e));
  const numerator = normal(f.numerator, 1);
  const denominator = f.denominator.map((d) => ({ ...d, base: normal(d.base, d.exponent) }));
  return {
    constant: { ...f.constant, numerator: sign * f.constant.numerator },
    monomial,
    numerator,
    denominator,
  };
}

function sameFraction(a: FactoredFraction, b: FactoredFraction): boolean {
  const length = Math.max(a.monomial.length, b.monomial.length);
  return (
    a.constant.numerator === b.constant.numerator &&
    a.constant.denominator === b.constant.denominator &&
    Array.from({ length }, (_, i) => i).every((i) => (a.monomial[i] ?? 0) === (b.monomial[i] ?? 0)) &&
    equals(a.numerator, b.numerator) &&
    a.denominator.length === b.denominator.length &&
    a.denominator.every((d) => b.denominator.some((c) => c.exponent === d.exponent && equals(c.base, d.base)))
  );
}

/** Indices of the variables after expansion, with the sides' names exchanged. */
function exchangeOfEnds(from: ExactCurrent, to: ExactCurrent): number[] {
  const other = (name: string): string => name.replace(/_[LR]$/, (s) => (s === "_L" ? "_R" : "_L"));
  const parameters = from.variables.parameters.map((n) => to.variables.parameters.indexOf(other(n)));
  const p = parameters.length;
  const energies = from.variables.energies.map((e) => {
    const image = renameVariables(e.numerator, parameters);
    const index = to.variables.energies.findIndex(
      (x) => equals(x.numerator, image) && x.denominator === e.denominator,
    );
    return p + 1 + index;
  });
  return [...parameters, p, ...energies];
}

test("exchanging the ends maps α_k to (−1)^(k+1) α_k exactly", () => {
  const expand = (left: BathMaker, s: Ladder, right: BathMaker): [ExactCurrent, Expansion] => {
    const current = exactCurrent(junction(left("L"), s, right("R")));
    return [current, expandInDelta(current.variables, current.current)];
  };
  fc.assert(
    fc.property(kinds, ({ left, subsystem, right }) => {
      const [forward, a] = expand(left, subsystem, right);
      const [backward, b] = expand(right, subsystem, left);
      const map = exchangeOfEnds(forward, backward);
      // the long formulas of truncated ladders are compared to the third order only
      for (let k = 1; k <= (a.inGenerators ? 4 : 3); k++) {
        const image = renamed(a.coefficient(k), map);
        const sign = k % 2 === 1 ? 1n : -1n;
        const expected = {
          ...image,
          constant: { ...image.constant, numerator: sign * image.constant.numerator },
        };
        if (!sameFraction(b.coefficient(k), expected)) {
          expect.fail(`${forward.junction.name}, α_${k}`);
        }
      }
    }),
    runs(100),
  );
});
