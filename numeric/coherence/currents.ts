/**
 * Steady state and currents of a master equation that keeps coherences, in any arithmetic: enclosures for certified digits,
 * jets for the coefficients of Δ and for derivatives, doubles for many points.
 *
 * With ρ as a vector of its elements ρ_ij, dρ/dt = (D + iM)ρ, D and M real:
 *     D_(ij)(kl) = Σ over channels ½(A_ik B_jl + B_ik A_jl) − ½(δ_jl (BᵀA)_ik + δ_ik (BᵀA)_jl),
 *     M_(ij)(kl) = −(H_ik δ_jl − δ_ik H_lj).
 * On ρ = U + iV, U symmetric and V antisymmetric, both parts fold onto i ≤ j. Only elements that the populations reach take
 * part. The steady state follows by Gaussian elimination with Tr ρ = 1 in the place of one of the populations' equations.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { float64 } from "../arithmetic/float64.js";
import { DomainError } from "../arithmetic/errors.js";
import { downwardRate } from "../junction/downward-rate.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { exactExpression } from "../junction/exact-expression.js";
import { type Expression } from "../junction/expression.js";
import { type CoherenceModel, type LevelModel } from "../junction/level-model.js";
import { type Point } from "../junction/model.js";

/** An element ρ_ij, i < j, of the steady state; Tr ρ = 1. */
export interface Coherence<S> {
  readonly row: number;
  readonly column: number;
  readonly real: S;
  readonly imaginary: S;
}

/** The steady state ρ = U + iV of a junction, and its currents. */
export interface CoherentCurrents<S> {
  readonly populations: readonly S[];
  /** J, energy per unit time taken from the left bath. */
  readonly fromLeft: S;
  /** Energy per unit time given to the right bath: equal to `fromLeft` in exact arithmetic. */
  readonly intoRight: S;
  /** What the populations reach. */
  readonly coherences: readonly Coherence<S>[];
}

/** The arithmetic with an exact zero. */
type WithZero<S> = Arithmetic<S> & { readonly isZero: (a: S) => boolean };

interface Element<S> {
  readonly row: number;
  readonly column: number;
  readonly value: S;
}

/** Rows of a sparse matrix: by place, place → value. */
type Rows<S> = Map<number, Map<number, S>>;

/**
 * The steady state at a point.
 * @param temperatures T_L and T_R in the arithmetic
 * @param parameter    the parameters in the arithmetic; `point` holds the same values exactly
 * @throws DomainError for a rate without a limit at a gap of zero, or a steady state that is not unique
 * @throws WideEnclosureError where an enclosure does not tell a pivot from zero
 */
export function coherentCurrents<S>(
  A: WithZero<S>,
  model: LevelModel,
  coherence: CoherenceModel,
  point: Point,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
): CoherentCurrents<S> {
  const n = model.energies.length;
  const value = (e: Expression): S => {
    const exact = exactExpression(e, point);
    return exact
      ? A.fromRational(exact.numerator, exact.denominator)
      : evaluateExpression(A, e, { lookup: parameter });
  };
  const elements = (
    list: readonly { readonly row: number; readonly column: number; readonly element: Expression }[],
  ): Element<S>[] =>
    list
      .map(({ row, column, element }) => ({ row, column, value: value(element) }))
      .filter((e) => !A.isZero(e.value));
  // Channels share gaps; their exponentials cost most.
  const known = { left: new Map<Expression | null, S>(), right: new Map<Expression | null, S>() };
  const rate = (side: "left" | "right", gap: Expression | null): S => {
    let k = known[side].get(gap);
    if (k === undefined) {
      k = spectralRate(A, model, side, gap === null ? A.zero : value(gap), temperatures, parameter);
      known[side].set(gap, k);
    }
    return k;
  };
  const half = A.fromRational(1n, 2n);
  const channels = coherence.channels.map(({ side, A: first, B }) => ({
    side,
    A: first
      .map(({ row, column, element, gap }) => ({
        row,
        column,
        value: A.mul(half, A.mul(rate(side, gap), value(element))),
      }))
      .filter((e) => !A.isZero(e.value)),
    B: elements(B),
  }));
  const dissipators = { left: new Map() as Rows<S>, right: new Map() as Rows<S> };
  const hamiltonian = elements(coherence.hamiltonian);
  const exchanged = elements(coherence.exchanged);
  const reached = reach(n, channels, hamiltonian);
  for (const channel of channels) dissipate(A, n, reached, channel, dissipators[channel.side]);
  const turning = turn(A, n, reached, hamiltonian);
  const { rows, unknowns } = folded(A, n, reached, dissipators, turning);
  // Tr ρ = 1 takes the place of the equation of level 0, which follows from the others.
  const system = rows.map((row) => [...row, A.zero]);
  system[0] = [...unknowns.map(({ part, i, j }) => (part === "U" && i === j ? A.one : A.zero)), A.one];
  const solution = solved(A, system);
  const at = (part: "U" | "V", i: number, j: number): S => {
    const [a, b] = i <= j ? [i, j] : [j, i];
    const k = unknowns.findIndex((u) => u.part === part && u.i === a && u.j === b);
    return solution[k] ?? A.zero;
  };
  const heat = (rowsOf: Rows<S>): S =>
    exchanged.reduce((sum, h) => {
      // Tr[h 𝒟(ρ)]; h is symmetric, so that only U counts.
      const row = rowsOf.get(h.column * n + h.row);
      if (!row) return sum;
      const change = [...row].reduce(
        (total, [place, d]) => A.add(total, A.mul(d, at("U", Math.floor(place / n), place % n))),
        A.zero,
      );
      return A.add(sum, A.mul(h.value, change));
    }, A.zero);
  return {
    populations: Array.from({ length: n }, (_, i) => at("U", i, i)),
    fromLeft: heat(dissipators.left),
    intoRight: A.neg(heat(dissipators.right)),
    coherences: reached
      .map((place) => [Math.floor(place / n), place % n] as const)
      .filter(([i, j]) => i < j)
      .map(([row, column]) => ({ row, column, real: at("U", row, column), imaginary: at("V", row, column) })),
  };
}

