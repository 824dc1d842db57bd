/**
 * The sign of the lowest even coefficient α_k, for subsystems where no criterion h(T) settles the direction: to lowest order
 * in Δ more heat flows when the left end is hot where α_k > 0, the right end where α_k < 0.
 *
 * α_k is canonical, a product of factors. The sign of a factor is decided by the signs of its coefficients, also after
 * q = 1/(1 + s), which takes all 0 < q < 1 to all s > 0; a metal's 2μ + δT_a is positive where the temperatures are
 * admitted. What is left decides: α_k > 0 iff a polynomial is positive, exactly.
 */
import { numberExpression, productExpression } from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { type Expansion } from "../../../symbolic/expansion/expansion.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import {
  add,
  equals,
  multiply,
  negate,
  type Polynomial,
  power,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import {
  coefficientsIn,
  degreeIn,
  integerContent,
  termCount,
  termsOf,
  variablesOf,
} from "../../../symbolic/polynomial/structure.js";
import { divideKnown } from "../../../symbolic/polynomial/gcd.js";
import {
  expandedVariableCount,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
} from "../../../symbolic/thermal/variables.js";
import { equationText } from "../../certificate/text.js";
import { presentCoefficient } from "../../exact/formula/coefficient.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { toText } from "../../expression/ascii.js";
import { type NaturalVariable } from "../../expansion/natural-variables.js";
import { metalSlopes } from "./region.js";

/** The sign of α_order for all parameters, the condition for α_order > 0, or why neither is known. */
export interface LowestOrderSign {
  readonly order: number;
  readonly sign?: "positive" | "negative";
  /** α_order > 0 iff this holds, `a > b`. */
  readonly positiveWhere?: string;
  /** What the names in the condition stand for that are no parameters (`expansion/natural-variables.ts`). */
  readonly definitions?: readonly NaturalVariable[];
  readonly reason?: string;
}

/** Coefficients with more terms are not factored for their sign. */
const MOST_TERMS = 1500;
/** Powers of a Boltzmann factor, from energies without a short common unit, beyond which the change q = 1/(1 + s) is not made. */
const LARGEST_POWER = 64;
/** Terms of a polynomial whose text would be longer than {@link LONGEST}. */
const LONG_POLYNOMIAL = 100;
/** Conditions longer than this help no reader. */
const LONGEST = 240;

/** @param series  the expansion of J; @param order its lowest even order that does not vanish */
export function lowestOrderSign(
  current: ExactCurrent,
  series: Expansion,
  order: number,
  values: ReadonlyMap<string, ExactNumber>,
): LowestOrderSign {
  const v = current.variables;
  if (v.formalFunctions.length > 0) return { order, reason: "the rates hold functions known only by name" };
  if (series.termCount(order) > MOST_TERMS)
    return { order, reason: `alpha_${order} has too many terms for its sign to be decided` };
  const { constant, monomial, numerator, denominator } = series.coefficient(order);
  const powers = v.energies.map((_, i) =>
    [numerator, ...denominator.map(({ base }) => base)].reduce(
      (most, p) => Math.max(most, degreeIn(p, meanBoltzmannIndex(v, i))),
      0,
    ),
  );
  if (powers.some((power) => power > LARGEST_POWER))
    return {
      order,
      reason: `alpha_${order} holds too high a power of a Boltzmann factor for its sign to be decided`,
    };
  const signs = signDecision(current, values);
  let sign = constant.numerator < 0n ? -1 : 1;
  const open: Polynomial[] = [];
  const above = factor(numerator);
  if (above.unit < 0n) sign = -sign;
  for (const { base, exponent } of [...above.factors, ...denominator]) {
    if (exponent % 2 === 0) continue;
    const own = signs(base);
    if (own === undefined) open.push(base);
    else sign *= own;
  }
  // a real parameter may stand in front
  current.parameters.forEach(({ assumption }, i) => {
    if (assumption === "real" && (monomial[i] ?? 0) % 2 !== 0) open.push(variablePower(i));
  });
  const energies = v.energies.every(({ numerator: e }) => signs(e) === 1);
  if (!energies) return { order, reason: "the levels are in no definite order" };
  if (open.length === 0) return { order, sign: sign > 0 ? "positive" : "negative" };
  const [only, ...others] = open;
  const parameters = v.parameters.length;
  if (only !== undefined && others.length === 0 && variablesOf(only).every((i) => i < parameters)) {
    const text = relationText(sign > 0 ? only : negate(only), v.parameters);
    if (text.length <= LONGEST) return { order, positiveWhere: text };
  }
  const whole = open.reduce(multiply);
  const long = `the sign of alpha_${order} depends on parameters and T_a through a long polynomial`;
  if (termCount(whole) > LONG_POLYNOMIAL) return { order, reason: long };
  const product = withoutPositives(
    presentCoefficient(
      v,
      {
        constant: { numerator: BigInt(sign), denominator: 1n },
        monomial: [],
        numerator: whole,
        denominator: [],
      },
      order,
    ),
  );
  const [first, ...rest] = product.type === "product" ? product.factors : [];
  const negative = first?.type === "number" && first.numerator < 0n;
  const text = negative ? `${toText(productExpression(rest))} < 0` : `${toText(product)} > 0`;
  return text.length <= LONGEST ? { order, positiveWhere: text } : { order, reason: long };
}

