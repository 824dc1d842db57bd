/**
 * Which end conducts better when hot, for two levels and the oscillator (design §3).
 *
 * The contrast is C = [h(T_R) − h(T_L)]/[p(T_L) + p(T_R)]. Where h falls with T, C > 0 for T_L > T_R: more heat flows
 * when the left end is hot; where h rises, when the right end is. The sign of dh/dT is decided in regions of the
 * parameters: by the signs of its coefficients, or by its signs at the two ends of the range of temperatures, whose
 * leading coefficients also show where to split a region. Where both ends agree and the coefficients do not tell,
 * examples show, each proved over all temperatures, what occurs. With every parameter bound the changes are isolated.
 */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import {
  add,
  multiply,
  negate,
  type Polynomial,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { variablesOf } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { temperatureDerivative } from "../../../symbolic/thermal/temperature-derivative.js";
import { certificateNames } from "../../certificate/names.js";
import { fractionExpression } from "../../exact/formula/fraction.js";
import { toText } from "../../expression/ascii.js";
import { type Resistances } from "../parity/even-part.js";
import { type ContrastBound, contrastBound } from "./contrast-bound.js";
import { leadingAt, type End } from "./asymptotics.js";
import { type BetterEnd, type Direction, type DirectionRegion } from "./answer.js";
import { decidedAt, examplesIn, type ReducedSlope } from "./examples.js";
import {
  bySign,
  byPolynomial,
  everywhere,
  helpfulFor,
  isNonempty,
  type MetalSlope,
  metalSlopes,
  nonemptyParts,
  parameterSign,
  plainSign,
  type Region,
  signIn,
  withSigns,
} from "./region.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";

/** Decides the direction of rectification. @param values those that the current was formed with */
export function direction(
  current: ExactCurrent,
  parts: Resistances,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Direction {
  const all = everywhere(current, values);
  if (current.variables.formalFunctions.length > 0) {
    // The derivative of an unknown function has no sign; a constant k_L/k_R still bounds the contrast.
    const reason = "the rates hold functions known only by name";
    return {
      regions: [{ where: [], h: "undecided", reason }],
      bounds: listed(contrastBound({ ...all, range: "unknown" }, parts)),
    };
  }
  const slope = temperatureDerivative(current.variables, "L", parts.h);
  const metals = metalSlopes(current, values);
  const starts = withRanges(all, metals);
  const bounds = boundsOf(starts, parts);
  return { regions: merged(starts.map((r) => explore(slope, r, DEEPEST))), bounds };
}

/** The regions' bounds, neighbours with one text made one. */
function boundsOf(starts: readonly Region[], parts: Resistances): readonly ContrastBound[] {
  const list = starts.filter((r) => r.equalities.length === 0).map((r) => contrastBound(r, parts));
  const known = list.flatMap(listed);
  const [first] = known;
  if (first && known.length === list.length && known.every((b) => b.text === first.text)) {
    return [{ ...first, where: [], sharp: known.every((b) => b.sharp) }];
  }
  return known;
}

const listed = <T>(x: T | undefined): T[] => (x === undefined ? [] : [x]);

/** Splits of one region nest no deeper. */
const DEEPEST = 5;

/** Real δ's by sign, and the range of temperatures that the metals leave. */
function withRanges(all: Region, metals: readonly MetalSlope[]): Region[] {
  const parts = metals.reduce<Region[]>(
    (list, { parameter }) =>
      parameter === undefined || list.some((r) => r.settled.has(parameter))
        ? list
        : list.flatMap((r) => nonemptyParts(bySign(r, parameter))),
    [all],
  );
  return parts.flatMap((r) => {
    const slopes = metals.map(({ slope, scale }) => ({ slope: r.plain(slope), scale: r.plain(scale) }));
    const signs = metals.map(({ parameter }, i) =>
      parameter === undefined
        ? parameterSign(r, (slopes[i] as { slope: Polynomial }).slope)
        : r.settled.get(parameter),
    );
    if (signs.includes(undefined)) return [{ ...r, range: "unknown" as const }];
    const falling = slopes
      .filter((_, i) => signs[i] === -1)
      .map(({ slope, scale }) => ({ slope: negate(slope), scale }));
    const [first, second] = falling;
    if (!first) return [r];
    if (!second) return [{ ...r, range: first }];
    // T_max is the smaller of scale/slope
    const difference = add(multiply(first.slope, second.scale), negate(multiply(second.slope, first.scale)));
    const sign = difference === 0n ? 0 : parameterSign(r, difference);
    if (sign !== undefined) return [{ ...r, range: sign >= 0 ? first : second }];
    const split = byPolynomial(r, difference);
    if (!split) return [{ ...r, range: "unknown" as const }];
    return [
      { ...split[">"], range: first },
      {
        ...split["="],
        range: split["="].equalities.some((e) => occursIn(first, e.variable)) ? second : first,
      },
      { ...split["<"], range: second },
    ].filter(isNonempty);
  });
}

/** Of two equal T_max the one without the parameter that the equality replaced. */
const occursIn = ({ slope, scale }: { slope: Polynomial; scale: Polynomial }, v: number): boolean =>
  [slope, scale].some((p) => variablesOf(p).includes(v));

/** One region, split where that helps. */
function explore(slope: RationalFunction, region: Region, depth: number): DirectionRegion[] {
  const { where } = region;
  const sign = quotientSign(region, slope);
  if (sign === 0) return [{ where, h: "constant" }];
  if (sign !== undefined) {
    return [{ where, h: sign > 0 ? "increasing" : "decreasing", betterWhenHot: better(sign) }];
  }
  const rest = reduced(region, slope);
  const decided = rest && decidedAt(region, rest);
  if (decided) return [decided];
  const ends = (["cold", "hot"] as const).map((end) => endSign(region, slope, end));
  for (const end of ends) {
    if (end.sign !== undefined || depth === 0) continue;
    for (const open of end.open) {
      const split = [open, ...helpfulFor(region, open)].map((p) => byPolynomial(region, p)).find((x) => x);
      if (split) return merged(nonemptyParts(split).map((r) => explore(slope, r, depth - 1)));
    }
  }
  const [cold, hot] = ends.map((end) => end.sign);
  const near = {
    ...(cold === undefined ? {} : { nearZero: better(cold) }),
    ...(hot === undefined ? {} : { nearMaximum: better(hot) }),
  };
  if (cold !== undefined && hot !== undefined && cold !== hot) return [{ where, h: "not monotone", ...near }];
  if (depth > 0) {
    for (const split of couplingOrders(region)) {
      const parts = nonemptyParts(split).map((r) => explore(slope, r, 0));
      const known = parts.flat().filter((r) => r.h !== "depends" && r.h !== "undecided").length;
      if (known > 0) return merged(parts);
    }
  }
  const { monotone, changing } = rest ? examplesIn(region, rest) : {};
  const rises = rest && criterion(region, rest);
  return [
    {
      where,
      h: monotone && changing ? "depends" : "undecided",
      ...near,
      ...(rises === undefined ? {} : { risesWhere: rises }),
      ...(monotone ? { monotoneExample: monotone } : {}),
      ...(changing ? { example: changing } : {}),
    },
  ];
}

/** Criteria longer than this help no reader. */
const LONGEST_CRITERION = 240;

/** `P > 0`, P the factor of dh/dT that has no definite sign. */
function criterion(region: Region, { sign, open }: ReducedSlope): string | undefined {
  const [only, ...others] = open;
  if (only === undefined || others.length > 0) return undefined;
  const signed = withSigns(region, sign < 0 ? negate(only) : only);
  const { variables } = region.current;
  const quotient = { numerator: signed, denominator: 1n } as const;
  const text = `${toText(fractionExpression(variables, quotient, certificateNames(variables).all))} > 0`;
  return text.length > LONGEST_CRITERION ? undefined : text;
}

/** dh/dT up to factors of one sign. */
function reduced(region: Region, slope: RationalFunction): ReducedSlope | undefined {
  const below = signIn(region, slope.denominator);
  const numerator = region.plain(slope.numerator);
  if (below === undefined || below === 0 || numerator === 0n) return undefined;
  const { unit, factors } = factor(numerator);
  let sign: 1 | -1 = unit < 0n ? (-below as 1 | -1) : below;
  const open: Polynomial[] = [];
  for (const { base, exponent } of factors) {
    if (exponent % 2 === 0) continue;
    const s = plainSign(region, base, false);
    if (s === 1 || s === -1) sign = (sign * s) as 1 | -1;
    else open.push(base);
  }
  return { sign, open };
}

const better = (sign: 1 | -1): BetterEnd => (sign > 0 ? "right" : "left");

function quotientSign(region: Region, f: RationalFunction): 1 | -1 | 0 | undefined {
  const above = signIn(region, f.numerator);
  if (above === 0) return 0;
  const below = signIn(region, f.denominator);
  return above === undefined || below === undefined || below === 0 ? undefined : above === below ? 1 : -1;
}

/** The sign of f at one end of the temperatures, or the factors that leave it open. */
function endSign(
  region: Region,
  f: RationalFunction,
  end: End,
): { sign: 1 | -1 | undefined; open: readonly Polynomial[] } {
  const below = signIn(region, f.denominator);
  const leading = leadingAt(region, f.numerator, end);
  if (!leading || below === undefined || below === 0) return { sign: undefined, open: [] };
  const { numerator, denominator } = leading.coefficient;
  let sign: 1 | -1 = below;
  const open: Polynomial[] = [];
  for (const p of [numerator, denominator]) {
    const { unit, factors } = factor(p);
    if (unit < 0n) sign = -sign as 1 | -1;
    for (const { base, exponent } of factors) {
      if (exponent % 2 === 0) continue;
      const s = plainSign(region, base, region.range !== "all");
      if (s === 1 || s === -1) sign = (sign * s) as 1 | -1;
      else if (variablesOf(base).every((i) => i < region.current.variables.parameters.length))
        open.push(base);
      else return { sign: undefined, open: [] };
    }
  }
  return { sign: open.length > 0 ? undefined : sign, open };
}

/** Couplings of the two ends by size, as a theorist would ask. */
function couplingOrders(region: Region): Record<">" | "=" | "<", Region>[] {
  const { variables, parameters } = region.current;
  return variables.parameters.flatMap((name, i) => {
    const j = name.endsWith("_L") ? variables.parameters.indexOf(`${name.slice(0, -1)}R`) : -1;
    if (j < 0 || parameters[i]?.role !== "coupling") return [];
    return listed(byPolynomial(region, add(variablePower(i), negate(variablePower(j)))));
  });
}

/** Neighbouring parts with one answer made one: `>` and `=` become `>=`, all three lose their inequality. */
function merged(parts: readonly (readonly DirectionRegion[])[]): DirectionRegion[] {
  const single = parts.map((list) => (list.length === 1 ? list[0] : undefined));
  const place = single.findIndex((r) => r !== undefined && lastOf(r).includes(" = "));
  const equal = single[place];
  if (!equal || parts.length > 3) return parts.flat();
  const [before, after] = [single[place - 1], single[place + 1]];
  const [up, down] = [same(before, equal), same(after, equal)];
  if (before && up && after && down) return [{ ...before, where: before.where.slice(0, -1) }];
  const joined = (r: DirectionRegion): DirectionRegion => ({
    ...r,
    where: [...r.where.slice(0, -1), lastOf(r).replace(/ ([<>]) /, " $1= ")],
  });
  if (before && up) return [joined(before), ...parts.slice(place + 1).flat()];
  if (after && down) return [...parts.slice(0, place).flat(), joined(after)];
  return parts.flat();
}

const lastOf = ({ where }: DirectionRegion): string => where[where.length - 1] ?? "";

function same(a: DirectionRegion | undefined, b: DirectionRegion): boolean {
  return (
    a !== undefined &&
    a.where.slice(0, -1).join() === b.where.slice(0, -1).join() &&
    a.h === b.h &&
    a.nearZero === b.nearZero &&
    a.nearMaximum === b.nearMaximum &&
    a.changes === undefined &&
    a.h !== "depends" &&
    a.h !== "undecided"
  );
}
