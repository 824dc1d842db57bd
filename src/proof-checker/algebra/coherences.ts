/**
 * Levels that keep coherences: the stated steady state is put into the master equation, element by element, and the current is
 * what the left bath gives. That no other steady state is reached from populations is shown by the rank of the equation at one
 * point modulo a prime: there it can only be smaller than in general.
 */
import { type CoherencesCertificate, type CoherentState } from "../../certificate/format.js";
import { type Divisor } from "./divisors.js";
import {
  constantOf,
  demand,
  type Expanded,
  NOTHING,
  plus,
  same,
  signOf,
  times,
  toThe,
  variableOf,
} from "./polynomial.js";
import { statedRate } from "./rate.js";
import { type Quotient, readPolynomial, readQuotient } from "./reader.js";
import { coordinates, junctionNames, type Ring } from "./ring.js";
import { limitingRate } from "./zero-gap-limit.js";

type Matrix = readonly (readonly Quotient[])[];
type Side = "L" | "R";

/** A = γB elementwise and B, as in 𝒟(ρ) = ½(AρBᵀ + BρAᵀ − BᵀAρ − ρAᵀB). */
interface Channel {
  readonly side: Side;
  readonly A: Matrix;
  readonly B: Matrix;
}

/**
 * Checks the steady state and the current N/D of a stated master equation.
 * Returns what is divided by on the way: the trace, and the denominators of rates.
 * @throws ProofError at the first false statement
 */
export function checkCoherences(c: CoherencesCertificate, ring: Ring, current: Quotient): Divisor[] {
  const { equation, state } = c.coherences;
  const read = (text: string): Quotient => {
    const q = readQuotient(text, junctionNames(ring));
    demand(q.denominator.size > 0, "an element with a zero denominator");
    return q;
  };
  const energies = c.coherences.energies.map(read);
  const n = energies.length;
  const square = (rows: readonly (readonly string[])[], name: string): Matrix => {
    const m = rows.map((row) => row.map(read));
    demand(m.length === n && m.every((row) => row.length === n), `${name} is not ${n} by ${n}`);
    demand(
      m.every((row, i) => row.every((x, j) => equal(x, (m[j] as readonly Quotient[])[i] as Quotient))),
      `${name} is not symmetric`,
    );
    return m;
  };
  const splitting = square(c.coherences.splitting, "the splitting");
  const S = { L: square(c.coherences.S.L, "S_L"), R: square(c.coherences.S.R, "S_R") };
  const zero: Quotient = { numerator: NOTHING, denominator: constantOf(1n, ring.count) };
  if (equation === "secular" || equation === "unified") {
    demand(
      splitting.every((row, i) =>
        row.every((x, j) => isNothing(x) || equal(energies[i] as Quotient, energies[j] as Quotient)),
      ),
      "the splitting couples levels of unlike energies",
    );
  }
  if (equation === "secular" || equation === "redfield")
    demand(
      splitting.every((row) => row.every(isNothing)),
      `the ${equation} equation has no splitting`,
    );
  const divisors: Divisor[] = [];
  const texts = c.coherences.energies;
  const rate = rateReader(c, ring, divisors);
  const gap = (i: number, j: number): Quotient =>
    difference(energies[j] as Quotient, energies[i] as Quotient);
  const channels: Channel[] = (["L", "R"] as const).flatMap((side) => {
    const groups: { readonly gap: Quotient; readonly pairs: (readonly [number, number])[] }[] = [];
    S[side].forEach((row, i) =>
      row.forEach((x, j) => {
        if (isNothing(x)) return;
        const own = gap(i, j);
        const group = equation === "redfield" ? groups[0] : groups.find((g) => equal(g.gap, own));
        if (group) group.pairs.push([i, j]);
        else groups.push({ gap: own, pairs: [[i, j]] });
      }),
    );
    return groups
      .filter((g) => equation === "redfield" || !isNothing(g.gap) || !isScalar(S[side], energies, g.pairs))
      .map(({ pairs }) => {
        const inside = (i: number, j: number): boolean => pairs.some(([k, l]) => k === i && l === j);
        const B = S[side].map((row, i) => row.map((x, j) => (inside(i, j) ? x : zero)));
        const A = B.map((row, i) =>
          row.map((x, j) => {
            if (isNothing(x)) return zero;
            const text = `(${texts[j] as string}) - (${texts[i] as string})`;
            return product(x, rate(side, gap(i, j), text));
          }),
        );
        return { side, A, B };
      });
  });
  const H = splitting.map((row, i) =>
    row.map((x, j) => (i === j ? sum([x, energies[i] as Quotient], ring) : x)),
  );
  const exchanged =
    equation === "local" || equation === "redfield"
      ? H
      : H.map((row, i) => row.map((_, j) => (i === j ? (energies[i] as Quotient) : zero)));
  const { U, V } = statedMatrices(state, n, ring, zero);
  // ½ is left out on both sides.
  const dissipated = (rho: Matrix, side?: Side): Matrix =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_x, j) =>
        sum(
          channels
            .filter((ch) => side === undefined || ch.side === side)
            .flatMap((ch) => dissipator(ch, rho, i, j)),
          ring,
        ),
      ),
    );
  const turned = (rho: Matrix, i: number, j: number, sign: 1n | -1n): Quotient[] =>
    Array.from({ length: n }, (_, k) => [
      scaled(product(H[i]?.[k] as Quotient, rho[k]?.[j] as Quotient), 2n * sign),
      scaled(product(rho[i]?.[k] as Quotient, H[k]?.[j] as Quotient), -2n * sign),
    ]).flat();
  const [DU, DV] = [dissipated(U), dissipated(V)];
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const real = sum([DU[i]?.[j] as Quotient, ...turned(V, i, j, 1n)], ring);
      const imaginary = sum([DV[i]?.[j] as Quotient, ...turned(U, i, j, -1n)], ring);
      demand(isNothing(real) && isNothing(imaginary), `the master equation of rho_${i},${j} does not hold`);
    }
  }
  const trace = U.reduce((total, row, i) => plus(total, (row[i] as Quotient).numerator), NOTHING);
  demand(trace.size > 0, "the populations add up to zero");
  const DL = dissipated(U, "L");
  const heat = sum(
    exchanged.flatMap((row, i) => row.map((h, j) => product(h, DL[j]?.[i] as Quotient))),
    ring,
  );
  // Twice the heat, since the ½ of 𝒟 is left out.
  const twice = plus(NOTHING, times(current.numerator, trace), 2n);
  demand(
    same(times(twice, heat.denominator), times(current.denominator, heat.numerator)),
    "the current is not what the left bath gives",
  );
  demandUnique(channels, H, n, ring);
  return [{ name: "the sum of the populations", polynomial: trace }, ...divisors];
}

