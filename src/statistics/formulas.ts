/**
 * The cumulants of the heat in closed form, nested and never expanded: of one mode in k_L, k_R and J; of N levels in the
 * coefficients c_i_j of λ^i G^j in χ(G, λ) = det(W(λ) − G), which are sums over spanning forests in the rates by name.
 */
import {
  callExpression as call,
  numberExpression,
  powerExpression as power,
  productExpression,
  sumExpression,
} from "../../symbolic/expression/build.js";
import { RATIONAL_FUNCTIONS } from "../../symbolic/fraction/field.js";
import {
  add,
  constant,
  multiply,
  negate,
  power as powerOf,
  type RationalFunction,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { countedDeterminant } from "../../symbolic/network/counting.js";
import { factorial } from "../../symbolic/integer/integer.js";
import { asLevels, modeCounting, type ModeCounting } from "../exact/counting.js";
import { fractionExpression } from "../exact/formula/fraction.js";
import { type NamedRates, ratesByName } from "../exact/formula/rates-by-name.js";
import { presentThermal } from "../exact/formula/thermal-fraction.js";
import { flowIn } from "../exact/heat-flow.js";
import { levelsModel, type LevelsModel } from "../exact/levels-rates.js";
import { number, symbol } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { symbolLatex } from "../input/names.js";
import { type Junction, withNamesKept } from "../junction/junction.js";
import { cumulantOrderOf, type Fluctuation, isCumulantRatio, quantityRecord } from "../junction/quantity.js";

/** name = value, and the name in LaTeX. */
export interface Equation {
  readonly name: string;
  readonly latex: string;
  readonly value: Expression;
}

/** Formulas, each in what is defined after it. */
export interface CumulantFormulas {
  /** The generating function or its equation, in words and formulas: `G` of one mode, `chi` of N levels. */
  readonly generating: readonly Equation[];
  /** κ_1 … κ_n. */
  readonly cumulants: readonly Equation[];
  /** What they are made of. */
  readonly where: readonly Equation[];
  /** Why every cumulant vanishes, where no heat flows. */
  readonly noHeat?: string;
}

/** More levels than this make sums over forests that nobody reads. */
const MOST_LEVELS = 5;

/** Beyond this the coefficients c_i_j are longer than anyone reads. */
const MOST_NESTED = 3;

/** The name of κ_n: J, S, kappa_3, … */
function cumulantName(n: number): string {
  return n === 1 ? "J" : n === 2 ? "S" : `kappa_${n}`;
}

const product = (...factors: readonly Expression[]): Expression => productExpression(factors);
const sum = (...terms: readonly Expression[]): Expression => sumExpression(terms);
const negative = (e: Expression): Expression => product(numberExpression(-1n), e);
const quotient = (a: Expression, b: Expression): Expression => product(a, power(b, -1));

const equation = (name: string, value: Expression, latex = symbolLatex(name)): Equation => ({
  name,
  latex,
  value,
});
const cumulantSymbol = (n: number): Expression => symbol(cumulantName(n));
const integer = (n: bigint | number): Expression => number(n);

/**
 * κ_1 … κ_order of a junction as formulas.
 * @throws InputError for levels that fall apart, and for more levels than can be read
 */
export function cumulantFormulas(
  junction: Junction,
  order: number,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): CumulantFormulas {
  // What the file binds keeps its name, and its value stands last.
  const named = withNamesKept(junction, values);
  const mode = modeCounting(named, values);
  const found = mode ? modeFormulas(mode, named, order) : levelFormulas(asLevels(named), order, values);
  const bound = [...junction.bound].filter(
    ([name]) => !values.has(name) && junction.parameters.some((p) => p.name === name),
  );
  const given = bound.map(([name, x]) => equation(name, number(x.numerator, x.denominator)));
  return { ...found, where: [...found.where, ...given] };
}

function modeFormulas(mode: ModeCounting, junction: Junction, order: number): CumulantFormulas {
  const { sigma, field } = mode;
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder") throw new Error("internal: one mode is a ladder");
  const gap = presentThermal(field.variables, mode.gap);
  const [K, f, p, m, A, lambda] = ["K", "f", "p", "m", "A", "lambda"].map(symbol) as [
    Expression,
    Expression,
    Expression,
    Expression,
    Expression,
    Expression,
  ];
  const signed = (e: Expression): Expression => (sigma === 1 ? e : negative(e));
  const half = number(1, 2);
  const root = power(sum(power(K, 2), product(integer(4 * sigma), f)), { numerator: 1n, denominator: 2n });
  const X = (side: "L" | "R"): Expression => call("exp", negative(quotient(gap, symbol(`T_${side}`))));
  const dressed = (side: "L" | "R"): Expression =>
    product(symbol(`k_${side}`), sum(integer(1), signed(X(side))));
  const cumulants = Array.from({ length: order }, (_, i): Equation => {
    const n = i + 1;
    if (n === 1) return equation("J", quotient(product(gap, sum(p, negative(m))), K), "J");
    if (n === 2) {
      const thermal = product(gap, symbol("J"), call("coth", product(half, gap, A)));
      const square = quotient(product(integer(-2 * sigma), power(symbol("J"), 2)), K);
      return equation("S", sum(thermal, square), "S");
    }
    const gapPower = presentThermal(field.variables, powerOf(mode.gap, n));
    const source = product(gapPower, n % 2 === 1 ? sum(p, negative(m)) : sum(p, m));
    const terms: Expression[] = [];
    for (let a = 1; a <= n - a; a++) {
      const b = n - a;
      const c = (factorial(n) / (factorial(a) * factorial(b))) * (a === b ? 1n : 2n);
      const pair = a === b ? [power(cumulantSymbol(a), 2)] : [cumulantSymbol(a), cumulantSymbol(b)];
      terms.push(product(integer(-BigInt(sigma) * c), ...pair));
    }
    return equation(
      cumulantName(n),
      quotient(sum(source, ...terms), K),
      quantityRecord(`kappa_${n}`).symbol.latex,
    );
  });
  const rate = (side: "L" | "R"): Equation =>
    equation(
      `k_${side}`,
      presentThermal(field.variables, (side === "L" ? mode.left : mode.right).k),
      `k^${side}`,
    );
  return {
    generating: [
      equation(
        "G",
        product(half, sigma === 1 ? sum(root, negative(K)) : sum(K, negative(root))),
        "G(\\lambda)",
      ),
      equation(
        "f",
        sum(
          product(p, sum(call("exp", product(lambda, gap)), integer(-1))),
          product(m, sum(call("exp", negative(product(lambda, gap))), integer(-1))),
        ),
        "f(\\lambda)",
      ),
    ],
    cumulants,
    where: [
      equation("K", sum(dressed("L"), dressed("R")), "K"),
      equation("p", product(symbol("k_L"), symbol("k_R"), X("L")), "p"),
      equation("m", product(symbol("k_L"), symbol("k_R"), X("R")), "m"),
      ...(order > 1 ? [affinity()] : []),
      rate("L"),
      rate("R"),
    ],
  };
}

/** A = 1/T_R − 1/T_L. */
function affinity(): Equation {
  const inverse = (side: "L" | "R"): Expression => quotient(integer(1), symbol(`T_${side}`));
  return equation("A", sum(inverse("R"), negative(inverse("L"))), "A");
}

function levelFormulas(
  junction: Junction,
  order: number,
  values: ReadonlyMap<string, ExactNumber>,
): CumulantFormulas {
  const model = levelsModel(junction, values);
  const { none } = flowIn(model.graph);
  const names = Array.from({ length: order }, (_, i) => cumulantName(i + 1));
  if (none !== undefined)
    return {
      generating: [equation("G", integer(0), "G(\\lambda)")],
      cumulants: names.map((name) => equation(name, integer(0))),
      where: [],
      noHeat: none,
    };
  const n = model.levels.energies.length;
  if (order > MOST_NESTED)
    throw new InputError(`cumulants of N levels are written out to order ${MOST_NESTED}, not ${order}`, {
      hint: "evaluate and statistics give their numbers, expand --at their series",
    });
  if (n > MOST_LEVELS)
    throw new InputError(`the sums over forests of ${n} levels are too long to read`, {
      hint: "evaluate gives numbers, expand the series with everything bound",
    });
  const table = new Map<string, RationalFunction>();
  const { rates, total, counted } = countedRates(model, values);
  const c = countedDeterminant(
    { ...RATIONAL_FUNCTIONS },
    {
      total,
      counted: counted.map((row) => row.map((of) => of(order))),
      scale: Array.from({ length: n }, () => constant(1n)),
    },
    order,
  );
  c.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value !== undefined && value.numerator !== 0n && i + j <= order) table.set(`c_${i}_${j}`, value);
    });
  });
  const cumulants = Array.from({ length: order }, (_, i) =>
    cumulantOf(i + 1, (a, b) => table.has(`c_${a}_${b}`)),
  );
  const used = [...table].filter(([name]) => name === "c_0_1" || cumulants.some((e) => uses(e.value, name)));
  return {
    generating: [
      equation("0", symbol("chi"), "0"),
      equation("chi", call("det", sum(symbol("W"), negative(symbol("G")))), "\\chi(G, \\lambda)"),
    ],
    cumulants,
    where: [
      ...used.map(([name, value]) => equation(name, fractionExpression(rates.variables, value, rates.names))),
      ...rates.definitions,
    ],
  };
}

