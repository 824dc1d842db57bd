/**
 * The least even order in Δ that does not vanish, for the proof checker.
 *
 * θ = c·d/dΔ with c even in Δ and without zeros takes polynomials in the thermal variables to such, so that the order of a
 * zero at Δ = 0 is the least k with θ^k P ≠ 0 there. A polynomial that does not vanish at one point of numbers does not
 * vanish; that one does, is seen of the polynomial itself.
 */
import { type Certificate } from "../certificate/format.js";
import { type CheckedCurrent } from "./identity.js";
import {
  constantOf,
  degreeIn,
  derivative,
  type Expanded,
  NOTHING,
  plus,
  renamed,
  replaced,
  same,
  times,
  toThe,
  variableOf,
  limitedAs,
} from "./algebra/polynomial.js";
import { type Quotient } from "./algebra/reader.js";
import { type Ring } from "./algebra/ring.js";

/** Orders beyond are not looked at, as in `conditions`. */
const HIGHEST_ORDER = 8;

/** The least even k with α_k ≠ 0; null if there is none up to 8; undefined if that is not found out by these means. */
export function lowestEvenOrder(
  c: Certificate,
  ring: Ring,
  current: CheckedCurrent,
): number | null | undefined {
  if (c.rectifies === "never") return null;
  if (current.kind === "parts") return secondOrder(c, ring, current) ? 2 : undefined;
  const [above, below] = [current.even.numerator, current.even.denominator].map((p) => zeroOrder(c, ring, p));
  if (above === undefined || below === undefined) return undefined;
  return above - below <= HIGHEST_ORDER ? above - below : null;
}

/** The order in Δ of the zero of a polynomial at Δ = 0, up to one more than is looked at; undefined if not found. */
function zeroOrder(c: Certificate, ring: Ring, p: Expanded): number | undefined {
  const mirrored = renamed(p, ring.exchange);
  // Even or odd in Δ: every other order vanishes by itself.
  const parity = same(mirrored, p) ? 0 : plus(mirrored, p).size === 0 ? 1 : undefined;
  const unknown = c.variables.formalFunctions.length > 0;
  let atPoint = special(c, ring, p);
  let whole = { polynomial: p, order: 0 };
  for (let k = 0; k <= HIGHEST_ORDER; k++) {
    if (parity === undefined || k % 2 === parity) {
      if (diagonal(ring, atPoint).size > 0) return k;
      // An unknown function has no derivative in these variables; at Δ = 0 itself none is needed.
      if (unknown && k > 0) return undefined;
      for (
        ;
        whole.order < k;
        whole = { polynomial: theta(c, ring, whole.polynomial), order: whole.order + 1 }
      );
      if (diagonal(ring, whole.polynomial).size > 0) return k;
    }
    atPoint = theta(c, ring, atPoint);
  }
  return HIGHEST_ORDER + 1;
}

/** Numbers for the parameters, powers of the temperature for unknown functions. */
function special(c: Certificate, ring: Ring, p: Expanded): Expanded {
  const one = constantOf(1n, ring.count);
  const primes = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];
  let result = p;
  for (let i = 0; i < ring.parameterCount; i++)
    result = replaced(result, i, constantOf(primes[i % primes.length] as bigint, ring.count), one);
  for (const end of [ring.ends.L, ring.ends.R])
    c.variables.formalFunctions.forEach((_, f) => {
      const power = toThe(variableOf(end[0] as number, ring.count), (f + 1) * c.variables.root, ring.count);
      result = replaced(result, end[1 + f] as number, plus(power, one), one);
    });
  return result;
}

/** At Δ = 0 the two ends are alike. */
function diagonal(ring: Ring, p: Expanded): Expanded {
  const map = Array.from({ length: ring.count }, (_, i) => i);
  ring.ends.R.forEach((v, i) => (map[v] = ring.ends.L[i] as number));
  return limitedAs(new Map([...renamed(p, map)].filter(([, x]) => x !== 0n)), p);
}

/**
 * c·d/dΔ, with d/dΔ = (d/dT_L − d/dT_R)/2 and c = 2n(s_L s_R)^{2n}·D: s^n = T, and D makes the energies integral. So
 * s_L goes to D·s_L^{n+1}·s_R^{2n} and X_L = e^{−b/T_L} to n·D·b·X_L·s_R^{2n}.
 */
