/** One system of equations of a certificate, for the proof checker: it suffices, and its witness shows that it is needed. */
import { type Certificate } from "../certificate/format.js";
import {
  demand,
  type Expanded,
  involves,
  NOTHING,
  plus,
  replaced,
  same,
  sameUpToSign,
  signOf,
  times,
  variableOf,
} from "./algebra/polynomial.js";
import { demandDivisors, type Divisor, type Step } from "./algebra/divisors.js";
import { readPolynomial, readQuotient } from "./algebra/reader.js";
import { replacedIn, type Ring } from "./algebra/ring.js";
import { type CheckedLeaf, substitutionOf } from "./cases.js";

/**
 * The equations of a leaf imply that all coefficients vanish where nothing stated is divided by zero, and the witness
 * shows that it is needed.
 * @param divisors  what the certificate divides by: none may vanish where the leaf's equations hold
 */
export function checkLeaf(
  c: Pick<Certificate, "leaves" | "parameters">,
  ring: Ring,
  coefficients: readonly Expanded[],
  divisors: readonly Divisor[],
  index: number,
): CheckedLeaf {
  const leaf = c.leaves[index] as Certificate["leaves"][number];
  const read = (text: string): Expanded => readPolynomial(text, ring.plain);
  const equations = leaf.equations.map(read);
  let list: readonly Expanded[] = coefficients;
  const steps = leaf.substitutions.map((s) => substitutionOf(ring, s));
  steps.forEach(({ variable, numerator, denominator }, k) => {
    demand(signOf(denominator, ring.real) === 1, "a substitution divides by what may vanish");
    // Otherwise the parameters that are left would not be free, and a polynomial in them might vanish unseen.
    const solved = steps.slice(0, k).map((x) => x.variable);
    demand(
      !solved.includes(variable) && !involves(numerator, solved) && !involves(denominator, solved),
      "a substitution brings back a parameter that was solved for",
    );
    const stated = plus(times(denominator, variableOf(variable, ring.count)), numerator, -1n);
    demand(
      sameUpToSign(stated, equations[k] ?? NOTHING),
      "a substitution is not the solution of its equation",
    );
    list = replacedIn(list, variable, numerator, denominator);
  });
  const rest = equations.slice(leaf.substitutions.length);
  if (leaf.last === undefined) {
    demand(rest.length === 0 && leaf.cofactors === undefined, "an equation is not used");
    demand(
      list.every((p) => p.size === 0),
      "the equations do not make every coefficient vanish",
    );
  } else {
    const last = read(leaf.last);
    const cofactors = leaf.cofactors ?? [];
    demand(
      rest.length === 1 && sameUpToSign(last, rest[0] as Expanded),
      "the last equation is not that of the leaf",
    );
    demand(cofactors.length === list.length, "a cofactor is missing");
    list.forEach((p, i) => {
      demand(same(p, times(last, read(cofactors[i] as string))), "a cofactor is wrong");
    });
  }
  const last = leaf.last === undefined ? undefined : read(leaf.last);
  demandDivisors(ring, divisors, steps, last, `on system ${index + 1}`);
  if (leaf.witness !== undefined) checkWitness(c, ring, leaf.witness, index);
  else demand(mayLackWitness(c, ring), `system ${index + 1} has no witness: it may be empty`);
  demandAdmitted(ring, steps, last, `system ${index + 1}`);
  return { equations };
}

function checkWitness(
  c: Pick<Certificate, "leaves" | "parameters">,
  ring: Ring,
  point: Readonly<Record<string, string>>,
  index: number,
): void {
  const names = c.parameters.map((p) => p.name);
  demand(names.length === Object.keys(point).length, "the witness does not give every parameter");
  const at = (text: string): bigint => {
    let p = readPolynomial(text, ring.plain);
    names.forEach((name, i) => {
      const value = readQuotient(point[name] ?? "", { ...ring.plain, symbol: () => undefined });
      p = replaced(p, i, value.numerator, value.denominator);
    });
    demand(p.size <= 1, "the witness does not give every parameter");
    return [...p.values()][0] ?? 0n;
  };
  for (const { name, assumption } of c.parameters)
    demand(assumption === "real" || at(name) > 0n, "the witness is not positive");
  c.leaves.forEach((leaf, i) => {
    const holds = leaf.equations.every((e) => at(e) === 0n);
    demand(holds === (i === index), "the witness satisfies the wrong system");
  });
}

/** A witness has rational numbers; where an equation is solved by none, or holds π, there is none to give. */
function mayLackWitness(c: Pick<Certificate, "leaves">, ring: Ring): boolean {
  const pi = ring.names.indexOf("pi");
  const all = c.leaves.flatMap((l) => l.equations.map((e) => readPolynomial(e, ring.plain)));
  return c.leaves.some((l) => l.last !== undefined) || (pi >= 0 && all.some((e) => involves(e, [pi])));
}

/** No system may give a positive parameter a value that is zero or negative, or end in an equation of terms of one sign. */
function demandAdmitted(
  ring: Ring,
  steps: readonly Step[],
  last: Expanded | undefined,
  system: string,
): void {
  steps.forEach(({ variable, numerator }, k) => {
    const value = steps
      .slice(k + 1)
      .reduce((p, s) => replaced(p, s.variable, s.numerator, s.denominator), numerator);
    demand(
      ring.real.includes(variable) || (value.size > 0 && signOf(value, ring.real) !== -1),
      `${system} violates what is assumed: ${ring.names[variable] ?? ""} is not positive there`,
    );
  });
  demand(
    last === undefined || signOf(last, ring.real) === 0,
    `the last equation of ${system} has no solution`,
  );
}
