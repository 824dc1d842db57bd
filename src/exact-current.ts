/**
 * The heat current as an exact rational function of the thermal variables.
 *
 * For an equidistant ladder with gap ω and weights |S_n|² (docs/theory.md derives it from (11)–(13)):
 *     J = ω k_L k_R (X_L − X_R)/(k_L + k_R) · F(r),   r = (k_L X_L + k_R X_R)/(k_L + k_R),
 *     F(r) = Σ_{n≥1} |S_n|² r^{n−1} / Σ_{n≥0} r^n.
 * Two levels give (15), the infinite oscillator ladder (14): F = 1/(1 − r).
 */
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import {
  add,
  constant,
  divide,
  fraction,
  isZero,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../symbolic/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
} from "../symbolic/thermal.js";
import { type Bath } from "./bath.js";
import { type Energy, energyBasis, type EnergyBasis, signedEnergy } from "./energy-basis.js";
import { InputError } from "./errors.js";
import {
  atGap,
  energyOfExponent,
  exponentEnergies,
  type ExpressionMeaning,
  rationalValue,
  temperaturePower,
  temperatureRoot,
} from "./exact-rate.js";
import { type Junction } from "./junction.js";
import { type Parameter } from "./parameter.js";
import { type Ladder } from "./subsystem.js";

/** A junction with its current in the field of the thermal variables. */
export interface ExactCurrent {
  readonly junction: Junction;
  /** The free parameters, in the order of `variables.parameters`. */
  readonly parameters: readonly Parameter[];
  readonly variables: ThermalVariables;
  /** J(T_L, T_R), positive from left to right. */
  readonly current: RationalFunction;
  /** Downward rates k_L, k_R at the gap, for ladders. */
  readonly rates?: { readonly L: RationalFunction; readonly R: RationalFunction };
}

/** Everything needed to turn expressions of a junction into elements of its field. */
export interface ThermalField {
  readonly parameters: readonly Parameter[];
  readonly variables: ThermalVariables;
  /** The value of an expression in the parameters alone. */
  parameterValue(e: Expression): RationalFunction;
  /** k_ν over a gap, from the bath's rate expression. */
  rate(bath: Bath, gap: Expression): RationalFunction;
  /** e^{−E/T_ν} for an energy in the parameters. */
  boltzmann(side: Side, energy: Expression): RationalFunction;
}

/**
 * The field for a junction in which the given gaps are exchanged with the baths.
 * @param values  exact values for some parameters; the others stay symbols
 * @throws InputError for a rate outside the field (docs: exponents −energy/T, rational powers of T only)
 */
export function thermalField(
  junction: Junction,
  gaps: readonly Expression[],
  values: ReadonlyMap<string, ExactNumber>,
): ThermalField {
  const bound = new Map([...junction.bound, ...values]);
  const parameters = junction.parameters.filter((p) => !bound.has(p.name));
  const indices = new Map(parameters.map((p, i) => [p.name, i]));
  const symbolValue = (name: string): RationalFunction => {
    const value = bound.get(name);
    if (value) return constant(value);
    const index = indices.get(name);
    if (index === undefined) throw new InputError(`${name} is not a parameter of ${junction.name}`);
    return variable(index);
  };
  const baths = [junction.left, junction.right];
  const root = baths.map((b) => temperatureRoot(b.rate)).reduce((a, b) => (a * b) / gcd(a, b), 1);
  const probe = parameters.length; // a variable that stands for T^(1/root) while energies are collected
  const gapEnergy = (gap: Expression): Energy => {
    const value = rationalValue(gap, parameterMeaning(symbolValue));
    if (isZero(value)) throw new InputError("a gap is zero");
    if (typeof value.denominator !== "bigint") {
      throw new InputError("a gap divides by a parameter", {
        hint: "name the quotient as a parameter of its own",
      });
    }
    return signedEnergy(value.numerator, value.denominator).energy;
  };
  const energies = [
    ...gaps.map(gapEnergy),
    ...baths.flatMap((b) =>
      gaps.flatMap((gap) => exponentEnergies(atGap(b.rate, gap), symbolValue, probe, root)),
    ),
  ];
  const basis = energyBasis(energies, parameters.length);
  const formalFunctions = [...new Set(baths.flatMap((b) => b.formalFunctions))];
  const variables: ThermalVariables = {
    parameters: parameters.map((p) => p.name),
    root,
    formalFunctions,
    energies: basis.elements,
  };
  const meaning = (side: Side): ExpressionMeaning => sideMeaning(variables, basis, side, symbolValue, probe);
  return {
    parameters,
    variables,
    parameterValue: (e) => rationalValue(e, parameterMeaning(symbolValue)),
    rate: (bath, gap) => rateValue(bath, gap, meaning(bath.side)),
    boltzmann: (side, energy) => meaning(side).exponential(overTemperature(energy), -1n),
  };
}

