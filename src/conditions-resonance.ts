/**
 * Resonances: relations between energies at which exponents of the even part coincide (design §3).
 *
 * With energies b_1, b_2 free, the coefficients of the numerator are those of distinct exponentials only where no
 * n_1 b_1 + n_2 b_2 vanishes for a difference (n_1, n_2) of two exponents that occur. On the finitely many lines where
 * one does, terms merge and the verdict may change: each line is decided anew, with one energy in terms of the other.
 */
import { exactNumber } from "./exact-number.js";
import { product, number, symbol } from "./build-expression.js";
import { assuming } from "./conditions-assume.js";
import { parityVerdict, type ParityVerdict, type Rectifies } from "./conditions-parity.js";
import { type ExactCurrent, exactCurrent } from "./exact-current.js";
import { InputError } from "./errors.js";
import { asInteger } from "../symbolic/polynomial.js";
import { coefficientsIn, termCount, variablesOf } from "../symbolic/polynomial-structure.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { toText } from "./text.js";

/** The verdict on one resonance line. */
export interface Resonance {
  /** Such as `E = 2*omega`. */
  readonly where: string;
  readonly rectifies: Rectifies;
  readonly vanishesIff: readonly (readonly string[])[];
}

/** What is known beyond general position. */
export interface ResonanceSearch {
  /** True if every line was decided: the verdict is exact everywhere. */
  readonly complete: boolean;
  /** The lines where the verdict differs from the general one. */
  readonly exceptions: readonly Resonance[];
  /** How many lines were decided. */
  readonly searched: number;
}

/** More lines than this are not decided one by one. */
const MOST_LINES = 60;

/** Decides all resonance lines of a junction with two free energies, each a parameter up to a number. */
export function resonances(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): ResonanceSearch {
  const unknown: ResonanceSearch = { complete: false, exceptions: [], searched: 0 };
  const energies = current.variables.energies.map((e) => {
    const [index, ...others] = variablesOf(e.numerator);
    if (index === undefined || others.length > 0 || termCount(e.numerator) !== 1) return undefined;
    const factor = asInteger(coefficientsIn(e.numerator, index).get(1) ?? 0n);
    return factor === undefined || factor === 0n
      ? undefined
      : { name: current.variables.parameters[index] as string, factor, denominator: e.denominator };
  });
  const [first, second] = energies;
  if (energies.length !== 2 || !first || !second || first.name === second.name) return unknown;
  const relations = relationsOf(current, verdict);
  if (relations.length > MOST_LINES) return unknown;
  const exceptions: Resonance[] = [];
  let complete = true;
  for (const [n, m] of relations) {
    // n·b_1 + m·b_2 = 0 with n, m of opposite signs: b_2 = −(n/m) b_1
    const ratio = exactNumber(
      -BigInt(n) * first.factor * second.denominator,
      BigInt(m) * second.factor * first.denominator,
    );
    const value: Expression =
      ratio.numerator === 1n && ratio.denominator === 1n
        ? symbol(first.name)
        : product(number(ratio.numerator, ratio.denominator), symbol(first.name));
    const where = `${second.name} = ${toText(value)}`;
    const found = verdictAt(current, { name: second.name, value }, values);
    if (!found) complete = false;
    else if (!sameVerdict(found, verdict))
      exceptions.push({ where, rectifies: found.rectifies, vanishesIff: found.vanishesIff });
  }
  return { complete, exceptions, searched: relations.length };
}

function verdictAt(
  current: ExactCurrent,
  line: { readonly name: string; readonly value: Expression },
  values: ReadonlyMap<string, ExactNumber>,
): ParityVerdict | undefined {
  try {
    const found = parityVerdict(exactCurrent(assuming(current.junction, [line]), values));
    return found.rectifies === "undecided" ? undefined : found;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function sameVerdict(a: ParityVerdict, b: ParityVerdict): boolean {
  return a.rectifies === b.rectifies && JSON.stringify(a.vanishesIff) === JSON.stringify(b.vanishesIff);
}

/** Primitive (n, m), n > 0 > m, for which two exponents of the numerator coincide at both ends. */
function relationsOf(current: ExactCurrent, verdict: ParityVerdict): [number, number][] {
  const before = 2 + 2 * current.variables.formalFunctions.length;
  const groups = new Map<string, (readonly number[])[]>();
  for (const { exponents } of verdict.coefficients) {
    const key = exponents.slice(0, before).join();
    groups.set(key, [...(groups.get(key) ?? []), exponents.slice(before)]);
  }
  const found = new Map<string, [number, number]>();
  for (const list of groups.values()) {
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1)) {
        // exponents come as b_1 at L, b_1 at R, b_2 at L, b_2 at R
        const [l1, r1, l2, r2] = a.map((e, k) => e - (b[k] as number)) as [number, number, number, number];
        if (l1 * r2 - l2 * r1 !== 0) continue;
        const [n, m] = l1 === 0 && l2 === 0 ? [r1, r2] : [l1, l2];
        if (n * m >= 0) continue;
        const g = commonDivisor(Math.abs(n), Math.abs(m)) * Math.sign(n);
        found.set(`${n / g},${m / g}`, [n / g, m / g]);
      }
    });
  }
  return [...found.values()];
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
