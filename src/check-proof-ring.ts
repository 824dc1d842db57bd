/** The checker's variables, baths and currents: what a certificate's stated junction is, recomputed by expansion. */
import { InputError } from "./errors.js";
import { spectrumRate } from "./check-proof-spectrum.js";
import {
  constantOf,
  demand,
  type Expanded,
  exponentOf,
  greatestDivisor,
  NOTHING,
  plus,
  ProofError,
  replaced,
  same,
  times,
  toThe,
  variableOf,
} from "./check-proof-polynomial.js";
import { meter } from "./check-proof-work.js";
import { type Meaning, type Quotient, readPolynomial, readQuotient } from "./check-proof-reader.js";
import { type Certificate, type CertificateBath, type CertificateFraction } from "./certificate.js";

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

/** Reads the declarations of a certificate. @throws ProofError if they are inconsistent */
export function ringOf(certificate: Certificate): Ring {
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
  const spend = meter();
  const plain: Meaning = {
    count,
    spend,
    symbol(name) {
      const i = index.get(name);
      return i === undefined ? undefined : { numerator: variableOf(i, count), denominator: one };
    },
  };
  const values = new Map(
    Object.entries(certificate.values).map(([name, text]) => [
      name,
      readQuotient(text, { count, spend, symbol: () => undefined }),
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
    energies: variables.energies.map((text) => readQuotient(text, { count, spend, symbol: ofParameters })),
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

/** The rate of a bath at a gap, as a quotient. @throws ProofError if its text cannot be read */
export function statedRate(
  certificate: Certificate,
  ring: Ring,
  side: "L" | "R",
  bath: CertificateBath,
  gap: string,
): Quotient {
  const atGap = (name: string): Quotient | undefined =>
    name === "omega" ? readQuotient(`(${gap})`, junctionNames(ring)) : ring.symbol(name);
  const meaning = rateMeaning(certificate, ring, side, atGap);
  const boltzmann = "exp(-omega/T)";
  switch (bath.kind) {
    case "spin":
      return readQuotient(`(${bath.coupling})/(1 + ${boltzmann})`, meaning);
    case "solid":
      return readQuotient(`(${bath.coupling})/(1 - ${boltzmann})`, meaning);
    case "metal":
      if ("F" in bath) {
        const [rate, integral] = [bath.rate, spectrumRate(bath.F)].map((x) => readQuotient(x, meaning)) as [
          Quotient,
          Quotient,
        ];
        demand(
          same(times(rate.numerator, integral.denominator), times(integral.numerator, rate.denominator)),
          `the rate of the metal at ${side} is not the integral over its F`,
        );
        return rate;
      }
      return readQuotient(
        `(${bath.coupling})*(1 + (${bath.delta})*T/(${bath.mu}))/(1 - ${boltzmann})`,
        meaning,
      );
    case "custom":
    case "law":
      return readQuotient(bath.rate, meaning);
  }
}

function rateMeaning(
  certificate: Certificate,
  ring: Ring,
  side: "L" | "R",
  parameter: (name: string) => Quotient | undefined,
): Meaning {
  const { root, formalFunctions } = certificate.variables;
  const [temperature, ...others] = ring.ends[side] as [number, ...number[]];
  const one = constantOf(1n, ring.count);
  const variable = (i: number): Expanded => variableOf(i, ring.count);
  const T = { numerator: toThe(variable(temperature), root, ring.count), denominator: one };
  const exponential = (argument: Quotient): Quotient => {
    const energy = energyOf(ring, argument, temperature, root);
    const n = coordinates(ring, energy);
    if (!n) throw new ProofError("an exponent is not a combination of the energies");
    return n.reduce<Quotient>(
      (product, e, i) => {
        const factor = toThe(variable(others[formalFunctions.length + i] as number), Math.abs(e), ring.count);
        return e >= 0
          ? { ...product, numerator: times(product.numerator, factor) }
          : { ...product, denominator: times(product.denominator, factor) };
      },
      { numerator: one, denominator: one },
    );
  };
  const meaning: Meaning = {
    count: ring.count,
    ...(ring.plain.spend ? { spend: ring.plain.spend } : {}),
    symbol: (name) => {
      if (name === "T") return T;
      if (name === "n_B" || name === "n_S") return readQuotient(`${name}(omega)`, meaning);
      return parameter(name);
    },
    root(base, p, q) {
      if (base !== "T" || (root * p) % q !== 0) return undefined;
      const e = (root * p) / q;
      const power = toThe(variable(temperature), Math.abs(e), ring.count);
      return e >= 0 ? { numerator: power, denominator: one } : { numerator: one, denominator: power };
    },
    call(name, argument, text) {
      const inPlace = (formula: string): Quotient =>
        readQuotient(formula.replaceAll("#", `(${text})`), meaning);
      switch (name) {
        case "exp":
          return exponential(argument);
        case "sqrt":
          return meaning.root?.(text, 1, 2);
        case "n_B":
          return inPlace("1/(exp(#/T) - 1)");
        case "n_S":
          return inPlace("1/(exp(#/T) + 1)");
        case "sinh":
          return inPlace("(exp(#) - exp(-#))/2");
        case "cosh":
          return inPlace("(exp(#) + exp(-#))/2");
        case "sech":
          return inPlace("2/(exp(#) + exp(-#))");
        case "csch":
          return inPlace("2/(exp(#) - exp(-#))");
        case "tanh":
          return inPlace("(1 - exp(-2*#))/(1 + exp(-2*#))");
        case "coth":
          return inPlace("(1 + exp(-2*#))/(1 - exp(-2*#))");
        default: {
          const f = formalFunctions.indexOf(name);
          if (f < 0 || text !== "T") return undefined;
          return { numerator: variable(others[f] as number), denominator: one };
        }
      }
    },
  };
  return meaning;
}

/** −argument·T, an energy. */
function energyOf(ring: Ring, argument: Quotient, temperature: number, root: number): Quotient {
  const [below] = [...argument.denominator.keys()];
  if (argument.denominator.size !== 1 || below === undefined)
    throw new ProofError("an exponent is not an energy over T");
  const excess = exponentOf(below, temperature) - root;
  const shift = (m: string, by: number): string => {
    const e = exponentOf(m, temperature) - by;
    if (e < 0) throw new ProofError("an exponent is not an energy over T");
    return m.slice(0, temperature) + String.fromCharCode(e) + m.slice(temperature + 1);
  };
  const numerator = new Map([...argument.numerator].map(([m, c]) => [shift(m, excess), -c]));
  const denominator = new Map([...argument.denominator].map(([m, c]) => [shift(m, excess + root), c]));
  return { numerator, denominator };
}

/**
 * Checks N/D = ω k_L k_R (X_L − X_R)/(k_L + k_R)·F(r), F(r) = Σ |S_n|² r^{n−1}/Σ r^n, r = (k_L X_L + k_R X_R)/(k_L + k_R),
 * by multiplying out. With r = a/b the quotient F is Σ |S_n|² a^{n−1} b^{M−n}/Σ a^n b^{M−1−n}, or b/(b − a) for the
 * oscillator.
 */
export function isLadderCurrent(
  ring: Ring,
  weights: readonly bigint[] | "oscillator",
  gap: Quotient,
  [left, right]: readonly [LadderEnd, LadderEnd],
  current: Quotient,
): boolean {
  const product = (...list: Expanded[]): Expanded => list.reduce(times);
  const b = plus(
    times(left.rate.numerator, right.rate.denominator),
    times(right.rate.numerator, left.rate.denominator),
  );
  const a = plus(
    product(left.rate.numerator, right.rate.denominator, left.boltzmann),
    product(right.rate.numerator, left.rate.denominator, right.boltzmann),
  );
  const common = product(
    gap.numerator,
    left.rate.numerator,
    right.rate.numerator,
    plus(left.boltzmann, right.boltzmann, -1n),
  );
  let above: Expanded = constantOf(1n, ring.count);
  let below: Expanded = plus(b, a, -1n);
  if (weights !== "oscillator") {
    const powers = (x: Expanded): Expanded[] => {
      const list: Expanded[] = [constantOf(1n, ring.count)];
      weights.forEach(() => list.push(times(list[list.length - 1] as Expanded, x)));
      return list;
    };
    const [A, B] = [powers(a), powers(b)];
    above = NOTHING;
    below = NOTHING;
    const M = weights.length + 1;
    weights.forEach((w, i) => {
      // n = i + 1; one factor b of the numerator cancels the denominator of the common part
      above = plus(above, times(A[i] as Expanded, B[M - 2 - i] as Expanded), w);
    });
    A.forEach((power, n) => (below = plus(below, times(power, B[M - 1 - n] as Expanded))));
  }
  if (below.size === 0) return false;
  return same(
    times(current.numerator, times(gap.denominator, below)),
    times(current.denominator, times(common, above)),
  );
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
