/**
 * Verifies a certificate of a bound over couplings: the stated rates are those of the baths, and with N/D the current forwards and N'/D'
 * backwards, made anew from spanning trees, the polynomial that says "value ≤ bound" has no positive Bernstein coefficient on any
 * of the boxes, which together are the box stated. exp(−ω/T) enters as an interval.
 */
import { type BoundCertificate, INDEPENDENCE } from "../certificate/format.js";
import { type SizeBound } from "../input/size-limit.js";
import { checkBoxes, rationalOf } from "./bounds/boxes.js";
import { type EnclosedFlow, type EnclosedTransition, flowOf, negatedPolynomial } from "./bounds/flow.js";
import {
  around,
  expOfMinus,
  type Interval,
  type IntervalPolynomial,
  isAtLeast,
  isAtMost,
  minusInterval,
  multipleOf,
  NOUGHT,
  overInterval,
  plusInterval,
  plusPolynomial,
  polynomialAt,
  type Rational,
  scaledPolynomial,
  timesInterval,
  timesPolynomial,
  UNIT,
} from "./bounds/interval.js";
import { transitionsOf } from "./algebra/levels.js";
import { demand, type Expanded, exponentOf, ProofError, times } from "./algebra/polynomial.js";
import { type Quotient, readQuotient } from "./algebra/reader.js";
import { monomialOf } from "./algebra/quotient.js";
import { coordinates, junctionNames, type Ring, ringOf } from "./algebra/ring.js";
import { type ProofCheck } from "./check.js";
import { checkRate } from "./identity.js";
import { asBound } from "./shape.js";
import { junctionStatement } from "./statement.js";
import { checkStatements } from "./statements.js";

/** A current as N/D, and what it is made of. */
interface Problem {
  readonly ring: Ring;
  readonly c: BoundCertificate;
  readonly names: readonly string[];
  readonly low: readonly Rational[];
  readonly high: readonly Rational[];
}

/**
 * Checks a certificate of a bound read from JSON.
 * @param limit  how much is expanded at most
 * @throws InputError if it does not have the form of one, or is too large
 */
export function checkBound(data: unknown, limit: SizeBound = {}): ProofCheck {
  const certificate = asBound(data);
  const verified: string[] = [];
  try {
    const ring = verify(certificate, (step) => verified.push(step), limit);
    return {
      accepted: true,
      verified,
      statement: { claim: claimOf(certificate), ...junctionStatement(certificate, ring) },
    };
  } catch (error) {
    if (error instanceof ProofError) return { accepted: false, reason: error.message, verified };
    throw error;
  }
}

/** What is proved, in words. */
function claimOf({ bounded: b }: BoundCertificate): string {
  const box = b.variables.map(({ name, from, to }) => `${name} in [${from}, ${to}]`).join(", ");
  const where = `${box} at T_L = ${b.temperatures.L}, T_R = ${b.temperatures.R}`;
  const condition = b.condition && `${b.condition.quantity} ${b.condition.relation} ${b.condition.bound}`;
  if (b.bound === undefined) return `no point has ${condition ?? ""}, ${where}`;
  const relation = b.sense === "maximum" ? "<=" : ">=";
  const reached =
    b.best === undefined
      ? ""
      : `; ${b.best.value} is reached at ${Object.entries(b.best.at)
          .map(([name, x]) => `${name} = ${x}`)
          .join(", ")}`;
  return `${b.quantity} ${relation} ${b.bound}${condition === undefined ? "" : ` wherever ${condition}`}, ${where}${reached}`;
}

