/** Points of a scan without a value: their fields stay empty, and are counted. */
import { type GapReason } from "../../numeric/grid/guard.js";
import { OutsideDomainError } from "../model/domain.js";
import { UncertifiedError } from "../input/numeric-errors.js";

/** Rows with at least one empty field, by the reason. */
export type Gaps = Readonly<Record<GapReason, number>>;

/** No gaps yet. */
export const NO_GAPS: Gaps = { outside: 0, uncertified: 0 };

/** The gaps of two parts of a scan. */
export function addGaps(a: Gaps, b: Gaps): Gaps {
  return { outside: a.outside + b.outside, uncertified: a.uncertified + b.uncertified };
}

/** Whether an error is about one point, which among others is a gap; undefined if it is about the scan. */
export function isGap(error: unknown): GapReason | undefined {
  if (error instanceof OutsideDomainError) return "outside";
  return error instanceof UncertifiedError ? "uncertified" : undefined;
}

/** One line about the gaps, or undefined where there are none. */
export function gapsText({ outside, uncertified }: Gaps): string | undefined {
  const rows = outside + uncertified;
  if (rows === 0) return undefined;
  const reasons = [
    ...(outside === 0
      ? []
      : [
          `${outside} outside the domain (a temperature, rate or 1 + delta*T/mu not positive at Delta or -Delta)`,
        ]),
    ...(uncertified === 0 ? [] : [`${uncertified} not certified, or beyond the range of doubles`]),
  ];
  return `${rows} ${rows === 1 ? "row has" : "rows have"} empty fields: ${reasons.join("; ")}`;
}
