/**
 * Negative differential thermal conductance: where dJ/dΔ at fixed T_a changes sign, enclosed in proved intervals.
 *
 * dJ/dΔ is enclosed at exact rational Δ by first-order jets over balls through the rate equation. Where its sign at the two
 * ends of an interval is proved to differ, a zero lies between them (dJ/dΔ is continuous in |Δ| < T_a). Bisection at
 * rational points keeps that proof. What it does not prove is completeness: an even number of zeros between two neighbours
 * of the grid goes unseen.
 */
import { type Ball, ballArithmetic, isExactZero, isNegative, isPositive } from "../numeric/ball.js";
import { DomainError, WideEnclosureError } from "../numeric/errors.js";
import { liftToBall } from "../numeric/evaluate.js";
import { jetArithmetic } from "../numeric/jet.js";
import { type LevelModel, levelModelCurrents } from "../numeric/level-model.js";
import { pointLookup } from "../numeric/rectification.js";
import { type ExactNumber } from "../symbolic/expression.js";
import { addExact, exactNumber, formatExactNumber, multiplyExact } from "./exact-number.js";
import { type Junction } from "./junction.js";
import { numericModel } from "./numeric-model.js";

/** dJ/dΔ has a zero in (from, to); `sign` is its proved sign at `to`. */
export interface NdtcInterval {
  readonly from: string;
  readonly to: string;
  readonly sign: 1 | -1;
}

/** Cells of the grid over −T_a < Δ < T_a. */
const CELLS = 64;
/** Halvings of a cell: intervals of width T_a/2^35. */
const HALVINGS = 30;

/**
 * Sign changes of dJ/dΔ over −T_a < Δ < T_a, from left to right. Ladders have closed forms and are not searched: empty.
 * @param values  every parameter and T_a; a value of Delta is not used
 */
export function ndtcIntervals(junction: Junction, values: ReadonlyMap<string, ExactNumber>): NdtcInterval[] {
  const numeric = numericModel(junction);
  const sum = values.get("T_a");
  if (numeric.kind === "ladder" || !sum) return [];
  const sign = (fraction: ExactNumber): 1 | -1 | 0 =>
    slopeSign(numeric.model, values, multiplyExact(sum, fraction));
  const grid = Array.from({ length: CELLS - 1 }, (_, i) => exactNumber(2 * (i + 1) - CELLS, CELLS));
  const found: NdtcInterval[] = [];
  let previous: { at: ExactNumber; sign: 1 | -1 } | undefined;
  for (const at of grid) {
    const here = sign(at);
    if (here === 0) continue;
    if (previous && previous.sign !== here) {
      let [low, high] = [previous.at, at];
      for (let i = 0; i < HALVINGS; i++) {
        const middle = multiplyExact(addExact(low, high), exactNumber(1, 2));
        const s = sign(middle);
        if (s === 0) break;
        if (s === here) high = middle;
        else low = middle;
      }
      const end = (f: ExactNumber, up: boolean): string => outward(multiplyExact(sum, f), up);
      found.push({ from: end(low, false), to: end(high, true), sign: here });
    }
    previous = { at, sign: here };
  }
  return found;
}

/** Rounded away from the interval's inside to 14 decimals. */
function outward({ numerator, denominator }: ExactNumber, up: boolean): string {
  const scale = 10n ** 14n;
  const scaled = numerator * scale;
  const truncated = scaled / denominator;
  const exact = truncated * denominator === scaled;
  const floor = exact || numerator >= 0n ? truncated : truncated - 1n;
  return formatExactNumber(exactNumber(up && !exact ? floor + 1n : floor, scale));
}

/** The proved sign of dJ/dΔ at Δ, 0 if 200 bits do not settle it. */
function slopeSign(
  model: LevelModel,
  values: ReadonlyMap<string, ExactNumber>,
  delta: ExactNumber,
): 1 | -1 | 0 {
  const point = new Map([...values, ["Delta", delta] as const]);
  for (const bits of [64, 200]) {
    try {
      const slope = currentSlope(model, point, bits);
      if (isPositive(slope)) return 1;
      if (isNegative(slope)) return -1;
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
    }
  }
  return 0;
}

/** An enclosure of dJ/dΔ at fixed T_a. @throws DomainError for a point out of domain */
function currentSlope(model: LevelModel, point: ReadonlyMap<string, ExactNumber>, bits: number): Ball {
  const A = ballArithmetic(bits);
  const jets = jetArithmetic(A, 1);
  const parameter = pointLookup(point, liftToBall(A));
  const half = A.fromRational(1n, 2n);
  const left = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
  const right = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
  if (!isPositive(left) || !isPositive(right)) throw new DomainError("Delta", "", "|Delta| < T_a");
  const { fromLeft } = levelModelCurrents(
    jets,
    { isZero: (a) => a.every(isExactZero) },
    model,
    point,
    [
      [left, half],
      [right, A.neg(half)],
    ],
    (name) => [parameter(name)],
  );
  return fromLeft[1] ?? A.zero;
}
