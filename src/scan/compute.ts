/**
 * The numbers of a scan, for a run of rows at a time.
 *
 * Accuracy: J, J_reversed and R of two-level and oscillator junctions within the few units of 2^−53 stated in
 * `numeric/grid/grid.ts`; the contrast within 2e-12 relative (points where it is smaller than 2^−10 are evaluated again);
 * α_k, populations and population_ratio within one unit in the last place (double-double with an error bound, enclosures
 * where that does not suffice). The noise S of one mode within 32 units of 2^−53, other quantities of the fluctuations of ladders within
 * one unit in the last place, those of levels certified to 17 digits. Of general levels the coefficients likewise, the rest in doubles with an estimated error below
 * DOUBLES_ERROR, and certified to 17 digits where it is larger. A coefficient proved to vanish is 0.
 */
import { taylorOfJunction, alphaJet } from "../../numeric/junction/taylor-coefficients.js";
import { doubleDoubleArithmetic, isAccurate } from "../../numeric/arithmetic/double-double.js";
import { WideEnclosureError } from "../../numeric/arithmetic/errors.js";
import { evaluate, liftToDoubleDouble } from "../../numeric/junction/evaluate.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { compileGrid, type CompiledGrid } from "../../numeric/grid/grid.js";
import { nearestStatistic } from "../../numeric/statistics/doubles.js";
import { fluctuationsAt } from "../evaluate/fluctuations.js";
import { isOneMode } from "../exact/counting.js";
import { statisticOf } from "../expansion/point-coefficients.js";
import { type Fluctuation } from "../junction/quantity.js";
import { type GridQuantity } from "../../numeric/grid/layout.js";
import { alphaOfLevels } from "../../numeric/levels/certified.js";
import { type LevelModel } from "../../numeric/junction/level-model.js";
import { exactValue, type LadderModel } from "../../numeric/junction/model.js";
import { pointLookup } from "../../numeric/junction/rectification.js";
import { outsideDomain } from "../model/domain.js";
import { expansion } from "../expansion/expansion.js";
import { evaluateAt } from "../evaluate/point.js";
import { toDouble } from "../input/double.js";
import { addExact, negateExact, parseExactNumber } from "../input/exact-number.js";
import { heatFlow } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { asInputError, UncertifiedError } from "../input/numeric-errors.js";
import { inDoubles } from "../model/doubles.js";
import { numericModel } from "../model/model.js";
import { isPointwise, junctionAt } from "../model/pointwise.js";
import { axisCount, axisValues } from "./axis.js";
import { countGaps, type EmptyReason, type Gaps, isGap } from "./gap.js";
import { columnsOf, type ScanPlan, varyingNames } from "./plan.js";

/** A column of numbers for each name of `columnsOf`, all of one length. */
export type Columns = readonly Float64Array[];

/** Rows in columns: NaN where a point has no value. */
interface ScanRows {
  readonly columns: Columns;
  readonly gaps: Gaps;
}

/** Computes rows. */
export interface ScanComputer {
  /** Rows from … to−1 of a scan over axes. */
  rows(from: number, to: number): ScanRows;
  /** Rows at points from a file: one array for each varying parameter. */
  at(points: Columns): ScanRows;
  /** Rows that make a task of a fraction of a second. */
  readonly batch: number;
}

/** Exact or double values by name, T_a and Delta among them. */
type MutablePoint = Map<string, number | ExactNumber>;
/** Hears of each row with an empty field. */
type OnEmpty = (row: number, reason: EmptyReason) => void;
/** Fills the columns of one quantity; `onGap` hears of rows without a value. */
type Filler = (inputs: ReadonlyMap<string, Float64Array>, length: number, onGap: OnEmpty) => Columns;

const GRID: readonly string[] = ["J", "J_reversed", "R", "contrast"];
/** Whether the straight-line code has the quantity. */
const isOfGrid = (q: ScanPlan["quantities"][number], junction: Junction): boolean =>
  q.kind === "fluctuation" ? q.quantity === "S" && isOneMode(junction) : GRID.includes(q.kind);
