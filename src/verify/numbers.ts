/**
 * Checks by numbers: coefficients against Taylor arithmetic, currents against the numeric formulas and against the rate
 * equation (12) by GTH elimination, rates against (13), (16)–(19).
 */
import { toDouble } from "../input/double.js";
import { alphaJet } from "../../numeric/junction/taylor-coefficients.js";
import { ballArithmetic, type Ball, type BallArithmetic, isExactZero } from "../../numeric/enclosure/ball.js";
import { withIncreasingPrecision } from "../../numeric/enclosure/certified-decimal.js";
import { doubleDoubleArithmetic } from "../../numeric/arithmetic/double-double.js";
import { liftToBall, liftToDoubleDouble } from "../../numeric/junction/evaluate.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { levelCurrents } from "../../numeric/levels/currents.js";
import { alphaOfLevels, evaluateLevels } from "../../numeric/levels/certified.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { ladderJunction } from "../../numeric/levels/rates.js";
import { steadyState } from "../../numeric/levels/master-equation.js";
import { type LadderModel } from "../../numeric/junction/model.js";
import { pointLookup } from "../../numeric/junction/rectification.js";
import { type FactoredFraction } from "../../symbolic/fraction/factored-fraction.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { temperatureIndex } from "../../symbolic/thermal/variables.js";
import { evaluateAt } from "../evaluate/point.js";
import { quantityFraction } from "../expansion/series.js";
import { UNDEFINED } from "../exact/heat-flow.js";

import { type Junction } from "../junction/junction.js";
import { type NumericModel } from "../model/model.js";
import { type Check, compare, DIGITS, ROUNDED } from "./comparison.js";
import { type Derivation, type Values } from "./derivation.js";
import { factoredValue, fractionValue, meanPoint, type RingPoint, thermalPoint } from "./values.js";

/** A junction under examination. */
export interface Subject {
  readonly junction: Junction;
  readonly derivation: Derivation;
  readonly model: NumericModel;
  readonly values: Values;
}

/** α_0 … α_order against jets; a claimed zero against a bound far below α_1. */
export function jetChecks({ junction, derivation, model, values }: Subject, order: number): Check[] {
  const jets =
    model.kind === "ladder"
      ? alphaJet(model.model, values, order, { digits: DIGITS })
      : alphaOfLevels(model.model, values, order, { digits: DIGITS });
  const first = jets[1];
  const scale = first && !first.undecided ? Number(first.value) : 1;
  return jets.map((jet, k) => {
    const name = `alpha_${k} jet`;
    const symbolic = derivation.isZero(k) ? "0" : alphaValue(derivation, values, k);
    if (!jet.undecided) return compare(junction.name, name, symbolic, jet.value, ROUNDED);
    // Enclosures never prove a zero; with ever more bits they bound it: far below the 40 digits of α_1/T_a^(k−1).
    const bound = "error" in jet ? jet.error : (jet.bound ?? "0");
    const T = Number(formatRounded(values, "T_a"));
    const tolerance = (Math.abs(scale) * 10 ** -DIGITS) / T ** (k - 1);
    const check = compare(junction.name, name, "0", bound, tolerance.toExponential(1));
    return { ...check, symbolic, ok: check.ok && symbolic === "0" };
  });
}

function formatRounded(values: Values, name: string): string {
  const value = values.get(name);
  return value ? String(toDouble(value)) : "1";
}

/** The value of an exact coefficient at the point: proved digits. */
export function alphaValue(derivation: Derivation, values: Values, k: number): string {
  return alphaOf(derivation.coefficient(k), derivation, values);
}

/** The same of any coefficient. */
export function alphaOf(f: FactoredFraction, derivation: Derivation, values: Values): string {
  if (f.constant.numerator === 0n) return "0";
  return proved((a) => factoredValue(f, meanPoint(derivation.variables, values, a), a));
}

/** The value of a rational function of the thermal variables at the point: proved digits. */
export function thermalValue(derivation: Derivation, values: Values, f: RationalFunction): string {
  if (f.numerator === 0n) return "0";
  return proved((a) => fractionValue(f, thermalPoint(derivation.variables, values, a), a));
}

function proved(value: (a: BallArithmetic) => Ball): string {
  return withIncreasingPrecision((bits) => value(ballArithmetic(bits)), DIGITS);
}

