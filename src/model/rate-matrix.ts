/** A junction at a point as N levels with rates in doubles: what the steady-state solver of the numeric layer takes. */
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { type LevelContact, type LevelJunction } from "../../numeric/levels/rates.js";
import { type BathModel, exactValue } from "../../numeric/junction/model.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { doubleNamed } from "../input/double.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { inDoubles } from "./doubles.js";
import { numericModel } from "./model.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { isPointwise, junctionAt } from "./pointwise.js";

/** A junction compiled for many points. */
export interface NumericLevels {
  /** The levels at one point; parameters by name, temperatures not among them. */
  at(point: ReadonlyMap<string, number>): LevelJunction;
}

/**
 * Prepares a junction. A finite ladder becomes levels 0, ω, 2ω, …
 * @throws InputError for the infinite oscillator, and for functions known only by name
 */
export function numericLevels(junction: Junction): NumericLevels {
  requirePopulationsAlone(junction, "what is asked for");
  if (isPointwise(junction)) {
    const prepared = inDoubles(junction);
    return {
      at(point) {
        const fast = prepared?.levels(point);
        if (fast) return fast;
        const exact = new Map([...point].map(([name, x]) => [name, exactValue(name, x)]));
        const here = junctionAt(junction, exact);
        if (!here) throw new InputError("a parameter of the Hamiltonian has no value", { where: "--at" });
        return numericLevels(here).at(point);
      },
    };
  }
  const numeric = numericModel(junction);
  if (numeric.kind === "ladder") {
    const { gap, weights, left, right } = numeric.model;
    if (weights === "oscillator") {
      throw new InputError(`${junction.name} has infinitely many levels`, {
        hint: "take a truncated oscillator, such as ladder:12",
      });
    }
    const n = weights.length + 1;
    const squared = new Float64Array(n * n);
    weights.forEach((w, k) => (squared[k * n + k + 1] = squared[(k + 1) * n + k] = Number(w)));
    return {
      at(point) {
        const omega = value(gap, point);
        return {
          energies: Array.from({ length: n }, (_, k) => k * omega),
          left: contact(left, squared, point),
          right: contact(right, squared, point),
        };
      },
    };
  }
  const { model } = numeric;
  const n = model.energies.length;
  return {
    at(point) {
      const squares = (S: readonly (readonly Expression[])[]): Float64Array => {
        const matrix = new Float64Array(n * n);
        S.forEach((row, i) =>
          row.forEach((element, j) => {
            if (i !== j) matrix[i * n + j] = value(element, point) ** 2;
          }),
        );
        return matrix;
      };
      return {
        energies: model.energies.map((e) => value(e, point)),
        left: contact(model.left, squares(model.S_L), point, model.zeroGapRates?.left),
        right: contact(model.right, squares(model.S_R), point, model.zeroGapRates?.right),
      };
    },
  };
}

/** Exact values as doubles, by name. */
export function doubles(values: ReadonlyMap<string, ExactNumber>): ReadonlyMap<string, number> {
  return new Map([...values].map(([name, x]) => [name, doubleNamed(name, x)]));
}

function lookupIn(point: ReadonlyMap<string, number>): (name: string) => number {
  return (name) => {
    const x = point.get(name);
    if (x === undefined)
      throw new InputError(`no value for ${name}`, { where: "--at", hint: `add ${name}=…` });
    return x;
  };
}

function value(e: Expression, point: ReadonlyMap<string, number>): number {
  return evaluateExpression(float64, e, { lookup: lookupIn(point) });
}

function contact(
  bath: BathModel,
  squaredCoupling: Float64Array,
  point: ReadonlyMap<string, number>,
  limit?: Expression,
): LevelContact {
  const parameter = lookupIn(point);
  const common: LevelContact = {
    squaredCoupling,
    rate: (gap, temperature) => downwardRate(float64, bath, gap, temperature, parameter),
  };
  if (!limit) return common;
  return {
    ...common,
    zeroGapRate: (temperature) =>
      evaluateExpression(float64, limit, {
        lookup: (name) => (name === "T" ? temperature : parameter(name)),
        temperature,
      }),
  };
}
