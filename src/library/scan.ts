/** `scan`: quantities over a grid, computed as they are read, so that a grid of any size needs the memory of a batch. */
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { inNamesOfFile } from "../model/pointwise.js";
import { type Columns, scanComputer } from "../scan/compute.js";
import { columnsOf, planScan, type ScanPlan } from "../scan/plan.js";
import { guard } from "./guard.js";
import { type Value, type Values, valueText } from "./values.js";

/** The values of an axis: a list, or `count` values from `from` to `to` with equal steps or (`"log"`) equal ratios. */
export type AxisValues =
  | readonly Value[]
  | {
      readonly from: Value;
      readonly to: Value;
      readonly count: number;
      readonly scale?: "linear" | "log";
    };

/** A quantity of a scan. `populations` (columns P_0, P_1, …) and `population_ratio` are those of the steady state. */
export type ScanQuantity =
  "J" | "J_reversed" | "R" | "contrast" | "populations" | "population_ratio" | `alpha_${number}`;

/** What varies, what is computed, and everything else. */
export interface ScanOptions {
  /** By name: parameters, `T_a`, `Delta`, or `T_L` and `T_R`. The last axis varies fastest. */
  readonly axes: Readonly<Record<string, AxisValues>>;
  /** Default: R and J. */
  readonly quantities?: readonly ScanQuantity[];
  /** Values of what does not vary. */
  readonly at?: Values;
}

/** A row: the axes, then the quantities, by the names of the columns; NaN where a point has no value (outside the domain). */
export type ScanRow = Readonly<Record<string, number>>;

/** A checked scan. Iterating over it gives its rows, computed batch by batch; each iteration begins anew. */
export interface Scan extends Iterable<ScanRow> {
  readonly junction: string;
  /** Names of the columns: the axes, then the quantities. */
  readonly columns: readonly string[];
  /** Number of rows. */
  readonly total: number;
  /**
   * The rows in columns, some thousands at a time: the fast way to many numbers. Arrays are not used again.
   * @param range  rows from ≤ row < to, for parts computed elsewhere; default all
   */
  readonly batches: (range?: {
    readonly from?: number;
    readonly to?: number;
  }) => Generator<Columns, void, undefined>;
}

/**
 * Prepares a scan over any number of axes. The corners of the grid are tried at once; numbers are computed when they are
 * read. Accuracy: docs/sweeps.md. For files, all cores, resuming and shards there is `heatdiode scan`.
 * @example
 * const sweep = scan(junction("solid-TLS-solid"), {
 *   axes: { omega: { from: "0.1", to: 10, count: 41, scale: "log" }, Gamma_R: [1, 3] },
 *   quantities: ["R", "alpha_2"],
 *   at: { T_a: 1, Delta: "0.5", Gamma_L: 1 },
 * });
 * for (const { omega, Gamma_R, R } of sweep) console.log(omega, Gamma_R, R);
 * @throws InputError for missing or unknown names, for values that no point can have, and where no corner is in the domain
 */
export function scan(junction: Junction, options: ScanOptions): Scan {
  guard(junction, options, ["axes", "quantities", "at"], ["axes"]);
  const plan = planOf(junction, options);
  const columns = columnsOf(plan);
  const batches: Scan["batches"] = ({ from = 0, to = plan.total } = {}) => batchesOf(plan, from, to);
  return {
    junction: junction.name,
    columns,
    total: plan.total,
    batches,
    *[Symbol.iterator]() {
      for (const batch of batches()) {
        const length = batch[0]?.length ?? 0;
        for (let i = 0; i < length; i++) {
          yield Object.fromEntries(columns.map((name, c) => [name, batch[c]?.[i] as number]));
        }
      }
    },
  };
}

function* batchesOf(plan: ScanPlan, from: number, to: number): Generator<Columns, void, undefined> {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && 0 <= from && to <= plan.total)) {
    throw new RangeError(`rows ${from} to ${to} are not within 0 to ${plan.total}`);
  }
  const computer = scanComputer(plan);
  for (let row = from; row < to; row += computer.batch) {
    yield computer.rows(row, Math.min(to, row + computer.batch)).columns;
  }
}

function planOf(junction: Junction, { axes, quantities, at = {} }: ScanOptions): ScanPlan {
  const pairs = Object.entries(at).map(([name, value]) => `${name}=${valueText(name, value)}`);
  try {
    return planScan(inNamesOfFile(junction, [...Object.keys(at), ...Object.keys(axes)]), {
      at: pairs.join(","),
      axes: Object.entries(axes).map(([name, values]) => `${name}=${axisText(name, values)}`),
      quantities: quantities?.join(","),
      format: "csv",
    });
  } catch (error) {
    // The command line's names of the places mean nothing to a program.
    if (!(error instanceof InputError) || error.where === undefined) throw error;
    const where = error.where
      .replace(/--x\b/g, "axes")
      .replace(/--quantity\b/g, "quantities")
      .replace(/--at\b/g, "at");
    throw new InputError(error.what, { where, hint: error.hint });
  }
}

function axisText(name: string, values: AxisValues): string {
  if ("from" in values) {
    const { from, to, count, scale = "linear" } = values;
    const ends = `${valueText(name, from)}:${valueText(name, to)}:${count}`;
    return scale === "log" ? `${ends}:log` : ends;
  }
  return values.map((value) => valueText(name, value)).join(";");
}