/** Below this the grid's absolute error of the contrast is too much; relative error above: 16·2^−53·2^10. */
const SMALL_CONTRAST = 2 ** -10;
const DIGITS = 17;

/** Prepares a plan for computing. @throws InputError for rates without values */
export function scanComputer(plan: ScanPlan): ScanComputer {
  const names = varyingNames(plan.points);
  const numeric = isPointwise(plan.junction) ? undefined : numericModel(plan.junction);
  const single = names.includes("T_L") || names.includes("T_R") || !isSimple(plan.junction);
  const fillers: Filler[] =
    numeric?.kind === "ladder"
      ? ladderFillers(plan, numeric.model, names, single)
      : [levelsFiller(plan, numeric?.model, names)];
  const slow =
    numeric?.kind !== "ladder" || plan.quantities.some((q) => !isOfGrid(q, plan.junction)) || single;
  const at = (points: Columns): ScanRows => {
    const length = points[0]?.length ?? 0;
    const inputs = new Map(names.map((name, i) => [name, points[i] as Float64Array]));
    const reasons = new Map<number, EmptyReason>();
    const onGap: OnEmpty = (row, reason) => reasons.set(row, reason);
    const columns = [
      ...points,
      ...asInputError(() => fillers.flatMap((fill) => fill(inputs, length, onGap))),
    ];
    return { columns, gaps: countGaps(reasons.values()) };
  };
  return {
    at,
    rows: (from, to) => at(axisColumns(plan, from, to)),
    batch: numeric?.kind !== "ladder" ? 512 : slow ? 1024 : 16_384,
  };
}

/**
 * Whether every part of the junction is a parameter or a number: then signs and temperatures are extreme at the corners
 * of the box, where the plan tried them. Other rates are evaluated by the scalar code, which checks every point.
 */
function isSimple({ left, right, subsystem }: Junction): boolean {
  const parts = [left, right].flatMap((bath) => {
    if (!("coupling" in bath)) return [bath.rate];
    return [bath.coupling, ...Object.values(bath.constants)];
  });
  const gaps = subsystem.kind === "ladder" ? [subsystem.gap] : [];
  return [...parts, ...gaps].every(({ type }) => type === "symbol" || type === "number");
}

/** The values of the axes at rows from … to−1; the last axis varies fastest. */
function axisColumns({ points }: ScanPlan, from: number, to: number): Columns {
  if (points.kind !== "axes") throw new Error("internal: points of a file are given");
  let period = 1;
  const columns: Float64Array[] = [];
  for (const axis of [...points.axes].reverse()) {
    const value = axisValues(axis);
    const count = axisCount(axis);
    const column = new Float64Array(to - from);
    let index = Math.floor(from / period) % count;
    let left = period - (from % period);
    let current = value(index);
    for (let i = 0; i < column.length; i++) {
      column[i] = current;
      if (--left > 0) continue;
      left = period;
      index = index + 1 === count ? 0 : index + 1;
      current = value(index);
    }
    columns.unshift(column);
    period *= count;
  }
  return columns;
}

/** One filler for each run of quantities that go together, in the order of the columns. */
function ladderFillers(
  plan: ScanPlan,
  model: LadderModel,
  names: readonly string[],
  single: boolean,
): Filler[] {
  const point = pointMaker(plan, names);
  return plan.quantities.map((quantity): Filler => {
    switch (quantity.kind) {
      case "alpha":
        return quantity.zero
          ? (_, length) => [new Float64Array(length)]
          : alphaFiller(plan, model, quantity.k, names, point);
      case "populations":
        return (inputs, length, onGap) => {
          const columns = Array.from({ length: quantity.levels }, () => new Float64Array(length));
          for (let i = 0; i < length; i++) {
            const found = valueOrGap(plan, point(inputs, i), (at) => evaluate(model, at), i, onGap);
            columns.forEach((column, n) => (column[i] = found?.populations?.[n] ?? NaN));
          }
          return columns;
        };
      case "population_ratio":
        return pointwise(plan, model, "ratio", point);
      case "fluctuation":
        return !single && isOfGrid(quantity, plan.junction)
          ? gridFiller(plan, model, "S", names, point)
          : statisticFiller(plan, model, quantity.quantity, point);
      default:
        return single
          ? pointwise(plan, model, quantity.kind, point)
          : gridFiller(plan, model, quantity.kind, names, point);
    }
  });
}

