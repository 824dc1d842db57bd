/** Terms of a formula as a number times powers of different factors: where equal factors meet and exponentials join. */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sameExpression,
  sumExpression,
} from "../expression/build.js";
import { type ExactNumber, type Expression } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";

/** number × Π base^exponent; no base is a number, a product or a power, and no two are the same. */
export interface Monomial {
  number: ExactNumber;
  readonly factors: PowerFactor[];
}

/** base^exponent. */
interface PowerFactor {
  readonly base: Expression;
  exponent: ExactNumber;
}

const ONE: ExactNumber = { numerator: 1n, denominator: 1n };

/** a·b. */
export const productOf = (a: ExactNumber, b: ExactNumber): ExactNumber =>
  exactQuotient(a.numerator * b.numerator, a.denominator * b.denominator);

const sumOf = (a: ExactNumber, b: ExactNumber): ExactNumber =>
  exactQuotient(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

/** A term as a monomial. */
export function monomialOf(e: Expression): Monomial {
  const m: Monomial = { number: ONE, factors: [] };
  multiplyBy(m, e, ONE);
  return m;
}

/** Multiplies by e^exponent; a number to a fractional power stays a factor. */
export function multiplyBy(m: Monomial, e: Expression, exponent: ExactNumber): void {
  const whole = exponent.denominator === 1n;
  if (e.type === "number" && whole) {
    const n = exponent.numerator;
    const [above, below] = n < 0n ? [e.denominator, e.numerator] : [e.numerator, e.denominator];
    const size = n < 0n ? -n : n;
    m.number = productOf(m.number, exactQuotient(above ** size, below ** size));
  } else if (e.type === "product" && whole) for (const f of e.factors) multiplyBy(m, f, exponent);
  else if (e.type === "power" && (whole || e.exponent.denominator === 1n) && !isEven(e.exponent, exponent))
    multiplyBy(m, e.base, productOf(e.exponent, exponent));
  else {
    const known = m.factors.find((f) => sameExpression(f.base, e));
    if (known) known.exponent = sumOf(known.exponent, exponent);
    else m.factors.push({ base: e, exponent });
  }
}

/** (x²)^(1/2) is |x| and not x. */
const isEven = (inner: ExactNumber, outer: ExactNumber): boolean =>
  outer.denominator !== 1n && inner.numerator % 2n === 0n;

/** A monomial as a tree: number, then the factors in their order. */
export function monomialTree(m: Monomial): Expression {
  return productExpression([
    { type: "number", ...m.number },
    ...m.factors.map((f) => powerExpression(f.base, f.exponent)),
  ]);
}

/** Whether two terms are the same up to a number. */
export function sameFactors(a: Monomial, b: Monomial): boolean {
  return (
    a.factors.length === b.factors.length &&
    a.factors.every((f) => {
      const g = b.factors.find((x) => sameExpression(x.base, f.base));
      return g !== undefined && sameNumber(f.exponent, g.exponent);
    })
  );
}

/** Equality of exact numbers. */
const sameNumber = (a: ExactNumber, b: ExactNumber): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

/** The exponent of the exponential among the factors, undefined where there is none. */
export function exponentialOf(m: Monomial): Expression | undefined {
  const parts = m.factors.filter((f) => isExponential(f.base));
  if (parts.length === 0) return undefined;
  return sumExpression(
    parts.map((f) =>
      productExpression([
        { type: "number", ...f.exponent },
        (f.base.type === "call" ? f.base.arguments[0] : undefined) ?? numberExpression(0n),
      ]),
    ),
  );
}

/** The monomial with e^exponent in place of its exponentials. */
export function withExponential(m: Monomial, exponent: Expression): Monomial {
  const others = m.factors.filter((f) => !isExponential(f.base));
  const isOne = exponent.type === "number" && exponent.numerator === 0n;
  return {
    number: m.number,
    factors: isOne ? others : [...others, { base: callExpression("exp", exponent), exponent: ONE }],
  };
}

const isExponential = (e: Expression): boolean => e.type === "call" && e.name === "exp";
