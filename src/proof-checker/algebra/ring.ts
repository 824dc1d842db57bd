/** The proof checker's variables: parameters, thermal variables of each end, energies. */
import { InputError } from "../../input/errors.js";
import {
  constantOf,
  type Expanded,
  greatestDivisor,
  ProofError,
  replaced,
  variableOf,
} from "./polynomial.js";
import { type SizeBound, sizeLimit } from "../../input/size-limit.js";
import { meter } from "./work.js";
import { type Meaning, type Quotient, readPolynomial, readQuotient } from "./reader.js";
import { type CertificateFraction, type CertificateHeader } from "../../certificate/format.js";

/** The ring of a certificate. */
export interface Ring {
  readonly count: number;
  readonly names: readonly string[];
  /** Indices of the parameters that may have any sign. */
  readonly real: readonly number[];
  readonly parameterCount: number;
  /** Indices of the variables of each end, and the exchange of the ends. */
  readonly ends: { readonly L: readonly number[]; readonly R: readonly number[] };
  readonly exchange: readonly number[];
  /** Names to polynomials, for the certificate's own polynomials. */
  readonly plain: Meaning;
  /** Names to values, with the bound parameters put in: for the stated junction. */
  readonly symbol: (name: string) => Quotient | undefined;
  readonly energies: readonly Quotient[];
}

const MOST_VARIABLES = 500;

/**
 * Reads the declarations of a certificate.
 * @param most  how much is expanded
 * @throws ProofError if they are inconsistent
 */
export function ringOf(certificate: CertificateHeader, most: SizeBound = {}): Ring {
  const { parameters, variables } = certificate;
  const inner = 1 + variables.formalFunctions.length + variables.energies.length;
  if (variables.L.length !== inner || variables.R.length !== inner)
    throw new ProofError("the variables do not match the energies and functions");
  const names = [...parameters.map((p) => p.name), ...variables.L, ...variables.R];
  const bound = Object.keys(certificate.values);
  if (new Set([...names, ...bound]).size !== names.length + bound.length)
    throw new ProofError("two variables have the same name");
  const count = names.length;
  if (count > MOST_VARIABLES)
    throw new InputError(`a certificate in ${count} variables`, {
      hint: `at most ${MOST_VARIABLES} are read`,
    });
  const p = parameters.length;
  const index = new Map(names.map((name, i) => [name, i]));
  const one = constantOf(1n, count);
  // What is read is counted together: a certificate of many texts may be as long as one long text.
  const limit = sizeLimit(most);
  const spend = meter(limit);
  const plain: Meaning = {
    count,
    spend,
    limit,
    symbol(name) {
      const i = index.get(name);
      return i === undefined ? undefined : { numerator: variableOf(i, count, limit), denominator: one };
    },
  };
  const values = new Map(
    Object.entries(certificate.values).map(([name, text]) => [
      name,
      readQuotient(text, { count, spend, limit, symbol: () => undefined }),
    ]),
  );
  const end = (offset: number): number[] => variables.L.map((_, i) => p + offset + i);
  const [L, R] = [end(0), end(inner)];
  const ofParameters = (name: string): Quotient | undefined =>
    (index.get(name) ?? p) < p ? plain.symbol(name) : undefined;
  return {
    count,
    names,
    real: parameters.flatMap((x, i) => (x.assumption === "real" ? [i] : [])),
    parameterCount: p,
    ends: { L, R },
    exchange: [...parameters.map((_, i) => i), ...R, ...L],
    plain,
    symbol: (name) => values.get(name) ?? ofParameters(name),
    // Energies belong to the parameters: exp(-T_L/T_L) would be a number.
    energies: variables.energies.map((text) =>
      readQuotient(text, { count, spend, limit, symbol: ofParameters }),
    ),
  };
}

/** Reads a fraction. */
export function readFraction(ring: Ring, f: CertificateFraction): Quotient {
  return {
    numerator: readPolynomial(f.numerator, ring.plain),
    denominator: readPolynomial(f.denominator, ring.plain),
  };
}

/** Names in the stated junction: parameters, with their values put in. */
export function junctionNames(ring: Ring): Meaning {
  return { ...ring.plain, symbol: ring.symbol };
}

/** What one bath does to a ladder: its rate downwards and e^{−gap/T}. */
export interface LadderEnd {
  readonly rate: Quotient;
  readonly boltzmann: Expanded;
}

/** A rational number, denominator positive. */
type Ratio = readonly [bigint, bigint];

const subtractRatio = (a: Ratio, b: Ratio): Ratio => reducedRatio(a[0] * b[1] - b[0] * a[1], a[1] * b[1]);

/** In lowest terms: elimination doubles the digits at every step otherwise. */
function reducedRatio(above: bigint, below: bigint): Ratio {
  const g = greatestDivisor(above, below);
  return g === 0n ? [above, below] : [above / g, below / g];
}

/**
 * Integers n_i with Σ n_i·energy_i = e; undefined if there are none.
 * @throws ProofError if the energies are not independent over the rationals
 */
export function coordinates(ring: Ring, e: Quotient): number[] | undefined {
  const columns = [...ring.energies, e].map(({ numerator, denominator }) => {
    const below = denominator.get("\0".repeat(ring.count));
    if (denominator.size !== 1 || below === undefined)
      throw new ProofError("an energy divides by a parameter");
    return { numerator, below };
  });
  const monomials = [...new Set(columns.flatMap((c) => [...c.numerator.keys()]))];
  // One row for each monomial: Σ n_i·coefficient_i = coefficient of e.
  let rows: Ratio[][] = monomials.map((m) => columns.map((c): Ratio => [c.numerator.get(m) ?? 0n, c.below]));
  const solution: Ratio[][] = [];
  for (let column = 0; column < ring.energies.length; column++) {
    const pivot = rows.find((r) => (r[column] as Ratio)[0] !== 0n);
    if (!pivot) throw new ProofError("the energies are not independent over the rationals");
    const scale = pivot[column] as Ratio;
    const unit = pivot.map(([n, d]): Ratio => reducedRatio(n * scale[1], d * scale[0]));
    const eliminate = (row: Ratio[]): Ratio[] =>
      row.map((x, i) => {
        const [n, d] = unit[i] as Ratio;
        const [f, g] = row[column] as Ratio;
        return subtractRatio(x, [n * f, d * g]);
      });
    rows = rows.filter((r) => r !== pivot).map(eliminate);
    solution.forEach((r, i) => (solution[i] = eliminate(r)));
    solution.push(unit);
  }
  if (rows.some((r) => (r[ring.energies.length] as Ratio)[0] !== 0n)) return undefined;
  const result = solution.map((r) => r[ring.energies.length] as Ratio);
  return result.every(([n, d]) => n % d === 0n) ? result.map(([n, d]) => Number(n / d)) : undefined;
}

/** Substitutes in several polynomials. */
export function replacedIn(
  list: readonly Expanded[],
  variable: number,
  numerator: Expanded,
  denominator: Expanded,
): Expanded[] {
  return list.map((p) => replaced(p, variable, numerator, denominator));
}
