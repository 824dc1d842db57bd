/**
 * The current of levels that keep coherences as a formula in the rates: J in k_ν and X_ν of each gap, as the master equation
 * with formal rates gives it, factored, and the rates beneath.
 */
import {
  callExpression,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { exactQuotient } from "../../../symbolic/fraction/factored-fraction.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, termCount, termsOf, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { collected } from "../../../symbolic/present/collect.js";
import { type Bath } from "../../junction/bath.js";
import { type CoherentLevels, simplified } from "../../junction/coherent-levels.js";
import { type Junction } from "../../junction/junction.js";
import { coherentModel, formalCurrent, NO_HEAT, requireUnique } from "../coherent-current.js";
import { lazily } from "../../input/lazily.js";
import { thermalField } from "../thermal-field.js";
import { zeroGapRate } from "../zero-gap-rate.js";
import { toLatex } from "../../print/latex.js";
import { rateIn } from "./rate-at-end.js";
import { presentThermal } from "./thermal-fraction.js";
import { type CurrentForm } from "./current-form.js";

/**
 * J in formal rates, with their definitions.
 * @throws NoSteadyStateError if the steady state is not unique
 */
export function coherentForm(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber>,
): CurrentForm {
  const model = coherentModel(junction, levels, values);
  requireUnique(model);
  const J = formalCurrent(model) as RationalFunction;
  if (J.numerator === 0n) return { current: numberExpression(0n), where: [], noHeat: NO_HEAT };
  const names: Expression[] = model.atoms.map((a) => a.expression);
  const where: { name: string; latex: string; value: Expression }[] = [];
  const perSide = { L: 0, R: 0 };
  const gaps = model.rates.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  const field = lazily(() => thermalField(junction, gaps, values));
  const zeroGap = (bath: Bath): Expression => presentThermal(field().variables, zeroGapRate(field(), bath));
  const single = (["L", "R"] as const).every((s) => model.rates.filter((r) => r.side === s).length <= 1);
  const bound = new Map([...junction.bound, ...values]);
  for (const { side, gap: written, k, X } of model.rates) {
    // Values that are put into J are put into its rates.
    const gap = written && simplified(written, bound);
    const index = ++perSide[side];
    const name = (letter: string): string => (single ? `${letter}_${side}` : `${letter}_${side}${index}`);
    const latex = (letter: string): string => toLatex(symbolExpression(name(letter)));
    const bath = side === "L" ? junction.left : junction.right;
    names[k] = symbolExpression(name("k"));
    names[X] = symbolExpression(name("X"));
    if (gap === null) {
      where.push({ name: name("k"), latex: latex("k"), value: zeroGap(bath) });
      continue;
    }
    const over = productExpression([
      numberExpression(-1n),
      gap,
      powerExpression(symbolExpression(`T_${side}`), -1),
    ]);
    where.push(
      { name: name("k"), latex: latex("k"), value: rateIn(bath, gap, names[X]) },
      { name: name("X"), latex: latex("X"), value: callExpression("exp", over) },
    );
  }
  return { current: collected(quotientForm(J, names)), where };
}

function quotientForm(
  { numerator, denominator }: RationalFunction,
  names: readonly Expression[],
): Expression {
  const [above, below] = [factor(numerator), factor(denominator)];
  const powers = (f: typeof above, sign: 1 | -1): Expression[] =>
    f.factors.map(({ base, exponent }) => powerExpression(polynomialForm(base, names), sign * exponent));
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, below.unit) },
    ...powers(above, 1),
    ...powers(below, -1),
  ]);
}

/** Sums of fewer terms are not looked at for a variable to collect in. */
const SHORT = 4;

/** A polynomial as the shortest sum over powers of one variable, its coefficients factored and written likewise. */
function polynomialForm(p: Polynomial, names: readonly Expression[]): Expression {
  const plain = expanded(p, names);
  if (termCount(p) < SHORT) return plain;
  let best = plain;
  let size = nodeCount(plain);
  let choice: number | undefined;
  for (const v of variablesOf(p)) {
    const form = inPowersOf(p, v, names, expanded);
    const nodes = nodeCount(form);
    if (nodes < size) [best, size, choice] = [form, nodes, v];
  }
  return choice === undefined ? best : inPowersOf(p, choice, names, polynomialForm);
}

function inPowersOf(
  p: Polynomial,
  v: number,
  names: readonly Expression[],
  write: (p: Polynomial, names: readonly Expression[]) => Expression,
): Expression {
  return sumExpression(
    [...coefficientsIn(p, v)]
      .sort(([e], [f]) => e - f)
      .map(([e, c]) => {
        const { unit, factors } = factor(c);
        return productExpression([
          numberExpression(unit),
          powerExpression(names[v] as Expression, e),
          ...factors.map(({ base, exponent }) => powerExpression(write(base, names), exponent)),
        ]);
      }),
  );
}

function expanded(p: Polynomial, names: readonly Expression[]): Expression {
  return sumExpression(
    [...termsOf(p, names.length)]
      .sort((a, b) => degreeOf(a) - degreeOf(b))
      .map(({ coefficient, exponents }) =>
        productExpression([
          numberExpression(coefficient),
          ...exponents.flatMap((e, i) => (e === 0 ? [] : [powerExpression(names[i] as Expression, e)])),
        ]),
      ),
  );
}

/** 1 + X is read more easily than X + 1. */
const degreeOf = ({ exponents }: { readonly exponents: readonly number[] }): number =>
  exponents.reduce((sum, e) => sum + e, 0);
