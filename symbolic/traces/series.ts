/**
 * The expansion of J(T_a, Δ) = Tr[Ĵ ρ(T_a, Δ)] in Δ with the moments as formal symbols, to any order (docs/traces.md).
 *
 * With u = Δ/T_a, τ = 2/T_a, a = τu/(1 − u²), b = −ua, and all operators but Ĵ commuting, the state (4) gives
 *     J = Σ m_jk a^j b^k/(j!k!) / Σ s_jk a^j b^k/(j!k!) = Σ κ_jk a^j b^k/(j!k!),
 * formal power series in u whose coefficients c_k = T_a^k α_k are polynomials in τ and the moments. Nothing is assumed
 * of time, size or stationarity.
 */
import { RATIONAL_FUNCTIONS } from "../fraction/field.js";
import { factorial } from "../integer/integer.js";
import { asInteger } from "../polynomial/polynomial.js";
import { substitute } from "../polynomial/structure.js";
import { type PowerSeries, powerSeriesRing } from "../ring/power-series.js";
import {
  add,
  constant,
  equals,
  fraction,
  isZero,
  multiply,
  type RationalFunction,
  subtract,
  ZERO,
} from "../fraction/rational-function.js";
import { shiftDerivative, type TraceRing, traceRing, type TraceSymbol } from "./moments.js";

/** c_k = T_a^k α_k for k = 0 … order, and the series that it comes from. */
export interface TraceSeries {
  readonly ring: TraceRing;
  /** n_k: u-coefficients of Σ m_jk a^j b^k/(j!k!). */
  readonly numerator: readonly RationalFunction[];
  /** z_k: u-coefficients of Σ s_jk a^j b^k/(j!k!); z_0 = 1. */
  readonly partition: readonly RationalFunction[];
  /** c_k in the moments m, s. */
  readonly inMoments: readonly RationalFunction[];
  /** c_k in the joint cumulants κ_jk = κ(Ĵ, X^j, Y^k), in which it is linear. */
  readonly inCumulants: readonly RationalFunction[];
  /** Each κ_jk in the moments, from the quotient of the two generating functions in a and b. */
  readonly cumulants: readonly { readonly j: number; readonly k: number; readonly value: RationalFunction }[];
}

/** c_k in the joint cumulants alone, for orders at which the moments would fill pages. */
export function cumulantSeries(order: number, stationary = false): Pick<TraceSeries, "ring" | "inCumulants"> {
  const ring = traceRing(order, stationary);
  return { ring, inCumulants: composition(ring).compose((j, k) => ring.kappa(j, k)) };
}

/** Derives the expansion. @param stationary assume m_0k = 0 for all k */
export function traceSeries(order: number, stationary = false): TraceSeries {
  const ring = traceRing(order, stationary);
  const { compose } = composition(ring);
  const numerator = compose((j, k) => ring.m(j, k));
  const partition = compose((j, k) => ring.s(j, k));
  return {
    ring,
    numerator,
    partition,
    inMoments: quotient(numerator, partition),
    inCumulants: compose((j, k) => ring.kappa(j, k)),
    cumulants: cumulantsOf(ring),
  };
}

/** Identities of the expansion, as tested by {@link traceIdentities}: each an equality of polynomials at every order. */
export interface TraceIdentities {
  /** Σ κ_jk a^j b^k/(j!k!) with κ put in from the moments equals the quotient. */
  readonly cumulantForm: boolean;
  /** c_k = n_k − z_1 c_{k−1} − Σ_{j≥2} z_j c_{k−j} with z_1 = τ s_10: remark [20], for every k ≥ 1, odd or even. */
  readonly remark20: boolean;
  /** Neither c_k nor any κ_jk changes under H_ν → H_ν + const. */
  readonly zeroOfEnergy: boolean;
  /** With κ_jk = 0 for even j, as a mirror-symmetric system has, every even c_k vanishes. */
  readonly mirror: boolean;
}

/** Checks the identities at all orders of the series. */
export function traceIdentities(series: TraceSeries): TraceIdentities {
  const { ring, numerator, partition, inMoments, inCumulants, cumulants } = series;
  const known = new Map(cumulants.map(({ j, k, value }) => [`${j},${k}`, value]));
  const fromCumulants = composition(ring).compose((j, k) => known.get(`${j},${k}`) ?? ZERO);
  const inherits = (k: number): boolean => {
    const slope = multiply(ring.tau, ring.s(1, 0));
    let rest = subtract(numerator[k] as RationalFunction, multiply(slope, inMoments[k - 1] ?? ZERO));
    for (let j = 2; j <= k; j++) {
      rest = subtract(rest, multiply(partition[j] as RationalFunction, inMoments[k - j] as RationalFunction));
    }
    return equals(rest, inMoments[k] as RationalFunction);
  };
  const invariant = (f: RationalFunction): boolean =>
    asInteger(f.denominator) !== undefined &&
    (["X", "Y"] as const).every((direction) => shiftDerivative(ring, direction, f.numerator) === 0n);
  const evenOnes = (symbol: TraceSymbol): boolean => symbol.kind === "kappa" && symbol.j % 2 === 0;
  return {
    cumulantForm: inMoments.every((c, k) => equals(c, fromCumulants[k] as RationalFunction)),
    remark20: inMoments.every((_, k) => k === 0 || inherits(k)),
    zeroOfEnergy: inMoments.every(invariant) && cumulants.every(({ value }) => invariant(value)),
    mirror: inCumulants.every((c, k) => k % 2 === 1 || isZero(withoutSymbols(ring, c, evenOnes))),
  };
}

