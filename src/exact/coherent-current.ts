/**
 * Steady state and heat current of levels that keep their coherences, exactly.
 *
 * The master equation (`symbolic/coherence/master-equation.ts`) is solved once with formal rates: for each bath and gap ω > 0 a
 * symbol k for the downward rate and X for e^{−ω/T_ν}, upward kX (13). Its coefficients are polynomials in them, the matrix
 * elements and the splittings. J is a quotient of two polynomials in the same symbols, into which the rates of the
 * junction are put last: it is an element of the field that the currents of rate equations live in, so that expansion, parity
 * and claims need nothing of their own.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { linearSystem, type LinearSystem } from "../../symbolic/coherence/master-equation.js";
import { steadyState, type SteadyState, termBound } from "../../symbolic/coherence/steady-state.js";
import { RATIONAL_FUNCTIONS } from "../../symbolic/fraction/field.js";
import {
  add,
  constant,
  divide,
  equals,
  fraction,
  isZero,
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { divideKnown, gcd, gcdOfAll } from "../../symbolic/polynomial/gcd.js";
import { multiply as multiplyPolynomials, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { definiteSign } from "../../symbolic/polynomial/sign.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { type Atom, normalForms } from "../expression/normal-form.js";
import { toText } from "../expression/ascii.js";
import { rationalExpression } from "../expression/rational-expression.js";
import { negative } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { lazily } from "../input/lazily.js";
import { placed } from "../input/validate.js";
import { type CoherentLevels } from "../junction/coherent-levels.js";
import { type Junction } from "../junction/junction.js";
import { coherentStructure, type CoherentStructure, type RatedJump } from "./coherent-channels.js";
import { stillAtZeroGap } from "./level-graph.js";
import { NoSteadyStateError } from "./no-steady-state.js";
import { type ExactCurrent, type ExactLimits, thermalField, type ThermalField } from "./thermal-field.js";
import { zeroGapRate } from "./zero-gap-rate.js";

/** A formal rate: the symbols of one bath at one gap. */
interface FormalRate {
  readonly side: Side;
  /** Positive where its sign is known; null for a gap of zero, which has k alone. */
  readonly gap: Expression | null;
  /** The first pair of levels that it belongs to. */
  readonly levels: readonly [number, number];
  /** Indices of k and X among the variables. */
  readonly k: number;
  readonly X: number;
}

/** The master equation of a junction over the field of its parameters and formal rates, with its steady state. */
export interface CoherentModel {
  readonly levels: CoherentLevels;
  readonly structure: CoherentStructure;
  /** What the first variables stand for: parameters, and roots of them. */
  readonly atoms: readonly Atom[];
  readonly rates: readonly FormalRate[];
  readonly system: LinearSystem<RationalFunction>;
  /**
   * Solved when it is first asked for.
   * @throws InputError where it may have more than {@link MOST_TERMS} terms
   */
  readonly state: SteadyState;
}

/** Past this many terms, counted before anything cancels, a formal solution takes minutes; numbers at a point do not need it. */
const MOST_TERMS = 1e5;

/**
 * The steady state with formal rates.
 * @param values exact values of some parameters, beside those that the file binds
 */
export function coherentModel(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): CoherentModel {
  const atoms: Atom[] = [];
  const form = normalForms(new Map([...junction.bound, ...values]), atoms);
  const structure = coherentStructure(levels, form);
  const { size, channels, hamiltonian, exchanged } = structure;
  // Every atom has its place before the rates are numbered.
  const read = (
    list: readonly { readonly row: number; readonly column: number; readonly element: Expression }[],
  ) => list.map(({ row, column, element }) => ({ row, column, value: form(element) }));
  const plain = { hamiltonian: read(hamiltonian), exchanged: read(exchanged) };
  const elements = channels.map(({ A, B }) => ({ A: read(A), B: read(B) }));
  const gaps = channels.map(({ A }) => A.map(({ gap }) => (gap === null ? null : form(gap))));
  const rates: (FormalRate & { readonly value: RationalFunction })[] = [];
  let next = atoms.length;
  const rateOf = (side: Side, { gap, row, column }: RatedJump, value: RationalFunction): RationalFunction => {
    const known = rates.find(
      (r) => r.side === side && (equals(r.value, value) || equals(r.value, negate(value))),
    );
    const upward =
      definiteSign(
        value.numerator,
        atoms.map(() => "positive"),
      ) === -1;
    const rate =
      known ??
      ({
        side,
        levels: [Math.min(row, column), Math.max(row, column)],
        gap: gap === null ? null : upward ? negative(gap) : gap,
        value: upward ? negate(value) : value,
        k: next,
        X: next + 1,
      } as const);
    if (!known) {
      rates.push(rate);
      next += 2;
    }
    const k = variable(rate.k);
    return gap === null || equals(rate.value, value) ? k : multiply(k, variable(rate.X));
  };
  // A bath without a rate at a gap of zero has none in the equation: a symbol for it could hide a second steady state.
  const still = {
    L: lazily(() => stillAtZeroGap(junction, levels, "L")),
    R: lazily(() => stillAtZeroGap(junction, levels, "R")),
  };
  const acts = (side: Side, { gap }: RatedJump): boolean => gap !== null || !still[side]();
  const rated = channels.map(({ side, A }, c) => ({
    side,
    A: A.flatMap((jump, j) =>
      acts(side, jump)
        ? [
            {
              row: jump.row,
              column: jump.column,
              value: multiply(
                rateOf(side, jump, gaps[c]?.[j] ?? ZERO),
                (elements[c]?.A[j] as { readonly value: RationalFunction }).value,
              ),
            },
          ]
        : [],
    ),
    B: elements[c]?.B ?? [],
  }));
  const system = linearSystem(RATIONAL_FUNCTIONS, { size, channels: rated, ...plain });
  const state = lazily(() => {
    requireSolvable(system);
    return steadyState(system.generator, size);
  });
  return {
    levels,
    structure,
    atoms,
    rates,
    system,
    get state() {
      return state();
    },
  };
}

