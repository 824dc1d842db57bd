/**
 * The interpreted twin of the generated grid code, for pages whose Content-Security-Policy forbids WebAssembly: the
 * same tape, one operation at a time over a whole row of points.
 */
import { productError } from "./exp-tables.js";
import { operands, type Operation, type Tape } from "../arithmetic/tape.js";

/** Values of the inputs by name: a number, or an array along its axis. */
export type GridInputs = Readonly<Record<string, number | Float64Array>>;

/** target[j] = f(a[j], b[j]) where a stride of 0 repeats a single value. */
type Vector = { readonly values: Float64Array; readonly stride: 0 | 1 };

/* Loops over typed arrays in one function per operation, so that each is compiled for its own arithmetic. */
const LOOPS: Record<
  Exclude<Operation["op"], "input" | "constant" | "root" | "expProduct">,
  (t: Float64Array, a: Vector, b: Vector, c: Vector) => void
> = {
  add: (t, { values: x, stride: p }, { values: y, stride: q }) => {
    for (let j = 0; j < t.length; j++) t[j] = (x[j * p] as number) + (y[j * q] as number);
  },
  sub: (t, { values: x, stride: p }, { values: y, stride: q }) => {
    for (let j = 0; j < t.length; j++) t[j] = (x[j * p] as number) - (y[j * q] as number);
  },
  mul: (t, { values: x, stride: p }, { values: y, stride: q }) => {
    for (let j = 0; j < t.length; j++) t[j] = (x[j * p] as number) * (y[j * q] as number);
  },
  div: (t, { values: x, stride: p }, { values: y, stride: q }) => {
    for (let j = 0; j < t.length; j++) t[j] = (x[j * p] as number) / (y[j * q] as number);
  },
  neg: (t, { values: x, stride: p }) => {
    for (let j = 0; j < t.length; j++) t[j] = -(x[j * p] as number);
  },
  exp: (t, { values: x, stride: p }) => {
    for (let j = 0; j < t.length; j++) t[j] = Math.exp(x[j * p] as number);
  },
  expm1: (t, { values: x, stride: p }) => {
    for (let j = 0; j < t.length; j++) t[j] = Math.expm1(x[j * p] as number);
  },
  select: (t, { values: x, stride: p }, { values: y, stride: q }, { values: z, stride: r }) => {
    for (let j = 0; j < t.length; j++) {
      t[j] = (x[j * p] as number) < 0 ? (y[j * q] as number) : (z[j * r] as number);
    }
  },
};

function apply(o: Operation, target: Float64Array, read: (index: number) => Vector): void {
  if (o.op === "input") return;
  if (o.op === "constant") {
    target.fill(o.value);
    return;
  }
  const [a, b, c] = operands(o).map(read) as [Vector, Vector, Vector];
  if (o.op === "expProduct") {
    for (let j = 0; j < target.length; j++) {
      const [x, y] = [a.values[j * a.stride] as number, b.values[j * b.stride] as number];
      const e = Math.exp(-x * y);
      target[j] = e - e * (productError(x, y) + x * (c.values[j * c.stride] as number));
    }
  } else if (o.op === "root") {
    for (let j = 0; j < target.length; j++) {
      const x = a.values[j * a.stride] as number;
      target[j] = o.degree === 2 ? Math.sqrt(x) : x ** (1 / o.degree);
    }
  } else LOOPS[o.op](target, a, b, c);
}

/**
 * Runs a tape over the rows from ≤ i < to; the counterpart of `gridEngine`, without its uniform-axis shortcut.
 * @returns 0, or NaN if a value is not finite
 */
export function interpretGrid(
  tape: Tape,
  outputs: readonly number[],
  names: { readonly rowName: string; readonly columnName: string },
  input: GridInputs,
  out: readonly Float64Array[],
  from: number,
  to: number,
  columns: number,
): number {
  const buffers = tape.levels.map((level) => new Float64Array(level >= 2 ? columns : 1));
  const vectors = buffers.map((values): Vector => ({ values, stride: values.length > 1 ? 1 : 0 }));
  const read = (index: number): Vector => vectors[index] as Vector;
  const run = (level: number, row: number): void => {
    tape.operations.forEach((o, index) => {
      if (tape.levels[index] !== level) return;
      const target = buffers[index] as Float64Array;
      if (o.op !== "input") {
        apply(o, target, read);
        return;
      }
      const value = input[o.name];
      if (typeof value === "number") target.fill(value);
      else if (value !== undefined && o.name === names.rowName) target[0] = value[row] as number;
      else if (value !== undefined) target.set(value.subarray(0, columns));
    });
  };
  let bad = 0;
  run(0, 0);
  run(2, 0);
  for (let i = from; i < to; i++) {
    run(1, i);
    run(3, i);
    outputs.forEach((index, q) => {
      const { values, stride } = read(index);
      const target = out[q] as Float64Array;
      const base = (i - from) * columns;
      for (let j = 0; j < columns; j++) {
        const v = values[j * stride] as number;
        target[base + j] = v;
        bad += v - v;
      }
    });
  }
  return bad;
}
