/**
 * An independent road to the coefficients of Δ: truncated Taylor arithmetic with mathjs BigNumbers, on the formulas
 * of the ladder as they are printed, with nothing taken from the exact layer but the type of expression trees.
 */
import { all, type BigNumber, create } from "mathjs";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";

/** Digits carried; results are compared to 25, so 45 digits are left for cancellation. */
const DIGITS = 70;
const math = create(all ?? {}, { precision: DIGITS });

/** A BigNumber. */
export const big = (x: number | string): BigNumber => math.bignumber(x);

/** The nearest BigNumber to n/d. */
export function bigQuotient({ numerator, denominator }: ExactNumber): BigNumber {
  return big(numerator.toString()).div(big(denominator.toString()));
}

/** c_0 + c_1 Δ + … + c_n Δ^n. */
export type Taylor = readonly BigNumber[];

/** Operations on Taylor polynomials of one degree. */
export interface TaylorArithmetic {
  constant(c: BigNumber): Taylor;
  variable(start: BigNumber, slope: BigNumber): Taylor;
  readonly add: (a: Taylor, b: Taylor) => Taylor;
  subtract(a: Taylor, b: Taylor): Taylor;
  readonly multiply: (a: Taylor, b: Taylor) => Taylor;
  divide(a: Taylor, b: Taylor): Taylor;
  exp(a: Taylor): Taylor;
  /** a^e; for fractional e the constant coefficient must be positive. */
  power(a: Taylor, e: ExactNumber): Taylor;
}

/** Taylor arithmetic to the given degree. */
export function taylorArithmetic(degree: number): TaylorArithmetic {
  const build = (f: (k: number) => BigNumber): Taylor => Array.from({ length: degree + 1 }, (_, k) => f(k));
  const zero = big(0);
  const at = (a: Taylor, k: number): BigNumber => a[k] as BigNumber;
  const multiply = (a: Taylor, b: Taylor): Taylor =>
    build((k) => {
      let sum = zero;
      for (let i = 0; i <= k; i++) sum = sum.plus(at(a, i).times(at(b, k - i)));
      return sum;
    });
  return {
    constant: (c) => build((k) => (k === 0 ? c : zero)),
    variable: (start, slope) => build((k) => (k === 0 ? start : k === 1 ? slope : zero)),
    add: (a, b) => build((k) => at(a, k).plus(at(b, k))),
    subtract: (a, b) => build((k) => at(a, k).minus(at(b, k))),
    multiply,
    divide(a, b) {
      const quotient: BigNumber[] = [];
      for (let k = 0; k <= degree; k++) {
        let rest = at(a, k);
        for (let i = 1; i <= k; i++) rest = rest.minus(at(b, i).times(at(quotient, k - i)));
        quotient.push(rest.div(at(b, 0)));
      }
      return quotient;
    },
    exp(a) {
      // y′ = a′y
      const y: BigNumber[] = [at(a, 0).exp()];
      for (let k = 1; k <= degree; k++) {
        let sum = zero;
        for (let i = 1; i <= k; i++)
          sum = sum.plus(
            at(a, i)
              .times(at(y, k - i))
              .times(i),
          );
        y.push(sum.div(k));
      }
      return y;
    },
    power(a, e) {
      // a·y′ = e·a′·y
      const exponent = bigQuotient(e);
      const y: BigNumber[] = [at(a, 0).pow(exponent)];
      for (let k = 1; k <= degree; k++) {
        let sum = zero;
        for (let i = 1; i <= k; i++) {
          sum = sum.plus(
            exponent
              .times(i)
              .minus(k - i)
              .times(at(a, i))
              .times(at(y, k - i)),
          );
        }
        y.push(sum.div(at(a, 0).times(k)));
      }
      return y;
    },
  };
}

/** A rate expression as a Taylor polynomial, given that of T and the numbers for the other symbols. */
export function rateTaylor(
  rate: Expression,
  T: Taylor,
  value: (name: string) => BigNumber,
  A: TaylorArithmetic,
): Taylor {
  const one = A.constant(big(1));
  const occupation = (x: Taylor, sign: -1 | 1): Taylor =>
    A.divide(one, A.add(A.exp(A.divide(x, T)), A.constant(big(sign))));
  const visit = (e: Expression): Taylor => {
    switch (e.type) {
      case "number":
        return A.constant(bigQuotient(e));
      case "symbol":
        if (e.name === "T") return T;
        if (e.name === "n_B") return occupation(A.constant(value("omega")), -1);
        if (e.name === "n_S") return occupation(A.constant(value("omega")), 1);
        return A.constant(value(e.name));
      case "sum":
        return e.terms.map(visit).reduce(A.add, A.constant(big(0)));
      case "product":
        return e.factors.map(visit).reduce(A.multiply, one);
      case "power":
        return A.power(visit(e.base), e.exponent);
      case "call": {
        const x = visit(e.arguments[0] as Expression);
        const plus = A.exp(x);
        const minus = A.divide(one, plus);
        const [sinh2, cosh2, two] = [A.subtract(plus, minus), A.add(plus, minus), A.constant(big(2))];
        switch (e.name) {
          case "exp":
            return plus;
          case "tanh":
            return A.divide(sinh2, cosh2);
          case "coth":
            return A.divide(cosh2, sinh2);
          case "sech":
            return A.divide(two, cosh2);
          case "csch":
            return A.divide(two, sinh2);
          case "sinh":
            return A.divide(sinh2, two);
          case "cosh":
            return A.divide(cosh2, two);
          case "sqrt":
            return A.power(x, { numerator: 1n, denominator: 2n });
          case "n_B":
            return occupation(x, -1);
          case "n_S":
            return occupation(x, 1);
          default:
            throw new Error(`no meaning for ${e.name}`);
        }
      }
    }
  };
  return visit(rate);
}
