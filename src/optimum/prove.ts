/**
 * Global maxima and minima of the contrast, R or J over boxes of couplings, with a proved bound (docs/optimum.md). The search runs in
 * doubles whose rounding errors are bounded; the value at the place found is evaluated with proved digits; the boxes are a certificate.
 */
import { ballArithmetic } from "../../numeric/enclosure/ball.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type BoundCertificate } from "../certificate/format.js";
import { evaluateAt } from "../evaluate/point.js";
import { type Range } from "../evaluate/maximise.js";
import { toDouble } from "../input/double.js";
import { excerpt, InputError } from "../input/errors.js";
import {
  addExact,
  formatExactNumber,
  multiplyExact,
  negateExact,
  parseExactNumber,
} from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";
import { requireComplete } from "../model/point.js";
import { isPointwise } from "../model/pointwise.js";
import { boundCertificate, type BoundQuestion, savedTrees, statedJunction } from "./certificate.js";
import { coupledJunction, type CoupledJunction } from "./jumps.js";
import { objectiveOf, type Objective, type Question } from "./objective.js";
import { MOST_VARIABLES, valueAt } from "./positive-polynomial.js";
import { type Search, startSearch, type Standing } from "./search.js";

/** What a search has proved so far. */
interface ProvedBound {
  /** The best value known and its place; undefined where no point is known that meets the condition. */
  readonly best: { readonly value: string; readonly at: Readonly<Record<string, string>> } | undefined;
  /** No value is beyond it; undefined where no point of the box meets the condition, which is then proved. */
  readonly bound: string | undefined;
  /** |bound − best|, rounded up. */
  readonly gap: string | undefined;
  readonly boxes: number;
  readonly certificate: BoundCertificate;
}

/** A search for a bound that can be stopped. */
export interface BoundSearch {
  /** Searches until the gap is reached or `stop` says so; whether it is reached. */
  advance(stop: (boxes: number) => boolean): boolean;
  /** The proved interval in short: best value and bound, as doubles rounded for display. */
  interval(): {
    readonly best: number | undefined;
    readonly bound: number | undefined;
    readonly boxes: number;
  };
  /** What is proved now, with its certificate. */
  result(): ProvedBound;
}

