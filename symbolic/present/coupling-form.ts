/** A polynomial in the couplings as a product of its factors. */
import { asInteger, type Polynomial } from "../polynomial/polynomial.js";
import { emptyProduct, multiplySum, type PresentationRing, type Product } from "./product.js";
import { expandedSum, smallFactors, takeContent } from "./sum.js";

/** The factored form; each factor is an expanded sum. */
export function couplingForm(p: Polynomial, ring: PresentationRing): Product {
  const product = emptyProduct(ring);
  for (const { base, exponent } of smallFactors(takeContent(product, ring, p))) {
    const rest = takeContent(product, ring, base, exponent);
    if (asInteger(rest) === undefined) multiplySum(product, expandedSum(rest, ring), exponent);
  }
  return product;
}
