/** Points of small rationals where a claim and the truth have certified values that differ. */
import { piValue } from "../../numeric/arithmetic/arithmetic.js";
import {
  ballArithmetic,
  type Ball,
  certifiedDecimal,
  DomainError,
  overlaps,
  WideEnclosureError,
} from "../../numeric/index.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { type ClaimField } from "./field.js";
import { type Setting } from "./setting.js";
import { outsideDomain } from "../model/domain.js";
import {
  addExact,
  exactNumber,
  formatExactNumber,
  multiplyExact,
  negateExact,
} from "../input/exact-number.js";
import { PI } from "../input/names.js";

/** A point where claim and truth differ, with certified values. */
export interface Counterexample {
  readonly at: Readonly<Record<string, string>>;
  readonly claimed: string;
  readonly actual: string;
}

const BITS = 260;
const DIGITS = 30;
const ATTEMPTS = 40;
const TRIES: readonly ExactNumber[] = [1, 2, 3, 1 / 2, 3 / 2, 5, 1 / 4, 4, 5 / 2, 7].map((x) =>
  exactQuotient(BigInt(x * 4), 4n),
);

/** A point where the enclosures of claim and truth do not meet; undefined if none was found. */
export function findCounterexample(setting: Setting, field: ClaimField): Counterexample | undefined {
  const A = ballArithmetic(BITS);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { point, at } = pointOf(setting, attempt);
    if (!admitted(setting, at)) continue;
    try {
      const [claimed, actual] = [field.claim, field.truth].map((f) =>
        valueOf(A, setting, field, f, point),
      ) as [Ball, Ball];
      if (overlaps(claimed, actual)) continue;
      const texts = [claimed, actual].map((b) => certifiedDecimal(b, DIGITS));
      if (texts[0] == null || texts[1] == null) continue;
      const jets = setting.jets.filter(({ index }) => occurs(field, index));
      return {
        at: Object.fromEntries([
          ...[...at].map(([name, value]) => [name, formatExactNumber(value)] as const),
          ...jets.map(
            ({ name, index }) => [name, formatExactNumber(point.get(index) as ExactNumber)] as const,
          ),
        ]),
        claimed: texts[0],
        actual: texts[1],
      };
    } catch (error) {
      // A pole or a root of a negative number at this point: another one is tried.
      if (!(error instanceof WideEnclosureError || error instanceof DomainError)) throw error;
    }
  }
  return undefined;
}

/** Values of the ring's variables, and of the names a reader knows. */
function pointOf(
  { current, values, temperatures, jets }: Setting,
  attempt: number,
): { point: ReadonlyMap<number, ExactNumber>; at: ReadonlyMap<string, ExactNumber> } {
  const v = current.variables;
  const point = new Map<number, ExactNumber>();
  const at = new Map(values);
  v.parameters.forEach((name, i) => {
    if (name === PI) return;
    const pick = TRIES[(i * (1 + (attempt % 3)) + attempt) % TRIES.length] as ExactNumber;
    // small slopes of either sign keep 1 + δT/μ positive
    const real = current.parameters[i]?.assumption === "real";
    const value = real
      ? exactQuotient(pick.numerator * (attempt % 2 === 0 ? 1n : -1n), pick.denominator * 16n)
      : pick;
    point.set(i, value);
    at.set(name, value);
  });
  const [T_a, Delta] = [values.get("T_a"), values.get("Delta")];
  temperatures.forEach(({ name, index }, k) => {
    let s = exactQuotient(BigInt(2 + ((attempt + 3 * k) % 5)), BigInt(1 + (attempt % 2)));
    // one temperature is free: between 0 and T_a, or above Delta
    if (name === "T_L" && T_a) s = multiplyExact(T_a, exactNumber(1 + (attempt % 7), 8));
    if (name === "T_L" && Delta && Delta.numerator > 0n) s = addExact(s, Delta);
    point.set(index, s);
    const n = BigInt(v.root);
    const power = exactQuotient(s.numerator ** n, s.denominator ** n);
    at.set(name, name === "T_a" && v.root !== 1 ? multiplyExact(exactNumber(2), power) : power);
  });
  jets.forEach(({ index }, k) => point.set(index, TRIES[(attempt + 2 * k) % TRIES.length] as ExactNumber));
  const T_L = at.get("T_L");
  if (T_L && T_a) at.set("Delta", addExact(multiplyExact(exactNumber(2), T_L), negateExact(T_a)));
  if (T_L && Delta) at.set("T_a", addExact(multiplyExact(exactNumber(2), T_L), negateExact(Delta)));
  if (values.has("T_a") || values.has("Delta")) at.delete("T_L");
  return { point, at };
}

/** The point, with whatever temperatures it has, is in the domain of the junction, and so is its reverse. */
function admitted({ current: { junction } }: Setting, at: ReadonlyMap<string, ExactNumber>): boolean {
  const [T_L, T_R] = [at.get("T_L"), at.get("T_R")];
  const point = new Map(at);
  if (T_L && T_R) point.set("T_a", addExact(T_L, T_R)).set("Delta", addExact(T_L, negateExact(T_R)));
  return point.has("T_a") && outsideDomain(junction, point) === null;
}

function occurs(field: ClaimField, index: number): boolean {
  const count = field.count + field.exponents.length + field.roots.length;
  return [field.claim, field.truth].some((f) =>
    [f.numerator, f.denominator].some((p) => {
      let found = false;
      forEachTerm(p, count, (_, exponents) => {
        if ((exponents[index] ?? 0) > 0) found = true;
      });
      return found;
    }),
  );
}

/** The value of an element of the field, enclosed. */
function valueOf(
  A: ReturnType<typeof ballArithmetic>,
  { current }: Setting,
  field: ClaimField,
  f: RationalFunction,
  point: ReadonlyMap<number, ExactNumber>,
): Ball {
  const known = new Map<number, Ball>();
  const variableValue = (i: number): Ball => {
    const value = point.get(i);
    if (value) return A.fromRational(value.numerator, value.denominator);
    if (current.variables.parameters[i] === PI) return piValue(A);
    const exponent = field.exponents[i - field.count];
    if (exponent) return A.exp(quotientValue(exponent));
    const root = field.roots.find((r) => r.index === i);
    if (!root) throw new Error("internal: a variable without a value");
    return A.root(polynomialValue(root.radicand), root.degree);
  };
  const at = (i: number): Ball => {
    let x = known.get(i);
    if (x === undefined) known.set(i, (x = variableValue(i)));
    return x;
  };
  const count = field.count + field.exponents.length + field.roots.length;
  const polynomialValue = (p: Polynomial): Ball => {
    let total = A.zero;
    forEachTerm(p, count, (coefficient, exponents) => {
      let term = A.fromRational(coefficient, 1n);
      exponents.forEach((e, i) => {
        for (let k = 0; k < e; k++) term = A.mul(term, at(i));
      });
      total = A.add(total, term);
    });
    return total;
  };
  const quotientValue = (q: RationalFunction): Ball =>
    A.div(polynomialValue(q.numerator), polynomialValue(q.denominator));
  return quotientValue(f);
}
