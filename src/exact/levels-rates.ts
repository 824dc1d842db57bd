/**
 * An N-level subsystem between two baths as the exact rates of the Pauli master equation (12).
 *
 * A transition is a pair of levels that S_L or S_R couples. Downwards (13) the bath ν makes it go with
 * |S_ν|² k^ν(ω), upwards with e^{−ω/T_ν} times that; the rate expression is taken at the gap ω > 0 of the pair, so which
 * of the two levels is the upper one matters. It is read off where all terms of the gap have one sign (parameters of
 * energies are positive). Where they have not, the order does not matter if k(−ω) = e^{−ω/T} k(ω): then "down" over ω
 * and "up" over −ω are the same process. This holds identically for spin baths with a flat or even coupling,
 * and for solids with a coupling odd in ω (ohmic, ω³); it fails for a flat solid, whose rate (17) changes sign. It
 * is tested as an identity in the field; where it fails the order of the levels has to be given.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import {
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  equals,
  isZero,
} from "../../symbolic/fraction/rational-function.js";
import { type Bath } from "../junction/bath.js";
import { functionsOf, negative, sum } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { atGap } from "../expression/rational-value.js";
import { type ExactLimits, thermalField, type ThermalField } from "./thermal-field.js";
import { type Junction } from "../junction/junction.js";
import { graphOf, type LevelGraph, partsOf } from "./level-graph.js";
import { type Levels } from "../junction/ladder.js";
import { positiveText, signIn } from "./level-order.js";
import { requirePopulationsAlone } from "./no-steady-state.js";
import { zeroGapRate } from "./zero-gap-rate.js";

/** What one bath does to one transition: |S|² k and |S|² k e^{−ω/T}. Both zero where it is not coupled. */
export interface Contact {
  readonly down: RationalFunction;
  readonly up: RationalFunction;
}

/** A pair of levels that at least one bath couples. */
export interface Transition {
  /** Indices into the energies as given. */
  readonly upper: number;
  readonly lower: number;
  /** E_upper − E_lower as an expression in the parameters. */
  readonly gapExpression: Expression;
  /** The same, exactly; zero between levels of one energy. */
  readonly gap: RationalFunction;
  readonly left: Contact;
  readonly right: Contact;
  /** |S_L|² and |S_R|². */
  readonly squares: readonly [RationalFunction, RationalFunction];
  /** `a > b` where that the upper level is the upper one is assumed so, and the rates depend on it. */
  readonly assumed?: string;
}

/** The rate equation of a junction in its field. */
export interface LevelsModel {
  readonly junction: Junction;
  readonly levels: Levels;
  readonly field: ThermalField;
  /** Sorted by the energies' order: upper level, then lower. */
  readonly transitions: readonly Transition[];
  /** Levels that transitions connect, each list ascending; one class for an irreducible network. */
  readonly classes: readonly (readonly number[])[];
  /** The same levels before any rate. */
  readonly graph: LevelGraph;
}

const NO_CONTACT: Contact = {
  down: { numerator: 0n, denominator: 1n },
  up: { numerator: 0n, denominator: 1n },
};

/**
 * The model of a junction with levels.
 * @param values  exact values for some of the parameters
 * @throws InputError for 0 levels, gaps whose sign matters and is open, and rates without a limit at a gap of zero
 */
export function levelsModel(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  limits: ExactLimits = {},
): LevelsModel {
  const { subsystem: levels } = junction;
  requirePopulationsAlone(junction, "what is asked for");
  if (levels.kind !== "levels") throw new InputError(`${junction.name} has no levels of its own`);
  if (levels.approximate) {
    throw new InputError("the levels come from a numerical diagonalisation: there is no exact formula", {
      hint: "evaluate, transitions and optimise take this junction",
    });
  }
  if (levels.energies.length === 0) throw new InputError("a subsystem needs at least one level");
  const plain = thermalField(junction, [], values);
  const pairs = coupledPairs(junction, levels, plain);
  const gaps = pairs.filter((p) => !isZero(p.gap)).map((p) => p.gapExpression);
  const field = thermalField(junction, gaps, values, limits);
  const graph = graphOf(junction, levels, values);
  // A bath without a rate between levels of one energy leaves them alone.
  const transitions = pairs
    .map((p) => transition(junction, field, p))
    .filter(({ left, right }) => !isZero(left.down) || !isZero(right.down));
  return { junction, levels, field, transitions, classes: partsOf(graph), graph };
}

/** |S|² of a matrix element; the root of a number, as in √n of an oscillator, is squared away. */
function squaredValue(e: Expression, field: ThermalField): RationalFunction {
  if (e.type === "product") {
    return e.factors.reduce((p, f) => multiply(p, squaredValue(f, field)), ONE);
  }
  if (e.type === "call" && e.name === "sqrt") return field.parameterValue(e.arguments[0] as Expression);
  if (e.type === "power" && e.exponent.denominator === 2n) {
    return power(field.parameterValue(e.base), Number(e.exponent.numerator));
  }
  const value = field.parameterValue(e);
  return multiply(value, value);
}

