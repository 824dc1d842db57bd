/** Values of the coefficients at a point: enclosures, within milliseconds for any decimal energies, so that they follow a slider. */
import { type Bindings } from "../../src/junction/bindings.js";
import { expansion } from "../../src/expansion/expansion.js";
import { type Junction } from "../../src/junction/junction.js";
import { type Quantity } from "../state/view-state.js";

/**
 * The coefficients 0 … order, each with `digits` proved digits; "0" for an exact zero, "" where a value was neither
 * distinguished from zero nor proved to be zero.
 * @throws InputError for values out of their domain
 */
export function coefficientValues(
  junction: Junction,
  at: Bindings,
  quantity: Quantity,
  order: number,
  digits: number,
): readonly string[] {
  const found = expansion(junction, quantity, at).values(order, digits);
  return found.map(({ value }, k) => (k === 0 && quantity === "R" ? "1" : (value ?? "")));
}
