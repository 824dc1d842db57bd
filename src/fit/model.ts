/** J, R and the contrast of a junction with their exact derivatives in doubles, from the programs of the code export. */
import { type Expression, type ExactNumber } from "../../symbolic/expression/expression.js";
import { type ArrayFunction, arrayFunctions } from "../code/arrays/functions.js";
import { InputError } from "../input/errors.js";
import { PI } from "../input/names.js";
import { type Junction } from "../junction/junction.js";

/** What can be measured. */
export type Measured = "J" | "R" | "contrast";

/** A quantity of the free parameters and of both temperatures. */
export interface FitModel {
  /** At values of the free parameters, in their order, T_a and Delta; NaN outside the domain. */
  readonly value: (parameters: readonly number[], sum: number, difference: number) => number;
  /** Its derivatives by the free parameters. */
  readonly slopes: (parameters: readonly number[], sum: number, difference: number) => readonly number[];
}

/** The quantities as functions. @throws InputError for junctions that no code is written for */
export function fitModels(
  junction: Junction,
  free: readonly string[],
  values: ReadonlyMap<string, ExactNumber>,
): Readonly<Record<Measured, FitModel>> {
  const functions = arrayFunctions(junction, free, values, undefined);
  const named = (name: string): ArrayFunction => {
    const found = functions.find((f) => f.name === name);
    if (found === undefined) throw new Error(`internal: no function ${name}`);
    return found;
  };
  const model = (name: Measured): FitModel => {
    const [whole, derived] = [compiled(named(name)), compiled(named(`d${name}`))];
    return {
      value: (parameters, sum, difference) => whole([...parameters, sum, difference])[0] ?? NaN,
      slopes: (parameters, sum, difference) =>
        derived([...parameters, sum, difference]).slice(0, free.length),
    };
  };
  return { J: model("J"), R: model("R"), contrast: model("contrast") };
}

type Compiled = (values: Float64Array) => number;

/** The results of a function at its arguments. */
function compiled({
  parameters,
  positive,
  body,
  results,
}: ArrayFunction): (values: readonly number[]) => number[] {
  const slots = new Map(parameters.map((name, i) => [name, i]));
  const slot = (name: string): number => {
    const at = slots.get(name);
    if (at === undefined) throw new InputError(`no value for ${name}`, { where: "--at" });
    return at;
  };
  const conditions = positive.map((e) => compile(e, slot));
  const lines = body.map(({ name, value }) => {
    const f = compile(value, slot);
    const at = slots.size;
    slots.set(name, at);
    return { f, at };
  });
  const ends = results.map(({ value }) => compile(value, slot));
  const memory = new Float64Array(slots.size);
  return (values) => {
    memory.set(values);
    if (conditions.some((f) => !(f(memory) > 0))) return ends.map(() => NaN);
    for (const { f, at } of lines) memory[at] = f(memory);
    return ends.map((f) => f(memory));
  };
}

function compile(e: Expression, slot: (name: string) => number): Compiled {
  const visit = (x: Expression): Compiled => compile(x, slot);
  switch (e.type) {
    case "number": {
      const value = Number(e.numerator) / Number(e.denominator);
      return () => value;
    }
    case "symbol": {
      if (e.name === PI) return () => Math.PI;
      const at = slot(e.name);
      return (v) => v[at] as number;
    }
    case "sum": {
      const terms = e.terms.map(visit);
      return (v) => terms.reduce((s, f) => s + f(v), 0);
    }
    case "product": {
      const factors = e.factors.map(visit);
      return (v) => factors.reduce((p, f) => p * f(v), 1);
    }
    case "power": {
      const base = visit(e.base);
      const exponent = Number(e.exponent.numerator) / Number(e.exponent.denominator);
      return exponent === -1 ? (v) => 1 / base(v) : (v) => base(v) ** exponent;
    }
    case "call": {
      const [a, b, x, y] = e.arguments.map(visit) as [Compiled, Compiled, Compiled, Compiled];
      if (e.name === "select") return (v) => (a(v) >= b(v) ? x(v) : y(v));
      if (e.name === "max") return (v) => Math.max(a(v), b(v));
      const f = FUNCTIONS[e.name];
      if (f === undefined) throw new Error(`internal: no function ${e.name}`);
      return (v) => f(a(v));
    }
  }
}

/** As in `derivative.ts`: one branch at 0. */
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  coth: (x) => 1 / Math.tanh(x),
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  sign: (x) => (x >= 0 ? 1 : -1),
  sech2: (x) => Math.cosh(x) ** -2,
  drop_share: (x) => (x === 0 ? 1 : -Math.expm1(-x) / x),
  drop_share_slope: (x) =>
    Math.abs(x) < 1e-3 ? -1 / 2 + x / 3 - x ** 2 / 8 : (Math.exp(-x) * (1 + x) - 1) / x ** 2,
};
