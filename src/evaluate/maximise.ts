/**
 * Local maxima of J, R or the contrast over parameters within bounds.
 *
 * The search runs in doubles by the simplex method, clamped to the bounds, from the middle of the box and from random points
 * (seeded, so that a run can be repeated). What is reported is not the search's number: the point is rounded to a short
 * decimal and evaluated there with proved digits.
 */
import { toDouble } from "../input/double.js";
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { ReducibleChainError } from "../../numeric/levels/errors.js";
import { evaluate } from "../../numeric/junction/evaluate.js";
import { coherentCurrentInDoubles } from "../../numeric/coherence/currents.js";
import { steadyState } from "../../numeric/levels/master-equation.js";
import { minimiseInCube } from "../../numeric/minimise/nelder-mead.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { checkSign } from "../junction/bindings.js";
import { requireComplete } from "../model/point.js";
import { type Fluctuation, isFluctuation, type Quantity } from "../junction/quantity.js";
import { statisticOf } from "../expansion/point-coefficients.js";
import { ladderCumulants, levelCumulants, statisticInDoubles } from "../../numeric/statistics/doubles.js";
import { outsideDomain } from "../model/domain.js";
import { InputError, excerpt } from "../input/errors.js";
import { evaluateAt } from "./point.js";
import { fluctuationsAt } from "./fluctuations.js";
import { compareExact, formatExactNumber, parseExactNumber } from "../input/exact-number.js";
import { heatFlow, UNDEFINED } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { inDoubles } from "../model/doubles.js";
import { doubles, numericLevels } from "../model/rate-matrix.js";
import { numericModel } from "../model/model.js";
import { isPointwise } from "../model/pointwise.js";
import { randomSource } from "../input/random-source.js";
import { valuesIn } from "../junction/measured-values.js";
import { unitLabels } from "../junction/units.js";
import { suggestion } from "../input/suggest.js";

/** A parameter and the interval it may take. */
export interface Range {
  readonly name: string;
  readonly from: ExactNumber;
  readonly to: ExactNumber;
}

/** A local maximum within the bounds. */
export interface Maximum {
  /** The parameters searched over, as decimals. */
  readonly at: Readonly<Record<string, string>>;
  /** Those that sit at a bound: the maximum may lie beyond. */
  readonly atBound: readonly string[];
  /** Proved digits at that point. */
  readonly J: string;
  readonly R: string;
  readonly contrast: string;
  /** The quantity that was maximised, where it is none of these. */
  readonly [quantity: string]: unknown;
}

/** How hard to search. */
export interface SearchOptions {
  /** Random boxes after the first pass over everything. */
  readonly restarts?: number;
  readonly seed?: number;
  readonly digits?: number;
  /** The least current that a point must have. */
  readonly leastCurrent?: ExactNumber | undefined;
}

/** Reads `J >= 1e-3`, with a unit where the junction has one. @throws InputError */
export function parseLeastCurrent(text: string, junction: Junction, where = "--require"): ExactNumber {
  const [, bound] = /^\s*J\s*>=?\s*(\S.*)$/.exec(text) ?? [];
  if (bound === undefined) {
    throw new InputError(`${excerpt(text.trim())} is not a bound on the current`, {
      where,
      hint: `write ${where} "J >= 1e-3"`,
    });
  }
  return parseExactNumber(valuesIn(bound, () => unitLabels(junction)("J")));
}

/** Reads `Gamma_R=0.01:10,omega_2=0.1:5`. @throws InputError naming the pair */
export function parseRanges(text: string | undefined, junction: Junction): Range[] {
  if (text === undefined || text.trim() === "") {
    throw new InputError("nothing to vary", { where: "--over", hint: "write --over Gamma_R=0.01:10,…" });
  }
  const names = [...junction.parameters.map((p) => p.name), "T_a", "Delta"];
  const seen = new Set<string>();
  const unit = unitLabels(junction);
  return text.split(",").map((pair) => {
    const [name = "", bounds = "", ...rest] = pair.trim().split("=");
    const [from, to, ...more] = bounds.split(":");
    if (from === undefined || to === undefined || rest.length > 0 || more.length > 0) {
      throw new InputError(`${excerpt(pair.trim())} is not name=from:to`, { where: "--over" });
    }
    if (!names.includes(name)) {
      throw new InputError(`${junction.name} has no ${excerpt(name)}`, {
        where: "--over",
        hint: suggestion(name, names),
      });
    }
    if (seen.has(name)) throw new InputError(`${name} is given twice`, { where: "--over" });
    seen.add(name);
    const bound = (value: string): ExactNumber => parseExactNumber(valuesIn(value, () => unit(name)));
    const range = { name, from: bound(from), to: bound(to) };
    const parameter = junction.parameters.find((p) => p.name === name);
    if (parameter) checkSign(parameter, range.from);
    if (compareExact(range.from, range.to) >= 0) {
      throw new InputError(`${name} = ${excerpt(bounds)} is an empty interval`, {
        where: "--over",
        hint: "give the lower bound first",
      });
    }
    return range;
  });
}

