/**
 * The expanded network as text, LaTeX and JSON. Its coefficients may have a hundred thousand terms: they are written term by
 * term, straight from the packed polynomials.
 */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { overFactors } from "../../../symbolic/packed/canonical-quotient.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import {
  exactQuotient,
  type FactoredFraction,
  ZERO_FRACTION,
} from "../../../symbolic/fraction/factored-fraction.js";
import { factorial, integerGcd } from "../../../symbolic/integer/integer.js";
import { markFactors, type MarkedPolynomial } from "../../../symbolic/network/marks.js";
import { expandRatio } from "../../../symbolic/expansion/ratio.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { bindMeanTemperature } from "../certified-value.js";
import { type Fluctuation, type Quantity } from "../../junction/quantity.js";
import { toLatex } from "../../print/latex.js";
import { type LevelsNetwork } from "./expansion.js";
import { markName, type Names, namesOf, polynomialText, term } from "./names.js";
import { networkVanishes } from "./vanishing.js";
import { symbolLatex } from "../../input/names.js";
import { presentCoefficient } from "../../exact/formula/coefficient.js";
import { toText } from "../../expression/ascii.js";

/** A symbol and what it stands for, in both notations. */
interface Definition {
  readonly name: string;
  readonly expression: string;
  readonly latex: { readonly name: string; readonly value: string };
}

/** Coefficients of Δ^k and the definitions their symbols need, each of which uses earlier ones only. */
export interface NetworkFormulas {
  readonly coefficients: readonly {
    readonly k: number;
    readonly zero: boolean;
    readonly expression: string;
    readonly latex: string;
  }[];
  readonly where: readonly Definition[];
}

/** Writes out a quantity at the orders asked for. @throws InputError as networkVanishes */
export function networkFormulas(
  network: LevelsNetwork,
  quantity: Exclude<Quantity, Fluctuation>,
  orders: readonly number[],
  at: ReadonlyMap<string, ExactNumber>,
): NetworkFormulas {
  const names = namesOf(network);
  const used = new Set<string>();
  const numerators: Definition[] = [];
  const alpha = (k: number): Written => {
    const written = coefficient(network, k, names, used, at);
    numerators.push(...written.named);
    return written;
  };
  if (quantity === "J") {
    const coefficients = orders.map((k) => {
      if (networkVanishes(network, k)) return { k, zero: true, expression: "0", latex: "0" };
      const { text, latex } = alpha(k);
      return { k, zero: false, expression: text, latex };
    });
    return { coefficients, where: [...definitions(network, names, used, at), ...numerators] };
  }
  // R and the contrast are rational in the alphas, which are defined below them.
  const last = Math.max(0, ...orders) + 1;
  const variables: ThermalVariables = {
    parameters: Array.from({ length: last + 1 }, (_, k) => `alpha_${k}`),
    root: 1,
    formalFunctions: [],
    energies: [],
  };
  const zero = variables.parameters.map((_, k) => networkVanishes(network, k));
  const ratio = expandRatio(
    {
      variables,
      isZero: (k) => zero[k] === true,
      coefficient: (k) =>
        zero[k] === true
          ? ZERO_FRACTION
          : { ...ZERO_FRACTION, constant: { numerator: 1n, denominator: 1n }, monomial: unitVector(k) },
      termCount: () => 1,
    },
    quantity,
  );
  const needed = new Set<number>();
  const coefficients = orders.map((k) => {
    if (ratio.isZero(k)) return { k, zero: true, expression: "0", latex: "0" };
    const e = presentCoefficient(variables, ratio.coefficient(k), 0);
    for (let i = 1; i <= last; i++) if (toText(e).includes(`alpha_${i}`)) needed.add(i);
    return { k, zero: false, expression: toText(e), latex: toLatex(e) };
  });
  const alphas = [...needed]
    .sort((a, b) => a - b)
    .map((k): Definition => {
      const { text, latex } = alpha(k);
      return { name: `alpha_${k}`, expression: text, latex: { name: `\\alpha_{${k}}`, value: latex } };
    });
  return { coefficients, where: [...definitions(network, names, used, at), ...numerators, ...alphas] };
}

const unitVector = (k: number): number[] => Array.from({ length: k + 1 }, (_, i) => (i === k ? 1 : 0));

/** The largest integer that divides every coefficient. */
function contentOf(marked: MarkedPolynomial): number {
  let g = 0n;
  for (const p of marked.values()) {
    for (const c of p.coefficients) {
      if (g === 1n) return 1;
      g = integerGcd(g, BigInt(c));
    }
  }
  return g === 0n ? 1 : Number(g);
}

/** Polynomials of more terms than this get a name. */
const SHORT = 4;

interface Written {
  readonly text: string;
  readonly latex: string;
  /** The polynomials of the numerator that have a name. */
  readonly named: readonly Definition[];
}