/** Reads `gap=1e-6` or `1e-6`. @throws InputError */
export function parseGap(text: string): number {
  const [, number] = /^\s*(?:gap\s*=\s*)?(\S+)\s*$/.exec(text) ?? [];
  try {
    const gap = number === undefined ? NaN : toDouble(parseExactNumber(number));
    if (gap >= 1e-12 && gap < 1e6) return gap;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  throw new InputError(`${excerpt(text.trim())} is no gap between value and bound`, {
    where: "--prove",
    hint: "write --prove gap=1e-6; at least 1e-12",
  });
}

/** Bits of the coefficients: their errors are far below those of doubles. */
const BITS = 256;

/**
 * Begins a search, or goes on with one.
 * @param values exact values of all that is not varied, T_a and Delta included
 * @param saved  what an earlier search wrote
 * @throws InputError where the question cannot be put
 */
export function proveBound(
  junction: Junction,
  ranges: readonly Range[],
  values: ReadonlyMap<string, ExactNumber>,
  question: Question,
  { gap, digits, saved }: { readonly gap: number; readonly digits: number; readonly saved?: unknown },
): BoundSearch {
  const names = ranges.map((r) => r.name);
  checkRanges(ranges);
  if (isPointwise(junction))
    throw new InputError("the levels are diagonalised point by point, without a formula", {
      hint: "give the couplings of its levels as sqrt(name) in S_L and S_R",
    });
  requireComplete(new Map([...values, ...ranges.map((r) => [r.name, r.from] as const)]), junction, {
    delta: true,
  });
  const fixed = new Map([...values].filter(([name]) => !names.includes(name)));
  const parameters = new Map([...fixed].filter(([name]) => name !== "T_a" && name !== "Delta"));
  const [sum, difference] = [fixed.get("T_a"), fixed.get("Delta")] as [ExactNumber, ExactNumber];
  const half = { numerator: 1n, denominator: 2n };
  const temperatures = {
    L: multiplyExact(half, addExact(sum, difference)),
    R: multiplyExact(half, addExact(sum, negateExact(difference))),
  };
  const A = ballArithmetic(BITS);
  const coupled = coupledJunction(junction, parameters, names);
  refuseFunctions(coupled);
  const objective = objectiveOf(A, coupled, names, temperatures, question);
  const asked = {
    quantity: question.quantity,
    sense: question.sense,
    temperatures: { L: formatExactNumber(temperatures.L), R: formatExactNumber(temperatures.R) },
    variables: ranges.map((r) => ({
      name: r.name,
      from: formatExactNumber(r.from),
      to: formatExactNumber(r.to),
    })),
    ...(question.condition === undefined
      ? {}
      : {
          condition: {
            quantity: question.condition.quantity,
            relation: question.condition.relation,
            bound: formatExactNumber(question.condition.bound),
          },
        }),
  };
  const stated = { junction: statedJunction(coupled, parameters), asked };
  const trees = saved === undefined ? undefined : savedTrees(saved, stated);
  const search = startSearch(
    objective,
    ranges.map((r) => toDouble(r.from)),
    ranges.map((r) => toDouble(r.to)),
    trees,
  );
  return {
    advance: (stop) => {
      const { best, bound } = search.advance(0.9 * gap, stop);
      return bound <= best + gap;
    },
    interval: () => {
      const { best, bound, boxes } = search.standing();
      const shown = (x: number): number | undefined => (Number.isFinite(x) ? objective.sign * x : undefined);
      return { best: shown(best), bound: shown(bound), boxes };
    },
    result: () => resultOf(junction, ranges, fixed, question, objective, stated, search, { gap, digits }),
  };
}

function checkRanges(ranges: readonly Range[]): void {
  if (ranges.length > MOST_VARIABLES)
    throw new InputError(`${ranges.length} couplings vary`, {
      where: "--over",
      hint: `a bound is proved over at most ${MOST_VARIABLES}`,
    });
  for (const { name, from } of ranges) {
    if (name === "T_a" || name === "Delta")
      throw new InputError(`${name} cannot vary in a proof`, {
        where: "--over",
        hint: "a proof takes couplings as variables; fix the temperatures with --at",
      });
    if (from.numerator <= 0n)
      throw new InputError(`${name} = ${formatExactNumber(from)} is not positive`, {
        where: "--over",
        hint: "a proof takes positive couplings: a range from above 0",
      });
  }
}

/** Rates that the checker does not put numbers into. */
function refuseFunctions({ field: { variables: v } }: CoupledJunction): void {
  if (v.formalFunctions.length > 0 || v.root !== 1 || v.parameters.includes("pi"))
    throw new InputError("the rates hold more than powers and exponentials of energy over temperature", {
      hint: "bounds are proved for spin baths, solids and metals with linear dispersion",
    });
}

/** Digits of the place; more where an edge of the condition needs them. */
const PLACES = [8, 12, 17];

function resultOf(
  junction: Junction,
  ranges: readonly Range[],
  fixed: ReadonlyMap<string, ExactNumber>,
  { quantity }: Question,
  objective: Objective,
  stated: BoundQuestion,
  search: Search,
  { gap, digits }: { readonly gap: number; readonly digits: number },
): ProvedBound {
  const standing = search.standing();
  const best = bestOf(junction, ranges, fixed, quantity, objective, standing, digits);
  const bound = standing.bound === -Infinity ? undefined : boundText(standing.bound, objective.sign, gap);
  const certificate = boundCertificate(stated, search.trees, best, bound);
  const distance =
    best === undefined || bound === undefined
      ? undefined
      : (Math.abs(Number(bound) - Number(best.value)) * (1 + 1e-9)).toPrecision(3);
  return { best, bound, gap: distance, boxes: standing.boxes, certificate };
}

/** The place in short decimals with the value there, proved. */
function bestOf(
  junction: Junction,
  ranges: readonly Range[],
  fixed: ReadonlyMap<string, ExactNumber>,
  quantity: Question["quantity"],
  objective: Objective,
  { at }: Standing,
  digits: number,
): ProvedBound["best"] {
  if (at === undefined) return undefined;
  const A = ballArithmetic(BITS);
  for (const places of PLACES) {
    const point = ranges.map(({ from, to }, i) => {
      const x = at[i] as number;
      const near = (end: ExactNumber): boolean =>
        Math.abs(x / toDouble(end) - 1) < (places === 17 ? 1e-16 : 1e-9);
      if (near(from)) return from;
      if (near(to)) return to;
      return parseExactNumber(
        x
          .toPrecision(places)
          .replace(/(\.\d*?)0+($|e)/, "$1$2")
          .replace(/\.($|e)/, "$1"),
      );
    });
    const balls = point.map((x) => A.fromRational(x.numerator, x.denominator));
    if (objective.condition) {
      const [above, under] = [objective.condition.plus, objective.condition.minus].map((p) =>
        valueAt(A, p, balls),
      );
      const margin = A.sub(above as NonNullable<typeof above>, under as NonNullable<typeof under>);
      if (margin.mantissa < margin.radius) continue;
    }
    const values = new Map([...fixed, ...ranges.map((r, i) => [r.name, point[i] as ExactNumber] as const)]);
    // Evaluated by the way of `evaluate`, which shares nothing with trees and cycles.
    const value = evaluateAt(junction, values, digits)[quantity];
    if (value === null) continue;
    return {
      value,
      at: Object.fromEntries(ranges.map((r, i) => [r.name, formatExactNumber(point[i] as ExactNumber)])),
    };
  }
  return undefined;
}

/** The bound as a decimal a little beyond the double. */
function boundText(bound: number, sign: 1 | -1, gap: number): string {
  const digits = Math.max(1, Math.ceil(Math.log10(Math.max(Math.abs(bound), 1e-300))));
  const places = Math.max(0, Math.min(2 - Math.floor(Math.log10(gap)), 15 - digits));
  const scale = 10 ** places;
  const above = (Math.floor(bound * scale) + 2) / scale;
  return (sign * above).toFixed(places);
}
