/**
 * Resonances: relations between energies at which exponents of the even part coincide (design §3).
 *
 * With energies b_i free, the coefficients of the numerator are those of distinct exponentials only where no
 * Σ n_i b_i vanishes for a difference n of two exponents that occur. On the finitely many planes where one does, terms
 * merge and the verdict may change: each is decided anew, with one energy in terms of the others.
 */
import { exactNumber } from "../../input/exact-number.js";
import { number, product, sum, symbol } from "../../expression/tree.js";
import { assuming } from "../../exact/assumptions.js";
import { parityVerdict, type ParityVerdict, type Rectifies } from "./parity.js";
import { type ExactCurrent, exactCurrent } from "../../exact/ladder-current.js";
import { InputError } from "../../input/errors.js";
import { asInteger } from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, termCount, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { toText } from "../../expression/ascii.js";

/** The verdict under one relation between energies. */
export interface Resonance {
  /** Such as `E = 2*omega`. */
  readonly where: string;
  readonly rectifies: Rectifies;
  readonly vanishesIff: readonly (readonly string[])[];
}

/** What is known beyond general position. */
export interface ResonanceSearch {
  /** True if every relation was decided: the verdict is exact everywhere. */
  readonly complete: boolean;
  /** The relations where the verdict differs from the general one. */
  readonly exceptions: readonly Resonance[];
  /** How many relations were decided. */
  readonly searched: number;
}

/** More relations than this are not decided one by one; the simplest are. */
const MOST_RELATIONS = 24;

interface FreeEnergy {
  readonly name: string;
  readonly factor: bigint;
  readonly denominator: bigint;
}

/** Decides the relations of a junction whose free energies are parameters up to numbers. */
export function resonances(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): ResonanceSearch {
  const energies = freeEnergies(current);
  if (!energies) return { complete: false, exceptions: [], searched: 0 };
  const all = relationsOf(current, verdict);
  const relations = all.slice(0, MOST_RELATIONS);
  const exceptions: Resonance[] = [];
  // With two energies each relation leaves one free; with more, relations of relations remain. The exponents of all terms
  // are known only of a closed form.
  const closed = verdict.identity.kind === "closed";
  let complete = closed && energies.length === 2 && relations.length === all.length;
  for (const relation of relations) {
    const line = solved(energies, relation);
    const found = verdictAt(current, line, values);
    if (!found) complete = false;
    else if (!sameVerdict(found, verdict)) {
      exceptions.push({
        where: `${line.name} = ${toText(line.value)}`,
        rectifies: found.rectifies,
        vanishesIff: found.vanishesIff,
      });
    }
  }
  return { complete, exceptions, searched: relations.length };
}

/** The basis energies as number × parameter; undefined if one of them is something else, or a parameter serves twice. */
function freeEnergies(current: ExactCurrent): FreeEnergy[] | undefined {
  const list: FreeEnergy[] = [];
  for (const { numerator, denominator } of current.variables.energies) {
    const [index, ...others] = variablesOf(numerator);
    if (index === undefined || others.length > 0 || termCount(numerator) !== 1) return undefined;
    const factor = asInteger(coefficientsIn(numerator, index).get(1) ?? 0n) ?? 0n;
    const name = current.variables.parameters[index] as string;
    if (factor === 0n || list.some((e) => e.name === name)) return undefined;
    list.push({ name, factor, denominator });
  }
  return list;
}

/** Σ n_i b_i = 0 solved for the last energy in it. */
function solved(
  energies: readonly FreeEnergy[],
  relation: readonly number[],
): { name: string; value: Expression } {
  const last = relation.reduce((k, n, i) => (n !== 0 ? i : k), 0);
  const target = energies[last] as FreeEnergy;
  const terms = energies.flatMap((e, i): Expression[] => {
    const n = relation[i] as number;
    if (i === last || n === 0) return [];
    const ratio = exactNumber(
      -BigInt(n) * e.factor * target.denominator,
      BigInt(relation[last] as number) * target.factor * e.denominator,
    );
    const one = ratio.numerator === 1n && ratio.denominator === 1n;
    return [one ? symbol(e.name) : product(number(ratio.numerator, ratio.denominator), symbol(e.name))];
  });
  return { name: target.name, value: terms.length === 1 ? (terms[0] as Expression) : sum(...terms) };
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

/** Primitive relations of both signs for which two exponents of the numerator coincide at both ends, simplest first. */
function relationsOf(current: ExactCurrent, verdict: ParityVerdict): number[][] {
  const before = 2 + 2 * current.variables.formalFunctions.length;
  const groups = new Map<string, (readonly number[])[]>();
  for (const { exponents } of verdict.coefficients) {
    const key = exponents.slice(0, before).join();
    groups.set(key, [...(groups.get(key) ?? []), exponents.slice(before)]);
  }
  const found = new Map<string, number[]>();
  for (const list of groups.values()) {
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1)) {
        // exponents come as b_1 at L, b_1 at R, b_2 at L, b_2 at R, …
        const change = a.map((e, k) => e - (b[k] as number));
        const left = primitive(change.filter((_, k) => k % 2 === 0));
        const right = primitive(change.filter((_, k) => k % 2 === 1));
        const relation = left ?? right;
        if (!relation || (left && right && left.join() !== right.join())) continue;
        if (relation.some((n) => n > 0) && relation.some((n) => n < 0)) found.set(relation.join(), relation);
      }
    });
  }
  const size = (r: readonly number[]): number => r.reduce((t, n) => t + Math.abs(n), 0);
  return [...found.values()].sort((a, b) => size(a) - size(b));
}

/** The vector over its content, the first nonzero entry positive; undefined for zero. */
function primitive(vector: readonly number[]): number[] | undefined {
  const first = vector.find((n) => n !== 0);
  if (first === undefined) return undefined;
  const content = vector.reduce((g, n) => commonDivisor(g, Math.abs(n)), 0) * Math.sign(first);
  return vector.map((n) => n / content);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