/** The rate of a bath at a signed gap: its own for ω > 0, with e^{−|ω|/T} for ω < 0, the limit at 0. */
function rateReader(
  c: CoherencesCertificate,
  ring: Ring,
  divisors: Divisor[],
): (side: Side, gap: Quotient, text: string) => Quotient {
  return (side, gap, text) => {
    const bath = side === "L" ? c.left : c.right;
    const note = (q: Quotient): Quotient => {
      demand(q.denominator.size > 0, "a rate with a zero denominator");
      divisors.push({ name: `the denominator of a rate ${side}`, polynomial: q.denominator });
      return q;
    };
    if (isNothing(gap)) return note(limitingRate(c, ring, side, bath));
    const n = coordinates(ring, gap);
    demand(n !== undefined, "a gap is not a combination of the energies");
    const below0 = gap.denominator.get("\0".repeat(ring.count)) ?? 0n;
    const sign = gap.denominator.size === 1 && below0 > 0n ? signOf(gap.numerator, ring.real) : 0;
    const X = boltzmann(c, ring, side, n);
    const back = `-(${text})`;
    if (sign === 1) return note(statedRate(c, ring, side, bath, text));
    // X is e^{−gap/T}: over −gap > 0 the bath gives e^{gap/T} times its rate there.
    const up = product(inverse(X), statedRate(c, ring, side, bath, back));
    if (sign === -1) return note(up);
    const down = note(statedRate(c, ring, side, bath, text));
    demand(equal(down, up), "which of two levels is the upper one matters and is open");
    return down;
  };
}

/** e^{−gap/T} from the coordinates of the gap. */
function boltzmann(c: CoherencesCertificate, ring: Ring, side: Side, n: readonly number[]): Quotient {
  const first = 1 + c.variables.formalFunctions.length;
  const part = (positive: boolean): Expanded =>
    n.reduce(
      (p, e, i) => {
        const size = positive ? e : -e;
        const x = variableOf(ring.ends[side][first + i] as number, ring.count);
        return size > 0 ? times(p, toThe(x, size, ring.count)) : p;
      },
      constantOf(1n, ring.count),
    );
  return { numerator: part(true), denominator: part(false) };
}

