/** The formulas whose lengths are recorded: what the paper's junctions and a few ladders print. */
import { nodeCount } from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { BUILT_IN, LADDERS } from "./junctions.js";

/** One printed coefficient. */
interface GalleryFormula {
  readonly junction: string;
  readonly quantity: "J" | "R" | "contrast";
  readonly order: number;
  readonly formula: Expression;
  /** Parameters, or the natural variables of the contacts. */
  readonly variables: "given" | "natural";
}

/** The name under which its length is recorded. */
export function galleryName({ junction, quantity, order, variables }: GalleryFormula): string {
  return `${junction} ${quantity} ${order}${variables === "natural" ? " in g, d" : ""}`;
}

/** J, R and contrast of the 18 pairs to order 4, J of the ladders to order 3; those that do not vanish. */
export function gallery(): GalleryFormula[] {
  const of = (junction: string, quantity: GalleryFormula["quantity"], last: number): GalleryFormula[] => {
    const series = expansion(parseShorthand(junction), quantity);
    return Array.from({ length: last }, (_, i) => i + 1)
      .filter((k) => !series.isZero(k))
      .flatMap((order) => {
        const natural = series.natural();
        const own = { junction, quantity, order };
        return [
          { ...own, formula: series.expression(order), variables: "given" as const },
          ...(natural ? [{ ...own, formula: natural.expression(order), variables: "natural" as const }] : []),
        ];
      });
  };
  return [
    ...BUILT_IN.flatMap((name) => (["J", "R", "contrast"] as const).flatMap((q) => of(name, q, 4))),
    ...LADDERS.flatMap((name) => of(name, "J", 3)),
  ];
}

/** Nodes of a formula without the sign in front, which the mirror image has the other way round. */
export function printedLength(formula: Expression): number {
  const [first] = formula.type === "product" ? formula.factors : [];
  const sign = first?.type === "number" && first.numerator === -1n && first.denominator === 1n;
  return nodeCount(formula) - (sign ? 1 : 0);
}