/** Whether the formal solution is of a size that can be had. */
export function isSolvable({ generator }: LinearSystem<RationalFunction>): boolean {
  return termBound(generator) <= MOST_TERMS;
}

function requireSolvable(system: LinearSystem<RationalFunction>): void {
  if (isSolvable(system)) return;
  throw new InputError(
    `the master equation with its ${system.unknowns.length} unknowns has a solution of too many terms to be written as a formula`,
    { hint: "bind every value: evaluate, scan, optimise, compare and expand --at take it at points" },
  );
}

/** Heat from one bath into the levels over the normalisation, in the formal symbols; undefined if the steady state is not unique. */
export function formalCurrent(
  { system, state, structure }: CoherentModel,
  side: Side = "L",
): RationalFunction | undefined {
  if (state.kind === "many") return undefined;
  const { weights } = state;
  const heat = system.heat[side].reduce(
    (sum, h, i) => add(sum, multiply(h, fraction(weights[i] as Polynomial))),
    ZERO,
  );
  const trace = weights.slice(0, structure.size).reduce((sum, w) => add(sum, fraction(w)), ZERO);
  return divide(heat, trace);
}

/**
 * The exact current of a junction whose levels keep coherences.
 * @throws NoSteadyStateError if the steady state is not unique, InputError for roots that do not go away and for gaps whose sign matters
 */
export function coherentCurrent(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  limits: ExactLimits = {},
): ExactCurrent {
  const model = coherentModel(junction, levels, values);
  requireUnique(model);
  const gaps = model.rates.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  const field = thermalField(junction, gaps, values, limits);
  const J = formalCurrent(model) as RationalFunction;
  const current = isZero(J) ? ZERO : substituted(J, meanings(junction, model, field), model.atoms);
  const common = { junction, parameters: field.parameters, variables: field.variables, current };
  return isZero(current) ? { ...common, noHeat: NO_HEAT } : common;
}

/**
 * The steady state in the thermal field: unknowns of the master equation and their values up to one common factor, polynomials
 * in the field's variables.
 * @throws as {@link coherentCurrent}, and InputError for amplitudes with roots
 */
export function coherentState(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): {
  readonly unknowns: LinearSystem<RationalFunction>["unknowns"];
  readonly weights: readonly Polynomial[];
} {
  const model = coherentModel(junction, levels, values);
  requireUnique(model);
  if (model.state.kind === "many") throw new Error("internal: not unique");
  const root = model.atoms.find((atom) => atom.square);
  if (root) {
    throw new InputError(
      `${toText(root.expression)} is not rational, and a proof of the verdict cannot state it`,
      {
        hint: "give the amplitude a name of its own, such as a; expand and evaluate take it as it is",
      },
    );
  }
  const gaps = model.rates.flatMap(({ gap }) => (gap === null ? [] : [gap]));
  const field = thermalField(junction, gaps, values);
  const meaning = meanings(junction, model, field);
  const raw = model.state.weights.map((w) => substituted(fraction(w), meaning, model.atoms));
  const scale = raw.reduce<Polynomial>(
    (q, { denominator }) => multiplyPolynomials(q, divideKnown(denominator, gcd(q, denominator))),
    1n,
  );
  const cleared = raw.map((f) => multiplyPolynomials(f.numerator, divideKnown(scale, f.denominator)));
  const common = gcdOfAll(cleared);
  return { unknowns: model.system.unknowns, weights: cleared.map((p) => divideKnown(p, common)) };
}

/** Why J = 0 where it vanishes identically. */
export const NO_HEAT =
  "No heat flows: the steady state takes no heat from either bath, whatever the temperatures";

