/** The ring that a claim's quantity lives in, and what the names in a formula about it stand for. */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { expandFactored } from "../../symbolic/fraction/factored-fraction.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { degreeIn, termCount } from "../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  fraction,
  isZero,
  multiply,
  negate,
  power as powerOf,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { type Assumption } from "../../symbolic/polynomial/sign.js";
import { substituteFraction } from "../../symbolic/polynomial/substitution.js";
import {
  boltzmannIndex,
  expandedVariableCount,
  formalIndex,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type Side,
  temperatureIndex,
  variableCount,
} from "../../symbolic/thermal/variables.js";
import { type Bindings } from "../junction/bindings.js";
import { call, negative, number, power, quotient, sum, symbol } from "../expression/tree.js";
import { type ClaimSetting } from "./field.js";
import { type Claim, HIGHEST_DERIVATIVE } from "./parse.js";
import { InputError } from "../input/errors.js";
import { type ExactCurrent, exactCurrent, thermalField } from "../exact/ladder-current.js";
import { addExact, multiplyExact, negateExact } from "../input/exact-number.js";
import { quantityFraction } from "../expansion/series.js";
import { expansion } from "../expansion/expansion.js";
import { type Junction } from "../junction/junction.js";
import { SIZE_OF, sizeLimit } from "../input/size-limit.js";
import { requireExpansion } from "../expansion/size.js";

/** A ring with all that a counterexample needs. */
export interface Setting extends ClaimSetting {
  readonly current: ExactCurrent;
  /** Values of parameters and temperatures that were given. */
  readonly values: Bindings;
  /** Temperatures that are free, with their variables (roots of T_ν or of T_a/2 where roots occur). */
  readonly temperatures: readonly { readonly name: string; readonly index: number }[];
  /** Values and derivatives of unknown functions: independent, of any value. */
  readonly jets: readonly { readonly name: string; readonly index: number }[];
}

/**
 * The ring of a claim.
 * @throws InputError for names that `values` may not bind here
 */
export function claimSetting(junction: Junction, claim: Claim, values: Bindings): Setting {
  const parameters = new Map(
    [...values].filter(([name]) => junction.parameters.some((p) => p.name === name)),
  );
  const current = exactCurrent(junction, parameters);
  if ((values.has("T_a") || values.has("Delta")) && current.variables.root !== 1) {
    throw new InputError("a temperature cannot be given where roots of T occur", {
      where: "--at",
      hint: "give the parameters only",
    });
  }
  const { quantity } = claim;
  if (quantity.kind !== "alpha") return currentSetting(current, quantity.kind, values);
  if (values.has("Delta")) {
    throw new InputError("Delta cannot be bound: alpha_k is a coefficient of Delta^k", { where: "--at" });
  }
  return coefficientSetting(current, quantity.order, values, parameters);
}

