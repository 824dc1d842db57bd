/**
 * Checks of the noise and the cumulants: closed forms and σ_0 of the exact layer against enclosures, enclosures against the recursion in
 * doubles, left against right counting, the fluctuation theorem at a λ, the oscillator against a long ladder.
 */
import { float64 } from "../../numeric/arithmetic/float64.js";
import { WideEnclosureError } from "../../numeric/arithmetic/errors.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type LadderModel } from "../../numeric/junction/model.js";
import { ladderJunction, type LevelJunction } from "../../numeric/levels/rates.js";
import { certifiedStatistics } from "../../numeric/statistics/certified.js";
import { levelCumulants } from "../../numeric/statistics/doubles.js";
import { generatingFunction } from "../../numeric/statistics/generating-function.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { toDouble } from "../input/double.js";
import { addExact, multiplyExact, negateExact } from "../input/exact-number.js";
import { inDoubles } from "../model/doubles.js";
import { type Check, compare, DIGITS, ROUNDED } from "./comparison.js";
import { type Values } from "./derivation.js";
import { alphaOf, type Subject, thermalValue } from "./numbers.js";

const ORDER = 4;
/** Relative error of the recursion in doubles: its terms cancel. */
const IN_DOUBLES = "1e-8";
/** Levels of the ladder that stands for the oscillator, and how much of κ_2 it may lack. */
const [LONG, CUT] = [120, 1e-9];

/** All of them; none where no heat flows, or coherences take part. */
export function fluctuationChecks(subject: Subject): Check[] {
  const { junction, derivation, model, values } = subject;
  if (junction.subsystem.kind === "coherent" || derivation.current.noHeat !== undefined) return [];
  const name = junction.name;
  const wanted = Array.from({ length: ORDER }, (_, i) => ({ kind: "kappa", n: i + 1 }) as const);
  const certified = certifiedStatistics(model.model, values, wanted, DIGITS);
  const known = certified.flatMap(({ value, reversed }, i) =>
    value && reversed && !value.undecided && !reversed.undecided
      ? [{ n: i + 1, value: value.value, reversed: reversed.value }]
      : [],
  );
  const closed = known.flatMap(({ n, value }) => {
    const claim = derivation.cumulant(n);
    if (claim === undefined) return [];
    return [compare(name, `kappa_${n} closed form`, thermalValue(derivation, values, claim), value, ROUNDED)];
  });
  const still = new Map(values).set("Delta", { numerator: 0n, denominator: 1n });
  const [atRest] = certifiedStatistics(model.model, still, [{ kind: "kappa", n: 2 }], DIGITS);
  const sigma = derivation.noiseCoefficient(0);
  const equilibrium =
    sigma && atRest?.value
      ? [compare(name, "sigma_0 enclosures", alphaOf(sigma, derivation, values), atRest.value.value, ROUNDED)]
      : [];
  return [...closed, ...equilibrium, ...recursionChecks(subject, known), ...theoremCheck(subject)];
}

interface Known {
  readonly n: number;
  readonly value: string;
}

/** The recursion in doubles, and counting at the right end: (−1)^n κ_n. */
function recursionChecks({ junction, model, values }: Subject, known: readonly Known[]): Check[] {
  const name = junction.name;
  const point = new Map([...values].map(([key, x]) => [key, toDouble(x)]));
  const [sum, bias] = [point.get("T_a") ?? NaN, point.get("Delta") ?? NaN];
  const [hot, cold] = [(sum + bias) / 2, (sum - bias) / 2];
  const levels = model.kind === "ladder" ? asLevels(model.model, point) : inDoubles(junction)?.levels(point);
  if (!levels) return [];
  const oscillator = model.kind === "ladder" && model.model.weights === "oscillator";
  const found = levelCumulants(levels, hot, cold, ORDER);
  const exchanged = levelCumulants({ ...levels, left: levels.right, right: levels.left }, cold, hot, ORDER);
  if (oscillator && !isLongEnough(levels, hot, cold)) return [];
  const scale = Math.abs(found[1] as number);
  return known.flatMap(({ n, value }) => {
    const [own, other] = [found[n - 1] as number, exchanged[n - 1] as number];
    // A cumulant much smaller than the noise has lost its digits.
    if (!(Math.abs(own) > 1e-4 * scale)) return [];
    const sign = n % 2 === 1 ? -1 : 1;
    return [
      compare(
        name,
        `kappa_${n} ${oscillator ? `${LONG} levels` : "recursion"}`,
        value,
        String(own),
        IN_DOUBLES,
      ),
      compare(name, `kappa_${n} counted at the right`, value, String(sign * other), IN_DOUBLES),
    ];
  });
}

/** The levels of a ladder; an oscillator is cut. */
function asLevels(model: LadderModel, point: ReadonlyMap<string, number>): LevelJunction {
  const lookup = (name: string): number => point.get(name) ?? NaN;
  const gap = evaluateExpression(float64, model.gap, { lookup });
  const rate =
    (bath: LadderModel["left"]) =>
    (omega: number, T: number): number =>
      downwardRate(float64, bath, omega, T, lookup);
  const weights =
    model.weights === "oscillator"
      ? Array.from({ length: LONG - 1 }, (_, i) => i + 1)
      : model.weights.map(Number);
  return ladderJunction(weights, gap, rate(model.left), rate(model.right));
}

/** Whether r^LONG, times what the highest cumulant weighs it with, is nothing. */
function isLongEnough({ energies }: LevelJunction, hot: number, cold: number): boolean {
  const gap = Math.abs((energies[1] as number) - (energies[0] as number));
  return LONG ** (ORDER + 1) * Math.exp((-gap * LONG) / Math.max(hot, cold)) < CUT;
}

/** G(λ) = G(−λ − A) between −A and 0, where G is negative and no branch point near. */
function theoremCheck({ junction, model, values }: Subject): Check[] {
  const lambda = multiplyExact({ numerator: -2n, denominator: 7n }, affinity(values));
  const mirrored = addExact(negateExact(lambda), negateExact(affinity(values)));
  try {
    const [here, there] = generatingFunction(model.model, values, [lambda, mirrored], DIGITS);
    if (!here || !there || here.undecided || there.undecided) return [];
    return [compare(junction.name, "G(lambda) = G(-lambda - A)", here.value, there.value, ROUNDED)];
  } catch (error) {
    if (error instanceof WideEnclosureError) return [];
    throw error;
  }
}

/** 4Δ/(T_a² − Δ²). */
function affinity(values: Values): ExactNumber {
  const [sum, bias] = [values.get("T_a"), values.get("Delta")] as [ExactNumber, ExactNumber];
  const square = (x: ExactNumber): ExactNumber => multiplyExact(x, x);
  const below = addExact(square(sum), negateExact(square(bias)));
  const above = multiplyExact({ numerator: 4n, denominator: 1n }, bias);
  return multiplyExact(above, { numerator: below.denominator, denominator: below.numerator });
}
