/** Writing the certificate of a parity verdict. */
import { divideExactly, type Polynomial } from "../symbolic/polynomial.js";
import { type RationalFunction } from "../symbolic/rational-function.js";
import { variablesOf } from "../symbolic/polynomial-structure.js";
import { type Leaf, type SolveNode } from "../symbolic/solve-positive-tree.js";
import { type Substitution, substituteAll, substituteFraction } from "../symbolic/substitution.js";
import { witness } from "../symbolic/witness.js";
import { type Bath } from "./bath.js";
import {
  type Certificate,
  type CertificateBath,
  type CertificateFraction,
  type CertificateLeaf,
  type CertificateNode,
  type CertificateSubstitution,
  INDEPENDENCE,
} from "./certificate.js";
import { certificateNames } from "./certificate-names.js";
import { monomialText, polynomialText } from "./certificate-text.js";
import { assumptionsOf, type ParityVerdict } from "./conditions-parity.js";
import { InputError } from "./errors.js";
import { type ExactCurrent, thermalField } from "./exact-current.js";
import { formatExactNumber } from "./exact-number.js";
import { type ExactNumber } from "../symbolic/expression.js";
import { PI } from "./parameter.js";
import { toText } from "./text.js";

/**
 * The certificate of a verdict on a ladder junction.
 * @param values  the values `current` was made with
 * @throws InputError for a subsystem that is not a ladder
 */
export function buildCertificate(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Certificate {
  const { junction, variables: v, rates } = current;
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || rates === undefined) {
    throw new InputError(`${junction.name} is not a ladder: no certificate can be written for it yet`);
  }
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  const fraction = (f: RationalFunction): CertificateFraction => ({
    numerator: poly(f.numerator),
    denominator: poly(f.denominator),
  });
  const field = thermalField(junction, [subsystem.gap], values);
  const bound = [...new Map([...junction.bound, ...values])].filter(([name]) =>
    junction.parameters.some((p) => p.name === name),
  );
  const { even, coefficients, solution } = verdict;
  const writer = leafWriter(
    poly,
    v.parameters,
    coefficients.map((c) => c.value),
    solution.leaves,
  );
  return {
    format: "heatdiode certificate 1",
    junction: junction.name,
    left: statedBath(junction.left),
    right: statedBath(junction.right),
    weights: subsystem.weights === "oscillator" ? "oscillator" : subsystem.weights.map(String),
    gap: toText(subsystem.gap),
    values: Object.fromEntries(bound.map(([name, x]) => [name, formatExactNumber(x)])),
    parameters: current.parameters.map(({ name, assumption }) => ({ name, assumption })),
    variables: {
      root: v.root,
      formalFunctions: v.formalFunctions,
      energies: v.energies.map(({ numerator, denominator }) =>
        denominator === 1n ? poly(numerator) : `(${poly(numerator)})/${denominator}`,
      ),
      L: names.L,
      R: names.R,
      independence: INDEPENDENCE,
    },
    boltzmann: {
      L: poly(field.boltzmann("L", subsystem.gap).numerator),
      R: poly(field.boltzmann("R", subsystem.gap).numerator),
    },
    rates: { L: fraction(rates.L), R: fraction(rates.R) },
    current: fraction(current.current),
    evenPart: { ...fraction(even.value), cofactor: poly(even.cofactor) },
    coefficients: coefficients.map(({ exponents, value }) => ({
      monomial: monomialText([...v.parameters.map(() => 0), ...exponents], names.all),
      value: poly(value),
    })),
    ...verdict.asSymbols,
    leaves: solution.leaves.map((leaf, i) => ({
      ...writer.leaf(leaf),
      ...witnessOf(
        current,
        leaf,
        solution.leaves.filter((_, j) => j !== i),
      ),
    })),
    tree: writer.node(solution.tree, { substitutions: [], nonzero: [] }),
  };
}

function statedBath(bath: Bath): CertificateBath {
  switch (bath.kind) {
    case "spin":
    case "solid":
      return { kind: bath.kind, coupling: toText(bath.coupling) };
    case "metal":
      return {
        kind: "metal",
        coupling: toText(bath.coupling),
        delta: toText(bath.delta),
        mu: toText(bath.mu),
      };
    case "custom":
    case "law":
      if (bath.metal) return { kind: "metal", F: bath.metal.F.map(toText), rate: toText(bath.rate) };
      return { kind: bath.kind, rate: toText(bath.rate) };
  }
}