/** J, R and the contrast in T_L and T_R. T_a and Delta are their sum and difference. */
function currentSetting(current: ExactCurrent, kind: "J" | "R" | "contrast", values: Bindings): Setting {
  const v = current.variables;
  const free = (side: Side): RationalFunction => powerOf(variable(temperatureIndex(v, side)), v.root);
  const given = givenTemperatures(values, free);
  const T = (side: Side): RationalFunction => given[side] ?? free(side);
  const put = (f: RationalFunction): RationalFunction =>
    (["L", "R"] as const).reduce((g, side) => {
      const image = given[side];
      return image ? substituted(g, temperatureIndex(v, side), image) : g;
    }, f);
  const energy = (i: number): RationalFunction => {
    const { numerator, denominator } = v.energies[i] as (typeof v.energies)[number];
    return divide({ numerator, denominator: 1n }, constant(denominator));
  };
  const ends = ["L", "R"] as const;
  if (kind !== "J") requireSecondLaw(current, kind);
  return {
    current,
    values,
    count: variableCount(v),
    sizeLimit: sizeLimit(current.junction),
    assumptions: assumptionsOf(current, variableCount(v), v.formalFunctions.length * 2, 2),
    truth: put(quantityFraction(current, kind)),
    exponentials: v.energies.flatMap((_, i) =>
      ends.map((side) => ({
        index: boltzmannIndex(v, side, i),
        exponent: negate(divide(energy(i), T(side))),
      })),
    ),
    symbol(name) {
      const end = name.endsWith("_L") ? "L" : "R";
      if (name === "T_L" || name === "T_R") return T(end);
      if (name === "T_a") return add(T("L"), T("R"));
      if (name === "Delta") return subtract(T("L"), T("R"));
      if ((name === "k_L" || name === "k_R") && current.rates) return put(current.rates[end]);
      const value = parameterSymbol(current, name, values);
      if (value !== undefined) return value;
      return name === "beta_L" || name === "beta_R" ? divide(constant(1n), T(end)) : undefined;
    },
    names: [
      ...new Set([...v.parameters, "omega", "T_L", "T_R", "T_a", "Delta", "k_L", "k_R", "n_B_L(omega)"]),
    ],
    // X_L of the docs is e^{−ω/T_L}
    shorthand(name) {
      if ((name !== "X_L" && name !== "X_R") || parameterSymbol(current, name, values) !== undefined) {
        return undefined;
      }
      return call("exp", negative(quotient(symbol("omega"), symbol(`T_${name.slice(2)}`))));
    },
    definition: occupation,
    formal(name, argument) {
      const f = v.formalFunctions.indexOf(name);
      const side = ends.find((s) => isZero(subtract(argument, T(s))));
      if (f < 0) return undefined;
      if (side === undefined)
        throw new InputError(`${name} is known at T_L and T_R only`, { where: "--claim" });
      return variable(formalIndex(v, side, f));
    },
    temperatures: ends.flatMap((side) =>
      given[side] ? [] : [{ name: `T_${side}`, index: temperatureIndex(v, side) }],
    ),
    jets: v.formalFunctions.flatMap((g, f) =>
      ends.map((side) => ({ name: `${g}(T_${side})`, index: formalIndex(v, side, f) })),
    ),
  };
}

/** T_L and T_R where T_a or Delta or both are given; the one that stays free is T_L. */
function givenTemperatures(
  values: Bindings,
  free: (side: Side) => RationalFunction,
): { readonly L?: RationalFunction; readonly R?: RationalFunction } {
  const [T_a, Delta] = [values.get("T_a"), values.get("Delta")];
  const half = { numerator: 1n, denominator: 2n };
  if (T_a && Delta) {
    return {
      L: constant(multiplyExact(half, addExact(T_a, Delta))),
      R: constant(multiplyExact(half, addExact(T_a, negateExact(Delta)))),
    };
  }
  if (T_a) return { R: subtract(constant(T_a), free("L")) };
  return Delta ? { R: subtract(free("L"), constant(Delta)) } : {};
}

