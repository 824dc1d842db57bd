/**
 * Real units: gaps as frequencies, temperatures in kelvin, rates per second and currents in watts, with the usual prefixes.
 *
 * A file with `units` is turned into an ordinary junction (ħ = k_B = 1) when it is read. With the unit of temperature Θ as
 * the unit of energy, a gap f·F (F such as 1 GHz) becomes c·f, c = hF/(k_B Θ); inside a coupling omega stays the
 * frequency. J is linear in a factor common to both couplings, so with λ = k_B Θ·(unit of rate)/(unit of current) in
 * front of them every current comes out in its unit. Both factors are exact rationals, since h and k_B are exact by
 * definition of the SI (CODATA 2018: h = 6.62607015e-34 J s, k_B = 1.380649e-23 J/K). They are declared here because libraries
 * of units disagree in theirs; prefixes and names are mathjs's.
 */
import type * as Mathjs from "mathjs";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { type Bath, withCoupling } from "./bath.js";
import { product, quotient, symbol } from "../expression/tree.js";
import { type Dimension, dimensionsOf } from "./dimension.js";
import { InputError, excerpt } from "../input/errors.js";
import { exactNumber, multiplyExact, parseExactNumber } from "../input/exact-number.js";
import { type Quantity, type QuantityRecord, quantityRecord, readQuantity } from "./quantity.js";
import { replaceSymbol } from "../expression/substitute.js";
import { type Subsystem } from "./ladder.js";
import { withPrefix } from "./measured-values.js";

/** h in J s, exactly. */
const PLANCK: ExactNumber = exactNumber(662607015n, 10n ** 42n);
/** k_B in J/K, exactly. */
const BOLTZMANN: ExactNumber = exactNumber(1380649n, 10n ** 29n);

/** The units of a junction file, by what they measure. */
export interface Units {
  readonly frequency: string;
  readonly temperature: string;
  readonly rate: string;
  readonly current: string;
  /** c and λ of the file's head. */
  readonly gapFactor: ExactNumber;
  readonly rateFactor: ExactNumber;
  /** h·(unit of current)/(k_B Θ)²: 2π times what turns a rate over a gap, both as the junction has them, into a pure number. */
  readonly rateOverGap: ExactNumber;
}

/** The units of superconducting circuits, each of which a file may replace. */
const CIRCUIT = { frequency: "GHz", temperature: "mK", rate: "1/ns", current: "W" } as const;

/** What each is measured in. */
const BASE: Readonly<Record<keyof typeof CIRCUIT, string>> = {
  frequency: "Hz",
  temperature: "K",
  rate: "Hz",
  current: "W",
};

/**
 * The units a file names.
 * @param named  some of them, or "circuit" for the default: GHz, mK, 1/ns, W
 * @throws InputError for a unit that is unknown or measures something else
 */
export async function unitsOf(
  named: "circuit" | Partial<Readonly<Record<keyof typeof CIRCUIT, string | undefined>>>,
): Promise<Units> {
  const { all, create } = await import("mathjs");
  if (!all) throw new Error("internal: mathjs without functions");
  const math = create(all, { number: "BigNumber", precision: 64 });
  const texts = { ...CIRCUIT };
  const sizes = new Map<string, ExactNumber>();
  for (const key of Object.keys(BASE) as (keyof typeof CIRCUIT)[]) {
    const text = (named === "circuit" ? undefined : named[key]) ?? CIRCUIT[key];
    Object.assign(texts, { [key]: text });
    sizes.set(key, sizeOf(math, text, BASE[key], key));
  }
  return unitsOfSize(texts, (key) => sizes.get(key) as ExactNumber);
}

/**
 * The record of units.
 * @param size  of each in Hz, K, 1/s and W
 */
