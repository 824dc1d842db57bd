/** `evaluate` and `current`: the heat current as proved digits and as a formula. */
import { type Form } from "../exact/formula/forms.js";
import { currentForm } from "../exact/formula/current.js";
import {
  evaluateAt,
  type PointEvaluation,
  type PointSensitivity,
  sensitivitiesAt,
} from "../evaluate/point.js";
import { etaAt } from "../evaluate/eta.js";
import { type Junction } from "../junction/junction.js";
import { inNamesOfFile } from "../model/pointwise.js";
import { type Formula, formula } from "./formula.js";
import { guard } from "./guard.js";
import { bind, boundText, type Values } from "./values.js";

/** The numbers of a junction at a point, with the point. */
export interface EvaluateResult extends PointEvaluation {
  readonly junction: string;
  readonly at: Readonly<Record<string, string>>;
  /**
   * The largest rate over a difference of gaps, among transitions of one bath that share a level; null for ladders. Past 0.1
   * the rate equation is doubtful: levels closer than the rates keep their coherences.
   */
  readonly eta: string | null;
}

/**
 * J, J(−Δ), R, the contrast and the populations at a point, every digit proved.
 * @param options.at values of every parameter and of both temperatures: T_a and Delta, or T_L and T_R
 * @param options.digits significant digits; default 16
 * @example evaluate(junction("solid-TLS-solid"), { at: { T_L: 2, T_R: 1, omega: 1, Gamma_L: 1, Gamma_R: 3 } }).R
 * @throws InputError for missing values, values out of their domain, and digits that cannot be proved
 */
export function evaluate(
  junction: Junction,
  options: { readonly at: Values; readonly digits?: number },
): EvaluateResult {
  guard(junction, options, ["at", "digits"], ["at"]);
  const named = inNamesOfFile(junction, Object.keys(options.at));
  const values = bind(named, options.at, { delta: true, complete: true });
  const result = evaluateAt(named, values, options.digits ?? 16);
  return { junction: junction.name, at: boundText(values), ...result, eta: etaAt(named, values) };
}

/**
 * First derivatives of J, J(−Δ), R, the contrast and the populations by each parameter, T_a and Delta: decimal strings, every
 * digit proved, "0" for an exact zero; null where one was neither distinguished from zero nor proved to be zero. Null as a
 * whole for general levels of which there are too many.
 * @param options.digits significant digits; default 16
 * @throws InputError as {@link evaluate}
 */
export function sensitivities(
  junction: Junction,
  options: { readonly at: Values; readonly digits?: number },
): ReadonlyMap<string, PointSensitivity> | null {
  guard(junction, options, ["at"], ["at"]);
  const named = inNamesOfFile(junction, Object.keys(options.at));
  const values = bind(named, options.at, { delta: true, complete: true });
  return sensitivitiesAt(named, values, options.digits ?? 16);
}

/** J as a formula, with the definitions it uses. */
export interface CurrentResult extends Formula {
  readonly junction: string;
  readonly where: readonly (Formula & { readonly name: string; readonly nameLatex: string })[];
}

/**
 * The heat current as a formula: `paper` writes (14) and (15) with rates and occupations, `boltzmann` one fraction in
 * e^{−ω/T_ν}, `tanh` one in tanh(ω/2T_ν).
 * @throws InputError for unknown names and values out of their domain
 */
export function current(
  junction: Junction,
  options: { readonly form?: Form; readonly at?: Values } = {},
): CurrentResult {
  guard(junction, options, ["form", "at"]);
  const values = bind(junction, options.at ?? {}, { delta: true, complete: false });
  const form = currentForm(junction, options.form ?? "paper", values);
  const where = form.where.map((w) => ({ name: w.name, nameLatex: w.latex, ...formula(w.value) }));
  return { junction: junction.name, ...formula(form.current), where };
}
