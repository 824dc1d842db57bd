/**
 * A rate of the user's as it should be computed. With E = e^{−b/q}, b an energy over T and q an integer, every function
 * of b in the rate is a rational function of E: e^{−b/2}, sinh b, coth(b/2), n_B, … Products of them, and sums of them
 * with one coefficient, are formed exactly and written with factors 1 − E = −expm1(−b/q), 1 + E and e^{−kb/q}, so that
 * no exponential overflows where the rate does not, and 1 − e^{−b}, coth b − 1, cosh b − 1 lose no digits.
 */
import {
  callExpression,
  childrenOf,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { factor } from "../../symbolic/polynomial/factor.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";
import { integerLcm } from "../../symbolic/integer/integer.js";
import {
  equals,
  type Polynomial,
  singleVariable,
  variablePower,
} from "../../symbolic/polynomial/polynomial.js";
import { termsOf, valuationIn } from "../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { collectedProduct } from "../expression/collected-product.js";
import { structureKey } from "../print/common-parts.js";

/** An angle (p/q)·base. */
interface Angle {
  readonly base: Expression;
  readonly p: bigint;
  readonly q: bigint;
}

/** coefficient·value, value a function of the E's. */
interface Form {
  readonly coefficient: Expression;
  readonly value: RationalFunction;
}

/** The E's of a rate: bases with the common denominator of their multiples. */
type Bases = Map<string, { readonly index: number; readonly base: Expression; readonly q: bigint }>;

/**
 * The rate in `T`, `omega`, parameters, exp, expm1 and what is no function of a positive energy over T.
 * @param isPositive  what is assumed of a parameter; angles of unknown sign are left as they are
 */
export function rateForm(rate: Expression, isPositive: (name: string) => boolean): Expression {
  const bases: Bases = new Map();
  const angles: Angles = (call) => anglesOf(call, isPositive);
  collect(rate, bases, angles);
  return written(form(rate, bases, angles), bases);
}

/** The angle of a thermal function as a sum of multiples of positive energies over T; undefined if it is none. */
function anglesOf(e: Call, isPositive: (name: string) => boolean): readonly Angle[] | undefined {
  const [argument] = e.arguments;
  if (argument === undefined || !(e.name in FUNCTIONS)) return undefined;
  const overT = powerExpression(symbolExpression("T"), -1);
  const angles = distributed(isOccupation(e.name) ? productExpression([argument, overT]) : argument).map(
    (t) => {
      const [first, ...rest] = t.type === "product" ? t.factors : [t];
      const number = first?.type === "number" ? first : { numerator: 1n, denominator: 1n };
      const factors = first?.type === "number" ? rest : [first as Expression, ...rest];
      if (factors.length === 0 || !factors.every((f) => positive(f, isPositive))) return undefined;
      const sorted = [...factors].sort((a, b) => (structureKey(a) < structureKey(b) ? -1 : 1));
      return { base: productExpression(sorted), p: number.numerator, q: number.denominator };
    },
  );
  const known = angles.filter((angle) => angle !== undefined);
  return known.length === angles.length ? known : undefined;
}

/** The terms of a sum, products over sums multiplied out. */
function distributed(e: Expression): readonly Expression[] {
  if (e.type === "sum") return e.terms.flatMap(distributed);
  const product = collectedProduct([e]);
  if (product.type !== "product") return product.type === "sum" ? distributed(product) : [product];
  const sum = product.factors.find((f) => f.type === "sum");
  if (sum?.type !== "sum") return [product];
  const others = product.factors.filter((f) => f !== sum);
  return sum.terms.flatMap((t) => distributed(productExpression([...others, t])));
}

function positive(e: Expression, isPositive: (name: string) => boolean): boolean {
  switch (e.type) {
    case "number":
      return e.numerator > 0n;
    case "symbol":
      return e.name === "T" || e.name === "omega" || isPositive(e.name);
    case "sum":
      return e.terms.every((t) => positive(t, isPositive));
    case "product":
      return e.factors.every((f) => positive(f, isPositive));
    case "power":
      return positive(e.base, isPositive);
    case "call":
      return e.name === "exp" || e.name === "sqrt" || e.name === "cosh";
  }
}

const isOccupation = (name: string): boolean => name === "n_B" || name === "n_S";

/** The bare occupations are those at the gap. */
function occupations(e: Expression): Expression {
  return e.type === "symbol" && isOccupation(e.name) ? callExpression(e.name, symbolExpression("omega")) : e;
}

/** The functions whose angle is known, with it. */
type Angles = (call: Call) => readonly Angle[] | undefined;
type Call = Extract<Expression, { type: "call" }>;

function collect(given: Expression, bases: Bases, angles: Angles): void {
  const e = occupations(given);
  const found = e.type === "call" ? angles(e) : undefined;
  if (!found) childrenOf(e).forEach((child) => collect(child, bases, angles));
  for (const angle of found ?? []) {
    const key = structureKey(angle.base);
    const { index = bases.size, q = 1n } = bases.get(key) ?? {};
    bases.set(key, { index, base: angle.base, q: integerLcm(q, angle.q) });
  }
}

/** f(b) as a function of X = e^{−b}. */
const FUNCTIONS: Readonly<Record<string, (X: (n: number) => RationalFunction) => RationalFunction>> = {
  exp: (X) => X(-1),
  expm1: (X) => subtract(X(-1), ONE),
  sinh: (X) => divide(subtract(ONE, X(2)), multiply(TWO, X(1))),
  cosh: (X) => divide(add(ONE, X(2)), multiply(TWO, X(1))),
  tanh: (X) => divide(subtract(ONE, X(2)), add(ONE, X(2))),
  coth: (X) => divide(add(ONE, X(2)), subtract(ONE, X(2))),
  sech: (X) => divide(multiply(TWO, X(1)), add(ONE, X(2))),
  csch: (X) => divide(multiply(TWO, X(1)), subtract(ONE, X(2))),
  n_B: (X) => divide(X(1), subtract(ONE, X(1))),
  n_S: (X) => divide(X(1), add(ONE, X(1))),
};
const TWO = constant(2n);
const NOTHING = numberExpression(1n);

function form(given: Expression, bases: Bases, angles: Angles): Form {
  const e = occupations(given);
  const visit = (child: Expression): Form => form(child, bases, angles);
  switch (e.type) {
    case "number":
      return { coefficient: NOTHING, value: constant(e) };
    case "symbol":
      return { coefficient: e, value: ONE };
    case "product": {
      const parts = e.factors.map(visit);
      return {
        coefficient: collectedProduct(parts.map((p) => p.coefficient)),
        value: parts.reduce((v, p) => multiply(v, p.value), ONE),
      };
    }
    case "power": {
      const { coefficient, value } = visit(e.base);
      if (e.exponent.denominator !== 1n)
        return {
          coefficient: powerExpression(written({ coefficient, value }, bases), e.exponent),
          value: ONE,
        };
      return {
        coefficient: collectedProduct([powerExpression(coefficient, e.exponent)]),
        value: power(value, Number(e.exponent.numerator)),
      };
    }
    case "sum":
      return sumForm(e.terms.map(visit), bases);
    case "call": {
      const found = angles(e);
      const f = FUNCTIONS[e.name];
      if (!found || !f) {
        const inner = e.arguments.map((x) => written(visit(x), bases));
        return { coefficient: plainCall({ ...e, arguments: inner }), value: ONE };
      }
      const X = (n: number): RationalFunction =>
        found.reduce((product, { base, p, q }) => {
          const known = bases.get(structureKey(base)) ?? { index: 0, q };
          return multiply(product, power(variable(known.index), n * Number((p * known.q) / q)));
        }, ONE);
      return { coefficient: NOTHING, value: f(X) };
    }
  }
}

/** A function of an angle of unknown sign, in functions that every language has. */
function plainCall(e: Call): Expression {
  const [x] = e.arguments as [Expression];
  const overT = collectedProduct([x, powerExpression(symbolExpression("T"), -1)]);
  const inverse = (f: Expression): Expression => powerExpression(f, -1);
  switch (e.name) {
    case "n_B":
      return inverse(callExpression("expm1", overT));
    case "n_S":
      return inverse(sumExpression([callExpression("exp", overT), NOTHING]));
    case "coth":
      return inverse(callExpression("tanh", x));
    case "sech":
      return inverse(callExpression("cosh", x));
    case "csch":
      return inverse(callExpression("sinh", x));
    default:
      return e;
  }
}

/** Terms with one coefficient are added exactly; of the others the power of each E that all have is taken out. */
function sumForm(terms: readonly Form[], bases: Bases): Form {
  const groups = new Map<string, Form>();
  for (const { coefficient, value } of terms) {
    const key = structureKey(coefficient);
    const known = groups.get(key);
    groups.set(key, { coefficient, value: known ? add(known.value, value) : value });
  }
  const list = [...groups.values()].filter((g) => g.value.numerator !== 0n);
  const [only] = list;
  if (!only) return { coefficient: NOTHING, value: constant(0n) };
  if (list.length === 1) return only;
  const common = [...bases.values()].reduce((product, { index }) => {
    const least = Math.min(
      ...list.map(({ value }) => valuationIn(value.numerator, index) - valuationIn(value.denominator, index)),
    );
    return multiply(product, power(variable(index), least));
  }, ONE);
  const coefficient = sumExpression(
    list.map((g) => written({ coefficient: g.coefficient, value: divide(g.value, common) }, bases)),
  );
  return { coefficient, value: common };
}

/** The form as a formula: factors 1 − E through expm1, other factors as sums of e^{−kb/q}. */
function written({ coefficient, value }: Form, bases: Bases): Expression {
  const [above, below] = [factor(value.numerator), factor(value.denominator)] as const;
  const list = [...bases.values()].sort((a, b) => a.index - b.index);
  const exponents = (e: readonly number[]): Expression | undefined => {
    const terms = list.flatMap(({ base, q, index }) => {
      const n = e[index] ?? 0;
      return n === 0 ? [] : [productExpression([{ type: "number", ...exactQuotient(BigInt(-n), q) }, base])];
    });
    return terms.length === 0 ? undefined : sumExpression(terms);
  };
  const polynomial = (p: Polynomial): { sign: bigint; text: Expression } => {
    const terms = termsOf(p, list.length);
    const [first, second, ...others] = terms.map((t) => ({ c: t.coefficient, x: exponents(t.exponents) }));
    const exponential = (x: Expression | undefined): Expression => (x ? callExpression("exp", x) : NOTHING);
    // c(1 − e^{x}) = −c·expm1(x)
    const pair = [first, second].sort((a, b) => (a?.x ? 1 : 0) - (b?.x ? 1 : 0));
    const [unit, other] = pair;
    if (unit && other?.x && others.length === 0 && !unit.x && unit.c === -other.c)
      return { sign: -unit.c, text: callExpression("expm1", other.x) };
    return {
      sign: 1n,
      text: sumExpression(
        terms.map((t) =>
          productExpression([numberExpression(t.coefficient), exponential(exponents(t.exponents))]),
        ),
      ),
    };
  };
  const factors: Expression[] = [{ type: "number", ...exactQuotient(above.unit, below.unit) }, coefficient];
  const powers = new Array<number>(list.length).fill(0);
  for (const [side, sign] of [
    [above, 1],
    [below, -1],
  ] as const) {
    for (const { base, exponent } of side.factors) {
      const index = singlePower(base);
      if (index !== undefined) {
        powers[index] = (powers[index] ?? 0) + sign * exponent;
        continue;
      }
      const { sign: number, text } = polynomial(base);
      const c = number ** BigInt(exponent);
      factors.push(
        { type: "number", ...(sign > 0 ? exactQuotient(c, 1n) : exactQuotient(1n, c)) },
        powerExpression(text, sign * exponent),
      );
    }
  }
  const growth = exponents(powers);
  return collectedProduct([...factors, ...(growth ? [callExpression("exp", growth)] : [])]);
}

/** The index of E where the polynomial is E itself. */
function singlePower(p: Polynomial): number | undefined {
  const index = singleVariable(p);
  return index !== undefined && equals(p, variablePower(index)) ? index : undefined;
}
