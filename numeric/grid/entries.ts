/** Entries of a tape as WebAssembly, two columns at a time: each a local of the function that is being written. */
import { type GridMemory, type NeededPlan, type WasmRequest } from "./memory.js";
import { type Coefficient, type ExponentialPair, pairOf } from "./plan.js";
import { type ExpPlaces, writeExponentials, writeProductError } from "./module-exp.js";
import { type Operation, operands } from "../arithmetic/tape.js";
import { type FunctionWriter } from "./wasm-writer.js";

/** Indices of the functions that entries call. */
export interface CalledFunctions {
  readonly exp: number;
  readonly expm1: number;
  readonly pow: number;
  /** Exponentials beyond the tables. */
  readonly beyond: number;
}

/** Writes entries of one tape. */
export interface EntryWriter {
  readonly exponentials: ExpPlaces;
  /**
   * Writes the entries of one level; `known` holds the locals of entries written before.
   * @param at  the local that points at the column, and which of the rows of a pass this is
   */
  readonly section: (
    w: FunctionWriter,
    plan: NeededPlan,
    level: 0 | 1 | 2 | 3,
    known: Map<number, number>,
    at: { readonly pointer?: number; readonly copy?: number },
  ) => void;
  /** Writes exp and expm1 of the argument's local. */
  readonly pair: (w: FunctionWriter, pair: ExponentialPair, known: Map<number, number>) => void;
}

/** A writer for a tape, its memory and its functions. */
export function entryWriter(request: WasmRequest, memory: GridMemory, builtIn: CalledFunctions): EntryWriter {
  const { tape, rowName } = request;
  const { operations } = tape;
  const { rows, columns, fixed, tableExp, tableExpm1, beyond } = memory;
  const exponentials: ExpPlaces = {
    // Numbers are loaded: written into the code they would be put together anew at every use.
    constant: (w, value) => {
      w.i32(0);
      w.memory("v128.load", memory.constant(value));
    },
    tableExp,
    tableExpm1,
    beyond,
    beyondFunction: builtIn.beyond,
  };

  function section(
    w: FunctionWriter,
    plan: NeededPlan,
    level: 0 | 1 | 2 | 3,
    known: Map<number, number>,
    at: { readonly pointer?: number; readonly copy?: number },
  ): void {
    for (const index of plan.sections[level]) {
      if (known.has(index)) continue;
      const o = operations[index] as Operation;
      const get = (i: number): void => w.get(known.get(i) as number);
      const pair = pairOf(tape, index, plan.needed);
      if (pair) {
        writePair(w, pair, known);
        continue;
      }
      if (o.op === "expProduct") {
        known.set(index, corrected(w, o, known));
        continue;
      }
      const result = w.local("v128");
      write(o, get);
      w.set(result);
      known.set(index, result);
    }
    function write(o: Exclude<Operation, { op: "expProduct" }>, get: (i: number) => void): void {
      switch (o.op) {
        case "input":
          if (o.name === rowName) {
            w.i32(rows);
            w.memory("v128.load64_splat", 8 * (at.copy ?? 0));
          } else if (columns.has(o.name)) {
            w.get(at.pointer as number);
            w.memory("v128.load", columns.get(o.name) as number);
          } else {
            w.i32(0);
            w.memory("v128.load64_splat", fixed.get(o.name) as number);
          }
          return;
        case "constant":
          exponentials.constant(w, o.value);
          return;
        case "root":
          get(o.a);
          if (o.degree === 2) w.op("f64x2.sqrt");
          else
            perLane(w, () => {
              w.f64(1 / o.degree);
              w.call(builtIn.pow);
            });
          return;
        case "select":
          get(o.negative);
          get(o.otherwise);
          get(o.condition);
          exponentials.constant(w, 0);
          w.op("f64x2.lt");
          w.op("v128.bitselect");
          return;
        default:
          for (const i of operands(o)) get(i);
          w.op(`f64x2.${o.op as "add" | "sub" | "mul" | "div" | "neg"}`);
      }
    }
  }

  function writePair(w: FunctionWriter, pair: ExponentialPair, known: Map<number, number>): void {
    const local = (i: number): number | null => (i < 0 ? null : w.local("v128"));
    const [e, m] = [local(pair.exp), local(pair.expm1)];
    writeExponentials(w, exponentials, known.get(pair.argument) as number, e, m);
    if (e !== null) known.set(pair.exp, e);
    if (m !== null) known.set(pair.expm1, m);
  }

  /** exp(−a·b) less its part that the rounding of a·b, and what b lacks, have too much. */
  function corrected(
    w: FunctionWriter,
    o: Extract<Operation, { op: "expProduct" }>,
    known: ReadonlyMap<number, number>,
  ): number {
    const [a, b, low] = [o.a, o.b, o.low].map((i) => known.get(i) as number) as [number, number, number];
    const [x, e] = [w.local("v128"), w.local("v128")];
    w.get(a);
    w.get(b);
    w.op("f64x2.mul");
    w.op("f64x2.neg");
    w.set(x);
    writeExponentials(w, exponentials, x, e, null);
    w.get(e);
    w.get(e);
    writeProductError(w, exponentials, a, b);
    w.get(a);
    w.get(low);
    for (const op of ["mul", "add", "mul", "sub"] as const) w.op(`f64x2.${op}`);
    w.set(e);
    return e;
  }
  return { exponentials, section, pair: writePair };
}

/** Applies a function of one double to both lanes of the vector on the stack; the writer leaves the rest to `apply`. */
export function perLane(w: FunctionWriter, apply: () => void): void {
  const x = w.local("v128");
  w.set(x);
  w.get(x);
  for (const lane of [0, 1]) {
    w.get(x);
    w.lane("f64x2.extract_lane", lane);
    apply();
    w.lane("f64x2.replace_lane", lane);
  }
}

/** Puts the coefficient of the row axis on the stack. */
export function writeCoefficient(
  w: FunctionWriter,
  c: Coefficient,
  known: ReadonlyMap<number, number>,
): void {
  if (c.kind === "one") {
    w.f64x2(1);
    return;
  }
  writeCoefficient(w, c.of, known);
  if (c.kind === "neg") w.op("f64x2.neg");
  else {
    w.get(known.get(c.by) as number);
    w.op(`f64x2.${c.kind}`);
  }
}
