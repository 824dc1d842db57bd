/**
 * Which end conducts better when hot, for two levels and the oscillator (design §3).
 *
 * The contrast is C = [h(T_R) − h(T_L)]/[p(T_L) + p(T_R)]. Where h falls with T, C > 0 for T_L > T_R: more heat flows
 * when the left end is hot; where h rises, when the right end is. The sign of dh/dT is decided by the signs of the
 * coefficients of its numerator, with X = 1/(1 + y), y > 0, in regions of the parameters: real parameters positive or
 * negative (a metal's μ = |δ|T + m, m > 0, where δ < 0, since 1 + δT/μ > 0), and corresponding couplings ordered.
 */
import { piValue } from "../numeric/arithmetic.js";
import { ballArithmetic, isNegative, isPositive, type Ball } from "../numeric/index.js";
import { add, multiply, negate, type Polynomial, variablePower } from "../symbolic/polynomial.js";
import { forEachTerm, substitute } from "../symbolic/polynomial-structure.js";
import { divide, type RationalFunction } from "../symbolic/rational-function.js";
import { type Assumption, definiteSign } from "../symbolic/sign.js";
import { substituteFraction } from "../symbolic/substitution.js";
import { belowOne, temperatureDerivative } from "../symbolic/temperature-derivative.js";
import { boltzmannIndex, temperatureIndex, variableCount } from "../symbolic/thermal.js";
import { foldConstant } from "./constant-folding.js";
import { fractionExpression, type Resistances } from "./conditions-even.js";
import { type ExactCurrent } from "./exact-current.js";
import { PI } from "./parameter.js";
import { toText } from "./text.js";

/** What is known of h in one region of the parameters. */
export interface DirectionRegion {
  /** Inequalities in ASCII names; empty for all parameters. */
  readonly where: readonly string[];
  readonly h: "increasing" | "decreasing" | "constant" | "not monotone" | "undecided";
  /** The end which, when hot, lets more heat through, at all temperatures. */
  readonly betterWhenHot?: "left" | "right";
  /** For "not monotone": a point of the region and two temperatures where dh/dT has opposite signs, proved. */
  readonly example?: string;
}

export interface Direction {
  readonly regions: readonly DirectionRegion[];
  /** |C| is less than this for all temperatures, with the reason; absent if nothing better than 1 is known. */
  readonly bound?: { readonly text: string; readonly reason: string };
}

/** Decides the direction of rectification. */
export function direction(current: ExactCurrent, { h, p }: Resistances): Direction {
  if (current.variables.formalFunctions.length > 0) {
    return { regions: [{ where: [], h: "undecided" }] };
  }
  const slope = temperatureDerivative(current.variables, "L", h);
  const sum = temperatureDerivative(current.variables, "L", p);
  const everywhere: Region = { where: [], put: (q) => q, real: new Set(), example: [] };
  const { orders, signs } = splitters(current);
  const [regions] = [
    [...signs, ...orders],
    [...orders, ...signs],
  ]
    .map((list) => explore(current, slope, list, everywhere))
    .sort((x, y) => x.length - y.length) as [DirectionRegion[], DirectionRegion[]];
  const bound = ratioBound(current, slope, sum);
  return { regions, ...(bound ? { bound } : {}) };
}

interface Region {
  readonly where: readonly string[];
  readonly put: (p: Polynomial) => Polynomial;
  /** Real parameters whose sign is settled. */
  readonly real: ReadonlySet<number>;
  /** Inequalities as tests on exact values, for examples. */
  readonly example: readonly ((value: (index: number) => number) => boolean)[];
}

type Splitter = (region: Region) => Region[];

