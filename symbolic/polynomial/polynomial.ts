/**
 * Multivariate polynomials over ℤ, in recursive sparse form.
 *
 * A polynomial is an integer, or Σ cᵢ·xᵥ^eᵢ with strictly decreasing exponents and nonzero coefficients cᵢ that hold
 * only variables of higher index than v. With at least one positive exponent this form is unique, so that equality
 * of values is equality of representations. Variables are numbered; their names live with the ring's owner.
 * Cost: sums are linear in the number of terms, products in the product of the numbers of terms.
 */

/** Σ coefficients[i]·x_variable^exponents[i], exponents strictly decreasing, exponents[0] > 0. */
export interface NestedPolynomial {
  readonly variable: number;
  readonly exponents: readonly number[];
  readonly coefficients: readonly Polynomial[];
}

/** An element of ℤ[x₀, x₁, …]. */
export type Polynomial = bigint | NestedPolynomial;

const isInteger = (a: Polynomial): a is bigint => typeof a === "bigint";

/** True for the zero polynomial. */
export function isZero(a: Polynomial): a is 0n {
  return a === 0n;
}

/** The integer `a` if it is one, else undefined. */
export function asInteger(a: Polynomial): bigint | undefined {
  return isInteger(a) ? a : undefined;
}

/** The variable x_index to the power `exponent` ≥ 0. */
export function variablePower(index: number, exponent = 1): Polynomial {
  return exponent === 0 ? 1n : { variable: index, exponents: [exponent], coefficients: [1n] };
}

/** The index of the variable if the polynomial is just a variable. */
export function singleVariable(p: Polynomial): number | undefined {
  return typeof p !== "bigint" && p.exponents.length === 1 && p.coefficients[0] === 1n
    ? p.variable
    : undefined;
}

/** The one constructor path: brings (exponent, coefficient) lists, sorted downwards and without zeros, to normal form. */
export function nested(variable: number, exponents: number[], coefficients: Polynomial[]): Polynomial {
  if (exponents.length === 0) return 0n;
  if (exponents[0] === 0) return coefficients[0] as Polynomial;
  return { variable, exponents, coefficients };
}

/** Structural equality, which is equality of values. */
export function equals(a: Polynomial, b: Polynomial): boolean {
  if (a === b) return true;
  if (isInteger(a) || isInteger(b)) return false;
  if (a.variable !== b.variable || a.exponents.length !== b.exponents.length) return false;
  for (let i = 0; i < a.exponents.length; i++) {
    if (a.exponents[i] !== b.exponents[i]) return false;
    if (!equals(a.coefficients[i] as Polynomial, b.coefficients[i] as Polynomial)) return false;
  }
  return true;
}

/** −a. */
export function negate(a: Polynomial): Polynomial {
  return isInteger(a) ? -a : { ...a, coefficients: a.coefficients.map(negate) };
}

/** a + b. */
export function add(a: Polynomial, b: Polynomial): Polynomial {
  if (isInteger(a) && isInteger(b)) return a + b;
  if (a === 0n) return b;
  if (b === 0n) return a;
  if (isInteger(b) || (!isInteger(a) && a.variable < b.variable))
    return addConstant(a as NestedPolynomial, b);
  if (isInteger(a) || b.variable < a.variable) return addConstant(b, a);
  const exponents: number[] = [];
  const coefficients: Polynomial[] = [];
  let i = 0;
  let j = 0;
  while (i < a.exponents.length || j < b.exponents.length) {
    const ea = a.exponents[i] ?? -1;
    const eb = b.exponents[j] ?? -1;
    const sum =
      ea > eb
        ? (a.coefficients[i++] as Polynomial)
        : eb > ea
          ? (b.coefficients[j++] as Polynomial)
          : add(a.coefficients[i++] as Polynomial, b.coefficients[j++] as Polynomial);
    if (sum !== 0n) {
      exponents.push(Math.max(ea, eb));
      coefficients.push(sum);
    }
  }
  return nested(a.variable, exponents, coefficients);
}

/** a + b where b is free of a's main variable. */
function addConstant(a: NestedPolynomial, b: Polynomial): Polynomial {
  const last = a.exponents.length - 1;
  if (a.exponents[last] !== 0) {
    return { variable: a.variable, exponents: [...a.exponents, 0], coefficients: [...a.coefficients, b] };
  }
  const sum = add(a.coefficients[last] as Polynomial, b);
  const exponents = a.exponents.slice(0, last);
  const coefficients = a.coefficients.slice(0, last);
  if (sum !== 0n) {
    exponents.push(0);
    coefficients.push(sum);
  }
  return nested(a.variable, exponents, coefficients);
}

/** a − b. */
export function subtract(a: Polynomial, b: Polynomial): Polynomial {
  return add(a, negate(b));
}

