/**
 * J and R of general levels as code: the rates (13) of every transition, the steady state of (12) by the elimination of
 * Grassmann, Taksar and Heyman written out, which subtracts nothing, and the heat that a bath gives.
 *
 * Exact arithmetic takes it from the left bath, J = Σ_t ω_t |S_L|² k_L (X_L P_lower − P_upper). In doubles opposite jumps
 * nearly cancel at weak bias, so there the heat of the hot end h comes from potentials φ = P/e^{−E/T_h}: the jumps at
 * the hot end are |S_h|² k_h e^{−E_upper/T_h}(φ_lower − φ_upper), and φ solves a network of such conductances (both ends'
 * together) with sources |S_c|² k_c P_lower (X_h − X_c) of the cold end, which are small with the bias and known
 * without cancellation. What digits are lost then says the condition number of the program.
 *
 * By the second law J(Δ) and J(−Δ) have opposite signs, so R = −J(Δ)/J(−Δ).
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { isZero } from "../../symbolic/fraction/rational-function.js";
import { foldConstant } from "../expression/exact-value.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { flowIn } from "../exact/heat-flow.js";
import { levelsModel, type LevelsModel, type Transition } from "../exact/levels-rates.js";
import { type Assignment, minus } from "./program.js";
import { type Computation, inverseRate } from "./stable-current.js";

const s = symbolExpression;
const inverse = (e: Expression): Expression => powerExpression(e, -1);

/**
 * J(parameters, T_a, Delta) and R.
 * @param values  exact values put in
 * @param doubles  forms without cancellation
 * @throws InputError for levels of one energy, or that are not connected
 */
export function levelsPrograms(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  doubles: boolean,
): { readonly current: Computation; readonly ratio: Computation } {
  const model = modelOf(junction, values);
  const gaps = gapsOf(model);
  const way = doubles ? "doubles" : "exact";
  const forward = direction(model, s("Delta"), "", way);
  const reverse = direction(model, minus(s("Delta")), "r", way);
  return {
    current: { body: [...gaps, ...forward.body], result: forward.result },
    ratio: {
      body: [
        ...gaps,
        ...forward.body,
        { name: "J_", value: forward.result },
        ...reverse.body,
        { name: "Jr_", value: reverse.result },
      ],
      result: minus(productExpression([s("J_"), inverse(s("Jr_"))])),
    },
  };
}

function modelOf(junction: Junction, values: ReadonlyMap<string, ExactNumber>): LevelsModel {
  const parameters = new Map(
    [...values].filter(([name]) => junction.parameters.some((p) => p.name === name)),
  );
  const model = levelsModel(junction, parameters);
  flowIn(model.graph);
  if (model.transitions.some(({ gap }) => isZero(gap))) {
    throw new InputError("no code is written for transitions between levels of one energy", {
      hint: "evaluate and scan compute this junction; expand exports its coefficients",
    });
  }
  return model;
}

const gapsOf = (model: LevelsModel): Assignment[] =>
  model.transitions.map(({ gapExpression }, t) => ({ name: `w${t}_`, value: gapExpression }));

/**
 * J(Δ)/Δ and J(−Δ)/(−Δ) in doubles, which stay finite at Δ = 0. (1 − e^{−u})/u is the call `drop_share(u)`.
 * @throws InputError as {@link levelsPrograms}
 */
export function levelsCurrentPerBias(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): { readonly body: readonly Assignment[]; readonly forward: Expression; readonly reversed: Expression } {
  const model = modelOf(junction, values);
  const gaps = gapsOf(model);
  const forward = direction(model, s("Delta"), "", "per bias");
  const reverse = direction(model, minus(s("Delta")), "r", "per bias");
  return {
    body: [...gaps, ...forward.body, ...reverse.body],
    forward: forward.result,
    reversed: reverse.result,
  };
}

/** How the heat is written: exactly, without cancellation, or that over Δ. */
type Way = "exact" | "doubles" | "per bias";

