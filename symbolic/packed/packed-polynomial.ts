/**
 * Laurent polynomials with one variable packed into integers: content, value modulo a prime and divisibility,
 * decided on the packed form. Unpacking costs more than all of these, so it is left to whoever needs the terms.
 *
 * An entry is a monomial in the outer variables times Σ cᵢ·2^(B·i), which stands for Σ cᵢ·q^i, |cᵢ| < 2^(B−2).
 */
import { bitLength, integerGcd } from "../integer/integer.js";
import { powerModulo, PRIME, residue, samplePoint } from "../polynomial/modular-image.js";
import { asInteger, nested, type Polynomial } from "../polynomial/polynomial.js";
import { coefficientsIn, degreeIn, type Term, variablesOf } from "../polynomial/structure.js";

/** Exponents of the outer variables (the inner one's entry is the exponent of the lowest slot), and the slots. */
interface PackedEntry {
  readonly exponents: readonly number[];
  readonly value: bigint;
}

/** Σ of entries with pairwise different outer exponents and nonzero values. */
export interface PackedPolynomial {
  readonly entries: readonly PackedEntry[];
  /** The packed variable, or −1 for none: then values are plain coefficients. */
  readonly inner: number;
  /** B, the bits of a slot. */
  readonly bits: number;
}

/** Calls `visit` with each nonzero slot. */
function forEachSlot(
  a: PackedPolynomial,
  value: bigint,
  visit: (coefficient: bigint, slot: number) => void,
): void {
  if (a.inner < 0) {
    visit(value, 0);
    return;
  }
  const width = BigInt(a.bits);
  let rest = value;
  for (let slot = 0; rest !== 0n; slot++) {
    const c = BigInt.asIntN(a.bits, rest);
    rest = (rest - c) >> width;
    if (c !== 0n) visit(c, slot);
  }
}

/** Calls `visit` for each term with its coefficient and exponents (a buffer reused between calls), in no order. */
export function forEachPackedTerm(
  a: PackedPolynomial,
  visit: (coefficient: bigint, exponents: readonly number[]) => void,
): void {
  for (const { exponents, value } of a.entries) {
    if (a.inner < 0) {
      visit(value, exponents);
      continue;
    }
    const moved = [...exponents];
    const low = moved[a.inner] as number;
    forEachSlot(a, value, (coefficient, slot) => {
      moved[a.inner] = low + slot;
      visit(coefficient, moved);
    });
  }
}

/** All terms, with full exponent vectors. */
export function termsOfPacked(a: PackedPolynomial): Term[] {
  const terms: Term[] = [];
  forEachPackedTerm(a, (coefficient, exponents) => terms.push({ coefficient, exponents: [...exponents] }));
  return terms;
}

/** Number of terms. */
export function packedTermCount(a: PackedPolynomial): number {
  let count = 0;
  for (const { value } of a.entries) forEachSlot(a, value, () => count++);
  return count;
}

/** The positive gcd of all integer coefficients. */
export function packedContent(a: PackedPolynomial): bigint {
  let g = 0n;
  for (const { value } of a.entries) {
    if (g === 1n) break;
    if (g !== 0n && slotsDivisible(a, value, g)) continue;
    forEachSlot(a, value, (c) => (g = integerGcd(g, c)));
  }
  return g;
}

/**
 * Whether d divides every slot. If value = d·Q and all slots of Q are at most 2^(B−1)/d in size, then
 * d times them are the slots of the value, since slots are unique.
 */
function slotsDivisible(a: PackedPolynomial, value: bigint, d: bigint): boolean {
  const quotient = value / d;
  if (quotient * d !== value) return false;
  if (a.inner < 0) return true;
  let rest = quotient;
  const width = BigInt(a.bits);
  const limit = (1n << (width - 1n)) / d;
  while (rest !== 0n) {
    const c = BigInt.asIntN(a.bits, rest);
    if (c > limit || c < -limit) return false;
    rest = (rest - c) >> width;
  }
  return true;
}

/** a/d for a divisor of the content. */
export function dividePacked(a: PackedPolynomial, d: bigint): PackedPolynomial {
  if (d === 1n) return a;
  return { ...a, entries: a.entries.map((e) => ({ ...e, value: e.value / d })) };
}