/** Real parameters by sign; parameters of the two ends that correspond to each other by size. */
function splitters(current: ExactCurrent): { orders: Splitter[]; signs: Splitter[] } {
  const names = current.variables.parameters;
  const index = (name: string): number => names.indexOf(name);
  const signs = current.parameters.flatMap((parameter, i): Splitter[] => {
    if (parameter.assumption !== "real") return [];
    const metal = [current.junction.left, current.junction.right].find(
      (b) => b.kind === "metal" && b.delta.type === "symbol" && b.delta.name === parameter.name,
    );
    const mu =
      metal?.kind === "metal" && metal.mu.type === "symbol" && foldConstant(metal.mu) === undefined
        ? index(metal.mu.name)
        : -1;
    const t = temperatureIndex(current.variables, "L");
    const magnitude = (p: Polynomial): Polynomial => substitute(p, i, negate(variablePower(i)));
    // δ < 0 with μ = |δ|T + m
    const shifted = (p: Polynomial): Polynomial =>
      mu < 0
        ? p
        : substitute(
            p,
            mu,
            add(variablePower(mu), multiply(variablePower(i), variablePower(t, current.variables.root))),
          );
    return [
      (r) => [
        extend(
          r,
          `${parameter.name} > 0`,
          (p) => p,
          i,
          (v) => v(i) > 0,
        ),
        extend(
          r,
          `${parameter.name} < 0`,
          (p) => shifted(magnitude(p)),
          i,
          (v) => v(i) < 0,
        ),
      ],
    ];
  });
  const orders = names.flatMap((name, i): Splitter[] => {
    const j = name.endsWith("_L") ? index(`${name.slice(0, -1)}R`) : -1;
    if (j < 0 || current.parameters[i]?.role !== "coupling") return [];
    const [left, right] = [variablePower(i), variablePower(j)];
    const raise = (variable: number, base: Polynomial) => (p: Polynomial) =>
      substitute(p, variable, add(variablePower(variable), base));
    return [
      (r) => [
        extend(r, `${name} > ${names[j] as string}`, raise(i, right), undefined, (v) => v(i) > v(j)),
        extend(r, `${name} < ${names[j] as string}`, raise(j, left), undefined, (v) => v(i) < v(j)),
      ],
    ];
  });
  return { orders, signs };
}

function extend(
  r: Region,
  where: string,
  put: (p: Polynomial) => Polynomial,
  real: number | undefined,
  test: Region["example"][number],
): Region {
  return {
    where: [...r.where, where],
    put: (p) => put(r.put(p)),
    real: real === undefined ? r.real : new Set([...r.real, real]),
    example: [...r.example, test],
  };
}

/** Splits until the sign is decided; the parts where it is not are examined by examples. */
function explore(
  current: ExactCurrent,
  slope: RationalFunction,
  rest: readonly Splitter[],
  region: Region,
): DirectionRegion[] {
  const sign = signIn(current, slope, region);
  if (sign !== undefined) {
    if (sign === 0) return [{ where: region.where, h: "constant" }];
    return [
      {
        where: region.where,
        h: sign > 0 ? "increasing" : "decreasing",
        betterWhenHot: sign > 0 ? "right" : "left",
      },
    ];
  }
  const [split, ...later] = rest;
  if (!split) {
    const example = signChange(current, slope, region);
    return [
      {
        where: region.where,
        h: example === undefined ? "undecided" : "not monotone",
        ...(example === undefined ? {} : { example }),
      },
    ];
  }
  const parts = split(region).map((part) => explore(current, slope, later, part));
  const [first, ...others] = parts.map((list) => (list.length === 1 ? list[0] : undefined));
  // The same answer on both sides: the split was not needed.
  if (first?.betterWhenHot !== undefined && others.every((x) => x?.h === first.h)) {
    return [{ where: region.where, h: first.h, betterWhenHot: first.betterWhenHot }];
  }
  return parts.flat();
}

/** The sign of the slope in the region: 1, −1, 0 for identically zero, undefined if the coefficients do not tell. */
function signIn(current: ExactCurrent, slope: RationalFunction, region: Region): 1 | -1 | 0 | undefined {
  const v = current.variables;
  const assumptions: Assumption[] = Array.from({ length: variableCount(v) }, (_, i) =>
    current.parameters[i]?.assumption === "real" && !region.real.has(i) ? "real" : "positive",
  );
  // X < 1 needs a positive energy
  if (v.energies.some((e) => definiteSign(e.numerator, assumptions) !== 1)) return undefined;
  const transformed = (p: Polynomial): Polynomial =>
    v.energies.reduce((q, _, i) => substituteFraction(q, belowOne(boltzmannIndex(v, "L", i))), region.put(p));
  const numerator = transformed(slope.numerator);
  if (numerator === 0n) return 0;
  const above = definiteSign(numerator, assumptions);
  // The slope's denominator is a square up to its sign, and does not vanish.
  const below = definiteSign(transformed(slope.denominator), assumptions);
  return above === undefined || below === undefined ? undefined : above === below ? 1 : -1;
}

const TRIES = [0.25, 1, 4, 0.5, 2, 3, 0.125, 1.5];

