/**
 * The transitions of a junction at fixed temperatures: every rate a polynomial in the couplings that are free, its coefficients
 * enclosed. The exact rates come from the field of the junction; T and e^{−ω/T} are put in as enclosures.
 */
import { type Ball, type BallArithmetic, isPositive } from "../../numeric/enclosure/ball.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type RationalFunction, constant, isZero } from "../../symbolic/fraction/rational-function.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../symbolic/polynomial/structure.js";
import {
  boltzmannIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../symbolic/thermal/variables.js";
import { thermalField, type ThermalField } from "../exact/thermal-field.js";
import { flowIn } from "../exact/heat-flow.js";
import { levelsModel } from "../exact/levels-rates.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { monomialOf, type PositivePolynomial, ZERO_POLYNOMIAL } from "./positive-polynomial.js";

/** What a bath does to a pair of levels: the rate downwards, exactly; upwards it is e^{−gap/T} times that. */
type ExactContact = RationalFunction;

/** A pair of levels that baths couple. */
interface ExactTransition {
  readonly upper: number;
  readonly lower: number;
  /** A number: energies are fixed. */
  readonly gap: ExactNumber;
  readonly down: { readonly L: ExactContact; readonly R: ExactContact };
  readonly boltzmann: { readonly L: RationalFunction; readonly R: RationalFunction };
}

/** A junction whose free parameters are couplings. */
export interface CoupledJunction {
  readonly junction: Junction;
  /** The field of its rates; its parameters are the free ones, and π. */
  readonly field: ThermalField;
  /** Number of levels; the oscillator has one transition and no end. */
  readonly levels: number | "oscillator";
  readonly transitions: readonly ExactTransition[];
}

/**
 * The junction with the values put in.
 * @param fixed  values of all parameters that do not vary
 * @param varied names of those that do; a value that the file binds to one of these does not count
 * @throws InputError where energies vary, for coherences, for levels that are disconnected, and where no heat flows
 */
export function coupledJunction(
  given: Junction,
  fixed: ReadonlyMap<string, ExactNumber>,
  varied: readonly string[],
): CoupledJunction {
  const junction = {
    ...given,
    bound: new Map([...given.bound].filter(([name]) => !varied.includes(name))),
  };
  const values = new Map([...fixed].filter(([name]) => !varied.includes(name)));
  const { subsystem } = junction;
  if (subsystem.kind === "ladder") {
    const field = thermalField(junction, [subsystem.gap], values);
    const gap = fixedGap(field.parameterValue(subsystem.gap));
    const X = {
      L: field.boltzmann("L", subsystem.gap),
      R: field.boltzmann("R", subsystem.gap),
    };
    const k = {
      L: field.rate(junction.left, subsystem.gap),
      R: field.rate(junction.right, subsystem.gap),
    };
    const weights = subsystem.weights === "oscillator" ? [1n] : subsystem.weights;
    return {
      junction,
      field,
      levels: subsystem.weights === "oscillator" ? "oscillator" : weights.length + 1,
      transitions: weights.map((w, n) => ({
        upper: n + 1,
        lower: n,
        gap,
        down: { L: times(k.L, w), R: times(k.R, w) },
        boltzmann: X,
      })),
    };
  }
  const model = levelsModel(junction, values);
  flowIn(model.graph);
  const { field } = model;
  const X = (side: Side, gap: Expression, width: RationalFunction): RationalFunction =>
    isZero(width) ? constant(1n) : field.boltzmann(side, gap);
  return {
    junction,
    field,
    levels: model.levels.energies.length,
    transitions: model.transitions.map((t) => ({
      upper: t.upper,
      lower: t.lower,
      gap: fixedGap(t.gap),
      down: { L: t.left.down, R: t.right.down },
      boltzmann: { L: X("L", t.gapExpression, t.gap), R: X("R", t.gapExpression, t.gap) },
    })),
  };
}

function times(k: RationalFunction, weight: bigint): RationalFunction {
  const { numerator, denominator } = k;
  return { numerator: scaled(numerator, weight), denominator };
}

function scaled(p: Polynomial, n: bigint): Polynomial {
  return typeof p === "bigint" ? p * n : { ...p, coefficients: p.coefficients.map((c) => scaled(c, n)) };
}

function fixedGap({ numerator, denominator }: RationalFunction): ExactNumber {
  if (typeof numerator === "bigint" && typeof denominator === "bigint") return { numerator, denominator };
  throw new InputError("a gap depends on what is varied", {
    where: "--over",
    hint: "a proof takes couplings as variables; give energies and gaps values with --at",
  });
}

/** A transition at two temperatures. */
export interface Jump {
  readonly upper: number;
  readonly lower: number;
  readonly gap: ExactNumber;
  readonly L: { readonly down: PositivePolynomial; readonly X: Ball };
  readonly R: { readonly down: PositivePolynomial; readonly X: Ball };
}

/**
 * The transitions with their rates enclosed, the baths at the temperatures given.
 * @param varied the free couplings, in the order of the polynomials' variables
 * @throws InputError for a rate that is no polynomial with positive coefficients in them
 */
export function jumpsAt(
  A: BallArithmetic,
  { field, transitions }: CoupledJunction,
  varied: readonly string[],
  temperatures: { readonly L: ExactNumber; readonly R: ExactNumber },
): Jump[] {
  const values = (["L", "R"] as const).map((side) =>
    thermalValues(A, field.variables, side, temperatures[side]),
  );
  const at = (side: Side): ReadonlyMap<number, Ball> =>
    values[side === "L" ? 0 : 1] as ReadonlyMap<number, Ball>;
  const contact = (t: ExactTransition, side: Side): Jump["L"] => ({
    down: enclosedRate(A, field.variables, varied, at(side), t.down[side]),
    X: quotientValue(A, field.variables, at(side), t.boltzmann[side]),
  });
  return transitions.map((t) => ({
    upper: t.upper,
    lower: t.lower,
    gap: t.gap,
    L: contact(t, "L"),
    R: contact(t, "R"),
  }));
}

/** T^(1/n), e^{−energy/T} and π by the indices of the field. */
function thermalValues(
  A: BallArithmetic,
  v: ThermalVariables,
  side: Side,
  T: ExactNumber,
): ReadonlyMap<number, Ball> {
  const values = new Map<number, Ball>();
  const temperature = A.fromRational(T.numerator, T.denominator);
  values.set(temperatureIndex(v, side), v.root === 1 ? temperature : A.root(temperature, v.root));
  v.energies.forEach(({ numerator, denominator }, i) => {
    if (typeof numerator !== "bigint") throw fixedGapError();
    values.set(
      boltzmannIndex(v, side, i),
      A.exp(A.fromRational(-numerator * T.denominator, denominator * T.numerator)),
    );
  });
  const pi = v.parameters.indexOf("pi");
  if (pi >= 0 && A.pi) values.set(pi, A.pi());
  return values;
}

const fixedGapError = (): InputError =>
  new InputError("an energy depends on what is varied", {
    where: "--over",
    hint: "a proof takes couplings as variables; give energies values with --at",
  });

/** A rate as a polynomial in the varied couplings. */
function enclosedRate(
  A: BallArithmetic,
  v: ThermalVariables,
  varied: readonly string[],
  values: ReadonlyMap<number, Ball>,
  rate: RationalFunction,
): PositivePolynomial {
  if (isZero(rate)) return ZERO_POLYNOMIAL;
  const places = varied.map((name) => v.parameters.indexOf(name));
  const collect = (p: Polynomial): ReadonlyMap<number, Ball> => {
    const sums = new Map<number, Ball>();
    forEachTerm(p, variableCount(v), (c, e) => {
      const key = monomialOf(places.map((i) => (i < 0 ? 0 : (e[i] as number))));
      let term = A.fromRational(c, 1n);
      e.forEach((n, i) => {
        if (n === 0 || places.includes(i)) return;
        const value = values.get(i);
        if (value === undefined)
          throw new InputError("a rate holds a function of temperature that is known only by name", {
            hint: "a bound on numbers needs its formula",
          });
        term = A.mul(term, A.pow(value, n));
      });
      const own = sums.get(key);
      sums.set(key, own === undefined ? term : A.add(own, term));
    });
    return sums;
  };
  const below = collect(rate.denominator);
  const [divisor] = below.values();
  if (below.size !== 1 || divisor === undefined || !below.has(0)) throw notCoupling(varied);
  const above = new Map([...collect(rate.numerator)].map(([m, c]) => [m, A.div(c, divisor)]));
  if (![...above.values()].every(isPositive)) throw notCoupling(varied);
  return above;
}

const notCoupling = (varied: readonly string[]): InputError =>
  new InputError(`a rate is no polynomial with positive coefficients in ${varied.join(", ")}`, {
    where: "--over",
    hint: "vary couplings: Gamma_R, or g where S holds sqrt(g)",
  });

/** A monomial of thermal variables over another. */
function quotientValue(
  A: BallArithmetic,
  v: ThermalVariables,
  values: ReadonlyMap<number, Ball>,
  { numerator, denominator }: RationalFunction,
): Ball {
  const value = (p: Polynomial): Ball => {
    let sum = A.zero;
    forEachTerm(p, variableCount(v), (c, e) => {
      let term = A.fromRational(c, 1n);
      e.forEach((n, i) => {
        if (n > 0) term = A.mul(term, A.pow(values.get(i) as Ball, n));
      });
      sum = A.add(sum, term);
    });
    return sum;
  };
  return A.div(value(numerator), value(denominator));
}
