/**
 * What holds on each system of equations of a verdict besides that heat is not rectified: that none flows, that the levels are not
 * connected, or that a gap is zero; and which matrix elements the verdict assumes not to vanish, since the levels are connected.
 */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { isZero } from "../../../symbolic/fraction/rational-function.js";
import { divideExactly, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import { termsOf } from "../../../symbolic/polynomial/structure.js";
import { type Leaf } from "../../../symbolic/solve/cases.js";
import { equationText } from "../../certificate/text.js";
import { remarkOn } from "../../exact/heat-flow.js";
import { graphOf, type LevelGraph, levelGraph, partsOf } from "../../exact/level-graph.js";
import { signIn } from "../../exact/level-order.js";
import { type ExactCurrent, thermalField } from "../../exact/thermal-field.js";
import { toText } from "../../expression/ascii.js";
import { type Atom, normalForms } from "../../expression/normal-form.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { number, power, product, quotient, sum, symbol, symbolsOf } from "../../expression/tree.js";
import { InputError } from "../../input/errors.js";
import { coherentModel, formalCurrent } from "../../exact/coherent-current.js";
import { mapCoherent } from "../../junction/coherent-levels.js";
import { mapLevels } from "../../junction/levels.js";
import { type ParityVerdict } from "./parity.js";

/** One system of equations on which heat is not rectified. */
export interface VerdictSolution {
  readonly equations: readonly string[];
  /** Such as "no heat flows"; absent where heat flows both ways. */
  readonly remark?: string;
}

/** The systems of a verdict, in its order, with what else holds on them. @param values those `current` was made with */
export function verdictSolutions(
  current: ExactCurrent,
  { solution, vanishesIff, rectifies }: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): readonly VerdictSolution[] {
  return vanishesIff.map((equations, i) => {
    const leaf = rectifies === "conditionally" ? solution.leaves[i] : undefined;
    const excluded = leaf && isExcluded(current, leaf, values);
    const remark = excluded
      ? "excluded by what is assumed"
      : leaf && !leaf.last
        ? remarkAt(current, leaf, values)
        : undefined;
    return { equations, ...(remark === undefined ? {} : { remark }) };
  });
}

/** Whether an inequality that is assumed keeps one of the equations from holding. */
function isExcluded(
  { junction }: ExactCurrent,
  { equations }: Leaf,
  values: ReadonlyMap<string, ExactNumber>,
): boolean {
  const inequalities = (junction.inequalities ?? []).filter(({ strict }) => strict);
  if (inequalities.length === 0) return false;
  const field = thermalField(junction, [], values);
  const strict = { ...junction, inequalities, orderAt: new Map<string, ExactNumber>() };
  return equations.some((p) => signIn(p, strict, field) !== undefined);
}

function remarkAt(
  { junction, variables }: ExactCurrent,
  { substitutions }: Leaf,
  values: ReadonlyMap<string, ExactNumber>,
): string | undefined {
  const names = variables.parameters;
  const put = (e: Expression): Expression =>
    substitutions.reduce(
      (result, { variable, numerator, denominator }) =>
        replaceSymbol(
          result,
          names[variable] as string,
          quotient(expressionOf(numerator, names), expressionOf(denominator, names)),
        ),
      e,
    );
  const { subsystem } = junction;
  const all = new Map([...junction.bound, ...values]);
  try {
    if (subsystem.kind === "ladder")
      return isZero(normalForms(all)(put(subsystem.gap)))
        ? "the gap is zero, which is not admitted"
        : undefined;
    if (subsystem.kind === "coherent") {
      const model = coherentModel(junction, mapCoherent(subsystem, put), values);
      const J = formalCurrent(model);
      if (J === undefined) return "the steady state is not unique";
      return isZero(J) ? "no heat flows" : undefined;
    }
    return remarkOn(graphOf(junction, mapLevels(subsystem, put), values));
  } catch (error) {
    // A division by zero on the way: nothing is said.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function expressionOf(p: Polynomial, names: readonly string[]): Expression {
  return sum(
    ...termsOf(p, names.length).map(({ coefficient, exponents }) =>
      product(
        number(coefficient),
        ...exponents.flatMap((e, i) => (e === 0 ? [] : [power(symbol(names[i] as string), e)])),
      ),
    ),
  );
}

/** With more factors of matrix elements than this the sets are not looked for. */
const MOST_FACTORS = 24;

/**
 * The least sets of equations, of one or two factors of matrix elements, on which the levels are not connected: there a verdict
 * on the current of all levels says nothing. Empty for ladders, and where no parameter can disconnect the levels.
 */
export function disconnections(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): readonly (readonly string[])[] {
  const { junction } = current;
  const { subsystem } = junction;
  const graph = levelGraph(junction, values);
  if (!graph || subsystem.kind !== "levels") return [];
  const atoms: Atom[] = [];
  const form = normalForms(new Map([...junction.bound, ...values]), atoms);
  const matrix = { L: subsystem.S_L, R: subsystem.S_R };
  const elements = graph.contacts.map(({ i, j, side }) => form(matrix[side][i]?.[j] ?? number(0)).numerator);
  const assumed = new Map(current.parameters.map(({ name, assumption }) => [name, assumption]));
  const assumptions = atoms.map(({ expression }): Assumption => {
    const positive = symbolsOf(expression).every((name) => assumed.get(name) === "positive");
    const plain = expression.type === "symbol" || expression.type === "power";
    if (positive && (plain || (expression.type === "call" && expression.name === "sqrt"))) return "positive";
    return "real";
  });
  const factors = new Map<string, Polynomial>();
  for (const element of elements)
    for (const { base } of factor(element).factors)
      if (definiteSign(base, assumptions) === undefined)
        factors.set(
          equationText(
            base,
            atoms.map(({ expression }) => toText(expression)),
          ),
          base,
        );
  if (factors.size > MOST_FACTORS) return [];
  const list = [...factors];
  const single = list.map((f) => [f]);
  const pairs = list.flatMap((f, i) => list.slice(i + 1).map((g) => [f, g]));
  const found: (readonly string[])[] = [];
  for (const set of [...single, ...pairs]) {
    const names = set.map(([text]) => text);
    if (found.some((smaller) => smaller.every((text) => names.includes(text)))) continue;
    const contacts = graph.contacts.filter(
      (_, k) => !set.some(([, base]) => divideExactly(elements[k] as Polynomial, base) !== undefined),
    );
    const cut: LevelGraph = { ...graph, contacts };
    if (partsOf(cut).length > 1) found.push(names);
  }
  return found;
}