export function unitsOfSize(
  texts: Readonly<Record<keyof typeof CIRCUIT, string>>,
  size: (key: keyof typeof CIRCUIT) => ExactNumber,
): Units {
  const kelvin = multiplyExact(BOLTZMANN, size("temperature"));
  return {
    ...texts,
    gapFactor: multiplyExact(multiplyExact(PLANCK, size("frequency")), inverse(kelvin)),
    rateFactor: multiplyExact(multiplyExact(kelvin, size("rate")), inverse(size("current"))),
    rateOverGap: multiplyExact(
      multiplyExact(PLANCK, size("current")),
      inverse(multiplyExact(kelvin, kelvin)),
    ),
  };
}

/** How many base units one of these is, exactly. */
function sizeOf(math: Mathjs.MathJsInstance, text: string, base: string, key: string): ExactNumber {
  const wrong = (): InputError =>
    new InputError(`${excerpt(text)} is no unit of ${key}`, {
      where: `units.${key}`,
      hint: `write for example ${{ Hz: "GHz", K: "mK", W: "fW", s: "1/ns" }[base] ?? base}`,
    });
  // Rates may be written as 1/ns.
  const [, period] = /^1\/([A-Za-z]{1,12})$/.exec(text) ?? [];
  if (key === "rate" && period !== undefined) return inverse(sizeOf(math, period, "s", key));
  if (!/^[A-Za-z]{1,12}$/.test(text)) throw wrong();
  try {
    const unit = math.unit(math.bignumber(1), text);
    if (!unit.equalBase(math.unit(base))) throw wrong();
    return parseExactNumber(String(unit.toNumeric(base)));
  } catch {
    throw wrong();
  }
}

function inverse({ numerator, denominator }: ExactNumber): ExactNumber {
  return exactNumber(denominator, numerator);
}

const constantTree = (x: ExactNumber): Expression => ({ type: "number", ...x });

/** The bath with its coupling as a rate per `omega` in frequency units. @throws InputError for rates without a coupling */
export function bathInUnits(bath: Bath, { gapFactor, rateFactor }: Units): Bath {
  if (!("coupling" in bath)) {
    throw new InputError("units are for spin, solid and metal baths", {
      where: bath.side === "L" ? "left" : "right",
      hint: "leave units out, and write the rate in units with hbar = k_B = 1",
    });
  }
  const frequency = quotient(symbol("omega"), constantTree(gapFactor));
  const coupling = product(constantTree(rateFactor), replaceSymbol(bath.coupling, "omega", frequency));
  return { ...withCoupling(bath, coupling), written: bath.coupling };
}

/** The subsystem with its energies in the unit of temperature. */
export function subsystemInUnits(subsystem: Subsystem, { gapFactor }: Units): Subsystem {
  const energy = (e: Expression): Expression => product(constantTree(gapFactor), e);
  if (subsystem.kind === "ladder") return { ...subsystem, gap: energy(subsystem.gap) };
  if (subsystem.kind === "coherent") {
    const splitting = subsystem.splitting.map((row) => row.map(energy));
    return { ...subsystem, energies: subsystem.energies.map(energy), splitting };
  }
  const { hamiltonian } = subsystem;
  const levels = { ...subsystem, energies: subsystem.energies.map(energy) };
  if (!hamiltonian) return levels;
  return { ...levels, hamiltonian: { ...hamiltonian, H: hamiltonian.H.map((row) => row.map(energy)) } };
}

/** `T in mK, J in W`: what the numbers of a junction are measured in; empty without units. */
export function unitsText(units: Units | undefined): string {
  return units === undefined ? "" : `T in ${units.temperature}, J in ${units.current}`;
}

/** What every formula and table is preceded by: the system of units, in ASCII or LaTeX. */
export function unitSystem(units: Units | undefined, form: "text" | "latex" = "text"): string {
  if (units === undefined) return form === "latex" ? "$\\hbar = k_B = 1$" : "hbar = k_B = 1";
  const { temperature, frequency, rate, current } = units;
  return `temperatures in ${temperature}, energies as frequencies E/h in ${frequency}, rates in ${rate}, currents in ${current}`;
}

