/**
 * Steady state and heat current of an N-level subsystem, exactly: (11)–(12) with S_L ≠ S_R allowed.
 *
 * Populations are spanning-tree sums (`symbolic/network/matrix-tree.ts`). The rates out of a level share a denominator, the least
 * common multiple Q_j; with p_j = Q_j v_j the rate equation for v has polynomial coefficients. The current is the
 * energy that the left bath gives per unit time,
 *     J = Σ_{transitions} ω (|S_L|² k_L e^{−ω/T_L} P_lower − |S_L|² k_L P_upper)/Σ P,
 * which in the steady state is what the right bath gets: J_L + J_R = 0 holds identically (tested). Where S_L = S_R
 * it is (11) as printed.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { spanningTreeCount, stationaryWeights } from "../../symbolic/network/matrix-tree.js";
import { type Ring } from "../../symbolic/ring/ring.js";
import {
  add as addPolynomials,
  isZero as isZeroPolynomial,
  multiply as multiplyPolynomials,
  negate as negatePolynomial,
  type Polynomial,
} from "../../symbolic/polynomial/polynomial.js";
import { divideKnown, gcd, gcdOfAll } from "../../symbolic/polynomial/gcd.js";
import { degreeIn, termCount, variablesOf } from "../../symbolic/polynomial/structure.js";
import {
  add,
  fraction,
  multiply,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { boltzmannIndex } from "../../symbolic/thermal/variables.js";
import { ExponentError } from "../expression/energy-basis.js";
import { InputError } from "../input/errors.js";
import { SIZE_OF, sizeLimit } from "../input/size-limit.js";
import { type ExactCurrent, type ExactLimits } from "./thermal-field.js";
import { flowIn } from "./heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { type Contact, levelsModel, type LevelsModel, type Transition } from "./levels-rates.js";

/** Polynomials over ℤ as a ring. */
export const polynomialRing: Ring<Polynomial> = {
  zero: 0n,
  one: 1n,
  add: addPolynomials,
  negate: negatePolynomial,
  multiply: multiplyPolynomials,
  isZero: isZeroPolynomial,
};

/** How far a limit on the size may be passed. */
export interface SizeOptions extends ExactLimits {
  /** Go on where the estimate says the closed form is too large. */
  readonly force?: boolean;
  /** Terms of an expansion beyond which it is refused; the default is what one may wait for. */
  readonly largestExpansion?: number;
}

/** The steady state of one class of connected levels. */
export interface ClassSteadyState {
  /** The levels of the class, ascending. */
  readonly levels: readonly number[];
  /** Population × normalisation, in the order of `levels`: coprime polynomials. */
  readonly weights: readonly Polynomial[];
}

/**
 * The exact current of a junction with levels.
 * @throws InputError if the rate equation is reducible, or the closed form would be too large and `force` is not set
 */
export function levelsCurrent(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  options: SizeOptions = {},
): ExactCurrent {
  const model = levelsModel(junction, values, options);
  const { parameters, variables } = model.field;
  const { none } = flowIn(model.graph);
  if (none !== undefined) return { junction, parameters, variables, current: ZERO, noHeat: none };
  checkSize(model, sizeLimit({ ...junction, ...options }));
  const state = classSteadyState(model, model.classes[0] as readonly number[]);
  return {
    junction,
    parameters: model.field.parameters,
    variables: model.field.variables,
    current: classCurrent(model, state, "left"),
  };
}

/** Steady-state weights of the levels of a class. */
export function classSteadyState(model: LevelsModel, levels: readonly number[]): ClassSteadyState {
  const rates = rateMatrix(model.transitions, levels);
  const columns = levels.map((_, j) => rates.map((row) => row[j] as RationalFunction));
  const scales = columns.map((column) => column.reduce<Polynomial>((q, r) => lcm(q, r.denominator), 1n));
  const polynomials = rates.map((row) =>
    row.map((r, j) => multiplyPolynomials(r.numerator, divideKnown(scales[j] as Polynomial, r.denominator))),
  );
  const raw = stationaryWeights(polynomialRing, polynomials).map((v, j) =>
    multiplyPolynomials(v, scales[j] as Polynomial),
  );
  const common = gcdOfAll(raw);
  return { levels, weights: raw.map((w) => divideKnown(w, common)) };
}

/** rates[i][j]: from level j of the class to level i, due to both baths. */
function rateMatrix(transitions: readonly Transition[], levels: readonly number[]): RationalFunction[][] {
  const position = new Map(levels.map((level, i) => [level, i]));
  const rates = levels.map(() => new Array<RationalFunction>(levels.length).fill(ZERO));
  for (const t of transitions) {
    const [u, l] = [position.get(t.upper), position.get(t.lower)];
    if (u === undefined || l === undefined) continue;
    rates[u]![l] = add(t.left.up, t.right.up);
    rates[l]![u] = add(t.left.down, t.right.down);
  }
  return rates;
}

/** Heat per unit time from the bath at one end into the levels of the class. */
export function classCurrent(
  model: LevelsModel,
  state: ClassSteadyState,
  end: "left" | "right",
): RationalFunction {
  const total = state.weights.reduce(addPolynomials);
  const heat = model.transitions
    .filter((t) => state.levels.includes(t.upper))
    .reduce((sum, t) => add(sum, multiply(t.gap, weightedFlux(state, t, t[end]))), ZERO);
  return multiply(heat, fraction(1n, total));
}

