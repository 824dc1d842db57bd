/**
 * Expressions in parameters as rational functions in canonical form, so that zero and equality are decided, not sampled.
 *
 * A root that is not rational, and any function call, is a variable of its own: what is found equal is equal, while two
 * expressions that differ in their roots (sqrt(2)*sqrt(3) and sqrt(6)) may have one value and count as different.
 */
import { NotInvertibleError } from "../../symbolic/integer/errors.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { squareRoot } from "../../symbolic/polynomial/factor.js";
import { asInteger } from "../../symbolic/polynomial/polynomial.js";
import {
  constant,
  isZero,
  power,
  type RationalFunction,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { call, negative, power as powerExpression, sum } from "./tree.js";
import { InputError } from "../input/errors.js";
import { rationalValue, type ExpressionMeaning } from "./rational-value.js";

/** What a variable of a normal form stands for: a symbol, a call, or a root. */
export interface Atom {
  readonly expression: Expression;
  /** Of a square root, the radicand. */
  readonly square?: RationalFunction;
}

/** The normal form of expressions over one set of variables. */
export type NormalForm = (e: Expression) => RationalFunction;

/**
 * Normal forms with some symbols replaced by their values.
 * @param atoms  the variables in their order; it grows with the expressions read
 * @throws InputError (the function that is returned) for a division by zero
 */
export function normalForms(
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  atoms: Atom[] = [],
): NormalForm {
  const indices = new Map<string, number>();
  const atom = (expression: Expression, square?: RationalFunction): RationalFunction => {
    const key = structure(expression);
    const known = indices.get(key);
    if (known !== undefined) return variable(known);
    indices.set(key, atoms.length);
    return variable(atoms.push({ expression, ...(square ? { square } : {}) }) - 1);
  };
  const meaning: ExpressionMeaning = {
    symbol(name) {
      const value = values.get(name);
      return value ? constant(value) : atom({ type: "symbol", name });
    },
    temperature({ numerator, denominator }) {
      const T = { type: "symbol", name: "T" } as const;
      const root = denominator === 1n ? T : powerExpression(T, { numerator: 1n, denominator });
      return power(atom(root), Number(numerator));
    },
    exponential: (x, factor) => power(atom(call("exp", x)), Number(factor)),
    formal: (name, args) => atom(call(name, ...args)),
    root(base, exponent) {
      const radicand = rationalValue(base, meaning);
      if (isZero(radicand)) {
        if (exponent.numerator > 0n) return ZERO;
        throw new InputError("a division by zero");
      }
      if (exponent.denominator !== 2n) return atom(powerExpression(base, exponent));
      const half = powerExpression(base, { numerator: 1n, denominator: 2n });
      return power(rationalRoot(radicand) ?? atom(half, radicand), Number(exponent.numerator));
    },
  };
  return (e) => rationalValue(e, meaning);
}

/** The root of the square of a positive number. */
function rationalRoot({ numerator, denominator }: RationalFunction): RationalFunction | undefined {
  const [n, d] = [asInteger(numerator), asInteger(denominator)];
  if (n === undefined || d === undefined || n < 0n) return undefined;
  const [above, below] = [squareRoot(n), squareRoot(d)].map((r) => r !== undefined && asInteger(r));
  return typeof above === "bigint" && typeof below === "bigint"
    ? constant({ numerator: above < 0n ? -above : above, denominator: below < 0n ? -below : below })
    : undefined;
}

/** Whether two expressions are equal as rational functions of their symbols, roots and calls: true is a proof. */
export function sameFunction(a: Expression, b: Expression): boolean {
  if (structure(a) === structure(b)) return true;
  try {
    return isZero(normalForms()(sum(a, negative(b))));
  } catch (error) {
    // An expression that divides by zero equals none.
    if (error instanceof InputError || error instanceof NotInvertibleError) return false;
    throw error;
  }
}

/** A text that equal trees share, whatever the order of terms and factors. */
function structure(e: Expression): string {
  switch (e.type) {
    case "number":
      return `${e.numerator}/${e.denominator}`;
    case "symbol":
      return e.name;
    case "sum":
      return `(${e.terms.map(structure).sort().join("+")})`;
    case "product":
      return `(${e.factors.map(structure).sort().join("*")})`;
    case "power":
      return `${structure(e.base)}^(${e.exponent.numerator}/${e.exponent.denominator})`;
    case "call":
      return `${e.name}(${e.arguments.map(structure).join(",")})`;
  }
}