function theta(c: Certificate, ring: Ring, p: Expanded): Expanded {
  const n = c.variables.root;
  const power = (v: number, e: number): Expanded => toThe(variableOf(v, ring.count), e, ring.count);
  const common = ring.energies.reduce((d, b) => d * constantTerm(ring, b.denominator), 1n);
  const first = 1 + c.variables.formalFunctions.length;
  const along = (side: "L" | "R"): Expanded => {
    const end = ring.ends[side];
    const [own, other] = [end[0] as number, ring.ends[side === "L" ? "R" : "L"][0] as number];
    const scale = power(other, 2 * n);
    let sum = plus(NOTHING, times(derivative(p, own), times(power(own, n + 1), scale)), common);
    ring.energies.forEach((b, i) => {
      const x = end[first + i] as number;
      const energy = times(b.numerator, times(power(x, 1), scale));
      const unit = (BigInt(n) * common) / constantTerm(ring, b.denominator);
      sum = plus(sum, times(derivative(p, x), energy), unit);
    });
    return sum;
  };
  return plus(along("L"), along("R"), -1n);
}

const constantTerm = (ring: Ring, p: Expanded): bigint => p.get("\0".repeat(ring.count)) ?? 1n;

/**
 * Whether α_2 of a ladder J = E·F(r) does not vanish. With E = N/D, r = A/B and derivatives at Δ = 0, where E = 0 and
 * r = X, 2α_2 = E″F(r) + 2E′F′(r)r′; F = a/b. Everything is a number at a point of numbers.
 */
function secondOrder(
  c: Certificate,
  ring: Ring,
  { parts }: Extract<CheckedCurrent, { kind: "parts" }>,
): boolean {
  if (c.identity !== "parts" || c.weights === "oscillator") return false;
  const derivatives = ({ numerator, denominator }: Quotient): readonly [Numbers, Numbers] =>
    [numerator, denominator].map((p) => numbersOf(c, ring, p)) as [Numbers, Numbers];
  const [[N0, N1, N2], [D0, D1]] = derivatives(parts.exchange);
  const [[A0, A1], [B0, B1]] = derivatives(parts.ratio);
  if (N0 !== 0n || D0 === 0n || B0 === 0n || A0 % B0 !== 0n) return false;
  const x = A0 / B0;
  const weights = c.weights.map(BigInt);
  const [a, da] = valueAndSlope(weights, x);
  const [b, db] = valueAndSlope([...weights.map(() => 1n), 1n], x);
  const curved = (N2 * D0 - 2n * N1 * D1) * a * b * B0 ** 2n;
  const sloped = 2n * N1 * D0 * (da * b - a * db) * (A1 * B0 - A0 * B1);
  return curved + sloped !== 0n;
}

type Numbers = readonly [bigint, bigint, bigint];

/** p, θp and θ²p at Δ = 0 at a point of numbers for parameters and thermal variables. */
function numbersOf(c: Certificate, ring: Ring, p: Expanded): Numbers {
  const start = special(c, ring, p);
  const [first, second] = [theta(c, ring, start), theta(c, ring, theta(c, ring, start))];
  const value = (q: Expanded): bigint => {
    const one = constantOf(1n, ring.count);
    const at = ring.ends.L.reduce(
      (r, v, i) => (degreeIn(r, v) === 0 ? r : replaced(r, v, constantOf(BigInt(2 + i), ring.count), one)),
      diagonal(ring, special(c, ring, q)),
    );
    return constantTermOrZero(ring, at);
  };
  return [value(start), value(first), value(second)];
}

const constantTermOrZero = (ring: Ring, p: Expanded): bigint => p.get("\0".repeat(ring.count)) ?? 0n;

/** Σ p_n x^n and its derivative. */
function valueAndSlope(p: readonly bigint[], x: bigint): readonly [bigint, bigint] {
  return p.reduceRight<readonly [bigint, bigint]>(
    ([value, slope], coefficient) => [value * x + coefficient, slope * x + value],
    [0n, 0n],
  );
}
