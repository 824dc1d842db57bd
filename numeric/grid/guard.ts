/**
 * What straight-line code in doubles cannot do is found here and done by the scalar evaluation: points near the edge of the
 * domain and beyond it, and those where a product or an exponential leaves the range of doubles on the way.
 */
import { domainError, domainFault } from "../junction/domain.js";
import { DomainError, PrecisionLimitError } from "../arithmetic/errors.js";
import { evaluate, type Evaluation } from "../junction/evaluate.js";
import { nearestStatistic } from "../statistics/doubles.js";
import { type Expression } from "../junction/expression.js";
import type { GridInputs } from "./interpret.js";
import type { GridLayout, GridQuantity } from "./layout.js";
import { type BathModel, type LadderModel } from "../junction/model.js";

/** Why a point has no value. */
export type GapReason = "outside" | "uncertified";

const S = { kind: "kappa", n: 2 } as const;

/** Hears of each point without a value, by its index in the output. */
export type OnGap = (index: number, reason: GapReason) => void;

/**
 * Inputs between 2^−60 and 2^60 with ω/T_hot ≤ 400 (e^−400 > 2^−578): products of ten of them stay within the range of
 * doubles, and nothing on the way to J is subnormal.
 */
const [LEAST, LARGEST, COLDEST] = [2 ** -60, 2 ** 60, 400];
/** 1 + δT/μ and rates below this are left to the scalar evaluation, which knows their sign. */
const EDGE = 2 ** -20;
/** Results beyond 2^±900 have left the range somewhere. */
const [TINY, HUGE] = [2 ** -900, 2 ** 900];

/** A junction whose parts are single parameters or numbers: the bounds on its inputs are bounds on everything. */
function isPlain({ left, right, gap }: LadderModel): boolean {
  return [gap, ...partsOf(left), ...partsOf(right)].every(isSingle);
}

/** Expressions of a bath that are not single parameters or numbers have to be shown positive, as a metal's factor has. */
export function partsOf(bath: BathModel): readonly Expression[] {
  if (bath.kind === "rate") return [bath.rate];
  return bath.kind === "metal" ? [bath.coupling, bath.delta, bath.mu] : [bath.coupling];
}

/** A parameter or a number. */
export function isSingle({ type }: Expression): boolean {
  return type === "symbol" || type === "number";
}