/** Terms of 2·𝒟(ρ)_ij of one channel. */
function dissipator({ A, B }: Channel, rho: Matrix, i: number, j: number): Quotient[] {
  const n = rho.length;
  const terms: Quotient[] = [];
  const add = (sign: 1n | -1n, ...factors: readonly Quotient[]): void => {
    if (factors.some(isNothing)) return;
    terms.push(scaled(factors.reduce(product), sign));
  };
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const x = rho[k]?.[l] as Quotient;
      add(1n, A[i]?.[k] as Quotient, x, B[j]?.[l] as Quotient);
      add(1n, B[i]?.[k] as Quotient, x, A[j]?.[l] as Quotient);
      // (BᵀA)_ik = Σ_m B_mi A_mk.
      add(-1n, B[l]?.[i] as Quotient, A[l]?.[k] as Quotient, rho[k]?.[j] as Quotient);
      add(-1n, rho[i]?.[k] as Quotient, A[l]?.[k] as Quotient, B[l]?.[j] as Quotient);
    }
  }
  return terms;
}

/** A part of S at a gap of zero that is a number on every set of levels of one energy does nothing. */
function isScalar(
  S: Matrix,
  energies: readonly Quotient[],
  pairs: readonly (readonly [number, number])[],
): boolean {
  return (
    pairs.every(([i, j]) => i === j) &&
    energies.every((e, i) =>
      energies.every((f, j) => !equal(e, f) || equal(S[i]?.[i] as Quotient, S[j]?.[j] as Quotient)),
    )
  );
}

function statedMatrices(
  state: readonly CoherentState[],
  n: number,
  ring: Ring,
  zero: Quotient,
): { readonly U: Matrix; readonly V: Matrix } {
  const empty = (): Quotient[][] => Array.from({ length: n }, () => new Array<Quotient>(n).fill(zero));
  const [U, V] = [empty(), empty()];
  const seen = new Set<string>();
  for (const { part, row, column, value } of state) {
    demand(
      row < n && column < n && (part === "real" ? row <= column : row < column),
      "an element of no place",
    );
    const key = `${part} ${row} ${column}`;
    demand(!seen.has(key), "an element is stated twice");
    seen.add(key);
    const numerator = readPolynomial(value, ring.plain);
    const q = { numerator, denominator: zero.denominator };
    const matrix = part === "real" ? U : V;
    (matrix[row] as Quotient[])[column] = q;
    (matrix[column] as Quotient[])[row] = part === "real" ? q : scaled(q, -1n);
    if (part === "real" && row === column) (matrix[row] as Quotient[])[column] = q;
  }
  return { U, V };
}

/** 2^61 − 1. */
const PRIME = (1n << 61n) - 1n;

/** @throws ProofError unless the populations reach one steady state only, for parameters in general position */
function demandUnique(channels: readonly Channel[], H: Matrix, n: number, ring: Ring): void {
  // Any residues do; these do not repeat.
  const point = Array.from({ length: ring.count }, (_, i) => BigInt(i + 2) ** 7n % PRIME);
  const number = (q: Quotient): bigint => {
    const below = valueAt(q.denominator, point);
    demand(below !== 0n, "a denominator vanishes at the point where the rank is taken");
    return (valueAt(q.numerator, point) * powerOf(below, PRIME - 2n)) % PRIME;
  };
  const matrices = channels.map(({ A, B }) => ({
    A: A.map((row) => row.map(number)),
    B: B.map((row) => row.map(number)),
  }));
  const h = H.map((row) => row.map(number));
  const places = Array.from({ length: n }, (_, i) => i * (n + 1));
  const columns = new Map<string, Map<string, bigint>>();
  const open = places.map((p) => `U ${p}`);
  for (const name of open) {
    if (columns.has(name)) continue;
    const [part, place] = [name.slice(0, 1), Number(name.slice(2))];
    const [k, l] = [Math.floor(place / n), place % n];
    const column = new Map<string, bigint>();
    const put = (to: string, i: number, j: number, x: bigint): void => {
      if (i > j || (to === "V" && i === j)) return;
      const key = `${to} ${i * n + j}`;
      column.set(key, ((column.get(key) ?? 0n) + x + 2n * PRIME) % PRIME);
    };
    const parts: (readonly [number, number, bigint])[] =
      k === l
        ? [[k, k, 1n]]
        : [
            [k, l, 1n],
            [l, k, part === "U" ? 1n : PRIME - 1n],
          ];
    for (const [a, b, x] of parts) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let value = 0n;
          for (const { A, B } of matrices) {
            value += ((A[i]?.[a] ?? 0n) * (B[j]?.[b] ?? 0n) + (B[i]?.[a] ?? 0n) * (A[j]?.[b] ?? 0n)) % PRIME;
            for (let m = 0; m < n; m++) {
              if (j === b) value -= ((B[m]?.[i] ?? 0n) * (A[m]?.[a] ?? 0n)) % PRIME;
              if (i === a) value -= ((A[m]?.[b] ?? 0n) * (B[m]?.[j] ?? 0n)) % PRIME;
            }
          }
          const sized = ((((value % PRIME) + PRIME) % PRIME) * x) % PRIME;
          put(part, i, j, sized);
          const turn = 2n * ((j === b ? (h[i]?.[a] ?? 0n) : 0n) - (i === a ? (h[b]?.[j] ?? 0n) : 0n));
          const signed = (((part === "U" ? -turn : turn) % PRIME) + PRIME) % PRIME;
          put(part === "U" ? "V" : "U", i, j, (signed * x) % PRIME);
        }
      }
    }
    columns.set(name, column);
    for (const [key, value] of column) if (value !== 0n && !columns.has(key)) open.push(key);
  }
  const names = [...columns.keys()];
  const rows = names.map((r) => names.map((name) => columns.get(name)?.get(r) ?? 0n));
  demand(rankOf(rows) === names.length - 1, "the steady state is not shown to be the only one");
}