/** Net jumps upward that a contact makes, times the normalisation of the weights. */
function weightedFlux(state: ClassSteadyState, t: Transition, contact: Contact): RationalFunction {
  const weight = (level: number): RationalFunction => ({
    numerator: state.weights[state.levels.indexOf(level)] as Polynomial,
    denominator: 1n,
  });
  return subtract(multiply(contact.up, weight(t.lower)), multiply(contact.down, weight(t.upper)));
}

/** The least common multiple. */
export function lcm(a: Polynomial, b: Polynomial): Polynomial {
  if (a === 1n) return b;
  return b === 1n ? a : multiplyPolynomials(a, divideKnown(b, gcd(a, b)));
}

/**
 * An upper bound for the number of terms of a population's numerator: the number of spanning trees times, for each of
 * the N−1 rates along a tree, the mean number of terms of a rate; but not more than the monomials that the degrees
 * allow. A rough measure, stated to the user before anything large is begun.
 */
export function closedFormEstimate(model: LevelsModel): { readonly trees: bigint; readonly terms: number } {
  const n = model.levels.energies.length;
  const trees = spanningTreeCount(
    n,
    model.transitions.map((t) => [t.upper, t.lower] as const),
  );
  const rates = model.transitions.map((t) => add(t.left.down, t.right.down));
  const sizes = rates.map((r) => termCount(r.numerator));
  const mean = sizes.reduce((s, x) => s + x, 0) / Math.max(1, sizes.length);
  const used = new Set(rates.flatMap((r) => [...variablesOf(r.numerator), ...variablesOf(r.denominator)]));
  // Monomials of degree ≤ 2(N−1) in each of the variables, two of which homogeneity removes.
  const box = (2 * n - 1) ** Math.max(1, used.size - 2);
  return { trees, terms: Math.min(Number(trees) * mean ** (n - 1), box) };
}

/**
 * The same once the rates out of each level have a common denominator, which multiplies their terms: spanning trees ×
 * mean terms, but not more than the degrees of a population in each variable allow.
 */
function scaledEstimate(model: LevelsModel, trees: bigint): number {
  const n = model.levels.energies.length;
  const columns = Array.from({ length: n }, (_, j) =>
    model.transitions.flatMap(({ upper, lower, left, right }) =>
      [left, right].flatMap((c) => [...(upper === j ? [c.down] : []), ...(lower === j ? [c.up] : [])]),
    ),
  );
  const scaled = columns.map((rates) => {
    const scale = rates.reduce<Polynomial>((q, r) => lcm(q, r.denominator), 1n);
    return rates
      .filter((r) => !isZeroPolynomial(r.numerator))
      .map((r) => multiplyPolynomials(r.numerator, divideKnown(scale, r.denominator)));
  });
  const all = scaled.flat();
  const mean = all.reduce((s, p) => s + termCount(p), 0) / Math.max(1, all.length);
  const box = [...new Set(all.flatMap((p) => [...variablesOf(p)]))].reduce(
    (product, v) =>
      product * (1 + scaled.reduce((s, column) => s + Math.max(0, ...column.map((p) => degreeIn(p, v))), 0)),
    1,
  );
  return Math.min(Number(trees) * mean ** (n - 1), box);
}

/** Monomials in the Boltzmann factors of one energy that the common denominators of the rates may hold before the algebra is refused. */
const LARGEST_BOX = 300_000;

/**
 * Energies with a small common unit make common denominators of rates dense in high powers of the Boltzmann factors. Their
 * degrees are bounded before any is formed.
 * @throws ExponentError where the denominators out of one level may hold too many monomials
 */
export function requireLowPowers({ field, transitions, levels }: LevelsModel): void {
  const v = field.variables;
  levels.energies.forEach((_, j) => {
    const out = transitions.flatMap(({ upper, lower, left, right }) =>
      [left, right].flatMap((c) => [...(upper === j ? [c.down] : []), ...(lower === j ? [c.up] : [])]),
    );
    v.energies.forEach((__, i) => {
      const [L, R] = (["L", "R"] as const).map((side) =>
        out.reduce((sum, r) => sum + degreeIn(r.denominator, boltzmannIndex(v, side, i)), 0),
      ) as [number, number];
      if ((L + 1) * (R + 1) <= LARGEST_BOX) return;
      throw new ExponentError(BigInt(Math.max(L, R)));
    });
  });
}

function checkSize(model: LevelsModel, limit: number): void {
  if (limit === Infinity) return;
  requireLowPowers(model);
  const { trees, terms } = closedFormEstimate(model);
  const scaled = scaledEstimate(model, trees);
  if (Math.max(terms * SIZE_OF.populationTerm, scaled * SIZE_OF.scaledTerm) <= limit) return;
  throw new InputError(
    `the closed form would have about ${scaled.toPrecision(2)} terms per population (${trees} spanning trees)`,
    {
      hint: "bind parameters with --at, expand instead, evaluate numerically, raise --limit, or insist with --force",
    },
  );
}
