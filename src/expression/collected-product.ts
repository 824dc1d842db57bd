/** Products in which equal factors meet: x·x·y as x²·y. */
import { powerExpression, productExpression, sameExpression } from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";

/** The product of the factors, each base once; products within powers are taken apart. */
export function collectedProduct(factors: readonly Expression[]): Expression {
  const product = productExpression(factors.map((f) => flat(f, 1n)));
  return fromPowers(numberOf(product), powersOf(product));
}

/** e^exponent with no product or integer power as the base of an integer power. */
function flat(e: Expression, exponent: bigint): Expression {
  if (e.type === "product") return productExpression(e.factors.map((f) => flat(f, exponent)));
  if (e.type === "power" && e.exponent.denominator === 1n)
    return flat(e.base, exponent * e.exponent.numerator);
  if (e.type === "number" && e.numerator !== 0n) {
    const [n, d] = exponent < 0n ? [e.denominator, e.numerator] : [e.numerator, e.denominator];
    const size = exponent < 0n ? -exponent : exponent;
    return { type: "number", ...exactQuotient(n ** size, d ** size) };
  }
  return powerExpression(e, { numerator: exponent, denominator: 1n });
}

/** base^exponent. */
export interface IntegerPower {
  readonly base: Expression;
  readonly exponent: bigint;
}

/** The factors of a product that are not numbers, with their exponents; roots count as factors of their own. */
export function powersOf(e: Expression): IntegerPower[] {
  return (e.type === "product" ? e.factors : [e]).flatMap((f): IntegerPower[] => {
    if (f.type === "number") return [];
    return f.type === "power" && f.exponent.denominator === 1n
      ? [{ base: f.base, exponent: f.exponent.numerator }]
      : [{ base: f, exponent: 1n }];
  });
}

/** The number in front of a product. */
export function numberOf(e: Expression): ExactNumber {
  const first = e.type === "product" ? e.factors[0] : e;
  return first?.type === "number" ? first : { numerator: 1n, denominator: 1n };
}

/** The product of powers; equal bases meet. */
export function fromPowers(number: ExactNumber, powers: readonly IntegerPower[]): Expression {
  const met: IntegerPower[] = [];
  for (const { base, exponent } of powers) {
    const i = met.findIndex((m) => sameExpression(m.base, base));
    const old = met[i];
    if (old) met[i] = { base, exponent: old.exponent + exponent };
    else met.push({ base, exponent });
  }
  return productExpression([
    { type: "number", ...number },
    ...met
      .filter((m) => m.exponent !== 0n)
      .map((m) => powerExpression(m.base, { numerator: m.exponent, denominator: 1n })),
  ]);
}
