/** Coefficients of the trace expansion as formulas: α_k = T_a^{−k} c_k, one fraction for each power of 1/T_a. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";
import { integerGcd } from "../../symbolic/integer/integer.js";
import { asInteger, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, type Term, termsOf } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { type TraceRing, type TraceSymbol } from "../../symbolic/traces/moments.js";

/** The index of τ = 2/T_a among the symbols. */
const TAU = 0;

/** α_k as a formula, from c_k. */
export function coefficientFormula(ring: TraceRing, c: RationalFunction, k: number): Expression {
  const denominator = integerDenominator(c);
  const powers = [...coefficientsIn(c.numerator, TAU)].sort(([a], [b]) => b - a);
  return sumExpression(
    powers.map(([power, polynomial]) =>
      factored(ring, polynomial, 2n ** BigInt(power), denominator, powerExpression(T_a, -(k + power))),
    ),
  );
}

/** A cumulant, or any other polynomial in the moments, as a formula. */
export function momentFormula(ring: TraceRing, f: RationalFunction): Expression {
  const denominator = integerDenominator(f);
  const whole = sumExpression(ordered(ring, f.numerator).map((t) => termFormula(ring, t)));
  return denominator === 1n ? whole : productExpression([numberExpression(1n, denominator), whole]);
}

/** The name of a symbol: `m_10`, `s_02`, `kappa_30`; `m_10_2` where an index has two digits. */
export function symbolName(symbol: TraceSymbol): string {
  if (symbol.kind === "tau") return "tau";
  const { kind, j, k } = symbol;
  return j > 9 || k > 9 ? `${kind}_${j}_${k}` : `${kind}_${j}${k}`;
}

/** Number of terms of the polynomial, by which forms compete. */
export function lengthOf(ring: TraceRing, f: RationalFunction): number {
  return termsOf(f.numerator, ring.symbols.length).length;
}

const T_a = symbolExpression("T_a");

function integerDenominator(f: RationalFunction): bigint {
  const denominator = asInteger(f.denominator);
  if (denominator === undefined) throw new Error("internal: moments in a denominator");
  return denominator;
}

/** scale/denominator·p·rest with the integer content of p taken out. */
function factored(
  ring: TraceRing,
  p: Polynomial,
  scale: bigint,
  denominator: bigint,
  rest: Expression,
): Expression {
  const terms = ordered(ring, p);
  const size = (x: bigint): bigint => (x < 0n ? -x : x);
  const content = terms.reduce((g, t) => integerGcd(g, size(t.coefficient)), 0n);
  const sign = (terms[0] as Term).coefficient < 0n ? -1n : 1n;
  const primitive = terms.map((t) => ({ ...t, coefficient: (t.coefficient * sign) / content }));
  const number = exactQuotient(sign * content * scale, denominator);
  const inner = sumExpression(primitive.map((t) => termFormula(ring, t)));
  return productExpression([{ type: "number", ...number }, inner, rest]);
}

/** Terms as they are read: few factors first, then by the current's moment, high powers of X first. */
function ordered(ring: TraceRing, p: Polynomial): Term[] {
  const rank = (t: Term): readonly number[] => {
    const factors = t.exponents.reduce((a, e) => a + e, 0);
    const current = t.exponents.findIndex((e, i) => e > 0 && ring.symbols[i]?.kind !== "s");
    const symbol = ring.symbols[current];
    const [j, k] = symbol && symbol.kind !== "tau" ? [symbol.j, symbol.k] : [0, 0];
    return [-(j + 2 * k), k, factors];
  };
  const ranked = termsOf(p, ring.symbols.length).map((t) => ({ t, r: rank(t) }));
  ranked.sort((a, b) => a.r.reduce((found, x, i) => (found === 0 ? x - (b.r[i] as number) : found), 0));
  return ranked.map(({ t }) => t);
}

function termFormula(ring: TraceRing, t: Term): Expression {
  const factors = t.exponents.flatMap((e, i) =>
    e === 0 ? [] : [powerExpression(symbolExpression(symbolName(ring.symbols[i] as TraceSymbol)), e)],
  );
  return productExpression([numberExpression(t.coefficient), ...factors]);
}