function valueAt(p: Expanded, point: readonly bigint[]): bigint {
  let total = 0n;
  for (const [exponents, coefficient] of p) {
    let term = ((coefficient % PRIME) + PRIME) % PRIME;
    for (let i = 0; i < exponents.length; i++)
      term = (term * powerOf(point[i] as bigint, BigInt(exponents.charCodeAt(i)))) % PRIME;
    total = (total + term) % PRIME;
  }
  return total;
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

function rankOf(rows: bigint[][]): number {
  let rank = 0;
  const width = rows[0]?.length ?? 0;
  for (let c = 0; c < width; c++) {
    const found = rows.findIndex((row, r) => r >= rank && row[c] !== 0n);
    if (found < 0) continue;
    const lead = rows[found] as bigint[];
    rows[found] = rows[rank] as bigint[];
    rows[rank] = lead;
    const inverted = powerOf(lead[c] as bigint, PRIME - 2n);
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r] as bigint[];
      const factor = ((row[c] as bigint) * inverted) % PRIME;
      if (factor === 0n) continue;
      for (let k = c; k < width; k++)
        row[k] = ((((row[k] as bigint) - factor * (lead[k] as bigint)) % PRIME) + PRIME) % PRIME;
    }
    rank++;
  }
  return rank;
}

const isNothing = (q: Quotient): boolean => q.numerator.size === 0;

const product = (a: Quotient, b: Quotient): Quotient => ({
  numerator: times(a.numerator, b.numerator),
  denominator: times(a.denominator, b.denominator),
});

const inverse = ({ numerator, denominator }: Quotient): Quotient => ({
  numerator: denominator,
  denominator: numerator,
});

const scaled = (q: Quotient, factor: bigint): Quotient => ({
  numerator: plus(NOTHING, q.numerator, factor),
  denominator: q.denominator,
});

const equal = (a: Quotient, b: Quotient): boolean =>
  same(times(a.numerator, b.denominator), times(b.numerator, a.denominator));

const difference = (a: Quotient, b: Quotient): Quotient => ({
  numerator: plus(times(a.numerator, b.denominator), times(b.numerator, a.denominator), -1n),
  denominator: times(a.denominator, b.denominator),
});

/** The sum over the product of all distinct denominators. */
function sum(list: readonly Quotient[], ring: Ring): Quotient {
  const groups: { readonly denominator: Expanded; numerator: Expanded }[] = [];
  for (const q of list) {
    if (isNothing(q)) continue;
    const group = groups.find((g) => same(g.denominator, q.denominator));
    if (group) group.numerator = plus(group.numerator, q.numerator);
    else groups.push({ ...q });
  }
  const one = constantOf(1n, ring.count);
  const others = (but?: object): Expanded =>
    groups.reduce((p, g) => (g === but ? p : times(p, g.denominator)), one);
  return {
    numerator: groups.reduce((total, g) => plus(total, times(g.numerator, others(g))), NOTHING),
    denominator: others(),
  };
}
