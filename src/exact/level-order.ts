/**
 * Which of two levels is the higher one: by the signs of the terms, by inequalities that are assumed, or by a point given for it.
 * Inequalities Q_i > 0 are used by subtraction: p > 0 where p − λ_1 Q_1 − λ_2 Q_2 has no negative term for some λ_i > 0, which a
 * reader can check by looking at it.
 */
import { powerExpression, productExpression, sumExpression } from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { add, constant, multiply, power } from "../../symbolic/fraction/rational-function.js";
import {
  multiply as times,
  negate,
  type Polynomial,
  subtract,
} from "../../symbolic/polynomial/polynomial.js";
import { type Relation } from "../../symbolic/polynomial/contradiction.js";
import { type Assumption, definiteSign } from "../../symbolic/polynomial/sign.js";
import { termsOf } from "../../symbolic/polynomial/structure.js";
import { toText } from "../expression/ascii.js";
import { negative, number, sum, symbol, symbolsOf } from "../expression/tree.js";
import { type Junction } from "../junction/junction.js";
import { type ThermalField } from "./thermal-field.js";

/** Inequalities used for one sign. */
const MOST_TOGETHER = 3;

/** How the sign of a polynomial is known. */
export interface KnownSign {
  readonly sign: 1 | -1;
  /** True where it is what is assumed of parameters by inequalities, or by values given for the order. */
  readonly assumed: boolean;
}

/** The sign of a polynomial in the parameters of a field; undefined where it is open. */
export function signIn(p: Polynomial, junction: Junction, field: ThermalField): KnownSign | undefined {
  const assumptions = field.parameters.map((x) => x.assumption);
  const plain = definiteSign(p, assumptions);
  if (plain !== undefined) return { sign: plain, assumed: false };
  const assumed = assumedRelations(junction, field);
  for (const [q, sign] of [
    [p, 1],
    [negate(p), -1],
  ] as const)
    if (isPositive(q, assumed, assumptions, MOST_TOGETHER, false)) return { sign, assumed: true };
  const sign = signAt(p, field.variables.parameters, junction.orderAt ?? new Map());
  return sign === undefined ? undefined : { sign, assumed: true };
}

/** `a > b` for a polynomial a − b that is to be positive. */
export function positiveText(p: Polynomial, names: readonly string[]): string {
  const side = (sign: 1n | -1n): string => {
    const symbols = names.map(symbol);
    const terms = termsOf(p, names.length).filter(({ coefficient }) => coefficient > 0n === sign > 0n);
    const list = terms.map(({ coefficient, exponents }) =>
      productExpression([
        number(coefficient * sign),
        ...exponents.map((e, i) => powerExpression(symbols[i] as Expression, e)),
      ]),
    );
    return toText(sumExpression(list));
  };
  return `${side(1n)} > ${side(-1n)}`;
}

/** The inequalities of a junction, as polynomials that are positive or not negative. */
export function assumedRelations({ inequalities = [] }: Junction, field: ThermalField): readonly Relation[] {
  const known = new Set(field.variables.parameters);
  return inequalities.flatMap(({ greater, less, strict }): Relation[] => {
    const difference: Expression = sum(greater, negative(less));
    // Bound parameters have their values; of other names nothing can be said here.
    try {
      const { numerator, denominator } = field.parameterValue(difference);
      const names = symbolsOf(difference).filter((name) => known.has(name));
      return names.length === 0 || typeof denominator !== "bigint"
        ? []
        : [{ polynomial: numerator, is: strict ? ">" : ">=" }];
    } catch {
      return [];
    }
  });
}

/** @param strict whether one of the relations that were taken away is strict: then p > 0 where the rest is not negative */
function isPositive(
  p: Polynomial,
  assumed: readonly Relation[],
  assumptions: readonly Assumption[],
  depth: number,
  strict: boolean,
): boolean {
  if (depth === 0) return false;
  const terms = new Map(termsOf(p, assumptions.length).map((t) => [t.exponents.join(), t.coefficient]));
  return assumed.some((relation) =>
    termsOf(relation.polynomial, assumptions.length).some(({ coefficient, exponents }) => {
      const own = terms.get(exponents.join());
      if (own === undefined || own > 0n !== coefficient > 0n) return false;
      // λ = own/coefficient takes this term away; all times |coefficient|.
      const size = coefficient < 0n ? -coefficient : coefficient;
      const share = own < 0n ? -own : own;
      const rest = subtract(times(size, p), times(share, relation.polynomial));
      const proper = strict || relation.is === ">";
      return (
        (proper ? isNonnegative(rest, assumptions) : definiteSign(rest, assumptions) === 1) ||
        isPositive(
          rest,
          assumed.filter((other) => other !== relation),
          assumptions,
          depth - 1,
          proper,
        )
      );
    }),
  );
}

function isNonnegative(p: Polynomial, assumptions: readonly Assumption[]): boolean {
  return termsOf(p, assumptions.length).every(
    ({ coefficient, exponents }) =>
      coefficient > 0n && exponents.every((e, i) => assumptions[i] === "positive" || e % 2 === 0),
  );
}

/** The sign of a polynomial in the parameters at a point; undefined where the point lacks one, or it vanishes there. */
function signAt(
  p: Polynomial,
  names: readonly string[],
  at: ReadonlyMap<string, ExactNumber>,
): 1 | -1 | undefined {
  let total = constant(0n);
  for (const { coefficient, exponents } of termsOf(p, names.length)) {
    let term = constant(coefficient);
    for (const [i, e] of exponents.entries()) {
      const value = e === 0 ? undefined : at.get(names[i] ?? "");
      if (e !== 0 && value === undefined) return undefined;
      if (value) term = multiply(term, power(constant(value), e));
    }
    total = add(total, term);
  }
  const { numerator } = total;
  return typeof numerator !== "bigint" || numerator === 0n ? undefined : numerator > 0n ? 1 : -1;
}