type PointAt = (inputs: ReadonlyMap<string, Float64Array>, i: number) => MutablePoint;

/**
 * The point of a row; T_a and Delta from T_L and T_R exactly, where those vary. A temperature is the decimal that its row prints, not
 * the double next to it: 0.2 on an axis is the 0.2 of --at, and no heat flows between them.
 */
function pointMaker({ fixed }: ScanPlan, names: readonly string[]): PointAt {
  const single = names.includes("T_L") || names.includes("T_R");
  return (inputs, i) => {
    const point: MutablePoint = new Map(fixed);
    for (const name of names) point.set(name, inputs.get(name)?.[i] as number);
    if (!single) return point;
    const [left, right] = (["T_L", "T_R"] as const).map((name) => {
      const value = point.get(name) ?? 0;
      point.delete(name);
      return typeof value === "number" ? parseExactNumber(String(value)) : value;
    }) as [ExactNumber, ExactNumber];
    return point.set("T_a", addExact(left, right)).set("Delta", addExact(left, negateExact(right)));
  };
}

/** What `work` finds at a point; undefined, and `onGap` hears why, where it has no value. */
function valueOrGap<T>(
  { junction }: ScanPlan,
  point: MutablePoint,
  work: (point: MutablePoint) => T,
  row: number,
  onGap: OnEmpty,
): T | undefined {
  if (outsideDomain(junction, point)) {
    onGap(row, "outside");
    return undefined;
  }
  try {
    return asInputError(() => work(point));
  } catch (error) {
    const reason = isGap(error);
    if (reason === undefined) throw error;
    onGap(row, reason);
    return undefined;
  }
}

function pointwise(
  plan: ScanPlan,
  model: LadderModel,
  key: "J" | "J_reversed" | "R" | "contrast" | "ratio",
  point: PointAt,
): Filler {
  return (inputs, length, onGap) => [
    Float64Array.from(
      { length },
      (_, i) => valueOrGap(plan, point(inputs, i), (at) => evaluate(model, at)[key], i, onGap) ?? NaN,
    ),
  ];
}

/** A quantity of the fluctuations, row by row. */
function statisticFiller(plan: ScanPlan, model: LadderModel, quantity: Fluctuation, point: PointAt): Filler {
  const statistic = statisticOf(quantity);
  return (inputs, length, onGap) => [
    Float64Array.from(
      { length },
      (_, i) =>
        valueOrGap(plan, point(inputs, i), (at) => nearestStatistic(model, at, statistic), i, onGap) ?? NaN,
    ),
  ];
}

/** Straight-line code over the rows; its small contrasts, and only those, by scalar evaluation. */
function gridFiller(
  plan: ScanPlan,
  model: LadderModel,
  quantity: GridQuantity,
  names: readonly string[],
  point: PointAt,
): Filler {
  const grid: CompiledGrid = compileGrid(model, [quantity], { kind: "list", varying: names });
  const constants = Object.fromEntries([...plan.fixed].map(([name, value]) => [name, toDouble(value)]));
  return (inputs, length, onGap) => {
    const out = new Float64Array(length);
    const used = new Map(grid.parameters.map((name) => [name, inputs.get(name) ?? constants[name]]));
    const values = Object.fromEntries([...used, ...inputs]) as Record<string, number | Float64Array>;
    grid.run({ ...constants, ...values }, [out], 0, 1, onGap);
    if (quantity === "contrast") {
      for (let i = 0; i < length; i++) {
        if (!(Math.abs(out[i] as number) < SMALL_CONTRAST)) continue;
        out[i] = valueOrGap(plan, point(inputs, i), (at) => evaluate(model, at).contrast, i, onGap) ?? NaN;
      }
    }
    return [out];
  };
}