/** What every variable of the formal model stands for in the thermal field. */
function meanings(
  junction: Junction,
  { atoms, rates }: CoherentModel,
  field: ThermalField,
): RationalFunction[] {
  const result = atoms.map(({ expression, square }) => (square ? ZERO : field.parameterValue(expression)));
  for (const { side, levels, gap, k, X } of rates) {
    const bath = side === "L" ? junction.left : junction.right;
    if (gap === null) {
      result[k] = placed(`levels ${levels.join(" and ")}`, () => zeroGapRate(field, bath));
      result[X] = ONE;
      continue;
    }
    result[k] = field.rate(bath, gap);
    result[X] = field.boltzmann(side, gap);
    const assumptions = field.parameters.map((p) => p.assumption);
    if (definiteSign(field.parameterValue(gap).numerator, assumptions) !== undefined) continue;
    if (equals(field.rate(bath, negative(gap)), multiply(result[k], result[X]))) continue;
    throw new InputError(
      "which of the two has the higher energy depends on the parameters, and the rate with it",
      {
        hint: "bind the parameters, or write the energies with positive gaps, such as 0, omega_1, omega_1 + omega_2",
      },
    );
  }
  return result;
}

/** The quotient with its variables replaced; roots have to come by their squares. */
function substituted(
  { numerator, denominator }: RationalFunction,
  values: readonly RationalFunction[],
  atoms: readonly Atom[],
): RationalFunction {
  const visit = (p: Polynomial): RationalFunction => {
    if (typeof p === "bigint") return constant(p);
    const radicand = atoms[p.variable]?.square;
    const square = radicand && divide(visit(radicand.numerator), visit(radicand.denominator));
    let sum = ZERO;
    let done: number | undefined;
    // Horner's rule over the exponents, which come highest first: no power is negative, and a rate may be zero.
    for (const [i, e] of p.exponents.entries()) {
      if (done !== undefined) sum = multiply(sum, stepOf(p.variable, done - e, square, values));
      sum = add(sum, visit(p.coefficients[i] as Polynomial));
      done = e;
    }
    return done === undefined || done === 0 ? sum : multiply(sum, stepOf(p.variable, done, square, values));
  };
  return divide(visit(numerator), visit(denominator));
}

function stepOf(
  index: number,
  exponent: number,
  square: RationalFunction | undefined,
  values: readonly RationalFunction[],
): RationalFunction {
  if (!square) return power(values[index] as RationalFunction, exponent);
  if (exponent % 2 === 0) return power(square, exponent / 2);
  throw new InputError("the current holds a square root of a matrix element", {
    hint: "evaluate takes it; for a formula give the amplitudes as names",
  });
}

/** @throws NoSteadyStateError naming what the equation conserves */
export function requireUnique(model: CoherentModel): void {
  const { state } = model;
  if (state.kind === "unique") return;
  const conserved = conservedQuantities(model);
  const count = conserved.length === 1 ? "a quantity is" : `${conserved.length} quantities are`;
  throw new NoSteadyStateError(
    `the steady state is not unique: ${count} conserved beside the trace, ${conserved.join("; ")}, and J depends on the initial state`,
    {
      hint: "both baths leave a state alone: split the levels, or couple it to one of them",
    },
  );
}

/** What the equation conserves beside the trace, as text in P_i and rho_ij; empty where the steady state is unique. */
function conservedQuantities({ system, state, structure, atoms }: CoherentModel): readonly string[] {
  if (state.kind === "unique") return [];
  const symbols = atoms.map((a) => a.expression);
  return state.conserved
    .map((row) => withoutTrace(row, structure.size))
    .filter((row) => row.some((x) => !isZero(x)))
    .map((row) => conservedText(row, system.unknowns, symbols));
}

/** Less a multiple of the trace, so that the population of level 0 does not occur. */
function withoutTrace(row: readonly RationalFunction[], size: number): readonly RationalFunction[] {
  const first = row[0] as RationalFunction;
  return row.map((x, i) => (i < size ? subtract(x, first) : x));
}

function conservedText(
  row: readonly RationalFunction[],
  unknowns: LinearSystem<RationalFunction>["unknowns"],
  symbols: readonly Expression[],
): string {
  const scale = row.find((x) => !isZero(x)) as RationalFunction;
  const terms = row.flatMap((x, i) => {
    if (isZero(x)) return [];
    const { part, row: m, column: n } = unknowns[i] as (typeof unknowns)[number];
    const name = m === n ? `P_${m}` : `${part === "real" ? "Re" : "Im"} rho_${m}${n}`;
    const factor = divide(x, scale);
    const { numerator, denominator } = factor;
    if (typeof numerator !== "bigint" || typeof denominator !== "bigint")
      return [`+ (${toText(rationalExpression(factor, symbols))})*${name}`];
    const size = numerator < 0n ? -numerator : numerator;
    const number =
      size === 1n && denominator === 1n ? "" : `${size}${denominator === 1n ? "" : `/${denominator}`}*`;
    return [`${numerator < 0n ? "-" : "+"} ${number}${name}`];
  });
  return terms.join(" ").replace(/^\+ /, "");
}
