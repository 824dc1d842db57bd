/**
 * Levels that keep coherences: the stated steady state is put into the master equation, element by element, and the current is
 * what the left bath gives. That no other steady state is reached from populations is shown by the rank of the equation at one
 * point modulo a prime: there it can only be smaller than in general.
 */
import { type CoherencesCertificate, type CoherentState } from "../../certificate/format.js";
import { type Divisor } from "./divisors.js";
import { constantOf, demand, NOTHING, plus, same, signOf, times } from "./polynomial.js";
import { difference, equal, inverse, isNothing, monomialOf, multiple, product, sum } from "./quotient.js";
import { statedRate } from "./rate.js";
import { type Quotient, readPolynomial, readQuotient } from "./reader.js";
import { coordinates, junctionNames, type Ring } from "./ring.js";
import { hasOneSteadyState } from "./uniqueness.js";
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
      multiple(product(H[i]?.[k] as Quotient, rho[k]?.[j] as Quotient), 2n * sign),
      multiple(product(rho[i]?.[k] as Quotient, H[k]?.[j] as Quotient), -2n * sign),
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
  demand(hasOneSteadyState(channels, H, ring.count), "the steady state is not shown to be the only one");
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
    const X = monomialOf(c, ring, side, n);
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

/** Terms of 2·𝒟(ρ)_ij of one channel. */
function dissipator({ A, B }: Channel, rho: Matrix, i: number, j: number): Quotient[] {
  const n = rho.length;
  const terms: Quotient[] = [];
  const add = (sign: 1n | -1n, ...factors: readonly Quotient[]): void => {
    if (factors.some(isNothing)) return;
    terms.push(multiple(factors.reduce(product), sign));
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
    (matrix[column] as Quotient[])[row] = part === "real" ? q : multiple(q, -1n);
    if (part === "real" && row === column) (matrix[row] as Quotient[])[column] = q;
  }
  return { U, V };
}