/** {@link coherentCurrents} in doubles, for many points: J at T_L and T_R, energy per unit time from the left bath. */
export function coherentCurrentInDoubles(
  model: LevelModel,
  coherence: CoherenceModel,
  point: ReadonlyMap<string, number>,
  temperatures: readonly [number, number],
): number {
  const A = { ...float64, isZero: (x: number): boolean => x === 0 };
  const parameter = (name: string): number => point.get(name) ?? NaN;
  return coherentCurrents(A, model, coherence, point, temperatures, parameter).fromLeft;
}

/** The rate at which a bath takes up the signed gap: k(ω) for ω > 0, k(|ω|)e^{−|ω|/T} for ω < 0, their limit at 0. */
function spectralRate<S>(
  A: WithZero<S>,
  model: LevelModel,
  side: "left" | "right",
  gap: S,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
): S {
  const T = temperatures[side === "left" ? 0 : 1];
  if (A.isZero(gap)) {
    const limit = model.zeroGapRates?.[side];
    if (!limit) throw new DomainError("gap", "0", "give a coupling whose rate has a limit at a gap of zero");
    const lookup = (name: string): S => (name === "T" ? T : parameter(name));
    return evaluateExpression(A, limit, { lookup, temperature: T });
  }
  const up = A.isNegative(gap);
  const size = up ? A.neg(gap) : gap;
  const k = downwardRate(A, model[side], size, T, parameter);
  return up ? A.mul(k, A.exp(A.neg(A.div(size, T)))) : k;
}

type ChannelElements<S> = {
  readonly side: "left" | "right";
  readonly A: readonly Element<S>[];
  readonly B: readonly Element<S>[];
};

/** Places i·n + j of ρ that the populations reach, transposes included, populations first. */
function reach<S>(
  n: number,
  channels: readonly ChannelElements<S>[],
  hamiltonian: readonly Element<S>[],
): readonly number[] {
  const places = Array.from({ length: n }, (_, i) => i * n + i);
  const known = new Set(places);
  const add = (i: number, j: number): void => {
    for (const place of [i * n + j, j * n + i]) {
      if (known.has(place)) continue;
      known.add(place);
      places.push(place);
    }
  };
  // The list grows while it is walked.
  for (const place of places) {
    const [k, l] = [Math.floor(place / n), place % n];
    for (const { A, B } of channels) {
      for (const a of A) {
        for (const b of B) {
          if (a.column === k && b.column === l) add(a.row, b.row);
          if (a.row === b.row && a.column === k) add(b.column, l);
          if (a.row === b.row && a.column === l) add(k, b.column);
        }
      }
    }
    for (const h of hamiltonian) {
      if (h.column === k && (h.row !== k || k !== l)) add(h.row, l);
      if (h.row === l && (h.column !== l || k !== l)) add(k, h.column);
    }
  }
  return places;
}

function put<S>(A: WithZero<S>, rows: Rows<S>, to: number, from: number, value: S): void {
  const row = rows.get(to) ?? new Map<number, S>();
  const old = row.get(from);
  row.set(from, old === undefined ? value : A.add(old, value));
  rows.set(to, row);
}

