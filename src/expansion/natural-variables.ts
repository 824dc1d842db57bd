/**
 * The natural variables of a junction's contacts: what a coefficient of Δ^k depends on through each bath is the strength
 * g_ν of its coupling at T_a/2 and how much of it grows with temperature.
 *
 * A rate is k_ν = G_ν(T)·(a function of Boltzmann factors). With G(T) = Σ_p G_p T^p over few powers p and τ = T_a/2,
 *     g = G(τ),   d_p = G_p τ^p for all p but the lowest, p_0:   G(T) = g (T/τ)^{p_0} + Σ_p d_p [(T/τ)^p − (T/τ)^{p_0}],
 * so that a metal, G = Γ(1 + δT/μ), has g = Γ(1 + δT_a/2μ) and d = Γ δ T_a/2μ = τ G′(τ). The current is rational in these
 * as it is in the parameters, and is expanded in the same way: T/τ = 2T/(T_L + T_R).
 *
 * A law known only by name, G(T) = c·γ(T), has g = cγ(τ), d = cτγ′(τ), d_2 = cτ²γ″(τ), …: to order k no more than the first k + 1
 * derivatives enter (the last in R and the contrast), so that G(T) = Σ_n d_n (T/τ − 1)^n/n! to that order.
 */
import {
  callExpression,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
} from "../../symbolic/expression/build.js";
import { factorial } from "../../symbolic/integer/integer.js";
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
  formalIndex,
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { presentQuotient } from "../exact/formula/coefficient.js";
import { thermalField } from "../exact/thermal-field.js";
import { number, power as powerOf, product, sum, symbol, withOperands } from "../expression/tree.js";
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
 * @param derivatives  how many of a law known only by name are held
 */
export function naturalJunction(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  derivatives = 3,
): NaturalJunction | undefined {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder") return undefined;
  const field = thermalField(junction, [subsystem.gap], values);
  const { variables } = field;
  if (variables.root !== 1) return undefined;
  const taken = new Set(junction.parameters.map((p) => p.name));
  const ends = ([junction.left, junction.right] as const).map((bath) => {
    const rate = field.rate(bath, subsystem.gap);
    return bath.formalFunctions.length > 0
      ? naturalLaw(bath, strengthOf(variables, rate, bath.side), variables, taken, derivatives)
      : naturalBath(bath, strengthOf(variables, rate, bath.side), variables, taken);
  });
  const definitions = ends.flatMap((end) => end?.definitions ?? []);
  if (definitions.length === 0) return undefined;
  const [left = { bath: junction.left }, right = { bath: junction.right }] = ends;
  return { junction: withParts(junction, { left: left.bath, right: right.bath }), definitions };
}

/** The factors of a rate that are free of Boltzmann factors. */
function strengthOf(v: ThermalVariables, rate: RationalFunction, side: Side): RationalFunction {
  const own = [temperatureIndex(v, side), ...v.formalFunctions.map((_, i) => formalIndex(v, side, i))];
  const part = (p: Polynomial): Polynomial =>
    factor(p)
      .factors.filter(({ base }) =>
        variablesOf(base).every((x) => x < v.parameters.length || own.includes(x)),
      )
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

/** The bath with its strength c·γ(T) as a Taylor polynomial; undefined for other strengths. */
function naturalLaw(
  bath: Bath,
  { numerator, denominator }: RationalFunction,
  v: ThermalVariables,
  taken: ReadonlySet<string>,
  derivatives: number,
): NaturalBath | undefined {
  const { side } = bath;
  const [law, ...others] = bath.formalFunctions;
  if (law === undefined || others.length > 0 || termCount(numerator) * termCount(denominator) !== 1)
    return undefined;
  const index = formalIndex(v, side, v.formalFunctions.indexOf(law));
  const isFree = (p: Polynomial): boolean => variablesOf(p).every((x) => x < v.parameters.length);
  const powers = coefficientsIn(numerator, index);
  const c = powers.get(1);
  if (c === undefined || powers.size !== 1 || !isFree(c) || !isFree(denominator)) return undefined;
  const name = (stem: string): string => {
    const plain = `${stem}_${side}`;
    return taken.has(plain) ? `${stem}_0_${side}` : plain;
  };
  const names = Array.from({ length: derivatives + 1 }, (_, n) =>
    name(n === 0 ? "g" : n === 1 ? "d" : `d_${n}`),
  );
  const half = product(number(1n, 2n), symbol("T_a"));
  const front = presentQuotient(v, c, denominator);
  const definitions = names.map((own, n) => ({
    name: own,
    value: productExpression([
      front,
      callExpression(law + "'".repeat(n), half),
      numberExpression(1n, 2n ** BigInt(n)),
      powerExpression(symbol("T_a"), n),
    ]),
  }));
  const distance = sum(product(number(2), symbol("T"), powerOf(symbol("T_a"), -1)), number(-1));
  const series = sum(
    ...names.map((own, n) =>
      product(number(1n, factorial(n)), symbol(own), ...(n === 0 ? [] : [powerOf(distance, n)])),
    ),
  );
  const strength = product(series, powerOf(strengthExpression(v, { numerator: c, denominator }, index), -1));
  const put = (e: Expression): Expression =>
    e.type === "call" && e.name === law ? strength : withOperands(e, put);
  const parameters: Parameter[] = names.map((own, n) =>
    parameter(own, "coupling", "strength of a contact at T_a/2", n === 0 ? "positive" : "real"),
  );
  return {
    bath: {
      kind: "law",
      side,
      rate: put(bath.rate),
      formalFunctions: [],
      parameters: [...bath.parameters, ...parameters],
    },
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
