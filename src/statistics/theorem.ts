/**
 * The certificate of the fluctuation theorem: the generator with the heat from the left bath counted, and the diagonal D that makes it
 * similar to its own transpose at −A − λ. `proof-checker/theorem.ts` verifies it with algebra of its own.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { degreeIn } from "../../symbolic/polynomial/structure.js";
import {
  multiply,
  ONE,
  power,
  type RationalFunction,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, type ThermalVariables } from "../../symbolic/thermal/variables.js";
import {
  type CountedEntry,
  FLUCTUATION_COROLLARIES,
  FLUCTUATION_THEOREM,
  type TheoremCertificate,
} from "../certificate/format.js";
import { certificateNames } from "../certificate/names.js";
import { fractionText, polynomialText } from "../certificate/text.js";
import { certificateHeader, ladderModel } from "../conditions/proof/build.js";
import { statedLevels } from "../conditions/proof/levels.js";
import { flowIn } from "../exact/heat-flow.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { levelsModel } from "../exact/levels-rates.js";
import { type ThermalField } from "../exact/thermal-field.js";
import { symbol, sum, negative } from "../expression/tree.js";
import { type Junction } from "../junction/junction.js";

/**
 * The theorem of a junction with its proof.
 * @param values exact values of some parameters
 * @throws InputError for levels that fall apart, and rates that are not rational in the thermal variables
 */
export function fluctuationTheorem(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): TheoremCertificate {
  const common = {
    theorem: "fluctuation theorem",
    statement: FLUCTUATION_THEOREM,
    corollaries: FLUCTUATION_COROLLARIES,
  } as const;
  const { subsystem } = junction;
  if (subsystem.kind === "ladder") {
    const current = exactCurrent(junction, values);
    const { variables: v, rates, ladder } = current;
    if (!rates || !ladder) throw new Error("internal: a ladder without rates");
    const names = certificateNames(v);
    const poly = (p: Polynomial): string => polynomialText(p, names.all);
    const model = ladderModel(current, values, poly);
    const gap = ladder.gap;
    const X = (side: "L" | "R"): RationalFunction => boltzmannOf(v, side, gap);
    const entry = entryWriter(poly);
    return {
      ...certificateHeader(current, values),
      identity: "closed form",
      ...model,
      ...common,
      D: [gap.map(() => 0), gap],
      generator: [
        entry(
          0,
          1,
          rates.L,
          rates.R,
          gap.map((e) => (e === 0 ? 0 : -e)),
        ),
        entry(1, 0, multiply(rates.L, X("L")), multiply(rates.R, X("R")), gap),
      ],
    };
  }
  const model = levelsModel(junction, values);
  flowIn(model.graph);
  const { field, levels } = model;
  const v = field.variables;
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  const entry = entryWriter(poly);
  const first = levels.energies[0] ?? symbol("0");
  const height = levels.energies.map((e) => exponents(field, e, first));
  return {
    ...certificateHeader({ junction, parameters: field.parameters, variables: v }, values),
    identity: "levels",
    levels: statedLevels(model, poly),
    ...common,
    D: height,
    generator: model.transitions.flatMap(({ upper, lower, left, right }) => {
      const gap = (height[upper] as number[]).map((e, i) => e - ((height[lower] as number[])[i] as number));
      return [
        entry(upper, lower, left.up, right.up, gap),
        entry(
          lower,
          upper,
          left.down,
          right.down,
          gap.map((e) => (e === 0 ? 0 : -e)),
        ),
      ];
    }),
  };
}

function entryWriter(
  poly: (p: Polynomial) => string,
): (
  to: number,
  from: number,
  left: RationalFunction,
  right: RationalFunction,
  gap: readonly number[],
) => CountedEntry {
  return (to, from, left, right, gap) => ({
    to,
    from,
    left: fractionText(left, poly),
    right: fractionText(right, poly),
    gap,
  });
}

/** The integers n_i with e^{−(E − E_0)/T} = Π X_i^{n_i}. */
function exponents(field: ThermalField, energy: Expression, zero: Expression): number[] {
  const v = field.variables;
  if (energy === zero) return v.energies.map(() => 0);
  const X = field.boltzmann("R", sum(energy, negative(zero)));
  return v.energies.map((_, i) => {
    const index = boltzmannIndex(v, "R", i);
    return degreeIn(X.numerator, index) - degreeIn(X.denominator, index);
  });
}

/** Π X_i^{n_i} of one end. */
function boltzmannOf(v: ThermalVariables, side: "L" | "R", n: readonly number[]): RationalFunction {
  return n.reduce<RationalFunction>(
    (p, e, i) => multiply(p, power(variable(boltzmannIndex(v, side, i)), e)),
    ONE,
  );
}
