/**
 * The rates of N levels as variables of their own, with what they are: d_L_10 takes level 1 down to level 0 by the left bath,
 * u_L_10 = d_L_10 e^{−ω/T_L} up again (13).
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { isZero, type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { type Side, type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { withNumbersFolded } from "../../expression/exact-value.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { symbolLatex } from "../../input/names.js";
import { type LevelsModel } from "../levels-rates.js";
import { type CurrentForm } from "./current-form.js";
import { occupationsIn, rateIn } from "./rate-at-end.js";
import { presentThermal } from "./thermal-fraction.js";

/** What one bath does to a transition: indices of its rates among the variables. */
interface NamedContact {
  readonly down: number;
  readonly up: number;
}

/** A transition in rates by name; a bath that does not couple it is undefined. */
interface NamedTransition {
  readonly upper: number;
  readonly lower: number;
  readonly gap: RationalFunction;
  readonly left: NamedContact | undefined;
  readonly right: NamedContact | undefined;
}

/** The rate equation in rates by name. */
export interface NamedRates {
  /** The junction's parameters and then the rates. */
  readonly variables: ThermalVariables;
  /** Their names, in that order. */
  readonly names: readonly string[];
  readonly transitions: readonly NamedTransition[];
  /** What each rate is, in the baths' own couplings. */
  readonly definitions: CurrentForm["where"];
}

/**
 * The rates of a model by name.
 * @param values  exact values that are put into their definitions
 */
export function ratesByName(
  { field, transitions, levels, junction }: LevelsModel,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): NamedRates {
  const parameters = field.variables.parameters;
  const free = (stem: string): string =>
    parameters.some((name) => name === stem || name.startsWith(`${stem}_`))
      ? free(stem + stem.slice(-1))
      : stem;
  const [down, up] = [free("d"), free("u")];
  const wide = levels.energies.length > 10 ? "_" : "";
  const names = [...parameters];
  const definitions: { name: string; latex: string; value: Expression }[] = [];
  const bound = (e: Expression): Expression =>
    [...values].reduce(
      (at, [name, x]) => replaceSymbol(at, name, numberExpression(x.numerator, x.denominator)),
      e,
    );
  const define = (name: string, value: Expression): number => {
    definitions.push({ name, latex: symbolLatex(name), value: withNumbersFolded(bound(value)) });
    return names.push(name) - 1;
  };
  const named = transitions.map((t): NamedTransition => {
    const gap = presentThermal(field.variables, t.gap);
    const contact = (side: Side): NamedContact | undefined => {
      const own = side === "L" ? t.left : t.right;
      if (isZero(own.down)) return undefined;
      const pair = `${side}_${t.upper}${wide}${t.lower}`;
      const still = isZero(t.gap);
      const X = callExpression(
        "exp",
        productExpression([numberExpression(-1n), gap, powerExpression(symbolExpression(`T_${side}`), -1)]),
      );
      const square = presentThermal(field.variables, t.squares[side === "L" ? 0 : 1]);
      const rate = still
        ? presentThermal(field.variables, own.down)
        : productExpression([square, rateIn(side === "L" ? junction.left : junction.right, gap, X)]);
      const upward = productExpression([symbolExpression(`${down}_${pair}`), ...(still ? [] : [X])]);
      return { up: define(`${up}_${pair}`, upward), down: define(`${down}_${pair}`, rate) };
    };
    return { upper: t.upper, lower: t.lower, gap: t.gap, left: contact("L"), right: contact("R") };
  });
  const variables: ThermalVariables = { parameters: names, root: 1, formalFunctions: [], energies: [] };
  const occupations = occupationsIn(definitions.map((d) => d.value));
  return { variables, names, transitions: named, definitions: [...definitions, ...occupations] };
}