/**
 * Local maxima found, the best first.
 * @param values  exact values of everything that is not varied, T_a and Delta included
 * @throws InputError for missing values, and where no point of the box can be evaluated
 */
export function maximise(
  junction: Junction,
  quantity: Quantity,
  ranges: readonly Range[],
  values: ReadonlyMap<string, ExactNumber>,
  { restarts = 12, seed = 1, digits = 16, leastCurrent }: SearchOptions = {},
): Maximum[] {
  requireComplete(new Map([...values, ...ranges.map((r) => [r.name, r.from] as const)]), junction, {
    delta: true,
  });
  const { none } = isPointwise(junction) ? { none: undefined } : heatFlow(junction, values);
  if (none !== undefined) throw new InputError(`nothing to maximise. ${none}`);
  const free = objectiveIn(junction, quantity, values);
  const objective = leastCurrent === undefined ? free : constrained(free, junction, values, leastCurrent);
  const axes = ranges.map(axis);
  const value = (unit: readonly number[]): number => {
    const point = new Map(unit.map((x, i) => [(ranges[i] as Range).name, (axes[i] as Axis).at(x)]));
    return -objective(point);
  };
  const random = randomSource(seed);
  const starts = [
    ranges.map(() => 0.5),
    ...Array.from({ length: restarts }, () => ranges.map(() => random())),
  ];
  const found = starts
    .map((start) => minimiseInCube(value, start))
    .map(({ point, value: loss }) => ({ unit: point, loss }))
    .filter((m) => m.loss < FORBIDDEN);
  if (found.length === 0)
    throw new InputError(
      `no point within the bounds ${leastCurrent ? "has the current that is required" : "can be evaluated"}`,
      { where: "--over" },
    );
  found.sort((a, b) => a.loss - b.loss);
  // Runs that end in the same place, or on one flat ridge, are one maximum.
  const distinct = found.filter(
    (m, i) => !found.slice(0, i).some((other) => close(m.unit, other.unit) || sameHeight(m.loss, other.loss)),
  );
  return distinct.map(({ unit }) => report(junction, ranges, axes, unit, values, digits, quantity));
}

interface Axis {
  at(unit: number): number;
}

/** Logarithmic where both bounds are positive and a factor 10 apart. */
function axis({ from, to }: Range): Axis {
  const [a, b] = [from, to].map(toDouble) as [number, number];
  if (a > 0 && b / a >= 10) return { at: (x) => (x <= 0 ? a : x >= 1 ? b : a * (b / a) ** x) };
  return { at: (x) => (x <= 0 ? a : x >= 1 ? b : a + (b - a) * x) };
}

/** Larger than any loss of a usable point. */
const UNUSABLE = 1e200;

/** Losses from here on are those of points with too small a current; the further from it, the larger. */
const FORBIDDEN = 1e100;

/** The objective where the current is large enough; elsewhere what leads the search there. */
function constrained(
  objective: (varied: ReadonlyMap<string, number>) => number,
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  least: ExactNumber,
): (varied: ReadonlyMap<string, number>) => number {
  const current = objectiveIn(junction, "J", values);
  const bound = toDouble(least);
  return (varied) => {
    const J = current(varied);
    if (J >= bound) return objective(varied);
    return J <= -UNUSABLE
      ? J
      : -FORBIDDEN * (2 + Math.min(1e50, (bound - J) / Math.max(Math.abs(bound), 1e-300)));
  };
}

function sameHeight(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}

function close(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => Math.abs(x - (b[i] as number)) < 1e-3);
}

/** The quantity in doubles; R by its logarithm, as both maximise alike. Points out of domain give −UNUSABLE. */
function objectiveIn(
  junction: Junction,
  quantity: Quantity,
  values: ReadonlyMap<string, ExactNumber>,
): (varied: ReadonlyMap<string, number>) => number {
  const fixed = doubles(values);
  const currents = isFluctuation(quantity) ? undefined : currentsIn(junction);
  const fluctuation = isFluctuation(quantity) ? fluctuationIn(junction, quantity) : undefined;
  return (varied) => {
    try {
      const point = new Map([...fixed, ...varied]);
      const [forward, backward] = currents?.(point) ?? [NaN, NaN];
      const result =
        fluctuation?.(point) ??
        {
          J: () => forward,
          R: () => Math.log(Math.abs(forward / backward)),
          contrast: () => (forward + backward) / (forward - backward),
        }[quantity as "J" | "R" | "contrast"]();
      return Number.isFinite(result) ? result : -UNUSABLE;
    } catch (error) {
      if (error instanceof DomainError || error instanceof ReducibleChainError) return -UNUSABLE;
      throw error;
    }
  };
}

