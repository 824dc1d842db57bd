/**
 * Whether polynomial relations contradict each other, decided with every monomial taken for a variable of its own: linear relations
 * then, and Fourier–Motzkin elimination finds a combination with positive factors that reads 0 > 0 if there is one. What it finds is
 * proved; relations that contradict each other by the products of monomials alone are not found.
 */
import { type Polynomial } from "./polynomial.js";
import { type Assumption } from "./sign.js";
import { termsOf } from "./structure.js";

/** A polynomial compared with zero. */
export interface Relation {
  readonly polynomial: Polynomial;
  readonly is: ">" | ">=" | "=";
}

/** Σ coefficient·monomial > 0 or ≥ 0; the constant term has the empty name. */
interface Linear {
  readonly terms: ReadonlyMap<string, bigint>;
  readonly strict: boolean;
}

/** Elimination can square the number of relations at each step; past this nothing is said. */
const MOST_RELATIONS = 400;

/**
 * True if no admitted values of the variables satisfy all relations.
 * @param assumptions of the variables, as far as they occur
 */
export function contradict(relations: readonly Relation[], assumptions: readonly Assumption[]): boolean {
  const linear: Linear[] = [];
  const monomials = new Map<string, Linear>();
  for (const { polynomial, is } of relations) {
    const terms = new Map<string, bigint>();
    for (const { coefficient, exponents } of termsOf(polynomial, assumptions.length)) {
      const isConstant = exponents.every((e) => e === 0);
      const name = isConstant ? "" : exponents.join();
      terms.set(name, coefficient);
      if (!isConstant && exponents.every((e, i) => assumptions[i] === "positive" || e % 2 === 0)) {
        const strict = exponents.every((e, i) => assumptions[i] === "positive" || e === 0);
        monomials.set(name, { terms: new Map([[name, 1n]]), strict });
      }
    }
    linear.push({ terms, strict: is === ">" });
    if (is === "=") linear.push({ terms: times(terms, -1n), strict: false });
  }
  let left: readonly Linear[] = [...linear, ...monomials.values()];
  for (;;) {
    if (left.some(isFalse)) return true;
    const name = left.flatMap(({ terms }) => [...terms.keys()]).find((n) => n !== "");
    if (name === undefined || left.length > MOST_RELATIONS) return false;
    left = without(left, name);
  }
}

/** 0 > 0, or a negative number that is not to be one. */
function isFalse({ terms, strict }: Linear): boolean {
  if ([...terms.keys()].some((name) => name !== "")) return false;
  const value = terms.get("") ?? 0n;
  return strict ? value <= 0n : value < 0n;
}

/** What follows for the other monomials: every lower bound with every upper one. */
function without(relations: readonly Linear[], name: string): Linear[] {
  const sign = ({ terms }: Linear): number => {
    const c = terms.get(name) ?? 0n;
    return c > 0n ? 1 : c < 0n ? -1 : 0;
  };
  const [lower, upper] = [1, -1].map((s) => relations.filter((r) => sign(r) === s)) as [Linear[], Linear[]];
  const rest = relations.filter((r) => sign(r) === 0);
  for (const a of lower) {
    for (const b of upper) {
      const [up, down] = [a.terms.get(name) ?? 0n, -(b.terms.get(name) ?? 0n)];
      const terms = new Map(times(a.terms, down));
      for (const [n, c] of times(b.terms, up)) terms.set(n, (terms.get(n) ?? 0n) + c);
      for (const [n, c] of terms) if (c === 0n) terms.delete(n);
      rest.push({ terms, strict: a.strict || b.strict });
    }
  }
  return rest;
}

const times = (terms: ReadonlyMap<string, bigint>, factor: bigint): ReadonlyMap<string, bigint> =>
  new Map([...terms].map(([name, c]) => [name, c * factor]));
