/**
 * Levels of a Hamiltonian whose states mix, for an expansion: the strength |S|²Γ(ω) of each transition at each end, where it is no short
 * product, and the gaps of a ℤ-basis become symbols. The current is rational in these as it is in the parameters, so that its
 * coefficients are few terms in them, whatever roots they are made of; the definitions stand beneath.
 *
 * A coefficient that vanishes in the symbols vanishes in the parameters. The converse is not so, since strengths may be related
 * (Γ_L cos²θ and Γ_L sin²θ): who asks for a zero has to look at the parameters too.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import {
  fraction,
  multiply,
  type RationalFunction,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { coefficientsIn, degreeIn, termCount, variablesOf } from "../../symbolic/polynomial/structure.js";
import { boltzmannIndex, type ThermalVariables } from "../../symbolic/thermal/variables.js";
import { presentThermal } from "../exact/formula/thermal-fraction.js";
import { levelsCurrent } from "../exact/levels-current.js";
import { type LevelsModel, levelsModel, type Transition } from "../exact/levels-rates.js";
import { atGap } from "../expression/rational-value.js";
import { call, number, product, sum, symbol } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { randomSource } from "../input/random-source.js";
import { type Bath, withCoupling } from "../junction/bath.js";
import { type Junction, withParts } from "../junction/junction.js";
import { generalLevels } from "../junction/levels.js";
import { type NaturalVariable } from "./natural-variables.js";

/** A junction with symbols for strengths and gaps. */
export interface NamedLevels {
  readonly junction: Junction;
  readonly definitions: readonly NaturalVariable[];
}

/** Gaps of a ℤ-basis that are tried for one made of gaps. */
const MOST_ENERGIES = 3;

/**
 * The junction with symbols in the place of long strengths; undefined where there are none, and where the gaps have no ℤ-basis among
 * themselves.
 * @param values  exact values of some parameters
 */
export function namedLevels(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): NamedLevels | undefined {
  const { subsystem } = junction;
  if (subsystem.kind !== "levels" || subsystem.approximate || !mixes(subsystem)) return undefined;
  const model = modelOf(junction, values);
  const strengths = model && strengthsOf(model);
  if (!strengths || model.classes.length !== 1 || model.transitions.some((t) => t.gap.numerator === 0n))
    return undefined;
  if (strengths.flat().every(isShort)) return undefined;
  const basis = basisOfGaps(model);
  if (!basis) return undefined;
  const taken = new Set([...junction.parameters.map((p) => p.name), "T_a", "Delta"]);
  const fresh = (name: string): string => (taken.has(name) ? fresh(`${name}_0`) : name);
  const v = model.field.variables;
  const definitions: NaturalVariable[] = [];
  const gaps = basis.gaps.map((t, k) => {
    const name = fresh(basis.gaps.length === 1 ? "omega" : `omega_${k + 1}`);
    definitions.push({ name, value: presentThermal(v, t.gap) });
    return name;
  });
  const named = new Map<string, string>();
  const strengthAt = (side: "L" | "R", s: RationalFunction): Expression => {
    if (isShort(s)) return presentThermal(v, s);
    const key = keyOf(s);
    const known = named.get(key);
    if (known !== undefined) return symbol(known);
    const count = [...named.values()].filter((name) => name.startsWith(`kappa_${side}`)).length;
    const name = fresh(`kappa_${side}${count + 1}`);
    named.set(key, name);
    definitions.push({ name, value: presentThermal(v, s) });
    return symbol(name);
  };
  const n = subsystem.energies.length;
  const matrices = { L: zeros(n), R: zeros(n) };
  model.transitions.forEach(({ upper, lower }, e) => {
    (strengths[e] as RationalFunction[]).forEach((s, end) => {
      if (s.numerator === 0n) return;
      const side = end === 0 ? "L" : "R";
      const element = call("sqrt", strengthAt(side, s));
      (matrices[side][upper] as Expression[])[lower] = (matrices[side][lower] as Expression[])[upper] =
        element;
    });
  });
  const energies = basis.heights.map((height) =>
    height.every((c) => c === 0)
      ? number(0)
      : sum(...height.flatMap((c, k) => (c === 0 ? [] : [product(number(c), symbol(gaps[k] as string))]))),
  );
  const levels = generalLevels(energies, { S: undefined, S_L: matrices.L, S_R: matrices.R });
  const whole = withParts(junction, {
    left: withoutCoupling(junction.left),
    subsystem: { ...levels, label: subsystem.label, exchanges: subsystem.exchanges },
    right: withoutCoupling(junction.right),
  });
  const orderAt = orderOf(gaps, basis.transitions);
  return orderAt && { junction: { ...whole, orderAt }, definitions };
}

/** Whether the energies or elements are those of mixed states: sums with a root that made way for a parameter. */
function mixes({ exchanges = [] }: { readonly exchanges?: readonly unknown[] | undefined }): boolean {
  return exchanges.length > 0;
}

