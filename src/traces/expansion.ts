/**
 * The general theorem (4)–(9): the exact coefficients of J in Δ in formal trace moments, where (5)–(7) follow from them,
 * what those drop, and remark [20] (docs/traces.md).
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { isZero, type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import {
  cumulantSeries,
  printedOrders,
  type TraceIdentities,
  traceIdentities,
  traceSeries,
} from "../../symbolic/traces/series.js";
import { coefficientFormula, lengthOf, momentFormula, symbolName } from "./formula.js";

/** One coefficient in both notations; undefined where it is too long to be formed. */
export interface TraceCoefficient {
  readonly k: number;
  readonly inCumulants: Expression;
  readonly inMoments: Expression | undefined;
  /** Number of terms of the two forms. */
  readonly terms: { readonly cumulants: number; readonly moments: number | undefined };
}

/** (6) or (7) beside the exact coefficient. */
interface PrintedOrder {
  readonly equation: "(6)" | "(7)";
  readonly k: 1 | 2;
  /** What (5) with (6), (7) makes of α_k. */
  readonly printed: Expression;
  /** α_k minus that; undefined where nothing is missing. */
  readonly dropped: Expression | undefined;
}

/** The expansion to some order. */
export interface TraceExpansion {
  readonly order: number;
  readonly stationary: boolean;
  readonly coefficients: readonly TraceCoefficient[];
  /** The cumulants in the moments, to the order of `identitiesTo`. */
  readonly cumulants: readonly {
    readonly j: number;
    readonly k: number;
    readonly name: string;
    readonly value: Expression;
  }[];
  readonly printed: readonly PrintedOrder[];
  /** Every dropped term carries a factor m_0k. */
  readonly droppedVanish: boolean;
  readonly identities: TraceIdentities;
  /** Highest order at which moments were formed and the identities checked one by one. */
  readonly identitiesTo: number;
}

/** 4,337 terms at this order, 1.7 times more with each next one. */
const HIGHEST_IN_MOMENTS = 12;

/** Derives the expansion to `order`, under m_0k = 0 if `stationary`. */
export function traceExpansion(order: number, stationary: boolean): TraceExpansion {
  const identitiesTo = Math.min(order, HIGHEST_IN_MOMENTS);
  const series = traceSeries(identitiesTo, stationary);
  const { ring, inCumulants } = order > identitiesTo ? cumulantSeries(order, stationary) : series;
  const coefficients = inCumulants.map((c, k): TraceCoefficient => {
    const moments = series.inMoments[k];
    return {
      k,
      inCumulants: coefficientFormula(ring, c, k),
      inMoments: moments && coefficientFormula(series.ring, moments, k),
      terms: { cumulants: lengthOf(ring, c), moments: moments && lengthOf(series.ring, moments) },
    };
  });
  const general = traceSeries(2);
  const compared = printedOrders(general);
  const formula = (f: RationalFunction, k: number): Expression | undefined =>
    isZero(f) ? undefined : coefficientFormula(general.ring, f, k);
  return {
    order,
    stationary,
    coefficients,
    cumulants: series.cumulants
      .filter(({ value }) => !isZero(value))
      .map(({ j, k, value }) => ({
        j,
        k,
        name: symbolName({ kind: "kappa", j, k }),
        value: momentFormula(series.ring, value),
      })),
    printed: ([1, 2] as const).map((k) => ({
      equation: k === 1 ? "(6)" : "(7)",
      k,
      printed: coefficientFormula(general.ring, compared.printed[k - 1] as RationalFunction, k),
      dropped: formula(compared.dropped[k - 1] as RationalFunction, k),
    })),
    droppedVanish: compared.vanishInStationaryState,
    identities: traceIdentities(series),
    identitiesTo,
  };
}