function verify(c: BoundCertificate, done: (step: string) => void, limit: SizeBound): Ring {
  const ring = ringOf(c, limit);
  demand(c.variables.independence === INDEPENDENCE, "the argument for independence was altered");
  checkStatements(c);
  const { bounded: b } = c;
  const names = b.variables.map((v) => v.name);
  demand(
    names.length > 0 && names.length <= 8 && new Set(names).size === names.length,
    "1 to 8 couplings vary",
  );
  demand(
    ring.parameterCount === names.length && c.parameters.every(({ name }) => names.includes(name)),
    "the parameters that are not fixed are not the couplings that vary",
  );
  demand(
    c.variables.root === 1 && c.variables.formalFunctions.length === 0,
    "the rates are not numbers at a temperature",
  );
  const low = b.variables.map((v) => rationalOf(v.from));
  const high = b.variables.map((v) => rationalOf(v.to));
  low.forEach((a, i) => {
    const h = high[i] as Rational;
    demand(
      a.above > 0n && a.above * h.below < h.above * a.below,
      "a coupling does not range over positive numbers",
    );
  });
  const [TL, TR] = [rationalOf(b.temperatures.L), rationalOf(b.temperatures.R)];
  const hotter = TL.above * TR.below - TR.above * TL.below;
  demand(TL.above > 0n && TR.above > 0n && hotter !== 0n, "the temperatures are not positive and different");
  const problem: Problem = { ring, c, names, low, high };
  const direction = hotter > 0n ? 1 : -1;
  const forward = positiveFlow(problem, { L: TL, R: TR }, direction);
  const backward = positiveFlow(problem, { L: TR, R: TL }, direction === 1 ? -1 : 1);
  done(
    "the rates are those of the baths, |S|^2 k(omega) down and exp(-omega/T) times that up, enclosed at the temperatures",
  );
  done("both currents by spanning trees, without a negative term: heat flows from hot to cold");
  const parts = partsIn(forward, backward, direction);
  const own = parts(b.quantity);
  const condition = b.condition && conditionOf(parts, b.condition);
  // J has lower degrees than R: where both occur, J is lifted by D' > 0.
  const lifted = b.condition !== undefined && (b.condition.quantity === "J") !== (b.quantity === "J");
  const lift = (p: IntervalPolynomial, quantity: string): IntervalPolynomial =>
    lifted && quantity === "J" ? timesPolynomial(p, backward.D) : p;
  const [plus, minus, below] = [own.plus, own.minus, own.below].map((p) => lift(p, b.quantity)) as [
    IntervalPolynomial,
    IntervalPolynomial,
    IntervalPolynomial,
  ];
  const [above, under] = (condition ?? []).map((p) => lift(p, b.condition?.quantity ?? ""));
  const G = above && under ? plusPolynomial(above, negatedPolynomial(under)) : undefined;
  const bound = b.bound === undefined ? undefined : rationalOf(b.bound);
  const excess = plusPolynomial(
    plusPolynomial(plus, negatedPolynomial(minus)),
    negatedPolynomial(scaledPolynomial(below, around(bound ?? { above: 0n, below: 1n }))),
  );
  const F = b.sense === "maximum" ? excess : negatedPolynomial(excess);
  const best = b.sense === "maximum" ? { plus, minus, below } : { plus: minus, minus: plus, below };
  const count = names.length;
  let [boxes, open] = [0, 0];
  if (b.boxes.length === 1) {
    ({ boxes, open } = checkBoxes({ F, G }, { low, high }, b.boxes[0] as string));
  } else {
    demand(b.boxes.length === count, "there is not one subdivision for each face");
    demand(
      growsOnRays(best) && (above === undefined || under === undefined || conditionGrows(above, under)),
      "faces are not enough: scaling the couplings can make a value worse",
    );
    done("scaling all couplings by a factor above 1 never makes a value worse: faces are enough");
    b.boxes.forEach((tree, face) => {
      const on = (p: IntervalPolynomial): IntervalPolynomial => onFace(p, face, high[face] as Rational);
      const found = checkBoxes(
        { F: on(F), G: G && on(G) },
        { low: low.map((x, i) => (i === face ? (high[i] as Rational) : x)), high },
        tree,
      );
      boxes += found.boxes;
      open += found.open;
    });
  }
  demand(bound !== undefined || open === 0, "a box is not shown to miss the condition");
  done(`${boxes} boxes, which are the whole: no Bernstein coefficient of value - bound is positive on any`);
  if (b.best !== undefined) {
    checkBest(problem, b.best, own, condition);
    done("the value at the best point, enclosed");
  }
  return ring;
}

