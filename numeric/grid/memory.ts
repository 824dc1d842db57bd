/** Where a grid's module keeps its tables, inputs, states and results: byte offsets in its memory. */
import { TABLE_SIZE } from "./exp-tables.js";
import { type Coefficient, type ExponentialPair, type GridPlan, gridPlan } from "./plan.js";
import { type Tape } from "../arithmetic/tape.js";

/** Columns worked on together: their values, states and steps stay in the cache. */
export const TILE = 1024;
/** Rows of one pass over the columns on a uniform axis. */
export const ROWS_AT_ONCE = 4;
/** Rows of output kept in the module's memory before they are copied out. */
export const ROWS_KEPT = 16;
/** Bytes from one row of a tile to the next: a cache line more than its values, lest rows contend for one place in the cache. */
export const ROW_BYTES = 8 * TILE + 64;

/** What the module is asked for. */
export interface WasmRequest {
  readonly tape: Tape;
  readonly outputs: readonly number[];
  readonly rowName: string;
  readonly columnName: string;
  /** True for a list of points: inputs of level 3 are arrays indexed by the column. */
  readonly list: boolean;
}

/** Byte offsets in the module's memory. */
export interface WasmPlaces {
  readonly tableExp: number;
  readonly tableExpm1: number;
  /** Numbers of the formula, in both lanes. */
  readonly constants: ReadonlyMap<number, number>;
  /** Step of a uniform row axis, then the row axis at the rows of one pass. */
  readonly step: number;
  readonly rows: number;
  /** Sums of the outputs by lane: not finite if one of them is not. */
  readonly sums: number;
  /** Fixed inputs by name, and arrays along the columns by name. */
  readonly fixed: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, number>;
  /** One output after another, {@link ROWS_KEPT} rows each. */
  readonly outputs: readonly number[];
  /** Steps of the addition rule, and whether they advance an exp or only an expm1. */
  readonly states: readonly { readonly step: number; readonly exp: number }[];
}

/** An exponential advanced from row to row: its coefficient and step by column, and its values. */
interface AdvancedState extends ExponentialPair {
  readonly coefficient: Coefficient;
  readonly slope: number;
  /** Entry of what the coefficient lacks, and its place; null where nothing is corrected. */
  readonly low: { readonly entry: number; readonly at: number } | null;
  readonly step: number;
  readonly members: readonly { readonly index: number; readonly at: number }[];
}

/** A plan with the entries it needs. */
export type NeededPlan = GridPlan & { readonly needed: ReadonlySet<number> };

/** The memory of a module as its code sees it. */
export interface GridMemory extends WasmPlaces {
  /** For rows computed one by one, and for rows on a uniform axis. */
  readonly plain: NeededPlan;
  readonly uniform: NeededPlan;
  /** Column entries that the inner loop reads, by their index. */
  readonly hoisted: ReadonlyMap<number, number>;
  readonly states: readonly AdvancedState[];
  /** Two vectors for exponentials beyond the tables. */
  readonly beyond: number;
  /** The place of a number in both lanes; entered when first asked for. */
  readonly constant: (value: number) => number;
  /** Bytes in all. */
  readonly size: () => number;
}

/** Lays out the memory for a tape. */
export function gridMemory({ tape, outputs, rowName, columnName, list }: WasmRequest): GridMemory {
  const plain = gridPlan(tape, outputs, rowName, false);
  const uniform = gridPlan(tape, outputs, rowName, !list);
  let size = 0;
  const place = (bytes: number): number => {
    const at = size;
    size += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const tableExp = place(TABLE_SIZE * 8);
  const tableExpm1 = place(TABLE_SIZE * 8);
  const [step, rows, sums] = [place(16), place(8 * ROWS_AT_ONCE), place(16)];
  const [fixed, columns] = [new Map<string, number>(), new Map<string, number>()];
  for (const [i, o] of tape.operations.entries()) {
    if (o.op !== "input" || !plain.needed.has(i)) continue;
    if (o.name === columnName || (list && tape.levels[i] === 3)) columns.set(o.name, place(ROW_BYTES));
    else if (o.name !== rowName) fixed.set(o.name, place(8));
  }
  const hoisted = new Map<number, number>();
  for (const i of [...plain.hoisted, ...uniform.hoisted]) {
    if (!hoisted.has(i)) hoisted.set(i, place(ROW_BYTES));
  }
  const states = uniform.advanced.map((pair) => ({
    ...pair,
    slope: place(ROW_BYTES),
    low: pair.low === null ? null : { entry: pair.low, at: place(ROW_BYTES) },
    step: place(ROW_BYTES),
    members: [pair.exp, pair.expm1].filter((i) => i >= 0).map((index) => ({ index, at: place(ROW_BYTES) })),
  }));
  const kept = outputs.map(() => place(ROW_BYTES * ROWS_KEPT));
  const beyond = place(32);
  const constants = new Map<number, number>();
  const constant = (value: number): number => {
    const at = constants.get(value) ?? place(16);
    constants.set(value, at);
    return at;
  };
  const inputs = { step, rows, sums, fixed, columns, outputs: kept };
  const tables = { tableExp, tableExpm1, beyond, constants, constant };
  return { ...inputs, ...tables, plain, uniform, hoisted, states, size: () => size };
}
