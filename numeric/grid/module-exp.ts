/**
 * exp and expm1 of two doubles at once, as WebAssembly: x = −k/64 + r by the tables of `grid/exp-tables.ts` and one short
 * polynomial. Beyond the tables the built-in functions are called, lane by lane.
 */
import {
  EXP_COEFFICIENTS,
  HIGHEST_ARGUMENT,
  LOWEST_ARGUMENT,
  SPLITTER,
  STEPS,
  TABLE_SIZE,
} from "./exp-tables.js";
import { type FunctionWriter } from "./wasm-writer.js";

/** Where the tables are in the module's memory, and how a number is put on the stack in both lanes. */
export interface ExpPlaces {
  readonly tableExp: number;
  readonly tableExpm1: number;
  /** Two vectors, exp and expm1, in which the function for arguments beyond the tables leaves its results. */
  readonly beyond: number;
  /** Index of that function. */
  readonly beyondFunction: number;
  readonly constant: (w: FunctionWriter, value: number) => void;
}

/** Adding 1.5·2^52 leaves a number rounded to an integer in the low bits. */
const ROUNDING = 1.5 * 2 ** 52;
/** As bits: everything but the bits of an index, seen as a double. */
const BEYOND_INDEX = new Float64Array(BigInt64Array.of(-BigInt(TABLE_SIZE)).buffer)[0] as number;

/** Sets k (an integer in each 64-bit lane) and puts the rounded 64·(−x) + ROUNDING into `t`. */
function rounded(w: FunctionWriter, { constant }: ExpPlaces, x: number, t: number, k: number): void {
  constant(w, ROUNDING);
  w.get(x);
  constant(w, STEPS);
  w.op("f64x2.mul");
  w.op("f64x2.sub");
  w.set(t);
  w.get(t);
  constant(w, ROUNDING);
  w.op("v128.xor");
  w.set(k);
}

/** Puts p = e^r − 1 on the stack. */
function polynomial(w: FunctionWriter, { constant }: ExpPlaces, r: number): void {
  const q = w.local("v128");
  const [c2, c3, c4, c5, c6] = EXP_COEFFICIENTS;
  w.get(r);
  w.get(r);
  w.op("f64x2.mul");
  w.set(q);
  w.get(r);
  w.get(q);
  const linear = (first: number, slope: number): void => {
    constant(w, first);
    w.get(r);
    constant(w, slope);
    w.op("f64x2.mul");
    w.op("f64x2.add");
  };
  linear(c2, c3);
  w.get(q);
  linear(c4, c5);
  w.get(q);
  constant(w, c6);
  for (const op of ["mul", "add", "mul", "add", "mul", "add"] as const) w.op(`f64x2.${op}`);
}

/** Sets `exp` and `expm1` (null: not wanted) from x, both lanes served by the tables, with t and k of it. */
function fromTables(
  w: FunctionWriter,
  places: ExpPlaces,
  [x, t, k]: readonly [number, number, number],
  exp: number | null,
  expm1: number | null,
): void {
  const [r, p, bytes] = [w.local("v128"), w.local("v128"), w.local("v128")];
  w.get(k);
  w.i32(3);
  w.op("i64x2.shl");
  w.set(bytes);
  const addresses = [0, 2].map((lane) => {
    const address = w.local("i32");
    w.get(bytes);
    w.lane("i32x4.extract_lane", lane);
    w.set(address);
    return address;
  }) as [number, number];
  // r = x + k/64, exactly.
  w.get(x);
  w.get(t);
  places.constant(w, ROUNDING);
  w.op("f64x2.sub");
  places.constant(w, 1 / STEPS);
  w.op("f64x2.mul");
  w.op("f64x2.add");
  w.set(r);
  polynomial(w, places, r);
  w.set(p);
  const lookUp = (table: number, result: number): void => {
    w.get(addresses[0]);
    w.memory("v128.load64_zero", table);
    w.set(result);
    w.get(addresses[1]);
    w.get(result);
    w.loadUpperLane(table);
    w.set(result);
  };
  if (expm1 !== null) {
    // m + (p + m·p)
    const m = w.local("v128");
    lookUp(places.tableExpm1, m);
    w.get(m);
    w.get(p);
    w.get(m);
    w.get(p);
    for (const op of ["mul", "add", "add"] as const) w.op(`f64x2.${op}`);
    w.set(expm1);
  }
  if (exp !== null) {
    // e + e·p
    const e = w.local("v128");
    lookUp(places.tableExp, e);
    w.get(e);
    w.get(e);
    w.get(p);
    for (const op of ["mul", "add"] as const) w.op(`f64x2.${op}`);
    w.set(exp);
  }
}

