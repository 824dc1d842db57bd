/**
 * Special points: values of one quantity where α_2 vanishes though the junction rectifies, or, at given Δ, where R = 1.
 * They are zeros of the function of `conditions/special-points/equation.ts`, isolated as `evaluate/isolate-zeros.ts` says: none is missed,
 * and what stays undecided after many halvings is reported as such.
 */
import { ballArithmetic, type Ball, jetArithmetic, WideEnclosureError } from "../../../numeric/index.js";
import { type Bindings } from "../../junction/bindings.js";
import { requireDomain } from "../../model/domain.js";
import { excerpt, InputError } from "../../input/errors.js";
import { compareExact, exactNumber, formatExactNumber, parseExactNumber } from "../../input/exact-number.js";
import { type Junction } from "../../junction/junction.js";
import { PI } from "../../input/names.js";
import {
  coefficientEquation,
  currentAt,
  type Equation,
  type Question,
  ratioEquation,
  sizeOf,
  vanishesWithin,
} from "./equation.js";
import { type ExactInterval, intervalBall, isolateZeros } from "../../evaluate/isolate-zeros.js";

/** A closed interval of exact numbers. */
export type Interval = ExactInterval;

export interface SpecialPoints {
  readonly quantity: "alpha_2 = 0" | "R = 1";
  readonly variable: string;
  readonly range: Interval;
  /** Each holds exactly one point; they do not overlap. */
  readonly points: readonly Interval[];
  /** Those of them at which nothing is rectified at all: no special points in the strict sense. */
  readonly withoutRectification: readonly Interval[];
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
 * Isolates the special points in a range of one quantity, everything else bound. With Delta among the values, or as the
 * quantity, the points are those of R = 1, else those of α_2 = 0.
 * @throws InputError if a value is missing, or the range is not positive where it must be
 */
export function specialPoints(junction: Junction, values: Bindings, range: RootRange): SpecialPoints {
  const question = questionOf(junction, values, range);
  const biased = range.variable === "Delta" || values.has("Delta");
  const equation = biased ? ratioEquation(question) : coefficientEquation(question);
  const base = {
    quantity: equation.quantity,
    variable: range.variable,
    range: { lower: range.lower, upper: range.upper },
  };
  if (equation.everywhere) {
    return { ...base, points: [], withoutRectification: [], undecided: [], everywhere: true };
  }
  const { zeros, undecided } = isolateZeros(
    (at) => enclose(equation, at),
    base.range,
    LIMITS,
    (x) => equation.isZero(x),
  );
  const points = zeros.map(({ lower, upper }) => ({ lower, upper }));
  const { nothing } = equation;
  const withoutRectification =
    nothing === undefined ? [] : points.filter((p) => vanishesWithin(nothing, p.lower, p.upper));
  return { ...base, points, withoutRectification, undecided, everywhere: false };
}

const BITS = 192;
/** Final width of an isolating interval: 2^−44 of the one where the zero was found alone. */
const LIMITS = { deepest: 40, intervals: 20_000, refinements: 44 };

/** The function and its derivative on an interval. */
function enclose(equation: Equation, at: Interval): { f: Ball; slope: Ball } | undefined {
  const B = ballArithmetic(BITS);
  const A = jetArithmetic(B, 1);
  try {
    const [f, slope] = equation.value(A, [intervalBall(B, at), B.one]);
    return { f: f ?? B.zero, slope: slope ?? B.zero };
  } catch (error) {
    if (error instanceof WideEnclosureError) return undefined;
    throw error;
  }
}

function questionOf(junction: Junction, values: Bindings, range: RootRange): Question {
  const { variable } = range;
  const names = [...junction.parameters.map((p) => p.name), "T_a", "Delta"];
  if (!names.includes(variable)) {
    throw new InputError(`${junction.name} has no ${excerpt(variable)}`, {
      where: "--roots",
      hint: `one of ${names.join(", ")}`,
    });
  }
  const real =
    variable === "Delta" || junction.parameters.find((p) => p.name === variable)?.assumption === "real";
  if (!real && range.lower.numerator <= 0n) {
    throw new InputError(`${variable} must be greater than 0`, { where: "--roots" });
  }
  const fixed = new Map(
    [...values].filter(([name]) => name !== variable && junction.parameters.some((p) => p.name === name)),
  );
  const current = currentAt(junction, fixed);
  const missing = [...current.variables.parameters, ...(values.has("T_a") ? [] : ["T_a"])].filter(
    (name) => name !== variable && name !== PI,
  );
  if (missing.length > 0) {
    throw new InputError(`no value for ${missing.join(", ")}`, {
      where: "--at",
      hint: "all quantities but one must be given",
    });
  }
  if (current.variables.formalFunctions.length > 0)
    throw new InputError("the rates hold functions known only by name");
  checkBias(values, range);
  // 1 + δT/μ is monotone in each quantity: the ends of a range speak for all of it.
  for (const end of [range.lower, range.upper]) {
    requireDomain(
      junction,
      new Map([...values, [variable, end]]),
      `--roots at ${variable} = ${formatExactNumber(end)}`,
    );
  }
  return { junction, current, fixed, values, variable };
}

/** 0 < |Δ| < T_a over the whole range. */
function checkBias(values: Bindings, { variable, lower, upper }: RootRange): void {
  const Delta = values.get("Delta");
  if (variable === "Delta") {
    if (lower.numerator <= 0n && upper.numerator >= 0n)
      throw new InputError("R = 1 for Delta = 0", { where: "--roots", hint: "take a range without 0" });
    const T_a = values.get("T_a") ?? exactNumber(0);
    if ([lower, upper].some((x) => compareExact(sizeOf(x), T_a) >= 0))
      throw new InputError("|Delta| must be smaller than T_a", { where: "--roots" });
    return;
  }
  if (Delta === undefined) return;
  if (Delta.numerator === 0n) throw new InputError("R = 1 for Delta = 0", { where: "--at" });
  if (variable === "T_a" && compareExact(lower, sizeOf(Delta)) <= 0)
    throw new InputError("T_a must be greater than |Delta|", { where: "--roots" });
}
