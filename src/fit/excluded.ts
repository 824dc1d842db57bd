/** Which junctions the theorem rules out: data that rectify cannot come from one whose current is odd in Δ, whatever its couplings. */
import { conditions } from "../conditions/conditions.js";
import { type Junction } from "../junction/junction.js";
import { parseShorthand } from "../junction/shorthand.js";
import { type Datum } from "./data.js";

/** How sure the data are that heat is rectified. */
export interface Rectification {
  /** In standard deviations, at the point where it is surest. */
  readonly deviations: number;
  /** Line of the file. */
  readonly line: number;
}

/** Standard deviations from which on data are said to rectify. */
export const SURE = 5;

/** The surest sign of rectification: R ≠ 1, a contrast, or J(Δ) + J(−Δ) ≠ 0 at one T_a; undefined where data say nothing. */
export function rectificationIn(data: readonly Datum[]): Rectification | undefined {
  const found = data.flatMap((datum): Rectification[] => {
    const { quantity, value, sigma, line, sum, difference } = datum;
    if (sigma === undefined) return [];
    if (quantity !== "J") return [{ deviations: Math.abs(value - (quantity === "R" ? 1 : 0)) / sigma, line }];
    if (!(difference > 0)) return [];
    const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * sum;
    const back = data.find((d) => d.quantity === "J" && same(d.sum, sum) && same(d.difference, -difference));
    if (back?.sigma === undefined) return [];
    return [{ deviations: Math.abs(value + back.value) / Math.hypot(sigma, back.sigma), line }];
  });
  return found.sort((a, b) => b.deviations - a.deviations)[0];
}

/** A junction that cannot rectify, or only where none of these systems of equations holds. */
export interface RuledOut {
  readonly junction: string;
  /** Empty: whatever the couplings. */
  readonly where: readonly (readonly string[])[];
}

const BATHS = ["spin", "solid", "metal"];

/** The verdicts on every pair of built-in baths around two levels and the oscillator, and on the junction itself. */
export function ruledOut(junction: Junction): readonly RuledOut[] {
  const pairs = ["TLS", "HO"].flatMap((subsystem) =>
    BATHS.flatMap((left, i) => BATHS.slice(i).map((right) => `${left}-${subsystem}-${right}`)),
  );
  const others = pairs.filter((name) => name !== junction.name).map((name) => parseShorthand(name));
  return [junction, ...others].flatMap((one): RuledOut[] => {
    const { verdict } = conditions(one);
    if (verdict.rectifies === "never") return [{ junction: one.name, where: [] }];
    return verdict.rectifies === "conditionally" ? [{ junction: one.name, where: verdict.vanishesIff }] : [];
  });
}
