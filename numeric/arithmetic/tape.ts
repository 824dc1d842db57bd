/**
 * A formula written down instead of computed: the arithmetic whose numbers are entries of a tape. Equal operations on
 * equal operands are entered once. Grids run a tape many times, each entry only as often as its inputs vary.
 */
import type { Arithmetic } from "./arithmetic.js";
import { DomainError } from "./errors.js";

/** How an entry is computed; operands are indices of earlier entries. */
export type Operation =
  | { readonly op: "input"; readonly name: string }
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "add" | "sub" | "mul" | "div"; readonly a: number; readonly b: number }
  | { readonly op: "neg" | "exp" | "expm1"; readonly a: number }
  | { readonly op: "root"; readonly a: number; readonly degree: number }
  /** exp(−a·(b + low)), the rounding of a·b corrected: low is what b lacks. */
  | { readonly op: "expProduct"; readonly a: number; readonly b: number; readonly low: number }
  | {
      readonly op: "select";
      readonly condition: number;
      readonly negative: number;
      readonly otherwise: number;
    };

/** Where the inputs of an entry come from, as a set of bits: 0 fixed, 1 row, 2 column, 3 both (or a list of points). */
export type Level = 0 | 1 | 2 | 3;

/** A tape with the level of each entry. */
export interface Tape {
  readonly operations: readonly Operation[];
  readonly levels: readonly Level[];
}

/** Indices of an operation's operands. */
export function operands(operation: Operation): readonly number[] {
  switch (operation.op) {
    case "input":
    case "constant":
      return [];
    case "add":
    case "sub":
    case "mul":
    case "div":
      return [operation.a, operation.b];
    case "expProduct":
      return [operation.a, operation.b, operation.low];
    case "select":
      return [operation.condition, operation.negative, operation.otherwise];
    default:
      return [operation.a];
  }
}

/** Records formulas; `levelOf` says where an input comes from. */
export function tapeRecorder(levelOf: (name: string) => Level): {
  arithmetic: Arithmetic<number>;
  input: (name: string) => number;
  expProduct: (a: number, b: number, low: number) => number;
  tape: Tape;
} {
  const operations: Operation[] = [];
  const levels: Level[] = [];
  const known = new Map<string, number>();

  function enter(operation: Operation): number {
    const key = JSON.stringify(operation);
    const found = known.get(key);
    if (found !== undefined) return found;
    let level: number = operation.op === "input" ? levelOf(operation.name) : 0;
    for (const operand of operands(operation)) level |= levels[operand] as Level;
    operations.push(operation);
    levels.push(level as Level);
    known.set(key, operations.length - 1);
    return operations.length - 1;
  }

  const constant = (value: number): number => enter({ op: "constant", value });
  const level = (a: number): Level => levels[a] as Level;

  /** A quotient by something that varies less often becomes a product with its reciprocal. */
  function div(a: number, b: number): number {
    const inner = level(a) | level(b);
    if (level(b) === inner) return enter({ op: "div", a, b });
    return mul(a, enter({ op: "div", a: constant(1), b }));
  }

  /** The entry whose negative this is, or null. */
  function negated(a: number): number | null {
    const o = operations[a];
    return o?.op === "neg" ? o.a : null;
  }

  function neg(a: number): number {
    return negated(a) ?? enter({ op: "neg", a });
  }

  function add(a: number, b: number): number {
    const [p, q] = [negated(a), negated(b)];
    if (q !== null) return enter({ op: "sub", a, b: q });
    if (p !== null) return enter({ op: "sub", a: b, b: p });
    return enter(a <= b ? { op: "add", a, b } : { op: "add", a: b, b: a });
  }

  function sub(a: number, b: number): number {
    const q = negated(b);
    return q === null ? enter({ op: "sub", a, b }) : add(a, q);
  }

  /** A sign goes to the factor that varies less often. */
  function mul(a: number, b: number): number {
    const [p, q] = [negated(a), negated(b)];
    if (p !== null && q !== null) return mul(p, q);
    if (p !== null && level(b) < level(a)) return mul(p, neg(b));
    if (q !== null && level(a) < level(b)) return mul(neg(a), q);
    return enter(a <= b ? { op: "mul", a, b } : { op: "mul", a: b, b: a });
  }

  const arithmetic: Arithmetic<number> = {
    zero: constant(0),
    one: constant(1),
    fromRational: (n, d) => {
      const value = Number(n) / Number(d);
      if (!Number.isFinite(value))
        throw new DomainError("number", `${n}/${d}`, "is beyond the range of doubles");
      return constant(value);
    },
    add,
    sub,
    mul,
    div,
    neg,
    exp: (a) => enter({ op: "exp", a }),
    expm1: (a) => enter({ op: "expm1", a }),
    root: (a, degree) => (degree === 1 ? a : enter({ op: "root", a, degree })),
    isNegative: () => false,
    pi: () => constant(Math.PI),
    select: (condition, negative, otherwise) => enter({ op: "select", condition, negative, otherwise }),
  };
  return {
    arithmetic,
    input: (name) => enter({ op: "input", name }),
    expProduct: (a, b, low) => enter({ op: "expProduct", a, b, low }),
    tape: { operations, levels },
  };
}