/** `a > b` for p > 0, or `a < b` where no term of p is positive. */
function relationText(p: Polynomial, names: readonly string[]): string {
  const positive = termsOf(p, names.length).some((t) => t.coefficient > 0n);
  return positive
    ? equationText(p, names).replace(" = ", " > ")
    : equationText(negate(p), names).replace(" = ", " < ");
}

/** A product without exponentials and the size of its number. */
function withoutPositives(e: Expression): Expression {
  if (e.type !== "product") return e;
  return productExpression(
    e.factors.flatMap((f) => {
      if (f.type === "call" && f.name === "exp") return [];
      return f.type === "number" ? [numberExpression(f.numerator < 0n ? -1n : 1n)] : [f];
    }),
  );
}

/** The sign of a factor at all admitted parameters and temperatures; undefined where it is not told by coefficients. */
function signDecision(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): (p: Polynomial) => 1 | -1 | undefined {
  const v = current.variables;
  const count = expandedVariableCount(v, 0);
  const assumptions: Assumption[] = Array.from({ length: Math.max(count, jetIndex(v, 0, 0)) }, (_, i) =>
    current.parameters[i]?.assumption === "real" ? "real" : "positive",
  );
  const q = v.energies.map((_, i) => meanBoltzmannIndex(v, i));
  const mean = variablePower(meanTemperatureIndex(v));
  const metals =
    v.root === 1
      ? metalSlopes(current, values).map(({ slope, scale }) =>
          primitive(add(multiply(scale, 2n), multiply(slope, mean))),
        )
      : [];
  return (p) => {
    const plain = definiteSign(p, assumptions);
    if (plain !== undefined) return plain;
    if (metals.some((m) => equals(m, primitive(p)))) return 1;
    if (metals.some((m) => equals(m, primitive(negate(p))))) return -1;
    return definiteSign(
      q.reduce((r, i) => overOneMore(r, i), p),
      assumptions,
    );
  };
}

/** p(1/(1 + s))·(1 + s)^degree, s in the place of the variable. */
function overOneMore(p: Polynomial, variable: number): Polynomial {
  const degree = degreeIn(p, variable);
  const more = add(1n, variablePower(variable));
  return [...coefficientsIn(p, variable)].reduce<Polynomial>(
    (sum, [e, c]) => add(sum, multiply(c, power(more, degree - e))),
    0n,
  );
}

function primitive(p: Polynomial): Polynomial {
  return p === 0n ? p : divideKnown(p, integerContent(p));
}
