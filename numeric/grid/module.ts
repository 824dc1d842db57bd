/**
 * A tape as a WebAssembly module that works on two columns at a time: fixed and row entries once per row, column entries
 * once per tile of columns, the rest in the inner loop, several rows in one pass so that a column is read once for them.
 */
import { type CalledFunctions, entryWriter, perLane, writeCoefficient } from "./entries.js";
import {
  gridMemory,
  type NeededPlan,
  ROW_BYTES,
  ROWS_AT_ONCE,
  type WasmPlaces,
  type WasmRequest,
} from "./memory.js";
import { writeBeyond, writeProductError } from "./module-exp.js";
import { type FunctionWriter, type WasmFunction, type WasmImport, wasmModule } from "./wasm-writer.js";

/**
 * The exported functions. `end` is the width of the tile in bytes, rounded up to pairs; `row` the byte offset in the
 * kept outputs.
 */
export interface WasmExports {
  /** Column entries of a tile, for rows computed one by one. */
  columns(end: number): void;
  /** One row from its value at `rows`. */
  row(end: number, row: number): void;
  /** The same for rows on a uniform axis: with the steps of the advanced exponentials, which `fresh` starts. */
  uniformColumns(end: number): void;
  fresh(end: number): void;
  uniformRow(end: number, row: number): void;
  uniformRows(end: number, row: number): void;
}

const IMPORTS: readonly WasmImport[] = [
  { name: "exp", parameters: ["f64"], results: ["f64"] },
  { name: "expm1", parameters: ["f64"], results: ["f64"] },
  { name: "pow", parameters: ["f64", "f64"], results: ["f64"] },
];
/** The imported functions are numbered first, then the module's own. */
const CALLED: CalledFunctions = { exp: 0, expm1: 1, pow: 2, beyond: 3 };

