import { all, type BigNumber, create, type FactoryFunctionMap } from "mathjs";
import { levelCurrents, type LevelCurrents } from "../../../numeric/levels/currents.js";
import { decimalArithmetic } from "../../../numeric/arithmetic/semifield.js";
import { toRational } from "../rational-reference.js";

const math = create(all as FactoryFunctionMap, { number: "BigNumber", precision: 60 });

/** The exact value of a double to 60 digits. */
function big(x: number): BigNumber {
  const { numerator, denominator } = toRational(x);
  return math.bignumber(String(numerator)).div(math.bignumber(String(denominator)));
}

/** A solid, spin or ohmic bath, in 60 digits: the downward rate at a gap. */
export type BigRate = (gap: BigNumber, temperature: BigNumber) => BigNumber;

const one = big(1);
export const bigSolid =
  (coupling: number): BigRate =>
  (gap, t) =>
    big(coupling).div(one.minus(gap.div(t).neg().exp()));

/** Currents (11)–(12) in 60 digits from the exact values of the doubles given. */
export function bigCurrents(
  energies: readonly number[],
  couplings: readonly [ArrayLike<number>, ArrayLike<number>],
  rates: readonly [BigRate, BigRate],
  temperatures: readonly [number, number],
): LevelCurrents<BigNumber> {
  const n = energies.length;
  const levels = energies.map(big);
  const matrix = (side: 0 | 1): BigNumber[] => {
    const t = big(temperatures[side]);
    const result = Array.from({ length: n * n }, () => big(0));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const strength = couplings[side][i * n + j] as number;
        if (i === j || strength === 0) continue;
        const difference = (levels[i] as BigNumber).minus(levels[j] as BigNumber);
        const down = big(strength).times(rates[side](difference.abs(), t));
        result[i * n + j] = difference.isNegative() ? down : down.times(difference.div(t).neg().exp());
      }
    }
    return result;
  };
  return levelCurrents(decimalArithmetic(big(0), one), levels, matrix(0), matrix(1));
}
