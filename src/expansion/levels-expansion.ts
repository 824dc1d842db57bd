/**
 * The expansion in Δ of the current of N levels without forming the closed current.
 *
 * Each rate is a small rational function of the thermal variables; it is expanded by itself, and the spanning-tree
 * sums of `exact/levels-current.ts` are taken over truncated series. With p_j = Q_j v_j as there,
 *     J = Σ ω (k̂_up v_lower − k̂_down v_upper)/Σ Q_j v_j,
 * k̂ being a rate of the left bath times the Q of the level it starts from. Both sums come out as series in u with
 * polynomial entries, at order n of size that of order n alone; the closed form would hold all orders. Their quotient is
 * expanded as usual, so that the coefficients are canonical and zero is decided.
 */
import { type Expansion, expandInDelta, expandSeries } from "../../symbolic/expansion/expansion.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { stationaryWeights } from "../../symbolic/network/matrix-tree.js";
import { multiply, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { divideKnown } from "../../symbolic/polynomial/gcd.js";
import { forEachTerm, fromTerms, termCount, termsOf } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction, ZERO } from "../../symbolic/fraction/rational-function.js";
import { scaledSeriesRing } from "../../symbolic/ring/scaled-series.js";
import { expandFraction, type ScaledSeries } from "../../symbolic/series/thermal-series.js";
import {
  expandedVariableCount,
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../symbolic/thermal/variables.js";
import { symbolsOf } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { SIZE_LIMIT, SIZE_OF, sizeLimit } from "../input/size-limit.js";
import { flowIn } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import {
  closedFormEstimate,
  lcm,
  polynomialRing,
  requireLowPowers,
  type SizeOptions,
} from "../exact/levels-current.js";
import { type LevelsModel, levelsModel, type Transition } from "../exact/levels-rates.js";

/** The Taylor coefficients of a levels junction's current, up to the order asked for. */
export interface LevelsExpansion extends Expansion {
  readonly model: LevelsModel;
  /** Highest order that can be asked for. */
  readonly order: number;
}

/**
 * Expands the current up to Δ^order.
 * @throws InputError if the rate equation is reducible, or the estimate of the size is too large and `force` is not set
 */
export function levelsExpansion(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  order: number,
  options: SizeOptions = {},
): LevelsExpansion {
  const { force = junction.force ?? false, largestExpansion = sizeLimit(junction) / SIZE_OF.treeTerm } =
    options;
  const model = levelsModel(junction, values, options);
  const { none } = flowIn(model.graph);
  if (none !== undefined) return { model, order, ...expandInDelta(model.field.variables, ZERO) };
  if (!force) requireLowPowers(model);
  const size = expansionEstimate(model, order);
  if (!force && size > largestExpansion) {
    throw new InputError(`order ${order} would take about ${size.toPrecision(2)} terms`, {
      hint: "bind parameters with --at, lower the order, raise --limit, or insist with --force",
    });
  }
  const [numerator, denominator] = currentSeries(model, order);
  const expansion = expandSeries(model.field.variables, numerator, denominator);
  const within = (k: number): number => {
    if (k <= order) return k;
    throw new RangeError(`order ${k} of an expansion that was made up to order ${order}`);
  };
  return {
    model,
    order,
    variables: expansion.variables,
    isZero: (k) => expansion.isZero(within(k)),
    coefficient: (k) => expansion.coefficient(within(k)),
    termCount: (k) => expansion.termCount(within(k)),
  };
}

/** The current's expansion to whatever order is asked for: redone to a higher order when needed. */
export function levelsSeries(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  options: SizeOptions = {},
): Expansion {
  let state = levelsExpansion(junction, values, FIRST_ORDER, options);
  const upTo = (k: number): LevelsExpansion => {
    if (k > state.order) state = levelsExpansion(junction, values, k + 1, options);
    return state;
  };
  return {
    variables: state.variables,
    isZero: (k) => upTo(k).isZero(k),
    coefficient: (k) => upTo(k).coefficient(k),
    termCount: (k) => upTo(k).termCount(k),
  };
}

/** Orders made at first: conductance and the leading rectification. */
const FIRST_ORDER = 2;

/** Matrix elements that are symbols of their own from which conductances make the shorter formula. */
const MANY_ELEMENTS = 4;

/**
 * True where the expansion is written in the conductances of the transitions (`expansion/network/expansion.ts`): where many matrix
 * elements are symbols, and where the canonical coefficients would be too large.
 * @param given  symbols that are formulas to the reader, and do not count
 */
export function prefersNetwork(
  model: LevelsModel,
  order: number,
  given: ReadonlySet<string> = new Set(),
): boolean {
  const { levels, field } = model;
  const elements = new Set([...levels.S_L.flat(), ...levels.S_R.flat()].flatMap(symbolsOf));
  const free = field.parameters.filter((p) => elements.has(p.name) && !given.has(p.name)).length;
  return free >= MANY_ELEMENTS || expansionEstimate(model, order) > SIZE_LIMIT / SIZE_OF.treeTerm;
}

/** A rate with more terms than this, above or below, is a formula of its own, as a Lorentzian at a gap is. */
const LONG_RATE = 6;

/** True where rates are long in the parameters: a reader then wants them by name. */
export function hasLongRates({ transitions }: LevelsModel): boolean {
  const isLong = ({ numerator, denominator }: RationalFunction): boolean =>
    Math.max(termCount(numerator), termCount(denominator)) > LONG_RATE;
  return transitions.some(({ left, right }) => isLong(left.down) || isLong(right.down));
}

/** A rough upper bound for the terms of the highest coefficient: those of the tree sum, times z and q powers per order. */
export function expansionEstimate(model: LevelsModel, order: number): number {
  const { terms } = closedFormEstimate(model);
  return terms * (order + 1) ** 2;
}

/** Numerator and denominator of J as scaled series, known up to the order. */
function currentSeries(model: LevelsModel, order: number): [ScaledSeries, ScaledSeries] {
  const v = model.field.variables;
  const n = model.levels.energies.length;
  const scales = columnScales(model.transitions, n);
  const scaled = (r: RationalFunction, from: number): Polynomial =>
    multiply(r.numerator, divideKnown(scales[from] as Polynomial, r.denominator));
  const parts = model.transitions.map((t) => ({
    ...t,
    L: { up: scaled(t.left.up, t.lower), down: scaled(t.left.down, t.upper) },
    R: { up: scaled(t.right.up, t.lower), down: scaled(t.right.down, t.upper) },
  }));
  const top = Math.max(
    ...parts.flatMap((p) => [p.L.up, p.L.down, p.R.up, p.R.down]).map((p) => temperatureDegree(v, p)),
    ...scales.map((q) => temperatureDegree(v, q)),
  );
  const ring = scaledSeriesRing(polynomialRing, order, (c) => c);
  type Series = readonly Polynomial[];
  const series = (p: Polynomial): Series => seriesOf(v, p, top, order);
  const rates = Array.from({ length: n }, () => new Array<Series>(n).fill(ring.zero));
  const left = parts.map(({ L, R, upper, lower }) => {
    const [up, down] = [series(L.up), series(L.down)];
    (rates[upper] as Series[])[lower] = ring.add(up, series(R.up));
    (rates[lower] as Series[])[upper] = ring.add(down, series(R.down));
    return { up, down };
  });
  const weights = stationaryWeights(ring, rates);
  const gapScale = parts.reduce((s, p) => s * (p.gap.denominator as bigint), 1n);
  let heat = ring.zero;
  parts.forEach(({ gap, upper, lower }, e) => {
    const { up, down } = left[e] as { up: Series; down: Series };
    const flux = ring.add(
      ring.multiply(up, weights[lower] as Series),
      ring.negate(ring.multiply(down, weights[upper] as Series)),
    );
    const factor = multiply(gap.numerator, gapScale / (gap.denominator as bigint));
    heat = ring.add(heat, ring.multiply(flux, constantSeries(factor, order)));
  });
  const total = weights
    .map((w, j) => ring.multiply(w, series(scales[j] as Polynomial)))
    .reduce((a, b) => ring.add(a, b));
  const below = ring.multiply(total, constantSeries(gapScale, order));
  return [asScaledSeries(v, heat), asScaledSeries(v, below)];
}

/** Q_j: the least common denominator of the rates out of each level. */
export function columnScales(transitions: readonly Transition[], n: number): Polynomial[] {
  const scales = new Array<Polynomial>(n).fill(1n);
  for (const { upper, lower, left, right } of transitions) {
    for (const { up, down } of [left, right]) {
      scales[lower] = lcm(scales[lower] as Polynomial, up.denominator);
      scales[upper] = lcm(scales[upper] as Polynomial, down.denominator);
    }
  }
  return scales;
}

/** A polynomial as the series of which it is the first entry. */
export function constantSeries(c: Polynomial, order: number): Polynomial[] {
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? c : 0n));
}

