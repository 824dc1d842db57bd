/**
 * The last step of every printed formula: no sum is left uncollected.
 *
 * In what comes out, no two terms of a sum are alike and no factor is common to all of them; a number times a sum is no term of a
 * sum; where expanding makes terms meet, the sum is expanded and factored anew if that is shorter; equal factors of a product,
 * and those that differ in sign, are one power; exponentials of one product are one, and stand inside a sum where that
 * leaves fewer of them. Everything is an identity on trees, chosen by length; a tree without such places comes out as it is.
 */
import {
  callExpression,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sameExpression,
  sumExpression,
} from "../expression/build.js";
import { type ExactNumber, type Expression } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { integerGcd, integerLcm } from "../integer/integer.js";
import { expandedAnew } from "./expand-anew.js";
import {
  exponentialOf,
  type Monomial,
  monomialOf,
  monomialTree,
  multiplyBy,
  productOf,
  sameFactors,
  withExponential,
} from "./monomial.js";
import { isBelowOne, leadingNumber, positiveFirst } from "./sum.js";

/** Whether a factor is known to lie between 0 and 1, as a Boltzmann factor does. */
type Fraction = (e: Expression) => boolean;

/**
 * The formula with every sum collected.
 * @param isFraction  symbols that are known to lie between 0 and 1: 1 − X is written rather than X − 1
 */
export function collected(e: Expression, isFraction: Fraction = () => false): Expression {
  const known = new Map<Expression, Expression>();
  const visit = (x: Expression): Expression => {
    let made = known.get(x);
    if (!made) known.set(x, (made = collectedNode(x, visit, isFraction)));
    return made;
  };
  return positiveTerms(visit(e));
}

function collectedNode(
  e: Expression,
  visit: (e: Expression) => Expression,
  isFraction: Fraction,
): Expression {
  switch (e.type) {
    case "number":
    case "symbol":
      return e;
    case "call": {
      const own = e.arguments.map(visit);
      return own.every((x, i) => x === e.arguments[i]) ? e : { ...e, arguments: own };
    }
    case "power": {
      const base = visit(isBackwards(e.base, e.exponent) ? negated(e.base) : e.base);
      if (base === e.base && (e.exponent.denominator !== 1n || base.type === "symbol")) return e;
      const own = base === e.base ? e : powerExpression(base, e.exponent);
      return collectedProduct(own, isFraction);
    }
    case "product": {
      const factors = e.factors.map(visit);
      const own = factors.every((x, i) => x === e.factors[i]) ? e : productExpression(factors);
      return collectedProduct(own, isFraction);
    }
    case "sum": {
      const terms = e.terms.map(visit);
      const own = terms.every((x, i) => x === e.terms[i]) ? e : sumExpression(terms);
      return collectedSum(own, isFraction);
    }
  }
}

/** Equal factors as one power, exponentials as one; the same tree where there is nothing to do. */
function collectedProduct(e: Expression, isFraction: Fraction): Expression {
  let m = monomialOf(e);
  let changed = e.type === "product" && m.factors.length + Number(!isOne(m.number)) < e.factors.length;
  for (const f of m.factors) {
    const { base, exponent } = f;
    if (base.type !== "sum" || exponent.denominator !== 1n) continue;
    const opposite = m.factors.find((g) => g !== f && g.base.type === "sum" && isOpposite(g.base, base));
    const backwards = isBackwards(base, exponent);
    if (!opposite && !backwards) continue;
    m.factors.splice(m.factors.indexOf(f), 1);
    if (exponent.numerator % 2n !== 0n) m.number = productOf(m.number, MINUS_ONE);
    multiplyBy(m, opposite?.base ?? negated(base), exponent);
    return collectedProduct(monomialTree(m), isFraction);
  }
  const exponentials = m.factors.filter((f) => f.base.type === "call" && f.base.name === "exp");
  const exponent = exponentialOf(m);
  if (exponent && (exponentials.length > 1 || exponentials.some((f) => !isOne(f.exponent)))) {
    m = withExponential(m, collected(exponent));
    changed = true;
  }
  if (turnedForward(m, isFraction)) changed = true;
  const shorter = exponent && absorbed(m);
  if (shorter) return shorter;
  if (tripled(m)) return collectedProduct(monomialTree(m), isFraction);
  const divided = dividedThrough(m);
  if (divided) return divided;
  return changed ? monomialTree(symbolsFirst(m)) : e;
}