/** The element with the symbols that `gone` selects set to zero. */
function withoutSymbols(
  ring: TraceRing,
  f: RationalFunction,
  gone: (symbol: TraceSymbol) => boolean,
): RationalFunction {
  const numerator = ring.symbols.reduce(
    (p, symbol, index) => (gone(symbol) ? substitute(p, index, 0n) : p),
    f.numerator,
  );
  return fraction(numerator, f.denominator);
}

/** What (5), (6) and (7) print, and what they leave out, in c_1 and c_2; stationarity makes the rest vanish. */
export interface PrintedOrders {
  /** τA_0 and τ²A_1, which stand for c_1 and c_2: A_0 = m_10 (6), A_1 = m_20/2 − m_10 s_10 (7). */
  readonly printed: readonly [RationalFunction, RationalFunction];
  readonly dropped: readonly [RationalFunction, RationalFunction];
  /** The dropped terms all carry a factor m_0k. */
  readonly vanishInStationaryState: boolean;
}

/** Compares (5)–(7) with the exact coefficients. @throws RangeError unless the series reaches order 2 */
export function printedOrders({ ring, inMoments }: TraceSeries): PrintedOrders {
  if (ring.order < 2) throw new RangeError(`(7) is of order 2, not ${ring.order}`);
  const { tau } = ring;
  // (5): (2Δ/T_a²)A_0 = τA_0·u and ((2Δ)²/T_a⁴)A_1 = τ²A_1·u²
  const first = multiply(tau, ring.m(1, 0));
  const half = constant({ numerator: 1n, denominator: 2n });
  const moment = subtract(multiply(half, ring.m(2, 0)), multiply(ring.m(1, 0), ring.s(1, 0)));
  const second = multiply(multiply(tau, tau), moment);
  const dropped = [
    subtract(inMoments[1] as RationalFunction, first),
    subtract(inMoments[2] as RationalFunction, second),
  ] as const;
  const stationary = (symbol: TraceSymbol): boolean => symbol.kind === "m" && symbol.j === 0;
  return {
    printed: [first, second],
    dropped,
    vanishInStationaryState: dropped.every((f) => isZero(withoutSymbols(ring, f, stationary))),
  };
}

/** Composes a table t_jk with a(u) and b(u): the u-coefficients of Σ t_jk a^j b^k/(j!k!). */
function composition(ring: TraceRing): {
  compose: (table: (j: number, k: number) => RationalFunction) => RationalFunction[];
} {
  const { order, tau } = ring;
  const power = powerSeriesRing(RATIONAL_FUNCTIONS);
  const length = order + 1;
  const cut = (s: PowerSeries<RationalFunction>): PowerSeries<RationalFunction> =>
    power.series(s.coefficients, length);
  const one = constant(1n);
  const u = power.series([ZERO, one], length);
  // a = τu/(1 − u²), b = −ua
  const geometric = power.invert(power.series([one, ZERO, constant(-1n)], length));
  const a = cut(power.multiply(power.multiply(power.series([tau], length), u), geometric));
  const b = cut(power.negate(power.multiply(u, a)));
  const powers = (s: PowerSeries<RationalFunction>, count: number): PowerSeries<RationalFunction>[] => {
    const list = [power.series([one], length)];
    while (list.length <= count) list.push(cut(power.multiply(list.at(-1) as typeof s, s)));
    return list;
  };
  const ofA = powers(a, order);
  const ofB = powers(b, Math.floor(order / 2));
  return {
    compose(table) {
      const sum = new Array<RationalFunction>(length).fill(ZERO);
      ofB.forEach((bk, k) => {
        for (let j = 0; j + 2 * k <= order; j++) {
          const weight = constant({ numerator: 1n, denominator: factorial(j) * factorial(k) });
          const value = multiply(table(j, k), weight);
          const monomial = power.multiply(ofA[j] as typeof a, bk).coefficients;
          for (let n = j + 2 * k; n <= order; n++) {
            sum[n] = add(sum[n] as RationalFunction, multiply(value, monomial[n] as RationalFunction));
          }
        }
      });
      return sum;
    },
  };
}

/** The quotient of two series in u, as a product with the inverse: no recursion that remark [20] could be read off. */
function quotient(
  numerator: readonly RationalFunction[],
  partition: readonly RationalFunction[],
): readonly RationalFunction[] {
  const power = powerSeriesRing(RATIONAL_FUNCTIONS);
  const series = (c: readonly RationalFunction[]): PowerSeries<RationalFunction> =>
    power.series(c, numerator.length);
  return power.multiply(series(numerator), power.invert(series(partition))).coefficients;
}

/** κ_jk/(j!k!) is the coefficient of a^j b^k in the quotient of Σ m_jk a^j b^k/(j!k!) by Σ s_jk a^j b^k/(j!k!). */
function cumulantsOf(ring: TraceRing): TraceSeries["cumulants"] {
  const { order } = ring;
  const over = (f: RationalFunction, j: number, k: number): RationalFunction =>
    multiply(f, constant({ numerator: 1n, denominator: factorial(j) * factorial(k) }));
  const found = new Map<string, RationalFunction>();
  const list: { j: number; k: number; value: RationalFunction }[] = [];
  for (let k = 0; 2 * k <= order; k++) {
    for (let j = 0; j + 2 * k <= order; j++) {
      let value = over(ring.m(j, k), j, k);
      for (let l = 0; l <= k; l++) {
        for (let i = 0; i <= j; i++) {
          if (i + l === 0) continue;
          const earlier = found.get(`${j - i},${k - l}`) as RationalFunction;
          value = subtract(value, multiply(over(ring.s(i, l), i, l), earlier));
        }
      }
      found.set(`${j},${k}`, value);
      list.push({ j, k, value: multiply(value, constant(factorial(j) * factorial(k))) });
    }
  }
  return list;
}