/** The current at one bias; `mark` keeps the names of the reversed junction apart. */
function direction(model: LevelsModel, delta: Expression, mark: string, way: Way): Computation {
  const body: Assignment[] = [];
  const define = (name: string, value: Expression): Expression => {
    body.push({ name, value });
    return s(name);
  };
  const contacts = model.transitions.map((transition, t) => ({
    transition,
    left: contact(model, transition, t, "L", delta, mark, define),
    right: contact(model, transition, t, "R", delta, mark, define),
  }));
  const count = model.levels.energies.length;
  // rates[i][j]: from level i to level j
  const rates = Array.from({ length: count }, () => new Array<Expression | undefined>(count));
  for (const { transition, left, right } of contacts) {
    const { upper, lower } = transition;
    const ends = [left, right].filter((c) => c !== undefined);
    (rates[upper] as (Expression | undefined)[])[lower] = define(
      `a${mark}${upper}to${lower}_`,
      sumExpression(ends.map((c) => c.down)),
    );
    (rates[lower] as (Expression | undefined)[])[upper] = define(
      `a${mark}${lower}to${upper}_`,
      sumExpression(ends.map((c) => c.up)),
    );
  }
  const populations = stationary(rates, mark, define);
  const total = define(`Z${mark}_`, sumExpression(populations));
  const share = (heat: Expression): Computation => ({
    body,
    result: productExpression([heat, inverse(total)]),
  });
  if (way !== "exact") {
    return share(hotHeat(model, contacts, populations, { delta, mark, define, perBias: way === "per bias" }));
  }
  const heat = contacts.flatMap(({ transition: { upper, lower }, left }, t) => {
    if (!left) return [];
    const jumps = sumExpression([
      productExpression([left.up, populations[lower] as Expression]),
      minus(productExpression([left.down, populations[upper] as Expression])),
    ]);
    return [productExpression([s(`w${t}_`), jumps])];
  });
  return share(sumExpression(heat));
}

interface Contacts {
  readonly transition: Transition;
  readonly left: Rates | undefined;
  readonly right: Rates | undefined;
}

/** |S|² k downwards and upwards. */
interface Rates {
  readonly down: Expression;
  readonly up: Expression;
}

/** Where assignments go, and at which bias. */
interface Writer {
  readonly delta: Expression;
  readonly mark: string;
  readonly define: (name: string, value: Expression) => Expression;
  /** Whether everything is divided by the bias. */
  readonly perBias: boolean;
}

