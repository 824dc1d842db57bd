/**
 * The printed form of a coefficient in generators, built directly and not searched for.
 *
 * A numerator is nested: Σ over powers of the first printed symbol of Σ over powers of the second …, and for each set
 * of powers a polynomial in z = 2b/T_a and q = e^{−z}. Every such leaf becomes z^a·sinh^b·cosh^c·Σ_fn (polynomial in z)·fn, with
 * fn = cosh or sinh of multiples of b/T_a; at every level what all parts share (numbers, symbols, sinh, cosh, sums)
 * moves in front. The cost is linear in the number of terms, times the number of generators.
 *
 * This serves one energy, where every polynomial in q is symmetric or antisymmetric; otherwise there is no such form
 * and `present/present.ts` finds one.
 */
import { bilinearForms, type BilinearSplit, type ForEachTerm } from "./bilinear-form.js";
import { couplingForm } from "./coupling-form.js";
import { sumsPutIn } from "../generators/names.js";
import { sameExpression } from "../expression/build.js";
import { forEachNumeratorTerm, type PackedFraction } from "../packed/canonical-quotient.js";
import { type Expression } from "../expression/expression.js";
import { type FormContext, imageOf, multiplyImage } from "./form-context.js";
import { type Leaf, leafForm } from "./generator-polynomial.js";
import { type GeneratorRing } from "../generators/series.js";
import { forEachTerm, fromTerms, type Term } from "../polynomial/structure.js";
import { multiplySumOfTrees } from "./sum.js";
import {
  emptyProduct,
  functionFactor,
  lengthOf,
  multiplyFunction,
  multiplyProduct,
  multiplyVariable,
  type PresentationRing,
  type Product,
  productTree,
  scaleBy,
  takeCommonSymbols,
} from "./product.js";

/** Printable forms of prefactor × coefficient; none where a polynomial in q has no parity. */
export function generatorForms(
  ring: GeneratorRing,
  context: FormContext,
  f: PackedFraction,
  k: number,
): readonly Expression[] {
  const printed = context.ring;
  const count = context.images.length;
  const product = emptyProduct(printed);
  const { constant, monomial } = ring.generators.prefactor;
  scaleBy(product, constant.numerator, constant.denominator);
  scaleBy(product, f.constant.numerator, f.constant.denominator);
  monomial.forEach((e, i) => multiplyVariable(product, printed, i, e));
  // Δ^k = u^k T_a^k, and T_a = 2 s^n for a root variable s
  multiplyVariable(product, printed, context.mean, -k * ring.source.root);
  if (ring.source.root !== 1) scaleBy(product, 1n, 2n, k);
  f.monomial.forEach((e, i) => multiplyImage(product, context, i, e));
  for (const { base, exponent } of f.denominator) {
    let form = context.denominators.get(base);
    if (!form) {
      form = polynomialForm((visit) => forEachTerm(base, count, visit), context);
      if (!form) return [];
      context.denominators.set(base, form);
    }
    multiplyProduct(product, form, -exponent);
  }
  const terms: ForEachTerm = (visit) => forEachNumeratorTerm(f, count, visit);
  const nested = polynomialForm(terms, context);
  if (!nested) return [];
  return [nested, ...bilinearForms(terms, splitOf(context)), ...inCouplings(terms, context)].map(
    (numerator) => {
      const whole = emptyProduct(printed);
      multiplyProduct(whole, product);
      multiplyProduct(whole, numerator);
      return productTree(whole, printed);
    },
  );
}

/** A polynomial in generators falls into functions of z and q, and the rest. */
function splitOf(context: FormContext): BilinearSplit {
  const { ring, named, z, q } = context;
  return {
    ...splitAt(context, z, q),
    couplingForm(p) {
      const { polynomial, factor } = imageOf(p, context);
      const inSums = couplingForm(polynomial, ring);
      const putIn = context.sumsOfCouplings ? couplingForm(sumsPutIn(named)(polynomial), ring) : inSums;
      const product = lengthOf(putIn, ring) < lengthOf(inSums, ring) ? putIn : inSums;
      scaleBy(product, factor.numerator, factor.denominator);
      for (const [v, e] of factor.exponents) multiplyVariable(product, ring, v, e);
      return product;
    },
  };
}

/** The same of a polynomial in the couplings themselves, where z and q have these indices. */
function splitAt(context: FormContext, z: number, q: number): BilinearSplit {
  const { ring } = context;
  return {
    ring,
    q: [q],
    kinematic: (v) => v === z,
    functionForm(p) {
      const leaf: Leaf = new Map();
      forEachTerm(p, Math.max(z, q) + 1, (coefficient, exponents) => {
        const j = exponents[z] as number;
        let row = leaf.get(j);
        if (!row) leaf.set(j, (row = []));
        row[exponents[q] as number] = coefficient;
      });
      return leafForm(leaf, context);
    },
    couplingForm: (p) => couplingForm(p, ring),
  };
}

