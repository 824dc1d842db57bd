/** What a scan computes: checked before it starts, as plain data that threads and shards share. */
import { evaluate } from "../../numeric/junction/evaluate.js";
import { missingNames, readBindings } from "../model/point.js";
import { requireDomain } from "../model/domain.js";
import { InputError, excerpt } from "../input/errors.js";
import { exactNumber, formatExactNumber } from "../input/exact-number.js";
import { isOddCurrent } from "../expansion/odd-current.js";
import { type Junction } from "../junction/junction.js";
import { asInputError } from "../input/numeric-errors.js";
import { numericModel } from "../model/model.js";
import { isPointwise } from "../model/pointwise.js";
import { type Axis, axisCount, axisRange, axisValues, parseAxis } from "./axis.js";
import {
  FLUCTUATION_NAMES,
  QUANTITY_HINT,
  type Fluctuation,
  isFluctuation,
  readQuantity,
} from "../junction/quantity.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { isGap } from "./gap.js";
import { unitLabels } from "../junction/units.js";
import { suggestion } from "../input/suggest.js";
import { type Values } from "../verify/derivation.js";

/** A quantity of a scan; populations stand for as many columns as there are levels. */
type ScanQuantity =
  | { readonly kind: "J" | "J_reversed" | "R" | "contrast" | "population_ratio" }
  /** `zero`: proved to vanish identically, so that nothing is computed. */
  | { readonly kind: "alpha"; readonly k: number; readonly zero: boolean }
  | { readonly kind: "populations"; readonly levels: number }
  | { readonly kind: "fluctuation"; readonly quantity: Fluctuation };

/** Where the points come from. */
export type ScanPoints =
  | { readonly kind: "axes"; readonly axes: readonly Axis[] }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly names: readonly string[];
      readonly rows: number;
      readonly sha256: string;
    };

/** A scan. Rows are numbered 0 … total−1; with axes the last one varies fastest. */
export interface ScanPlan {
  readonly junction: Junction;
  /** Values of what does not vary, T_a and Delta among them unless they (or T_L, T_R) vary. */
  readonly fixed: Values;
  readonly points: ScanPoints;
  readonly quantities: readonly ScanQuantity[];
  readonly format: "csv" | "ndjson";
  readonly total: number;
}

/** Rows from ≤ row < to. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

const SIMPLE = ["J", "J_reversed", "R", "contrast", "population_ratio"] as const;
const HIGHEST_ALPHA = 40;
/** Corners of the box of axes that are tried before a scan starts. */
const MOST_CORNERS = 256;

/** The options of `heatdiode scan` as typed. */
export interface ScanRequest {
  readonly at: string | undefined;
  readonly axes: readonly string[];
  readonly quantities: string | undefined;
  readonly format: "csv" | "ndjson";
}

/**
 * Makes the plan of a scan over axes and tries its corners. Values that no point can have (a gap of −1) are refused, and a grid
 * of which no corner has a value; corners that lie outside the domain become rows with empty fields.
 * @throws InputError naming the corner
 */
export function planScan(junction: Junction, request: ScanRequest): ScanPlan {
  const axes = request.axes.map((axis) => parseAxis(axis, unitLabels(junction)));
  if (axes.length === 0) {
    throw new InputError("nothing varies", {
      where: "--x",
      hint: "give an axis such as --x omega=0.02:3:150",
    });
  }
  const quantities = parseQuantities(junction, request.quantities);
  const total = axes.reduce((n, axis) => n * axisCount(axis), 1);
  if (!Number.isSafeInteger(total)) throw new InputError("more points than can be counted");
  const fixed = checkCorners(junction, request.at, axes, needsBias(quantities));
  return { junction, fixed, points: { kind: "axes", axes }, quantities, format: request.format, total };
}

/** Makes the plan of a scan over the points of a file that was looked through already. */
export function planPoints(
  junction: Junction,
  request: Omit<ScanRequest, "axes">,
  points: Extract<ScanPoints, { kind: "file" }>,
): ScanPlan {
  const fixed = fixedAt(junction, request, points.names);
  const quantities = parseQuantities(junction, request.quantities);
  return { junction, fixed, points, quantities, format: request.format, total: points.rows };
}

/**
 * The values of what does not vary, T_a and Delta among them unless they (or T_L, T_R) do.
 * @param names  what varies
 * @throws InputError for names that the junction does not have, and values that are missing
 */
