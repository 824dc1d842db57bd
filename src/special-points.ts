/**
 * Special points: values of one quantity where α_2 vanishes though the junction rectifies, or, at given Δ, where R = 1.
 *
 * The numerator is a polynomial F in the variable x and in exponentials. On an interval I, F and dF/dx are enclosed by
 * Taylor arithmetic over balls. F(I) without zero: no point in I. F′(I) without zero: F is monotone, and the signs at
 * the ends decide between one point and none. Otherwise I is halved. So none is missed; what stays undecided after
 * many halvings is reported as such.
 */
import {
  ballArithmetic,
  type Ball,
  containsZero,
  isNegative,
  isPositive,
  type Jet,
  jetArithmetic,
  WideEnclosureError,
} from "../numeric/index.js";
import { type ExactNumber } from "../symbolic/expression.js";
import { exactQuotient } from "../symbolic/factored-fraction.js";
import { divideExactly, type Polynomial, subtract, variablePower } from "../symbolic/polynomial.js";
import { forEachTerm } from "../symbolic/polynomial-structure.js";
import { evenPart } from "../symbolic/parity.js";
import { substituteFraction } from "../symbolic/substitution.js";
import {
  boltzmannIndex,
  expandedVariableCount,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../symbolic/thermal.js";
import { type Bindings } from "./bindings.js";
import { boundValues, foldConstant } from "./constant-folding.js";
import { excerpt, InputError } from "./errors.js";
import { type ExactCurrent, exactCurrent } from "./exact-current.js";
import { addExact, compareExact, multiplyExact, negateExact, parseExactNumber } from "./exact-number.js";
import { expansion } from "./expand.js";
import { type Junction } from "./junction.js";

/** A closed interval of exact numbers. */
export interface Interval {
  readonly lower: ExactNumber;
  readonly upper: ExactNumber;
}

export interface SpecialPoints {
  readonly quantity: "alpha_2 = 0" | "R = 1";
  readonly variable: string;
  readonly range: Interval;
  /** Each holds exactly one point; they do not overlap. */
  readonly points: readonly Interval[];
  /** Parts of the range where it could not be decided. */
  readonly undecided: readonly Interval[];
  /** True if the quantity vanishes on the whole range. */
  readonly everywhere: boolean;
}

/** What `--roots` asks for. */
export interface RootRange extends Interval {
  readonly variable: string;
}

/** Reads `omega=0.01:10`. @throws InputError */
export function parseRoots(text: string): RootRange {
  const match = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*([^:]+):([^:]+)$/.exec(text);
  if (!match)
    throw new InputError(`${excerpt(text)} is not name=from:to`, {
      where: "--roots",
      hint: "write omega=0.01:10",
    });
  const [lower, upper] = [parseExactNumber(match[2] as string), parseExactNumber(match[3] as string)];
  if (compareExact(lower, upper) >= 0) throw new InputError("the interval is empty", { where: "--roots" });
  return { variable: match[1] as string, lower, upper };
}

/**
 * Isolates the special points in a range of one quantity, everything else bound. With Delta among the values the
 * points are those of R = 1, else those of α_2 = 0.
 * @throws InputError if a value is missing, or the range is not positive where it must be
 */
export function specialPoints(junction: Junction, values: Bindings, range: RootRange): SpecialPoints {
  const equation = equationOf(junction, values, range);
  const base = {
    quantity: equation.quantity,
    variable: range.variable,
    range: { lower: range.lower, upper: range.upper },
  };
  if (equation.polynomial === 0n) return { ...base, points: [], undecided: [], everywhere: true };
  return { ...base, ...isolate(equation, range), everywhere: false };
}

interface Equation {
  readonly quantity: SpecialPoints["quantity"];
  readonly polynomial: Polynomial;
  readonly count: number;
  /** The value of variable `index` where the chosen quantity is x. */
  readonly value: (A: Numbers, index: number, x: Jet<Ball>) => Jet<Ball>;
}

type Numbers = ReturnType<typeof jetArithmetic<Ball>>;

function equationOf(junction: Junction, values: Bindings, range: RootRange): Equation {
  const { variable } = range;
  const known = [...junction.parameters.map((p) => p.name), "T_a"];
  if (!known.includes(variable)) {
    throw new InputError(`${junction.name} has no ${excerpt(variable)}`, {
      where: "--roots",
      hint: `one of ${known.join(", ")}`,
    });
  }
  const real = junction.parameters.find((p) => p.name === variable)?.assumption === "real";
  if (!real && range.lower.numerator <= 0n) {
    throw new InputError(`${variable} must be greater than 0`, { where: "--roots" });
  }
  const fixed = new Map(
    [...values].filter(([name]) => name !== variable && junction.parameters.some((p) => p.name === name)),
  );
  const current = exactCurrent({ ...junction, bound: new Map() }, fixed);
  const missing = [...current.variables.parameters, ...(values.has("T_a") ? [] : ["T_a"])].filter(
    (name) => name !== variable,
  );
  if (missing.length > 0) {
    throw new InputError(`no value for ${missing.join(", ")}`, {
      where: "--at",
      hint: "all quantities but one must be given",
    });
  }
  if (current.variables.formalFunctions.length > 0)
    throw new InputError("the rates hold functions known only by name");
  if (current.variables.root !== 1) throw new InputError("roots of T are not supported here");
  for (const end of [range.lower, range.upper]) checkMetals(junction, new Map([...values, [variable, end]]));
  const delta = values.get("Delta");
  return delta === undefined
    ? coefficientEquation(junction, current, fixed, values.get("T_a"), variable)
    : ratioEquation(current, delta, values.get("T_a"), range);
}

/**
 * 1 + δT/μ > 0 at T_L and T_R, or at T_a/2. It is monotone in each quantity: the ends of a range speak for all of it.
 */
function checkMetals({ left, right }: Junction, values: Bindings): void {
  const half = { numerator: 1n, denominator: 2n };
  const bias = values.get("Delta") ?? { numerator: 0n, denominator: 1n };
  for (const bath of [left, right]) {
    if (bath.kind !== "metal") continue;
    const [delta, mu] = [bath.delta, bath.mu].map((e) => foldConstant(e, boundValues(values)));
    const sum = values.get("T_a");
    if (delta === undefined || mu === undefined || sum === undefined) continue;
    const T = multiplyExact(half, addExact(sum, bath.side === "L" ? bias : negateExact(bias)));
    if (addExact(mu, multiplyExact(delta, T)).numerator > 0n) continue;
    throw new InputError(`1 + delta*T/mu is not positive for the metal (${bath.side}) in the whole range`, {
      where: "--roots",
      hint: "its rate would be negative; take a shorter range",
    });
  }
}

const number = (A: Numbers, x: ExactNumber): Jet<Ball> => A.fromRational(x.numerator, x.denominator);

/** α_2 = 0. */
function coefficientEquation(
  junction: Junction,
  current: ExactCurrent,
  fixed: Bindings,
  T_a: ExactNumber | undefined,
  name: string,
): Equation {
  const v = current.variables;
  const f = expansion({ ...junction, bound: new Map() }, "J", fixed).coefficient(2);
  const mean = meanTemperatureIndex(v);
  const temperature = (A: Numbers, x: Jet<Ball>): Jet<Ball> =>
    name === "T_a" ? x : number(A, T_a as ExactNumber);
  return {
    quantity: "alpha_2 = 0",
    polynomial: f.constant.numerator === 0n ? 0n : f.numerator,
    count: expandedVariableCount(v, 2),
    value(A, index, x) {
      if (index < v.parameters.length) return x;
      if (index === mean) return temperature(A, x);
      const i = v.energies.findIndex((_, k) => meanBoltzmannIndex(v, k) === index);
      const twice = A.add(energyValue(A, v, i, x), energyValue(A, v, i, x));
      return A.exp(A.neg(A.div(twice, temperature(A, x))));
    },
  };
}

/** R = 1 at fixed Δ: the even part without the factors that only vanish at Δ = 0. */
function ratioEquation(
  current: ExactCurrent,
  delta: ExactNumber,
  T_a: ExactNumber | undefined,
  range: RootRange,
): Equation {
  const v = current.variables;
  if (delta.numerator === 0n) throw new InputError("R = 1 for Delta = 0", { where: "--at" });
  const size = delta.numerator < 0n ? negateExact(delta) : delta;
  if (range.variable === "T_a" && compareExact(range.lower, size) <= 0)
    throw new InputError("T_a must be greater than |Delta|", { where: "--roots" });
  let polynomial = evenPart(v, current.current).value.numerator;
  const trivial = [
    subtract(variablePower(temperatureIndex(v, "L")), variablePower(temperatureIndex(v, "R"))),
    ...v.energies.map((_, i) =>
      subtract(variablePower(boltzmannIndex(v, "L", i)), variablePower(boltzmannIndex(v, "R", i))),
    ),
  ];
  for (const factor of polynomial === 0n ? [] : trivial) {
    for (let q = divideExactly(polynomial, factor); q !== undefined; q = divideExactly(polynomial, factor))
      polynomial = q;
  }
  // T_ν = (T_a ± Δ)/2; with T_a bound the temperatures are numbers and are put in exactly
  const half = { numerator: 1n, denominator: 2n };
  const ends = (["L", "R"] as const).map((side) => ({
    index: temperatureIndex(v, side),
    boltzmann: v.energies.map((_, i) => boltzmannIndex(v, side, i)),
    offset: multiplyExact(half, side === "L" ? delta : negateExact(delta)),
  }));
  const temperature = (A: Numbers, offset: ExactNumber, x: Jet<Ball>): Jet<Ball> =>
    range.variable === "T_a"
      ? A.add(A.mul(x, number(A, half)), number(A, offset))
      : number(A, addExact(multiplyExact(half, T_a as ExactNumber), offset));
  if (range.variable !== "T_a") {
    for (const end of ends) {
      const T = addExact(multiplyExact(half, T_a as ExactNumber), end.offset);
      polynomial = substituteFraction(polynomial, {
        variable: end.index,
        numerator: T.numerator,
        denominator: T.denominator,
      });
    }
  }
  return {
    quantity: "R = 1",
    polynomial,
    count: variableCount(v),
    value(A, index, x) {
      if (index < v.parameters.length) return x;
      for (const end of ends) {
        if (index === end.index) return temperature(A, end.offset, x);
        const i = end.boltzmann.indexOf(index);
        if (i >= 0) return A.exp(A.neg(A.div(energyValue(A, v, i, x), temperature(A, end.offset, x))));
      }
      throw new Error("internal: a variable without a value");
    },
  };
}

/** b_i where the one free parameter is x. */
function energyValue(A: Numbers, v: ThermalVariables, i: number, x: Jet<Ball>): Jet<Ball> {
  const { numerator, denominator } = v.energies[i] as ThermalVariables["energies"][number];
  return A.div(
    polynomialValue(A, numerator, v.parameters.length, () => x),
    number(A, { numerator: denominator, denominator: 1n }),
  );
}

function polynomialValue(
  A: Numbers,
  p: Polynomial,
  count: number,
  value: (index: number) => Jet<Ball>,
): Jet<Ball> {
  const powers = new Map<number, Jet<Ball>[]>();
  const toThe = (i: number, e: number): Jet<Ball> => {
    let list = powers.get(i);
    if (!list) powers.set(i, (list = [A.one, value(i)]));
    while (list.length <= e) list.push(A.mul(list[list.length - 1] as Jet<Ball>, list[1] as Jet<Ball>));
    return list[e] as Jet<Ball>;
  };
  let sum = A.zero;
  forEachTerm(p, Math.max(count, 1), (coefficient, exponents) => {
    let term = number(A, { numerator: coefficient, denominator: 1n });
    exponents.forEach((e, i) => {
      if (e > 0) term = A.mul(term, toThe(i, e));
    });
    sum = A.add(sum, term);
  });
  return sum;
}

const BITS = 192;
/** Intervals that are not decided after this many halvings stay undecided. */
const DEEPEST = 40;
const MOST_INTERVALS = 20_000;
/** Final width of an isolating interval, as a power of 2 of the range. */
const FINAL_WIDTH = 44;

function isolate(equation: Equation, range: Interval): { points: Interval[]; undecided: Interval[] } {
  const B = ballArithmetic(BITS);
  const A = jetArithmetic(B, 1);
  const ball = ({ lower, upper }: Interval): Ball =>
    B.hull(
      B.fromRational(lower.numerator, lower.denominator),
      B.fromRational(upper.numerator, upper.denominator),
    );
  const enclose = (at: Interval): { f: Ball; slope: Ball } | undefined => {
    try {
      const x: Jet<Ball> = [ball(at), B.one];
      const [f, slope] = polynomialValue(A, equation.polynomial, equation.count, (i) =>
        equation.value(A, i, x),
      );
      return { f: f ?? B.zero, slope: slope ?? B.zero };
    } catch (error) {
      if (error instanceof WideEnclosureError) return undefined;
      throw error;
    }
  };
  const signAt = (x: ExactNumber): 1 | -1 | 0 => {
    const f = enclose({ lower: x, upper: x })?.f;
    return f === undefined ? 0 : isPositive(f) ? 1 : isNegative(f) ? -1 : 0;
  };
  const points: Interval[] = [];
  const undecided: Interval[] = [];
  const stack: { at: Interval; depth: number }[] = [{ at: range, depth: 0 }];
  let used = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { at, depth } = next;
    const found = ++used > MOST_INTERVALS || depth > DEEPEST ? "give up" : enclose(at);
    if (found === "give up") {
      undecided.push(at);
      continue;
    }
    if (found && !excludesZeroByMean(B, at, found.slope, enclose, ball) && containsZero(found.f)) {
      if (!containsZero(found.slope)) {
        const [left, right] = [signAt(at.lower), signAt(at.upper)];
        if (left * right < 0) points.push(refine(at, left, signAt));
        else if (left * right === 0) undecided.push(at);
        continue;
      }
    } else if (found) continue;
    const middle = between(at);
    stack.push(
      { at: { lower: middle, upper: at.upper }, depth: depth + 1 },
      { at: { lower: at.lower, upper: middle }, depth: depth + 1 },
    );
  }
  return { points, undecided };
}

