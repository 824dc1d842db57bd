/**
 * Bounds on the contrast C = [h(T_R) − h(T_L)]/[p(T_L) + p(T_R)], h = F_L − F_R, p = F_L + F_R, F_ν > 0 (design §3).
 *
 * 1. |h(T)| + |h(T′)| bounds the numerator, so |C| < sup |h/p| = sup |k_L − k_R|/(k_L + k_R) over the temperatures.
 * 2. C rises or falls with each of the four values F_ν(T), F_ν(T′): if a_ν < F_ν < b_ν, then
 *    |C| < (b_L − a_L + b_R − a_R)/(b_L + a_L + b_R + a_R).
 * Where F_L, F_R and h/p are monotone in T their bounds are their limits at the ends of the range. A limit of |C| itself
 * that reaches the bound shows that no smaller one holds.
 */
import { factor } from "../../../symbolic/polynomial/factor.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { variablesOf } from "../../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  divide,
  isZero,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { temperatureDerivative } from "../../../symbolic/thermal/temperature-derivative.js";
import { type Resistances } from "../parity/even-part.js";
import { fractionExpression } from "../../exact/formula/fraction.js";
import { type Limit, limitAt } from "./asymptotics.js";
import { parameterSign, plainSign, type Region, signIn } from "./region.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { toText } from "../../expression/ascii.js";

/** What bounds |C| in a region. */
export interface ContrastBound {
  readonly where: readonly string[];
  /** |C| is less than this for all temperatures. */
  readonly text: string;
  readonly reason: string;
  /** True if |C| comes as close to it as one likes. */
  readonly sharp: boolean;
}

/** The bound in a region; undefined where nothing better than 1 is known, nor that there is nothing better. */
export function contrastBound(region: Region, { h, p }: Resistances): ContrastBound | undefined {
  const half = constant({ numerator: 1n, denominator: 2n });
  const F = [multiply(half, add(h, p)), multiply(half, subtract(p, h))];
  const ends = F.map((f) => [limitAt(region, f, "cold"), limitAt(region, f, "hot")] as const);
  const share = divide(h, p);
  const shares = [limitAt(region, share, "cold"), limitAt(region, share, "hot")] as const;
  // Of unknown functions no limit is known.
  const lower = region.current.variables.formalFunctions.length > 0 ? [] : reached(ends, shares);
  const upper = boxed(region, F, ends) ?? unequal(region, share, shares);
  // A value that |C| reaches in a limit, and that bounds it.
  if (lower.some(isOne)) {
    return {
      where: region.where,
      text: "1",
      reason: "|C| tends to 1 in a limit of the temperatures",
      sharp: true,
    };
  }
  if (upper === undefined) return undefined;
  const values = distinct(upper.values);
  // C = 0: nothing is rectified
  if (values.some(isOne) || values.every(isZero)) return undefined;
  const sharp = values.every((u) => lower.some((l) => isZero(subtract(u, l)) || isZero(add(u, l))));
  return { where: region.where, text: maximum(region, values), reason: upper.reason, sharp };
}

type Ends = readonly [Limit | undefined, Limit | undefined];

interface Upper {
  readonly values: readonly RationalFunction[];
  readonly reason: string;
}

/** Limits that |C| has for temperatures towards the ends of their range. */
function reached(ends: readonly Ends[], shares: Ends): RationalFunction[] {
  const found: RationalFunction[] = [];
  const [left, right] = ends as [Ends, Ends];
  const values = [...left, ...right].map((l) => (l?.kind === "finite" ? l.value : undefined));
  const [a, b, c, d] = values;
  if (a && b && c && d) {
    const below = add(add(a, b), add(c, d));
    // one end cold, the other hot
    if (!isZero(below)) found.push(divide(subtract(subtract(b, d), subtract(a, c)), below));
  }
  // With p → ∞ at one end C tends to h/p there; with p → 0 it tends to h/p at the other temperature.
  for (const [i, share] of shares.entries()) {
    if (share?.kind !== "finite") continue;
    if (left[i]?.kind === "infinite" || right[i]?.kind === "infinite") found.push(share.value);
    const other = 1 - i;
    const vanishes = [left[other], right[other]].every((l) => l?.kind === "finite" && isZero(l.value));
    if (vanishes) found.push(share.value);
    const here = [left[i], right[i]].every((l) => l?.kind === "finite" && isZero(l.value));
    if (here) found.push(share.value);
  }
  return found;
}

