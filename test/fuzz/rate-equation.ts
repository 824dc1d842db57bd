/**
 * The heat current of a junction file by the rate equation (11)–(12), and by the secular (Davies) equation of the whole
 * density matrix where levels have one energy, in decimals of 80 digits: a reference that shares no code with the program. Expressions are evaluated by mathjs, matrices diagonalised by Jacobi rotations, the
 * steady state comes from Gaussian elimination, and α_k from finite differences in that precision.
 */
import { all, type BigNumber, create } from "mathjs";
import type { JunctionSample, SampleBath } from "./junction-files.js";

/** What the program is compared with, as decimals of 30 digits. */
export interface Reference {
  readonly J: string;
  readonly R: string | null;
  /** α_0 … α_4 at T_a = T_L + T_R. */
  readonly alpha: readonly string[];
}

/** Digits that serve where no Boltzmann factor is very small. */
const DIGITS = 80;

/** Energies over the lowest temperature beyond which so many digits cancel that the reference would take minutes. */
const COLD = 150;

/**
 * J, R and α_0 … α_4 of a sample; null where it is colder than {@link COLD}.
 * @throws Error where the rate equation has no unique steady state or leaves the reals
 */
export function reference(sample: JunctionSample): Reference | null {
  const coldest = (Number(sample.T_a) - Math.abs(Number(sample.Delta))) / 2;
  const plain = rateEquation(DIGITS, "1e-4");
  const exponent = plain.largestGap(sample) / coldest;
  if (exponent < 30) return plain.reference(sample);
  if (exponent > COLD) return null;
  // Sums cancel to as many digits as e^(−2·exponent) has zeros, and J varies on the scale 1/exponent of T_a.
  return rateEquation(2 * DIGITS + 100 + Math.ceil(exponent), "1e-20").reference(sample);
}