/** Lowest exponent of each variable over all terms. */
export function lowestExponents(a: PackedPolynomial): number[] {
  const low = [...(a.entries[0] as PackedEntry).exponents];
  if (a.inner >= 0) low[a.inner] = Infinity;
  for (const { exponents, value } of a.entries) {
    for (let i = 0; i < low.length; i++) {
      if (i !== a.inner) low[i] = Math.min(low[i] as number, exponents[i] as number);
    }
    if (a.inner >= 0 && low[a.inner]! > (exponents[a.inner] as number)) {
      low[a.inner] = Math.min(low[a.inner] as number, (exponents[a.inner] as number) + lowestSlot(a, value));
    }
  }
  return low;
}

/** The slot of the lowest nonzero coefficient. */
function lowestSlot(a: PackedPolynomial, value: bigint): number {
  let slot = 0;
  for (let rest = value; BigInt.asIntN(a.bits, rest) === 0n; rest >>= BigInt(a.bits)) slot++;
  return slot;
}

/** a divided by a monomial. */
export function shiftPacked(a: PackedPolynomial, monomial: readonly number[]): PackedPolynomial {
  const moved = (exponents: readonly number[]): number[] =>
    exponents.map((e, i) => e - (monomial[i] as number));
  return { ...a, entries: a.entries.map((e) => ({ ...e, exponents: moved(e.exponents) })) };
}

/** A point at which packed values need no unpacking: q = 2^B, since a value is its polynomial there. */
function packedPoint(a: PackedPolynomial, count: number, attempt: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === a.inner ? powerModulo(2, a.bits) : samplePoint(i, attempt),
  );
}

/** The value modulo PRIME at a point whose inner coordinate is 2^B and whose coordinates are not 0 mod PRIME. */
function packedValue(a: PackedPolynomial, point: readonly number[]): number {
  const powers = point.map((x) => powerTable(x));
  let sum = 0;
  for (const { exponents, value } of a.entries) {
    let term = residue(value);
    for (let i = 0; i < exponents.length; i++) {
      const e = exponents[i] as number;
      if (e !== 0) term = mulMod(term, (powers[i] as (e: number) => number)(e));
    }
    sum = (sum + term) % PRIME;
  }
  return sum;
}

function mulMod(a: number, b: number): number {
  const product = a * b;
  return product - Math.floor(product / PRIME) * PRIME;
}

/** x^e mod PRIME for small e of any sign, remembered. */
function powerTable(x: number): (e: number) => number {
  const known = new Map<number, number>();
  return (e) => {
    let value = known.get(e);
    if (value === undefined) {
      value = powerModulo(x, e >= 0 ? e : PRIME - 1 + (e % (PRIME - 1)));
      known.set(e, value);
    }
    return value;
  };
}

/** The value of a polynomial modulo PRIME. */
function valueModulo(p: Polynomial, point: readonly number[]): number {
  if (typeof p === "bigint") return residue(p);
  const x = point[p.variable] as number;
  return p.coefficients.reduce<number>(
    (sum, c, i) => (sum + mulMod(valueModulo(c, point), powerModulo(x, p.exponents[i] as number))) % PRIME,
    0,
  );
}

/** a/b modulo PRIME; undefined if b is zero there. */
function quotientModulo(a: number, b: number): number | undefined {
  if (b % PRIME === 0) return undefined;
  return mulMod(((a % PRIME) + PRIME) % PRIME, powerModulo(b, PRIME - 2));
}

/** The sign of the leading coefficient in the recursive order of `polynomial/polynomial.ts`. */
export function leadingSign(a: PackedPolynomial): 1 | -1 {
  let best: readonly number[] | undefined;
  let sign: 1 | -1 = 1;
  for (const { exponents, value } of a.entries) {
    // The highest slot decides the sign of a value, but other variables may come after the inner one.
    const top = a.inner < 0 ? exponents : withHighestSlot(a, exponents, value);
    if (best === undefined || comesBefore(top, best)) {
      best = top;
      sign = value > 0n ? 1 : -1;
    }
  }
  return sign;
}

function withHighestSlot(a: PackedPolynomial, exponents: readonly number[], value: bigint): number[] {
  const top = [...exponents];
  // |value| lies between 2^(B·s − 1) and 2^(B·s + B − 1) for the highest slot s
  top[a.inner]! += Math.floor(bitLength(value) / a.bits);
  return top;
}

function comesBefore(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] as number) > (b[i] as number);
  return false;
}

