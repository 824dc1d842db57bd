/**
 * Real units: gaps in GHz, temperatures in mK, rates in 1/s and currents in W, to and from ħ = k_B = 1.
 *
 * The unit of energy is h·1 GHz. CODATA 2018 (exact by definition of the SI): h = 6.62607015e-34 J s,
 * k_B = 1.380649e-23 J/K. The constants are declared here because libraries of units disagree in theirs.
 */
import { type ExactNumber } from "../symbolic/expression.js";
import { exactNumber, multiplyExact } from "./exact-number.js";

/** h in J s, exactly. */
const PLANCK: ExactNumber = exactNumber(662607015n, 10n ** 42n);
/** k_B in J/K, exactly. */
const BOLTZMANN: ExactNumber = exactNumber(1380649n, 10n ** 29n);

const GIGA = exactNumber(10n ** 9n);
const MILLI = exactNumber(1n, 1000n);

function inverse({ numerator, denominator }: ExactNumber): ExactNumber {
  return exactNumber(denominator, numerator);
}

/** k_B·T in units of h·GHz for a temperature in mK: 20 mK ≙ 0.4167… GHz. */
export function temperatureInGigahertz(millikelvin: ExactNumber): ExactNumber {
  const joule = multiplyExact(multiplyExact(BOLTZMANN, MILLI), millikelvin);
  return multiplyExact(joule, inverse(multiplyExact(PLANCK, GIGA)));
}

/**
 * W for a current in units of (h·GHz)·(rate unit), where rates are given in 1/ns = GHz (not angular): J·h·10^9·10^9.
 */
export function currentInWatts(current: number): number {
  const unit = multiplyExact(multiplyExact(PLANCK, GIGA), GIGA);
  return (current * Number(unit.numerator)) / Number(unit.denominator);
}