/** Writes a tape. */
export function gridModule(request: WasmRequest): {
  readonly code: Uint8Array<ArrayBuffer>;
  readonly places: WasmPlaces;
} {
  const { outputs } = request;
  const memory = gridMemory(request);
  const { step, rows, sums, states, hoisted, outputs: kept } = memory;
  const entries = entryWriter(request, memory, CALLED);

  /** The loop over the pairs of columns; the pointer runs from 0 to the first parameter. */
  function loop(w: FunctionWriter, body: (pointer: number) => void): void {
    const pointer = w.local("i32");
    w.i32(0);
    w.set(pointer);
    w.repeat(() => {
      body(pointer);
      w.get(pointer);
      w.i32(16);
      w.op("i32.add");
      w.set(pointer);
      w.get(pointer);
      w.get(0);
      w.op("i32.lt_u");
    });
  }

  const load = (w: FunctionWriter, pointer: number, at: number): number => {
    const local = w.local("v128");
    w.get(pointer);
    w.memory("v128.load", at);
    w.set(local);
    return local;
  };
  const store = (w: FunctionWriter, pointer: number, at: number, local: number): void => {
    w.get(pointer);
    w.get(local);
    w.memory("v128.store", at);
  };

  function columnsFunction(name: string, plan: NeededPlan, uniform: boolean): WasmFunction {
    const write = (w: FunctionWriter): void => {
      const fixedLocals = new Map<number, number>();
      entries.section(w, plan, 0, fixedLocals, {});
      loop(w, (pointer) => {
        const known = new Map(fixedLocals);
        entries.section(w, plan, 2, known, { pointer });
        for (const i of plan.hoisted) store(w, pointer, hoisted.get(i) as number, known.get(i) as number);
        if (!uniform) return;
        for (const state of states) {
          const [a, c] = [w.local("v128"), w.local("v128")];
          writeCoefficient(w, state.coefficient, known);
          w.set(a);
          w.i32(step);
          w.memory("v128.load64_splat", 0);
          w.get(a);
          w.op("f64x2.mul");
          perLane(w, () => w.call(CALLED.expm1));
          w.set(c);
          if (state.low) {
            // The coefficient is −b: what b lacks counts with its sign, like the rounding of a·step.
            const low = known.get(state.low.entry) as number;
            const steps = w.local("v128");
            w.i32(step);
            w.memory("v128.load64_splat", 0);
            w.set(steps);
            w.get(c);
            w.get(c);
            entries.exponentials.constant(w, 1);
            w.op("f64x2.add");
            writeProductError(w, entries.exponentials, steps, a);
            w.get(steps);
            w.get(low);
            for (const op of ["mul", "sub", "mul", "add"] as const) w.op(`f64x2.${op}`);
            w.set(c);
            store(w, pointer, state.low.at, low);
          }
          store(w, pointer, state.slope, a);
          store(w, pointer, state.step, c);
        }
      });
    };
    return { name, parameters: ["i32"], results: [], write };
  }

  /** A fresh start of the addition rule at the first row of the pass. */
  const fresh: WasmFunction = {
    name: "fresh",
    parameters: ["i32"],
    results: [],
    write: (w) =>
      loop(w, (pointer) => {
        for (const state of states) {
          const [x, row] = [w.local("v128"), w.local("v128")];
          w.i32(rows);
          w.memory("v128.load64_splat", 0);
          w.set(row);
          const slope = load(w, pointer, state.slope);
          w.get(row);
          w.get(slope);
          w.op("f64x2.mul");
          w.set(x);
          const known = new Map([[state.argument, x]]);
          entries.pair(w, state, known);
          if (state.low) {
            const e = known.get(state.exp) as number;
            const low = load(w, pointer, state.low.at);
            w.get(e);
            w.get(e);
            writeProductError(w, entries.exponentials, row, slope);
            w.get(row);
            w.get(low);
            for (const op of ["mul", "sub", "mul", "add"] as const) w.op(`f64x2.${op}`);
            w.set(e);
          }
          for (const { index, at } of state.members) store(w, pointer, at, known.get(index) as number);
        }
      }),
  };

  /** The inner loop for `count` rows at once. */
  function rowsFunction(name: string, plan: NeededPlan, count: number, uniform: boolean): WasmFunction {
    const write = (w: FunctionWriter): void => {
      const fixedLocals = new Map<number, number>();
      entries.section(w, plan, 0, fixedLocals, {});
      const copies = Array.from({ length: count }, (_, copy) => {
        const known = new Map(fixedLocals);
        entries.section(w, plan, 1, known, { copy });
        const sum = w.local("v128");
        w.f64x2(0);
        w.set(sum);
        return { known, sum };
      });
      loop(w, (pointer) => {
        const target = w.local("i32");
        w.get(pointer);
        w.get(1);
        w.op("i32.add");
        w.set(target);
        const columnLocals = plan.hoisted.map(
          (i) => [i, load(w, pointer, hoisted.get(i) as number)] as const,
        );
        const current = uniform
          ? states.map((s) => ({
              step: load(w, pointer, s.step),
              members: s.members.map((m) => ({
                ...m,
                local: load(w, pointer, m.at),
                minus: m.index === s.expm1,
              })),
            }))
          : [];
        const moving = current.flatMap((s) => s.members.map((m) => [m.index, m.local] as const));
        copies.forEach(({ known: before, sum }, copy) => {
          const known = new Map([...before, ...columnLocals, ...moving]);
          entries.section(w, plan, 3, known, { pointer, copy });
          outputs.forEach((index, q) => {
            const value = known.get(index) as number;
            store(w, target, (kept[q] as number) + copy * ROW_BYTES, value);
            w.get(sum);
            w.get(value);
            w.op("f64x2.add");
            w.set(sum);
          });
          for (const { step: c, members } of current) {
            for (const { local, minus } of members) {
              // E + (c + E·c) for expm1, e + e·c for exp.
              w.get(local);
              if (minus) w.get(c);
              w.get(local);
              w.get(c);
              w.op("f64x2.mul");
              if (minus) w.op("f64x2.add");
              w.op("f64x2.add");
              w.set(local);
            }
          }
        });
        for (const { members } of current) for (const { at, local } of members) store(w, pointer, at, local);
      });
      for (const { sum } of copies) {
        w.i32(sums);
        w.i32(sums);
        w.memory("v128.load", 0);
        w.get(sum);
        w.op("f64x2.add");
        w.memory("v128.store", 0);
      }
    };
    return { name, parameters: ["i32", "i32"], results: [], write };
  }

  const beyond: WasmFunction = {
    parameters: ["v128"],
    results: [],
    write: (w) => writeBeyond(w, entries.exponentials, [CALLED.exp, CALLED.expm1]),
  };
  const functions: WasmFunction[] = [
    beyond,
    columnsFunction("columns", memory.plain, false),
    rowsFunction("row", memory.plain, 1, false),
    columnsFunction("uniformColumns", memory.uniform, true),
    fresh,
    rowsFunction("uniformRow", memory.uniform, 1, true),
    rowsFunction("uniformRows", memory.uniform, ROWS_AT_ONCE, true),
  ];
  return { code: wasmModule(IMPORTS, functions, memory.size), places: memory };
}
