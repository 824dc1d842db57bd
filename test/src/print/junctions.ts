/** The junctions whose printed formulas are tested: every pair of built-in baths, and a few longer ladders. */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";

const BATHS = ["spin", "solid", "metal"];

/** The 18 junctions of the paper's baths with a two-level system or an oscillator between them. */
export const BUILT_IN: readonly string[] = ["TLS", "HO"].flatMap((subsystem) =>
  BATHS.flatMap((left) => BATHS.map((right) => `${left}-${subsystem}-${right}`)),
);

/** Ladders between two levels and the oscillator. */
export const LADDERS: readonly string[] = [
  "solid-ladder:3-solid",
  "spin-spin:1-metal",
  "solid-spin:3/2-spin",
];

/** A reproducible rational in (1/4, 4), different for each name and seed. */
export function rationalFor(name: string, seed: number): ExactNumber {
  let state = seed + 1;
  for (const letter of name) state = (state * 31 + letter.charCodeAt(0)) % 2147483647;
  const next = (limit: number): bigint => {
    state = (state * 48271) % 2147483647;
    return BigInt(state % limit);
  };
  const numerator = 250n + next(3700);
  const divisor = gcd(numerator, 997n);
  return { numerator: numerator / divisor, denominator: 997n / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