/** Looks for parameters in the region and two temperatures where the slope has opposite signs. */
function signChange(current: ExactCurrent, slope: RationalFunction, region: Region): string | undefined {
  const v = current.variables;
  if (v.root !== 1) return undefined;
  const A = ballArithmetic(120);
  const ball = (x: number): Ball => A.fromRational(BigInt(Math.round(x * 4096)), 4096n);
  for (let attempt = 0; attempt < 64; attempt++) {
    const values = v.parameters.map((_, i) => {
      const size = TRIES[(i * (1 + (attempt % 5)) + attempt * 3) % TRIES.length] as number;
      return current.parameters[i]?.assumption === "real" && (attempt + i) % 2 === 1 ? -size / 64 : size;
    });
    if (!region.example.every((test) => test((i) => values[i] as number))) continue;
    let [rising, falling] = [0, 0];
    for (const T of [0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16]) {
      const point = (i: number): Ball | undefined => {
        if (v.parameters[i] === PI) return piValue(A);
        if (i < v.parameters.length) return ball(values[i] as number);
        if (i === temperatureIndex(v, "L")) return ball(T);
        const k = v.energies.findIndex((_, n) => boltzmannIndex(v, "L", n) === i);
        if (k < 0) return undefined;
        const { numerator, denominator } = v.energies[k] as (typeof v.energies)[number];
        const energy = A.div(valueAt(A, numerator, point), A.fromRational(denominator, 1n));
        return A.exp(A.neg(A.div(energy, ball(T))));
      };
      if (!metalsAllow(current, values, T)) continue;
      const value = A.div(valueAt(A, slope.numerator, point), valueAt(A, slope.denominator, point));
      if (isPositive(value)) rising = T;
      if (isNegative(value)) falling = T;
    }
    if (rising !== 0 && falling !== 0) {
      const at = v.parameters
        .flatMap((name, i) => (name === PI ? [] : [`${name} = ${values[i] as number}`]))
        .join(", ");
      return `${at}: rising at T = ${rising}, falling at T = ${falling}`;
    }
  }
  return undefined;
}

/** 1 + δT/μ > 0 for metals given by symbols. */
function metalsAllow(current: ExactCurrent, values: readonly number[], T: number): boolean {
  const value = (name: string): number => values[current.variables.parameters.indexOf(name)] ?? 1;
  return [current.junction.left, current.junction.right].every((b) => {
    if (b.kind !== "metal" || b.delta.type !== "symbol" || b.mu.type !== "symbol") return true;
    return 1 + (value(b.delta.name) * T) / value(b.mu.name) > 0;
  });
}

/** The value of a polynomial in enclosures. */
function valueAt(
  A: ReturnType<typeof ballArithmetic>,
  p: Polynomial,
  point: (index: number) => Ball | undefined,
): Ball {
  let sum = A.zero;
  const known: (Ball | undefined)[] = [];
  const at = (i: number): Ball => {
    const x = (known[i] ??= point(i));
    if (x === undefined) throw new Error("internal: a variable without a value");
    return x;
  };
  forEachTerm(p, 64, (coefficient, exponents) => {
    let term = A.fromRational(coefficient, 1n);
    exponents.forEach((e, i) => {
      for (let k = 0; k < e; k++) term = A.mul(term, at(i));
    });
    sum = A.add(sum, term);
  });
  return sum;
}

/**
 * If dh/dT = r·dp/dT with r free of temperature, h = r·p + constant and
 * |C| = |r|·|p(T_R) − p(T_L)|/(p(T_L) + p(T_R)) < |r|.
 */
function ratioBound(
  current: ExactCurrent,
  slope: RationalFunction,
  sum: RationalFunction,
): { text: string; reason: string } | undefined {
  if (sum.numerator === 0n || slope.numerator === 0n) return undefined;
  const ratio = divide(slope, sum);
  const first = current.variables.parameters.length;
  const free = (p: Polynomial): boolean => {
    let result = true;
    forEachTerm(p, variableCount(current.variables), (_, exponents) => {
      if (exponents.subarray(first).some((e) => e > 0)) result = false;
    });
    return result;
  };
  if (!free(ratio.numerator) || !free(ratio.denominator)) return undefined;
  // |C| < 1 holds anyway
  if (typeof ratio.numerator === "bigint" && typeof ratio.denominator === "bigint") return undefined;
  const text = toText(fractionExpression(ratio, current.variables.parameters)).replace(/^-/, "");
  return { text: `|${text}|`, reason: "dh/dT is this ratio times dp/dT at all temperatures" };
}