/** Heat from the hot end with the sign of the bias, times the normalisation of the populations. */
function hotHeat(
  model: LevelsModel,
  contacts: readonly Contacts[],
  populations: readonly Expression[],
  { delta, mark, define, perBias }: Writer,
): Expression {
  const call = (name: string, ...args: Expression[]): Expression => ({ type: "call", name, arguments: args });
  const [one, zero] = [numberExpression(1n), numberExpression(0n)];
  // 1 and 0 where the left end is hot, 0 and 1 where the right end is.
  const left = define(`hl${mark}_`, call("max", call("sign", delta), zero));
  const right = define(`hr${mark}_`, sumExpression([one, minus(left)]));
  const hot = define(`th${mark}_`, sumExpression([s("T_a"), call("abs", delta)]));
  const cold = define(`tc${mark}_`, sumExpression([s("T_a"), minus(call("abs", delta))]));
  const { energies } = model.levels;
  const factors = energies.map((energy, i) => {
    if (i === 0) return one;
    const above = sumExpression([energy, minus(energies[0] as Expression)]);
    return define(
      `B${mark}${i}_`,
      callExpression("exp", productExpression([numberExpression(-2n), above, inverse(hot)])),
    );
  });
  const pick = (a: Expression, x: Rates | undefined, b: Expression, y: Rates | undefined): Expression =>
    sumExpression([
      ...(x ? [productExpression([a, x.down])] : []),
      ...(y ? [productExpression([b, y.down])] : []),
    ]);
  const count = energies.length;
  const conductances = Array.from({ length: count }, () => new Array<Expression | undefined>(count));
  const sources: Expression[][] = energies.map(() => []);
  const given = contacts.map(({ transition: { upper, lower }, left: l, right: r }, t) => {
    const factor = factors[upper] as Expression;
    const fromHot = define(`g${mark}${t}_`, productExpression([pick(left, l, right, r), factor]));
    const both = sumExpression([l, r].flatMap((c) => (c ? [c.down] : [])));
    const c = define(`c${mark}${t}_`, productExpression([both, factor]));
    (conductances[upper] as (Expression | undefined)[])[lower] = c;
    (conductances[lower] as (Expression | undefined)[])[upper] = c;
    // X_h − X_c = X_h (1 − e^{−ω(1/T_c − 1/T_h)})
    const w = s(`w${t}_`);
    const exponent = productExpression([
      numberExpression(-4n),
      w,
      call("abs", delta),
      inverse(hot),
      inverse(cold),
    ]);
    const warm = callExpression("exp", productExpression([numberExpression(-2n), w, inverse(hot)]));
    const slope = productExpression([numberExpression(4n), w, inverse(hot), inverse(cold)]);
    const share = perBias
      ? productExpression([slope, callExpression("drop_share", minus(exponent))])
      : minus(callExpression("expm1", exponent));
    const drop = productExpression([warm, share]);
    const toCold = pick(right, l, left, r);
    const source = define(
      `q${mark}${t}_`,
      productExpression([toCold, populations[lower] as Expression, drop]),
    );
    (sources[lower] as Expression[]).push(source);
    (sources[upper] as Expression[]).push(minus(source));
    return { upper, lower, w, fromHot };
  });
  const potentials = networkPotentials(conductances, sources, mark, define);
  const difference = (i: number, j: number): Expression =>
    sumExpression([potentials[i] as Expression, minus(potentials[j] as Expression)]);
  const heat = sumExpression(
    given.map(({ upper, lower, w, fromHot }) => productExpression([w, fromHot, difference(lower, upper)])),
  );
  return perBias ? heat : productExpression([sumExpression([left, minus(right)]), heat]);
}

/** Potentials of a network of conductances with currents fed in, the first one zero; conductances are only added. */
function networkPotentials(
  conductances: readonly (Expression | undefined)[][],
  fed: readonly (readonly Expression[])[],
  mark: string,
  define: (name: string, value: Expression) => Expression,
): Expression[] {
  const count = conductances.length;
  const sources = fed.map((terms) => [...terms]);
  const steps: {
    readonly into: Expression;
    readonly out: readonly (Expression | undefined)[];
    readonly sum: Expression;
  }[] = [];
  for (let last = count - 1; last > 0; last--) {
    const out = (conductances[last] as (Expression | undefined)[]).slice(0, last);
    const sum = define(`e${mark}${last}_`, sumExpression(out.filter((c) => c !== undefined)));
    const into = define(`i${mark}${last}_`, sumExpression(sources[last] as Expression[]));
    steps[last] = { into, out, sum };
    for (let i = 0; i < last; i++) {
      const c = out[i];
      if (c === undefined) continue;
      const part = define(`v${mark}${i}to${last}_`, productExpression([c, inverse(sum)]));
      (sources[i] as Expression[]).push(productExpression([part, into]));
      for (let j = 0; j < i; j++) {
        const onwards = out[j];
        if (onwards === undefined) continue;
        const via = productExpression([part, onwards]);
        const direct = conductances[i]?.[j];
        const value = define(`k${mark}${i}to${j}via${last}_`, direct ? sumExpression([direct, via]) : via);
        (conductances[i] as (Expression | undefined)[])[j] = value;
        (conductances[j] as (Expression | undefined)[])[i] = value;
      }
    }
  }
  const potentials: Expression[] = [numberExpression(0n)];
  for (let level = 1; level < count; level++) {
    const { into, out, sum } = steps[level] as (typeof steps)[number];
    const from = potentials.flatMap((potential, i) => {
      const c = out[i];
      return c && i > 0 ? [productExpression([c, potential])] : [];
    });
    potentials.push(
      define(`y${mark}${level}_`, productExpression([sumExpression([into, ...from]), inverse(sum)])),
    );
  }
  return potentials;
}