/** Where the points of a run are: rows from ≤ i < to of a layout with so many columns. */
export interface GridPlace {
  readonly layout: GridLayout;
  readonly input: GridInputs;
  readonly parameters: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/**
 * Goes over the points of a run and evaluates again those that the straight-line code is not trusted with.
 * @param margin  the least of what has to be positive at each point, or undefined where only inputs have
 * @param onGap  takes points without a value, which become NaN; without it they are errors
 * @throws DomainError, PrecisionLimitError at the first point without a value, where `onGap` is not given
 */
export function mendGrid(
  model: LadderModel,
  quantities: readonly GridQuantity[],
  place: GridPlace,
  out: readonly Float64Array[],
  margin: Float64Array | undefined,
  onGap: OnGap | undefined,
): void {
  const { from, to, columns } = place;
  const trusted = isPlain(model) && rangeIsSafe(model, place);
  if (trusted && margin === undefined) return;
  const value = valueAt(place);
  const hard = hardAt(model, place, value, trusted);
  const count = (to - from) * columns;
  for (let index = 0; index < count; index++) {
    const near = margin !== undefined && !((margin[index] as number) > EDGE);
    if (!near && !hard(index, out, quantities)) continue;
    const point = new Map(place.parameters.map((name) => [name, value(name, index)]));
    const found = scalar(model, point, onGap === undefined);
    if (typeof found === "string") onGap?.(index, found);
    quantities.forEach((quantity, q) => {
      (out[q] as Float64Array)[index] =
        typeof found === "string"
          ? NaN
          : quantity === "S"
            ? nearestStatistic(model, point, S)
            : found[quantity];
    });
  }
}

/** The values by the scalar evaluation, or why there are none. */
function scalar(
  model: LadderModel,
  point: ReadonlyMap<string, number>,
  strict: boolean,
): Evaluation | GapReason {
  const fault = domainFault(model, point);
  if (fault) {
    if (strict) throw domainError(fault, point);
    return "outside";
  }
  try {
    const found = evaluate(model, point);
    if ([found.J, found.J_reversed, found.R].every(Number.isFinite)) return found;
    if (strict) throw new DomainError("J or R", "not finite", "is beyond the range of doubles at this point");
    return "uncertified";
  } catch (error) {
    if (strict || !(error instanceof DomainError || error instanceof PrecisionLimitError)) throw error;
    return error instanceof DomainError ? "outside" : "uncertified";
  }
}

/** The value of a parameter at a point of the output. */
function valueAt({ layout, input, from, columns }: GridPlace): (name: string, index: number) => number {
  return (name, index) => {
    const given = input[name];
    if (given === undefined || typeof given === "number") return given ?? NaN;
    if (layout.kind === "product" && name === layout.row)
      return given[from + Math.floor(index / columns)] as number;
    return given[index % columns] as number;
  };
}

type IsHard = (index: number, out: readonly Float64Array[], quantities: readonly GridQuantity[]) => boolean;

/** Whether a point's inputs, or for parts that are formulas its results, lie where straight-line code goes wrong. */
function hardAt(
  model: LadderModel,
  { parameters }: GridPlace,
  value: (name: string, index: number) => number,
  trusted: boolean,
): IsHard {
  if (trusted) return () => false;
  const plain = isPlain(model);
  const gap = model.gap.type === "symbol" ? model.gap.name : undefined;
  const signed = new Set(
    [model.left, model.right].flatMap((b) => (b.kind === "metal" ? symbolsOf(b.delta) : [])),
  );
  const sized = parameters.filter((name) => name !== "T_a" && name !== "Delta" && !signed.has(name));
  return (index, out, quantities) => {
    const [sum, bias] = [value("T_a", index), Math.abs(value("Delta", index))];
    if (!(sum - bias >= LEAST && sum <= LARGEST) || (bias !== 0 && bias < LEAST)) return true;
    for (const name of plain ? sized : []) {
      const x = value(name, index);
      if (!(x >= LEAST && x <= LARGEST)) return true;
    }
    for (const name of signed) {
      const x = Math.abs(value(name, index));
      if (!(x <= LARGEST && (x === 0 || x >= LEAST))) return true;
    }
    const omega = gap === undefined ? numberOf(model.gap) : value(gap, index);
    if (omega !== undefined && !(omega * 2 <= COLDEST * (sum + bias))) return true;
    if (plain) return false;
    return quantities.some((quantity, q) => {
      const x = Math.abs((out[q] as Float64Array)[index] as number);
      if (quantity === "contrast") return !(x < 1);
      return !(x <= HUGE) || (x < TINY && !(bias === 0 && quantity !== "R"));
    });
  };
}

/** Whether the extremes of the inputs of a plain junction leave no hard point among all of them. */
function rangeIsSafe(
  model: LadderModel,
  { input, parameters, layout, from, to, columns }: GridPlace,
): boolean {
  const signed = new Set(
    [model.left, model.right].flatMap((b) => (b.kind === "metal" ? symbolsOf(b.delta) : [])),
  );
  const range = (name: string): readonly [number, number] => {
    const given = input[name];
    if (given === undefined || typeof given === "number") return [given ?? NaN, given ?? NaN];
    const isRow = layout.kind === "product" && name === layout.row;
    const [a, b] = isRow ? [from, to] : [0, columns];
    let [low, high] = [Infinity, -Infinity];
    for (let i = a; i < b; i++) {
      const x = given[i] as number;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return [low, high];
  };
  const [sumLow, sumHigh] = range("T_a");
  const [biasLow, biasHigh] = range("Delta");
  const bias = Math.max(Math.abs(biasLow), Math.abs(biasHigh));
  if (!(sumLow - bias >= LEAST && sumHigh <= LARGEST)) return false;
  if (!sizesAreSafe(input["Delta"])) return false;
  for (const name of parameters) {
    if (name === "T_a" || name === "Delta") continue;
    const [low, high] = range(name);
    if (signed.has(name)) {
      if (!(Math.max(Math.abs(low), Math.abs(high)) <= LARGEST) || !sizesAreSafe(input[name])) return false;
    } else if (!(low >= LEAST && high <= LARGEST)) return false;
  }
  const { gap } = model;
  const omega = gap.type === "symbol" ? range(gap.name)[1] : (numberOf(gap) ?? NaN);
  return omega >= LEAST && omega <= LARGEST && omega * 2 <= COLDEST * sumLow;
}

/** Every number is 0 or not too small. */
function sizesAreSafe(values: number | Float64Array | undefined): boolean {
  const safe = (x: number): boolean => x === 0 || Math.abs(x) >= LEAST;
  return typeof values === "number" ? safe(values) : values === undefined || values.every(safe);
}

function numberOf(e: Expression): number | undefined {
  return e.type === "number" ? Number(e.numerator) / Number(e.denominator) : undefined;
}

function symbolsOf(e: Expression): readonly string[] {
  switch (e.type) {
    case "number":
      return [];
    case "symbol":
      return [e.name];
    case "sum":
      return e.terms.flatMap(symbolsOf);
    case "product":
      return e.factors.flatMap(symbolsOf);
    case "power":
      return symbolsOf(e.base);
    case "call":
      return e.arguments.flatMap(symbolsOf);
  }
}