/** Degree in the two temperatures together. */
export function temperatureDegree(v: ThermalVariables, p: Polynomial): number {
  let degree = 0;
  const [l, r] = [temperatureIndex(v, "L"), temperatureIndex(v, "R")];
  forEachTerm(p, variableCount(v), (_, exponents) => {
    degree = Math.max(degree, (exponents[l] as number) + (exponents[r] as number));
  });
  return degree;
}

/**
 * The entries k!σ^k [u^k] of a polynomial in the thermal variables, times 2^top T_a^(root·k): `expandFraction` scales by
 * the polynomial's own power of 2, which has to be one for all rates, and leaves negative powers of T_a.
 */
export function seriesOf(v: ThermalVariables, p: Polynomial, top: number, order: number): Polynomial[] {
  const [entry] = expandFraction(v, p, 1n);
  const twos = v.root === 1 ? 2n ** BigInt(top - temperatureDegree(v, p)) : 1n;
  const mean = meanTemperatureIndex(v);
  return Array.from({ length: order + 1 }, (_, k) =>
    fromTerms(
      entry(k).map(({ coefficient, exponents }) => ({
        coefficient: coefficient * twos,
        exponents: exponents.map((e, i) => (i === mean ? e + v.root * k : e)),
      })),
    ),
  );
}

/** Entries that carry T_a^(root·k) as the scaled series that {@link expandSeries} takes. */
export function asScaledSeries(v: ThermalVariables, entries: readonly Polynomial[]): ScaledSeries {
  const mean = meanTemperatureIndex(v);
  return (k) => {
    const p = entries[k] ?? 0n;
    return termsOf(p, expandedVariableCount(v, Math.max(k, entries.length - 1))).map((t) => ({
      coefficient: t.coefficient,
      exponents: t.exponents.map((e, i) => (i === mean ? e - v.root * k : e)),
    }));
  };
}