interface Pair {
  readonly upper: number;
  readonly lower: number;
  readonly gapExpression: Expression;
  readonly gap: RationalFunction;
  /** False where the sign of the gap depends on the parameters. */
  readonly ordered: boolean;
  /** True where the sign is what inequalities say, or values given for the order. */
  readonly assumed: boolean;
  /** |S_L|² and |S_R|². */
  readonly strengths: readonly [RationalFunction, RationalFunction];
}

function coupledPairs(junction: Junction, levels: Levels, field: ThermalField): Pair[] {
  const square = (e: Expression): RationalFunction => squaredValue(e, field);
  const pairs: Pair[] = [];
  levels.energies.forEach((upperEnergy, i) => {
    levels.energies.forEach((lowerEnergy, j) => {
      if (j >= i) return;
      const strengths = [levels.S_L, levels.S_R].map((S) => {
        const element = S[i]?.[j];
        if (element === undefined) throw new InputError(`a coupling matrix has no element [${i}][${j}]`);
        const strength = square(element);
        if (typeof strength.numerator === "bigint" && strength.numerator < 0n) {
          throw new InputError(`|S|^2 is negative between the levels ${j} and ${i}`, {
            hint: "a root that is a parameter cannot be less than the half detuning it is made of",
          });
        }
        return strength;
      }) as [RationalFunction, RationalFunction];
      if (strengths.every(isZero)) return;
      const difference = sum(upperEnergy, negative(lowerEnergy));
      const gap = field.parameterValue(difference);
      const { sign, assumed = false } = signIn(gap.numerator, junction, field) ?? {};
      pairs.push(
        sign === -1
          ? {
              upper: j,
              lower: i,
              gapExpression: sum(lowerEnergy, negative(upperEnergy)),
              gap: negate(gap),
              ordered: true,
              assumed,
              strengths,
            }
          : { upper: i, lower: j, gapExpression: difference, gap, ordered: sign === 1, assumed, strengths },
      );
    });
  });
  return pairs;
}

function transition(junction: Junction, field: ThermalField, pair: Pair): Transition {
  const { upper, lower, gapExpression, gap, strengths } = pair;
  const order = { matters: false };
  const contact = (bath: Bath, strength: RationalFunction): Contact => {
    if (isZero(strength)) return NO_CONTACT;
    try {
      if (isZero(gap)) {
        const rate = multiply(strength, zeroGapRate(field, bath));
        return { down: rate, up: rate };
      }
      refuseNegativeCoupling(field, bath, gapExpression);
      const k = field.rate(bath, gapExpression);
      const X = field.boltzmann(bath.side, gapExpression);
      if (!pair.ordered) checkEitherOrder(field, bath, pair, multiply(X, k));
      else if (pair.assumed && !isEitherOrder(field, bath, gapExpression, multiply(X, k)))
        order.matters = true;
      const down = multiply(strength, k);
      return { down, up: multiply(down, X) };
    } catch (error) {
      throw error instanceof InputError ? error.within(`levels ${lower} and ${upper}`) : error;
    }
  };
  const [left, right] = [contact(junction.left, strengths[0]), contact(junction.right, strengths[1])];
  const assumed = order.matters ? { assumed: positiveText(gap.numerator, field.variables.parameters) } : {};
  return { upper, lower, gapExpression, gap, left, right, squares: strengths, ...assumed };
}

/** A coupling may depend on the gap: where it is a number there, it must be positive. */
function refuseNegativeCoupling(field: ThermalField, bath: Bath, gap: Expression): void {
  if (!("coupling" in bath) || functionsOf(bath.coupling).length > 0) return;
  const { numerator, denominator } = field.parameterValue(atGap(bath.coupling, gap));
  if (typeof numerator !== "bigint" || typeof denominator !== "bigint" || numerator > 0n) return;
  const end = bath.side === "L" ? "left" : "right";
  throw new InputError(
    `the coupling of the ${end} bath is ${numerator < 0n ? "negative" : "zero"} at their gap`,
    {
      hint: "a spectral density is positive; set the matrix element to 0 where there is no coupling",
    },
  );
}

/** The identity of the file's head. */
function isEitherOrder(field: ThermalField, bath: Bath, gap: Expression, up: RationalFunction): boolean {
  return equals(field.rate(bath, negative(gap)), up);
}

/** @throws InputError for a gap of unknown sign where it matters, with an assumption that would do */
function checkEitherOrder(
  field: ThermalField,
  bath: Bath,
  { gapExpression, gap }: Pair,
  up: RationalFunction,
): void {
  if (isEitherOrder(field, bath, gapExpression, up)) return;
  const order = positiveText(gap.numerator, field.variables.parameters);
  throw new InputError(
    "which of the two has the higher energy depends on the parameters, and the rate with it",
    { hint: `assume one, --assume "${order}", or bind the parameters` },
  );
}
