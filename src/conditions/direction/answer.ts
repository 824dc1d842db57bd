/** What is found out about the direction of rectification. */
import { type ContrastBound } from "./contrast-bound.js";

/** The end that lets more heat through when it is hot. */
export type BetterEnd = "left" | "right";

/** What is known of h in one region of the parameters. */
export interface DirectionRegion {
  /** Inequalities in ASCII names; empty for all parameters. */
  readonly where: readonly string[];
  /**
   * "not monotone": for no parameters of the region; "depends": monotone for some of them and not for others;
   * "undecided": nothing was found out beyond what the other fields say.
   */
  readonly h: "increasing" | "decreasing" | "constant" | "not monotone" | "depends" | "undecided";
  /** The end which, when hot, lets more heat through, at all temperatures. */
  readonly betterWhenHot?: BetterEnd;
  /** The same for temperatures near 0, and near ∞ or the T_max of a metal, for all parameters of the region. */
  readonly nearZero?: BetterEnd;
  readonly nearMaximum?: BetterEnd;
  /** At each temperature h rises iff this holds, in the names of the formula of h(T). */
  readonly risesWhere?: string;
  /** Parameters of the region with h monotone, proved over all temperatures. */
  readonly monotoneExample?: string;
  /** Parameters of the region with h not monotone, with the temperatures where dh/dT changes its sign, proved. */
  readonly example?: string;
  /** Temperatures where dh/dT changes its sign, all of them, where they do not depend on free parameters. */
  readonly changes?: readonly string[];
  /** Why nothing was found out. */
  readonly reason?: string;
}

export interface Direction {
  readonly regions: readonly DirectionRegion[];
  /** |C| is less than this, in regions that together are all parameters for which something is known. */
  readonly bounds: readonly ContrastBound[];
}
