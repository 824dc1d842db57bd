/** The rate of a stated bath for the proof checker: (16), (17), (19) or its own formula, in the variables of one end. */
import {
  constantOf,
  demand,
  type Expanded,
  exponentOf,
  ProofError,
  same,
  times,
  toThe,
  variableOf,
  limitedAs,
} from "./polynomial.js";
import { type Meaning, type Quotient, readQuotient } from "./reader.js";
import { coordinates, junctionNames, type Ring } from "./ring.js";
import { spectrumRate } from "./spectrum.js";
import { type CertificateBath, type CertificateHeader } from "../../certificate/format.js";

/** The rate of a bath at a gap, as a quotient. @throws ProofError if its text cannot be read */
export function statedRate(
  certificate: CertificateHeader,
  ring: Ring,
  side: "L" | "R",
  bath: CertificateBath,
  gap: string,
): Quotient {
  const atGap = (name: string): Quotient | undefined =>
    name === "omega" ? readQuotient(`(${gap})`, junctionNames(ring)) : ring.symbol(name);
  const meaning = rateMeaning(certificate, ring, side, atGap);
  const boltzmann = "exp(-omega/T)";
  switch (bath.kind) {
    case "spin":
      return readQuotient(`(${bath.coupling})/(1 + ${boltzmann})`, meaning);
    case "solid":
      return readQuotient(`(${bath.coupling})/(1 - ${boltzmann})`, meaning);
    case "metal":
      if ("F" in bath) {
        const [rate, integral] = [bath.rate, spectrumRate(bath.F)].map((x) => readQuotient(x, meaning)) as [
          Quotient,
          Quotient,
        ];
        demand(
          same(times(rate.numerator, integral.denominator), times(integral.numerator, rate.denominator)),
          `the rate of the metal at ${side} is not the integral over its F`,
        );
        return rate;
      }
      return readQuotient(
        `(${bath.coupling})*(1 + (${bath.delta})*T/(${bath.mu}))/(1 - ${boltzmann})`,
        meaning,
      );
    case "custom":
    case "law":
      return readQuotient(bath.rate, meaning);
  }
}

/**
 * What names and functions mean in a formula at one end's temperature T, parameters apart: e^{−energy/T} is a monomial,
 * T a power of the end's variable.
 * @param parameter  the values of all other names
 */
export function rateMeaning(
  certificate: CertificateHeader,
  ring: Ring,
  side: "L" | "R",
  parameter: (name: string) => Quotient | undefined,
): Meaning {
  const { root, formalFunctions } = certificate.variables;
  const [temperature, ...others] = ring.ends[side] as [number, ...number[]];
  const one = constantOf(1n, ring.count);
  const variable = (i: number): Expanded => variableOf(i, ring.count);
  const T = { numerator: toThe(variable(temperature), root, ring.count), denominator: one };
  const exponential = (argument: Quotient): Quotient => {
    const energy = energyOf(ring, argument, temperature, root);
    const n = coordinates(ring, energy);
    if (!n) throw new ProofError("an exponent is not a combination of the energies");
    return n.reduce<Quotient>(
      (product, e, i) => {
        const factor = toThe(variable(others[formalFunctions.length + i] as number), Math.abs(e), ring.count);
        return e >= 0
          ? { ...product, numerator: times(product.numerator, factor) }
          : { ...product, denominator: times(product.denominator, factor) };
      },
      { numerator: one, denominator: one },
    );
  };
  const meaning: Meaning = {
    count: ring.count,
    ...(ring.plain.spend ? { spend: ring.plain.spend } : {}),
    symbol: (name) => {
      if (name === "T") return T;
      if (name === "n_B" || name === "n_S") return readQuotient(`${name}(omega)`, meaning);
      return parameter(name);
    },
    root(base, p, q) {
      if (base !== "T" || (root * p) % q !== 0) return undefined;
      const e = (root * p) / q;
      const power = toThe(variable(temperature), Math.abs(e), ring.count);
      return e >= 0 ? { numerator: power, denominator: one } : { numerator: one, denominator: power };
    },
    call(name, argument, text) {
      const inPlace = (formula: string): Quotient =>
        readQuotient(formula.replaceAll("#", `(${text})`), meaning);
      switch (name) {
        case "exp":
          return exponential(argument);
        case "sqrt":
          return meaning.root?.(text, 1, 2);
        case "n_B":
          return inPlace("1/(exp(#/T) - 1)");
        case "n_S":
          return inPlace("1/(exp(#/T) + 1)");
        case "sinh":
          return inPlace("(exp(#) - exp(-#))/2");
        case "cosh":
          return inPlace("(exp(#) + exp(-#))/2");
        case "sech":
          return inPlace("2/(exp(#) + exp(-#))");
        case "csch":
          return inPlace("2/(exp(#) - exp(-#))");
        case "tanh":
          return inPlace("(1 - exp(-2*#))/(1 + exp(-2*#))");
        case "coth":
          return inPlace("(1 + exp(-2*#))/(1 - exp(-2*#))");
        default: {
          const f = formalFunctions.indexOf(name);
          if (f < 0 || text !== "T") return undefined;
          return { numerator: variable(others[f] as number), denominator: one };
        }
      }
    },
  };
  return meaning;
}

/** −argument·T, an energy. */
function energyOf(ring: Ring, argument: Quotient, temperature: number, root: number): Quotient {
  const [below] = [...argument.denominator.keys()];
  if (argument.denominator.size !== 1 || below === undefined)
    throw new ProofError("an exponent is not an energy over T");
  const excess = exponentOf(below, temperature) - root;
  const shift = (m: string, by: number): string => {
    const e = exponentOf(m, temperature) - by;
    if (e < 0) throw new ProofError("an exponent is not an energy over T");
    return m.slice(0, temperature) + String.fromCharCode(e) + m.slice(temperature + 1);
  };
  const numerator = limitedAs(
    new Map([...argument.numerator].map(([m, c]) => [shift(m, excess), -c])),
    argument.numerator,
  );
  const denominator = limitedAs(
    new Map([...argument.denominator].map(([m, c]) => [shift(m, excess + root), c])),
    argument.denominator,
  );
  return { numerator, denominator };
}