function modelOf(junction: Junction, values: ReadonlyMap<string, ExactNumber>): LevelsModel | undefined {
  try {
    return levelsModel(junction, values);
  } catch (error) {
    // What stands in the way is said where the formula is asked for without names.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** |S|²Γ(ω) of each transition, left and right; of a rate without a coupling |S|² alone. */
function strengthsOf({ field, junction, transitions }: LevelsModel): RationalFunction[][] | undefined {
  try {
    return transitions.map(({ squares, gapExpression }) =>
      [junction.left, junction.right].map((bath, end) => {
        const square = squares[end] as RationalFunction;
        return "coupling" in bath && square.numerator !== 0n
          ? multiply(square, field.parameterValue(atGap(bath.coupling, gapExpression)))
          : square;
      }),
    );
  } catch (error) {
    // A density outside the field.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const isShort = ({ numerator, denominator }: RationalFunction): boolean =>
  termCount(numerator) <= 1 && termCount(denominator) <= 1;

const keyOf = ({ numerator, denominator }: RationalFunction): string =>
  JSON.stringify([numerator, denominator], (_, x: unknown) => (typeof x === "bigint" ? `${x}` : x));

const zeros = (n: number): Expression[][] =>
  Array.from({ length: n }, () => Array.from({ length: n }, () => number(0)));

/** The strengths hold the coupling. */
const withoutCoupling = (bath: Bath): Bath => ("coupling" in bath ? withCoupling(bath, number(1)) : bath);

interface GapBasis {
  readonly gaps: readonly Transition[];
  /** E_l − E_0 of each level, in the gaps. */
  readonly heights: readonly (readonly number[])[];
  /** Each transition's gap in them. */
  readonly transitions: readonly (readonly number[])[];
}

/** Gaps of which all energies are integer combinations. */
function basisOfGaps(model: LevelsModel): GapBasis | undefined {
  const { field, transitions } = model;
  const m = field.variables.energies.length;
  if (m === 0 || m > MOST_ENERGIES) return undefined;
  const coordinates = transitions.map((t) => {
    const X = field.boltzmann("L", t.gapExpression);
    return field.variables.energies.map((_, i) => {
      const index = boltzmannIndex(field.variables, "L", i);
      return degreeIn(X.numerator, index) - degreeIn(X.denominator, index);
    });
  });
  for (const chosen of subsets(transitions.length, m)) {
    const rows = chosen.map((i) => coordinates[i] as number[]);
    const det = determinant(rows);
    if (Math.abs(det) !== 1) continue;
    // c = Σ x_k row_k by Cramer's rule; all integers, since the determinant is ±1.
    const inBasis = (c: readonly number[]): number[] =>
      rows.map((_, k) => determinant(rows.map((row, l) => (l === k ? [...c] : row))) / det);
    const gaps = coordinates.map(inBasis);
    return {
      gaps: chosen.map((i) => transitions[i] as Transition),
      transitions: gaps,
      heights: heightsOf(model, gaps, m),
    };
  }
  return undefined;
}

function heightsOf(
  { transitions, levels }: LevelsModel,
  gaps: readonly (readonly number[])[],
  m: number,
): number[][] {
  const heights = new Map<number, number[]>([[0, new Array<number>(m).fill(0)]]);
  for (const [level, height] of heights) {
    transitions.forEach((t, e) => {
      const up = t.lower === level;
      if (!up && t.upper !== level) return;
      const other = up ? t.upper : t.lower;
      if (heights.has(other)) return;
      const gap = gaps[e] as readonly number[];
      heights.set(
        other,
        height.map((h, k) => h + (up ? 1 : -1) * (gap[k] as number)),
      );
    });
  }
  return levels.energies.map((_, l) => heights.get(l) ?? []);
}

function* subsets(n: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= n - size; i++) for (const rest of subsets(n, size - 1, i + 1)) yield [i, ...rest];
}

function determinant(rows: readonly (readonly number[])[]): number {
  const [first, ...others] = rows;
  if (!first) return 1;
  return first.reduce((sum, x, j) => {
    if (x === 0) return sum;
    const minor = others.map((row) => row.filter((_, k) => k !== j));
    return sum + (j % 2 === 0 ? 1 : -1) * x * determinant(minor);
  }, 0);
}

/** Values at which every gap is positive: they say only which of two levels is the higher one. */
function orderOf(
  names: readonly string[],
  gaps: readonly (readonly number[])[],
): ReadonlyMap<string, ExactNumber> | undefined {
  const random = randomSource(1);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const values = names.map(() => 1 + Math.floor(1000 * random()));
    if (gaps.every((gap) => gap.reduce((s, c, k) => s + c * (values[k] as number), 0) > 0))
      return new Map(names.map((name, k) => [name, parseExactNumber(String(values[k]))]));
  }
  return undefined;
}

/**
 * The current of named levels as a sum of heat currents, one for each gap of the basis: J = Σ_g ω_g I_g, where I_g, the net jumps that the
 * left bath makes of that gap, lose what they do not depend on. Undefined where the closed form would be too large.
 */
export function currentsByGap(
  { junction, definitions }: NamedLevels,
  values: ReadonlyMap<string, ExactNumber>,
): { readonly variables: ThermalVariables; readonly parts: readonly RationalFunction[] } | undefined {
  const free = { ...junction, bound: new Map<string, ExactNumber>() };
  let current: RationalFunction;
  let variables: ThermalVariables;
  try {
    ({ current, variables } = levelsCurrent(free, values));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const whole = { variables, parts: [current] };
  const gaps = definitions.flatMap(({ name }) => {
    const index = name.startsWith("omega") ? variables.parameters.indexOf(name) : -1;
    return index < 0 ? [] : [index];
  });
  const parts: RationalFunction[] = [];
  let rest = current.numerator;
  for (const index of gaps) {
    const found = coefficientsIn(rest, index);
    // Linear in every gap, as a heat current is where no rate has the gap in it.
    if ([...found.keys()].some((power) => power > 1)) return whole;
    const flux = fraction(found.get(1) ?? 0n, current.denominator);
    if (gaps.some((g) => [flux.numerator, flux.denominator].some((p) => variablesOf(p).includes(g))))
      return whole;
    if (flux.numerator !== 0n) parts.push(multiply(variable(index), flux));
    rest = found.get(0) ?? 0n;
  }
  const size = (f: RationalFunction): number => termCount(f.numerator) + termCount(f.denominator);
  const shorter = parts.reduce((s, p) => s + size(p), 0) < size(current);
  return rest === 0n && shorter ? { variables, parts } : whole;
}