/** α_k by jets in double-double; Delta does not enter, so that equal neighbours are computed once. */
function alphaFiller(
  plan: ScanPlan,
  model: LadderModel,
  k: number,
  names: readonly string[],
  point: PointAt,
): Filler {
  const relevant = names.filter((name) => name !== "Delta");
  const unbound = withoutValues(plan.junction);
  return (inputs, length, onGap) => {
    const out = new Float64Array(length);
    const columns = relevant.map((name) => inputs.get(name) as Float64Array);
    for (let i = 0; i < length; i++) {
      const same = i > 0 && columns.every((column) => column[i] === column[i - 1]);
      // Coefficients belong to Delta = 0: the bias of a row does not put them outside.
      const mean = point(inputs, i).set("Delta", 0);
      out[i] =
        same && out[i - 1] === out[i - 1]
          ? (out[i - 1] as number)
          : (valueOrGap(plan, mean, (at) => alphaAt(unbound, model, k, at), i, onGap) ?? NaN);
    }
    return [out];
  };
}

function alphaAt(junction: Junction, model: LadderModel, k: number, point: MutablePoint): number {
  try {
    const lookup = pointLookup(point, liftToDoubleDouble);
    const value = taylorOfJunction(doubleDoubleArithmetic, model, lookup, k, "J")[k];
    if (value && isAccurate(value)) return value.hi;
  } catch (error) {
    if (!(error instanceof WideEnclosureError)) throw error;
  }
  const found = alphaJet(model, point, k, { digits: DIGITS })[k];
  if (found && !found.undecided) return Number(found.value);
  const decided = decidedAlphas(junction, exactValues(point), k)[k] ?? null;
  if (decided === null) throw new UncertifiedError("neither told from zero nor proved to be it");
  return Number(decided);
}

/** α_0 … α_k where enclosures do not tell one from zero: "0" if that is proved by other means, null if nothing is. */
function decidedAlphas(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  k: number,
): readonly (string | null)[] {
  const mean = new Map([...values].filter(([name]) => name !== "Delta"));
  return expansion(junction, "J", mean)
    .values(k, DIGITS)
    .map(({ value }) => value);
}

const exactValues = (point: MutablePoint): Map<string, ExactNumber> =>
  new Map([...point].map(([name, x]) => [name, exactValue(name, x)]));

/** The junction without the values of its file, which are among those of every point. */
function withoutValues(junction: Junction): Junction {
  return { ...junction, bound: new Map<string, ExactNumber>() };
}

/** All quantities of general levels, certified to 17 digits. @throws InputError where the levels have no steady state at all */
function levelsFiller(plan: ScanPlan, model: LevelModel | undefined, names: readonly string[]): Filler {
  const point = pointMaker(plan, names);
  const unbound = withoutValues(plan.junction);
  if (!isPointwise(unbound)) heatFlow(unbound, exactValues(new Map(plan.fixed)));
  const orders = plan.quantities.flatMap((q) => (q.kind === "alpha" && !q.zero ? [q.k] : []));
  const highest = Math.max(0, ...orders);
  const quotients = plan.quantities.some((q) => q.kind === "R" || q.kind === "contrast");
  const plain = plan.quantities.some((q) => q.kind !== "alpha" && q.kind !== "fluctuation");
  const wanted = plan.quantities.flatMap((q) => (q.kind === "fluctuation" ? [q.quantity] : []));
  const width = columnsOf(plan).length - names.length;
  const fast = doublesFiller(plan, names);
  return (inputs, length, onGap) => {
    const columns = Array.from({ length: width }, () => new Float64Array(length));
    for (let i = 0; i < length; i++) {
      if (fast?.(inputs, i, columns)) continue;
      const at = point(inputs, i);
      const values = exactValues(at);
      const here = junctionAt(unbound, values) ?? unbound;
      const mean = new Map(at).set("Delta", 0);
      const result = plain
        ? valueOrGap(plan, at, () => evaluateAt(here, values, DIGITS), i, onGap)
        : undefined;
      const noises =
        wanted.length === 0
          ? undefined
          : valueOrGap(plan, at, () => fluctuationsAt(here, wanted, values, DIGITS), i, onGap);
      const alphas =
        highest === 0
          ? undefined
          : valueOrGap(
              plan,
              mean,
              () => {
                const own = here === unbound && model ? model : levelModelOf(here);
                return levelAlphas(here, own, values, highest);
              },
              i,
              onGap,
            );
      const numbers = plan.quantities.flatMap((q): string[] => {
        if (q.kind === "alpha") return [q.zero ? "0" : (alphas?.[q.k] ?? "NaN")];
        if (q.kind === "populations")
          return result ? [...(result.populations ?? [])] : Array.from({ length: q.levels }, () => "NaN");
        if (q.kind === "fluctuation") {
          const found = noises?.find(({ quantity }) => quantity === q.quantity);
          return [found && !found.undecided ? (found.value ?? "NaN") : "NaN"];
        }
        if (q.kind === "population_ratio" || result?.undecided.includes(q.kind) === true) return ["NaN"];
        return [result?.[q.kind] ?? "NaN"];
      });
      columns.forEach((column, c) => (column[i] = Number(numbers[c])));
      if (result?.noHeat !== undefined && quotients) onGap(i, "still");
      else if (plan.quantities.some((q) => result?.undecided.includes(q.kind))) onGap(i, "uncertified");
      if (noises?.some((q) => q.undecided)) onGap(i, "uncertified");
      if (alphas && orders.some((k) => alphas[k] === null)) onGap(i, "uncertified");
    }
    return columns;
  };
}