function uses(e: Expression, name: string): boolean {
  return JSON.stringify(e, (_, x: unknown) => (typeof x === "bigint" ? `${x}` : x)).includes(`"${name}"`);
}

/** κ_n = −(n!/c_01)·Σ_{(i,j) ≠ (0,1)} c_ij [λ^{n−i}] G^j, with G = Σ κ_k λ^k/k!. */
function cumulantOf(n: number, has: (i: number, j: number) => boolean): Equation {
  const terms: Expression[] = [];
  for (let i = 0; i <= n; i++) {
    for (let j = 0; i + j <= n; j++) {
      if ((i === 0 && j === 1) || !has(i, j)) continue;
      if (j === 0 && i !== n) continue;
      const c = symbol(`c_${i}_${j}`);
      for (const { factor, parts } of compositions(n - i, j)) {
        const scaled = { numerator: factor.numerator * factorial(n), denominator: factor.denominator };
        terms.push(
          product(
            number(scaled.numerator, scaled.denominator),
            c,
            ...[...parts].map(([k, e]) => power(cumulantSymbol(k), e)),
          ),
        );
      }
    }
  }
  const value = negative(quotient(sum(...terms), symbol("c_0_1")));
  return equation(
    cumulantName(n),
    value,
    n <= 2 ? cumulantName(n) : quantityRecord(`kappa_${n}`).symbol.latex,
  );
}