/** Whether it is an even power of a sum that begins with a minus sign. */
const isBackwards = (base: Expression, exponent: ExactNumber): boolean =>
  base.type === "sum" &&
  exponent.denominator === 1n &&
  exponent.numerator % 2n === 0n &&
  leadingNumber(base.terms[0] as Expression).numerator < 0n;

/** The exponential of a product taken into one of its sums, where that is shorter. */
function absorbed(m: Monomial): Expression | undefined {
  const exponent = exponentialOf(m);
  if (!exponent) return undefined;
  let best = monomialTree(m);
  const before = nodeCount(best);
  for (const f of m.factors) {
    if (f.base.type !== "sum" || f.exponent.denominator !== 1n) continue;
    if (!f.base.terms.some((t) => exponentialOf(monomialOf(t)))) continue;
    const share = productExpression([
      { type: "number", ...exactQuotient(1n, f.exponent.numerator) },
      exponent,
    ]);
    const terms = f.base.terms.map((t) => {
      const own = monomialOf(t);
      return monomialTree(
        withExponential(own, collected(sumExpression([exponentialOf(own) ?? numberExpression(0n), share]))),
      );
    });
    const rest = withExponential(m, numberExpression(0n));
    const tree = productExpression([
      ...rest.factors.filter((g) => g !== f).map((g) => powerExpression(g.base, g.exponent)),
      { type: "number", ...m.number },
      powerExpression(
        collectedSum(sumExpression(terms), () => false),
        f.exponent,
      ),
    ]);
    if (nodeCount(tree) < nodeCount(best)) best = tree;
  }
  return nodeCount(best) < before ? best : undefined;
}

/** sinh y (2 cosh 2y + 1) as sinh 3y and cosh y (2 cosh 2y − 1) as cosh 3y, where both are to one power; whether there were such. */
function tripled(m: Monomial): boolean {
  for (const f of m.factors) {
    if (f.base.type !== "call" || (f.base.name !== "sinh" && f.base.name !== "cosh")) continue;
    const [angle] = f.base.arguments as [Expression];
    const times = (n: bigint): Expression => productExpression([numberExpression(n), angle]);
    const doubled = productExpression([numberExpression(2n), callExpression("cosh", times(2n))]);
    const unit = numberExpression(f.base.name === "sinh" ? 1n : -1n);
    const partner = m.factors.find(
      ({ base, exponent }) =>
        base.type === "sum" &&
        base.terms.length === 2 &&
        exponent.numerator === f.exponent.numerator &&
        exponent.denominator === f.exponent.denominator &&
        [doubled, unit].every((t) => base.terms.some((own) => sameExpression(own, t))),
    );
    if (!partner) continue;
    const joined = callExpression(f.base.name, times(3n));
    const { exponent } = f;
    m.factors.splice(m.factors.indexOf(partner), 1);
    m.factors.splice(m.factors.indexOf(f), 1);
    multiplyBy(m, joined, exponent);
    return true;
  }
  return false;
}

/** (a sinh² + b)/sinh² as a + b/sinh²: a function below that cancels in some terms of a sum, where that is shorter. */
function dividedThrough(m: Monomial): Expression | undefined {
  let best = monomialTree(m);
  const before = nodeCount(best);
  for (const f of m.factors) {
    if (f.base.type !== "call" || f.exponent.numerator >= 0n) continue;
    for (const s of m.factors) {
      if (s.base.type !== "sum" || !isOne(s.exponent)) continue;
      const terms = s.base.terms.map(monomialOf);
      const powers = terms.map((t) => t.factors.find((g) => sameExpression(g.base, f.base))?.exponent);
      const cancels = (e: ExactNumber): boolean =>
        e.numerator === -f.exponent.numerator && e.denominator === f.exponent.denominator;
      // Where some of it is left above and some below, the function is common to all terms.
      if (powers.every((e) => e === undefined) || !powers.every((e) => e === undefined || cancels(e)))
        continue;
      for (const t of terms) multiplyBy(t, f.base, f.exponent);
      // (x − y)/y is read more easily than x/y − 1.
      const isNumber = (t: Monomial): boolean => t.factors.every((g) => g.exponent.numerator === 0n);
      if (terms.some(isNumber) && terms.some((t) => t.number.numerator < 0n)) continue;
      const sum = positiveFirst(
        terms.map((t) =>
          monomialTree({ ...t, factors: t.factors.filter((g) => g.exponent.numerator !== 0n) }),
        ),
      );
      const tree = productExpression([
        { type: "number", ...m.number },
        ...m.factors.filter((g) => g !== f).map((g) => (g === s ? sum : powerExpression(g.base, g.exponent))),
      ]);
      if (nodeCount(tree) < nodeCount(best)) best = tree;
    }
  }
  return nodeCount(best) < before ? best : undefined;
}

