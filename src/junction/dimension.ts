/**
 * What the parameters of a junction with units are measured in, inferred from where they stand: a coupling is a rate, an
 * energy a frequency, a matrix element a pure number, terms of one sum are alike. The exponents of an expression's unit
 * are linear in those of its symbols, so the question is a linear system; a parameter that it leaves open has no unit here.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Bath, bathRecord } from "./bath.js";
import { type Subsystem } from "./ladder.js";

/** Exponents of the units of rate, frequency and temperature. */
export interface Dimension {
  readonly rate: number;
  readonly frequency: number;
  readonly temperature: number;
}

type Base = keyof Dimension;
const BASES: readonly Base[] = ["rate", "frequency", "temperature"];
/** The number 1 and the symbols, with coefficients for each base: Σ c_s·dim(s) + constant. */
type Form = ReadonlyMap<string, Readonly<Record<Base, number>>>;
/** Marks the constant of a form; no symbol is called so. */
const ONE = "";

const NONE: Dimension = { rate: 0, frequency: 0, temperature: 0 };
const EVERY = { rate: 1, frequency: 1, temperature: 1 };
const constant = (dimension: Dimension): Form => new Map([[ONE, dimension]]);

/** The dimensions of the parameters, as far as they are determined. */
export function dimensionsOf(junction: {
  readonly left: Bath;
  readonly right: Bath;
  readonly subsystem: Subsystem;
}): ReadonlyMap<string, Dimension> {
  const equations: Form[] = [];
  const weak: Form[] = [];
  const is = (e: Expression, dimension: Dimension): void => {
    equations.push(plus(formOf(e, equations, weak), constant(dimension), -1));
  };
  // The gap of a ladder may be called omega, as the variable of a coupling is.
  equations.push(plus(new Map([["omega", EVERY]]), constant({ ...NONE, frequency: 1 }), -1));
  const { left, right, subsystem } = junction;
  for (const bath of [left, right]) {
    if (!("coupling" in bath)) continue;
    is(bath.coupling, { ...NONE, rate: 1 });
    for (const { name, measures } of [...bathRecord(bath.kind).constants].reverse()) {
      const value = bath.constants[name];
      if (value) is(value, measures === "temperature" ? { ...NONE, temperature: 1 } : NONE);
    }
  }
  const energies = subsystem.kind === "ladder" ? [subsystem.gap] : subsystem.energies;
  const splittings = subsystem.kind === "coherent" ? subsystem.splitting.flat() : [];
  for (const energy of [...energies, ...splittings]) is(energy, { ...NONE, frequency: 1 });
  const elements = subsystem.kind === "ladder" ? [] : [...subsystem.S_L.flat(), ...subsystem.S_R.flat()];
  for (const element of elements) is(element, NONE);
  return solved([...equations, ...weak]);
}

/**
 * The exponents of what an expression measures; equations between its parts are added to the list.
 * @param weak  equations that hold unless others contradict them: what stands beside a number is one
 */
function formOf(e: Expression, equations: Form[], weak: Form[]): Form {
  switch (e.type) {
    case "number":
      return constant(NONE);
    case "symbol":
      return new Map([[e.name, EVERY]]);
    case "sum": {
      const forms = e.terms.map((term) => formOf(term, equations, weak));
      const [first, ...others] = forms.filter((_, i) => e.terms[i]?.type !== "number");
      if (first === undefined) return constant(NONE);
      for (const other of others) equations.push(plus(other, first, -1));
      if (others.length + 1 < forms.length) weak.push(first);
      return first;
    }
    case "product":
      return e.factors
        .map((factor) => formOf(factor, equations, weak))
        .reduce<Form>((sum, form) => plus(sum, form, 1), constant(NONE));
    case "power": {
      const { numerator, denominator } = e.exponent;
      return plus(constant(NONE), formOf(e.base, equations, weak), Number(numerator) / Number(denominator));
    }
    case "call": {
      const [argument] = e.arguments.map((part) => formOf(part, equations, weak));
      if (e.name === "sqrt" && argument !== undefined) return plus(constant(NONE), argument, 1 / 2);
      if (argument !== undefined) equations.push(argument);
      return constant(NONE);
    }
  }
}

/** a + factor·b. */
function plus(a: Form, b: Form, factor: number): Form {
  const sum = new Map(a);
  for (const [name, exponents] of b) {
    const old = sum.get(name) ?? NONE;
    sum.set(name, {
      rate: old.rate + factor * exponents.rate,
      frequency: old.frequency + factor * exponents.frequency,
      temperature: old.temperature + factor * exponents.temperature,
    });
  }
  return sum;
}

const TINY = 1e-9;
const unknownsOf = (form: Form): readonly string[] =>
  [...form].flatMap(([name, c]) => (name !== ONE && Math.abs(c.rate) > TINY ? [name] : []));

/** By elimination; an equation that contradicts those before it (a bare number with a unit of its own) says nothing. */
function solved(equations: readonly Form[]): ReadonlyMap<string, Dimension> {
  let rows: (readonly [pivot: string, row: Form])[] = [];
  for (const equation of equations) {
    const form = rows.reduce(
      (rest, [pivot, row]) => plus(rest, row, -(rest.get(pivot)?.rate ?? 0)),
      equation,
    );
    const [pivot] = unknownsOf(form);
    if (pivot === undefined) continue;
    const row = plus(constant(NONE), form, 1 / (form.get(pivot)?.rate ?? 1));
    rows = [...rows.map(([p, r]) => [p, plus(r, row, -(r.get(pivot)?.rate ?? 0))] as const), [pivot, row]];
  }
  const known = rows.filter(([, row]) => unknownsOf(row).length === 1);
  return new Map(known.map(([pivot, row]) => [pivot, negative(row.get(ONE) ?? NONE)]));
}

function negative(dimension: Dimension): Dimension {
  const [rate = 0, frequency = 0, temperature = 0] = BASES.map((base) => 0 - dimension[base]);
  return { rate, frequency, temperature };
}