/** a·b. */
export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  if (isInteger(a)) return isInteger(b) ? a * b : scale(b, a);
  if (isInteger(b)) return scale(a, b);
  if (a.variable < b.variable) return scale(a, b);
  if (b.variable < a.variable) return scale(b, a);
  if (a.exponents.length === 1)
    return shiftAndScale(b, a.exponents[0] as number, a.coefficients[0] as Polynomial);
  if (b.exponents.length === 1)
    return shiftAndScale(a, b.exponents[0] as number, b.coefficients[0] as Polynomial);
  const lowest = lastOf(a.exponents) + lastOf(b.exponents);
  const span = (a.exponents[0] as number) + (b.exponents[0] as number) - lowest + 1;
  if (span > DENSE_SPAN * (a.exponents.length + b.exponents.length)) return multiplySparse(a, b);
  const sums = new Array<Polynomial>(span).fill(0n);
  for (let i = 0; i < a.exponents.length; i++) {
    for (let j = 0; j < b.exponents.length; j++) {
      const e = (a.exponents[i] as number) + (b.exponents[j] as number) - lowest;
      sums[e] = add(
        sums[e] as Polynomial,
        multiply(a.coefficients[i] as Polynomial, b.coefficients[j] as Polynomial),
      );
    }
  }
  const exponents: number[] = [];
  const coefficients: Polynomial[] = [];
  for (let e = span - 1; e >= 0; e--) {
    const c = sums[e] as Polynomial;
    if (c === 0n) continue;
    exponents.push(e + lowest);
    coefficients.push(c);
  }
  return nested(a.variable, exponents, coefficients);
}

/** Products whose exponents span more than this many times their number of terms are collected in a table. */
const DENSE_SPAN = 8;

function lastOf(list: readonly number[]): number {
  return list[list.length - 1] as number;
}

function multiplySparse(a: NestedPolynomial, b: NestedPolynomial): Polynomial {
  const sums = new Map<number, Polynomial>();
  for (let i = 0; i < a.exponents.length; i++) {
    for (let j = 0; j < b.exponents.length; j++) {
      const e = (a.exponents[i] as number) + (b.exponents[j] as number);
      const product = multiply(a.coefficients[i] as Polynomial, b.coefficients[j] as Polynomial);
      const old = sums.get(e);
      sums.set(e, old === undefined ? product : add(old, product));
    }
  }
  return fromExponentMap(a.variable, sums);
}

/** a·c·x^e for a's main variable x and c free of it. */
function shiftAndScale(a: NestedPolynomial, e: number, c: Polynomial): Polynomial {
  const exponents = a.exponents.map((x) => x + e);
  return { variable: a.variable, exponents, coefficients: a.coefficients.map((x) => multiply(x, c)) };
}

/** a·c where c is free of a's main variable. */
function scale(a: NestedPolynomial, c: Polynomial): Polynomial {
  if (c === 0n) return 0n;
  if (c === 1n) return a;
  return { ...a, coefficients: a.coefficients.map((x) => multiply(x, c)) };
}

/** Σ c·x_variable^e over the map's entries, in any order, zeros allowed. */
export function fromExponentMap(variable: number, sums: ReadonlyMap<number, Polynomial>): Polynomial {
  const exponents: number[] = [];
  for (const [e, c] of sums) if (c !== 0n) exponents.push(e);
  if (exponents.length > 1) exponents.sort((x, y) => y - x);
  return nested(
    variable,
    exponents,
    exponents.map((e) => sums.get(e) as Polynomial),
  );
}

/** aⁿ for n ≥ 0, by repeated squaring. */
export function power(a: Polynomial, n: number): Polynomial {
  let result: Polynomial = 1n;
  let base = a;
  for (let e = n; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = multiply(result, base);
    if (e > 1) base = multiply(base, base);
  }
  return result;
}

/** a/b if b divides a in ℤ[x₀, …], else undefined. Division by zero is undefined too. */
export function divideExactly(a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (b === 0n) return undefined;
  if (a === 0n || b === 1n) return a;
  if (isInteger(b) || (!isInteger(a) && a.variable < b.variable)) {
    if (isInteger(a)) return a % (b as bigint) === 0n ? a / (b as bigint) : undefined;
    const coefficients: Polynomial[] = [];
    for (const c of a.coefficients) {
      const quotient = divideExactly(c, b);
      if (quotient === undefined) return undefined;
      coefficients.push(quotient);
    }
    return { ...a, coefficients };
  }
  if (isInteger(a) || b.variable < a.variable) return undefined;
  return divideUnivariate(a, b);
}

/** Long division in the common main variable; stops at the first step that is not exact. */
function divideUnivariate(a: NestedPolynomial, b: NestedPolynomial): Polynomial | undefined {
  const lead = b.exponents[0] as number;
  const leading = b.coefficients[0] as Polynomial;
  const tail = b.exponents[b.exponents.length - 1] as number;
  if ((a.exponents[a.exponents.length - 1] as number) < tail) return undefined;
  const rest = new Map<number, Polynomial>();
  a.exponents.forEach((e, i) => rest.set(e, a.coefficients[i] as Polynomial));
  const exponents: number[] = [];
  const coefficients: Polynomial[] = [];
  while (rest.size > 0) {
    let top = -1;
    for (const e of rest.keys()) if (e > top) top = e;
    const shift = top - lead;
    if (shift < 0) return undefined;
    const q = divideExactly(rest.get(top) as Polynomial, leading);
    if (q === undefined) return undefined;
    exponents.push(shift);
    coefficients.push(q);
    rest.delete(top);
    for (let i = 1; i < b.exponents.length; i++) {
      const e = (b.exponents[i] as number) + shift;
      const product = multiply(b.coefficients[i] as Polynomial, q);
      const next = subtract(rest.get(e) ?? 0n, product);
      if (next === 0n) rest.delete(e);
      else rest.set(e, next);
    }
  }
  return nested(a.variable, exponents, coefficients);
}