/** (2): the ranges of F_L and F_R. */
function boxed(region: Region, F: readonly RationalFunction[], ends: readonly Ends[]): Upper | undefined {
  let [spread, total] = [ZERO, ZERO];
  for (const [i, f] of F.entries()) {
    const [cold, hot] = ends[i] as Ends;
    if (cold?.kind !== "finite" || hot?.kind !== "finite") return undefined;
    const direction = slopeSign(region, f);
    if (direction === undefined) return undefined;
    const change = subtract(hot.value, cold.value);
    spread = add(spread, direction > 0 ? change : negate(change));
    total = add(total, add(hot.value, cold.value));
  }
  if (isZero(total)) return undefined;
  const value = divide(spread, total);
  return isOne(value)
    ? undefined
    : {
        values: [value],
        reason: "from the ranges of F_L and F_R",
      };
}

/** (1): the range of h/p = (k_R − k_L)/(k_R + k_L). */
function unequal(region: Region, share: RationalFunction, shares: Ends): Upper | undefined {
  const { current } = region;
  const first = current.variables.parameters.length;
  const free = [share.numerator, share.denominator].every((q) => variablesOf(q).every((i) => i < first));
  if (free) {
    const value = { numerator: region.plain(share.numerator), denominator: region.plain(share.denominator) };
    return { values: [value], reason: "k_L/k_R does not depend on T" };
  }
  const [cold, hot] = shares;
  if (cold?.kind !== "finite" || hot?.kind !== "finite" || !isMonotone(region, share)) return undefined;
  return {
    values: [cold.value, hot.value],
    reason: "from the range of k_L/k_R",
  };
}

/** The sign of df/dT: 0 for constant. */
function slopeSign(region: Region, f: RationalFunction): 1 | -1 | 0 | undefined {
  const slope = temperatureDerivative(region.current.variables, "L", f);
  const [above, below] = [signIn(region, slope.numerator), signIn(region, slope.denominator)];
  if (above === 0) return 0;
  return above === undefined || below === undefined || below === 0 ? undefined : above === below ? 1 : -1;
}

/** Whether f rises or falls at all temperatures, whichever of the two it does. */
function isMonotone(region: Region, f: RationalFunction): boolean {
  const { variables } = region.current;
  const slope = temperatureDerivative(variables, "L", f);
  const numerator = region.plain(slope.numerator);
  if (numerator === 0n) return true;
  if (signIn(region, slope.denominator) === undefined) return false;
  return factor(numerator).factors.every(
    ({ base }) => onlyParameters(base, region.current) || plainSign(region, base, false) !== undefined,
  );
}

const onlyParameters = (p: Polynomial, current: ExactCurrent): boolean =>
  variablesOf(p).every((i) => i < current.variables.parameters.length);

const isOne = (f: RationalFunction): boolean => isZero(subtract(f, ONE)) || isZero(add(f, ONE));

function distinct(list: readonly RationalFunction[]): RationalFunction[] {
  return list.filter((f, i) => !list.slice(0, i).some((g) => isZero(subtract(f, g)) || isZero(add(f, g))));
}

/** `max(|a|, |b|)`, absolute values only where the sign is open. */
function maximum(region: Region, values: readonly RationalFunction[]): string {
  const { variables } = region.current;
  const texts = values.map((f) => {
    const signs = [f.numerator, f.denominator].map((q) => parameterSign(region, q));
    const negative = signs[0] !== undefined && signs[1] !== undefined && signs[0] !== signs[1];
    const textOf = (g: RationalFunction): string =>
      toText(fractionExpression(variables, g, variables.parameters));
    if (signs[0] !== undefined && signs[1] !== undefined) return textOf(negative ? negate(f) : f);
    // of |a − b| and |b − a| the one in the order of names
    const [first] = [f, negate(f)]
      .map((g) => textOf(g).replace(/^-/, ""))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    return `|${first ?? ""}|`;
  });
  return texts.length === 1 ? (texts[0] as string) : `max(${texts.join(", ")})`;
}
