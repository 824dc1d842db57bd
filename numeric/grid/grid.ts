/**
 * J, J(−Δ), R, the contrast and the noise S over many points: typed arrays in, typed arrays out, no allocation per point.
 *
 * The junction's formula is recorded once on a tape ({@link tapeRecorder}) and run either as generated straight-line
 * WebAssembly, two points at a time, or, where that is forbidden, by an interpreter. Errors for the closed forms (two
 * levels, oscillator): J and R within 16 units of 2^−53 relative, that is 8 ulp; the contrast within 16 absolute, so that a
 * tiny contrast needs `evaluate`; S, of two levels and the oscillator only, within 32. On a uniform row axis add at most {@link RESYNC_ROWS} times 2 of these units (for R 12 units
 * were the most ever found), and for J what the rounding of the axis is worth, 8 units of ω times ω/T.
 */
import { type Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import { fractionArithmetic, type Fraction } from "../arithmetic/open-fraction.js";
import { gridEngine } from "./engine.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { isSingle, mendGrid, type OnGap, partsOf } from "./guard.js";
import { interpretGrid, type GridInputs } from "./interpret.js";
import { customRate, junctionParts } from "../junction/current-formula.js";
import { exactProduct, exactSum, metalFactor } from "./metal-factor.js";
import type { LadderModel } from "../junction/model.js";
import { type GridLayout, type GridQuantity } from "./layout.js";
import { tapeRecorder, type Level, type Tape } from "../arithmetic/tape.js";

/** Rows between two fresh starts of the addition rule on a uniform axis. */
export const RESYNC_ROWS = 32;

/** Options of {@link compileGrid}. */
export interface GridOptions {
  /** Never generate code (strict Content-Security-Policy). Default: try, and fall back where it is refused. */
  readonly interpret?: boolean;
}

/** A junction ready for many points. */
export interface CompiledGrid {
  readonly quantities: readonly GridQuantity[];
  /** Names that need a value. */
  readonly parameters: readonly string[];
  /** Generated WebAssembly, or its interpreted twin. */
  readonly engine: "generated" | "interpreted";
  /**
   * Fills out[q][(i − from)·columns + j] for the rows from ≤ i < to (a list is one row of points).
   * @param input  numbers, and arrays for the names of the layout
   * @param onGap  hears of points without a value, which are NaN in the output; without it they are errors
   * @throws DomainError naming the parameter for missing or non-finite input and, without `onGap`, what is not in the
   *   domain of the junction or has no finite value
   * @throws PrecisionLimitError without `onGap`, where a value cannot be told from zero
   */
  run(input: GridInputs, out: readonly Float64Array[], from?: number, to?: number, onGap?: OnGap): void;
}

/** 1/T of the hotter end, 2/(T_a + |Δ|), as a number and what it lacks: the error of e^{−ω/T} would grow with ω/T. */
function inverseOfHotter(A: Arithmetic<number>, sum: number, delta: number): [number, number] {
  const select = A.select as NonNullable<typeof A.select>;
  const [twice, lost] = exactSum(A, sum, select(delta, A.neg(delta), delta));
  const two = A.fromRational(2n, 1n);
  const inverse = A.div(two, twice);
  const [product, error] = exactProduct(A, inverse, twice);
  const rest = A.sub(A.sub(A.sub(two, product), error), A.mul(inverse, lost));
  return [inverse, A.div(rest, twice)];
}

/** Records the quantities of a junction; X_L − X_R never cancels: it is X_hot·expm1(−ω|Δ|/(T_L T_R)) with a sign. */
function record(
  model: LadderModel,
  quantities: readonly GridQuantity[],
  levelOf: (name: string) => Level,
): { tape: Tape; outputs: number[]; margin: number | undefined } {
  const { arithmetic, input: entry, expProduct, tape } = tapeRecorder(levelOf);
  const A = fractionArithmetic(arithmetic, (b) => tape.levels[b] !== 3);
  const input = (name: string): Fraction<number> => A.of(entry(name));
  const half = A.fromRational(1n, 2n);
  const [sum, delta] = [input("T_a"), input("Delta")];
  const tL = A.mul(half, A.add(sum, delta));
  const tR = A.mul(half, A.sub(sum, delta));
  const factors = new Map<string, number>();
  const factorAt = (slope: Fraction<number>, mu: Fraction<number>, T: Fraction<number>): Fraction<number> => {
    const [above, below] = metalFactor(
      arithmetic,
      [A.close(slope), A.close(mu)],
      [entry("T_a"), entry("Delta")],
      T === tL ? 1 : -1,
    );
    factors.set(`${above}/${below}`, arithmetic.div(above, below));
    return A.div(A.of(above), A.of(below));
  };
  const forward = junctionParts(A, model, [tL, tR], input, factorAt);
  const reversed = junctionParts(A, model, [tR, tL], input, factorAt);
  const select = A.select as NonNullable<typeof A.select>;
  const current = (resistance: Fraction<number>): Fraction<number> => {
    const hot = A.of(
      expProduct(A.close(forward.gap), ...inverseOfHotter(arithmetic, entry("T_a"), entry("Delta"))),
    );
    // −|Δ|/(T_L T_R) varies with the column only: one product per point is left.
    const slope = A.div(select(delta, delta, A.neg(delta)), A.mul(tL, tR));
    const magnitude = A.mul(hot, A.expm1(A.mul(forward.gap, slope)));
    const drop = A.mul(select(delta, A.one, A.neg(A.one)), magnitude);
    return A.div(A.mul(forward.gap, drop), A.mul(forward.symmetric, resistance));
  };
  // S = ω²(X_L + X_R)/(P·F) − 2σJ²F_LF_R/F, F = F_L + F_R: with σ = 1 the second term is at most half of the first.
  const noise = (): Fraction<number> => {
    const { gap, x, symmetric, resistance, inverses } = forward;
    if (!inverses)
      throw new DomainError("S", "a ladder", "a grid of the noise is one of two levels or the oscillator");
    const J = current(resistance);
    const both = A.div(A.mul(A.mul(gap, gap), A.add(x[0], x[1])), A.mul(symmetric, resistance));
    const square = A.mul(A.add(J, J), A.mul(J, A.div(A.mul(inverses[0], inverses[1]), resistance)));
    return model.weights === "oscillator" ? A.add(both, square) : A.sub(both, square);
  };
  const outputs = quantities.map((quantity) => {
    if (quantity === "J") return A.close(current(forward.resistance));
    if (quantity === "J_reversed") return A.close(A.neg(current(reversed.resistance)));
    if (quantity === "R") return A.close(A.div(reversed.resistance, forward.resistance));
    if (quantity === "S") return A.close(noise());
    const change = A.sub(reversed.resistance, forward.resistance);
    return A.close(A.div(change, A.add(reversed.resistance, forward.resistance)));
  });
  // Parts that are formulas, and rates, have to be positive at both temperatures, as the factors of metals have.
  const formulas = [model.left, model.right].flatMap((bath) =>
    bath.kind === "rate"
      ? [tL, tR].map((T) => A.close(customRate(A, bath, forward.gap, T, { lookup: input })))
      : partsOf(bath)
          .filter((e) => !isSingle(e) && !(bath.kind === "metal" && e === bath.delta))
          .map((e) => A.close(evaluateExpression(A, e, { lookup: input }))),
  );
  const gaps = isSingle(model.gap) ? [] : [A.close(forward.gap)];
  const positive = [...factors.values(), ...formulas, ...gaps];
  const choose = arithmetic.select as NonNullable<typeof arithmetic.select>;
  const least = (a: number, b: number): number => choose(arithmetic.sub(a, b), a, b);
  const margin = positive.length === 0 ? undefined : positive.reduce(least);
  return { tape, outputs, margin };
}

/**
 * The step of an axis that is uniform to within rounding over every block of RESYNC_ROWS rows, or null. Blocks and
 * step belong to the whole axis, so that chunks that start at a multiple of RESYNC_ROWS give the numbers of the whole.
 */
function uniformStep(axis: Float64Array): number | null {
  const count = axis.length;
  if (count < 3) return null;
  const step = ((axis[count - 1] as number) - (axis[0] as number)) / (count - 1);
  for (let i = 0; i < count; i++) {
    const start = i - (i % RESYNC_ROWS);
    const ideal = (axis[start] as number) + (i - start) * step;
    const value = axis[i] as number;
    // linspace rounds to the value's own last place, and the step to its: 4 units in all.
    if (!(Math.abs(value - ideal) <= 4 * 2 ** -52 * Math.abs(value))) return null;
  }
  return step;
}

/** Names of all parameters of the tape. */
function parametersOf(tape: Tape): string[] {
  return tape.operations.flatMap((o) => (o.op === "input" ? [o.name] : []));
}

/**
 * Prepares a junction for grids.
 * @throws DomainError for a formula that cannot be evaluated
 */
export function compileGrid(
  model: LadderModel,
  quantities: readonly GridQuantity[],
  layout: GridLayout,
  options: GridOptions = {},
): CompiledGrid {
  const levelOf = (name: string): Level => {
    if (layout.kind === "list") return layout.varying.includes(name) ? 3 : 0;
    return name === layout.row ? 1 : name === layout.column ? 2 : 0;
  };
  const { tape, outputs: wanted, margin } = record(model, quantities, levelOf);
  const outputs = margin === undefined ? wanted : [...wanted, margin];
  const [rowName, columnName] = layout.kind === "product" ? [layout.row, layout.column] : ["", ""];
  const names = { rowName, columnName };
  const list = layout.kind === "list";
  const request = { tape, outputs, rowName, columnName, list };
  const engine = options.interpret === true ? null : gridEngine(request);
  const parameters = parametersOf(tape);

  function run(input: GridInputs, out: readonly Float64Array[], from = 0, to?: number, onGap?: OnGap): void {
    const axes = list ? layout.varying : [columnName];
    const columns = lengthOf(input, axes);
    const last = to ?? (list ? 1 : lengthOf(input, [rowName]));
    checkInputs(parameters, input, [rowName, ...axes]);
    const count = (last - from) * columns;
    checkOutputs(out, quantities, count);
    const margins = margin === undefined ? undefined : new Float64Array(count);
    const results = margins === undefined ? out : [...out.slice(0, quantities.length), margins];
    if (engine === null) interpretGrid(tape, outputs, names, input, results, from, last, columns);
    else {
      const axis = input[rowName];
      const step = !list && axis instanceof Float64Array ? uniformStep(axis) : null;
      const uniform = step === null ? null : { step, resync: RESYNC_ROWS };
      engine.run(input, results, { from, to: last }, columns, uniform);
    }
    const place = { layout, input, parameters, from, to: last, columns };
    mendGrid(model, quantities, place, out, margins, onGap);
  }
  return { quantities, parameters, engine: engine === null ? "interpreted" : "generated", run };
}

function lengthOf(input: GridInputs, names: readonly string[]): number {
  let length: number | undefined;
  for (const name of names) {
    const values = input[name];
    if (!(values instanceof Float64Array))
      throw new DomainError(name, typeof values, "an axis is a Float64Array");
    if (length !== undefined && values.length !== length) {
      throw new DomainError(name, `${values.length} values`, `the other axes of the list have ${length}`);
    }
    length = values.length;
  }
  return length ?? 0;
}

function checkInputs(parameters: readonly string[], input: GridInputs, axes: readonly string[]): void {
  for (const name of parameters) {
    const value = input[name];
    if (value === undefined)
      throw new DomainError(name, "(no value)", "a value is needed for this parameter");
    if (typeof value === "number") {
      if (!Number.isFinite(value)) throw new DomainError(name, String(value), "must be finite");
    } else if (!axes.includes(name)) {
      throw new DomainError(name, "an array", "is not an axis of this grid");
    } else {
      const wrong = value.findIndex((v) => !Number.isFinite(v));
      if (wrong >= 0) throw new DomainError(`${name}[${wrong}]`, String(value[wrong]), "must be finite");
    }
  }
}

function checkOutputs(
  out: readonly Float64Array[],
  quantities: readonly GridQuantity[],
  points: number,
): void {
  quantities.forEach((quantity, q) => {
    const length = out[q]?.length ?? 0;
    if (length < points)
      throw new DomainError(`output for ${quantity}`, `${length} places`, `needs ${points}`);
  });
}
