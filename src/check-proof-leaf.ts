/** One system of equations of a certificate, for the proof checker: it suffices, and its witness shows that it is needed. */
import { type Certificate } from "./certificate.js";
import {
  demand,
  type Expanded,
  NOTHING,
  plus,
  replaced,
  same,
  sameUpToSign,
  signOf,
  times,
  variableOf,
} from "./check-proof-polynomial.js";
import { readPolynomial, readQuotient } from "./check-proof-reader.js";
import { replacedIn, type Ring } from "./check-proof-ring.js";
import { type CheckedLeaf, substitutionOf } from "./check-proof-tree.js";

/** The equations of a leaf imply that all coefficients vanish, and the witness shows that it is needed. */
export function checkLeaf(
  c: Certificate,
  ring: Ring,
  coefficients: readonly Expanded[],
  index: number,
): CheckedLeaf {
  const leaf = c.leaves[index] as Certificate["leaves"][number];
  const read = (text: string): Expanded => readPolynomial(text, ring.plain);
  const equations = leaf.equations.map(read);
  let list: readonly Expanded[] = coefficients;
  leaf.substitutions.forEach((s, k) => {
    const { variable, numerator, denominator } = substitutionOf(ring, s);
    demand(signOf(denominator, ring.real) === 1, "a substitution divides by what may vanish");
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
  if (leaf.witness !== undefined) checkWitness(c, ring, leaf.witness, index);
  return { equations };
}

function checkWitness(
  c: Certificate,
  ring: Ring,
  point: Readonly<Record<string, string>>,
  index: number,
): void {
  const names = c.parameters.map((p) => p.name);
  demand(names.length === Object.keys(point).length, "the witness does not give every parameter");
  const at = (text: string): bigint => {
    let p = readPolynomial(text, ring.plain);
    names.forEach((name, i) => {
      const value = readQuotient(point[name] ?? "", { count: ring.count, symbol: () => undefined });
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
