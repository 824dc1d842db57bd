/**
 * Response relations: what the fluctuation theorem says of the series in Δ.
 *
 * With O and E the odd and the even part of G in λ, G(λ) = G(−λ − A) is O = tanh(A∂_λ/2) E, so that for n = 1, 2, …
 *     κ_{2n−1} = Σ_{m≥1} t_m (A/2)^{2m−1} κ_{2n−2+2m},   tanh x = Σ t_m x^{2m−1},   A/2 = 2Δ/(T_a² − Δ²).
 * Order by order in Δ: α_1 = 2σ_0/T_a² (Johnson and Nyquist, for heat), α_2 = 2σ_1/T_a², …, of which each is decided by normal
 * form for the junction, and all hold by the certificate of the theorem.
 */
import { expandFactored } from "../../symbolic/fraction/factored-fraction.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  power as powerOf,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import {
  powerExpression as power,
  productExpression,
  sumExpression,
} from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Expansion } from "../../symbolic/expansion/expansion.js";
import { factorial } from "../../symbolic/integer/integer.js";
import { meanTemperatureIndex } from "../../symbolic/thermal/variables.js";
import { exactSeries } from "../expansion/series.js";
import { heatFlow } from "../exact/heat-flow.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { number, symbol } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { type Quantity, quantityRecord } from "../junction/quantity.js";
import { fluctuationTheorem } from "./theorem.js";

/** factor·T_a^{−power}·(coefficient of Δ^k of κ_n). */
interface RelationTerm {
  readonly n: number;
  readonly k: number;
  readonly factor: ExactNumber;
  readonly power: number;
}

/** One relation: a coefficient of an odd cumulant in those of even ones. */
export interface Relation {
  /** Of κ_n, n odd: the coefficient of Δ^k. */
  readonly n: number;
  readonly k: number;
  readonly left: Expression;
  readonly right: Expression;
  readonly leftLatex: string;
  /** The right side in LaTeX names. */
  readonly terms: readonly RelationTerm[];
  /** True if the normal form of left − right vanishes for the junction. */
  readonly proved: boolean;
}

/** All relations up to an order, or why they are not decided for the junction itself. */
export interface Relations {
  readonly junction: Junction;
  readonly order: number;
  readonly relations: readonly Relation[];
  /** Why the normal forms were not made: the relations hold by the theorem all the same. */
  readonly general?: string;
}

/** Relations beyond this are longer than a page each. */
const HIGHEST_RELATION = 12;

/** The quantity κ_n is known as. */
const nameOf = (n: number): Quantity => (n === 1 ? "J" : n === 2 ? "S" : `kappa_${n}`);

/** The coefficients t_1 … t_n of tanh x = Σ t_m x^{2m−1}, from tanh′ = 1 − tanh². */
export function tanhCoefficients(n: number): readonly ExactNumber[] {
  const t: RationalFunction[] = [];
  for (let m = 1; m <= n; m++) {
    if (m === 1) {
      t.push(constant(1n));
      continue;
    }
    // (2m − 1) t_m = −Σ_{i+j=m} t_i t_j
    let sum = ZERO;
    for (let i = 1; i < m; i++)
      sum = add(sum, multiply(t[i - 1] as RationalFunction, t[m - i - 1] as RationalFunction));
    t.push(divide(multiply(constant(-1n), sum), constant(BigInt(2 * m - 1))));
  }
  return t.map(({ numerator, denominator }) => ({
    numerator: numerator as bigint,
    denominator: denominator as bigint,
  }));
}

/** The right side of the relation for the coefficient of Δ^k of κ_n, n odd. */
function relationTerms(n: number, k: number): readonly RelationTerm[] {
  const t = tanhCoefficients(Math.max(1, Math.ceil((k + 1) / 2)));
  const terms: RelationTerm[] = [];
  for (let m = 1; 2 * m - 1 <= k; m++) {
    const p = 2 * m - 1;
    // (A/2)^p = Σ_j C(p − 1 + j, j) 2^p Δ^{p+2j}/T_a^{2p+2j}
    for (let j = 0; p + 2 * j <= k; j++) {
      const choose = factorial(p - 1 + j) / (factorial(j) * factorial(p - 1));
      const { numerator, denominator } = t[m - 1] as ExactNumber;
      const factor = constant({ numerator: numerator * choose * 2n ** BigInt(p), denominator });
      terms.push({
        n: n - 1 + 2 * m,
        k: k - p - 2 * j,
        factor: { numerator: factor.numerator as bigint, denominator: factor.denominator as bigint },
        power: 2 * p + 2 * j,
      });
    }
  }
  return terms;
}

