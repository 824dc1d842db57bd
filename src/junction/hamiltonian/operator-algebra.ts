/** Expressions in operators of the parts, such as `0.5*w*sz(1) + g*sx(1)*sx(2)`, as operators on the product space. */
import { type Expression } from "../../../symbolic/expression/expression.js";
import {
  isZero,
  ONE,
  type RationalFunction,
  variable,
} from "../../../symbolic/fraction/rational-function.js";
import { rationalExpression } from "../../expression/rational-expression.js";
import { number, power, product, sum, symbol, symbolsOf, withOperands } from "../../expression/tree.js";
import { InputError } from "../../input/errors.js";
import { rationalValue } from "../../expression/rational-value.js";
import { type Element, type Operator, plus, requireSymmetric, times } from "./operator-matrix.js";
import { OPERATORS, type Site, siteOperator } from "./product-space.js";

/**
 * An operator as a matrix of elements Σ c√r, exactly: numbers, or rational functions of its parameters.
 * @throws InputError unless it is real symmetric
 */
export function operatorMatrix(sites: readonly Site[], e: Expression, where: string): Expression[][] {
  const states = sites.reduce((n, s) => n * s.size, 1);
  const calls = new Map<string, Expression>();
  const plain = withoutFunctions(e, calls);
  const names = symbolsOf(plain);
  const values = names.map((name) => calls.get(name) ?? symbol(name));
  try {
    const operator = operatorAlgebra(sites, states, names)(plain);
    requireSymmetric(operator);
    return operator.map((row) =>
      Array.from({ length: states }, (_, j) => elementOf(row.get(j) ?? new Map(), values)),
    );
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

/** Functions of parameters, such as cos(phi), as symbols of their own: equal ones by one name, which no parameter can have. */
function withoutFunctions(e: Expression, calls: Map<string, Expression>): Expression {
  const scalar =
    (e.type === "call" && !OPERATORS.includes(e.name)) ||
    (e.type === "power" && e.exponent.denominator !== 1n && !mentionsOperator(e.base));
  // The number of a part, as in sx(1), is no scalar of its own.
  if (!scalar) return e.type === "call" ? e : withOperands(e, (x) => withoutFunctions(x, calls));
  const name = `#${JSON.stringify(e, (_, x: unknown) => (typeof x === "bigint" ? `${x}n` : x))}`;
  calls.set(name, e);
  return symbol(name);
}

/** Equal elements are written alike. */
function elementOf(x: Element, values: readonly Expression[]): Expression {
  const terms = [...x]
    .sort(([r], [s]) => (r < s ? -1 : r > s ? 1 : 0))
    .map(([r, c]) => {
      const factor = rationalExpression(c, values);
      return r === 1n ? factor : product(factor, power(number(r), { numerator: 1n, denominator: 2n }));
    });
  const [first, ...others] = terms;
  if (!first) return number(0);
  return others.length === 0 ? first : sum(...terms);
}

/** Reads expressions as operators; `names` are the variables of the field, in order. */
export function operatorAlgebra(
  sites: readonly Site[],
  states: number,
  names: readonly string[],
): (e: Expression) => Operator {
  const scalarMeaning = {
    symbol: (name: string) => variable(names.indexOf(name)),
    temperature: () => refuse("T"),
    exponential: () => refuse("an exponential"),
    formal: (name: string) => refuse(name),
  };
  const strides = sites.map((_, i) => sites.slice(i + 1).reduce((n, s) => n * s.size, 1));
  const scalar = (c: RationalFunction): Operator =>
    Array.from({ length: states }, (_, i) => (isZero(c) ? new Map() : new Map([[i, new Map([[1n, c]])]])));
  const visit = (e: Expression): Operator => {
    switch (e.type) {
      case "sum":
        return e.terms.map(visit).reduce(plus);
      case "product":
        return e.factors.map(visit).reduce(times);
      case "power": {
        if (!mentionsOperator(e.base)) return scalar(rationalValue(e, scalarMeaning));
        if (e.exponent.denominator !== 1n || e.exponent.numerator < 0n || e.exponent.numerator > 12n)
          throw new InputError("a power of an operator must be an integer from 0 to 12");
        return Array.from({ length: Number(e.exponent.numerator) }, () => visit(e.base)).reduce(
          times,
          scalar(ONE),
        );
      }
      case "call": {
        if (!OPERATORS.includes(e.name)) return scalar(rationalValue(e, scalarMeaning));
        const [index] = e.arguments;
        const k = index?.type === "number" && index.denominator === 1n ? Number(index.numerator) : 0;
        const site = sites[k - 1];
        if (!site || e.arguments.length !== 1)
          throw new InputError(`${e.name}(…) needs the number of a part, 1 to ${sites.length}`);
        return siteOperator(e.name, site, strides[k - 1] as number, states);
      }
      default:
        return scalar(rationalValue(e, scalarMeaning));
    }
  };
  return visit;
}

function refuse(what: string): never {
  throw new InputError(`${what} has no place in an operator`);
}

function mentionsOperator(e: Expression): boolean {
  switch (e.type) {
    case "sum":
      return e.terms.some(mentionsOperator);
    case "product":
      return e.factors.some(mentionsOperator);
    case "power":
      return mentionsOperator(e.base);
    case "call":
      return OPERATORS.includes(e.name);
    default:
      return false;
  }
}
