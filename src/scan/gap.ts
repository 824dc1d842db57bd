/** Points of a scan without a value: their fields stay empty, and are counted. */
import { type GapReason } from "../../numeric/grid/guard.js";
import { NoSteadyStateError } from "../exact/no-steady-state.js";
import { OutsideDomainError } from "../model/domain.js";
import { UncertifiedError } from "../input/numeric-errors.js";

/**
 * Why a field is empty: that of the numeric layer; "unsteady": levels that meet or are not connected have no steady state of (12);
 * "still": no heat flows, so that R and the contrast are 0/0.
 */
export type EmptyReason = GapReason | "unsteady" | "still";

/** Rows with at least one empty field, by the reason. */
export type Gaps = Readonly<Record<EmptyReason, number>>;

/** No gaps yet. */
export const NO_GAPS: Gaps = { outside: 0, uncertified: 0, unsteady: 0, still: 0 };

/** The gaps of two parts of a scan. */
export function addGaps(a: Gaps, b: Gaps): Gaps {
  return {
    outside: a.outside + b.outside,
    uncertified: a.uncertified + b.uncertified,
    unsteady: a.unsteady + b.unsteady,
    still: a.still + b.still,
  };
}

/** The gaps of rows, by the reason of each. */
export function countGaps(reasons: Iterable<EmptyReason>): Gaps {
  const count: Record<EmptyReason, number> = { ...NO_GAPS };
  for (const reason of reasons) count[reason]++;
  return count;
}

/** Whether an error is about one point, which among others is a gap; undefined if it is about the scan. */
export function isGap(error: unknown): EmptyReason | undefined {
  if (error instanceof OutsideDomainError) return "outside";
  if (error instanceof NoSteadyStateError) return "unsteady";
  return error instanceof UncertifiedError ? "uncertified" : undefined;
}

/** One line about the gaps, or undefined where there are none. */
export function gapsText({ outside, uncertified, unsteady, still }: Gaps): string | undefined {
  const rows = outside + uncertified + unsteady + still;
  if (rows === 0) return undefined;
  const reasons = [
    ...(outside === 0
      ? []
      : [
          `${outside} outside the domain (a temperature, rate or 1 + delta*T/mu not positive at Delta or -Delta)`,
        ]),
    ...(uncertified === 0 ? [] : [`${uncertified} not certified, or beyond the range of doubles`]),
    ...(unsteady === 0
      ? []
      : [
          `${unsteady} without a steady state of the rate equation (levels of one energy that are driven together, or levels that are not connected)`,
        ]),
    ...(still === 0 ? [] : [`${still} where no heat flows (R and the contrast are 0/0)`]),
  ];
  return `${rows} ${rows === 1 ? "row has" : "rows have"} empty fields: ${reasons.join("; ")}`;
}