/** N and D without negative coefficients, for a current of the sign given. */
function positiveFlow(
  problem: Problem,
  temperatures: { readonly L: Rational; readonly R: Rational },
  sign: 1 | -1,
): EnclosedFlow {
  const { N, D } = flowAt(problem, temperatures);
  const size = sign === 1 ? N : negatedPolynomial(N);
  for (const p of [size, D]) {
    demand(
      p.size > 0 && [...p.values()].every((x) => x.low >= 0n) && [...p.values()].some((x) => x.low > 0n),
      "the intervals are too wide to see which way heat flows",
    );
  }
  return { N: size, D };
}

function flowAt(
  { ring, c, names }: Problem,
  temperatures: { readonly L: Rational; readonly R: Rational },
): EnclosedFlow {
  const first = 1 + c.variables.formalFunctions.length;
  const energies = ring.energies.map((e) => numberOf(e, ring));
  const thermal = (side: "L" | "R"): ReadonlyMap<number, Interval> => {
    const T = temperatures[side];
    const values = new Map<number, Interval>([[ring.ends[side][0] as number, around(T)]]);
    energies.forEach((E, i) =>
      values.set(
        ring.ends[side][first + i] as number,
        expOfMinus({ above: E.above * T.below, below: E.below * T.above }),
      ),
    );
    return values;
  };
  const values = { L: thermal("L"), R: thermal("R") };
  const places = names.map((name) => ring.names.indexOf(name));
  const put = (p: Expanded, side: "L" | "R"): IntervalPolynomial => {
    const result = new Map<string, Interval>();
    for (const [m, coefficient] of p) {
      let term = multipleOf(UNIT, coefficient);
      for (let i = 0; i < ring.count; i++) {
        const e = exponentOf(m, i);
        if (e === 0 || places.includes(i)) continue;
        const value = values[side].get(i);
        demand(value !== undefined, "a rate depends on the other end");
        for (let n = 0; n < e; n++) term = timesInterval(term, value);
      }
      const key = places.map((i) => String.fromCharCode(exponentOf(m, i))).join("");
      result.set(key, plusInterval(result.get(key) ?? NOUGHT, term));
    }
    return result;
  };
  const plain = "\0".repeat(names.length);
  const rate = (q: Quotient, side: "L" | "R"): IntervalPolynomial => {
    if (q.numerator.size === 0) return new Map();
    const below = put(q.denominator, side);
    const divisor = below.get(plain);
    demand(below.size === 1 && divisor !== undefined, "a rate divides by a coupling");
    // Both signs may be turned around together.
    const turned = divisor.high < 0n;
    const positive = turned ? minusInterval(divisor) : divisor;
    return new Map(
      [...put(q.numerator, side)].map(([m, x]) => [m, overInterval(turned ? minusInterval(x) : x, positive)]),
    );
  };
  const boltzmann = (n: readonly number[], side: "L" | "R"): Interval => {
    const { numerator, denominator } = monomialOf(c, ring, side, n);
    const value = (p: Expanded): Interval => put(p, side).get(plain) ?? NOUGHT;
    return overInterval(value(numerator), value(denominator));
  };
  const contact = (down: Quotient, n: readonly number[], side: "L" | "R"): EnclosedTransition["L"] => {
    const enclosed = rate(down, side);
    demand(
      [...enclosed.values()].every((x) => x.low > 0n),
      "a rate has a coefficient that is not positive",
    );
    return { down: enclosed, X: boltzmann(n, side) };
  };
  if (c.identity === "levels") {
    const list = transitionsOf(c, ring).map((t): EnclosedTransition => {
      const n = coordinates(ring, t.gap);
      demand(n !== undefined, "a gap is not a combination of the energies");
      return {
        upper: t.upper,
        lower: t.lower,
        gap: numberOf(t.gap, ring),
        L: contact(t.L.down, n, "L"),
        R: contact(t.R.down, n, "R"),
      };
    });
    return flowOf(c.levels.energies.length, list, names.length);
  }
  const gap = readQuotient(c.gap, junctionNames(ring));
  const n = coordinates(ring, gap);
  demand(n !== undefined, "the gap is not a combination of the energies");
  const omega = numberOf(gap, ring);
  demand(omega.above > 0n, "the gap is not positive");
  const down = (["L", "R"] as const).map((side) => checkRate(c, ring, side).rate) as [Quotient, Quotient];
  const weighted = (q: Quotient, w: bigint): Quotient => ({
    numerator: times(q.numerator, new Map([["\0".repeat(ring.count), w]])),
    denominator: q.denominator,
  });
  if (c.weights === "oscillator") {
    const [L, R] = [contact(down[0], n, "L"), contact(down[1], n, "R")];
    const rest = (X: Interval): Interval => plusInterval(UNIT, minusInterval(X));
    const drive = timesInterval(around(omega), plusInterval(L.X, minusInterval(R.X)));
    return {
      N: scaledPolynomial(timesPolynomial(L.down, R.down), drive),
      D: plusPolynomial(scaledPolynomial(L.down, rest(L.X)), scaledPolynomial(R.down, rest(R.X))),
    };
  }
  const list = c.weights.map((w, level): EnclosedTransition => ({
    upper: level + 1,
    lower: level,
    gap: omega,
    L: contact(weighted(down[0], BigInt(w)), n, "L"),
    R: contact(weighted(down[1], BigInt(w)), n, "R"),
  }));
  return flowOf(c.weights.length + 1, list, names.length);
}

