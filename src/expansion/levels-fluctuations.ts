/**
 * The expansion in Δ of a cumulant of N levels without forming its closed form: `symbolic/network/counting.ts` over truncated
 * series in u, as `expansion/levels-expansion.ts` has the current. κ_n comes out as one quotient of series with polynomial
 * entries, κ_n = n! h_n/(D^{2n−1}·…), so that zero is decided by normal form.
 */
import { type Expansion, expandInDelta, expandSeries } from "../../symbolic/expansion/expansion.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { ZERO } from "../../symbolic/fraction/rational-function.js";
import { factorial } from "../../symbolic/integer/integer.js";
import { countedDeterminant, countedNumerators } from "../../symbolic/network/counting.js";
import { multiply, negate, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { divideKnown } from "../../symbolic/polynomial/gcd.js";
import { type Ring } from "../../symbolic/ring/ring.js";
import { scaledSeriesRing } from "../../symbolic/ring/scaled-series.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { flowIn } from "../exact/heat-flow.js";
import { polynomialRing, requireLowPowers, type SizeOptions } from "../exact/levels-current.js";
import { levelsModel, type LevelsModel } from "../exact/levels-rates.js";
import { InputError } from "../input/errors.js";
import { SIZE_OF, sizeLimit } from "../input/size-limit.js";
import { type Junction } from "../junction/junction.js";
import {
  asScaledSeries,
  columnScales,
  constantSeries,
  expansionEstimate,
  seriesOf,
  temperatureDegree,
} from "./levels-expansion.js";

/** Orders made at first. */
const FIRST_ORDER = 2;

/**
 * The expansion of κ_n of a junction with levels, redone to a higher order when needed.
 * @throws InputError if the rate equation is reducible, or the estimate of the size is too large
 */
export function levelsCumulant(
  junction: Junction,
  n: number,
  values: ReadonlyMap<string, ExactNumber>,
  options: SizeOptions = {},
): Expansion {
  const make = (order: number): Expansion => cumulantTo(junction, n, values, order, options);
  let made = FIRST_ORDER;
  let state = make(made);
  const upTo = (k: number): Expansion => {
    if (k > made) state = make((made = k + 1));
    return state;
  };
  return {
    variables: state.variables,
    isZero: (k) => upTo(k).isZero(k),
    coefficient: (k) => upTo(k).coefficient(k),
    termCount: (k) => upTo(k).termCount(k),
  };
}

function cumulantTo(
  junction: Junction,
  n: number,
  values: ReadonlyMap<string, ExactNumber>,
  order: number,
  options: SizeOptions,
): Expansion {
  const { force = junction.force ?? false, largestExpansion = sizeLimit(junction) / SIZE_OF.treeTerm } =
    options;
  const model = levelsModel(junction, values, options);
  const v = model.field.variables;
  const { none } = flowIn(model.graph);
  if (none !== undefined) return expandInDelta(v, ZERO);
  if (!force) requireLowPowers(model);
  // The numerator of κ_n is of degree 2n − 1 in the tree sums.
  const size = expansionEstimate(model, order) * (2 * n - 1) ** 2;
  if (!force && size > largestExpansion) {
    throw new InputError(`order ${order} would take about ${size.toPrecision(2)} terms`, {
      hint: "bind parameters with --at, lower the order, raise --limit, or insist with --force",
    });
  }
  const top = temperatureTop(model);
  const ring = scaledSeriesRing(polynomialRing, order, (c) => c);
  const { numerator, denominator } = cumulantQuotient(
    model,
    n,
    ring,
    (p) => seriesOf(v, p, top, order),
    (p) => constantSeries(p, order),
  );
  return expandSeries(v, asScaledSeries(v, numerator), asScaledSeries(v, denominator));
}

/** The highest power of the temperatures in a rate over the common denominators. */
function temperatureTop(model: LevelsModel): number {
  const v = model.field.variables;
  const scales = columnScales(model.transitions, model.levels.energies.length);
  const rates = model.transitions.flatMap((t) =>
    [t.left, t.right].flatMap(({ up, down }) => [
      scaledRate(scales, up, t.lower),
      scaledRate(scales, down, t.upper),
    ]),
  );
  return Math.max(...[...rates, ...scales].map((p) => temperatureDegree(v, p)));
}

/** A rate out of a level over the common denominator of all of them. */
function scaledRate(scales: readonly Polynomial[], rate: RationalFunction, from: number): Polynomial {
  return multiply(rate.numerator, divideKnown(scales[from] as Polynomial, rate.denominator));
}

/**
 * κ_n as a quotient over a ring that polynomials in the thermal variables have an image in.
 * @param image of rates and scales, which depend on the temperatures
 * @param fixed of polynomials in the parameters
 */
function cumulantQuotient<E>(
  model: LevelsModel,
  n: number,
  ring: Ring<E>,
  image: (p: Polynomial) => E,
  fixed: (p: Polynomial) => E,
): { readonly numerator: E; readonly denominator: E } {
  const size = model.levels.energies.length;
  const scales = columnScales(model.transitions, size);
  const gapScale = model.transitions.reduce((s, t) => s * (t.gap.denominator as bigint), 1n);
  // λ is measured in units that make λ^l/l! integral: products of the primes up to n suffice.
  const unit = gapScale * primorial(n);
  const total = Array.from({ length: size }, () => new Array<E>(size).fill(ring.zero));
  const counted = Array.from({ length: size }, () => Array.from({ length: size }, (): readonly E[] => []));
  for (const t of model.transitions) {
    const gap = multiply(t.gap.numerator, unit / (t.gap.denominator as bigint));
    const put = (
      to: number,
      from: number,
      left: RationalFunction,
      right: RationalFunction,
      g: Polynomial,
    ): void => {
      const own = image(scaledRate(scales, left, from));
      const row = total[to] as E[];
      row[from] = ring.add(own, image(scaledRate(scales, right, from)));
      let power: Polynomial = 1n;
      (counted[to] as (readonly E[])[])[from] = Array.from({ length: n }, (_, i) => {
        power = multiply(power, g);
        return ring.multiply(own, fixed(divideKnown(power, factorial(i + 1))));
      });
    };
    put(t.upper, t.lower, t.left.up, t.right.up, gap);
    put(t.lower, t.upper, t.left.down, t.right.down, negate(gap));
  }
  const determinant = countedDeterminant(ring, { total, counted, scale: scales.map(image) }, n);
  const { numerators, denominator } = countedNumerators(ring, determinant, n);
  let power = fixed(unit ** BigInt(n));
  for (let i = 0; i < 2 * n - 1; i++) power = ring.multiply(power, denominator);
  return {
    numerator: ring.multiply(fixed(factorial(n)), numerators[n - 1] as E),
    denominator: power,
  };
}

function primorial(n: number): bigint {
  let product = 1n;
  for (let p = 2; p <= n; p++) {
    let prime = true;
    for (let q = 2; q * q <= p; q++) if (p % q === 0) prime = false;
    if (prime) product *= BigInt(p);
  }
  return product;
}
