/** Which case of the general answer holds at the values that a file or `--at` binds, decided in exact arithmetic. */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { boundValues, foldConstant } from "../../expression/exact-value.js";
import { type ExpressionParser } from "../../expression/parse.js";
import { RATE_RULES } from "../../expression/rules.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { withDensities } from "../../exact/named/named-spectra.js";
import { type Junction } from "../../junction/junction.js";
import { type Direction, type DirectionRegion } from "./answer.js";

/**
 * The region of a direction found for all parameters in which the values lie; undefined where that is not decided exactly, as
 * where a coupling is no rational function of its values.
 * @param junction  in the names of the regions
 */
export function regionAt(
  { regions }: Direction,
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  parse: ExpressionParser,
): DirectionRegion | undefined {
  // The value of a coupling at a gap has a name with brackets, which is no name to the parser.
  const named = (junction.spectra ?? []).flatMap((s) => s.values.map(({ name }) => name));
  const plain = named.map((_, i) => `coupling_at_gap_${"abcdefghijklmnop"[i % 16] ?? ""}${i}`);
  const read = (text: string): Expression => {
    const source = named.reduce((t, name, i) => t.replaceAll(name, plain[i] ?? name), text);
    const e = plain.reduce(
      (x, name, i) => replaceSymbol(x, name, { type: "symbol", name: named[i] ?? name }),
      parse(source, RATE_RULES),
    );
    return withDensities(e, junction);
  };
  const holds = (relation: string): boolean | undefined => {
    const [, left = "", sign = "", right = ""] = /^(.*?) (>=|<=|>|<|=) (.*)$/.exec(relation) ?? [];
    const [a, b] = [left, right].map((side) => foldConstant(read(side), boundValues(values)));
    if (!a || !b) return undefined;
    const difference = a.numerator * b.denominator - b.numerator * a.denominator;
    switch (sign) {
      case ">":
        return difference > 0n;
      case ">=":
        return difference >= 0n;
      case "<":
        return difference < 0n;
      case "<=":
        return difference <= 0n;
      default:
        return difference === 0n;
    }
  };
  return regions.find(({ where }) => where.every((relation) => holds(relation) === true));
}
