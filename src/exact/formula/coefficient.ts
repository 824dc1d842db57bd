/** How the variables of an expanded current are printed, and the printable form of its coefficients. */
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
import {
  exactQuotient,
  type FactoredFraction,
  isZeroFraction,
} from "../../../symbolic/fraction/factored-fraction.js";
import { type GeneratorExpansion } from "../../../symbolic/generators/expansion.js";
import { collected } from "../../../symbolic/present/collect.js";
import { type FormContext, formContext } from "../../../symbolic/present/form-context.js";
import { generatorForms } from "../../../symbolic/present/generator-form.js";
import { type MonomialImage, namedCoefficient, namedRing } from "../../../symbolic/generators/names.js";
import { expandedSum } from "../../../symbolic/present/sum.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { integerGcd } from "../../../symbolic/integer/integer.js";
import { add, multiply, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { integerContent, termsOf, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { divideKnown } from "../../../symbolic/polynomial/gcd.js";
import { presentations, type PresentationRing } from "../../../symbolic/present/present.js";
import {
  expandedVariableCount,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type ThermalVariables,
} from "../../../symbolic/thermal/variables.js";

/**
 * The ring of the variables after expansion, as it is printed.
 * @param temperature  a value for T_a where it is bound; its powers are then not expected in what is presented
 */
function presentationRing(v: ThermalVariables, order: number, temperature?: ExactNumber): PresentationRing {
  const p = v.parameters.length;
  const count = expandedVariableCount(v, order);
  const energetic = new Set(v.energies.flatMap((e) => variablesOf(e.numerator)));
  const parameters = v.parameters.map((_, i) => i);
  const mean = meanTemperatureIndex(v);
  const T = temperature ? ({ type: "number", ...temperature } as const) : symbolExpression("T_a");
  const jets = Array.from(
    { length: v.formalFunctions.length * (order + 1) },
    (_, i) => jetIndex(v, 0, 0) + i,
  );
  return {
    count,
    q: v.energies.map((_, i) => meanBoltzmannIndex(v, i)),
    kinematic: new Set([...energetic, mean]),
    order: [
      ...parameters.filter((i) => energetic.has(i)),
      ...parameters.filter((i) => !energetic.has(i)),
      ...jets,
      mean,
    ],
    symbol(index, exponent) {
      if (index < p) return powerExpression(symbolExpression(v.parameters[index] as string), exponent);
      if (index === mean) return v.root === 1 ? powerExpression(T, exponent) : rootPower(T, v.root, exponent);
      return powerExpression(jetExpression(v, index - jetIndex(v, 0, 0), T), exponent);
    },
    call: (name, multiples, exponent) =>
      powerExpression(callExpression(name, angleExpression(v, multiples, temperature)), exponent),
  };
}

/** (T_a/2)^(exponent/root). */
function rootPower(T: Expression, root: number, exponent: number): Expression {
  const half = productExpression([numberExpression(1n, 2n), T]);
  return powerExpression(half, exactQuotient(BigInt(exponent), BigInt(root)));
}

/** g, g′, g″, … at T_a/2; the prime marks are part of the name. */
function jetExpression(v: ThermalVariables, offset: number, T: Expression): Expression {
  const functions = v.formalFunctions.length;
  const name = v.formalFunctions[offset % functions] as string;
  const half = productExpression([numberExpression(1n, 2n), T]);
  return callExpression(name + "'".repeat(Math.floor(offset / functions)), half);
}

/** Σ multiples_i·b_i/T_a. */
function angleExpression(
  v: ThermalVariables,
  multiples: readonly number[],
  temperature?: ExactNumber,
): Expression {
  let energy: Polynomial = 0n;
  const denominator = v.energies.reduce((l, e) => (l / integerGcd(l, e.denominator)) * e.denominator, 1n);
  v.energies.forEach((e, i) => {
    const scale = (BigInt(multiples[i] as number) * denominator) / e.denominator;
    energy = add(energy, multiply(e.numerator, scale));
  });
  // −(ω_1 + ω_2) rather than (−ω_1 − ω_2)
  const negative = termsOf(energy, v.parameters.length).every((t) => t.coefficient < 0n);
  const content = integerContent(energy) * (negative ? -1n : 1n);
  const constant = temperature
    ? exactQuotient(content * temperature.denominator, denominator * temperature.numerator)
    : exactQuotient(content, denominator);
  const terms = termsOf(divideKnown(energy, content), v.parameters.length).map((t) =>
    productExpression([
      numberExpression(t.coefficient),
      ...t.exponents.flatMap((e, i) =>
        e === 0 ? [] : [powerExpression(symbolExpression(v.parameters[i] as string), e)],
      ),
    ]),
  );
  const overT = temperature ? [] : [powerExpression(symbolExpression("T_a"), -1)];
  return productExpression([{ type: "number", ...constant }, sumExpression(terms), ...overT]);
}

/**
 * The printable form of the coefficients of Δ^k of an expansion in generators. The generators are what a reader looks
 * for: couplings in sums and differences, 2μ + δT_a.
 */
export function presentInGenerators(expansion: GeneratorExpansion): (k: number) => Expression {
  const { ring: generators } = expansion;
  const { source } = generators;
  const prepare = (
    k: number,
  ): { ring: PresentationRing; images: readonly MonomialImage[]; context?: FormContext } => {
    const { named, images } = namedRing(generators, k);
    const plain = presentationRing(source, k);
    const sums = named.sums.map((sum) => expandedSum(sum, plain));
    const names = sums.map((_, i) => named.plain + i);
    const energetic = names.filter((_, i) =>
      variablesOf(named.sums[i] as Polynomial).every((x) => plain.kinematic.has(x)),
    );
    const symbols = new Map<number, Expression>();
    const calls = new Map<string, Expression>();
    const ring: PresentationRing = {
      ...plain,
      count: named.plain + sums.length,
      kinematic: new Set([...plain.kinematic, ...energetic]),
      order: [...plain.order, ...names],
      // One tree for each power of a symbol or function: much else is made once for each tree.
      symbol(index, exponent) {
        const key = exponent * (named.plain + sums.length) + index;
        let symbol = symbols.get(key);
        if (!symbol) {
          symbol =
            index < named.plain
              ? plain.symbol(index, exponent)
              : powerExpression(sums[index - named.plain] as Expression, exponent);
          symbols.set(key, symbol);
        }
        return symbol;
      },
      call(name, multiples, exponent) {
        const key = `${name}^${exponent} ${multiples.join()}`;
        let call = calls.get(key);
        if (!call) calls.set(key, (call = plain.call(name, multiples, exponent)));
        return call;
      },
    };
    return source.energies.length === 1
      ? { ring, images, context: formContext(generators, named, images, ring) }
      : { ring, images };
  };
  // Formal functions bring a further variable with each order; without them all orders share one ring.
  let shared: ReturnType<typeof prepare> | undefined;
  return (k) => {
    const reduced = expansion.reduced(k);
    if (isZeroFraction(reduced)) return numberExpression(0n);
    const { ring, images, context } =
      source.formalFunctions.length > 0 ? prepare(k) : (shared ??= prepare(k));
    const direct = context ? generatorForms(generators, context, reduced, k) : [];
    return shortest(
      direct.length > 0
        ? direct
        : presentations(namedCoefficient(generators, ring.count, images, reduced, k), ring),
    );
  };
}

/** The printable form of the coefficient of Δ^k. */
export function presentCoefficient(
  v: ThermalVariables,
  f: FactoredFraction,
  k: number,
  temperature?: ExactNumber,
): Expression {
  return shortest(presentations(f, presentationRing(v, k, temperature)));
}

/** The shortest of some forms, each collected; only the first and the shortest few are. */
function shortest([first, ...others]: readonly Expression[]): Expression {
  // Collecting compares all terms of a sum with each other: of what fills pages one form is enough.
  if (nodeCount(first as Expression) > PAGES) return collected(first as Expression);
  const few = others
    .map((form) => ({ form, length: nodeCount(form) }))
    .sort((a, b) => a.length - b.length)
    .slice(0, COLLECTED);
  return [first as Expression, ...few.map(({ form }) => form)]
    .map((form) => collected(form))
    .reduce((a, b) => (nodeCount(b) < nodeCount(a) ? b : a));
}

const COLLECTED = 3;
/** Nodes of a formula that no reader takes in, whatever its form. */
const PAGES = 1100;

/** above/below, polynomials in the parameters and the mean temperature, as a formula. */
export function presentQuotient(v: ThermalVariables, above: Polynomial, below: Polynomial): Expression {
  const [n, d] = [factor(above), factor(below)];
  const inverse = n.factors.map((f) => ({ ...f, exponent: -f.exponent }));
  const constant = exactQuotient(n.unit, d.unit);
  return presentCoefficient(
    v,
    { constant, monomial: [], numerator: 1n, denominator: [...inverse, ...d.factors] },
    0,
  );
}
