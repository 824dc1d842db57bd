/**
 * The field that the expressions of a junction live in: its free parameters and the thermal variables of the
 * ℤ-basis of all energies that occur, in gaps and in exponents of rates (design §3).
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import {
  add,
  constant,
  isZero,
  multiply,
  ONE,
  power,
  type RationalFunction,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { type Bath } from "../junction/bath.js";
import { symbolsOf } from "../expression/tree.js";
import { type Energy, energyBasis, type EnergyBasis, signedEnergy } from "../expression/energy-basis.js";
import { InputError } from "../input/errors.js";
import { refuseNegativeRate } from "./negative-rate.js";
import {
  atGap,
  energyOfExponent,
  exponentEnergies,
  overTemperature,
  type ExpressionMeaning,
  rationalValue,
  scaled,
  temperaturePower,
  temperatureRoot,
} from "../expression/rational-value.js";
import { type Junction } from "../junction/junction.js";
import { sizeLimit } from "../input/size-limit.js";
import { type Parameter, PI, PI_PARAMETER } from "../input/names.js";

/** A junction with its current in the field of the thermal variables. */
export interface ExactCurrent {
  readonly junction: Junction;
  /** The free parameters, in the order of `variables.parameters`. */
  readonly parameters: readonly Parameter[];
  readonly variables: ThermalVariables;
  /** J(T_L, T_R), positive from left to right. */
  readonly current: RationalFunction;
  /** Why J is 0, where no heat flows whatever the temperatures. */
  readonly noHeat?: string;
  /** Downward rates k_L, k_R at the gap, for ladders. */
  readonly rates?: { readonly L: RationalFunction; readonly R: RationalFunction };
  /** For ladders, the parts of J = exchange·F(ratio): what an expansion needs where J is too large to be formed. */
  readonly ladder?: LadderParts;
}

/** J = exchange·F(r) for a ladder (docs/theory.md §2). */
export interface LadderParts {
  /** ω k_L k_R (X_L − X_R)/(k_L + k_R). */
  readonly exchange: RationalFunction;
  /** r. */
  readonly ratio: RationalFunction;
  /** Exponents in the ℤ-basis of the Boltzmann factor of one gap: r at Δ = 0. */
  readonly gap: readonly number[];
}

/** What bounds the cost of the exact layer, where it is asked for an answer that is not worth any price. */
export interface ExactLimits {
  /** Largest power of one Boltzmann factor. */
  readonly largestExponent?: number;
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
  /** What symbols and functions in a rate of the bath at that end stand for. */
  meaning(side: Side): ExpressionMeaning;
}

/**
 * The field for a junction in which the given gaps are exchanged with the baths.
 * @param values  exact values for some parameters; the others stay symbols
 * @throws ExponentError for powers of a Boltzmann factor beyond the limit
 * @throws InputError for a rate outside the field (docs: exponents −energy/T, rational powers of T only)
 */
export function thermalField(
  junction: Junction,
  gaps: readonly Expression[],
  values: ReadonlyMap<string, ExactNumber>,
  { largestExponent }: ExactLimits = {},
): ThermalField {
  const bound = new Map([...junction.bound, ...values]);
  const baths = [junction.left, junction.right];
  const parameters = [
    ...junction.parameters.filter((p) => !bound.has(p.name) && p.reference === undefined),
    ...(baths.some((b) => symbolsOf(b.rate).includes(PI)) ? [PI_PARAMETER] : []),
  ];
  const indices = new Map(parameters.map((p, i) => [p.name, i]));
  const symbolValue = (name: string): RationalFunction => {
    const value = bound.get(name);
    if (value) return constant(value);
    const index = indices.get(name);
    if (index === undefined) throw new InputError(`${name} is not a parameter of ${junction.name}`);
    return variable(index);
  };
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
      inBath(b, () => gaps.flatMap((gap) => exponentEnergies(atGap(b.rate, gap), symbolValue, probe, root))),
    ),
  ];
  const basis = energyBasis(energies, parameters.length, largestExponent);
  const formalFunctions = [...new Set(baths.flatMap((b) => b.formalFunctions))];
  const variables: ThermalVariables = {
    parameters: parameters.map((p) => p.name),
    root,
    formalFunctions,
    energies: basis.elements,
  };
  const limit = sizeLimit(junction);
  const meaning = (side: Side): ExpressionMeaning => ({
    ...sideMeaning(variables, basis, side, symbolValue, probe),
    sizeLimit: limit,
  });
  return {
    parameters,
    variables,
    parameterValue: (e) => rationalValue(e, parameterMeaning(symbolValue)),
    rate: (bath, gap) => rateValue(bath, gap, meaning(bath.side), bound),
    boltzmann: (side, energy) => meaning(side).exponential(overTemperature(energy), -1n),
    meaning,
  };
}

function rateValue(
  bath: Bath,
  gap: Expression,
  meaning: ExpressionMeaning,
  bound: ReadonlyMap<string, ExactNumber>,
): RationalFunction {
  return inBath(bath, () => {
    const rate = atGap(bath.rate, gap);
    const value = rationalValue(rate, meaning);
    if (isZero(value)) throw new InputError("the rate is identically zero");
    if (bath.kind === "custom") refuseNegativeRate(rate, bound);
    return value;
  });
}

/** Runs `compute`; an InputError says which bath it is about. */
function inBath<T>(bath: Bath, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    throw error instanceof InputError ? error.within(bath.side === "L" ? "left bath" : "right bath") : error;
  }
}

function parameterMeaning(symbolValue: (name: string) => RationalFunction): ExpressionMeaning {
  const refuse = (): never => {
    throw new InputError("a gap or matrix element that depends on temperature");
  };
  return { symbol: symbolValue, temperature: refuse, exponential: refuse, formal: refuse };
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
    // no user's rate holds T_a: it is a reserved name (natural variables do, `expansion/natural-variables.ts`)
    symbol: (name) => (name === "T_a" && v.root === 1 ? sumOfTemperatures(v) : symbolValue(name)),
    temperature: (e) => temperaturePower(t, v.root, e),
    exponential(x, factor) {
      const exponent = energyOfExponent(x, symbolValue, probe, v.root);
      if (!exponent) return ONE;
      // The multiple lies in the lattice even where the energy itself does not: tanh(ω/2T) holds e^{−ω/T} only.
      const coordinates = basis.coordinates(scaled(exponent.energy, factor < 0n ? -factor : factor));
      const times = factor < 0n ? -exponent.sign : exponent.sign;
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

/** T_L + T_R. */
function sumOfTemperatures(v: ThermalVariables): RationalFunction {
  return add(variable(temperatureIndex(v, "L")), variable(temperatureIndex(v, "R")));
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