/** Rows whose error in doubles is estimated above this are computed again, with certified digits. */
const DOUBLES_ERROR = 1e-9;

type Inputs = ReadonlyMap<string, Float64Array>;

/**
 * Fills a row in doubles and says so, where their error is small enough and every sign of the domain is clear; undefined where a
 * quantity needs more than the currents.
 */
function doublesFiller(
  { junction, fixed, quantities }: ScanPlan,
  names: readonly string[],
): ((inputs: Inputs, i: number, columns: Columns) => boolean) | undefined {
  if (
    quantities.some(
      (q) => q.kind === "population_ratio" || q.kind === "fluctuation" || (q.kind === "alpha" && !q.zero),
    )
  )
    return undefined;
  const prepared = inDoubles(junction);
  if (!prepared) return undefined;
  const point = new Map([...fixed].map(([name, value]) => [name, toDouble(value)]));
  const delicate = quantities.some((q) => q.kind === "contrast");
  return (inputs, i, columns) => {
    for (const name of names) point.set(name, inputs.get(name)?.[i] as number);
    const [left, right] = [point.get("T_L"), point.get("T_R")];
    if (left !== undefined && right !== undefined) point.set("T_a", left + right).set("Delta", left - right);
    const found = prepared.currents(point);
    if (!found || !(found.error < DOUBLES_ERROR)) return false;
    const [forward, backward] = [Math.abs(found.J), Math.abs(found.J_reversed)];
    const contrast = (forward - backward) / (forward + backward);
    // Whether R is 1 is not for doubles to say, and what is left of a small contrast is little.
    if (Math.abs(contrast) * (delicate ? DOUBLES_ERROR : 1) <= 4 * found.error) return false;
    let c = 0;
    const put = (x: number): void => {
      (columns[c++] as Float64Array)[i] = x;
    };
    for (const q of quantities) {
      if (q.kind === "populations") found.populations.forEach(put);
      else if (q.kind === "alpha" || q.kind === "fluctuation") put(q.kind === "alpha" ? 0 : NaN);
      else
        put(
          {
            J: found.J,
            J_reversed: found.J_reversed,
            R: forward / backward,
            contrast,
            population_ratio: NaN,
          }[q.kind],
        );
    }
    return true;
  };
}

function levelModelOf(junction: Junction): LevelModel {
  const numeric = numericModel(junction);
  if (numeric.kind === "levels") return numeric.model;
  throw new Error("internal: levels were expected");
}

/** α_0 … α_k, null for one neither told from zero nor proved to be it. @throws NoSteadyStateError */
function levelAlphas(
  junction: Junction,
  model: LevelModel,
  values: ReadonlyMap<string, ExactNumber>,
  k: number,
): readonly (string | null)[] {
  heatFlow(junction, values);
  const found = alphaOfLevels(model, values, k, { digits: DIGITS });
  return found.some(({ undecided }) => undecided)
    ? decidedAlphas(junction, values, k)
    : found.map(({ value }) => value);
}
