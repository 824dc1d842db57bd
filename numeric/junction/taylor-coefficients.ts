/**
 * The coefficients of J = Σ α_k(T_a) Δ^k, and those of R and the contrast, by Taylor arithmetic on the junction's own
 * formula in enclosures. Nothing of the exact kernel is used: agreement with it is evidence.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { startingBits } from "../enclosure/certified-decimal.js";
import { jetArithmetic, type Jet } from "../arithmetic/jet.js";
import { junctionParts } from "./current-formula.js";
import { liftToBall } from "./evaluate.js";
import { checkPoint } from "./domain.js";
import { type LadderModel, type Point } from "./model.js";
import { pointLookup } from "./rectification.js";
import { settle } from "../enclosure/settle.js";

/** What can be expanded in Δ. */
export type JetQuantity = "J" | "R" | "contrast";

/** One coefficient of a Taylor expansion in Δ. */
export interface JetCoefficient {
  readonly k: number;
  /** Decimal string of the digits asked for, correctly rounded; "0" if exactly zero or undecided. */
  readonly value: string;
  /** Bound of |value − truth| as a decimal string; "0" for an exact zero. */
  readonly error: string;
  /** True if the enclosure never excluded zero: |coefficient| ≤ error is all that is proved. */
  readonly undecided: boolean;
}

/** Options of {@link alphaJet}. */
export interface JetOptions {
  /** Significant digits, default 17. */
  readonly digits?: number;
  /** Default "J". */
  readonly quantity?: JetQuantity;
  /** True of a coefficient proved to vanish by other means; asked where its first enclosure contains zero. */
  readonly vanishes?: (k: number) => boolean;
  /** Where the search for a nonzero digit ends; default 8 times the first attempt. */
  readonly limitBits?: number;
}

const flip = <S>(A: Arithmetic<S>, a: Jet<S>): Jet<S> => a.map((c, k) => (k % 2 === 1 ? A.neg(c) : c));

/** The odd or even part; the other coefficients become the exact zero. */
const part = <S>(A: Arithmetic<S>, a: Jet<S>, parity: 0 | 1): Jet<S> =>
  a.map((c, k) => (k % 2 === parity ? c : A.zero));

/**
 * Taylor coefficients in Δ at Δ = 0 of the quantity, in any arithmetic. With S(Δ) the resistance factor of
 * `junctionParts`: R = S(−Δ)/S(Δ) and contrast = −odd(S)/even(S), since reversing is Δ → −Δ.
 */
export function taylorOfJunction<S>(
  A: Arithmetic<S>,
  model: LadderModel,
  parameter: (name: string) => S,
  order: number,
  quantity: JetQuantity,
): Jet<S> {
  const jets = jetArithmetic(A, order);
  const half = A.fromRational(1n, 2n);
  const mean = A.mul(parameter("T_a"), half);
  const tL: Jet<S> = order === 0 ? [mean] : [mean, half];
  const tR: Jet<S> = order === 0 ? [mean] : [mean, A.neg(half)];
  const { gap, x, symmetric, resistance } = junctionParts(jets, model, [tL, tR], (name) => [parameter(name)]);
  const pad = (a: Jet<S>): Jet<S> => Array.from({ length: order + 1 }, (_, k) => a[k] ?? A.zero);
  if (quantity === "R") return pad(jets.div(flip(A, resistance), resistance));
  if (quantity === "contrast") return pad(jets.div(jets.neg(part(A, resistance, 1)), part(A, resistance, 0)));
  // X_R(Δ) = X_L(−Δ): the drop is twice the odd part, and its even coefficients are exactly zero.
  const drop = jets.mul(jets.fromRational(2n, 1n), part(A, x[0], 1));
  return pad(jets.div(jets.mul(gap, drop), jets.mul(symmetric, resistance)));
}

/**
 * α_0 … α_order at `point` (whose `Delta` must be absent or is ignored), each certified to `digits` digits.
 * Coefficients that vanish structurally come out as exact zeros (α_0); where the enclosure contains zero up to the
 * limit the coefficient is `undecided` with its bound.
 * @throws DomainError for a missing or non-finite value
 * @throws PrecisionLimitError if a nonzero coefficient does not settle within the limit
 */
export function alphaJet(
  model: LadderModel,
  point: Point,
  order: number,
  options: JetOptions = {},
): readonly JetCoefficient[] {
  const { digits = 17, quantity = "J", vanishes } = options;
  checkPoint(model, new Map([...point, ["Delta", 0]]));
  const first = startingBits(digits) + 3 * order;
  const numbers = settle(
    (A) => taylorOfJunction(A, model, pointLookup(point, liftToBall(A)), order, quantity),
    digits,
    {
      first,
      most: options.limitBits ?? 8 * first,
      name: (k) => `coefficient ${k}`,
      ...(vanishes ? { vanishes } : {}),
    },
  );
  return numbers.map(({ value, undecided, bound = "0" }, k) => ({
    k,
    value,
    undecided,
    error: undecided ? bound : halfUnit(value, digits),
  }));
}

/** Half a unit of the last of `digits` digits: a bound of |printed − truth|. */
function halfUnit(value: string, digits: number): string {
  if (value === "0") return "0";
  const [mantissa = "", exponent = "0"] = value.replace("-", "").split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0;
  const leading = whole === "0" ? -zeros - 1 : whole.length - 1;
  return `5e${Number(exponent) + leading - digits}`;
}