export function fixedAt(
  junction: Junction,
  { at, quantities }: Omit<ScanRequest, "axes">,
  names: readonly string[],
): Values {
  requireNames(junction, names);
  const anywhere = names.map(() => 1);
  return fixedValues(junction, at, names, anywhere, needsBias(parseQuantities(junction, quantities)));
}

/** Reads `--quantity`. @throws InputError */
function parseQuantities(junction: Junction, text: string | undefined): readonly ScanQuantity[] {
  const words = (text ?? "R,J").split(",").map((word) => word.trim());
  return words.map((word, i) => {
    if (words.indexOf(word) !== i)
      throw new InputError(`${excerpt(word)} is asked for twice`, { where: "--quantity" });
    return parseQuantity(junction, word);
  });
}

function parseQuantity(junction: Junction, word: string): ScanQuantity {
  const { subsystem } = junction;
  const simple = SIMPLE.find((name) => name === word);
  if (simple === "population_ratio" && subsystem.kind !== "ladder") {
    throw new InputError("population_ratio is a property of ladders", { where: "--quantity" });
  }
  if (simple) return { kind: simple };
  const order = /^alpha_(\d{1,3})$/.exec(word)?.[1];
  if (order !== undefined && Number(order) <= HIGHEST_ALPHA) {
    const k = Number(order);
    // Where oddness is not proved, as for many levels it may be out of reach, jets print what they find.
    const zero = k === 0 || (k % 2 === 0 && isOddCurrent(junction, new Map()));
    return { kind: "alpha", k, zero };
  }
  const quantity = readQuantity(word);
  if (quantity !== undefined && isFluctuation(quantity)) {
    requirePopulationsAlone(junction, "the noise");
    return { kind: "fluctuation", quantity };
  }
  if (word === "populations") {
    if (subsystem.kind !== "ladder") return { kind: "populations", levels: subsystem.energies.length };
    if (subsystem.levels !== "infinite") return { kind: "populations", levels: subsystem.levels };
    throw new InputError("an oscillator has infinitely many populations", {
      where: "--quantity",
      hint: "ask for population_ratio: P_n = (1 - r)*r^n",
    });
  }
  const known = [...SIMPLE, "populations", "alpha_1", "alpha_2", ...FLUCTUATION_NAMES];
  if (word.startsWith("kappa_"))
    throw new InputError(`unknown quantity ${excerpt(word)}`, { where: "--quantity", hint: QUANTITY_HINT });
  if (word === "")
    throw new InputError("a quantity without a name", {
      where: "--quantity",
      hint: `known: ${known.join(", ")}`,
    });
  throw new InputError(`unknown quantity ${excerpt(word)}`, {
    where: "--quantity",
    hint: suggestion(word, known),
  });
}

/** The names of the columns: what varies, then the quantities. */
export function columnsOf({ points, quantities }: ScanPlan): readonly string[] {
  return [...varyingNames(points), ...quantities.flatMap(quantityColumns)];
}

/** The parameters that vary, in the order of the columns. */
export function varyingNames(points: ScanPoints): readonly string[] {
  return points.kind === "axes" ? points.axes.map(({ name }) => name) : points.names;
}

function quantityColumns(quantity: ScanQuantity): readonly string[] {
  switch (quantity.kind) {
    case "alpha":
      return [`alpha_${quantity.k}`];
    case "populations":
      return Array.from({ length: quantity.levels }, (_, n) => `P_${n}`);
    case "fluctuation":
      return [quantity.quantity];
    default:
      return [quantity.kind];
  }
}

/** @throws InputError for a name that the junction does not have, or that stands on two axes */
function requireNames(junction: Junction, names: readonly string[]): void {
  const known = ["T_a", "Delta", "T_L", "T_R", ...junction.parameters.map(({ name }) => name)];
  names.forEach((name, i) => {
    if (!known.includes(name)) {
      throw new InputError(`${junction.name} has no ${excerpt(name)}`, {
        where: "axis",
        hint: suggestion(name, known),
      });
    }
    if (names.indexOf(name) !== i) throw new InputError(`${name} is on two axes`);
  });
}

/** Whether a quantity depends on Delta: all but the coefficients of its powers. */
function needsBias(quantities: readonly ScanQuantity[]): boolean {
  return quantities.some(({ kind }) => kind !== "alpha");
}