/**
 * The relations for α_1 … α_n, and those of κ_3, κ_5, … that involve no higher cumulant than these.
 * @throws InputError for an order out of its range
 */
export function responseRelations(
  junction: Junction,
  order: number,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Relations {
  if (order < 1 || order > HIGHEST_RELATION)
    throw new InputError(`there are no relations of order ${order} to print`, {
      where: "--order",
      hint: `orders go from 1 to ${HIGHEST_RELATION}`,
    });
  requirePopulationsAlone(junction, "the noise");
  heatFlow(junction, values);
  const list: (readonly [number, number])[] = [];
  for (let n = 1; n <= order; n += 2)
    for (let k = n === 1 ? 1 : 0; k <= order - (n - 1); k++) list.push([n, k]);
  let general: string | undefined;
  const known = new Map<number, Expansion>();
  const seriesOf = (n: number): Expansion => {
    const found = known.get(n) ?? exactSeries(junction, nameOf(n), values);
    known.set(n, found);
    return found;
  };
  const decide = (n: number, k: number, terms: readonly RelationTerm[]): boolean => {
    if (general !== undefined) return false;
    try {
      return isZero(difference(seriesOf, n, k, terms));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      general = error.message;
      return false;
    }
  };
  const relations = list.map(([n, k]): Relation => {
    const terms = relationTerms(n, k);
    const { coefficient } = quantityRecord(nameOf(n));
    return {
      n,
      k,
      left: symbol(`${coefficient.text}_${k}`),
      right: terms.length === 0 ? number(0) : sumExpression(terms.map(termExpression)),
      leftLatex: `${coefficient.latex}_{${k}}`,
      terms,
      proved: decide(n, k, terms),
    };
  });
  // Without the normal form they rest on the theorem, whose certificate has to exist: it is made here.
  if (general !== undefined) fluctuationTheorem(junction, values);
  return { junction, order, relations, ...(general === undefined ? {} : { general }) };
}

function termExpression({ n, k, factor, power: e }: RelationTerm): Expression {
  return productExpression([
    number(factor.numerator, factor.denominator),
    symbol(`${quantityRecord(nameOf(n)).coefficient.text}_${k}`),
    power(symbol("T_a"), -e),
  ]);
}

/** left − right in the field of the coefficients. */
function difference(
  seriesOf: (n: number) => Expansion,
  n: number,
  k: number,
  terms: readonly RelationTerm[],
): RationalFunction {
  const own = seriesOf(n);
  const { variables } = own;
  const base = variable(meanTemperatureIndex(variables));
  const mean = variables.root === 1 ? base : multiply(constant(2n), powerOf(base, variables.root));
  return terms.reduce(
    (rest, term) =>
      subtract(
        rest,
        divide(
          multiply(constant(term.factor), expandFactored(seriesOf(term.n).coefficient(term.k))),
          powerOf(mean, term.power),
        ),
      ),
    expandFactored(own.coefficient(k)),
  );
}

/** The right side in LaTeX. */
export function termsLatex(terms: readonly RelationTerm[]): string {
  if (terms.length === 0) return "0";
  return terms
    .map(({ n, k, factor: { numerator, denominator }, power: e }, i) => {
      const size = numerator < 0n ? -numerator : numerator;
      const name = `${quantityRecord(nameOf(n)).coefficient.latex}_{${k}}`;
      const above = `${size === 1n ? "" : `${size}\\,`}${name}`;
      const below = `${denominator === 1n ? "" : `${denominator}\\,`}T_a^{${e}}`;
      const sign = numerator < 0n ? (i === 0 ? "-" : " - ") : i === 0 ? "" : " + ";
      return `${sign}\\frac{${above}}{${below}}`;
    })
    .join("");
}