/** Forms of a numerator in the couplings where generators are sums of them, as Γ_L + Γ_R: few monomials there, too. */
function inCouplings(forEach: ForEachTerm, context: FormContext): readonly Product[] {
  const { images, named, sumsOfCouplings, z, q, mean } = context;
  const whole = images.every(
    ({ denominator, exponents }, i) =>
      i === z || i === q || (denominator === 1n && exponents.every(([v]) => v !== mean)),
  );
  if (!sumsOfCouplings || !whole) return [];
  const count = context.ring.count;
  const terms: Term[] = [];
  forEach((coefficient, exponents) => {
    const target = new Array<number>(count + 2).fill(0);
    let number = coefficient;
    images.forEach((image, i) => {
      const e = exponents[i] as number;
      if (i === z) target[count] = e;
      else if (i === q) target[count + 1] = e;
      else {
        number *= image.numerator ** BigInt(e);
        for (const [v, x] of image.exponents) target[v]! += x * e;
      }
    });
    terms.push({ coefficient: number, exponents: target });
  });
  const polynomial = sumsPutIn(named)(fromTerms(terms));
  return bilinearForms(
    (visit) => forEachTerm(polynomial, count + 2, visit),
    splitAt(context, count, count + 1),
  );
}

/** Powers of one symbol, or a leaf and its powers of the generators below the last level. */
interface Nest {
  readonly branches: Map<number, Nest>;
  readonly leaf: Leaf;
  exponents: readonly number[];
}

const emptyNest = (): Nest => ({ branches: new Map(), leaf: new Map(), exponents: [] });

function polynomialForm(forEach: ForEachTerm, context: FormContext): Product | undefined {
  const root = emptyNest();
  const { levels, z, q } = context;
  forEach((coefficient, exponents) => {
    let nest = root;
    for (const level of levels) {
      let e = 0;
      for (let i = 0; i < level.length; i++) e += (level[i] as number) * (exponents[i] as number);
      let next = nest.branches.get(e);
      if (!next) nest.branches.set(e, (next = emptyNest()));
      nest = next;
    }
    if (nest.leaf.size === 0) nest.exponents = Array.from(exponents);
    const j = exponents[z] as number;
    let row = nest.leaf.get(j);
    if (!row) nest.leaf.set(j, (row = []));
    row[exponents[q] as number] = coefficient;
  });
  return nestForm(root, 0, context);
}

function nestForm(nest: Nest, level: number, context: FormContext): Product | undefined {
  if (level === context.levels.length) {
    const form = leafForm(nest.leaf, context);
    if (form)
      nest.exponents.forEach((e, i) => {
        if (i !== context.z && i !== context.q) multiplyImage(form, context, i, e);
      });
    return form;
  }
  const parts: Product[] = [];
  for (const e of [...nest.branches.keys()].sort((a, b) => b - a)) {
    const part = nestForm(nest.branches.get(e) as Nest, level + 1, context);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts.length === 1 ? parts[0] : commonFactors(parts, context.ring);
}

/** Σ parts, with everything they share in front. */
function commonFactors(parts: readonly Product[], ring: PresentationRing): Product | undefined {
  const first = parts[0] as Product;
  const result = emptyProduct(ring);
  const half = first.halfPowers[0] as number;
  if (parts.some((part) => part.halfPowers[0] !== half)) return undefined;
  result.halfPowers[0] = half;
  for (const part of parts) part.halfPowers[0] = 0;
  takeCommonSymbols(parts, result);
  for (const { fn } of first.functions) {
    const partners = parts.map((part) => functionFactor(part, fn));
    const least = Math.min(...partners.map((f) => f?.exponent ?? 0));
    if (least === 0) continue;
    for (const part of parts) multiplyFunction(part, fn, -least);
    multiplyFunction(result, fn, least);
  }
  for (const s of first.sums) {
    const partners = parts.map((part) => part.sums.find((t) => sameExpression(t.expression, s.expression)));
    const least = Math.min(...partners.map((t) => t?.exponent ?? 0));
    if (least <= 0) continue;
    for (const t of partners) t!.exponent -= least;
    result.sums.push({ expression: s.expression, exponent: least });
  }
  const trees = parts.map((part) => productTree(part, ring));
  // Joined functions bring numbers of their own, so numbers are taken from the trees.
  multiplySumOfTrees(result, trees);
  return result;
}
