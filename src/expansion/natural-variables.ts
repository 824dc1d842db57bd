/**
 * The natural variables of a junction's contacts: what a coefficient of Δ^k depends on through each bath is the strength
 * g_ν of its coupling at T_a/2 and how much of it grows with temperature.
 *
 * A rate is k_ν = G_ν(T)·(a function of Boltzmann factors). With G(T) = Σ_p G_p T^p over few powers p and τ = T_a/2,
 *     g = G(τ),   d_p = G_p τ^p for all p but the lowest, p_0:   G(T) = g (T/τ)^{p_0} + Σ_p d_p [(T/τ)^p − (T/τ)^{p_0}],
 * so that a metal, G = Γ(1 + δT/μ), has g = Γ(1 + δT_a/2μ) and d = Γ δ T_a/2μ = τ G′(τ). The current is rational in these
 * as it is in the parameters, and is expanded in the same way: T/τ = 2T/(T_L + T_R).
 */
import { nodeCount } from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { factor } from "../../symbolic/polynomial/factor.js";
import {
  add,
  multiply,
  type Polynomial,
  power,
  variablePower,
} from "../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, termCount, termsOf, variablesOf } from "../../symbolic/polynomial/structure.js";
import {
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { presentQuotient } from "../exact/formula/coefficient.js";
import { thermalField } from "../exact/thermal-field.js";
import { number, power as powerOf, product, sum, symbol } from "../expression/tree.js";
import { parameter, type Parameter } from "../input/names.js";
import { type Bath, type Side } from "../junction/bath.js";
import { type Junction, withParts } from "../junction/junction.js";

/** In which variables formulas are printed: the shorter ones, definitions counted; the parameters; the natural ones. */
export const VARIABLES = ["short", "given", "natural"] as const;
export type Variables = (typeof VARIABLES)[number];

/** A natural variable and what it is in the given parameters and T_a. */
export interface NaturalVariable {
  readonly name: string;
  readonly value: Expression;
}

/** A junction with natural variables for parameters; what is no natural variable keeps its name. */
export interface NaturalJunction {
  readonly junction: Junction;
  readonly definitions: readonly NaturalVariable[];
}

/**
 * The junction in natural variables; undefined where no bath has any that are not its parameters already.
 * @param values  exact values of some parameters
 */
export function naturalJunction(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): NaturalJunction | undefined {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder") return undefined;
  const field = thermalField(junction, [subsystem.gap], values);
  const { variables } = field;
  if (variables.root !== 1) return undefined;
  const taken = new Set(junction.parameters.map((p) => p.name));
  const ends = ([junction.left, junction.right] as const).map((bath) =>
    naturalBath(bath, strengthOf(variables, field.rate(bath, subsystem.gap), bath.side), variables, taken),
  );
  const definitions = ends.flatMap((end) => end?.definitions ?? []);
  if (definitions.length === 0) return undefined;
  const [left = { bath: junction.left }, right = { bath: junction.right }] = ends;
  return { junction: withParts(junction, { left: left.bath, right: right.bath }), definitions };
}

/** The factors of a rate that are free of Boltzmann factors and unknown functions. */
function strengthOf(v: ThermalVariables, rate: RationalFunction, side: Side): RationalFunction {
  const t = temperatureIndex(v, side);
  const part = (p: Polynomial): Polynomial =>
    factor(p)
      .factors.filter(({ base }) => variablesOf(base).every((x) => x < v.parameters.length || x === t))
      .reduce<Polynomial>((product, { base, exponent }) => multiply(product, power(base, exponent)), 1n);
  return { numerator: part(rate.numerator), denominator: part(rate.denominator) };
}

interface NaturalBath {
  readonly bath: Bath;
  readonly definitions: readonly NaturalVariable[];
}

/** The bath with its strength in natural variables; undefined where the strength is a monomial. */
function naturalBath(
  bath: Bath,
  strength: RationalFunction,
  v: ThermalVariables,
  taken: ReadonlySet<string>,
): NaturalBath | undefined {
  const t = temperatureIndex(v, bath.side);
  const { numerator, denominator } = strength;
  if (variablesOf(denominator).includes(t)) return undefined;
  if (termCount(numerator) === 1 && termCount(denominator) === 1) return undefined;
  const powers = [...coefficientsIn(numerator, t)].sort(([a], [b]) => a - b);
  const [lowest = 0, ...others] = powers.map(([p]) => p);
  const name = (stem: string): string => {
    const plain = `${stem}_${bath.side}`;
    return taken.has(plain) ? `${stem}_0_${bath.side}` : plain;
  };
  const names = [name("g"), ...others.map((p) => name(others.length === 1 ? "d" : `d_${p}`))];
  const inMean = (p: Polynomial): Expression => atMeanTemperature(v, t, p, denominator);
  const definitions = names.map((own, i) => ({
    name: own,
    value: inMean(
      i === 0
        ? numerator
        : multiply(powers[i]?.[1] as Polynomial, variablePower(t, powers[i]?.[0] as number)),
    ),
  }));
  // T/τ
  const relative = product(number(2), symbol("T"), powerOf(symbol("T_a"), -1));
  const grows = (p: number): Expression => (p === 0 ? number(1) : powerOf(relative, p));
  const natural = sum(
    product(symbol(names[0] as string), grows(lowest)),
    ...others.map((p, i) =>
      product(symbol(names[i + 1] as string), sum(grows(p), product(number(-1), grows(lowest)))),
    ),
  );
  const rate = product(bath.rate, natural, powerOf(strengthExpression(v, strength, t), -1));
  const parameters: Parameter[] = names.map((own) =>
    parameter(own, "coupling", "strength of a contact at T_a/2", own === names[0] ? "positive" : "real"),
  );
  const { side, formalFunctions } = bath;
  return {
    bath: { kind: "law", side, rate, formalFunctions, parameters: [...bath.parameters, ...parameters] },
    definitions,
  };
}

/** p/q as a formula in the mean temperature, p in the temperature of one end. */
function atMeanTemperature(v: ThermalVariables, t: number, p: Polynomial, q: Polynomial): Expression {
  const mean = meanTemperatureIndex(v);
  const degree = Math.max(...coefficientsIn(p, t).keys());
  const image = [...coefficientsIn(p, t)].reduce<Polynomial>(
    (total, [e, c]) => add(total, multiply(multiply(c, 2n ** BigInt(degree - e)), variablePower(mean, e))),
    0n,
  );
  return presentQuotient(v, image, multiply(q, 2n ** BigInt(degree)));
}

/** The strength as an expression in T. */
function strengthExpression(
  v: ThermalVariables,
  { numerator, denominator }: RationalFunction,
  t: number,
): Expression {
  const tree = (p: Polynomial): Expression =>
    sum(
      ...termsOf(p, t + 1).map(({ coefficient, exponents }) =>
        product(
          number(coefficient),
          ...exponents.flatMap((e, i) =>
            e === 0 ? [] : [powerOf(symbol(i === t ? "T" : (v.parameters[i] as string)), e)],
          ),
        ),
      ),
    );
  return product(tree(numerator), powerOf(tree(denominator), -1));
}

/** Nodes of the definitions, with names and equality signs. */
export function definitionsLength(definitions: readonly NaturalVariable[]): number {
  return definitions.reduce((n, { value }) => n + 2 + nodeCount(value), 0);
}