/** Adds D of one channel; the half is in A. */
function dissipate<S>(
  A: WithZero<S>,
  n: number,
  reached: readonly number[],
  { A: first, B: second }: ChannelElements<S>,
  rows: Rows<S>,
): void {
  const inside = new Set(reached);
  for (const a of first) {
    for (const b of second) {
      const product = A.mul(a.value, b.value);
      const gain = [
        [a.row * n + b.row, a.column * n + b.column],
        [b.row * n + a.row, b.column * n + a.column],
      ] as const;
      for (const [to, from] of gain) if (inside.has(from)) put(A, rows, to, from, product);
      if (a.row !== b.row) continue;
      // (BᵀA) from a.column to b.column.
      const loss = A.neg(product);
      for (let other = 0; other < n; other++) {
        if (inside.has(a.column * n + other)) put(A, rows, b.column * n + other, a.column * n + other, loss);
        if (inside.has(other * n + a.column)) put(A, rows, other * n + b.column, other * n + a.column, loss);
      }
    }
  }
}

/** M of the file's head. */
function turn<S>(
  A: WithZero<S>,
  n: number,
  reached: readonly number[],
  hamiltonian: readonly Element<S>[],
): Rows<S> {
  const rows: Rows<S> = new Map();
  for (const place of reached) {
    const [k, l] = [Math.floor(place / n), place % n];
    for (const h of hamiltonian) {
      if (h.row === k && h.column === k && k === l) continue;
      if (h.column === k) put(A, rows, h.row * n + l, place, A.neg(h.value));
      if (h.row === l) put(A, rows, k * n + h.column, place, h.value);
    }
  }
  return rows;
}

interface Folded<S> {
  readonly unknowns: readonly { readonly part: "U" | "V"; readonly i: number; readonly j: number }[];
  readonly rows: readonly (readonly S[])[];
}

function folded<S>(
  A: WithZero<S>,
  n: number,
  reached: readonly number[],
  dissipators: Readonly<Record<"left" | "right", Rows<S>>>,
  turning: Rows<S>,
): Folded<S> {
  const pairs = reached.map((place) => [Math.floor(place / n), place % n] as const);
  const turned = [...turning.values()].some((row) => [...row.values()].some((x) => !A.isZero(x)));
  const unknowns = [
    ...pairs.filter(([i, j]) => i <= j).map(([i, j]) => ({ part: "U" as const, i, j })),
    // Without a Hamiltonian that turns them, imaginary parts stay zero.
    ...(turned ? pairs.filter(([i, j]) => i < j).map(([i, j]) => ({ part: "V" as const, i, j })) : []),
  ];
  const entry = (rows: Rows<S>, to: number, from: number): S => rows.get(to)?.get(from) ?? A.zero;
  const dissipated = (to: number, from: number): S =>
    A.add(entry(dissipators.left, to, from), entry(dissipators.right, to, from));
  const rows = unknowns.map(({ part, i, j }) =>
    unknowns.map(({ part: of, i: k, j: l }) => {
      const to = i * n + j;
      const [from, back] = [k * n + l, l * n + k];
      const pick = part === of ? dissipated : (t: number, f: number): S => entry(turning, t, f);
      const direct = pick(to, from);
      const mirrored = k === l ? A.zero : pick(to, back);
      const whole = of === "U" ? A.add(direct, mirrored) : A.sub(direct, mirrored);
      // dU/dt = DU − MV, dV/dt = DV + MU.
      return part === "U" && of === "V" ? A.neg(whole) : whole;
    }),
  );
  return { unknowns, rows };
}

/** The solution of the system whose last column is the right-hand side; rows are overwritten. */
function solved<S>(A: WithZero<S>, rows: S[][]): S[] {
  const n = rows.length;
  const size = (x: S): S => (A.isNegative(x) ? A.neg(x) : x);
  for (let k = 0; k < n; k++) {
    let best = -1;
    for (let r = k; r < n; r++) {
      const candidate = rows[r]?.[k] as S;
      if (A.isZero(candidate)) continue;
      if (best < 0 || A.isNegative(A.sub(size(rows[best]?.[k] as S), size(candidate)))) best = r;
    }
    if (best < 0)
      throw new DomainError(
        "steady state",
        "not unique",
        "the initial state decides: a dark state is left alone",
      );
    const lead = rows[best] as S[];
    rows[best] = rows[k] as S[];
    rows[k] = lead;
    for (let r = k + 1; r < n; r++) {
      const row = rows[r] as S[];
      if (A.isZero(row[k] as S)) continue;
      const factor = A.div(row[k] as S, lead[k] as S);
      row[k] = A.zero;
      for (let c = k + 1; c <= n; c++) {
        if (!A.isZero(lead[c] as S)) row[c] = A.sub(row[c] as S, A.mul(factor, lead[c] as S));
      }
    }
  }
  const x = new Array<S>(n).fill(A.zero);
  for (let k = n - 1; k >= 0; k--) {
    const row = rows[k] as S[];
    let rest = row[n] as S;
    for (let c = k + 1; c < n; c++) {
      if (!A.isZero(row[c] as S)) rest = A.sub(rest, A.mul(row[c] as S, x[c] as S));
    }
    x[k] = A.div(rest, row[k] as S);
  }
  return x;
}