/** A sum without like terms, common factors and sums among its terms. */
function collectedSum(e: Expression, isFraction: Fraction): Expression {
  if (e.type !== "sum") return e;
  const terms = e.terms.flatMap((t) => {
    const m = monomialOf(t);
    const [only] = m.factors;
    if (m.factors.length !== 1 || only?.base.type !== "sum" || !isOne(only.exponent)) return [m];
    return only.base.terms.map((own) => {
      const inner = monomialOf(own);
      return { ...inner, number: productOf(inner.number, m.number) };
    });
  });
  let changed = terms.length !== e.terms.length;
  for (const m of terms) if (turnedForward(m, isFraction)) changed = true;
  const different: Monomial[] = [];
  for (const term of terms) {
    const like = different.find((m) => sameFactors(m, term));
    if (!like) different.push(term);
    else {
      like.number = exactQuotient(
        like.number.numerator * term.number.denominator + term.number.numerator * like.number.denominator,
        like.number.denominator * term.number.denominator,
      );
      changed = true;
    }
  }
  const left = different.filter((m) => m.number.numerator !== 0n);
  if (left.length < 2) return left[0] ? monomialTree(left[0]) : numberExpression(0n);
  const common = commonFactor(left);
  if (common.factors.length > 0 || !isOne(common.number)) changed = true;
  const inverse = monomialOf(powerExpression(monomialTree(common), -1));
  const trees = left.map((m) => (changed ? monomialTree(timesMonomial(m, inverse)) : monomialTree(m)));
  const tidy = changed ? positiveFirst(trees) : inOrder(e);
  const anew = expandedAnew(tidy);
  const sum = anew ?? tidy;
  return changed ? productExpression([monomialTree(common), sum]) : sum;
}

/** Turns c·(a − b) into −c·(b − a) where that is shorter, and X − 1 into 1 − X; whether it did. */
function turnedForward(m: Monomial, isFraction: Fraction): boolean {
  const before = nodeCount(monomialTree(m));
  for (const [i, f] of m.factors.entries()) {
    const { base } = f;
    if (base.type !== "sum" || f.exponent.denominator !== 1n || f.exponent.numerator % 2n === 0n) continue;
    if (base.terms.every((t) => leadingNumber(t).numerator > 0n)) continue;
    const unit = unitOf(base);
    if (unit === 1n) continue;
    const turned = {
      base: unit === -1n ? oneMinus(base) : positiveFirst((negated(base) as typeof base).terms),
      exponent: f.exponent,
    };
    const number = productOf(m.number, MINUS_ONE);
    const factors = m.factors.map((g, k) => (k === i ? turned : g));
    const wanted =
      unit === -1n
        ? m.number.numerator < 0n || base.terms.some((t) => isFraction(t) || isBelowOne(t))
        : nodeCount(monomialTree({ number, factors })) < before;
    if (!wanted) continue;
    m.factors[i] = turned;
    m.number = number;
    turnedForward(m, isFraction);
    return true;
  }
  return false;
}

/** Turns the term −c·(a − b) of a sum into c·(b − a) where that is no longer; whether it did. */
function turnedPositive(m: Monomial): boolean {
  if (m.number.numerator >= 0n) return false;
  const before = nodeCount(monomialTree(m));
  const number = productOf(m.number, MINUS_ONE);
  const at = m.factors.findIndex(({ base, exponent }, i) => {
    if (base.type !== "sum" || base.terms.length > 2 || exponent.denominator !== 1n) return false;
    if (exponent.numerator % 2n === 0n || unitOf(base) === 1n) return false;
    const factors = m.factors.map((g, k) => (k === i ? { base: forward(base), exponent } : g));
    const turned = nodeCount(monomialTree({ number, factors }));
    return !base.terms.every((t) => leadingNumber(t).numerator > 0n) && turned <= before;
  });
  const factor = m.factors[at];
  if (!factor) return false;
  m.factors[at] = { ...factor, base: forward(factor.base) };
  m.number = number;
  return true;
}

/** The same with {@link turnedPositive} in every sum. */
function positiveTerms(e: Expression): Expression {
  switch (e.type) {
    case "sum":
      return sumExpression(
        e.terms.map((t) => {
          const term = positiveTerms(t);
          const m = monomialOf(term);
          return turnedPositive(m) ? monomialTree(m) : term;
        }),
      );
    case "product": {
      const factors = e.factors.map(positiveTerms);
      return factors.every((f, i) => f === e.factors[i]) ? e : productExpression(factors);
    }
    case "power": {
      const base = positiveTerms(e.base);
      return base === e.base ? e : powerExpression(base, e.exponent);
    }
    default:
      return e;
  }
}

