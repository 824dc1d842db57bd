/** The case distinction of a certificate, walked step by step: what is left where no system of equations holds. */
import { type Certificate, type CertificateNode } from "../certificate/format.js";
import {
  constantOf,
  demand,
  type Expanded,
  hasUniformTerms,
  involves,
  NOTHING,
  plus,
  replaced,
  same,
  sameUpToSign,
  signOf,
  times,
  toThe,
  variableOf,
  withoutVariables,
} from "./algebra/polynomial.js";
import { demandDivisors, type Divisor, type Step } from "./algebra/divisors.js";
import { readPolynomial } from "./algebra/reader.js";
import { replacedIn, type Ring } from "./algebra/ring.js";

/** A leaf whose equations were shown to make every coefficient vanish. */
export interface CheckedLeaf {
  readonly equations: readonly Expanded[];
}

/** Reads a substitution for a parameter. @throws ProofError if it is circular */
export function substitutionOf(
  ring: Ring,
  s: { readonly variable: string; readonly numerator: string; readonly denominator: string },
): Step {
  const variable = ring.names.indexOf(s.variable);
  demand(variable >= 0 && variable < ring.parameterCount, "a substitution is not for a parameter");
  const numerator = readPolynomial(s.numerator, ring.plain);
  const denominator = readPolynomial(s.denominator, ring.plain);
  demand(
    !involves(numerator, [variable]) && !involves(denominator, [variable]),
    "a substitution is circular",
  );
  return { variable, numerator, denominator };
}

interface Path {
  readonly hypotheses: readonly Expanded[];
  readonly nonzero: readonly Expanded[];
  readonly substitutions: readonly Step[];
  /** The equations of all leaves after the substitutions. */
  readonly systems: readonly (readonly Expanded[])[];
  /** The factor just assumed zero, until a step uses it. */
  readonly zero?: Expanded;
}

/** The name of π among the parameters; no parameter of a junction can have it. */
const PI = "pi";

const isPowerOf = (monomial: string, variable: number): boolean =>
  /^\0*$/.test(withoutVariables(monomial, [variable]));

/**
 * Walks the case distinction.
 * @param rates  numerators of the rates at both ends, which do not vanish identically
 * @param divisors  what the certificate divides by: none may vanish where a branch ends in a leaf
 * Returns whether it has no open case. @throws ProofError at the first false step */