/** The terms as a polynomial; all exponents must be non-negative. */
export function unpackPolynomial(a: PackedPolynomial): Polynomial {
  const count = a.entries[0]?.exponents.length ?? 0;
  return build(a, a.entries, 0, count);
}

function build(
  a: PackedPolynomial,
  entries: readonly PackedEntry[],
  variable: number,
  count: number,
): Polynomial {
  if (variable >= count) return (entries[0] as PackedEntry).value; // outer exponents differ: one entry is left
  const groups = new Map<number, PackedEntry[]>();
  const put = (exponent: number, entry: PackedEntry): void => {
    const group = groups.get(exponent);
    if (group) group.push(entry);
    else groups.set(exponent, [entry]);
  };
  for (const entry of entries) {
    const e = entry.exponents[variable] as number;
    if (variable !== a.inner) put(e, entry);
    else forEachSlot(a, entry.value, (value, slot) => put(e + slot, { ...entry, value }));
  }
  if (groups.size === 1 && groups.has(0))
    return build(a, groups.get(0) as PackedEntry[], variable + 1, count);
  const exponents = [...groups.keys()].sort((x, y) => y - x);
  return nested(
    variable,
    exponents,
    exponents.map((e) => build(a, groups.get(e) as PackedEntry[], variable + 1, count)),
  );
}

/** A proof that the irreducible f does not divide the packed polynomial; false means only that none was found. */
export function surelyIndivisible(a: PackedPolynomial, f: Polynomial): boolean {
  const univariate = univariateCoefficients(f);
  if (univariate) {
    if (a.inner !== univariate.variable) return false;
    // f(2^B) divides the value of every multiple of f at 2^B
    const modulus = univariate.coefficients.reduce((sum, c, i) => sum + (c << BigInt(a.bits * i)), 0n);
    return a.entries.some((e) => e.value % modulus !== 0n);
  }
  // At a zero of f, every multiple of f is zero. Zeros: f is of degree 1 in some outer variable.
  const solved = variablesOf(f).find((x) => x !== a.inner && degreeIn(f, x) === 1);
  if (solved === undefined) return false;
  const parts = coefficientsIn(f, solved);
  const count = (a.entries[0] as PackedEntry).exponents.length;
  for (let attempt = 0; attempt < 2; attempt++) {
    const point = packedPoint(a, Math.max(count, ...variablesOf(f).map((x) => x + 1)), attempt);
    const zero = quotientModulo(
      -valueModulo(parts.get(0) ?? 0n, point),
      valueModulo(parts.get(1) as Polynomial, point),
    );
    if (zero === undefined || zero === 0) continue;
    point[solved] = zero;
    if (packedValue(a, point) !== 0) return true;
  }
  return false;
}

/**
 * a/f where f holds the packed variable only; undefined where f does not divide, or no proof was found that it does.
 * If f(2^B)·Q is the value of an entry and the slots of Q are so small that those of f·Q cannot overflow, then f·Q is the
 * entry, since slots are unique.
 */
export function dividePackedBy(a: PackedPolynomial, f: Polynomial): PackedPolynomial | undefined {
  const univariate = univariateCoefficients(f);
  if (!univariate || univariate.variable !== a.inner) return undefined;
  const { coefficients } = univariate;
  const modulus = coefficients.reduce((sum, c, i) => sum + (c << BigInt(a.bits * i)), 0n);
  const norm = coefficients.reduce((sum, c) => sum + (c < 0n ? -c : c), 0n);
  const limit = ((1n << BigInt(a.bits - 1)) - 1n) / norm;
  const entries: PackedEntry[] = [];
  for (const e of a.entries) {
    const quotient = e.value / modulus;
    if (quotient * modulus !== e.value) return undefined;
    let largest = 0n;
    forEachSlot(a, quotient, (c) => {
      const size = c < 0n ? -c : c;
      if (size > largest) largest = size;
    });
    if (largest > limit) return undefined;
    entries.push({ ...e, value: quotient });
  }
  return { ...a, entries };
}

function univariateCoefficients(p: Polynomial): { variable: number; coefficients: bigint[] } | undefined {
  const [variable, ...others] = variablesOf(p);
  if (variable === undefined || others.length > 0) return undefined;
  const coefficients = new Array<bigint>(degreeIn(p, variable) + 1).fill(0n);
  for (const [e, c] of coefficientsIn(p, variable)) coefficients[e] = asInteger(c) as bigint;
  return { variable, coefficients };
}