/** J, J(−Δ), R and the contrast of the closed form against the numeric layer's own formula. */
export function evaluationChecks({ junction, derivation, model, values }: Subject): Check[] {
  const numeric = evaluateAt({ ...junction, bound: new Map() }, values, DIGITS);
  const reversed: Values = new Map([...values, ["Delta", negated(values)]]);
  const check = (name: "J" | "J_reversed" | "R" | "contrast", symbolic: string): Check =>
    compare(junction.name, `${name} evaluation`, symbolic, numeric[name] ?? UNDEFINED, ROUNDED);
  const { current, variables } = derivation;
  const ratio = (of: "R" | "contrast"): string => {
    // Reducing R to lowest terms is out of proportion for general levels: there it is the quotient of two values.
    if (model.kind === "ladder") return thermalValue(derivation, values, quantityFraction(current, of));
    return proved((a) => {
      const [forward, back] = [values, reversed].map((at) =>
        fractionValue(current.current, thermalPoint(variables, at, a), a),
      ) as [Ball, Ball];
      if (of === "R") return a.neg(a.div(forward, back));
      return a.div(a.add(forward, back), a.sub(forward, back));
    });
  };
  return [
    check("J", thermalValue(derivation, values, current.current)),
    check("J_reversed", thermalValue(derivation, reversed, current.current)),
    // 0/0 where no heat flows.
    ...(numeric.noHeat === undefined ? [check("R", ratio("R")), check("contrast", ratio("contrast"))] : []),
  ];
}

function negated(values: Values): { numerator: bigint; denominator: bigint } {
  const delta = values.get("Delta");
  if (!delta) throw new Error("internal: no Delta");
  return { numerator: -delta.numerator, denominator: delta.denominator };
}

/** k_L and k_R of the exact field against the rates (16)–(19) in enclosures. */
export function rateChecks({ junction, derivation, model, values }: Subject): Check[] {
  const { rates } = derivation;
  if (!rates || model.kind !== "ladder") return [];
  const ladder = model.model;
  return (["L", "R"] as const).map((side) => {
    const bath = side === "L" ? ladder.left : ladder.right;
    const numeric = proved((a) => {
      const parameter = pointLookup(values, liftToBall(a));
      const gap = evaluateExpression(a, ladder.gap, { lookup: parameter });
      return downwardRate(a, bath, gap, temperature(a, values, side), parameter);
    });
    const name = `rate k_${side}`;
    return compare(junction.name, name, thermalValue(derivation, values, rates[side]), numeric, ROUNDED);
  });
}

function temperature(a: BallArithmetic, values: Values, side: "L" | "R"): Ball {
  const parameter = pointLookup(values, liftToBall(a));
  const [sum, delta] = [parameter("T_a"), parameter("Delta")];
  return a.mul(a.fromRational(1n, 2n), side === "L" ? a.add(sum, delta) : a.sub(sum, delta));
}

/** Levels that stand for the oscillator; the rest of the geometric series is part of the tolerance. */
const OSCILLATOR_LEVELS = 400;
const U = 2 ** -53;

/** J against the steady state of (12), or of the equation that keeps coherences: GTH in Float64 and, where the levels are finite, in enclosures. */
export function steadyStateChecks(subject: Subject): Check[] {
  const { junction, derivation, model, values } = subject;
  const J = thermalValue(derivation, values, derivation.current.current);
  if (model.kind === "levels") {
    const numeric = evaluateLevels(model.model, values, DIGITS).J.value;
    const way = model.model.coherence ? "J master equation" : "J GTH";
    return [compare(junction.name, way, J, numeric, ROUNDED)];
  }
  return [floatSteadyState(subject, model.model, J), ...enclosedSteadyState(subject, model.model, J)];
}

