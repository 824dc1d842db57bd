/**
 * Whether a coefficient of Δ^k vanishes: what no enclosure can prove.
 *
 * Asked of the cheapest first: structure (no current without bias), mirror symmetry, and the normal form (design §3),
 * which is formed only within {@link CONSULTED}. That it does *not* vanish identically is proved by one value that is not zero,
 * at a point beside the given one.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { isZeroFraction } from "../../symbolic/fraction/factored-fraction.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "../../numeric/arithmetic/errors.js";
import { bindMeanTemperature } from "./certified-value.js";
import { cumulantOrderOf, isFluctuation, type Quantity, quantityRecord } from "../junction/quantity.js";
import { exactNumber, multiplyExact } from "../input/exact-number.js";
import { attempt, CONSULTED, isOddCurrent, isUnrectifiedStatistics } from "./odd-current.js";
import { exactSeries } from "./series.js";
import { heatFlow } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { lazily } from "../input/lazily.js";
import { numericModel } from "../model/model.js";
import { coefficientsAt } from "./point-coefficients.js";

/** What is decided of a coefficient. "undecided": by no means whose cost is bounded. */
type Verdict = "zero" | "nonzero" | "undecided";

/** The questions about the coefficients of one quantity at one point. */
export interface ZeroDecisions {
  /** Whether it is proved to vanish at the point by structure or symmetry: cheap. False proves nothing. */
  vanishesPlainly(k: number): boolean;
  /** Whether it vanishes at the point, by the normal form. */
  vanishesAt(k: number): Verdict;
  /** Whether it vanishes identically in all parameters and T_a; asked only of coefficients that vanish at the point. */
  vanishesIdentically(k: number): Verdict;
}

/** @param values exact values of every parameter and T_a */
export function zeroDecisions(
  junction: Junction,
  quantity: Quantity,
  values: ReadonlyMap<string, ExactNumber>,
): ZeroDecisions {
  const symbols: Junction = { ...junction, bound: new Map() };
  const vanishes = quantity === "J" || cumulantOrderOf(quantity) !== undefined;
  const still = lazily(() => vanishes && heatFlow(junction, values).none !== undefined);
  const isOdd = isFluctuation(quantity) ? isUnrectifiedStatistics : isOddCurrent;
  const parameters = new Map([...values].filter(([name]) => name !== "T_a"));
  const oddAtPoint = lazily(() => isOdd(junction, parameters));
  const oddInSymbols = lazily(() => isOdd(symbols, new Map()));
  const atPoint = lazily(() => attempt(() => exactSeries(junction, quantity, parameters, CONSULTED)));
  const inSymbols = lazily(() => attempt(() => exactSeries(symbols, quantity, new Map(), CONSULTED)));
  const beside = lazily(() => pointsBeside(junction, values));
  return {
    vanishesPlainly: (k) =>
      quantityRecord(quantity).vanishes?.(k) === true ||
      still() ||
      (quantityRecord(quantity).vanishesUnrectified(k) && oddAtPoint()),
    vanishesAt(k) {
      if (quantityRecord(quantity).vanishesUnrectified(k) && oddAtPoint()) return "zero";
      const series = atPoint();
      const T = values.get("T_a");
      if (!series || !T) return "undecided";
      return decide(() => isZeroFraction(bindMeanTemperature(series.variables, series.coefficient(k), T)));
    },
    vanishesIdentically(k) {
      if (
        quantityRecord(quantity).vanishes?.(k) === true ||
        (still() && heatFlow(symbols).none !== undefined)
      )
        return "zero";
      if (beside().some((point) => isNonzeroAt(junction, quantity, point, k))) return "nonzero";
      if (quantityRecord(quantity).vanishesUnrectified(k) && oddInSymbols()) return "zero";
      const series = inSymbols();
      return series ? decide(() => series.isZero(k)) : "undecided";
    },
  };
}

/** Two points close by: each value moved by another small fraction of itself, so that no level passes another. */
function pointsBeside(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): readonly ReadonlyMap<string, ExactNumber>[] {
  const free = new Set(["T_a", ...junction.parameters.map((p) => p.name)]);
  return [1, -1].map((direction) => {
    let step = 0;
    return new Map(
      [...values].map(([name, value]) => {
        if (!free.has(name)) return [name, value] as const;
        step += 1;
        const shift = BigInt(direction * (3 + ((5 * step) % 17)));
        const moved =
          value.numerator === 0n
            ? exactNumber(shift < 0n ? -shift : shift, 4096n)
            : multiplyExact(value, exactNumber(4096n + shift, 4096n));
        return [name, moved] as const;
      }),
    );
  });
}

/** Digits of a value that is only to be seen not to vanish. */
const FEW = 4;

function isNonzeroAt(
  junction: Junction,
  quantity: Quantity,
  point: ReadonlyMap<string, ExactNumber>,
  k: number,
): boolean {
  try {
    const symbols: Junction = { ...junction, bound: new Map() };
    const found = coefficientsAt(numericModel(symbols), point, quantity, k, { digits: FEW })[k];
    return found !== undefined && !found.undecided && found.value !== "0";
  } catch (error) {
    // The point left the domain, or its digits did not settle: no witness.
    if (
      error instanceof DomainError ||
      error instanceof PrecisionLimitError ||
      error instanceof WideEnclosureError
    )
      return false;
    throw error;
  }
}

function decide(vanishes: () => boolean): Verdict {
  const found = attempt(vanishes);
  return found === undefined ? "undecided" : found ? "zero" : "nonzero";
}
