/**
 * π in fixed point with a proved error bound, by Machin's formula π = 16 arctan(1/5) − 4 arctan(1/239).
 */

/** arctan(1/n)·2^bits; below one unit of error in each power and each quotient, so two for each of its terms. */
function inverseArctan(n: bigint, bits: number): bigint {
  const square = n * n;
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let k = 1n, sign = 1n; power > 0n; k += 2n, sign = -sign) {
    sum += (sign * power) / k;
    power /= square;
  }
  return sum;
}

/**
 * π as an integer multiple of 2^−bits, off by less than two units. The series have at most bits/4 + 2 and bits/15 + 2
 * terms of two units each, times 16 and 4: less than 9·bits + 80 units of the working precision, which has
 * 16 + log2(bits) bits more.
 */
export function piFixed(bits: number): bigint {
  const guard = 16 + Math.ceil(Math.log2(bits + 1));
  const w = bits + guard;
  return (16n * inverseArctan(5n, w) - 4n * inverseArctan(239n, w)) >> BigInt(guard);
}