/** |S|² k downwards and upwards, or undefined where the bath is not coupled. */
function contact(
  { junction, levels }: LevelsModel,
  { upper, lower, left, right }: Transition,
  t: number,
  side: "L" | "R",
  delta: Expression,
  mark: string,
  define: (name: string, value: Expression) => Expression,
): Rates | undefined {
  if (isZero((side === "L" ? left : right).down)) return undefined;
  const [bath, S] = side === "L" ? [junction.left, levels.S_L] : [junction.right, levels.S_R];
  const w = s(`w${t}_`);
  const twice = sumExpression([s("T_a"), side === "L" ? delta : minus(delta)]);
  const name = (stem: string): string => `${stem}${mark}${t}_${side}_`;
  const x = define(name("x"), productExpression([numberExpression(2n), w, inverse(twice)]));
  const X = define(name("X"), callExpression("exp", minus(x)));
  const E = define(name("E"), minus(callExpression("expm1", minus(x))));
  const T = productExpression([numberExpression(1n, 2n), twice]);
  const rate = inverse(inverseRate(bath, { w, x, X, E, T }));
  const strength = squared((S[upper] as readonly Expression[])[lower] as Expression);
  const down = define(name("d"), productExpression([strength, rate]));
  return { down, up: define(name("u"), productExpression([down, X])) };
}

/** e²; the root of a number, as in √n of an oscillator, is squared away. */
function squared(e: Expression): Expression {
  if (e.type === "product") return productExpression(e.factors.map(squared));
  if (e.type === "call" && e.name === "sqrt") return e.arguments[0] as Expression;
  const value = foldConstant(e);
  if (value) return numberExpression(value.numerator ** 2n, value.denominator ** 2n);
  return powerExpression(e, 2);
}

/** Weights of the levels: the last level is eliminated, then the one before it, …; nothing is subtracted. */
function stationary(
  rates: readonly (Expression | undefined)[][],
  mark: string,
  define: (name: string, value: Expression) => Expression,
): Expression[] {
  const count = rates.length;
  const shares = Array.from({ length: count }, () => new Array<Expression | undefined>(count));
  for (let last = count - 1; last > 0; last--) {
    const out = (rates[last] as (Expression | undefined)[]).slice(0, last);
    const sum = define(`s${mark}${last}_`, sumExpression(out.filter((r) => r !== undefined)));
    for (let i = 0; i < last; i++) {
      const into = rates[i]?.[last];
      if (into === undefined) continue;
      const share = define(`f${mark}${i}to${last}_`, productExpression([into, inverse(sum)]));
      (shares[i] as (Expression | undefined)[])[last] = share;
      for (let j = 0; j < last; j++) {
        const onwards = out[j];
        if (i === j || onwards === undefined) continue;
        const via = productExpression([share, onwards]);
        const row = rates[i] as (Expression | undefined)[];
        const direct = row[j];
        row[j] = define(`b${mark}${i}to${j}via${last}_`, direct ? sumExpression([direct, via]) : via);
      }
    }
  }
  const weights: Expression[] = [numberExpression(1n)];
  for (let level = 1; level < count; level++) {
    const terms = weights.flatMap((weight, i) => {
      const share = shares[i]?.[level];
      return share ? [productExpression([weight, share])] : [];
    });
    weights.push(define(`p${mark}${level}_`, sumExpression(terms)));
  }
  return weights;
}
