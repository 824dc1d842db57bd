/** Polynomials in the energy z = 2b/T_a times one hyperbolic function, as they stand in a printed product or sum. */
import { numberExpression, productExpression, sumExpression } from "../expression/build.js";
import { type ExactNumber, type Expression } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { type FormContext } from "./form-context.js";
import { type MonomialImage } from "../generators/names.js";
import { type HyperbolicFunction } from "./hyperbolic.js";
import { integerGcd, integerLcm } from "../integer/integer.js";
import { positiveFirst } from "./sum.js";
import { multiplyFunction, multiplySum, multiplyVariable, type Product, scaleBy } from "./product.js";

/** unit·z^low·(polynomial in z)·fn(weight·y). */
export interface Part {
  readonly kind: HyperbolicFunction["kind"];
  readonly weight: number;
  /** Its sign makes the highest power of the energy positive in the sum. */
  readonly unit: ExactNumber;
  /** Highest and lowest power of z. */
  readonly top: number;
  readonly low: number;
  /** The primitive polynomial without z^low; undefined for 1. */
  readonly sum: Expression | undefined;
}

/** (Σ c_i z^powers_i)·fn as a part; powers fall. */
export function zPolynomial(
  kind: Part["kind"],
  weight: number,
  powers: readonly number[],
  coefficients: readonly bigint[],
  context: FormContext,
): Part {
  const { numerator, denominator } = context.images[context.z] as MonomialImage;
  let top = -1;
  let low = 0;
  let content = 0n;
  let lead = 0n;
  const scaled = coefficients.map((c, i) => {
    if (c === 0n) return c;
    low = powers[i] as number;
    if (top < 0) top = low;
    // z^j = numerator^j·denominator^(top−j)·… over denominator^top
    let x = c * numerator ** BigInt(low);
    if (denominator !== 1n) x *= denominator ** BigInt(top - low);
    if (lead === 0n) lead = x;
    content = integerGcd(content, x);
    return x;
  });
  const unit = lead < 0n ? -content : content;
  let sum: Expression | undefined;
  if (top !== low) {
    const terms: Expression[] = [];
    scaled.forEach((x, i) => {
      if (x === 0n) return;
      const j = powers[i] as number;
      const factors: Expression[] = [numberExpression(x / unit)];
      for (const { variable, exponent } of context.zSymbols) {
        const own = exponent * (exponent > 0 ? j - low : j - top);
        if (own !== 0) factors.push(context.ring.symbol(variable, own));
      }
      terms.push(productExpression(factors));
    });
    sum = sumExpression(terms);
  }
  return { kind, weight, unit: exactQuotient(unit, denominator ** BigInt(top)), top, low, sum };
}

/** The exponent of a symbol of z in front of a part. */
const frontExponent = (exponent: number, part: Part): number =>
  exponent * (exponent > 0 ? part.low : part.top);

/** Multiplies by one part. */
export function multiplyPart(product: Product, part: Part, context: FormContext): void {
  scaleBy(product, part.unit.numerator, part.unit.denominator);
  for (const { variable, exponent } of context.zSymbols)
    multiplyVariable(product, context.ring, variable, frontExponent(exponent, part));
  if (part.sum) multiplySum(product, part.sum, 1);
  multiplyFunction(product, { kind: part.kind, multiples: [part.weight] }, 1);
}

/** Multiplies by Σ parts; the number and the symbols that all share stand in front. */
export function multiplyParts(product: Product, parts: readonly Part[], context: FormContext): void {
  const { ring, zSymbols } = context;
  let numerator = 0n;
  let denominator = 1n;
  for (const { unit } of parts) {
    numerator = integerGcd(numerator, unit.numerator);
    denominator = integerLcm(denominator, unit.denominator);
  }
  const front = zSymbols.map(({ exponent }) =>
    Math.min(...parts.map((part) => frontExponent(exponent, part))),
  );
  zSymbols.forEach(({ variable }, i) => {
    multiplyVariable(product, ring, variable, front[i] as number);
  });
  // The highest power of the energy is positive.
  const top = Math.max(...parts.map((part) => part.top));
  const leading = parts.find((part) => part.top === top) as Part;
  if (leading.unit.numerator < 0n) numerator = -numerator;
  scaleBy(product, numerator, denominator);
  const trees = parts.flatMap((part) => {
    const unit = (part.unit.numerator * (denominator / part.unit.denominator)) / numerator;
    const factors: Expression[] = [numberExpression(unit)];
    zSymbols.forEach(({ variable, exponent }, i) => {
      const e = frontExponent(exponent, part) - (front[i] as number);
      if (e !== 0) factors.push(ring.symbol(variable, e));
    });
    // A constant part needs no parentheses.
    if (part.sum?.type === "sum" && part.kind === "one" && factors.length === 1)
      return part.sum.terms.map((t) => productExpression([numberExpression(unit), t]));
    if (part.sum) factors.push(part.sum);
    if (part.kind !== "one") factors.push(ring.call(part.kind, [part.weight], 1));
    return [productExpression(factors)];
  });
  multiplySum(product, positiveFirst(trees), 1);
}