function witnessOf(
  current: ExactCurrent,
  leaf: Leaf,
  others: readonly Leaf[],
): { witness?: Readonly<Record<string, string>> } {
  const names = current.variables.parameters;
  // A point has a value for every symbol, and π is not rational: where it matters there is none to give.
  const pi = names.indexOf(PI);
  const matters = [leaf, ...others].some((l) => l.equations.some((e) => variablesOf(e).includes(pi)));
  const point = matters ? undefined : witness(leaf, assumptionsOf(current), others);
  if (!point) return {};
  return { witness: Object.fromEntries(point.map((x, i) => [names[i] as string, formatExactNumber(x)])) };
}

/** What is known on the way to a node: the substitutions, and the denominators assumed nonzero. */
interface Path {
  readonly substitutions: readonly Substitution[];
  readonly nonzero: readonly Polynomial[];
}

function after(path: Path, s: Substitution): Path {
  return {
    substitutions: [...path.substitutions, s],
    nonzero: path.nonzero.map((p) => substituteFraction(p, s)),
  };
}

function leafWriter(
  poly: (p: Polynomial) => string,
  parameters: readonly string[],
  values: readonly Polynomial[],
  leaves: readonly Leaf[],
): {
  leaf(l: Leaf): CertificateLeaf;
  node(n: SolveNode, path: Path): CertificateNode;
} {
  const substitution = (s: Substitution): CertificateSubstitution => ({
    variable: parameters[s.variable] as string,
    numerator: poly(s.numerator),
    denominator: poly(s.denominator),
  });
  const quotients = (
    list: readonly Polynomial[],
    path: readonly Substitution[],
    last: Polynomial,
  ): string[] =>
    list.map((p) => {
      const quotient = divideExactly(substituteAll(p, path), last);
      if (quotient === undefined) throw new Error("internal: the last equation does not divide");
      return poly(quotient);
    });
  const node = (n: SolveNode, path: Path): CertificateNode => {
    switch (n.kind) {
      case "split":
        return {
          kind: "split",
          hypothesis: n.hypothesis,
          definite: poly(n.definite),
          nonzero: n.nonzero.map(({ base, exponent }) => {
            const of = path.nonzero.findIndex((whole) => divideExactly(whole, base) !== undefined);
            const cofactor = poly(divideExactly(path.nonzero[of] as Polynomial, base) as Polynomial);
            return { base: poly(base), exponent, of, cofactor };
          }),
          branches: n.branches.map((b) => ({
            factor: poly(b.factor),
            exponent: b.exponent,
            then: node(b.then, path),
          })),
        };
      case "substitute":
        return {
          kind: "substitute",
          substitution: substitution(n.substitution),
          then: node(n.then, after(path, n.substitution)),
        };
      case "cases":
        return {
          kind: "cases",
          substitution: substitution(n.substitution),
          nonzero: node(
            n.nonzero,
            after({ ...path, nonzero: [...path.nonzero, n.substitution.denominator] }, n.substitution),
          ),
          zero: node(n.zero, path),
        };
      case "terms":
        return { kind: "terms", terms: n.terms.map(poly), then: node(n.then, path) };
      case "violation":
        return { kind: "violation", variable: parameters[n.variable] as string };
      case "leaf": {
        if (n.last === undefined) return { kind: "leaf", leaf: n.leaf };
        const equations = (leaves[n.leaf] as Leaf).equations;
        return {
          kind: "leaf",
          leaf: n.leaf,
          last: poly(n.last),
          cofactors: quotients(equations, path.substitutions, n.last),
        };
      }
      case "open":
        return n;
    }
  };
  return {
    node,
    leaf: (l) => ({
      equations: l.equations.map(poly),
      substitutions: l.substitutions.map(substitution),
      ...(l.last === undefined
        ? {}
        : { last: poly(l.last), cofactors: quotients(values, l.substitutions, l.last) }),
    }),
  };
}