/** Whether F(m) + F′(I)·(I − m) leaves zero out: tighter than F(I) for short intervals. */
function excludesZeroByMean(
  B: ReturnType<typeof ballArithmetic>,
  at: Interval,
  slope: Ball,
  enclose: (at: Interval) => { f: Ball } | undefined,
  ball: (at: Interval) => Ball,
): boolean {
  const middle = between(at);
  const f = enclose({ lower: middle, upper: middle })?.f;
  if (f === undefined) return false;
  const spread = B.sub(ball(at), ball({ lower: middle, upper: middle }));
  return !containsZero(B.add(f, B.mul(slope, spread)));
}

/** A point inside, off the middle: roots at round numbers should not fall on ends of intervals. */
function between({ lower, upper }: Interval): ExactNumber {
  const left = multiplyExact(lower, { numerator: 513n, denominator: 1024n });
  const right = multiplyExact(upper, { numerator: 511n, denominator: 1024n });
  return shortened(addExact(left, right), addExact(upper, negateExact(lower)));
}

/** A dyadic number close to x, against the width. */
function shortened(x: ExactNumber, width: ExactNumber): ExactNumber {
  let scale = 1n << 12n;
  while (scale * width.numerator < width.denominator << 12n) scale <<= 1n;
  const near = exactQuotient((2n * x.numerator * scale + x.denominator) / (2n * x.denominator), scale);
  return near;
}

/** Halves an interval with one sign change until it is short. */
function refine(at: Interval, left: 1 | -1 | 0, signAt: (x: ExactNumber) => 1 | -1 | 0): Interval {
  let { lower, upper } = at;
  for (let i = 0; i < FINAL_WIDTH; i++) {
    const middle = between({ lower, upper });
    if (compareExact(middle, lower) <= 0 || compareExact(middle, upper) >= 0) break;
    const sign = signAt(middle);
    if (sign === 0) break;
    if (sign === left) lower = middle;
    else upper = middle;
  }
  return { lower, upper };
}
