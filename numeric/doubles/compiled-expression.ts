/** Expressions as functions of a list of doubles: for searches and grids, where one formula is asked at very many points. */
import { DomainError } from "../arithmetic/errors.js";
import { type Expression } from "../junction/expression.js";

/** What the roundings of an evaluation may have grown to; set back by whoever asks. */
export interface Roundings {
  /** The largest factor by which a sum, an exponential or an angle has enlarged a relative error of one rounding. */
  growth: number;
  /** The largest term of a sum. */
  largest: number;
}

/** A formula at values that stand in a list. */
export type Compiled = (values: Float64Array, roundings: Roundings) => number;

/** Roundings before anything was computed. */
export function noRoundings(): Roundings {
  return { growth: 1, largest: 0 };
}

/**
 * Prepares an expression.
 * @param slot  the place of a name in the list of values
 * @throws DomainError for a function without a value in doubles
 */
export function compileExpression(e: Expression, slot: (name: string) => number): Compiled {
  const visit = (x: Expression): Compiled => compileExpression(x, slot);
  switch (e.type) {
    case "number": {
      const value = Number(e.numerator) / Number(e.denominator);
      return () => value;
    }
    case "symbol": {
      if (e.name === "pi") return () => Math.PI;
      const at = slot(e.name);
      return (values) => values[at] as number;
    }
    case "sum": {
      const terms = e.terms.map(visit);
      return (values, roundings) => {
        let [sum, size] = [0, 0];
        for (const term of terms) {
          const x = term(values, roundings);
          sum += x;
          size += Math.abs(x);
        }
        if (size > roundings.largest) roundings.largest = size;
        if (size > roundings.growth * Math.abs(sum)) roundings.growth = size / Math.abs(sum);
        return sum;
      };
    }
    case "product": {
      const factors = e.factors.map(visit);
      return (values, roundings) => {
        let product = 1;
        for (const factor of factors) product *= factor(values, roundings);
        return product;
      };
    }
    case "power":
      return power(visit(e.base), Number(e.exponent.numerator), Number(e.exponent.denominator));
    case "call": {
      const [argument] = e.arguments;
      if (!argument || e.arguments.length !== 1)
        throw new DomainError(e.name, `${e.arguments.length} arguments`, "takes one");
      return call(e.name, visit(argument));
    }
  }
}

function power(base: Compiled, p: number, q: number): Compiled {
  if (q === 2 && p === 1) return (values, roundings) => Math.sqrt(base(values, roundings));
  if (q === 1 && p === -1) return (values, roundings) => 1 / base(values, roundings);
  if (q === 1 && p === 2) {
    return (values, roundings) => {
      const x = base(values, roundings);
      return x * x;
    };
  }
  if (q === 1) return (values, roundings) => base(values, roundings) ** p;
  // A power of a negative number is no real one.
  return (values, roundings) => base(values, roundings) ** (p / q);
}

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  coth: (x) => 1 / Math.tanh(x),
  sech: (x) => 1 / Math.cosh(x),
  csch: (x) => 1 / Math.sinh(x),
  cos: Math.cos,
  sin: Math.sin,
};

function call(name: string, argument: Compiled): Compiled {
  const f = FUNCTIONS[name];
  if (!f) throw new DomainError(name, "call", "is not a function with a value in doubles");
  if (name === "sqrt" || name === "tanh" || name === "coth")
    return (values, roundings) => f(argument(values, roundings));
  if (name === "cos" || name === "sin") {
    return (values, roundings) => {
      const x = argument(values, roundings);
      const value = f(x);
      if (Math.abs(x) > roundings.growth * Math.abs(value)) roundings.growth = Math.abs(x / value);
      return value;
    };
  }
  // The relative error of an exponential is the absolute one of its argument.
  return (values, roundings) => {
    const x = argument(values, roundings);
    if (Math.abs(x) > roundings.growth) roundings.growth = Math.abs(x);
    return f(x);
  };
}