function rateValue(bath: Bath, gap: Expression, meaning: ExpressionMeaning): RationalFunction {
  const where = bath.side === "L" ? "left bath" : "right bath";
  try {
    const value = rationalValue(atGap(bath.rate, gap), meaning);
    if (isZero(value)) throw new InputError("the rate is identically zero");
    return value;
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

function parameterMeaning(symbolValue: (name: string) => RationalFunction): ExpressionMeaning {
  const refuse = (): never => {
    throw new InputError("a gap or matrix element that depends on temperature");
  };
  return { symbol: symbolValue, temperature: refuse, exponential: refuse, formal: refuse };
}

function overTemperature(e: Expression): Expression {
  const t: Expression = { type: "symbol", name: "T" };
  return {
    type: "product",
    factors: [e, { type: "power", base: t, exponent: { numerator: -1n, denominator: 1n } }],
  };
}

function sideMeaning(
  v: ThermalVariables,
  basis: EnergyBasis,
  side: Side,
  symbolValue: (name: string) => RationalFunction,
  probe: number,
): ExpressionMeaning {
  const t = variable(temperatureIndex(v, side));
  return {
    symbol: symbolValue,
    temperature: (e) => temperaturePower(t, v.root, e),
    exponential(x, factor) {
      const exponent = energyOfExponent(x, symbolValue, probe, v.root);
      if (!exponent) return ONE;
      const coordinates = basis.coordinates({
        numerator: exponent.energy.numerator,
        denominator: exponent.energy.denominator,
      });
      const times = exponent.sign * Number(factor);
      return coordinates.reduce(
        (product, c, i) => multiply(product, power(variable(boltzmannIndex(v, side, i)), c * times)),
        ONE,
      );
    },
    formal(name, args) {
      const [argument] = args;
      if (args.length !== 1 || argument?.type !== "symbol" || argument.name !== "T") {
        throw new InputError(`${name} must be a function of T alone`, { hint: `write ${name}(T)` });
      }
      return variable(formalIndex(v, side, v.formalFunctions.indexOf(name)));
    },
  };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/**
 * The exact current of a junction with a ladder.
 * @param values  exact values for some of the parameters (they override the junction's own)
 * @throws InputError if a rate is not a rational function of the thermal variables
 */
export function exactCurrent(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): ExactCurrent {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder") throw new InputError(`${junction.name} is not a ladder`);
  const field = thermalField(junction, [subsystem.gap], values);
  const kL = field.rate(junction.left, subsystem.gap);
  const kR = field.rate(junction.right, subsystem.gap);
  const omega = field.parameterValue(subsystem.gap);
  const current = ladderCurrent(
    subsystem,
    omega,
    { k: kL, X: field.boltzmann("L", subsystem.gap) },
    { k: kR, X: field.boltzmann("R", subsystem.gap) },
  );
  return {
    junction,
    parameters: field.parameters,
    variables: field.variables,
    current,
    rates: { L: kL, R: kR },
  };
}

interface End {
  /** Downward rate. */
  readonly k: RationalFunction;
  /** Boltzmann factor of the gap. */
  readonly X: RationalFunction;
}

/** The ladder formula of the file's head. */
function ladderCurrent(ladder: Ladder, omega: RationalFunction, left: End, right: End): RationalFunction {
  const total = add(left.k, right.k);
  if (isZero(total)) throw new InputError("the two rates cancel: k_L + k_R is identically zero");
  const up = add(multiply(left.k, left.X), multiply(right.k, right.X));
  const exchange = divide(multiply(multiply(left.k, right.k), subtract(left.X, right.X)), total);
  return multiply(multiply(omega, exchange), ladderSum(ladder, divide(up, total)));
}

/** F(r) of the file's head. */
export function ladderSum(ladder: Ladder, r: RationalFunction): RationalFunction {
  if (ladder.weights === "oscillator") return divide(ONE, subtract(ONE, r));
  // With r = a/b both sums become polynomials: Σ w_n a^(n−1) b^(M−1−n)·b over Σ a^n b^(M−1−n), by Horner's rule.
  const a: RationalFunction = { numerator: r.numerator, denominator: 1n };
  const b: RationalFunction = { numerator: r.denominator, denominator: 1n };
  let above = ZERO;
  let below = ONE;
  let bPower = ONE;
  for (let n = ladder.weights.length; n >= 1; n--) {
    above = add(multiply(above, a), multiply(constant(ladder.weights[n - 1] as bigint), bPower));
    bPower = multiply(bPower, b);
    below = add(multiply(below, a), bPower);
  }
  return fraction(multiply(above, b).numerator, below.numerator);
}
