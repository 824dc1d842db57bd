/** Leading orders: in a parameter that no exponent contains, and in the gap (ω ≪ T). Exact. */
import { factorial } from "../../symbolic/integer/integer.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, coefficientsInAll, degreeIn } from "../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { OutsideFieldError } from "./errors.js";
import { type ClaimField } from "./field.js";

/** Orders beyond this are not searched for the first that matters. */
const HIGHEST_ORDER = 12;

/**
 * Truth and claim through the first order m ≥ 1 at which the parameter enters the truth.
 * @throws OutsideFieldError if an exponent contains the parameter, or no order up to the highest looked at enters
 */
export function toLeadingOrder(field: ClaimField, parameter: number): ClaimField {
  if (
    field.exponents.some((e) => degreeIn(e.numerator, parameter) + degreeIn(e.denominator, parameter) > 0)
  ) {
    throw new OutsideFieldError("an exponent contains the parameter of --leading");
  }
  refuseRoots(field, parameter);
  const truth = taylor(field.truth, parameter);
  const claim = taylor(field.claim, parameter);
  const least = Math.min(truth.valuation, claim.valuation);
  const at = (s: Taylor, order: number): RationalFunction => s.coefficient(order - s.valuation);
  for (let m = Math.max(1, truth.valuation); m <= HIGHEST_ORDER; m++) {
    if (isZero(at(truth, m))) continue;
    const cut = (s: Taylor): RationalFunction => {
      let sum = ZERO;
      for (let k = least; k <= m; k++) {
        if (k >= s.valuation) sum = add(sum, multiply(at(s, k), power(variable(parameter), k)));
      }
      return sum;
    };
    return { ...field, truth: cut(truth), claim: cut(claim) };
  }
  throw new OutsideFieldError("the quantity does not depend on the parameter of --leading");
}

function refuseRoots({ roots }: ClaimField, variable: number): void {
  if (roots.some((r) => degreeIn(r.radicand, variable) > 0)) {
    throw new OutsideFieldError("a root contains the quantity whose leading order is asked for");
  }
}

interface Taylor {
  /** The series begins at this power, possibly negative. */
  readonly valuation: number;
  coefficient(k: number): RationalFunction;
}

/** The Laurent series of f in one variable at 0. */
function taylor(f: RationalFunction, v: number): Taylor {
  const [above, below] = [coefficientsIn(f.numerator, v), coefficientsIn(f.denominator, v)];
  const lowest = (m: ReadonlyMap<number, Polynomial>): number => (m.size === 0 ? 0 : Math.min(...m.keys()));
  const [a, b] = [lowest(above), lowest(below)];
  const get = (m: ReadonlyMap<number, Polynomial>, e: number): RationalFunction => ({
    numerator: m.get(e) ?? 0n,
    denominator: 1n,
  });
  const known: RationalFunction[] = [];
  const coefficient = (k: number): RationalFunction => {
    if (k < 0) return ZERO;
    for (let i = known.length; i <= k; i++) {
      let rest = get(above, a + i);
      for (let j = 1; j <= i; j++) {
        rest = subtract(rest, multiply(get(below, b + j), known[i - j] as RationalFunction));
      }
      known.push(divide(rest, get(below, b)));
    }
    return known[k] as RationalFunction;
  };
  return { valuation: a - b, coefficient };
}

/**
 * The leading terms of truth and claim for ω → 0, where each exponent is proportional to ω.
 * @throws OutsideFieldError if an exponent is not proportional to ω, or everything vanishes to high order
 */
export function inClassicalLimit(field: ClaimField, omega: number): ClaimField {
  refuseRoots(field, omega);
  const slopes = field.exponents.map((e) => {
    const slope = divide(e, variable(omega));
    if (degreeIn(slope.numerator, omega) + degreeIn(slope.denominator, omega) > 0) {
      throw new OutsideFieldError("an exponent is not proportional to the gap");
    }
    return slope;
  });
  const lead = (f: RationalFunction): RationalFunction => {
    if (isZero(f)) return ZERO;
    const [above, below] = [leadingTerm(f.numerator), leadingTerm(f.denominator)];
    return multiply(divide(above.value, below.value), power(variable(omega), above.order - below.order));
  };
  const first = field.count;
  const leadingTerm = (p: Polynomial): { order: number; value: RationalFunction } => {
    const outer = [omega, ...slopes.map((_, i) => first + i)];
    const parts = coefficientsInAll(p, outer).map(({ exponents, value }) => {
      const [degree = 0, ...y] = exponents;
      const rate = y.reduce<RationalFunction>(
        (s, e, i) => add(s, multiply(constant(BigInt(e)), slopes[i] as RationalFunction)),
        ZERO,
      );
      return { degree, rate, value: { numerator: value, denominator: 1n } };
    });
    for (let order = 0; order <= HIGHEST_ORDER; order++) {
      // value·ω^degree·e^{ω·rate}: its ω^order coefficient is value·rate^n/n!, n = order − degree
      const sum = parts.reduce<RationalFunction>((s, { degree, rate, value }) => {
        const n = order - degree;
        if (n < 0) return s;
        const term = n === 0 ? ONE : divide(power(rate, n), constant(factorial(n)));
        return add(s, multiply(value, term));
      }, ZERO);
      if (!isZero(sum)) return { order, value: sum };
    }
    throw new OutsideFieldError("the classical limit needs a higher order than is looked at");
  };
  return { ...field, truth: lead(field.truth), claim: lead(field.claim), exponents: field.exponents };
}
