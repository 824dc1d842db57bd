/** What the title of an axis says about its labels. */
import { measured, withUnit } from "../../junction/units.js";
import { powerText, superscript, type Ticks } from "./ticks.js";

/**
 * What stands behind the name of a quantity at its axis: ` (10⁻²⁰ W)`, what the labels are multiples of; ` − 1 (10⁻⁹)` where
 * they are counted from an offset.
 */
export function axisSuffix(unit: string, { power, offset }: Pick<Ticks, "power" | "offset">): string {
  const typeset = unit.replace(/\^(-?\d+)(?![\d.])/g, (_, exponent: string) => superscript(Number(exponent)));
  const scale = [...(power === 0 ? [] : [powerText(power)]), ...(typeset === "" ? [] : [typeset])].join(" ");
  const negative = offset?.startsWith("−") === true;
  const size = negative ? offset.slice(1) : offset;
  return withUnit(size === undefined ? "" : ` ${negative ? "+" : "−"} ${measured(size, typeset)}`, scale);
}
