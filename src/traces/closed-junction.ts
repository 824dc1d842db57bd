/**
 * A closed junction's current in Δ: the exact coefficients from the numeric layer, beside the derived formula with the
 * moments put in. The two share nothing but the diagonal of Ĵ(t) (docs/traces.md §5).
 */
import { printedOrders, traceSeries } from "../../symbolic/traces/series.js";
import { type TraceRing, type TraceSymbol } from "../../symbolic/traces/moments.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { asInteger } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../symbolic/polynomial/structure.js";
import { type ClosedJunctionTraces } from "../../numeric/closed/trace-expansion.js";

/** One order: exact value and formula, both with bounds of their errors. */
export interface ComparedCoefficient {
  readonly k: number;
  readonly value: number;
  readonly error: number;
  /** The derived formula at the numeric moments; undefined above the order to which it was formed. */
  readonly formula?: { readonly value: number; readonly error: number };
  /** What (5) with (6), (7) gives, for k = 1, 2. */
  readonly printed?: number;
}

/** Highest order at which the formula in the moments is formed: 134 terms at 6, 4,337 at 12. */
const HIGHEST_FORMULA = 10;

/** Puts the moments of a closed junction into the derived coefficients. */
export function compareWithFormula(traces: ClosedJunctionTraces): ComparedCoefficient[] {
  const order = Math.min(HIGHEST_FORMULA, traces.coefficients.length - 1);
  const { ring, inMoments } = traceSeries(Math.max(order, 2));
  const { T_a } = traces.at;
  const at = (f: RationalFunction, k: number): { value: number; error: number } => {
    const { value, error } = evaluate(ring, f, traces);
    return { value: value / T_a ** k, error: error / T_a ** k };
  };
  const printed = order >= 2 ? printedOrders(traceSeries(2)) : undefined;
  const general = traceSeries(2).ring;
  return traces.coefficients.map(({ k, value, error }) => {
    const c = k <= order ? inMoments[k] : undefined;
    const paper = printed && (k === 1 || k === 2) ? printed.printed[k - 1] : undefined;
    return {
      k,
      value,
      error,
      ...(c ? { formula: at(c, k) } : {}),
      ...(paper ? { printed: evaluate(general, paper, traces).value / T_a ** k } : {}),
    };
  });
}

/** A polynomial in the moments at their numeric values, with a bound of its error. */
function evaluate(
  ring: TraceRing,
  f: RationalFunction,
  traces: ClosedJunctionTraces,
): { value: number; error: number } {
  const numbers = ring.symbols.map((symbol) => momentOf(symbol, traces));
  let [value, error] = [0, 0];
  forEachTerm(f.numerator, ring.symbols.length, (coefficient, exponents) => {
    let [term, wide, factors] = [Number(coefficient), Math.abs(Number(coefficient)), 2];
    exponents.forEach((e, i) => {
      const { size, spread } = numbers[i] as (typeof numbers)[number];
      term *= size ** e;
      wide *= (Math.abs(size) + spread) ** e;
      factors += e;
    });
    value += term;
    // the spread of the moments, and one rounding for each factor and for the sum so far
    error += wide - Math.abs(term) + (factors + ring.symbols.length) * Number.EPSILON * wide;
  });
  const denominator = Number(asInteger(f.denominator));
  return { value: value / denominator, error: error / denominator };
}

function momentOf(symbol: TraceSymbol, traces: ClosedJunctionTraces): { size: number; spread: number } {
  if (symbol.kind === "tau") return { size: 2 / traces.at.T_a, spread: 0 };
  if (symbol.kind === "kappa") return { size: NaN, spread: NaN };
  const key = `${symbol.j},${symbol.k}`;
  const [values, errors] =
    symbol.kind === "m"
      ? [traces.moments, traces.momentErrors]
      : [traces.stateMoments, traces.stateMomentErrors];
  // A symbol that a formula of low order does not hold: its exponent is 0.
  return { size: values[key] ?? 1, spread: errors[key] ?? 0 };
}