/** An energy that is a number. @throws ProofError if a parameter is left in it */
function numberOf({ numerator, denominator }: Quotient, ring: Ring): Rational {
  const plain = "\0".repeat(ring.count);
  const below = denominator.get(plain) ?? 0n;
  const isNumber = [...numerator.keys()].every((m) => m === plain) && denominator.size === 1 && below !== 0n;
  demand(isNumber, "an energy depends on a coupling");
  const above = numerator.get(plain) ?? 0n;
  return below > 0n ? { above, below } : { above: -above, below: -below };
}

interface Parts {
  readonly plus: IntervalPolynomial;
  readonly minus: IntervalPolynomial;
  readonly below: IntervalPolynomial;
}

/** J = ±N/D, R = U/V, contrast = (U − V)/(U + V) with U = N·D', V = N'·D. */
function partsIn(
  forward: EnclosedFlow,
  backward: EnclosedFlow,
  direction: 1 | -1,
): (quantity: "J" | "R" | "contrast") => Parts {
  const U = timesPolynomial(forward.N, backward.D);
  const V = timesPolynomial(backward.N, forward.D);
  const none: IntervalPolynomial = new Map();
  return (quantity) => {
    if (quantity === "R") return { plus: U, minus: none, below: V };
    if (quantity === "contrast") return { plus: U, minus: V, below: plusPolynomial(U, V) };
    const [plus, minus] = direction === 1 ? [forward.N, none] : [none, forward.N];
    return { plus, minus, below: forward.D };
  };
}

/** The condition as [above, under]: it holds where above ≥ under; all coefficients of both are positive. */
function conditionOf(
  parts: (quantity: "J" | "R" | "contrast") => Parts,
  { quantity, relation, bound }: NonNullable<BoundCertificate["bounded"]["condition"]>,
): readonly [IntervalPolynomial, IntervalPolynomial] {
  const { plus, minus, below } = parts(quantity);
  const j = rationalOf(bound);
  const size = scaledPolynomial(below, around({ above: j.above < 0n ? -j.above : j.above, below: j.below }));
  const above = j.above < 0n ? plusPolynomial(plus, size) : plus;
  const under = j.above > 0n ? plusPolynomial(minus, size) : minus;
  return relation === ">=" ? [above, under] : [under, above];
}