/** −e for a sum, a positive term in front. */
const forward = (e: Expression): Expression =>
  positiveFirst((negated(e) as Expression & { readonly type: "sum" }).terms);

/** 1 for 1 − x and −1 for x − 1, one term x with a positive number in front; undefined for other sums. */
function unitOf(e: Expression): bigint | undefined {
  if (e.type !== "sum" || e.terms.length !== 2) return undefined;
  const number = e.terms.find((t) => t.type === "number");
  const other = e.terms.find((t) => t.type !== "number");
  if (number?.type !== "number" || !other || number.denominator !== 1n) return undefined;
  if (number.numerator !== 1n && number.numerator !== -1n) return undefined;
  const sign = number.numerator < 0n ? -1n : 1n;
  return sign < 0n === leadingNumber(other).numerator < 0n ? undefined : sign;
}

/** x − 1 as 1 − x. */
function oneMinus(e: Expression): Expression {
  const terms = (negated(e) as Expression & { readonly type: "sum" }).terms;
  return sumExpression([...terms].sort((a, b) => Number(b.type === "number") - Number(a.type === "number")));
}

/** The same sum with a positive term in front where there is one. */
function inOrder(e: Expression): Expression {
  if (e.type !== "sum" || leadingNumber(e.terms[0] as Expression).numerator >= 0n) return e;
  return positiveFirst(e.terms);
}

function timesMonomial(m: Monomial, by: Monomial): Monomial {
  const product: Monomial = {
    number: productOf(m.number, by.number),
    factors: m.factors.map((f) => ({ ...f })),
  };
  for (const f of by.factors) multiplyBy(product, f.base, f.exponent);
  return { ...product, factors: product.factors.filter((f) => f.exponent.numerator !== 0n) };
}

/** The number and the powers that all terms share; −1 where all are negative. */
function commonFactor(terms: readonly Monomial[]): Monomial {
  const [first] = terms as [Monomial];
  const factors = first.factors.flatMap(({ base }) => {
    const exponents = terms.map((m) => m.factors.find((f) => sameExpression(f.base, base))?.exponent);
    const least = leastShared(exponents);
    return least ? [{ base, exponent: least }] : [];
  });
  const numerator = terms.reduce((g, m) => integerGcd(g, m.number.numerator), 0n);
  const denominator = terms.reduce((l, m) => integerLcm(l, m.number.denominator), 1n);
  const sign = terms.every((m) => m.number.numerator < 0n) ? -1n : 1n;
  return { number: exactQuotient(sign * numerator, denominator), factors };
}

/** The exponent nearest to 0 where all have one sign. */
function leastShared(exponents: readonly (ExactNumber | undefined)[]): ExactNumber | undefined {
  let least: ExactNumber | undefined;
  for (const e of exponents) {
    if (!e) return undefined;
    const size = (x: ExactNumber): bigint => (x.numerator < 0n ? -x.numerator : x.numerator);
    if (least && e.numerator > 0n !== least.numerator > 0n) return undefined;
    if (!least || size(e) * least.denominator < size(least) * e.denominator) least = e;
  }
  return least;
}

const MINUS_ONE: ExactNumber = { numerator: -1n, denominator: 1n };
const isOne = (x: ExactNumber): boolean => x.numerator === 1n && x.denominator === 1n;

/** Symbols before sums and functions, each in its order. */
function symbolsFirst(m: Monomial): Monomial {
  const isSymbol = (f: Monomial["factors"][number]): boolean => f.base.type === "symbol";
  return {
    number: m.number,
    factors: [...m.factors.filter(isSymbol), ...m.factors.filter((f) => !isSymbol(f))].filter(
      (f) => f.exponent.numerator !== 0n,
    ),
  };
}

/** −Σ terms, in the same order. */
function negated(e: Expression): Expression {
  return e.type === "sum"
    ? sumExpression(e.terms.map((t) => productExpression([numberExpression(-1n), t])))
    : productExpression([numberExpression(-1n), e]);
}

/** Whether a = −b term by term, in any order. */
function isOpposite(a: Expression, b: Expression): boolean {
  if (a.type !== "sum" || b.type !== "sum" || a.terms.length !== b.terms.length) return false;
  const opposite = (negated(b) as typeof b).terms;
  return a.terms.every((t) => opposite.some((u) => sameExpression(t, u)));
}