/** α_k in T_a and q. */
function coefficientSetting(
  current: ExactCurrent,
  order: number,
  values: Bindings,
  parameters: ReadonlyMap<string, ExactNumber>,
): Setting {
  const v = current.variables;
  const index = meanTemperatureIndex(v);
  const given = values.get("T_a");
  const mean = variable(index);
  const T_a = given ? constant(given) : v.root === 1 ? mean : multiply(constant(2n), powerOf(mean, v.root));
  const series = expansion(current.junction, "J", parameters);
  const expanded = (k: number): RationalFunction => expandFactored(series.coefficient(k));
  const limit = sizeLimit(current.junction);
  // Every derivative of an unknown function is a variable.
  if (v.formalFunctions.length > 0 && limit < Infinity) {
    const terms = (k: number): number => SIZE_OF.lawTerm * termCount(expanded(k).numerator);
    requireExpansion({ termCount: terms }, order, limit);
  }
  const truth = expanded(order);
  const derivatives = v.formalFunctions.length === 0 ? 0 : Math.max(order, HIGHEST_DERIVATIVE);
  const count = expandedVariableCount(v, Math.max(order, derivatives));
  const jets = v.formalFunctions.flatMap((g, f) =>
    Array.from({ length: derivatives + 1 }, (_, j) => ({
      name: `${g}${"'".repeat(j)}`,
      index: jetIndex(v, f, j),
    })),
  );
  return {
    current,
    values,
    count,
    sizeLimit: limit,
    assumptions: assumptionsOf(current, count, count - jetIndex(v, 0, 0), 1 + v.energies.length),
    truth: given ? substituted(truth, index, constant(given)) : truth,
    exponentials: v.energies.map(({ numerator, denominator }, i) => ({
      index: meanBoltzmannIndex(v, i),
      exponent: negate(divide(multiply(constant(2n), { numerator, denominator }), T_a)),
    })),
    symbol: (name) => (name === "T_a" ? T_a : parameterSymbol(current, name, values)),
    names: [...new Set([...v.parameters, "omega", "T_a"])],
    shorthand: () => undefined,
    definition: () => undefined,
    formal(name, argument) {
      const jet = jets.find((j) => j.name === name);
      if (jet === undefined) return undefined;
      if (!isZero(subtract(multiply(constant(2n), argument), T_a))) {
        throw new InputError(`${name} is known at T_a/2 only`, { where: "--claim" });
      }
      return variable(jet.index);
    },
    temperatures: given ? [] : [{ name: "T_a", index }],
    jets: jets.map((j) => ({ ...j, name: `${j.name}(T_a/2)` })),
  };
}

/** Parameters as assumed, then temperatures and Boltzmann factors positive; unknown functions of any sign. */
function assumptionsOf(current: ExactCurrent, count: number, jets: number, before: number): Assumption[] {
  const p = current.variables.parameters.length;
  return Array.from({ length: count }, (_, i) => {
    if (i < p) return current.parameters[i]?.assumption === "real" ? "real" : "positive";
    return i >= p + before && i < p + before + jets ? "real" : "positive";
  });
}

/** f with a variable replaced. */
function substituted(f: RationalFunction, index: number, image: RationalFunction): RationalFunction {
  const s = { variable: index, numerator: image.numerator, denominator: image.denominator };
  const degree = (p: Polynomial): number => degreeIn(p, index);
  const below: RationalFunction = { numerator: image.denominator, denominator: 1n };
  return multiply(
    fraction(substituteFraction(f.numerator, s), substituteFraction(f.denominator, s)),
    powerOf(below, degree(f.denominator) - degree(f.numerator)),
  );
}

function parameterSymbol(
  current: ExactCurrent,
  name: string,
  values: Bindings,
): RationalFunction | undefined {
  const i = current.variables.parameters.indexOf(name);
  if (i >= 0) return variable(i);
  const value = values.get(name) ?? current.junction.bound.get(name);
  if (value) return constant(value);
  // in a formula, omega is the gap even where the junction calls it otherwise
  const { subsystem } = current.junction;
  if (name === "omega" && subsystem.kind === "ladder")
    return thermalField(current.junction, [subsystem.gap], values).parameterValue(subsystem.gap);
  return undefined;
}

/** n_B_L(x) = 1/(e^{x/T_L} − 1) and its kin. */
function occupation(name: string, x: Expression): Expression | undefined {
  const match = /^n_([BS])_([LR])$/.exec(name);
  if (!match) return undefined;
  const exponential = call("exp", quotient(x, symbol(`T_${match[2] as string}`)));
  return power(sum(exponential, number(match[1] === "B" ? -1 : 1)), -1);
}

/**
 * A ratio of currents is decided as −J(Δ)/J(−Δ), which is |J(Δ)/J(−Δ)| where heat flows from hot to cold.
 * @throws InputError for a master equation that does not see to that
 */
function requireSecondLaw({ junction: { subsystem } }: ExactCurrent, quantity: string): void {
  if (subsystem.kind !== "coherent" || !["local", "redfield"].includes(subsystem.equation)) return;
  throw new InputError(
    `${quantity} takes absolute values, and the ${subsystem.equation} equation leaves the signs of the currents open`,
    {
      hint: "claim J or a coefficient alpha_k, or take the unified equation",
    },
  );
}
