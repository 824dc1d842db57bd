/** `expand`: the coefficients of Δ^k, as formulas or as proved digits. */
import { missingNames } from "../model/point.js";
import { type Quantity } from "../junction/quantity.js";
import { expansion, zeroOrNull } from "../expansion/expansion.js";
import { type Junction } from "../junction/junction.js";
import { type Formula, formula } from "./formula.js";
import { guard } from "./guard.js";
import { bind, boundText, type Values } from "./values.js";

/** What to expand, how far, and where. */
export interface ExpandOptions {
  /** Highest power of Δ; default 4. */
  readonly order?: number;
  /** J (default), the ratio R = |J(Δ)/J(−Δ)|, or the contrast. */
  readonly quantity?: Quantity;
  /**
   * "natural": formulas in the natural variables of the contacts (`definitions`) where there are any, as g and d of a
   * metal; "given" (default): in the parameters.
   */
  readonly variables?: "given" | "natural";
  /** Exact values; what has none stays symbolic. */
  readonly at?: Values;
  /** Proved significant digits of the values, if everything has a value; default 16. */
  readonly digits?: number;
}

/** The coefficient of Δ^k. */
export interface Coefficient {
  readonly k: number;
  /** True iff it vanishes identically in all symbols: a proof, not a sample. Null where that could not be decided. */
  readonly zero: boolean | null;
  /**
   * Its value where everything is bound, every digit proved ("0": proved to be zero); null while symbols are left, and
   * where it could be neither distinguished from zero nor proved to be zero.
   */
  readonly value: string | null;
  /** The exact formula, in the symbols that are left. */
  readonly formula: () => Formula;
}

/** The expansion of a quantity at fixed T_a. */
export interface ExpandResult {
  readonly junction: string;
  readonly quantity: Quantity;
  readonly order: number;
  readonly at: Readonly<Record<string, string>>;
  /** From k = 0 to the order asked for. */
  readonly coefficients: readonly Coefficient[];
  /** The variables of the formulas that are no parameters, each with its formula in the parameters and T_a. */
  readonly definitions: readonly { readonly name: string; readonly formula: () => Formula }[];
}

/**
 * Expands J, R or the contrast in Δ at fixed T_a, exactly.
 * @example
 * const [, , alpha2] = expand(junction("solid-TLS-solid"), { order: 2 }).coefficients;
 * alpha2?.formula().latex
 * @throws InputError for a value that is out of its domain, Delta among the values, or digits that cannot be proved
 */
export function expand(junction: Junction, options: ExpandOptions = {}): ExpandResult {
  guard(junction, options, ["order", "quantity", "variables", "at", "digits"]);
  const { order = 4, quantity = "J", digits = 16 } = options;
  if (!Number.isSafeInteger(order) || order < 0) throw new RangeError(`order ${order} is not 0, 1, 2, …`);
  const values = bind(junction, options.at ?? {}, { delta: false, complete: false });
  const complete = missingNames(values, junction, { delta: false }).length === 0;
  const series = expansion(junction, quantity, values);
  if (!complete) series.requireOrder(order);
  const natural = options.variables === "natural" && !complete ? series.natural() : undefined;
  const numbers = complete ? series.values(order, digits) : [];
  const coefficients = Array.from({ length: order + 1 }, (_, k): Coefficient => {
    const value = numbers[k]?.value ?? null;
    const zero = complete && value !== "0" ? (value === null ? null : false) : zeroOrNull(series, k);
    return { k, zero, value, formula: () => formula((natural ?? series).expression(k)) };
  });
  const definitions = (natural?.definitions ?? []).map(({ name, value }) => ({
    name,
    formula: () => formula(value),
  }));
  return { junction: junction.name, quantity, order, at: boundText(values), coefficients, definitions };
}
