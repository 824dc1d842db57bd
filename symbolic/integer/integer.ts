/** Integers of any size: the few number-theoretic functions the kernel needs beyond the operators of bigint. */

/** |a|. */
export function absolute(a: bigint): bigint {
  return a < 0n ? -a : a;
}

/** The non-negative greatest common divisor; gcd(0, 0) = 0. */
export function integerGcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  if (x === 1n || y === 1n) return 1n;
  while (y !== 0n) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** The non-negative least common multiple; 0 if either is 0. */
export function integerLcm(a: bigint, b: bigint): bigint {
  return a === 0n || b === 0n ? 0n : absolute(a / integerGcd(a, b)) * absolute(b);
}

/** Number of bits of |a|; 0 for a = 0. */
export function bitLength(a: bigint): number {
  const hex = absolute(a).toString(16);
  return hex === "0" ? 0 : 4 * (hex.length - 1) + (32 - Math.clz32(parseInt(hex[0] ?? "0", 16)));
}

/** k! */
export function factorial(k: number): bigint {
  let product = 1n;
  for (let i = 2; i <= k; i++) product *= BigInt(i);
  return product;
}

/** The binomial coefficient C(n, k) for 0 ≤ k ≤ n. */
export function binomial(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}