export function checkTree(
  c: Pick<Certificate, "tree">,
  ring: Ring,
  coefficients: readonly Expanded[],
  leaves: readonly CheckedLeaf[],
  rates: { readonly L?: Expanded; readonly R?: Expanded },
  divisors: readonly Divisor[],
): boolean {
  const read = (text: string): Expanded => readPolynomial(text, ring.plain);
  const walk = (node: CertificateNode, path: Path): boolean => {
    switch (node.kind) {
      case "split": {
        demand(path.zero === undefined, "an assumption is not used");
        const hypothesis = path.hypotheses[node.hypothesis];
        demand(hypothesis !== undefined, "a step refers to nothing");
        let product = read(node.definite);
        demand(signOf(product, ring.real) !== 0, "a factor said to keep its sign may vanish");
        for (const { base, exponent, of, cofactor } of node.nonzero) {
          const factor = read(base);
          const whole = path.nonzero[of] ?? NOTHING;
          demand(
            same(whole, times(factor, read(cofactor))),
            "a factor said to be nonzero is not known to be",
          );
          product = times(product, toThe(factor, exponent, ring.count));
        }
        for (const { base, exponent } of node.ofPi ?? []) {
          const factor = read(base);
          demand(
            factor.size > 0 && [...factor.keys()].every((m) => isPowerOf(m, ring.names.indexOf(PI))),
            "a factor said to be a number may vanish",
          );
          product = times(product, toThe(factor, exponent, ring.count));
        }
        for (const { factor, exponent } of node.branches)
          product = times(product, toThe(read(factor), exponent, ring.count));
        demand(
          hypothesis.size > 0 && same(product, hypothesis),
          "the factors do not multiply to the coefficient",
        );
        return node.branches
          .map(({ factor, exponent, then }) => {
            demand(exponent >= 1, "a factor without exponent");
            return walk(then, { ...path, zero: read(factor) });
          })
          .every((x) => x);
      }
      case "substitute": {
        const s = substitutionOf(ring, node.substitution);
        demand(signOf(s.denominator, ring.real) === 1, "a substitution divides by what may vanish");
        return walk(node.then, after(path, s));
      }
      case "cases": {
        const s = substitutionOf(ring, node.substitution);
        const nonzero = after({ ...path, nonzero: [...path.nonzero, s.denominator] }, s);
        demandSolves(path, s);
        const zero = { ...path, hypotheses: [...path.hypotheses, s.denominator, s.numerator] };
        const both = [walk(node.nonzero, nonzero), walk(node.zero, without(zero))];
        return both.every((x) => x);
      }
      case "terms": {
        demand(path.zero !== undefined && hasUniformTerms(path.zero, ring.real), "terms of different signs");
        const terms = node.terms.map(read);
        const sum = terms.reduce((s, t) => plus(s, t), NOTHING);
        demand(
          terms.every((t) => t.size === 1) && same(sum, path.zero),
          "the terms are not those of the factor",
        );
        return walk(node.then, without({ ...path, hypotheses: [...path.hypotheses, ...terms] }));
      }
      case "violation": {
        const variable = ring.names.indexOf(node.variable);
        const k = path.substitutions.findIndex((s) => s.variable === variable);
        demand(k >= 0 && !ring.real.includes(variable), "the variable has no value here, or may have any");
        const list = path.substitutions.slice(k);
        demand(
          list.every((x) => signOf(x.denominator, ring.real) === 1),
          "a denominator may vanish",
        );
        const value = list
          .slice(1)
          .reduce(
            (q, x) => replaced(q, x.variable, x.numerator, x.denominator),
            list[0]?.numerator ?? NOTHING,
          );
        demand(value.size === 0 || signOf(value, ring.real) === -1, `${node.variable} may be positive`);
        return true;
      }
      case "no rate": {
        demand(path.zero === undefined, "an assumption is not used");
        const rate = rates[node.side];
        const left = path.substitutions.reduce(
          (p, s) => replaced(p, s.variable, s.numerator, s.denominator),
          rate ?? constantOf(1n, ring.count),
        );
        demand(left.size === 0, `the rate of the bath at ${node.side} does not vanish here`);
        return true;
      }
      case "leaf": {
        const system = path.systems[node.leaf];
        demand(system !== undefined, "a leaf that does not exist");
        const unsolved = node.last === undefined ? undefined : read(node.last);
        demandDivisors(ring, divisors, path.substitutions, unsolved, `in a case of system ${node.leaf + 1}`);
        if (node.last === undefined) {
          demand(path.zero === undefined, "an assumption is not used");
          demand(
            system.every((p) => p.size === 0),
            "the equations of the leaf do not hold here",
          );
          return true;
        }
        const last = read(node.last);
        const { zero } = path;
        demand(zero !== undefined && sameUpToSign(last, zero), "the last equation is not what was assumed");
        const cofactors = (node.cofactors ?? []).map(read);
        demand(cofactors.length === system.length, "a cofactor is missing");
        demand(
          system.every((p, i) => same(p, times(last, cofactors[i] as Expanded))),
          "the equations of the leaf do not hold here",
        );
        return true;
      }
      case "open":
        return false;
    }
  };
  return walk(c.tree, {
    hypotheses: coefficients,
    nonzero: [],
    substitutions: [],
    systems: leaves.map((l) => l.equations),
  });
}

function demandSolves(path: Path, s: Step): void {
  const count = [...s.denominator.keys()][0]?.length ?? 0;
  const stated = plus(times(s.denominator, variableOf(s.variable, count)), s.numerator, -1n);
  demand(
    path.zero !== undefined && sameUpToSign(stated, path.zero),
    "a substitution is not what was assumed",
  );
}

function after(path: Path, s: Step): Path {
  demandSolves(path, s);
  const put = (list: readonly Expanded[]): Expanded[] =>
    replacedIn(list, s.variable, s.numerator, s.denominator);
  return without({
    ...path,
    hypotheses: put(path.hypotheses),
    nonzero: put(path.nonzero),
    substitutions: [...path.substitutions, s],
    systems: path.systems.map(put),
  });
}

/** The path with its assumption used up. */
function without(path: Path): Path {
  const { hypotheses, nonzero, substitutions, systems } = path;
  return { hypotheses, nonzero, substitutions, systems };
}
