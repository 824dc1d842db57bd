/**
 * From Boltzmann factors to hyperbolic functions.
 *
 * With q_i = e^{−2y_i}, y_i = b_i/T_a, a polynomial in the q's and other variables is
 *     P = q^{h/2}·Σ_c c·[cosh part + sinh part],   h = lowest + highest exponents,
 * where the coefficients at q^j and q^{h−j} combine into 2cosh or 2sinh of Σ_i (h_i − 2j_i)·y_i. If every monomial in
 * the other variables has a coefficient that is symmetric or antisymmetric under j → h − j, this at most halves the
 * number of terms: the hyperbolic form. Otherwise the exponentials are the shorter form.
 */
import { type Polynomial } from "../polynomial/polynomial.js";
import { fromTerms, type Term, termsOf } from "../polynomial/structure.js";

/** cosh or sinh of Σ multiples_i·y_i, or the constant 1 for `one`. The first nonzero multiple is positive. */
export interface HyperbolicFunction {
  readonly kind: "one" | "cosh" | "sinh";
  readonly multiples: readonly number[];
}

/** A polynomial as q^(halfPowers/2)·Σ coefficient·function; coefficients are free of the q's. */
export interface HyperbolicForm {
  readonly halfPowers: readonly number[];
  readonly terms: readonly { readonly fn: HyperbolicFunction; readonly coefficient: Polynomial }[];
}

/** The variables of a polynomial ring that are Boltzmann factors. */
export interface BoltzmannVariables {
  readonly count: number;
  readonly q: readonly number[];
}

/** The hyperbolic form, or undefined where some coefficient has no definite parity. */
export function hyperbolicForm(p: Polynomial, ring: BoltzmannVariables): HyperbolicForm | undefined {
  const terms = termsOf(p, ring.count);
  const { q } = ring;
  const low = q.map((v) => Math.min(...terms.map((t) => t.exponents[v] as number)));
  const high = q.map((v) => Math.max(...terms.map((t) => t.exponents[v] as number)));
  const center = q.map((_, i) => (low[i] as number) + (high[i] as number));
  const byRest = new Map<string, { rest: number[]; coefficients: Map<string, bigint> }>();
  const parities = new Map<string, number>();
  for (const t of terms) {
    const rest = [...t.exponents];
    q.forEach((v) => (rest[v] = 0));
    const key = rest.join();
    const group = byRest.get(key) ?? { rest, coefficients: new Map<string, bigint>() };
    byRest.set(key, group);
    group.coefficients.set(q.map((v) => t.exponents[v] as number).join(), t.coefficient);
  }
  const sums = new Map<string, { fn: HyperbolicFunction; terms: Term[] }>();
  const put = (fn: HyperbolicFunction, coefficient: bigint, exponents: number[]): void => {
    const key = `${fn.kind}${fn.multiples.join()}`;
    const sum = sums.get(key) ?? { fn, terms: [] };
    sums.set(key, sum);
    sum.terms.push({ coefficient, exponents });
  };
  for (const [key, { rest, coefficients }] of byRest) {
    for (const [exponentKey, c] of coefficients) {
      const j = exponentKey.split(",").map(Number);
      const mirror = j.map((e, i) => (center[i] as number) - e);
      const partner = coefficients.get(mirror.join()) ?? 0n;
      const parity = c === partner ? 1 : c === -partner ? -1 : 0;
      if (parity === 0 || (parities.get(key) ?? parity) !== parity) return undefined;
      parities.set(key, parity);
      const multiples = j.map((e, i) => (center[i] as number) - 2 * e);
      const first = multiples.find((m) => m !== 0);
      if (first === undefined) put({ kind: "one", multiples }, c, rest);
      else if (first > 0) put({ kind: parity === 1 ? "cosh" : "sinh", multiples }, 2n * c, rest);
    }
  }
  return {
    halfPowers: center,
    terms: [...sums.values()].map((s) => ({ fn: s.fn, coefficient: fromTerms(s.terms) })),
  };
}
