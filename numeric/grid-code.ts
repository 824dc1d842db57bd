/**
 * Straight-line JavaScript for a tape: fixed entries once, column entries once per column, row entries once per row,
 * the rest in the inner loop. On a uniform row axis the exponentials that are linear in it are advanced from row to
 * row by the addition rule expm1(x + c) = E + c′ + E c′, c′ = expm1(c).
 */
import { GRID_EXP_LIMIT, STEP_INVERSE } from "./grid-exp.js";
import { operands, type Tape } from "./tape.js";

/** Columns worked on together: their values, states and steps stay in the first-level cache. */
const TILE = 256;

/** Rows worked on together on a uniform axis; it divides the rows between two fresh starts. */
const ROWS_AT_ONCE = 4;

/** Names the generated function's parameters. */
export const CODE_PARAMETERS = [
  "input",
  "out",
  "from",
  "to",
  "columns",
  "scratch",
  "tables",
  "step",
] as const;

const literalOf = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** The coefficient c with entry = row·c, c free of the row axis, or null. */
function linearity(tape: Tape, rowName: string): (index: number) => string | null {
  const visit = (index: number): string | null => {
    const o = tape.operations[index];
    if (o === undefined) return null;
    const free = (i: number): boolean => ((tape.levels[i] as number) & 1) === 0;
    if (o.op === "input") return o.name === rowName ? "1" : null;
    if (o.op === "neg") {
      const c = visit(o.a);
      return c === null ? null : `(-${c})`;
    }
    if (o.op === "mul") {
      const [moving, still] = free(o.a) ? [o.b, o.a] : [o.a, o.b];
      if (!free(still)) return null;
      const c = visit(moving);
      return c === null ? null : `(${c} * v${still})`;
    }
    if (o.op === "div" && free(o.b)) {
      const c = visit(o.a);
      return c === null ? null : `(${c} / v${o.b})`;
    }
    return null;
  };
  return visit;
}

/** exp and expm1 of one argument, whichever are wanted, by table and polynomial. */
function exponential(argument: string, id: number, exp: string | null, expm1: string | null): string {
  const fallback = [
    exp === null ? "" : `${exp} = Math.exp(${argument});`,
    expm1 === null ? "" : `${expm1} = Math.expm1(${argument});`,
  ].join(" ");
  return `
    if (${argument} <= 0 && ${argument} > -${GRID_EXP_LIMIT}) {
      const k${id} = (0.5 - ${argument} * ${STEP_INVERSE}) | 0;
      const r${id} = (${argument} + k${id} * high) + k${id} * low;
      const q${id} = r${id} * r${id};
      const p${id} = r${id} + q${id} * (0.5 + r${id} * 0.16666666666666666 + q${id} * (0.041666666666666664 + r${id} * 0.008333333333333333 + q${id} * 0.001388888888888889));
      ${expm1 === null ? "" : `const m${id} = tableExpm1[k${id}]; ${expm1} = m${id} + (p${id} + m${id} * p${id});`}
      ${exp === null ? "" : `const t${id} = tableExp[k${id}]; ${exp} = t${id} + t${id} * p${id};`}
    } else { ${fallback} }`;
}

function ordinary(tape: Tape, index: number, rowName: string, columnName: string, list: boolean): string {
  const o = tape.operations[index];
  if (o === undefined) return "";
  switch (o.op) {
    case "input": {
      const source = `input[${JSON.stringify(o.name)}]`;
      const level = tape.levels[index];
      if (list && level === 3) return `${source}[first + j]`;
      if (o.name === rowName) return `${source}[row]`;
      return o.name === columnName ? `${source}[first + j]` : source;
    }
    case "constant":
      return literalOf(o.value);
    case "add":
      return `v${o.a} + v${o.b}`;
    case "sub":
      return `v${o.a} - v${o.b}`;
    case "mul":
      return `v${o.a} * v${o.b}`;
    case "div":
      return `v${o.a} / v${o.b}`;
    case "neg":
      return `-v${o.a}`;
    case "root":
      return o.degree === 2 ? `Math.sqrt(v${o.a})` : `Math.pow(v${o.a}, ${1 / o.degree})`;
    case "select":
      return `v${o.condition} < 0 ? v${o.negative} : v${o.otherwise}`;
    default:
      return "";
  }
}

