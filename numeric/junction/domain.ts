/**
 * The domain of a junction, decided in this one place: temperatures, the gap of a ladder, couplings and rates positive, and
 * 1 + δT/μ > 0 for a metal (18)–(19), at a point (T_L, T_R) and at its reverse (T_R, T_L), since R and the contrast compare
 * the two. Rational expressions are decided exactly, others by enclosures.
 */
import { type Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import { evaluateExpression, occupation } from "./evaluate-expression.js";
import { type ExactNumber, type Expression } from "./expression.js";
import { exactExpression } from "./exact-expression.js";
import { type LevelModel } from "./level-model.js";
import { type BathModel, type LadderModel, type Point, unhandledBath } from "./model.js";
import { type Compute, isBroken, valueIn } from "./positivity.js";
import { type BigRational, bigRational, rationalArithmetic } from "../arithmetic/semifield.js";

/** A junction as far as its domain goes. */
export type DomainModel = LadderModel | Omit<LevelModel, "zeroGapRates">;

/** A condition that a point breaks. Temperatures and energies in the units of the point, ħ = k_B = 1. */
export interface DomainFault {
  /** What has to be positive. */
  readonly quantity: "T_a" | "T_L" | "T_R" | "gap" | "coupling" | "mu" | "1 + delta*T/mu" | "rate";
  /** The bath it belongs to. */
  readonly side?: "L" | "R";
  /** Where it depends on the temperature of that bath: which one. */
  readonly temperature?: ExactNumber;
  /** Where it depends on the gap of the transition. */
  readonly omega?: ExactNumber;
  /** True if it holds at the point and is broken at −Δ, where the baths have exchanged their temperatures. */
  readonly reversed: boolean;
}

/** A fault as the error that evaluations throw. */
export function domainError(fault: DomainFault, point: Point): DomainError {
  const { quantity, side, temperature, omega, reversed } = fault;
  if (quantity === "T_a")
    return new DomainError("T_a", show(required(point, "T_a")), "a temperature sum must be positive");
  if (quantity === "T_L" || quantity === "T_R") {
    const sign = quantity === "T_L" ? "+" : "-";
    return new DomainError(quantity, `(T_a ${sign} Delta)/2 <= 0`, "a temperature must be positive");
  }
  const places = [
    ...(side === undefined ? [] : [side]),
    ...(temperature === undefined
      ? []
      : [`T = ${show(temperature)}${reversed ? ", its temperature at -Delta" : ""}`]),
    ...(omega === undefined ? [] : [`gap ${show(omega)}`]),
  ];
  const where = places.length === 0 ? quantity : `${quantity} (${places.join("; ")})`;
  return new DomainError(where, "<= 0", "must be positive");
}

/**
 * The first condition that the point breaks, or null. Conditions on names without a value are passed over, as are those
 * that cannot be decided; without Delta the temperature of both baths is T_a/2.
 * @throws DomainError for a number that is not finite
 */
export function domainFault(model: DomainModel, point: Point): DomainFault | null {
  const cold = temperatureFault(point);
  if (cold) return cold;
  if ("weights" in model && isBroken(plain(model.gap), point)) return { quantity: "gap", reversed: false };
  const steady = bathFault(model, point, null);
  if (steady || !point.has("T_a")) return steady;
  return bathFault(model, point, 1) ?? bathFault(model, point, -1);
}

/** T_a > 0 and T_L, T_R > 0, as far as they are known: the part of the domain that every system has. */
export function temperatureFault(point: Point): DomainFault | null {
  const [sum, bias] = [point.get("T_a"), point.get("Delta") ?? 0];
  if (sum === undefined) return null;
  if (typeof sum === "number" && typeof bias === "number" && sum > Math.abs(bias)) return null;
  const exact = valueIn(point, "T_a");
  if (exact && exact.numerator <= 0n) return { quantity: "T_a", reversed: false };
  if (temperature(point, -1).numerator <= 0n) return { quantity: "T_R", reversed: false };
  if (temperature(point, 1).numerator <= 0n) return { quantity: "T_L", reversed: false };
  return null;
}

/** (T_a + sign·Δ)/2; without Delta, T_a/2. */
function temperature(point: Point, sign: 1 | -1): BigRational {
  const bias = valueIn(point, "Delta") ?? rationalArithmetic.zero;
  const { numerator, denominator } = rationalArithmetic[sign === 1 ? "add" : "sub"](
    required(point, "T_a"),
    bias,
  );
  return bigRational(numerator, 2n * denominator);
}

/**
 * Checks what every evaluation needs: T_a and Delta present, all values finite, the point and its reverse in the domain.
 * @throws DomainError naming what is wrong
 */
export function checkPoint(model: DomainModel, point: Point): void {
  for (const [name, value] of point) {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new DomainError(name, String(value), "must be finite");
    }
  }
  required(point, "T_a");
  required(point, "Delta");
  const fault = domainFault(model, point);
  if (fault) throw domainError(fault, point);
}

const plain =
  (e: Expression): Compute =>
  (A, lookup) =>
    evaluateExpression(A, e, { lookup });

/** (T_a + sign·Δ)/2 in any arithmetic. */
function temperatureIn<S>(
  A: Arithmetic<S>,
  parameter: (name: string) => S,
  biased: boolean,
  sign: 1 | -1,
): S {
  const sum = parameter("T_a");
  const twice = !biased ? sum : A[sign === 1 ? "add" : "sub"](sum, parameter("Delta"));
  return A.div(twice, A.fromRational(2n, 1n));
}

/**
 * The first condition on a bath that is broken.
 * @param direction  null: those that no temperature enters; 1: the others with T_L at the left bath; −1: with T_R there
 */