/** Sets the locals `exp` and `expm1` (null: not wanted) from the local x. */
export function writeExponentials(
  w: FunctionWriter,
  places: ExpPlaces,
  x: number,
  exp: number | null,
  expm1: number | null,
): void {
  const [t, k] = [w.local("v128"), w.local("v128")];
  rounded(w, places, x, t, k);
  w.get(k);
  places.constant(w, BEYOND_INDEX);
  w.op("v128.and");
  w.op("v128.any_true");
  w.branch(
    () => {
      w.get(x);
      w.call(places.beyondFunction);
      for (const [local, at] of [
        [exp, places.beyond],
        [expm1, places.beyond + 16],
      ] as const) {
        if (local === null) continue;
        w.i32(0);
        w.memory("v128.load", at);
        w.set(local);
      }
    },
    () => fromTables(w, places, [x, t, k], exp, expm1),
  );
}

/** Puts a·b − fl(a·b) on the stack: Dekker's product, as `productError`. */
export function writeProductError(w: FunctionWriter, { constant }: ExpPlaces, a: number, b: number): void {
  const halves = [a, b].map((x) => {
    const [c, high, low] = [w.local("v128"), w.local("v128"), w.local("v128")];
    constant(w, SPLITTER);
    w.get(x);
    w.op("f64x2.mul");
    w.set(c);
    w.get(c);
    w.get(c);
    w.get(x);
    w.op("f64x2.sub");
    w.op("f64x2.sub");
    w.set(high);
    w.get(x);
    w.get(high);
    w.op("f64x2.sub");
    w.set(low);
    return [high, low] as const;
  }) as [readonly [number, number], readonly [number, number]];
  const [[ah, al], [bh, bl]] = halves;
  const times = (x: number, y: number): void => {
    w.get(x);
    w.get(y);
    w.op("f64x2.mul");
  };
  times(ah, bh);
  times(a, b);
  w.op("f64x2.sub");
  for (const [x, y] of [
    [ah, bl],
    [al, bh],
    [al, bl],
  ] as const) {
    times(x, y);
    w.op("f64x2.add");
  }
}

/** The body of the function for a vector of which a lane is beyond the tables; the other comes from them, as always. */
export function writeBeyond(w: FunctionWriter, places: ExpPlaces, builtIn: readonly [number, number]): void {
  const x = 0;
  const [y, t, k, exp, expm1] = ["y", "t", "k", "exp", "expm1"].map(() => w.local("v128")) as [
    number,
    number,
    number,
    number,
    number,
  ];
  // The comparisons are false for NaN, which ends up at the lower end and is replaced below.
  places.constant(w, LOWEST_ARGUMENT);
  w.get(x);
  w.op("f64x2.pmax");
  w.set(y);
  places.constant(w, HIGHEST_ARGUMENT);
  w.get(y);
  w.op("f64x2.pmin");
  w.set(y);
  rounded(w, places, y, t, k);
  fromTables(w, places, [y, t, k], exp, expm1);
  for (const lane of [0, 1]) {
    const value = w.local("f64");
    w.get(x);
    w.lane("f64x2.extract_lane", lane);
    w.set(value);
    const replace = (): void => {
      for (const [local, function_] of [
        [exp, builtIn[0]],
        [expm1, builtIn[1]],
      ] as const) {
        w.get(local);
        w.get(value);
        w.call(function_);
        w.lane("f64x2.replace_lane", lane);
        w.set(local);
      }
    };
    w.get(value);
    w.f64(HIGHEST_ARGUMENT);
    w.op("f64.le");
    w.branch(() => {
      w.f64(LOWEST_ARGUMENT);
      w.get(value);
      w.op("f64.le");
      w.branch(() => undefined, replace);
    }, replace);
  }
  for (const [local, at] of [
    [exp, places.beyond],
    [expm1, places.beyond + 16],
  ] as const) {
    w.i32(0);
    w.get(local);
    w.memory("v128.store", at);
  }
}
