/**
 * The one current formula of this layer, written once for every arithmetic.
 *
 *     J = ω (X_L − X_R) / (P · S),        X_ν = e^{−ω/T_ν}
 *
 * with P symmetric under the exchange of the temperatures, so that everything about rectification is in S: the ratio
 * is R = S(reversed)/S(forward). For the two-level system (15) and the oscillator (14), σ = +1 and −1,
 * P = (1 + σX_L)(1 + σX_R) and S = F_L(T_L) + F_R(T_R), F_ν = 1/((1 + σX)k^ν); for any other ladder P = 1 and
 * S = (1/k_L + 1/k_R) Σ r^n / Σ |S_n|² r^{n−1}, r = (k_L X_L + k_R X_R)/(k_L + k_R).
 */
import { choose, type Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import { evaluateExpression, occupation, type Scope } from "./evaluate-expression.js";
import { type BathModel, type LadderModel, statistics } from "./model.js";

/** A bath at one temperature, with what the formula needs of it. */
interface BathValues<S> {
  /** X = e^{−ω/T}. */
  readonly x: S;
  /** 1 − X, from expm1. */
  readonly oneMinusX: S;
  /** 1 + X = 2 + expm1(−ω/T). */
  readonly onePlusX: S;
}

/** The parts of J = ω (X_L − X_R)/(P·S). */
export interface JunctionParts<S> {
  /** ω. */
  readonly gap: S;
  /** X_L and X_R. */
  readonly x: readonly [S, S];
  /** P, the factor symmetric in the temperatures. */
  readonly symmetric: S;
  /** S, the factor that carries the rectification. */
  readonly resistance: S;
  /** F_L and F_R, of two levels and the oscillator. */
  readonly inverses?: readonly [S, S];
  /** r = P_n/P_{n−1}, the ratio of neighbouring populations. */
  readonly ratio: S;
}

function thermal<S>(A: Arithmetic<S>, gap: S, temperature: S): BathValues<S> {
  const exponent = A.neg(A.div(gap, temperature));
  const e = A.expm1(exponent);
  // 1 + X = 2 + E: on a tape without a current, X itself is never needed.
  return { x: A.exp(exponent), oneMinusX: A.neg(e), onePlusX: A.add(A.fromRational(2n, 1n), e) };
}

function positive<S>(A: Arithmetic<S>, value: S, what: string): S {
  if (A.isNegative(value)) throw new DomainError(what, "negative", "must be positive");
  return value;
}

/** Names of parameters, and how 1 + δT/μ of a metal is computed at a temperature: plainly, unless something better is given. */
interface FormulaScope<S> extends Scope<S> {
  readonly metalFactor?: ((delta: S, mu: S, temperature: S) => S) | undefined;
}

/** The downward rate of a bath without its 1/(1 ± X) factor: Υ, Γ or Γ(1 + δT/μ). */
function strength<S>(
  A: Arithmetic<S>,
  bath: Exclude<BathModel, { kind: "rate" }>,
  temperature: S,
  scope: FormulaScope<S>,
): S {
  const coupling = positive(
    A,
    evaluateExpression(A, bath.coupling, scope),
    `coupling of the ${bath.kind} bath`,
  );
  if (bath.kind !== "metal") return coupling;
  const delta = evaluateExpression(A, bath.delta, scope);
  const mu = positive(A, evaluateExpression(A, bath.mu, scope), "mu");
  const factor =
    scope.metalFactor?.(delta, mu, temperature) ?? A.add(A.one, A.div(A.mul(delta, temperature), mu));
  return A.mul(coupling, positive(A, factor, "1 + delta*T/mu"));
}

/** k(T) of a bath given as an expression. */
export function customRate<S>(
  A: Arithmetic<S>,
  bath: Extract<BathModel, { kind: "rate" }>,
  gap: S,
  temperature: S,
  scope: Scope<S>,
): S {
  const lookup = (name: string): S => {
    if (name === "T") return temperature;
    if (name === "omega") return gap;
    if (name === "n_B" || name === "n_S") return occupation(A, name, gap, temperature);
    return scope.lookup(name);
  };
  return positive(A, evaluateExpression(A, bath.rate, { lookup, temperature }), "rate");
}

/** 1/k(T): the rate inverted, where the closed forms have no division by a small number. */
function inverseRate<S>(
  A: Arithmetic<S>,
  bath: BathModel,
  gap: S,
  t: S,
  v: BathValues<S>,
  scope: FormulaScope<S>,
): S {
  if (bath.kind === "rate") return A.div(A.one, customRate(A, bath, gap, t, scope));
  return A.div(statistics(bath) === "spin" ? v.onePlusX : v.oneMinusX, strength(A, bath, t, scope));
}

/** F(T) = 1/((1 + σX) k(T)): a constant for a spin bath at a two-level system and a solid at an oscillator. */
function reducedInverse<S>(
  A: Arithmetic<S>,
  bath: BathModel,
  oscillator: boolean,
  gap: S,
  t: S,
  v: BathValues<S>,
  scope: FormulaScope<S>,
): S {
  const own = oscillator ? v.oneMinusX : v.onePlusX;
  if (bath.kind === "rate") return A.div(A.one, A.mul(own, customRate(A, bath, gap, t, scope)));
  const k = strength(A, bath, t, scope);
  const spin = statistics(bath) === "spin";
  if (spin !== oscillator) return A.div(A.one, k);
  return A.div(spin ? v.onePlusX : v.oneMinusX, A.mul(own, k));
}

/** Σ c_n r^n by Horner's rule. */
function polynomial<S>(A: Arithmetic<S>, coefficients: readonly bigint[], r: S): S {
  let sum = A.zero;
  for (let n = coefficients.length - 1; n >= 0; n--) {
    const c = A.fromRational(coefficients[n] as bigint, 1n);
    sum = n === coefficients.length - 1 ? c : A.add(A.mul(sum, r), c);
  }
  return sum;
}

/**
 * The parts of the current at the temperatures T_L and T_R.
 * @param parameter  values of the parameters by ASCII name
 * @param metalFactor  1 + δT/μ, where the arithmetic has a better way than to add and multiply
 * @throws DomainError for a gap, coupling, μ or rate that is negative, or a name without a value
 */
export function junctionParts<S>(
  arithmetic: Arithmetic<S>,
  model: LadderModel,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
  metalFactor?: (delta: S, mu: S, temperature: S) => S,
): JunctionParts<S> {
  const A = arithmetic;
  const [tL, tR] = temperatures;
  const gap = positive(A, evaluateExpression(A, model.gap, { lookup: parameter }), "gap");
  const scope: FormulaScope<S> = { lookup: parameter, metalFactor };
  const L = thermal(A, gap, tL);
  const R = thermal(A, gap, tR);
  const oscillator = model.weights === "oscillator";
  if (model.weights === "oscillator" || (model.weights.length === 1 && model.weights[0] === 1n)) {
    const fL = reducedInverse(A, model.left, oscillator, gap, tL, L, scope);
    const fR = reducedInverse(A, model.right, oscillator, gap, tR, R, scope);
    const [pL, pR] = oscillator ? [L.oneMinusX, R.oneMinusX] : [L.onePlusX, R.onePlusX];
    const resistance = A.add(fL, fR);
    // r = (k_L X_L + k_R X_R)/(k_L + k_R), with 1/k = (1 + σX) F.
    const iL = A.mul(pL, fL);
    const iR = A.mul(pR, fR);
    const ratio = A.div(A.add(A.mul(iR, L.x), A.mul(iL, R.x)), A.add(iL, iR));
    return { gap, x: [L.x, R.x], symmetric: A.mul(pL, pR), resistance, ratio, inverses: [fL, fR] };
  }
  const iL = inverseRate(A, model.left, gap, tL, L, scope);
  const iR = inverseRate(A, model.right, gap, tR, R, scope);
  const both = A.add(iL, iR);
  // 1 − r keeps its relative accuracy where r is close to one.
  const deficit = A.div(A.add(A.mul(iR, L.oneMinusX), A.mul(iL, R.oneMinusX)), both);
  const direct = A.div(A.add(A.mul(iR, L.x), A.mul(iL, R.x)), both);
  const ratio = choose(
    A,
    A.sub(deficit, A.fromRational(1n, 2n)),
    () => A.sub(A.one, deficit),
    () => direct,
  );
  const ones = [1n, ...model.weights.map(() => 1n)];
  const quotient = A.div(polynomial(A, ones, ratio), polynomial(A, model.weights, ratio));
  return { gap, x: [L.x, R.x], symmetric: A.one, resistance: A.mul(both, quotient), ratio };
}
