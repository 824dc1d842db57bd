/**
 * What a grid computes where: which entries of a tape are needed, which column values the inner loop reads, and which
 * exponentials are linear in the row axis, so that a uniform axis can advance them by the addition rule.
 */
import { operands, type Operation, type Tape } from "../arithmetic/tape.js";

/** The factor c of an argument row·c, c free of the row axis. */
export type Coefficient =
  | { readonly kind: "one" }
  | { readonly kind: "neg"; readonly of: Coefficient }
  | { readonly kind: "mul" | "div"; readonly of: Coefficient; readonly by: number };

/** exp and expm1 of one argument, as indices of their entries; −1 where one of them is not wanted. */
export interface ExponentialPair {
  readonly argument: number;
  readonly exp: number;
  readonly expm1: number;
}

/** A pair advanced from row to row by expm1(x + c) = E + c′ + E c′, c′ = expm1(c). */
interface Advanced extends ExponentialPair {
  readonly coefficient: Coefficient;
  /** Entry of what the coefficient lacks, for an exponential whose argument is corrected; else null. */
  readonly low: number | null;
}

/** What to compute, in order; a pair stands where the first of its two entries would. */
export interface GridPlan {
  /** Needed entries of level 0, 1, 2 and 3, exponentials left out where they are advanced. */
  readonly sections: readonly [readonly number[], readonly number[], readonly number[], readonly number[]];
  /** Column entries that the inner loop reads. */
  readonly hoisted: readonly number[];
  readonly advanced: readonly Advanced[];
}

/** The coefficient c with entry = row·c, or null. */
function coefficient(tape: Tape, rowName: string, index: number): Coefficient | null {
  const free = (i: number): boolean => ((tape.levels[i] as number) & 1) === 0;
  const visit = (at: number): Coefficient | null => {
    const o = tape.operations[at];
    if (o?.op === "input") return o.name === rowName ? { kind: "one" } : null;
    if (o?.op === "neg") {
      const of = visit(o.a);
      return of && { kind: "neg", of };
    }
    if (o?.op === "mul") {
      const [moving, by] = free(o.a) ? [o.b, o.a] : [o.a, o.b];
      const of = free(by) ? visit(moving) : null;
      return of && { kind: "mul", of, by };
    }
    if (o?.op === "div" && free(o.b)) {
      const of = visit(o.a);
      return of && { kind: "div", of, by: o.b };
    }
    return null;
  };
  return visit(index);
}

const isExponential = (o: Operation | undefined): o is Extract<Operation, { op: "neg" | "exp" | "expm1" }> =>
  o?.op === "exp" || o?.op === "expm1";

/** The pair that an exponential belongs to, both members needed. */
export function pairOf(tape: Tape, index: number, needed: ReadonlySet<number>): ExponentialPair | null {
  const o = tape.operations[index];
  if (!isExponential(o)) return null;
  const member = (op: "exp" | "expm1"): number =>
    tape.operations.findIndex((other, i) => other.op === op && other.a === o.a && needed.has(i));
  return { argument: o.a, exp: member("exp"), expm1: member("expm1") };
}

/**
 * Plans a grid.
 * @param uniform  advance what is linear in the row axis instead of computing it
 */
export function gridPlan(
  tape: Tape,
  outputs: readonly number[],
  rowName: string,
  uniform: boolean,
): GridPlan & { readonly needed: ReadonlySet<number> } {
  const { operations, levels } = tape;
  const reach = (stop: (index: number) => boolean): Set<number> => {
    const found = new Set<number>();
    const need = (index: number): void => {
      if (found.has(index)) return;
      found.add(index);
      if (!stop(index)) operands(operations[index] as Operation).forEach(need);
    };
    outputs.forEach(need);
    return found;
  };
  const advanced: Advanced[] = [];
  const replaced = new Set<number>();
  for (const index of uniform ? reach(() => false) : []) {
    const o = operations[index];
    if (o?.op !== "expProduct" || levels[index] !== 3) continue;
    const row = operations[o.a];
    if (
      row?.op !== "input" ||
      row.name !== rowName ||
      [o.b, o.low].some((i) => ((levels[i] as number) & 1) !== 0)
    )
      continue;
    replaced.add(index);
    const factor = { kind: "neg", of: { kind: "mul", of: { kind: "one" }, by: o.b } } as const;
    advanced.push({ argument: index, exp: index, expm1: -1, coefficient: factor, low: o.low });
  }
  const wanted = reach((index) => replaced.has(index));
  for (const index of [...wanted].sort((a, b) => a - b)) {
    if (!uniform || levels[index] !== 3 || replaced.has(index)) continue;
    const pair = pairOf(tape, index, wanted);
    const factor = pair && coefficient(tape, rowName, pair.argument);
    if (!factor) continue;
    for (const i of [pair.exp, pair.expm1]) if (i >= 0) replaced.add(i);
    advanced.push({ ...pair, coefficient: factor, low: null });
  }
  // Arguments that only feed advanced exponentials are not computed in the inner loop, their columns' parts are.
  const needed = reach((index) => replaced.has(index));
  const columnParts = new Set(needed);
  const withColumns = (c: Coefficient): void => {
    if (c.kind === "one") return;
    if (c.kind !== "neg") addWithOperands(c.by);
    withColumns(c.of);
  };
  const addWithOperands = (index: number): void => {
    if (columnParts.has(index)) return;
    columnParts.add(index);
    operands(operations[index] as Operation).forEach(addWithOperands);
  };
  for (const { coefficient: c, low } of advanced) {
    withColumns(c);
    if (low !== null) addWithOperands(low);
  }
  const section = (level: number): number[] =>
    [...columnParts].filter((i) => levels[i] === level && !replaced.has(i)).sort((a, b) => a - b);
  const inner = section(3).filter((i) => needed.has(i));
  const read = new Set([...outputs, ...inner.flatMap((i) => [...operands(operations[i] as Operation)])]);
  return {
    sections: [section(0), section(1), section(2), inner],
    hoisted: section(2).filter((i) => read.has(i)),
    advanced,
    needed: columnParts,
  };
}