/** What the code generator is asked for. */
export interface CodeRequest {
  readonly tape: Tape;
  /** Entries to write out, in the order of the output arrays. */
  readonly outputs: readonly number[];
  readonly rowName: string;
  readonly columnName: string;
  /** True for a list of points: inputs of level 3 are arrays indexed by the column. */
  readonly list: boolean;
  /** Rows between two fresh starts of the addition rule, or 0 for none of it. */
  readonly resync: number;
}

/**
 * The body of a function of {@link CODE_PARAMETERS}. It fills out[q][(i − from)·columns + j] and returns the sum of
 * v − v over all outputs: 0, or NaN if a value is not finite.
 */
export function gridCode(request: CodeRequest): string {
  const { tape, outputs, rowName, columnName, list, resync } = request;
  const { operations, levels } = tape;
  const live = new Set<number>();
  const need = (index: number): void => {
    if (live.has(index)) return;
    live.add(index);
    operands(operations[index] ?? { op: "constant", value: 0 }).forEach(need);
  };
  outputs.forEach(need);
  const linear = linearity(tape, rowName);
  const partner = (index: number, op: "exp" | "expm1"): number => {
    const o = operations[index];
    if (o?.op !== "exp" && o?.op !== "expm1") return -1;
    return operations.findIndex((other, i) => other.op === op && other.a === o.a && live.has(i));
  };
  const name = (index: number): string | null => (index < 0 ? null : `v${index}`);

  const states: { argument: number; coefficient: string; exp: number; expm1: number }[] = [];
  const advanced = new Set<number>();
  /** Code of all live entries of one level. */
  const section = (wanted: number): string => {
    const done = new Set<number>();
    let code = "";
    operations.forEach((o, index) => {
      if (!live.has(index) || levels[index] !== wanted || done.has(index)) return;
      if (o.op !== "exp" && o.op !== "expm1") {
        if (!skipped.has(index))
          code += `\n    const v${index} = ${ordinary(tape, index, rowName, columnName, list)};`;
        return;
      }
      const [e, m] = [partner(index, "exp"), partner(index, "expm1")];
      done.add(e).add(m);
      if (advanced.has(index)) {
        for (const i of [e, m]) if (i >= 0) code += `\n    const v${i} = e${i};`;
        return;
      }
      for (const i of [e, m]) if (i >= 0) code += `\n    let v${i};`;
      code += exponential(`v${o.a}`, index, name(e), name(m));
    });
    return code;
  };

  // Exponentials linear in the row axis become states of the addition rule.
  if (resync > 0) {
    operations.forEach((o, index) => {
      if (
        !live.has(index) ||
        levels[index] !== 3 ||
        (o.op !== "exp" && o.op !== "expm1") ||
        advanced.has(index)
      )
        return;
      const coefficient = linear(o.a);
      if (coefficient === null) return;
      const [e, m] = [partner(index, "exp"), partner(index, "expm1")];
      for (const i of [e, m]) if (i >= 0) advanced.add(i);
      states.push({ argument: o.a, coefficient, exp: e, expm1: m });
    });
  }
  // Arguments that only feed advanced exponentials are not computed in the inner loop.
  const used = new Set<number>(outputs);
  const mark = (index: number): void => {
    if (advanced.has(index)) return;
    for (const i of operands(operations[index] ?? { op: "constant", value: 0 })) {
      if (!used.has(i)) {
        used.add(i);
        mark(i);
      }
    }
  };
  outputs.forEach(mark);
  const skipped = new Set([...live].filter((i) => levels[i] === 3 && !used.has(i)));

  const kept = [...live].filter((i) => levels[i] === 2);
  // Column values the inner loop or a state reads from arrays of their own.
  const readInside = new Set<number>();
  for (const i of live) {
    if (levels[i] !== 3 || skipped.has(i) || advanced.has(i)) continue;
    for (const o of operands(operations[i] as never)) if (levels[o] === 2) readInside.add(o);
  }
  for (const i of outputs) if (levels[i] === 2) readInside.add(i);
  const hoisted = kept.filter((i) => readInside.has(i)).sort((a, b) => a - b);

  let slot = 0;
  const array = (label: string): string => {
    slot += TILE;
    return `
  const ${label} = scratch.subarray(${slot - TILE}, ${slot});`;
  };
  let code =
    '"use strict";\n  const tableExp = tables.exp, tableExpm1 = tables.expm1, high = tables.high, low = tables.low;\n  let bad = 0;';
  code += section(0);
  for (const i of hoisted) code += array(`h${i}`);
  states.forEach((s, n) => {
    code += array(`a${n}`) + array(`c${n}`);
    for (const i of [s.exp, s.expm1]) if (i >= 0) code += array(`s${i}`);
  });
  code += `\n  for (let first = 0; first < columns; first += ${TILE}) {\n  const width = Math.min(${TILE}, columns - first);\n  for (let j = 0; j < width; j++) {${section(2)}`;
  for (const i of hoisted) code += `\n    h${i}[j] = v${i};`;
  states.forEach((s, n) => {
    code += `\n    a${n}[j] = ${s.coefficient}; c${n}[j] = Math.expm1(step * a${n}[j]);`;
  });
  code += "\n  }\n  let i = from;";

  const rowLevel = [...live].filter((index) => levels[index] === 1);
  /** A fresh start of the addition rule for the row i. */
  const fresh = (): string => {
    if (states.length === 0) return "";
    let text = `\n    if (i % ${resync} === 0 || i === from) for (let j = 0; j < width; j++) {`;
    states.forEach((s, n) => {
      text += `\n      const x${n} = input[${JSON.stringify(rowName)}][i] * a${n}[j];`;
      for (const index of [s.exp, s.expm1]) if (index >= 0) text += `\n      let v${index};`;
      text += exponential(`x${n}`, 10000 + n, name(s.exp), name(s.expm1));
      for (const index of [s.exp, s.expm1]) if (index >= 0) text += `\n      s${index}[j] = v${index};`;
    });
    return text + "\n    }";
  };
  /** The inner loop over the columns for `count` rows at once: what a column holds is read once for all of them. */
  const pass = (count: number): string => {
    let text = fresh();
    for (let copy = 0; copy < count; copy++) {
      text += rowLevel.map((index) => `\n    let w${index}_${copy};`).join("");
      text += `\n    { const row = i + ${copy};${section(1)}`;
      text += `${rowLevel.map((index) => `\n    w${index}_${copy} = v${index};`).join("")} }`;
    }
    text += "\n    const base = (i - from) * columns + first;\n    for (let j = 0; j < width; j++) {";
    for (const index of hoisted) text += `\n    const v${index} = h${index}[j];`;
    states.forEach((s, n) => {
      text += `\n    const c${n}j = c${n}[j];`;
      for (const index of [s.exp, s.expm1]) if (index >= 0) text += `\n    let e${index} = s${index}[j];`;
    });
    for (let copy = 0; copy < count; copy++) {
      text += `\n    {${rowLevel.map((index) => ` const v${index} = w${index}_${copy};`).join("")}${section(3)}`;
      outputs.forEach((index, q) => {
        text += `\n    o${q}[base + ${copy} * columns + j] = v${index};`;
      });
      // One addition per point in the chain: v − v is 0, or NaN for a value that is not finite.
      text += `\n    bad += ${[...new Set(outputs)].map((index) => `(v${index} - v${index})`).join(" + ")};`;
      states.forEach((s, n) => {
        if (s.exp >= 0) text += `\n    e${s.exp} += e${s.exp} * c${n}j;`;
        if (s.expm1 >= 0) text += `\n    e${s.expm1} += c${n}j + e${s.expm1} * c${n}j;`;
      });
      text += "\n    }";
    }
    for (const s of states) {
      for (const index of [s.exp, s.expm1]) if (index >= 0) text += `\n    s${index}[j] = e${index};`;
    }
    return text + "\n    }";
  };
  if (states.length > 0) {
    code += `\n  while (i < to) {\n  if (i % ${ROWS_AT_ONCE} === 0 && i + ${ROWS_AT_ONCE} <= to) {${pass(ROWS_AT_ONCE)}\n  i += ${ROWS_AT_ONCE}; }`;
    code += `\n  else {${pass(1)}\n  i += 1; } }`;
  } else code += `\n  for (; i < to; i++) {${pass(1)}\n  }`;
  code += "\n  }\n  return bad;";
  const heads = outputs.map((_, q) => `\n  const o${q} = out[${q}];`).join("");
  return code.replace("let bad = 0;", `let bad = 0;${heads}`);
}

/** Doubles of scratch the generated code may ask for: an upper bound from the length of the tape. */
export function scratchSlots(tape: Tape): number {
  return (4 * tape.operations.length + 8) * TILE;
}
