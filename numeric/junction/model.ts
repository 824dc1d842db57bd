/**
 * A two-terminal junction as the plain data this layer receives. It writes down its own physics from it: units
 * ħ = k_B = 1, T_a = T_L + T_R (the sum), Δ = T_L − T_R, J > 0 from left to right.
 */
import { DomainError } from "../arithmetic/errors.js";
import type { ExactNumber, Expression } from "./expression.js";

/**
 * A bath by its downward rate k(T) at the gap ω, X = e^{−ω/T}; upward it is X·k (detailed balance, (13)):
 * spin Υ/(1 + X) (16); solid Γ/(1 − X) (17); metal Γ(1 + δT/μ)/(1 − X) (18); or any expression in `T`, `omega`,
 * bare `n_B` and `n_S` (occupations at (ω, T)), calls n_B(x) = 1/(e^{x/T} − 1) and n_S(x) = 1/(e^{x/T} + 1), and
 * parameters.
 */
export type BathModel =
  | { readonly kind: "spin"; readonly coupling: Expression }
  | { readonly kind: "solid"; readonly coupling: Expression }
  | {
      readonly kind: "metal";
      readonly coupling: Expression;
      readonly delta: Expression;
      readonly mu: Expression;
    }
  | { readonly kind: "rate"; readonly rate: Expression };

/** Which of its two factors a built-in rate has: spin 1/(1 + X) (16), boson 1/(1 − X) (17), (18). */
export function statistics(bath: Exclude<BathModel, { kind: "rate" }>): "spin" | "boson" {
  switch (bath.kind) {
    case "spin":
      return "spin";
    case "solid":
    case "metal":
      return "boson";
    default:
      return unhandledBath(bath);
  }
}

/** A kind of bath that is not handled somewhere does not compile there. */
export function unhandledBath(bath: never): never {
  throw new DomainError("bath", JSON.stringify(bath), "a bath of a kind that is known");
}

/**
 * An equidistant ladder between two baths. `weights` are |S_n|² between the levels n−1 and n, n = 1 … levels − 1:
 * [1] is the two-level system (15), "oscillator" the full harmonic mode (14).
 */
export interface LadderModel {
  readonly left: BathModel;
  readonly right: BathModel;
  readonly gap: Expression;
  readonly weights: readonly bigint[] | "oscillator";
}

/**
 * Values of all parameters, with `T_a` and `Delta` among them. A double stands for its exact value, as does a
 * rational.
 */
export type Point = ReadonlyMap<string, number | ExactNumber>;

/** The value of a double as a ratio of integers. @throws DomainError naming the parameter if it is not finite */
export function exactValue(name: string, value: number | ExactNumber): ExactNumber {
  if (typeof value !== "number") {
    if (value.denominator <= 0n)
      throw new DomainError(name, String(value.denominator), "a denominator must be positive");
    return value;
  }
  if (!Number.isFinite(value)) throw new DomainError(name, String(value), "must be finite");
  let scaled = value;
  let power = 0n;
  while (!Number.isInteger(scaled)) {
    // 2^30 at a time: exact, and a subnormal needs 36 steps.
    scaled *= 2 ** 30;
    power += 30n;
  }
  return { numerator: BigInt(scaled), denominator: 1n << power };
}
