/**
 * The current of N levels as the paper writes it: (11) in the populations that solve (12),
 *
 *     J = Σ_{transitions} ω (u_L p_lower − d_L p_upper)/Σ_n p_n,
 *
 * with the p_n as sums over the spanning trees into level n of products of the rates w (Kirchhoff), never multiplied out.
 */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { spanningTreeCount, stationaryWeights } from "../../../symbolic/network/matrix-tree.js";
import { type Polynomial, variablePower } from "../../../symbolic/polynomial/polynomial.js";
import { type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { symbolLatex } from "../../input/names.js";
import { flowIn } from "../heat-flow.js";
import { polynomialRing } from "../levels-current.js";
import { levelsModel } from "../levels-rates.js";
import { type Junction } from "../../junction/junction.js";
import { type CurrentForm } from "./current-form.js";
import { fractionExpression } from "./fraction.js";
import { ratesByName } from "./rates-by-name.js";
import { presentThermal } from "./thermal-fraction.js";

/** More spanning trees than those of five levels, all coupled, fill pages. */
const MOST_TREES = 125n;

/**
 * J in populations and rates, with their definitions; undefined where the sums over trees
 * would fill pages.
 * @param values  exact values, which are put in
 * @throws InputError as {@link levelsModel}, and where the rate equation is reducible
 */
export function levelsForm(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): CurrentForm | undefined {
  const model = levelsModel(junction, values);
  const { none } = flowIn(model.graph);
  if (none !== undefined) return { current: numberExpression(0n), where: [], noHeat: none };
  const n = model.levels.energies.length;
  const trees = spanningTreeCount(
    n,
    model.transitions.map((t) => [t.upper, t.lower] as const),
  );
  if (trees > MOST_TREES) return undefined;
  const rates = ratesByName(model, values);
  const wide = n > 10 ? "_" : "";
  const parameters = model.field.variables.parameters;
  const free = (stem: string): string =>
    parameters.some((name) => name.startsWith(`${stem}_`)) ? free(stem + stem.slice(-1)) : stem;
  const [weight, total] = [free("p"), free("w")];
  const where: { name: string; latex: string; value: Expression }[] = [];
  const define = (name: string, value: Expression): Expression => {
    where.push({ name, latex: symbolLatex(name), value });
    return symbolExpression(name);
  };
  const rate = (i: number): Expression => symbolExpression(rates.names[i] as string);
  // The rate between two levels: its bath's, or that of both under a name of its own.
  const names = [...rates.names];
  const sums: { name: string; latex: string; value: Expression }[] = [];
  const matrix = Array.from({ length: n }, () => new Array<Polynomial>(n).fill(0n));
  for (const { upper, lower, left, right } of rates.transitions)
    for (const [to, from, way] of [
      [upper, lower, "up"],
      [lower, upper, "down"],
    ] as const) {
      const own = [left, right].flatMap((c) => (c === undefined ? [] : [c[way]]));
      let index = own[0] as number;
      if (own.length === 2) {
        const name = `${total}_${from}${wide}${to}`;
        sums.push({ name, latex: symbolLatex(name), value: sumExpression(own.map(rate)) });
        index = names.push(name) - 1;
      }
      (matrix[to] as Polynomial[])[from] = variablePower(index, 1);
    }
  const variables: ThermalVariables = { ...rates.variables, parameters: names };
  const weights = stationaryWeights(polynomialRing, matrix).map((numerator, level) =>
    define(`${weight}_${level}`, fractionExpression(variables, { numerator, denominator: 1n }, names)),
  );
  const heat = rates.transitions.flatMap(({ upper, lower, gap, left }) =>
    left === undefined || gap.numerator === 0n
      ? []
      : [
          productExpression([
            presentThermal(model.field.variables, gap),
            sumExpression([
              productExpression([rate(left.up), weights[lower] as Expression]),
              productExpression([numberExpression(-1n), rate(left.down), weights[upper] as Expression]),
            ]),
          ]),
        ],
  );
  return {
    current: productExpression([sumExpression(heat), powerExpression(sumExpression(weights), -1)]),
    where: [...where, ...sums, ...rates.definitions],
  };
}
