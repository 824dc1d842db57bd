/**
 * The heat current of a network of levels for the proof checker: populations are sums over spanning trees, each written out as its
 * steps, and what the left bath gives is summed over its transitions. Steps are symbols until all that cancels has cancelled; then
 * rates are put in as intervals.
 */
import { demand } from "../algebra/polynomial.js";
import { demandWork } from "../algebra/work.js";
import {
  type Interval,
  type IntervalPolynomial,
  minusInterval,
  multipleOf,
  NOUGHT,
  overInterval,
  plusPolynomial,
  plusInterval,
  type Rational,
  scaledPolynomial,
  timesInterval,
  timesPolynomial,
  UNIT,
} from "./interval.js";

/** What one bath does to a pair of levels: the rate down in the couplings, and up over down. */
interface EnclosedContact {
  readonly down: IntervalPolynomial;
  readonly X: Interval;
}

/** A pair of levels at two temperatures. */
export interface EnclosedTransition {
  readonly upper: number;
  readonly lower: number;
  readonly gap: Rational;
  readonly L: EnclosedContact;
  readonly R: EnclosedContact;
}

/** J = N/D. */
export interface EnclosedFlow {
  readonly N: IntervalPolynomial;
  readonly D: IntervalPolynomial;
}

/** Steps as characters, sorted: the code is 4·transition + 2·(right bath) + (upwards). */
type Steps = string;

/** J = N/D of a network. @throws InputError for one that is too large, ProofError for one that falls apart */
export function flowOf(size: number, list: readonly EnclosedTransition[], variables: number): EnclosedFlow {
  const outgoing = Array.from({ length: size }, (_, level) =>
    list.flatMap((t, i) => {
      const [up, to] = t.lower === level ? [1, t.upper] : [0, t.lower];
      if (t.lower !== level && t.upper !== level) return [];
      return (["L", "R"] as const)
        .filter((side) => t[side].down.size > 0)
        .map((side) => ({ to, code: 4 * i + (side === "R" ? 2 : 0) + up }));
    }),
  );
  const choices = outgoing.reduce((n, o) => n * Math.max(1, o.length), 1);
  demandWork(choices * size);
  const populations = Array.from({ length: size }, (_, root) => treesTo(root, outgoing));
  demand(
    populations.every((trees) => trees.size > 0),
    "the levels are not connected",
  );
  demandWork(populations.reduce((n, trees) => n + trees.size, 0) * list.length);
  const common = list.reduce((m, { gap }) => m * gap.below, 1n);
  const heat = new Map<Steps, bigint>();
  list.forEach((t, i) => {
    if (t.L.down.size === 0) return;
    const energy = (t.gap.above * common) / t.gap.below;
    for (const [from, up, sign] of [
      [t.lower, 1, 1n],
      [t.upper, 0, -1n],
    ] as const) {
      for (const [steps, n] of populations[from] as ReadonlyMap<Steps, bigint>)
        addTo(heat, withStep(steps, 4 * i + up), sign * n * energy);
    }
  });
  const everything = new Map<Steps, bigint>();
  for (const trees of populations) for (const [steps, n] of trees) addTo(everything, steps, n);
  const divisor: Interval = { low: UNIT.low * common, high: UNIT.high * common };
  return {
    N: enclosed(heat, list, variables, divisor),
    D: enclosed(everything, list, variables, UNIT),
  };
}

/** All spanning trees directed to the root, as their steps. */
function treesTo(
  root: number,
  outgoing: readonly (readonly { readonly to: number; readonly code: number }[])[],
): ReadonlyMap<Steps, bigint> {
  const trees = new Map<Steps, bigint>();
  const parent = new Array<number>(outgoing.length).fill(-1);
  const reaches = (from: number, to: number): boolean => {
    for (let at = from; at >= 0; at = parent[at] as number) if (at === to) return true;
    return false;
  };
  const choose = (level: number, codes: readonly number[]): void => {
    if (level === outgoing.length) {
      const sorted = [...codes].sort((a, b) => a - b);
      addTo(trees, String.fromCharCode(...sorted), 1n);
      return;
    }
    if (level === root) {
      choose(level + 1, codes);
      return;
    }
    for (const { to, code } of outgoing[level] as (typeof outgoing)[number]) {
      if (reaches(to, level)) continue;
      parent[level] = to;
      choose(level + 1, [...codes, code]);
      parent[level] = -1;
    }
  };
  choose(0, []);
  return trees;
}

function addTo(sums: Map<Steps, bigint>, steps: Steps, n: bigint): void {
  const sum = (sums.get(steps) ?? 0n) + n;
  if (sum === 0n) sums.delete(steps);
  else sums.set(steps, sum);
}

function withStep(steps: Steps, code: number): Steps {
  const codes = Array.from(steps, (c) => c.charCodeAt(0));
  return String.fromCharCode(...[...codes, code].sort((a, b) => a - b));
}

/** The sum with rates put in, over `divisor`: Boltzmann factors of the same rates downwards are summed first. */
function enclosed(
  sums: ReadonlyMap<Steps, bigint>,
  list: readonly EnclosedTransition[],
  variables: number,
  divisor: Interval,
): IntervalPolynomial {
  const contact = (code: number): EnclosedContact => {
    const t = list[code >> 2] as EnclosedTransition;
    return (code & 2) === 0 ? t.L : t.R;
  };
  const byRates = new Map<string, Interval>();
  for (const [steps, n] of sums) {
    let factor = UNIT;
    let rates = "";
    for (const character of steps) {
      const code = character.charCodeAt(0);
      if ((code & 1) === 1) factor = timesInterval(factor, contact(code).X);
      rates += String.fromCharCode(code & ~1);
    }
    byRates.set(rates, plusInterval(byRates.get(rates) ?? NOUGHT, multipleOf(factor, n)));
  }
  let total: IntervalPolynomial = new Map();
  for (const [rates, factor] of byRates) {
    let product: IntervalPolynomial = new Map([["\0".repeat(variables), UNIT]]);
    for (const character of rates) product = timesPolynomial(product, contact(character.charCodeAt(0)).down);
    total = plusPolynomial(total, scaledPolynomial(product, overInterval(factor, divisor)));
  }
  return total;
}

/** −p. */
export function negatedPolynomial(p: IntervalPolynomial): IntervalPolynomial {
  return new Map([...p].map(([m, c]) => [m, minusInterval(c)]));
}