/** The degree in all couplings, if all terms have the same; null for zero. */
function degreeOf(p: IntervalPolynomial): number | null | undefined {
  if (p.size === 0) return null;
  const degrees = new Set(
    [...p.keys()].map((m) => Array.from(m, (x) => x.charCodeAt(0)).reduce((sum, e) => sum + e, 0)),
  );
  return degrees.size === 1 ? [...degrees][0] : undefined;
}

/** Whether (plus − minus)/below does not fall where all couplings grow by one factor. */
function growsOnRays({ plus, minus, below }: Parts): boolean {
  const [p, m, b] = [plus, minus, below].map(degreeOf);
  if (p === undefined || m === undefined || b === undefined || b === null) return false;
  if (p !== null && m !== null) return p === m && p === b;
  if (p !== null) return p >= b;
  return m !== null && m <= b;
}

/** Whether above ≥ under is kept where all couplings grow by one factor. */
function conditionGrows(above: IntervalPolynomial, under: IntervalPolynomial): boolean {
  const [a, u] = [degreeOf(above), degreeOf(under)];
  return a !== undefined && u !== undefined && (a === null || u === null || a >= u);
}

/** The polynomial with one coupling at its largest value; the variable keeps its place, with exponent 0. */
function onFace(p: IntervalPolynomial, face: number, value: Rational): IntervalPolynomial {
  const x = around(value);
  const result = new Map<string, Interval>();
  for (const [m, c] of p) {
    let term = c;
    for (let e = m.charCodeAt(face); e > 0; e--) term = timesInterval(term, x);
    const key = `${m.slice(0, face)}\0${m.slice(face + 1)}`;
    result.set(key, plusInterval(result.get(key) ?? NOUGHT, term));
  }
  return result;
}

const ANOTHER = "the value at the best point is another";

/** The stated value is that of the stated point, which is in the box and meets the condition. */
function checkBest(
  { names, low, high }: Problem,
  best: NonNullable<BoundCertificate["bounded"]["best"]>,
  { plus, minus, below }: Parts,
  condition: readonly [IntervalPolynomial, IntervalPolynomial] | undefined,
): void {
  demand(
    Object.keys(best.at).length === names.length && names.every((name) => name in best.at),
    "the best point does not name the couplings",
  );
  const point = names.map((name) => rationalOf(best.at[name] ?? ""));
  point.forEach((x, i) => {
    const [a, b] = [low[i] as Rational, high[i] as Rational];
    demand(
      x.above * a.below >= a.above * x.below && x.above * b.below <= b.above * x.below,
      "the best point is not in the box",
    );
  });
  const at = (p: IntervalPolynomial): Interval => polynomialAt(p, point);
  const value = overInterval(plusInterval(at(plus), minusInterval(at(minus))), at(below));
  demand(!best.value.includes("/"), "the value at the best point is no decimal");
  const stated = rationalOf(best.value);
  const size = stated.above < 0n ? -stated.above : stated.above;
  if (size === 0n) demand(value.low <= 0n && value.high >= 0n, ANOTHER);
  else {
    // One unit of the last digit that is printed, and no more than 10⁻⁴ of the value: one digit would pass for many values.
    const [mantissa = "", exponent = "0"] = best.value.split("e");
    const places = (mantissa.split(".")[1] ?? "").length - Number(exponent);
    const unit: Rational =
      places >= 0
        ? { above: 1n, below: 10n ** BigInt(places) }
        : { above: 10n ** BigInt(-places), below: 1n };
    const share: Rational = { above: size, below: stated.below * 10_000n };
    const most = unit.above * share.below <= share.above * unit.below ? unit : share;
    const off = (sign: bigint): Rational => ({
      above: stated.above * most.below + sign * most.above * stated.below,
      below: stated.below * most.below,
    });
    demand(isAtLeast(value, off(-1n)) && isAtMost(value, off(1n)), ANOTHER);
  }
  if (condition === undefined) return;
  const margin = plusInterval(at(condition[0]), minusInterval(at(condition[1])));
  demand(margin.low >= 0n, "the best point does not meet the condition");
}
