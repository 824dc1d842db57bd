/**
 * The full counting statistics of one mode in its exact field: two levels (σ = 1) or an oscillator (σ = −1), docs/fluctuations.md.
 *     σG² + K G = f(λ),   K = k_L(1 + σX_L) + k_R(1 + σX_R),   f = k_Lk_R[X_L(e^{λω} − 1) + X_R(e^{−λω} − 1)].
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import {
  add,
  constant,
  divide,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { callExpression, numberExpression } from "../../symbolic/expression/build.js";
import { product } from "../expression/tree.js";
import { type Junction } from "../junction/junction.js";
import { type Ladder, type Levels } from "../junction/ladder.js";
import { type ExactLimits, thermalField, type ThermalField } from "./thermal-field.js";

/** What G of one mode is made of. */
export interface ModeCounting {
  readonly field: ThermalField;
  readonly sigma: 1 | -1;
  /** ω. */
  readonly gap: RationalFunction;
  readonly left: { readonly k: RationalFunction; readonly X: RationalFunction };
  readonly right: { readonly k: RationalFunction; readonly X: RationalFunction };
  /** k_Lk_R X_L. */
  readonly forth: RationalFunction;
  /** k_Lk_R X_R. */
  readonly back: RationalFunction;
  /** K. */
  readonly relaxation: RationalFunction;
}

/** True for two levels and the oscillator. */
export function isOneMode({ subsystem }: Pick<Junction, "subsystem">): boolean {
  return subsystem.kind === "ladder" && (subsystem.weights === "oscillator" || isPair(subsystem));
}

const isPair = ({ weights }: Ladder): boolean => weights.length === 1 && weights[0] === 1n;

/** The counting of one mode; undefined for other subsystems. @throws InputError as `thermalField` */
export function modeCounting(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  limits: ExactLimits = {},
): ModeCounting | undefined {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || !isOneMode(junction)) return undefined;
  const sigma = subsystem.weights === "oscillator" ? -1 : 1;
  const field = thermalField(junction, [subsystem.gap], values, limits);
  const end = (side: "L" | "R"): ModeCounting["left"] => ({
    k: field.rate(side === "L" ? junction.left : junction.right, subsystem.gap),
    X: field.boltzmann(side, subsystem.gap),
  });
  const [left, right] = [end("L"), end("R")];
  const dressed = ({ k, X }: ModeCounting["left"]): RationalFunction =>
    multiply(k, sigma === 1 ? add(ONE, X) : subtract(ONE, X));
  const both = multiply(left.k, right.k);
  return {
    field,
    sigma,
    gap: field.parameterValue(subsystem.gap),
    left,
    right,
    forth: multiply(both, left.X),
    back: multiply(both, right.X),
    relaxation: add(dressed(left), dressed(right)),
  };
}

/** κ_1 … κ_n of one mode: g_k = [f_k − σ Σ_{0<i<k} g_i g_{k−i}]/K, κ_k = k! g_k. */
export function modeCumulants(mode: ModeCounting, order: number): readonly RationalFunction[] {
  const { gap, sigma, forth, back, relaxation } = mode;
  const g: RationalFunction[] = [];
  let factorial = 1n;
  return Array.from({ length: order }, (_, index) => {
    const k = index + 1;
    factorial *= BigInt(k);
    const source = k % 2 === 1 ? subtract(forth, back) : add(forth, back);
    let rest = divide(multiply(source, power(gap, k)), constant(factorial));
    let square = ZERO;
    for (let i = 1; i < k; i++)
      square = add(square, multiply(g[i - 1] as RationalFunction, g[k - i - 1] as RationalFunction));
    rest = sigma === 1 ? subtract(rest, square) : add(rest, square);
    const value = divide(rest, relaxation);
    g.push(value);
    return multiply(value, constant(factorial));
  });
}

/** A finite ladder as the levels 0, ω, 2ω, … that it is; any other junction as it is. */
export function asLevels(junction: Junction): Junction {
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || subsystem.weights === "oscillator") return junction;
  const { gap, weights, label } = subsystem;
  const n = weights.length + 1;
  const zero = numberExpression(0n);
  const root = (w: bigint): Expression =>
    w === 1n ? numberExpression(1n) : callExpression("sqrt", numberExpression(w));
  const S = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) =>
      Math.abs(i - j) === 1 ? root(weights[Math.min(i, j)] as bigint) : zero,
    ),
  );
  const energies = Array.from({ length: n }, (_, k) =>
    k === 0 ? zero : k === 1 ? gap : product(numberExpression(BigInt(k)), gap),
  );
  const levels: Levels = { kind: "levels", label, energies, S_L: S, S_R: S };
  return { ...junction, subsystem: levels };
}