/** J(Δ) and J(−Δ) at a point: the closed form for ladders, the rate equation for levels. */
function currentsIn(junction: Junction): (point: ReadonlyMap<string, number>) => readonly [number, number] {
  const prepared = inDoubles(junction);
  const numeric = numericModel(junction);
  if (numeric.kind === "ladder") {
    return (point) => {
      const { J, J_reversed } = evaluate(numeric.model, point);
      return [J, J_reversed];
    };
  }
  const { model } = numeric;
  const { coherence } = model;
  if (coherence) {
    return (point) => {
      if (outsideDomain(junction, point)) return [NaN, NaN];
      const [sum, difference] = [point.get("T_a") ?? NaN, point.get("Delta") ?? NaN];
      const [hot, cold] = [(sum + difference) / 2, (sum - difference) / 2];
      return [
        coherentCurrentInDoubles(model, coherence, point, [hot, cold]),
        coherentCurrentInDoubles(model, coherence, point, [cold, hot]),
      ];
    };
  }
  const levels = numericLevels(junction);
  return (point) => {
    const fast = prepared?.currents(point);
    if (fast) return [fast.J, fast.J_reversed];
    if (outsideDomain(junction, point)) return [NaN, NaN];
    const [sum, difference] = [point.get("T_a") ?? NaN, point.get("Delta") ?? NaN];
    const [hot, cold] = [(sum + difference) / 2, (sum - difference) / 2];
    const at = levels.at(point);
    return [steadyState(at, hot, cold, difference).current, steadyState(at, cold, hot, -difference).current];
  };
}

/** A quantity of the fluctuations at a point. */
function fluctuationIn(
  junction: Junction,
  quantity: Fluctuation,
): (point: ReadonlyMap<string, number>) => number {
  const numeric = numericModel(junction);
  const statistic = statisticOf(quantity);
  const levels = numeric.kind === "levels" ? numericLevels(junction) : undefined;
  return (point) => {
    if (outsideDomain(junction, point)) return NaN;
    const [sum, bias] = [point.get("T_a") ?? NaN, point.get("Delta") ?? NaN];
    return statisticInDoubles(statistic, sum, bias, (sign, order) => {
      const signed = sign * bias;
      return numeric.kind === "ladder"
        ? ladderCumulants(numeric.model, new Map([...point, ["Delta", signed]]), order)
        : levelCumulants(
            (levels as NonNullable<typeof levels>).at(point),
            (sum + signed) / 2,
            (sum - signed) / 2,
            order,
          );
    });
  };
}

/** Digits of a coordinate that is reported: more would suggest that a flat maximum is known better than it is. */
const COORDINATE_DIGITS = 8;

function report(
  junction: Junction,
  ranges: readonly Range[],
  axes: readonly Axis[],
  unit: readonly number[],
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
  quantity: Quantity,
): Maximum {
  const atBound: string[] = [];
  unit.forEach((x, i) => {
    if (x < 1e-6 || x > 1 - 1e-6) atBound.push((ranges[i] as Range).name);
  });
  const rounded = (places: number): readonly (readonly [string, ExactNumber])[] =>
    ranges.map(({ name, from, to }, i) => {
      const x = unit[i] as number;
      if (atBound.includes(name)) return [name, x < 0.5 ? from : to];
      return [name, parseExactNumber((axes[i] as Axis).at(x).toPrecision(places))];
    });
  // At the edge of the domain a short decimal may lie beyond it.
  const short = rounded(COORDINATE_DIGITS);
  const chosen = outsideDomain(junction, new Map([...values, ...short])) ? rounded(17) : short;
  const point = new Map([...values, ...chosen]);
  const { J, R, contrast, undecided } = evaluateAt(junction, point, digits);
  // Where neither is told from 1 or 0 there is no number to state.
  const stated = (name: "R" | "contrast", value: string | null): string =>
    undecided.includes(name) ? "undecided" : (value ?? UNDEFINED);
  const own = isFluctuation(quantity) ? fluctuationsAt(junction, [quantity], point, digits) : [];
  return {
    at: Object.fromEntries(chosen.map(([name, x]) => [name, formatExactNumber(x)])),
    atBound,
    J,
    R: stated("R", R),
    contrast: stated("contrast", contrast),
    ...Object.fromEntries(own.map((f) => [f.quantity, f.value ?? UNDEFINED])),
  };
}