/** [λ^m] (Σ κ_k λ^k/k!)^j as a sum of products of κ's, by the multiplicity of each. */
function compositions(
  m: number,
  j: number,
): readonly { readonly factor: ExactNumber; readonly parts: ReadonlyMap<number, number> }[] {
  const found: { factor: ExactNumber; parts: Map<number, number> }[] = [];
  const visit = (rest: number, left: number, most: number, parts: Map<number, number>): void => {
    if (left === 0) {
      if (rest !== 0) return;
      let numerator = factorial(j);
      let denominator = 1n;
      for (const [k, e] of parts) {
        denominator *= factorial(e) * factorial(k) ** BigInt(e);
      }
      const g = gcd(numerator, denominator);
      numerator /= g;
      denominator /= g;
      found.push({ factor: { numerator, denominator }, parts: new Map(parts) });
      return;
    }
    for (let k = Math.min(most, rest - left + 1); k >= 1; k--) {
      parts.set(k, (parts.get(k) ?? 0) + 1);
      visit(rest - k, left - 1, k, parts);
      const e = parts.get(k) as number;
      if (e === 1) parts.delete(k);
      else parts.set(k, e - 1);
    }
  };
  visit(m, j, m, new Map());
  return found;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** W of the rate equation and what its left jumps count, in the rates by name. */
function countedRates(
  model: LevelsModel,
  values: ReadonlyMap<string, ExactNumber>,
): {
  readonly rates: NamedRates;
  readonly total: readonly (readonly RationalFunction[])[];
  readonly counted: readonly (readonly ((order: number) => readonly RationalFunction[])[])[];
} {
  const n = model.levels.energies.length;
  const rates = ratesByName(model, values);
  const zero = constant(0n);
  const total = Array.from({ length: n }, () => new Array<RationalFunction>(n).fill(zero));
  const counted = Array.from({ length: n }, () =>
    Array.from({ length: n }, (): ((order: number) => readonly RationalFunction[]) => () => []),
  );
  for (const { upper, lower, gap, left, right } of rates.transitions) {
    let [above, below]: [RationalFunction, RationalFunction] = [zero, zero];
    for (const own of [left, right])
      if (own !== undefined) [above, below] = [add(above, variable(own.up)), add(below, variable(own.down))];
    if (left !== undefined) {
      const powers =
        (rate: RationalFunction, g: RationalFunction) =>
        (order: number): readonly RationalFunction[] =>
          Array.from({ length: order }, (_, l) =>
            multiply(
              multiply(rate, powerOf(g, l + 1)),
              constant({ numerator: 1n, denominator: factorial(l + 1) }),
            ),
          );
      (counted[upper] as (typeof counted)[number])[lower] = powers(variable(left.up), gap);
      (counted[lower] as (typeof counted)[number])[upper] = powers(variable(left.down), negate(gap));
    }
    (total[upper] as RationalFunction[])[lower] = above;
    (total[lower] as RationalFunction[])[upper] = below;
  }
  return { rates, total, counted };
}

/**
 * A quantity of the fluctuations as a formula, with what it is made of.
 * @throws InputError as {@link cumulantFormulas}
 */
export function fluctuationForm(
  junction: Junction,
  quantity: Fluctuation,
  values: ReadonlyMap<string, ExactNumber>,
): { readonly equations: readonly Equation[]; readonly noHeat?: string } {
  const order = cumulantOrderOf(quantity) ?? 2;
  const { cumulants, where, noHeat } = cumulantFormulas(junction, order, values);
  const still = noHeat === undefined ? {} : { noHeat };
  const [J, S] = [symbol("J"), symbol("S")];
  const A = where.some((e) => e.name === "A") ? [] : [affinity()];
  if (!isCumulantRatio(quantity)) return { equations: [...[...cumulants].reverse(), ...where], ...still };
  switch (quantity) {
    case "fano":
      return {
        equations: [equation("fano", quotient(S, J), "S/J"), ...[...cumulants].reverse(), ...where],
        ...still,
      };
    case "TUR":
      return {
        equations: [
          equation("TUR", quotient(product(S, symbol("A")), J), "\\mathcal{Q}"),
          ...[...cumulants].reverse(),
          ...A,
          ...where,
        ],
        ...still,
      };
    case "noise_contrast":
      throw new InputError(
        "the contrast of the noise is [S - S_rev]/[S + S_rev], S_rev being S with T_L and T_R exchanged",
        {
          hint: "ask for S",
        },
      );
  }
}
