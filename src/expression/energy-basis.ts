/**
 * A ℤ-basis of energies (design §3). Energies are vectors over ℚ, indexed by the monomials of the parameters: as
 * functions of the parameters in general position, monomials are linearly independent over ℚ. Commensurate energies
 * become integer multiples of one basis element, so that their Boltzmann factors are powers of one variable.
 */
import { integerGcd, integerLcm } from "../../symbolic/integer/integer.js";
import { multiply, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import {
  fromTerms,
  integerContent,
  leadingCoefficient,
  type Term,
  termsOf,
} from "../../symbolic/polynomial/structure.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";
import { divideKnown } from "../../symbolic/polynomial/gcd.js";
import { InputError } from "../input/errors.js";

/** numerator/denominator with an integer denominator. */
export interface Energy {
  readonly numerator: Polynomial;
  readonly denominator: bigint;
}

/** The basis, and how to write an energy in it. */
export interface EnergyBasis {
  readonly elements: readonly Energy[];
  /** Integer coordinates. @throws Error if the energy is not in the lattice */
  coordinates(energy: Energy): number[];
}

/** Larger exponents of one Boltzmann factor are not formed: polynomials in it would have no end. */
const LARGEST_EXPONENT = 2000;

/** Energies without a short common measure: their Boltzmann factors would be enormous powers of one. */
export class ExponentError extends InputError {
  constructor(exponent: bigint) {
    super(`the energies have no short common unit: a Boltzmann factor would enter to the power ${exponent}`, {
      hint: "bind T_a and every parameter (--at) for values by enclosures, or round the energies to a common unit",
    });
  }

  /** It is about the junction as a whole, and keeps its kind on the way out. */
  override within(): this {
    return this;
  }
}

/**
 * A basis of the lattice spanned by the energies over ℤ, from the Hermite normal form of their coordinates.
 * @param largestExponent coordinates beyond are refused by an {@link ExponentError}
 */
export function energyBasis(
  energies: readonly Energy[],
  parameterCount: number,
  largestExponent = LARGEST_EXPONENT,
): EnergyBasis {
  const monomials = new Map<string, readonly number[]>();
  const vectors = energies.map((e) => {
    const terms = termsOf(e.numerator, parameterCount);
    for (const t of terms) monomials.set(t.exponents.join(), t.exponents);
    return { terms, denominator: e.denominator };
  });
  const keys = [...monomials.keys()].sort((a, b) => (a < b ? 1 : -1));
  const scale = vectors.reduce((s, v) => integerLcm(s, v.denominator), 1n);
  const outside = (): Error => new Error("internal: an energy outside the lattice");
  const integral = (terms: readonly Term[], denominator: bigint): bigint[] => {
    if (terms.some((t) => !monomials.has(t.exponents.join()))) throw outside();
    return keys.map((key) => {
      const t = terms.find((x) => x.exponents.join() === key);
      const multiple = t ? t.coefficient * scale : 0n;
      if (multiple % denominator !== 0n) throw outside();
      return multiple / denominator;
    });
  };
  const rows = hermiteRows(vectors.map((v) => integral(v.terms, v.denominator)));
  const elements = rows.map((row): Energy => {
    const content = row.reduce((g, c) => integerGcd(g, c), scale);
    const terms = keys.map((key, i) => ({
      coefficient: (row[i] as bigint) / content,
      exponents: [...(monomials.get(key) as readonly number[])],
    }));
    return { numerator: fromTerms(terms.filter((t) => t.coefficient !== 0n)), denominator: scale / content };
  });
  return {
    elements,
    coordinates(energy) {
      const rest = integral(termsOf(energy.numerator, parameterCount), energy.denominator);
      const result = rows.map((row) => {
        const pivot = row.findIndex((c) => c !== 0n);
        const c = (rest[pivot] as bigint) / (row[pivot] as bigint);
        row.forEach((x, i) => (rest[i]! -= c * x));
        if (c > largestExponent || c < -largestExponent) throw new ExponentError(c);
        return Number(c);
      });
      if (rest.some((c) => c !== 0n)) throw outside();
      return result;
    },
  };
}

/** Row-style Hermite normal form without zero rows: pivots positive, entries above a pivot reduced into [0, pivot). */
function hermiteRows(matrix: readonly (readonly bigint[])[]): bigint[][] {
  const rows = matrix.map((r) => [...r]);
  const columns = rows[0]?.length ?? 0;
  const done: bigint[][] = [];
  for (let c = 0; c < columns; c++) {
    for (;;) {
      const active = rows.filter((r) => r[c] !== 0n);
      if (active.length <= 1) break;
      const smallest = active.reduce((a, b) => (abs(a[c] as bigint) <= abs(b[c] as bigint) ? a : b));
      for (const r of active) {
        if (r === smallest) continue;
        const q = (r[c] as bigint) / (smallest[c] as bigint);
        r.forEach((x, i) => (r[i] = x - q * (smallest[i] as bigint)));
      }
    }
    const index = rows.findIndex((r) => r[c] !== 0n);
    if (index < 0) continue;
    const [pivotRow] = rows.splice(index, 1) as [bigint[]];
    const pivot = (pivotRow[c] as bigint) < 0n ? pivotRow.map((x) => -x) : pivotRow;
    for (const r of done) {
      const p = pivot[c] as bigint;
      const x = r[c] as bigint;
      const q = (x - (((x % p) + p) % p)) / p;
      r.forEach((y, i) => (r[i] = y - q * (pivot[i] as bigint)));
    }
    done.push(pivot);
  }
  return done;
}

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** The energy numerator/denominator with the sign-normal numerator, and the sign taken out. */
export function signedEnergy(numerator: Polynomial, denominator: bigint): { energy: Energy; sign: 1 | -1 } {
  const { numerator: n, denominator: d } = exactQuotient(integerContent(numerator), denominator);
  const sign = leadingCoefficient(numerator) < 0n ? -1 : 1;
  const primitive = divideKnown(numerator, integerContent(numerator) * BigInt(sign));
  return { energy: { numerator: multiply(primitive, n), denominator: d }, sign };
}
