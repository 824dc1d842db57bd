/**
 * Units on the command line for a junction without a units block: `--at T_L=350mK,omega=5GHz` makes it one in these units. Then every
 * temperature, energy and rate given, there or in the file, must have its unit: half of a system of units is none.
 */
import { InputError } from "../input/errors.js";
import { type Dimension, dimensionsOf } from "./dimension.js";
import { junction as fromParts, type Junction } from "./junction.js";
import { type Measure, measuredValue, unitSize } from "./measured-values.js";
import { bathInUnits, subsystemInUnits, unitsOfSize } from "./units.js";

const DEFAULTS = { frequency: "GHz", temperature: "mK", rate: "1/ns", current: "W" } as const;
const NAMES = { frequency: "energy", temperature: "temperature", rate: "rate" } as const;

/** The first numbers of `name=value` pairs, `name=from:to:count` axes and the like. */
function numbersGiven(texts: readonly (string | undefined)[]): readonly (readonly [string, string])[] {
  return texts.flatMap((text) =>
    (text ?? "").split(",").flatMap((pair) => {
      const [name = "", values = ""] = pair.split("=");
      return values
        .split(/[:;]/)
        .slice(0, 2)
        .map((value) => [name.trim(), value.trim()] as const);
    }),
  );
}

/**
 * The junction in the units of what is given for it; as it is where nothing has a unit, or the junction has units of its own.
 * @param texts  options as typed
 * @throws InputError where some have units and others lack them
 */
export function inUnitsGiven(junction: Junction, texts: readonly (string | undefined)[]): Junction {
  if (junction.units) return junction;
  const given = numbersGiven(texts).map(([name, text]) => ({ name, unit: measuredValue(text)?.unit }));
  const [first] = given.filter(({ unit }) => unit !== undefined);
  if (!first) return junction;
  const dimensions = dimensionsOf(junction);
  const measureOf = (name: string): Measure | undefined =>
    ["T_a", "T_L", "T_R", "Delta"].includes(name) ? "temperature" : pure(dimensions.get(name));
  const found = new Map<Measure, string>();
  for (const { name, unit } of given) {
    const measure = measureOf(name);
    if (unit === undefined || measure === undefined || found.has(measure)) continue;
    const size = unitSize(unit);
    if (size?.measures.includes(measure)) found.set(measure, unit);
  }
  const bare = [
    ...given.filter(({ unit }) => unit === undefined).map(({ name }) => name),
    ...[...junction.bound.keys()].filter((name) => !given.some((g) => g.name === name)),
  ].find((name) => measureOf(name) !== undefined);
  if (bare !== undefined) {
    throw new InputError(`${first.name} has a unit and ${bare} has none`, {
      hint: "give every temperature, energy and rate with its unit, or none (hbar = k_B = 1), or write units into the file",
    });
  }
  const missing = (["temperature", "frequency"] as const).find((m) => !found.has(m));
  if (missing !== undefined) {
    throw new InputError(`${first.name} has a unit, and no ${NAMES[missing]} has one`, {
      hint: "energies and temperatures need units both, such as omega=5GHz,T_L=350mK",
    });
  }
  const named = { ...DEFAULTS, ...Object.fromEntries(found) };
  const units = unitsOfSize(named, (key) => {
    const size = unitSize(named[key]);
    if (!size) throw new InputError(`${named[key]} is no unit known here`);
    return size.size;
  });
  const { left, subsystem, right } = junction;
  const { parameters } = fromParts(left, subsystem, right);
  return {
    ...junction,
    parameters,
    left: bathInUnits(left, units),
    subsystem: subsystemInUnits(subsystem, units),
    right: bathInUnits(right, units),
    units,
  };
}

/** What a parameter measures, if it is one thing to the first power. */
function pure(dimension: Dimension | undefined): Measure | undefined {
  if (!dimension) return undefined;
  const bases = (["rate", "frequency", "temperature"] as const).filter((base) => dimension[base] !== 0);
  const [only] = bases;
  return bases.length === 1 && only && dimension[only] === 1 ? only : undefined;
}
