/** One result of the paper beside what heatdiode derives. */

/**
 * How the two compare: identical (proved by normal form), a slip of the paper, a statement to be qualified, or checked
 * by numbers with a stated error where a limit is concerned that no identity decides.
 */
export type Verdict = "proved" | "slip" | "qualified" | "checked" | "failed";

/** An equation of the paper, what it says and what was derived. */
export interface PaperResult {
  /** Number in the paper, such as "(14)". */
  readonly equation: string;
  readonly title: string;
  /** What the paper says, in ASCII. */
  readonly says: string;
  /** What was derived, and how. */
  readonly derived: string;
  readonly verdict: Verdict;
}

/** "proved" if the identity holds, otherwise "failed": a failed identity is shown, never hidden. */
export function verdictOf(identity: boolean, otherwise: Verdict = "proved"): Verdict {
  return identity ? otherwise : "failed";
}