/** alpha_k = Σ mark·N/(2 k! T_a^(k−1) Z D^k), the polynomials N named where they are long. */
function coefficient(
  { current }: LevelsNetwork,
  k: number,
  names: Names,
  used: Set<string>,
  at: ReadonlyMap<string, ExactNumber>,
): Written {
  const content = contentOf(current.numerators[k] as MarkedPolynomial);
  const groups = [...(current.numerators[k] ?? [])];
  const named: Definition[] = [];
  const parts = groups.map(([mark, p], i) => {
    const factors = markFactors(mark).map(([base, power]) => ({ name: markName(base, names), power }));
    for (const { name } of factors) used.add(name);
    const text = polynomialText(p, content, current.radix, names, used, "text");
    const latex = polynomialText(p, content, current.radix, names, used, "latex");
    if (p.coefficients.length <= SHORT) {
      if (factors.length === 0) return { text: `(${text})`, latex: `(${latex})` };
      return {
        text: `${term(1, factors, "text")}*(${text})`,
        latex: `${term(1, factors, "latex")} (${latex})`,
      };
    }
    const name = names.N(k, groups.length === 1 ? undefined : i + 1);
    named.push({ name, expression: text, latex: { name: symbolLatex(name), value: latex } });
    const product = [...factors, { name, power: 1 }];
    return { text: term(1, product, "text"), latex: term(1, product, "latex") };
  });
  const T = at.get("T_a");
  const temperature: Expression = T ? numberExpression(T.numerator, T.denominator) : symbolExpression("T_a");
  const number = exactQuotient(BigInt(content), 2n * factorial(k));
  const leading = number.numerator === 1n ? "" : `${number.numerator}`;
  const below = productExpression([
    numberExpression(number.denominator),
    powerExpression(temperature, k - 1),
    symbolExpression(names.Z),
    powerExpression(symbolExpression(names.D), k),
  ]);
  used.add(names.Z).add(names.D);
  const above = parts.map(({ latex }) => latex).join(" + ");
  const terms = parts.map(({ text }) => text).join(" + ");
  const sum = parts.length === 1 ? terms : `(${terms})`;
  // A long sum stands beside its fraction, where lines can break.
  const latex =
    parts.length > 3
      ? `\\frac{${leading === "" ? "1" : leading}}{${toLatex(below)}}[${above}]`
      : `\\frac{${leading === "" || parts.length === 1 ? `${leading} ${above}`.trim() : `${leading} [${above}]`}}{${toLatex(below)}}`;
  return {
    text: `${leading === "" ? "" : `${leading}*`}${sum}/(${toText(below)})`,
    latex,
    named,
  };
}

/** Definitions of the symbols used: z, weights, conductances, D, jets. */
function definitions(
  { model, current, weights, conductances, jets, order }: LevelsNetwork,
  names: Names,
  used: ReadonlySet<string>,
  at: ReadonlyMap<string, ExactNumber>,
): Definition[] {
  const v = model.field.variables;
  const temperature = at.get("T_a");
  const shown = (r: RationalFunction): Expression => {
    const f = factored(r);
    return presentCoefficient(
      v,
      temperature ? bindMeanTemperature(v, f, temperature) : f,
      order,
      temperature,
    );
  };
  const define = (name: string, value: Expression): Definition => ({
    name,
    expression: toText(value),
    latex: { name: symbolLatex(name), value: toLatex(value) },
  });
  const inverseT: Expression = temperature
    ? numberExpression(temperature.denominator, temperature.numerator)
    : powerExpression(symbolExpression("T_a"), -1);
  const result: Definition[] = [];
  v.energies.forEach((b, i) => {
    const energy = presentCoefficient(v, factored({ numerator: b.numerator, denominator: b.denominator }), 0);
    const z = productExpression([numberExpression(2n), energy, inverseT]);
    if (used.has(names.z[i] as string)) result.push(define(names.z[i] as string, z));
  });
  const weightExpressions = weights.map(shown);
  result.push(define(names.Z, sumExpression(weightExpressions)));
  names.w.forEach((name, l) => {
    const w = productExpression([
      weightExpressions[l] as Expression,
      powerExpression(symbolExpression(names.Z), -1),
    ]);
    if (used.has(name)) result.push(define(name, w));
  });
  conductances.forEach(({ L, R }, e) => {
    const [a, b, c] = [names.a[e], names.b[e], names.c[e]] as [string, string, string];
    if (!L || !R) {
      result.push(define(c, shown((L ?? R) as RationalFunction)));
      return;
    }
    result.push(define(a, shown(L)), define(b, shown(R)));
    result.push(define(c, sumExpression([symbolExpression(a), symbolExpression(b)])));
  });
  const D = (notation: "text" | "latex"): string =>
    polynomialText(current.trees, 1, current.radix, names, new Set(), notation);
  result.push({
    name: names.D,
    expression: D("text"),
    latex: { name: symbolLatex(names.D), value: D("latex") },
  });
  for (const [name, series] of jets) {
    series.forEach((K, i) => {
      const symbol = names.K(name, i + 1);
      if (used.has(symbol)) result.push(define(symbol, shown(K)));
    });
  }
  return result;
}

function factored({ numerator, denominator }: RationalFunction): FactoredFraction {
  if (numerator === 0n) return ZERO_FRACTION;
  return overFactors(numerator, [], 1n, [{ factors: factor(denominator), power: 1 }]);
}
