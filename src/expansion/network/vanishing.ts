/**
 * Whether a coefficient of the network's expansion vanishes identically. A value that is not zero modulo a prime, at one
 * point, proves that it does not. That it does is proved by symmetry alone: where exchanging the baths changes nothing, J is
 * odd in Δ. In between nothing is claimed.
 */
import { markFactors, type MarkedPolynomial } from "../../../symbolic/network/marks.js";
import { unpackKey } from "../../../symbolic/network/expansion.js";
import { PRIME, powerModulo, residue, samplePoint } from "../../../symbolic/polynomial/modular-image.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { expandedVariableCount, meanTemperatureIndex } from "../../../symbolic/thermal/variables.js";
import { InputError } from "../../input/errors.js";
import { type LevelsNetwork } from "./expansion.js";

/** Points tried before a zero is no longer put down to chance: each errs with probability below degree/PRIME. */
const POINTS = 3;

/** True iff the coefficient of Δ^k vanishes identically. @throws InputError where it seems to, and no symmetry says so */
export function networkVanishes(network: LevelsNetwork, k: number): boolean {
  if (k === 0 || (k % 2 === 0 && network.symmetric)) return true;
  for (let attempt = 0; attempt < POINTS; attempt++) if (valueModulo(network, k, attempt) !== 0) return false;
  throw new InputError(`alpha_${k} vanishes wherever it was tried, but this form cannot prove it`, {
    hint: "bind more parameters with --at, so that the canonical coefficients are formed",
  });
}

const times = (a: number, b: number): number => {
  const product = a * b;
  return product - Math.floor(product / PRIME) * PRIME;
};
const over = (a: number, b: number): number => times(a, powerModulo(b, PRIME - 2));

/** The numerator N_k at a sample point modulo PRIME. */
function valueModulo(
  { model, order, current, weights, conductances, jets }: LevelsNetwork,
  k: number,
  attempt: number,
): number {
  const v = model.field.variables;
  const count = expandedVariableCount(v, order);
  const polynomial = (p: Polynomial): number => {
    let sum = 0;
    forEachTerm(p, count, (coefficient, exponents) => {
      let term = residue(coefficient);
      exponents.forEach((e, i) => {
        if (e > 0) term = times(term, powerModulo(samplePoint(i, attempt), e));
      });
      sum = (sum + term) % PRIME;
    });
    return sum;
  };
  const value = ({ numerator, denominator }: RationalFunction): number =>
    over(polynomial(numerator), polynomial(denominator));
  const s = samplePoint(meanTemperatureIndex(v), attempt);
  const T_a = v.root === 1 ? s : times(2, powerModulo(s, v.root));
  const z = v.energies.map((b) =>
    over(times(2, polynomial(b.numerator)), times(residue(b.denominator), T_a)),
  );
  const w = weights.map(value);
  const Z = w.reduce((a, b) => (a + b) % PRIME, 0);
  const ends = conductances.map(({ L, R }) => ({ L: L ? value(L) : 0, R: R ? value(R) : 0 }));
  const K = new Map([...jets].map(([name, series]) => [name, series.map(value)]));
  const factor = (base: string): number => {
    if (base.startsWith("z")) return z[Number(base.slice(1))] as number;
    if (base.startsWith("w")) return over(w[Number(base.slice(1))] as number, Z);
    const [, name = "", j = ""] = base.split(".");
    return K.get(name)?.[Number(j) - 1] as number;
  };
  const edges = current.edges.length;
  let total = 0;
  for (const [mark, p] of current.numerators[k] as MarkedPolynomial) {
    let sum = 0;
    p.keys.forEach((key, t) => {
      const powers = unpackKey(key, current.radix, edges);
      let term = residue(BigInt(p.coefficients[t] as number));
      ends.forEach(({ L, R }, e) => {
        term = times(term, powerModulo((L + R) % PRIME, powers.s[e] as number));
        term = times(term, powerModulo(L, powers.a[e] as number));
      });
      sum = (sum + term) % PRIME;
    });
    const weight = markFactors(mark).reduce((x, [base, e]) => times(x, powerModulo(factor(base), e)), 1);
    total = (total + times(weight, sum)) % PRIME;
  }
  return total;
}