/** Tries every corner of the box of axes and its middle: one has to have a value. Returns the values that do not vary. */
function checkCorners(
  junction: Junction,
  at: string | undefined,
  axes: readonly Axis[],
  bias: boolean,
): Values {
  const names = axes.map(({ name }) => name);
  requireNames(junction, names);
  const ranges = axes.map(axisRange);
  const corners = Math.min(MOST_CORNERS, 2 ** axes.length);
  const middle = axes.map((axis) => axisValues(axis)(Math.floor(axisCount(axis) / 2)));
  const numeric = isPointwise(junction) ? undefined : numericModel(junction);
  let outside: InputError | undefined;
  let inside = false;
  let fixed: Values = new Map();
  for (let corner = 0; corner <= corners; corner++) {
    const values = corner === corners ? middle : ranges.map((range, i) => range[(corner >> i) & 1] as number);
    const text = names.map((name, i) => `${name}=${values[i]}`).join(", ");
    const where = `at the ${corner === corners ? "middle" : "corner"} ${text} of the grid`;
    try {
      fixed = fixedValues(junction, at, names, values, bias);
      const bound = bindings(junction, at, names, values, bias);
      requireDomain(junction, bound);
      if (numeric?.kind === "ladder") asInputError(() => evaluate(numeric.model, bound));
      inside = true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (!isGap(error)) throw error.within(where);
      outside ??= error.within(where);
    }
  }
  if (!inside && outside) throw outside;
  return fixed;
}

function bindings(
  junction: Junction,
  at: string | undefined,
  names: readonly string[],
  values: readonly number[],
  bias: boolean,
): Values {
  const pairs = names.map((name, i) => `${name}=${values[i]}`);
  const text = at === undefined || at.trim() === "" ? pairs.join(",") : `${at},${pairs.join(",")}`;
  const bound = new Map(readBindings(text, junction, { allowDelta: true }));
  // Coefficients do not depend on Delta; what reads a point wants one.
  if (!bias && !bound.has("Delta")) bound.set("Delta", exactNumber(0));
  const missing = missingNames(bound, junction, { delta: true });
  if (missing.length === 0) return bound;
  throw new InputError(`no value for ${missing.join(", ")}`, {
    hint: `add --at ${missing.map((name) => `${name}=…`).join(",")}, or an axis`,
  });
}

/** What does not vary: the bindings at one point without what does; a single fixed T_L or T_R by itself. */
function fixedValues(
  junction: Junction,
  at: string | undefined,
  names: readonly string[],
  values: readonly number[],
  bias: boolean,
): Values {
  const bound = new Map(bindings(junction, at, names, values, bias));
  for (const name of names) bound.delete(name);
  if (!names.includes("T_L") && !names.includes("T_R")) return bound;
  const [sum, delta] = [bound.get("T_a"), bound.get("Delta")];
  bound.delete("T_a");
  bound.delete("Delta");
  for (const [name, sign] of [
    ["T_L", 1n],
    ["T_R", -1n],
  ] as const) {
    if (names.includes(name) || !sum || !delta) continue;
    bound.set(name, {
      numerator: sum.numerator * delta.denominator + sign * delta.numerator * sum.denominator,
      denominator: 2n * sum.denominator * delta.denominator,
    });
  }
  return bound;
}

/** The rows of the i-th of n shards (i = 1 … n): contiguous, their sizes differ by one at most. */
export function shardRange(
  total: number,
  shard: { readonly index: number; readonly count: number },
): RowRange {
  const at = (i: number): number => Number((BigInt(total) * BigInt(i)) / BigInt(shard.count));
  return { from: at(shard.index - 1), to: at(shard.index) };
}

/** Reads `i/n`. @throws InputError unless 1 ≤ i ≤ n */
export function parseShard(text: string): { readonly index: number; readonly count: number } {
  const [, i, n] = /^(\d{1,7})\/(\d{1,7})$/.exec(text.trim()) ?? [];
  const [index, count] = [Number(i), Number(n)];
  if (index >= 1 && index <= count) return { index, count };
  throw new InputError(`${excerpt(text)} is not a shard`, {
    where: "--shard",
    hint: "write i/n, such as 3/16",
  });
}

/** The plan as text by which scans are told apart: equal text, equal bytes. */
export function planIdentity(plan: ScanPlan, version: string): string {
  const { junction, fixed, points, quantities, format, total } = plan;
  const place = points.kind === "file" ? { ...points, path: undefined } : points;
  return JSON.stringify({
    version,
    junction: plain({ ...junction, bound: undefined }),
    fixed: [...fixed].map(([name, value]) => [name, formatExactNumber(value)]),
    points: plain(place),
    quantities,
    format,
    total,
  });
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, x: unknown) =>
      typeof x === "bigint" ? `${x}n` : x instanceof Map ? [...x] : x,
    ),
  );
}
