/**
 * Negative differential thermal conductance: every sign change of dJ/dΔ at fixed T_a within a range of Δ, each in a proved
 * interval, and the proof that there is no other.
 *
 * dJ/dΔ and d²J/dΔ² are enclosed on whole intervals of Δ by second-order jets over balls, through the rate equation (12) or
 * through a ladder's closed form; `evaluate/isolate-zeros.ts` halves intervals until each is decided. Near |Δ| = T_a one bath
 * is at zero temperature and its Boltzmann factors have an essential singularity there: the range ends before.
 */
import { type Arithmetic } from "../../numeric/arithmetic/arithmetic.js";
import {
  type Ball,
  type BallArithmetic,
  ballArithmetic,
  isNegative,
  isPositive,
} from "../../numeric/enclosure/ball.js";
import { WideEnclosureError } from "../../numeric/arithmetic/errors.js";
import { liftToBall } from "../../numeric/junction/evaluate.js";
import { type Jet, jetArithmetic } from "../../numeric/arithmetic/jet.js";
import { junctionParts } from "../../numeric/junction/current-formula.js";
import { jetElements } from "../../numeric/levels/hamiltonian-values.js";
import { levelModelCurrents } from "../../numeric/levels/model.js";
import { pointLookup } from "../../numeric/junction/rectification.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import {
  compareExact,
  exactNumber,
  formatExactNumber,
  multiplyExact,
  negateExact,
} from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";
import { numericModel, type NumericModel } from "../model/model.js";
import { type Enclose, type ExactInterval, intervalBall, isolateZeros } from "./isolate-zeros.js";

/** dJ/dΔ has exactly one zero in (from, to); `sign` is its proved sign at `to`. */
export interface NdtcInterval {
  readonly from: string;
  readonly to: string;
  readonly sign: 1 | -1;
}

/** All sign changes of dJ/dΔ in a range. */
export interface NdtcSearch {
  /** The range of Δ that was searched. */
  readonly range: readonly [string, string];
  /** Proved sign of dJ/dΔ at the left end; 0 where it is not settled. */
  readonly start: 1 | -1 | 0;
  /** From left to right. */
  readonly changes: readonly NdtcInterval[];
  /** Parts of the range that stayed undecided; empty: the list of changes is proved complete. */
  readonly undecided: readonly (readonly [string, string])[];
}

/** Share of T_a up to which |Δ| is searched where no range is asked for. */
const REACH = exactNumber(7, 8);
/** Bits of the enclosures: far beyond what the width of the intervals leaves of them. */
const BITS = 128;
const LIMITS = { deepest: 30, refinements: 40 };
/** Intervals that are looked at, a few seconds: of a ladder, and of levels times the square of their number. */
const INTERVALS = { ladder: 20000, levels: 40000 };

/**
 * The sign changes of dJ/dΔ.
 * @param values  every parameter and T_a; a value of Delta is not used
 * @param range   of Δ, within |Δ| < T_a; by default |Δ| ≤ 7 T_a/8
 * @throws InputError for a range beyond |Δ| < T_a
 */
export function ndtcSearch(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  range?: ExactInterval,
): NdtcSearch {
  const numeric = numericModel(junction);
  const sum = values.get("T_a") as ExactNumber;
  const edge = multiplyExact(sum, REACH);
  const { lower, upper } = range ?? { lower: negateExact(edge), upper: edge };
  if (
    compareExact(lower, upper) >= 0 ||
    compareExact(negateExact(sum), lower) >= 0 ||
    compareExact(upper, sum) >= 0
  ) {
    throw new InputError(`Delta from ${formatExactNumber(lower)} to ${formatExactNumber(upper)}`, {
      where: "--over",
      hint: `give an interval within |Delta| < T_a = ${formatExactNumber(sum)}`,
    });
  }
  const B = ballArithmetic(BITS);
  const jets = jetArithmetic(B, 2);
  const half = B.fromRational(1n, 2n);
  const parameter = pointLookup(new Map([...values, ["Delta", exactNumber(0)]]), liftToBall(B));
  const meanTemperature = B.mul(half, parameter("T_a"));
  const current = currentJet(numeric, values, B, jets, parameter);
  const enclose: Enclose = (at) => {
    const bias = B.mul(half, intervalBall(B, at));
    try {
      const J = current([B.add(meanTemperature, bias), half], [B.sub(meanTemperature, bias), B.neg(half)]);
      const second = J[2] ?? B.zero;
      return { f: J[1] ?? B.zero, slope: B.add(second, second) };
    } catch (error) {
      if (error instanceof WideEnclosureError) return undefined;
      throw error;
    }
  };
  const { zeros, undecided } = isolateZeros(
    enclose,
    { lower, upper },
    {
      ...LIMITS,
      intervals:
        numeric.kind === "ladder"
          ? INTERVALS.ladder
          : Math.ceil(INTERVALS.levels / numeric.model.energies.length ** 2),
    },
  );
  const first = enclose({ lower, upper: lower })?.f ?? B.zero;
  return {
    range: [formatExactNumber(lower), formatExactNumber(upper)],
    start: isPositive(first) ? 1 : isNegative(first) ? -1 : 0,
    changes: zeros.map((zero) => ({
      from: outward(zero.lower, false),
      to: outward(zero.upper, true),
      sign: zero.sign,
    })),
    undecided: undecided.map((at) => [outward(at.lower, false), outward(at.upper, true)] as const),
  };
}

/** J as a jet in Δ, given T_L and T_R as jets. */
function currentJet(
  numeric: NumericModel,
  values: ReadonlyMap<string, ExactNumber>,
  B: BallArithmetic,
  jets: Arithmetic<Jet<Ball>>,
  parameter: (name: string) => Ball,
): (left: Jet<Ball>, right: Jet<Ball>) => Jet<Ball> {
  const lifted = (name: string): Jet<Ball> => [parameter(name)];
  const { kind, model } = numeric;
  if (kind === "ladder") {
    return (left, right) => {
      const { gap, x, symmetric, resistance } = junctionParts(jets, model, [left, right], lifted);
      return jets.div(jets.mul(gap, jets.sub(x[0], x[1])), jets.mul(symmetric, resistance));
    };
  }
  const elements = jetElements(B);
  return (left, right) => levelModelCurrents(jets, elements, model, values, [left, right], lifted).fromLeft;
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
