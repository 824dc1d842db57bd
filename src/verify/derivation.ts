/**
 * What `verify` examines of a junction: everything the exact layer claims about it, behind one interface, so that a
 * test can hand in a corrupted claim and see it reported.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type FactoredFraction, isZeroFraction } from "../../symbolic/fraction/factored-fraction.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { type ThermalVariables } from "../../symbolic/thermal/variables.js";
import { currentForm } from "../exact/formula/current.js";
import { modeCounting, modeCumulants } from "../exact/counting.js";
import { attempt } from "../expansion/odd-current.js";
import { type CurrentForm } from "../exact/formula/current-form.js";
import { exactCurrent, type ExactCurrent } from "../exact/ladder-current.js";
import { expansion } from "../expansion/expansion.js";
import { type Junction } from "../junction/junction.js";

/** The claims of the exact layer about one junction. */
export interface Derivation {
  readonly variables: ThermalVariables;
  /** J(T_L, T_R) with its rates. */
  readonly current: ExactCurrent;
  /** Downward rates at the gap, for ladders. */
  readonly rates: { readonly L: RationalFunction; readonly R: RationalFunction } | undefined;
  /** J as printed, with the definitions it uses. */
  readonly printed: CurrentForm;
  /** The coefficient of Δ^k. */
  coefficient(k: number): FactoredFraction;
  /** Its printed form. */
  expression(k: number): Expression;
  /** κ_n in closed form: of two levels and the oscillator. */
  cumulant(n: number): RationalFunction | undefined;
  /** The coefficient of Δ^k of the noise; undefined where it is too large to be made. */
  noiseCoefficient(k: number): FactoredFraction | undefined;
  /** Whether it is claimed to vanish identically, at the parameters that the junction binds. */
  isZero(k: number): boolean;
}

/** How `verify` gets its claims. */
export type Derive = (junction: Junction) => Derivation;

/** The claims as the program makes them. */
export const derive: Derive = (junction) => {
  const series = expansion(junction);
  const current = exactCurrent(junction);
  return {
    variables: current.variables,
    current,
    rates: current.rates,
    printed: currentForm(junction, "paper", new Map()),
    coefficient: (k) => series.coefficient(k),
    expression: (k) => series.expression(k),
    cumulant(n) {
      const mode = modeCounting(junction);
      return mode && modeCumulants(mode, n)[n - 1];
    },
    noiseCoefficient: (k) => attempt(() => expansion(junction, "S").coefficient(k)),
    isZero(k) {
      // With parameters bound the claim is that it vanishes for these values, all temperatures.
      if (junction.bound.size > 0) return isZeroFraction(series.coefficient(k));
      return series.isZero(k);
    },
  };
};

/** Values by ASCII name. */
export type Values = ReadonlyMap<string, ExactNumber>;