/** The reference in decimals of so many digits. */
function rateEquation(
  precision: number,
  step: string,
): {
  readonly reference: (sample: JunctionSample) => Reference;
  readonly largestGap: (sample: JunctionSample) => number;
} {
  const math = create(all!, { number: "BigNumber", precision });

  /** A BigNumber of mathjs, from a number's text or a small integer. */
  const big = (x: string | number): BigNumber => math.bignumber(x);
  const ZERO = big(0);
  const ONE = big(1);

  type Scope = Readonly<Record<string, BigNumber>>;

  function value(text: string, scope: Scope): BigNumber {
    const result: unknown = math.evaluate(text, { ...scope });
    if (math.isBigNumber(result)) return result;
    throw new Error(`${text} is no real number`);
  }

  /** The coupling at the gap ω: an expression, or a spectral density by name (docs/junction-files.md). */
  function coupling(bath: SampleBath, omega: BigNumber, scope: Scope): BigNumber {
    const at = { ...scope, omega };
    const strength = value(bath.coupling ?? "1", at);
    const number = (text: string | undefined): BigNumber => value(text ?? "1", scope);
    const cutoff =
      bath.cutoff === undefined
        ? ONE
        : number(bath.cutoff)
            .pow(2)
            .div(number(bath.cutoff).pow(2).plus(omega.pow(2)));
    switch (bath.density) {
      case undefined:
      case "flat":
        return strength.times(cutoff);
      case "ohmic":
        return strength.times(omega).times(cutoff);
      case "power":
        return strength.times(omega.pow(number(bath.exponent))).times(cutoff);
      case "lorentzian": {
        const [center, width] = [number(bath.center), number(bath.width)];
        return strength.times(width.pow(2)).div(width.pow(2).plus(omega.minus(center).pow(2)));
      }
      default: {
        const [center, quality] = [number(bath.center), number(bath.quality)];
        const off = omega.div(center).minus(center.div(omega));
        return strength.times(omega).div(ONE.plus(quality.pow(2).times(off.pow(2))));
      }
    }
  }

  /** The downward rate k(T) at the gap ω: (16), (17), (19), or the user's expression. */
  function rate(bath: SampleBath, omega: BigNumber, T: BigNumber, scope: Scope): BigNumber {
    const X = omega.div(T).neg().exp();
    switch (bath.bath) {
      case "spin":
        return coupling(bath, omega, scope).div(ONE.plus(X));
      case "solid":
        return coupling(bath, omega, scope).div(ONE.minus(X));
      case "metal": {
        const slope = value(bath.delta ?? "0", scope)
          .times(T)
          .div(value(bath.mu ?? "1", scope));
        return coupling(bath, omega, scope).times(ONE.plus(slope)).div(ONE.minus(X));
      }
      case "custom": {
        const n_B = X.div(ONE.minus(X));
        const n_S = X.div(ONE.plus(X));
        return value(bath.rate ?? "1", { ...scope, omega, T, n_B, n_S });
      }
    }
  }

  /** Energies and squared matrix elements of the two ends. */
  interface Network {
    readonly energies: readonly BigNumber[];
    readonly left: readonly (readonly BigNumber[])[];
    readonly right: readonly (readonly BigNumber[])[];
    /** The matrix elements with their signs, where levels have one energy, so that their coherences may take part. */
    readonly amplitudes?: { readonly left: Matrix; readonly right: Matrix };
  }

  function amplitudesOf(rows: readonly (readonly string[])[], scope: Scope): BigNumber[][] {
    return rows.map((row) => row.map((text) => value(text, scope)));
  }

  function squares(rows: readonly (readonly string[])[], scope: Scope): BigNumber[][] {
    return rows.map((row) => row.map((text) => value(text, scope).pow(2)));
  }

  /** Levels 0, ω, 2ω, … with |S_n|² between neighbours. */
  function ladder(weights: readonly BigNumber[], gap: BigNumber): Network {
    const n = weights.length + 1;
    const S = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (Math.abs(i - j) === 1 ? weights[Math.min(i, j)]! : ZERO)),
    );
    return { energies: Array.from({ length: n }, (_, i) => gap.times(i)), left: S, right: S };
  }

  type Matrix = BigNumber[][];

  /** Operators of spins and truncated oscillators as matrices over the product basis, for mathjs to evaluate H and S with. */
  function operators(parts: readonly string[]): Readonly<Record<string, (site: unknown) => unknown>> {
    const sizes = parts.map((part) => Number(part.split(":")[1] ?? "2"));
    const dimension = sizes.reduce((n, size) => n * size, 1);
    const operator = (entry: (row: number, column: number) => BigNumber) => (site: unknown) => {
      const k = Number(String(site)) - 1;
      const stride = sizes.slice(k + 1).reduce((n, size) => n * size, 1);
      const own = (i: number): number => Math.floor(i / stride) % sizes[k]!;
      const rows = Array.from({ length: dimension }, (_, i) =>
        Array.from({ length: dimension }, (__, j) =>
          i - own(i) * stride === j - own(j) * stride ? entry(own(i), own(j)) : ZERO,
        ),
      );
      return math.matrix(rows);
    };
    const integer = (entry: (i: number, j: number) => number) => operator((i, j) => big(entry(i, j)));
    return {
      sx: integer((i, j) => (i === j ? 0 : 1)),
      sz: integer((i, j) => (i === j ? 1 - 2 * i : 0)),
      sp: integer((i, j) => (i === 0 && j === 1 ? 1 : 0)),
      sm: integer((i, j) => (i === 1 && j === 0 ? 1 : 0)),
      a: operator((i, j) => (j === i + 1 ? big(j).sqrt() : ZERO)),
      ad: operator((i, j) => (i === j + 1 ? big(i).sqrt() : ZERO)),
      n: integer((i, j) => (i === j ? i : 0)),
    };
  }

  /** Eigenvalues and eigenvectors (columns) of a real symmetric matrix by cyclic Jacobi rotations. */
  function eigen(a: Matrix): { readonly values: BigNumber[]; readonly vectors: Matrix } {
    const n = a.length;
    const m = a.map((row) => [...row]);
    const v: Matrix = m.map((_, i) => m.map((__, j) => (i === j ? ONE : ZERO)));
    for (let sweep = 0; sweep < 30; sweep++) {
      let off = ZERO;
      for (let p = 0; p < n; p++) for (let q = 0; q < p; q++) off = off.plus(m[p]![q]!.abs());
      if (off.lt(`1e-${precision - 5}`)) break;
      for (let p = 1; p < n; p++) {
        for (let q = 0; q < p; q++) {
          if (m[p]![q]!.isZero()) continue;
          const theta = m[q]![q]!.minus(m[p]![p]!).div(m[p]![q]!.times(2));
          const sign = theta.isNeg() ? -1 : 1;
          const t = big(sign).div(theta.abs().plus(theta.pow(2).plus(1).sqrt()));
          const c = ONE.div(t.pow(2).plus(1).sqrt());
          const s = t.times(c);
          const rotate = (x: BigNumber, y: BigNumber): [BigNumber, BigNumber] => [
            c.times(x).minus(s.times(y)),
            s.times(x).plus(c.times(y)),
          ];
          for (let k = 0; k < n; k++) [m[k]![p], m[k]![q]] = rotate(m[k]![p]!, m[k]![q]!);
          for (let k = 0; k < n; k++) [m[p]![k], m[q]![k]] = rotate(m[p]![k]!, m[q]![k]!);
          for (let k = 0; k < n; k++) [v[k]![p], v[k]![q]] = rotate(v[k]![p]!, v[k]![q]!);
        }
      }
    }
    return { values: m.map((row, i) => row[i]!), vectors: v };
  }

  function hamiltonian(
    { H, S_L, S_R, parts }: { H: string; S_L: string; S_R: string; parts: readonly string[] },
    scope: Scope,
  ): Network {
    const matrix = (text: string): Matrix => {
      const result: unknown = math.evaluate(text, { ...scope, ...operators(parts) });
      if (!math.isMatrix(result)) throw new Error(`${text} is no operator`);
      return result.toArray() as Matrix;
    };
    const { values, vectors } = eigen(matrix(H));
    const inBasis = (S: Matrix): Matrix =>
      values.map((_, i) =>
        values.map((__, j) => {
          let sum = ZERO;
          S.forEach((row, a) =>
            row.forEach((x, b) => {
              if (!x.isZero()) sum = sum.plus(vectors[a]![i]!.times(x).times(vectors[b]![j]!));
            }),
          );
          // What is left of a zero by rounding is a zero.
          return sum.abs().lt(`1e-${precision - 20}`) ? ZERO : sum.pow(2);
        }),
      );
    return { energies: values, left: inBasis(matrix(S_L)), right: inBasis(matrix(S_R)) };
  }

  function network({ subsystem }: JunctionSample, scope: Scope): Network | "oscillator" {
    const gap = value("gap" in subsystem ? subsystem.gap : "1", scope);
    switch (subsystem.kind) {
      case "HO":
        return "oscillator";
      case "TLS":
        return ladder([ONE], gap);
      case "ladder":
        return ladder(
          Array.from({ length: subsystem.levels - 1 }, (_, i) => big(i + 1)),
          gap,
        );
      case "spin": {
        const twice = value(subsystem.S, {}).times(2).toNumber();
        return ladder(
          Array.from({ length: twice }, (_, i) => big((i + 1) * (twice - i))),
          gap,
        );
      }
      case "levels": {
        const { energies, S_L, S_R } = subsystem;
        const found = energies.map((e) => value(e, scope));
        const equal = found.some((e, i) => found.some((f, j) => j < i && e.eq(f)));
        return {
          energies: found,
          left: squares(S_L, scope),
          right: squares(S_R, scope),
          ...(equal
            ? { amplitudes: { left: amplitudesOf(S_L, scope), right: amplitudesOf(S_R, scope) } }
            : {}),
        };
      }
      case "hamiltonian":
        return hamiltonian(subsystem, scope);
    }
  }

  /** Populations with W P = 0 and sum 1; rates[i][j] is the rate from j to i. */
  function steadyState(rates: Matrix): BigNumber[] {
    const n = rates.length;
    const a = rates.map((row, i) =>
      row.map((x, j) => (i === j ? rates.reduce((s, r, k) => (k === j ? s : s.minus(r[j]!)), ZERO) : x)),
    );
    return stationary(a, n);
  }

  /** x with a x = 0 whose first elements, so many as there are levels, sum to 1: the populations. */
  function stationary(generator: Matrix, levels: number): BigNumber[] {
    const n = generator.length;
    const a = generator.map((row) => [...row]);
    a[levels - 1] = a.map((_, i) => (i < levels ? ONE : ZERO));
    const b = a.map((_, i) => (i === levels - 1 ? ONE : ZERO));
    for (let c = 0; c < n; c++) {
      let pivot = c;
      for (let r = c; r < n; r++) if (a[r]![c]!.abs().gt(a[pivot]![c]!.abs())) pivot = r;
      [a[c], a[pivot]] = [a[pivot]!, a[c]!];
      [b[c], b[pivot]] = [b[pivot]!, b[c]!];
      for (let r = 0; r < n; r++) {
        if (r === c || a[r]![c]!.isZero()) continue;
        const f = a[r]![c]!.div(a[c]![c]!);
        for (let k = c; k < n; k++) a[r]![k] = a[r]![k]!.minus(f.times(a[c]![k]!));
        b[r] = b[r]!.minus(f.times(b[c]!));
      }
    }
    return b.map((x, i) => x.div(a[i]![i]!));
  }

  /** Σ_ω γ(ω) (A_ω ρ A_ωᵀ − ½{A_ωᵀA_ω, ρ}) of one bath on the elements ρ_ij, row i·n + j; A_ω lowers the energy by ω. */
  function dissipator(
    bath: SampleBath,
    energies: readonly BigNumber[],
    S: Matrix,
    T: BigNumber,
    scope: Scope,
  ): Matrix {
    const pairs = energies.flatMap((_, i) => energies.map((__, j) => [i, j] as const));
    const G: Matrix = pairs.map(() => pairs.map(() => ZERO));
    const drop = (i: number, j: number): BigNumber => energies[j]!.minus(energies[i]!);
    const drops = pairs.filter(([i, j]) => !S[i]![j]!.isZero()).map(([i, j]) => drop(i, j));
    const different = drops.filter((w, k) => drops.findIndex((v) => v.eq(w)) === k);
    for (const w of different) {
      // Levels of one energy: the limit of a small gap.
      const size = w.isZero() ? big("1e-50") : w.abs();
      const down = rate(bath, size, T, scope);
      const gamma = w.isNeg() && !w.isZero() ? down.times(size.div(T).neg().exp()) : down;
      const A = S.map((row, i) => row.map((x, j) => (drop(i, j).eq(w) ? x : ZERO)));
      const square = (k: number, l: number): BigNumber =>
        A.reduce((sum, row) => sum.plus(row[k]!.times(row[l]!)), ZERO).div(2);
      pairs.forEach(([i, j], p) =>
        pairs.forEach(([k, l], q) => {
          let x = A[i]![k]!.times(A[j]![l]!);
          if (j === l) x = x.minus(square(i, k));
          if (i === k) x = x.minus(square(l, j));
          if (!x.isZero()) G[p]![q] = G[p]![q]!.plus(gamma.times(x));
        }),
      );
    }
    return G;
  }

  /** J by the secular equation of the density matrix, of which only the elements that populations reach take part. */
  function coherentCurrent(
    sample: JunctionSample,
    { energies, amplitudes }: Network,
    [T_L, T_R]: readonly [BigNumber, BigNumber],
  ): BigNumber {
    const scope = scopeOf(sample);
    const n = energies.length;
    const left = dissipator(sample.left, energies, amplitudes!.left, T_L, scope);
    const right = dissipator(sample.right, energies, amplitudes!.right, T_R, scope);
    const G = left.map((row, p) => row.map((x, q) => x.plus(right[p]![q]!)));
    const reached = energies.map((_, i) => i * n + i);
    for (const q of reached)
      G.forEach((row, p) => {
        if (!row[q]!.isZero() && !reached.includes(p)) reached.push(p);
      });
    const rho = stationary(
      reached.map((p) => reached.map((q) => G[p]![q]!)),
      n,
    );
    let J = ZERO;
    for (let i = 0; i < n; i++)
      reached.forEach((q, x) => (J = J.plus(energies[i]!.times(left[i * n + i]![q]!).times(rho[x]!))));
    return J;
  }

  /** J(T_L, T_R), positive from left to right. */
  function current(
    sample: JunctionSample,
    found: Network | "oscillator",
    T: readonly [BigNumber, BigNumber],
  ): BigNumber {
    const scope = scopeOf(sample);
    const [T_L, T_R] = T;
    if (found === "oscillator") {
      const omega = value("gap" in sample.subsystem ? sample.subsystem.gap : "1", scope);
      const [X_L, X_R] = [omega.div(T_L).neg().exp(), omega.div(T_R).neg().exp()];
      const [k_L, k_R] = [rate(sample.left, omega, T_L, scope), rate(sample.right, omega, T_R, scope)];
      return omega.times(X_L.minus(X_R)).div(ONE.minus(X_R).div(k_L).plus(ONE.minus(X_L).div(k_R)));
    }
    if (found.amplitudes) return coherentCurrent(sample, found, T);
    const { energies, left, right } = found;
    const n = energies.length;
    const total: Matrix = energies.map(() => energies.map(() => ZERO));
    const ofLeft: Matrix = energies.map(() => energies.map(() => ZERO));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const gap = energies[i]!.minus(energies[j]!);
        if (i === j || gap.isNeg() || (gap.isZero() && j > i)) continue;
        // Levels of one energy: the limit of a small gap.
        const omega = gap.isZero() ? big("1e-50") : gap;
        for (const [bath, S, t] of [
          [sample.left, left, T_L],
          [sample.right, right, T_R],
        ] as const) {
          const strength = S[i]![j]!;
          if (strength.isZero()) continue;
          const down = strength.times(rate(bath, omega, t, scope));
          const up = gap.isZero() ? down : down.times(gap.div(t).neg().exp());
          total[j]![i] = total[j]![i]!.plus(down);
          total[i]![j] = total[i]![j]!.plus(up);
          if (bath !== sample.left) continue;
          ofLeft[j]![i] = down;
          ofLeft[i]![j] = up;
        }
      }
    }
    const P = steadyState(total);
    let J = ZERO;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (i !== j) J = J.plus(energies[i]!.minus(energies[j]!).times(ofLeft[i]![j]!).times(P[j]!));
    return J;
  }

  function scopeOf({ values }: JunctionSample): Scope {
    return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, big(text)]));
  }

  /** Nodes of the finite differences at either side, and their distance in units of T_a. */
  const NODES = 7;

  /** J, R and α_0 … α_4 of a sample. @throws Error where the rate equation has no unique steady state or leaves the reals */
  function reference(sample: JunctionSample): Reference {
    const found = network(sample, scopeOf(sample));
    const at = (delta: BigNumber): BigNumber =>
      current(sample, found, [big(sample.T_a).plus(delta).div(2), big(sample.T_a).minus(delta).div(2)]);
    const J = at(big(sample.Delta));
    const reversed = at(big(sample.Delta).neg());
    const h = big(sample.T_a).times(step);
    const nodes = Array.from({ length: 2 * NODES + 1 }, (_, i) => i - NODES);
    const values = nodes.map((i) => at(h.times(i)));
    return {
      J: J.toPrecision(30),
      R: reversed.isZero() ? null : J.div(reversed).abs().toPrecision(30),
      alpha: taylor(nodes.map(big), values)
        .slice(0, 5)
        .map((c, k) => c.div(h.pow(k)).toPrecision(30)),
    };
  }

  /** Coefficients of the interpolating polynomial, by Newton's divided differences. */
  function taylor(x: readonly BigNumber[], y: readonly BigNumber[]): BigNumber[] {
    const divided = [...y];
    for (let order = 1; order < x.length; order++)
      for (let i = x.length - 1; i >= order; i--)
        divided[i] = divided[i]!.minus(divided[i - 1]!).div(x[i]!.minus(x[i - order]!));
    let coefficients: BigNumber[] = [];
    for (let i = x.length - 1; i >= 0; i--) {
      const shifted = [ZERO, ...coefficients];
      coefficients = shifted.map((c, k) => c.minus((coefficients[k] ?? ZERO).times(x[i]!)));
      coefficients[0] = coefficients[0]!.plus(divided[i]!);
    }
    return coefficients;
  }
  function largestGap(sample: JunctionSample): number {
    const found = network(sample, scopeOf(sample));
    if (found === "oscillator")
      return value("gap" in sample.subsystem ? sample.subsystem.gap : "1", scopeOf(sample)).toNumber();
    const energies = found.energies.map((e) => e.toNumber());
    return Math.max(...energies) - Math.min(...energies);
  }

  return { reference, largestGap };
}