function bathFault(model: DomainModel, point: Point, direction: 1 | -1 | null): DomainFault | null {
  for (const side of ["L", "R"] as const) {
    const sign = (side === "L") === (direction === 1) ? 1 : -1;
    for (const { quantity, parts, compute } of conditions(
      side === "L" ? model.left : model.right,
      direction,
    )) {
      // A rate or coupling of levels is asked at every gap that the bath couples to; a ladder has one.
      const ofGap = parts.some((e) => ["omega", "n_B", "n_S"].some((name) => mentions(e, name)));
      const gaps: readonly (Expression | ExactNumber | undefined)[] = !ofGap
        ? [undefined]
        : "weights" in model
          ? [model.gap]
          : gapsOf(model, side, point);
      for (const gap of gaps) {
        const formula = gap === undefined || "type" in gap ? gap : ({ type: "number", ...gap } as const);
        if (!isBroken(compute(formula, point.has("Delta"), sign), point)) continue;
        return {
          quantity,
          side,
          ...(direction === null ? {} : { temperature: temperature(point, sign) }),
          ...(gap === undefined || "type" in gap ? {} : { omega: gap }),
          reversed: direction === -1,
        };
      }
    }
  }
  return null;
}

/** A condition on a bath, to be computed at a gap and at (T_a + sign·Δ)/2. */
interface Condition {
  readonly quantity: DomainFault["quantity"];
  /** The expressions it is made of. */
  readonly parts: readonly Expression[];
  readonly compute: (gap: Expression | undefined, biased: boolean, sign: 1 | -1) => Compute;
}

/** The conditions on a bath into which no temperature enters, or the others. */
function conditions(bath: BathModel, direction: 1 | -1 | null): readonly Condition[] {
  const constant = (quantity: "coupling" | "mu", e: Expression): Condition => ({
    quantity,
    parts: [e],
    compute: (gap) => (A, parameter) => evaluateExpression(A, e, { lookup: atGap(A, gap, parameter) }),
  });
  switch (bath.kind) {
    case "spin":
    case "solid":
      return direction === null ? [constant("coupling", bath.coupling)] : [];
    case "metal":
      if (direction === null) return [constant("coupling", bath.coupling), constant("mu", bath.mu)];
      return [{ quantity: "1 + delta*T/mu", parts: [bath.delta, bath.mu], compute: metalFactor(bath) }];
    case "rate":
      return direction === null ? [] : [{ quantity: "rate", parts: [bath.rate], compute: rateAt(bath.rate) }];
    default:
      return unhandledBath(bath);
  }
}

/** μ + δT, which has the sign of 1 + δT/μ for μ > 0. */
function metalFactor({ delta, mu }: Extract<BathModel, { kind: "metal" }>): Condition["compute"] {
  return (gap, biased, sign) => (A, parameter) => {
    const scope = { lookup: atGap(A, gap, parameter) };
    const T = temperatureIn(A, parameter, biased, sign);
    return A.add(evaluateExpression(A, mu, scope), A.mul(evaluateExpression(A, delta, scope), T));
  };
}

function rateAt(rate: Expression): Condition["compute"] {
  return (gap, biased, sign) =>
    <S>(A: Arithmetic<S>, parameter: (name: string) => S): S => {
      const T = temperatureIn(A, parameter, biased, sign);
      const known = atGap(A, gap, parameter);
      const lookup = (name: string): S => {
        if (name === "T") return T;
        return name === "n_B" || name === "n_S" ? occupation(A, name, known("omega"), T) : known(name);
      };
      return evaluateExpression(A, rate, { lookup, temperature: T });
    };
}

/** Names with `omega` as the gap, where there is one. */
function atGap<S>(
  A: Arithmetic<S>,
  gap: Expression | undefined,
  parameter: (name: string) => S,
): (name: string) => S {
  return (name) =>
    name === "omega" && gap !== undefined
      ? evaluateExpression(A, gap, { lookup: parameter })
      : parameter(name);
}

/** The different gaps > 0 between levels that a bath couples, as far as they are rational at the point. */
function gapsOf(
  { energies, S_L, S_R }: Pick<LevelModel, "energies" | "S_L" | "S_R">,
  side: "L" | "R",
  point: Point,
): readonly ExactNumber[] {
  const S = side === "L" ? S_L : S_R;
  const levels = energies.map((e) => exactExpression(e, point));
  const gaps = new Map<string, ExactNumber>();
  for (let i = 0; i < levels.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b, element] = [levels[i], levels[j], S[i]?.[j]];
      if (!a || !b || element === undefined) continue;
      if (exactExpression(element, point)?.numerator === 0n) continue;
      const difference = rationalArithmetic.sub(
        bigRational(a.numerator, a.denominator),
        bigRational(b.numerator, b.denominator),
      );
      const { numerator, denominator } = difference;
      const gap = { numerator: numerator < 0n ? -numerator : numerator, denominator };
      if (numerator !== 0n) gaps.set(show(gap), gap);
    }
  }
  return [...gaps.values()];
}

function required(point: Point, name: string): BigRational {
  const value = valueIn(point, name);
  if (value === undefined) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  return value;
}

function mentions(e: Expression, name: string): boolean {
  switch (e.type) {
    case "number":
      return false;
    case "symbol":
      return e.name === name;
    case "sum":
      return e.terms.some((t) => mentions(t, name));
    case "product":
      return e.factors.some((f) => mentions(f, name));
    case "power":
      return mentions(e.base, name);
    case "call":
      return e.arguments.some((a) => mentions(a, name));
  }
}

function show(x: ExactNumber): string {
  return x.denominator === 1n ? String(x.numerator) : `${x.numerator}/${x.denominator}`;
}
