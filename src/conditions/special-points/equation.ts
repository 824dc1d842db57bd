/**
 * The function of one quantity whose zeros are the special points: α_2, or at given Δ the even part of J, with factors
 * that cannot vanish left out and repeated ones taken once. Its values are Taylor series over balls; whether it vanishes
 * at a rational number is decided exactly (Lindemann: exponentials of different rationals are independent over ℚ).
 */
import { piValue } from "../../../numeric/arithmetic/arithmetic.js";
import { type Ball, type Jet, type jetArithmetic, powInteger } from "../../../numeric/index.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { exactQuotient } from "../../../symbolic/fraction/factored-fraction.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { evenPart, thermalCoefficients } from "../../../symbolic/thermal/parity.js";
import {
  divideExactly,
  multiply,
  type Polynomial,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { gcdOfAll } from "../../../symbolic/polynomial/gcd.js";
import { forEachTerm, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  expandedVariableCount,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../../symbolic/thermal/variables.js";
import { type Bindings } from "../../junction/bindings.js";
import { type ExactCurrent, exactCurrent } from "../../exact/ladder-current.js";
import {
  addExact,
  exactNumber,
  formatExactNumber,
  multiplyExact,
  negateExact,
} from "../../input/exact-number.js";
import { expansion } from "../../expansion/expansion.js";
import { type Junction } from "../../junction/junction.js";
import { PI } from "../../input/names.js";
import { evenPartAt } from "../../evaluate/even-part-at-point.js";

type Numbers = ReturnType<typeof jetArithmetic<Ball>>;

export interface Equation {
  readonly quantity: "alpha_2 = 0" | "R = 1";
  /** True if the function vanishes identically. */
  readonly everywhere: boolean;
  /** The function at x. */
  value(A: Numbers, x: Jet<Ball>): Jet<Ball>;
  isZero(x: ExactNumber): boolean;
  /** A polynomial in the quantity whose zeros are those where nothing is rectified at all; undefined where not sought. */
  readonly nothing: Polynomial | undefined;
}

/** What is asked: everything bound but `variable`. */
export interface Question {
  readonly junction: Junction;
  readonly current: ExactCurrent;
  /** Values of parameters. */
  readonly fixed: Bindings;
  /** Those and T_a, Delta, as far as given. */
  readonly values: Bindings;
  readonly variable: string;
}

/** The meaning of one variable of the ring: a number, T^(1/n), or e^{exponent}. */
interface Meaning {
  readonly jet: (A: Numbers, x: Jet<Ball>) => Jet<Ball>;
  /** The value, or the exponent, at a rational x; undefined where it is irrational. */
  readonly exact: (
    x: ExactNumber,
  ) => { readonly value: ExactNumber } | { readonly exponent: ExactNumber } | undefined;
}

const HALF = exactNumber(1, 2);
const number = (A: Numbers, x: ExactNumber): Jet<Ball> => A.fromRational(x.numerator, x.denominator);

/** α_2 = 0. */
export function coefficientEquation(q: Question): Equation {
  const { junction, current, fixed } = q;
  const v = current.variables;
  const f = expansion({ ...junction, bound: new Map() }, "J", fixed).coefficient(2);
  // A real parameter among the monomial's factors may be zero.
  const monomial = v.parameters.flatMap((_, i) =>
    (f.monomial[i] ?? 0) > 0 && current.parameters[i]?.assumption === "real" ? [variablePower(i)] : [],
  );
  const zero = f.constant.numerator === 0n;
  const meanings = (index: number): Meaning => {
    if (index < v.parameters.length) return parameterMeaning(v, index);
    const T = meanTemperature(q);
    if (index === meanTemperatureIndex(v)) return rootMeaning(v.root === 1 ? T : scaledBy(T, HALF), v.root);
    const i = v.energies.findIndex((_, k) => meanBoltzmannIndex(v, k) === index);
    return boltzmannMeaning(v, i, scaledBy(T, HALF));
  };
  const polynomial = zero ? 0n : monomial.reduce(multiply, squareFree(f.numerator));
  return polynomialEquation(q, "alpha_2 = 0", polynomial, expandedVariableCount(v, 2), meanings);
}

/** Ladders with more steps than this are evaluated as E·F(r), without their closed form. */
const LONGEST_CLOSED = 1;

/** R = 1 at fixed Δ. */
export function ratioEquation(q: Question): Equation {
  const { current, junction } = q;
  const v = current.variables;
  const meanings = (index: number): Meaning => {
    if (index < v.parameters.length) return parameterMeaning(v, index);
    for (const side of ["L", "R"] as const) {
      const T = endTemperature(q, side);
      if (index === temperatureIndex(v, side)) return rootMeaning(T, v.root);
      const i = v.energies.findIndex((_, k) => boltzmannIndex(v, side, k) === index);
      if (i >= 0) return boltzmannMeaning(v, i, T);
    }
    throw new Error("internal: a variable without a value");
  };
  const { subsystem } = junction;
  if (
    subsystem.kind === "ladder" &&
    subsystem.weights !== "oscillator" &&
    subsystem.weights.length > LONGEST_CLOSED
  ) {
    return ladderEquation(q, subsystem.weights, meanings);
  }
  // The even part without the factors that only vanish at Δ = 0.
  let polynomial = evenPart(v, current.current).value.numerator;
  const trivial = [
    subtract(variablePower(temperatureIndex(v, "L")), variablePower(temperatureIndex(v, "R"))),
    ...v.energies.map((_, i) =>
      subtract(variablePower(boltzmannIndex(v, "L", i)), variablePower(boltzmannIndex(v, "R", i))),
    ),
  ];
  for (const difference of polynomial === 0n ? [] : trivial) {
    for (
      let p = divideExactly(polynomial, difference);
      p !== undefined;
      p = divideExactly(polynomial, difference)
    )
      polynomial = p;
  }
  return polynomialEquation(q, "R = 1", squareFree(polynomial), variableCount(v), meanings);
}

/** Each factor once: a repeated one would make a zero that no sign change shows. */
function squareFree(p: Polynomial): Polynomial {
  return p === 0n ? 0n : factor(p).factors.reduce<Polynomial>((product, f) => multiply(product, f.base), 1n);
}

function polynomialEquation(
  q: Question,
  quantity: Equation["quantity"],
  polynomial: Polynomial,
  count: number,
  meanings: (index: number) => Meaning,
): Equation {
  return {
    quantity,
    everywhere: polynomial === 0n,
    value: (A, x) => polynomialJet(A, polynomial, count, (index) => meanings(index).jet(A, x)),
    isZero: (x) => exactlyZero(polynomial, count, (index) => meanings(index).exact(x)),
    nothing: withoutRectification(q),
  };
}

/** J(Δ) + J(−Δ) from J = E·F(r), F(r) = Σ w_n r^{n−1}/Σ rⁿ. */
function ladderEquation(
  q: Question,
  weights: readonly bigint[],
  meanings: (index: number) => Meaning,
): Equation {
  const { current, junction, values, variable } = q;
  const v = current.variables;
  const swapped = (index: number): number => {
    const p = v.parameters.length;
    return index < p ? index : (index - p) % 2 === 0 ? index + 1 : index - 1;
  };
  const ladder = current.ladder as NonNullable<ExactCurrent["ladder"]>;
  const side = (A: Numbers, x: Jet<Ball>, map: (index: number) => number): Jet<Ball> => {
    const jet = (f: RationalFunction): Jet<Ball> => {
      const [above, below] = [f.numerator, f.denominator].map((p) =>
        polynomialJet(A, p, variableCount(v), (index) => meanings(map(index)).jet(A, x)),
      ) as [Jet<Ball>, Jet<Ball>];
      return A.div(above, below);
    };
    const r = jet(ladder.ratio);
    const polynomial = (coefficients: readonly bigint[]): Jet<Ball> =>
      coefficients.reduceRight<Jet<Ball>>((sum, c) => A.add(A.mul(sum, r), A.fromRational(c, 1n)), A.zero);
    const F = A.div(polynomial(weights), polynomial([1n, ...weights.map(() => 1n)]));
    return A.mul(jet(ladder.exchange), F);
  };
  return {
    quantity: "R = 1",
    everywhere: false,
    value: (A, x) =>
      A.add(
        side(A, x, (i) => i),
        side(A, x, swapped),
      ),
    isZero: (x) => evenPartAt(junction, new Map([...values, [variable, x] as const])) === "zero",
    nothing: undefined,
  };
}

/** The common divisor of the even part's coefficients, in the free parameter alone. */
function withoutRectification({ junction, current, variable }: Question): Polynomial | undefined {
  const { subsystem } = junction;
  if (variable === "T_a" || variable === "Delta" || subsystem.kind !== "ladder") return undefined;
  if (subsystem.weights !== "oscillator" && subsystem.weights.length > LONGEST_CLOSED) return undefined;
  const even = evenPart(current.variables, current.current).value.numerator;
  if (even === 0n) return undefined;
  const common = gcdOfAll(thermalCoefficients(current.variables, even).map((c) => c.value));
  return typeof common === "bigint" || variablesOf(common).length !== 1 ? undefined : squareFree(common);
}

type Temperature = Meaning & { readonly at: (x: ExactNumber) => ExactNumber };

function meanTemperature({ values, variable }: Question): Temperature {
  const T_a = values.get("T_a") as ExactNumber;
  return temperature(
    (x) => (variable === "T_a" ? x : T_a),
    (A, x) => (variable === "T_a" ? x : number(A, T_a)),
  );
}

/** (T_a ± Δ)/2. */
function endTemperature({ values, variable }: Question, side: Side): Temperature {
  const [T_a, Delta] = [values.get("T_a") as ExactNumber, values.get("Delta") as ExactNumber];
  const sign = exactNumber(side === "L" ? 1 : -1);
  const at = (x: ExactNumber): ExactNumber => {
    const [sum, bias] = [variable === "T_a" ? x : T_a, variable === "Delta" ? x : Delta];
    return multiplyExact(HALF, addExact(sum, multiplyExact(sign, bias)));
  };
  const jet = (A: Numbers, x: Jet<Ball>): Jet<Ball> => {
    if (variable !== "T_a" && variable !== "Delta") return number(A, at(exactNumber(0)));
    const slope = variable === "T_a" ? HALF : multiplyExact(HALF, sign);
    return A.add(A.mul(x, number(A, slope)), number(A, at(exactNumber(0))));
  };
  return temperature(at, jet);
}

const temperature = (at: Temperature["at"], jet: Meaning["jet"]): Temperature => ({
  at,
  jet,
  exact: (x) => ({ value: at(x) }),
});

const scaledBy = (T: Temperature, c: ExactNumber): Temperature =>
  temperature(
    (x) => multiplyExact(c, T.at(x)),
    (A, x) => A.mul(number(A, c), T.jet(A, x)),
  );

/** T^(1/n). */
const rootMeaning = (T: Temperature, n: number): Meaning =>
  n === 1 ? T : { jet: (A, x) => A.root(T.jet(A, x), n), exact: () => undefined };

function parameterMeaning(v: ThermalVariables, index: number): Meaning {
  if (v.parameters[index] === PI) return { jet: (A) => piValue(A), exact: () => undefined };
  return { jet: (_, x) => x, exact: (x) => ({ value: x }) };
}

/** e^{−b_i/T}. */
function boltzmannMeaning(v: ThermalVariables, i: number, T: Temperature): Meaning {
  const { numerator, denominator } = v.energies[i] as ThermalVariables["energies"][number];
  const parameters = v.parameters.length;
  return {
    jet(A, x) {
      const energy = polynomialJet(A, numerator, parameters, (index) => parameterMeaning(v, index).jet(A, x));
      return A.exp(A.neg(A.div(energy, A.mul(number(A, exactNumber(denominator)), T.jet(A, x)))));
    },
    exact(x) {
      let energy = exactNumber(0);
      forEachTerm(numerator, Math.max(parameters, 1), (c, exponents) => {
        const e = BigInt(exponents.reduce((a, b) => a + b, 0));
        energy = addExact(energy, exactNumber(c * x.numerator ** e, x.denominator ** e));
      });
      const t = multiplyExact(T.at(x), exactNumber(-denominator));
      return v.parameters.includes(PI)
        ? undefined
        : { exponent: exactQuotient(energy.numerator * t.denominator, energy.denominator * t.numerator) };
    },
  };
}

function polynomialJet(
  A: Numbers,
  p: Polynomial,
  count: number,
  value: (index: number) => Jet<Ball>,
): Jet<Ball> {
  const powers = new Map<number, Jet<Ball>[]>();
  const toThe = (i: number, e: number): Jet<Ball> => {
    let list = powers.get(i);
    if (!list) powers.set(i, (list = [A.one, value(i)]));
    return (list[e] ??= powInteger(A, list[1] as Jet<Ball>, e));
  };
  let sum = A.zero;
  forEachTerm(p, Math.max(count, 1), (coefficient, exponents) => {
    let term = A.fromRational(coefficient, 1n);
    exponents.forEach((e, i) => {
      if (e > 0) term = A.mul(term, toThe(i, e));
    });
    sum = A.add(sum, term);
  });
  return sum;
}

/** Σ c·e^s over different rational s vanishes iff every c does. */
function exactlyZero(
  p: Polynomial,
  count: number,
  exact: (index: number) => ReturnType<Meaning["exact"]>,
): boolean {
  const sums = new Map<string, ExactNumber>();
  const irrational: number[] = [];
  forEachTerm(p, Math.max(count, 1), (c, exponents) => {
    let coefficient = exactNumber(c);
    let exponent = exactNumber(0);
    exponents.forEach((e, i) => {
      if (e === 0) return;
      const meaning = exact(i);
      if (meaning === undefined) irrational.push(i);
      else if ("exponent" in meaning)
        exponent = addExact(exponent, multiplyExact(meaning.exponent, exactNumber(e)));
      else {
        const { numerator, denominator } = meaning.value;
        coefficient = multiplyExact(
          coefficient,
          exactNumber(numerator ** BigInt(e), denominator ** BigInt(e)),
        );
      }
    });
    const key = formatExactNumber(exponent);
    sums.set(key, addExact(sums.get(key) ?? exactNumber(0), coefficient));
  });
  return irrational.length === 0 && [...sums.values()].every((x) => x.numerator === 0n);
}

/** The current where all but one quantity are numbers. */
export function currentAt(junction: Junction, fixed: Bindings): ExactCurrent {
  return exactCurrent({ ...junction, bound: new Map() }, fixed);
}

/** Whether a polynomial in one variable changes its sign, or vanishes, on the interval: exactly one zero is taken for granted. */
export function vanishesWithin(p: Polynomial, lower: ExactNumber, upper: ExactNumber): boolean {
  const at = (x: ExactNumber): bigint => {
    let sum = exactNumber(0);
    const [index = 0] = variablesOf(p);
    forEachTerm(p, index + 1, (c, exponents) => {
      const e = BigInt(exponents[index] as number);
      sum = addExact(sum, exactNumber(c * x.numerator ** e, x.denominator ** e));
    });
    return sum.numerator;
  };
  const [a, b] = [at(lower), at(upper)];
  return a === 0n || b === 0n || a > 0n !== b > 0n;
}

/** −x, or x: its size. */
export const sizeOf = (x: ExactNumber): ExactNumber => (x.numerator < 0n ? negateExact(x) : x);