/** The tolerance is the a-posteriori bound of GTH, plus for the oscillator what is beyond the last level. */
function floatSteadyState({ junction, values }: Subject, ladder: LadderModel, J: string): Check {
  const D = doubleDoubleArithmetic;
  const parameter = pointLookup(values, liftToDoubleDouble);
  const gap = evaluateExpression(D, ladder.gap, { lookup: parameter });
  const [sum, delta] = [parameter("T_a").hi, parameter("Delta").hi];
  const rate = (bath: LadderModel["left"]) => (_: number, T: number) =>
    downwardRate(D, bath, gap, liftToDoubleDouble(T), parameter).hi;
  const oscillator = ladder.weights === "oscillator";
  const weights =
    ladder.weights === "oscillator"
      ? Array.from({ length: OSCILLATOR_LEVELS - 1 }, (_, n) => n + 1)
      : ladder.weights.map(Number);
  const levels = ladderJunction(weights, gap.hi, rate(ladder.left), rate(ladder.right));
  const [T_L, T_R] = [(sum + delta) / 2, (sum - delta) / 2];
  const state = steadyState(levels, T_L, T_R, delta);
  const r = (state.populations[1] ?? 0) / (state.populations[0] ?? 1);
  // J_M = J_HO·[1 − M r^(M−1)(1 − r)/(1 − r^M)] (design §2)
  const beyond = oscillator
    ? (OSCILLATOR_LEVELS * r ** (OSCILLATOR_LEVELS - 1) * (1 - r)) / (1 - r ** OSCILLATOR_LEVELS)
    : 0;
  const relative = state.errorBound / Math.abs(state.current) + 2 * beyond + U;
  return compare(
    junction.name,
    oscillator ? `J GTH, ${OSCILLATOR_LEVELS} levels` : "J GTH in Float64",
    J,
    String(state.current),
    relative.toExponential(1),
  );
}

/** GTH over enclosures: J to 40 digits, what goes in comes out, and P_n ∝ r^n. */
function enclosedSteadyState(
  { junction, derivation, values }: Subject,
  ladder: LadderModel,
  J: string,
): Check[] {
  const { weights } = ladder;
  if (weights === "oscillator") return [];
  const n = weights.length + 1;
  const solve = (a: BallArithmetic) => {
    const parameter = pointLookup(values, liftToBall(a));
    const gap = evaluateExpression(a, ladder.gap, { lookup: parameter });
    const rates = (side: "L" | "R"): Ball[] => {
      const T = temperature(a, values, side);
      const bath = side === "L" ? ladder.left : ladder.right;
      const k = downwardRate(a, bath, gap, T, parameter);
      const X = a.exp(a.neg(a.div(gap, T)));
      const matrix = Array.from({ length: n * n }, () => a.zero);
      weights.forEach((w, i) => {
        const down = a.mul(a.fromRational(w, 1n), k);
        matrix[i * n + i + 1] = down;
        matrix[(i + 1) * n + i] = a.mul(down, X);
      });
      return matrix;
    };
    const energies = Array.from({ length: n }, (_, i) => a.mul(a.fromRational(BigInt(i), 1n), gap));
    return levelCurrents({ ...a, isZero: isExactZero }, energies, rates("L"), rates("R"));
  };
  const fromLeft = proved((a) => solve(a).fromLeft);
  const intoRight = proved((a) => solve(a).intoRight);
  const checks = [
    compare(junction.name, "J GTH", J, fromLeft, ROUNDED),
    compare(junction.name, "energy in = energy out", fromLeft, intoRight, ROUNDED),
  ];
  const { rates } = derivation;
  if (!rates) return checks;
  // The claim: P_1/P_0 = r = (k_L X_L + k_R X_R)/(k_L + k_R).
  const claimed = proved((a) => {
    const point = thermalPoint(derivation.variables, values, a);
    const [kL, kR] = [fractionValue(rates.L, point, a), fractionValue(rates.R, point, a)];
    const gap = gapFactor(derivation, point, a);
    return a.div(a.add(a.mul(kL, gap.L), a.mul(kR, gap.R)), a.add(kL, kR));
  });
  const found = proved((a) => {
    const { populations } = solve(a);
    return a.div(populations[1] as Ball, populations[0] as Ball);
  });
  return [...checks, compare(junction.name, "populations GTH", claimed, found, ROUNDED)];
}

/** X_L and X_R at the gap: with one energy in the basis it is a multiple of that energy, found from the current. */
function gapFactor(derivation: Derivation, point: RingPoint, a: BallArithmetic): { L: Ball; R: Ball } {
  const { variables, current } = derivation;
  const subsystem = current.junction.subsystem;
  const of = (side: "L" | "R"): Ball => {
    const gap = subsystem.kind === "ladder" ? subsystem.gap : undefined;
    if (!gap) throw new Error("internal: a gap is needed");
    const lookup = (name: string): Ball => {
      const index = variables.parameters.indexOf(name);
      const bound = current.junction.bound.get(name);
      if (bound) return a.fromRational(bound.numerator, bound.denominator);
      return point.get(index) as Ball;
    };
    const T = a.pow(point.get(temperatureIndex(variables, side)) as Ball, variables.root);
    return a.exp(a.neg(a.div(evaluateExpression(a, gap, { lookup }), T)));
  };
  return { L: of("L"), R: of("R") };
}
