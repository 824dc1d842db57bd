/** Runs the WebAssembly module of a grid: feeds it a tile of columns and a few rows at a time, and copies what it made. */
import { expTables } from "./exp-tables.js";
import { type GridInputs } from "./interpret.js";
import { ROW_BYTES, ROWS_AT_ONCE, ROWS_KEPT, TILE, type WasmPlaces, type WasmRequest } from "./memory.js";
import { gridModule, type WasmExports } from "./module.js";

/** As much of the engine's interface as is needed; the types of this project know no browser. */
interface WebAssemblyHost {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: Readonly<Record<string, (...args: number[]) => number>> },
  ) => { readonly exports: WasmExports & { readonly memory: { readonly buffer: ArrayBuffer } } };
}

/** A loaded module. */
export interface GridEngine {
  /**
   * Fills out[q][(i − from)·columns + j] for the rows from ≤ i < to.
   * @param uniform  step of a uniform row axis and the rows between two fresh starts of the addition rule, or null
   * @returns a number that is not finite if one of the values is not
   */
  run(
    input: GridInputs,
    out: readonly Float64Array[],
    rows: { readonly from: number; readonly to: number },
    columns: number,
    uniform: { readonly step: number; readonly resync: number } | null,
  ): number;
}

/** Loads the module of a tape, or gives null where there is no WebAssembly or the page forbids it. */
export function gridEngine(request: WasmRequest): GridEngine | null {
  const host = (globalThis as unknown as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (!host) return null;
  const tables = expTables();
  const { code, places } = gridModule(request);
  const { exp, expm1, pow } = Math;
  const instance = loaded(() => new host.Instance(new host.Module(code), { env: { exp, expm1, pow } }));
  if (!instance) return null;
  const { exports } = instance;
  const { buffer } = exports.memory;
  new Float64Array(buffer, places.tableExp, tables.exp.length).set(tables.exp);
  new Float64Array(buffer, places.tableExpm1, tables.expm1.length).set(tables.expm1);
  for (const [value, at] of places.constants) new Float64Array(buffer, at, 2).fill(value);
  return {
    run: (input, out, rows, columns, uniform) =>
      runModule(exports, buffer, places, request.rowName, input, out, rows, columns, uniform),
  };
}

/** Null where the page's policy or the size of the code forbids to compile it here. */
function loaded<T>(compile: () => T): T | null {
  try {
    return compile();
  } catch (error) {
    if (error instanceof Error && (error.name === "CompileError" || error.name === "RangeError")) return null;
    throw error;
  }
}

/** Steps c′ = e^c − 1 of the addition rule are to lie between these bounds, or e + e·c′ and E + c′ + E·c′ cancel. */
const [LEAST_STEP, LARGEST_STEP] = [-0.4, 0.65];

/** Whether the addition rule keeps its digits; an expm1 alone may be led down by any step. */
function isGentle(steps: Float64Array, withExp: boolean): boolean {
  return steps.every((c) => c <= LARGEST_STEP && (!withExp || c >= LEAST_STEP));
}

function runModule(
  exports: WasmExports,
  buffer: ArrayBuffer,
  places: WasmPlaces,
  rowName: string,
  input: GridInputs,
  out: readonly Float64Array[],
  { from, to }: { readonly from: number; readonly to: number },
  columns: number,
  uniform: { readonly step: number; readonly resync: number } | null,
): number {
  const view = (at: number, length: number): Float64Array => new Float64Array(buffer, at, length);
  const [sums, rowValues] = [view(places.sums, 2).fill(0), view(places.rows, ROWS_AT_ONCE)];
  view(places.step, 1)[0] = uniform?.step ?? 0;
  for (const [name, at] of places.fixed) view(at, 1)[0] = input[name] as number;
  const arrays = [...places.columns].map(([name, at]) => ({
    source: input[name] as Float64Array,
    target: view(at, TILE),
  }));
  const axis = input[rowName];
  const setRows = (i: number, count: number): void => {
    if (!(axis instanceof Float64Array)) return;
    for (let r = 0; r < count; r++) rowValues[r] = axis[i + r] as number;
  };
  for (let first = 0; first < columns; first += TILE) {
    const width = Math.min(TILE, columns - first);
    const end = 16 * Math.ceil(width / 2);
    for (const { source, target } of arrays) {
      target.set(source.subarray(first, first + width));
      // The partner of the last of an odd number of columns is a copy of it.
      if (width < TILE) target[width] = target[width - 1] as number;
    }
    if (uniform) exports.uniformColumns(end);
    const advance = uniform !== null && places.states.every((s) => isGentle(view(s.step, width), s.exp >= 0));
    if (!advance) exports.columns(end);
    const kept = places.outputs.map((at) =>
      Array.from({ length: ROWS_KEPT }, (_, r) => view(at + ROW_BYTES * r, width)),
    );
    let [i, done] = [from, from];
    const copyOut = (): void => {
      kept.forEach((rows, q) => {
        const target = out[q] as Float64Array;
        for (let r = done; r < i; r++)
          target.set(rows[r - done] as Float64Array, (r - from) * columns + first);
      });
      done = i;
    };
    while (i < to) {
      const count = advance && i % ROWS_AT_ONCE === 0 && i + ROWS_AT_ONCE <= to ? ROWS_AT_ONCE : 1;
      if (i + count - done > ROWS_KEPT) copyOut();
      const row = ROW_BYTES * (i - done);
      setRows(i, count);
      if (!advance) exports.row(end, row);
      else {
        if (i % uniform.resync === 0 || i === from) exports.fresh(end);
        if (count === 1) exports.uniformRow(end, row);
        else exports.uniformRows(end, row);
      }
      i += count;
    }
    copyOut();
  }
  return (sums[0] as number) + (sums[1] as number);
}