/** For JSON: absent without units. */
export function unitsJson(units: Units | undefined): { readonly units?: object } {
  if (units === undefined) return {};
  const { frequency, temperature, rate, current } = units;
  return { units: { frequency, temperature, rate, current } };
}

/**
 * The unit of a quantity or parameter of a junction by its ASCII name: "" for pure numbers (R, the contrast, populations)
 * and where it is not determined; "" for everything where ħ = k_B = 1.
 */
export type UnitLabel = (name: string) => string;

/** The record of a junction's units: `W` for J, `W/mK^2` for alpha_2, `mK` for T_a, `GHz` for a gap. */
export function unitLabels(junction: {
  readonly left: Bath;
  readonly right: Bath;
  readonly subsystem: Subsystem;
  readonly units?: Units;
}): UnitLabel {
  const { units } = junction;
  if (units === undefined) return () => "";
  const dimensions = dimensionsOf(junction);
  return (name) => {
    if (["T_a", "T_L", "T_R", "Delta"].includes(name)) return units.temperature;
    if (name === "J" || name === "J_reversed" || name === "alpha_0") return units.current;
    const own = readQuantity(name.replace(/_reversed$/, ""));
    if (own !== undefined) return quantityUnit(quantityRecord(own), units);
    const order = /^alpha_(\d+)$/.exec(name)?.[1];
    if (order !== undefined) return `${units.current}/${powerOf(units.temperature, Number(order))}`;
    const dimension = dimensions.get(name);
    return dimension === undefined ? "" : unitOf(dimension, units);
  };
}

/** The unit of the coefficient of Delta^k of a quantity; of Δ·S/J for the Fano factor. */
export function coefficientUnit(units: Units | undefined, quantity: Quantity, k: number): string {
  if (units === undefined) return "";
  const { unit, timesDelta } = quantityRecord(quantity);
  const power = timesDelta === true ? k - 1 : k;
  const own = quantityUnit(quantityRecord(quantity), units);
  const temperature = power === 0 ? "" : powerOf(units.temperature, Math.abs(power));
  if (power < 0) return [own, temperature].filter((x) => x !== "").join(" ");
  if (unit === undefined) return temperature === "" ? "" : `1/${temperature}`;
  return temperature === "" ? own : `${own}/${temperature}`;
}

/** `W` for J, `W k_B mK` for S, `k_B mK` for S/J. */
function quantityUnit({ unit }: QuantityRecord, units: Units): string {
  if (unit === undefined) return "";
  const energy = `k_B ${units.temperature}`;
  if (unit === "energy") return energy;
  if (unit === 1) return units.current;
  return `${units.current} ${unit === 2 ? energy : `(${energy})^${unit - 1}`}`;
}

/** `J (W)`, or the name alone where there is no unit. */
export function withUnit(name: string, unit = ""): string {
  return unit === "" ? name : `${name} (${unit})`;
}

/** A number with its unit behind it: `0.3 GHz`; where it is all of the text, with the prefix that makes it readable: `17.4 aW`. */
export function measured(number: string, unit: string): string {
  if (unit === "") return number;
  const readable = withPrefix(number, unit);
  return `${readable.number} ${readable.unit}`;
}

const powerOf = (unit: string, exponent: number): string => {
  const base = exponent !== 1 && unit.includes("/") ? `(${unit})` : unit;
  return exponent === 1 ? base : `${base}^${Number(exponent.toPrecision(12))}`;
};

function unitOf(dimension: Dimension, units: Units): string {
  const parts = (["rate", "frequency", "temperature"] as const).map(
    (base) => [units[base], dimension[base]] as const,
  );
  const above = parts.filter(([, e]) => e > 0).map(([unit, e]) => powerOf(unit, e));
  const below = parts.filter(([, e]) => e < 0).map(([unit, e]) => powerOf(unit, -e));
  if (above.length === 0 && below.length === 0) return "";
  const [first = "1", ...more] = above;
  return [[first, ...more].join(" "), ...below].join("/");
}
