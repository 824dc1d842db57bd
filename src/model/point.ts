/** `--at name=value,…`: exact values for temperatures and parameters, checked against the junction they are for. */
import type { ExactNumber } from "../../symbolic/expression/expression.js";
import { requireRelations } from "../exact/named/inequalities.js";
import { requireDomain, requireTemperatures } from "./domain.js";
import { InputError, excerpt } from "../input/errors.js";
import { exchangesOf, exchangeText } from "../junction/replaced-parameters.js";
import { addExact, formatExactNumber, negateExact, parseExactNumber } from "../input/exact-number.js";
import { type Bindings, checkSign } from "../junction/bindings.js";
import type { Junction } from "../junction/junction.js";
import type { Parameter } from "../input/names.js";
import { valuesIn } from "../junction/measured-values.js";
import { unitLabels } from "../junction/units.js";
import { suggestion } from "../input/suggest.js";

const TEMPERATURES = ["T_a", "Delta", "T_L", "T_R"];

/**
 * Reads `--at`. `T_L` and `T_R` together stand for `T_a` = T_L + T_R and `Delta` = T_L − T_R.
 * @param text the option's value; empty or undefined binds only what the junction file binds
 * @param allowDelta false where Delta is the expansion variable, so that giving it is an error
 * @throws InputError for unknown names, doubled names, and values outside their domain
 */
export function parseBindings(
  text: string | undefined,
  junction: Junction,
  { allowDelta }: { readonly allowDelta: boolean },
): Bindings {
  const values = readBindings(text, junction, { allowDelta });
  requireDomain(junction, values);
  requireRelations(junction, values);
  return values;
}

/** What bindings refer to: any system with named parameters, some of them bound by its file. */
export type Parametrised = Pick<Junction, "name" | "parameters" | "bound"> &
  Partial<Pick<Junction, "left" | "right" | "subsystem" | "units">>;

/** {@link parseBindings} without the domain of a junction, for systems that are not made of baths with rates. */
export function parameterBindings(
  text: string | undefined,
  system: Parametrised,
  { allowDelta }: { readonly allowDelta: boolean },
): Bindings {
  const values = readBindings(text, system, { allowDelta });
  requireTemperatures(values);
  return values;
}

/** {@link parseBindings} with each value checked by itself, and not yet what they are together. */
export function readBindings(
  text: string | undefined,
  system: Parametrised,
  { allowDelta }: { readonly allowDelta: boolean },
): Bindings {
  const given = readPairs(text ?? "", system, allowDelta);
  const values = new Map<string, ExactNumber>(system.bound);
  for (const { name } of system.parameters) {
    const value = given.get(name);
    if (value !== undefined) values.set(name, value);
  }
  for (const [name, value] of temperatures(given)) values.set(name, value);
  return values;
}

/**
 * Checks that every parameter, T_a and, where `delta` is true, Delta have values.
 * @throws InputError listing those that lack one
 */
export function requireComplete(
  values: Bindings,
  junction: Parametrised,
  { delta }: { readonly delta: boolean },
): void {
  const missing = missingNames(values, junction, { delta });
  if (missing.length === 0) return;
  throw new InputError(`no value for ${missing.join(", ")}`, {
    where: "--at",
    hint: `add ${missing.map((name) => `${name}=…`).join(",")}`,
  });
}

/** Names that still lack a value, in printing order: T_a, Delta if asked for, then the parameters. */
export function missingNames(
  values: Bindings,
  junction: Parametrised,
  { delta }: { readonly delta: boolean },
): readonly string[] {
  const needed = [
    "T_a",
    ...(delta ? ["Delta"] : []),
    ...junction.parameters.filter(({ reference }) => reference === undefined).map(({ name }) => name),
  ];
  return needed.filter((name) => !values.has(name));
}

function readPairs(
  text: string,
  junction: Parametrised,
  allowDelta: boolean,
): ReadonlyMap<string, ExactNumber> {
  const names = new Map<string, Parameter | undefined>(
    junction.parameters.map((known) => [known.name, known]),
  );
  for (const name of TEMPERATURES) if (!names.has(name)) names.set(name, undefined);
  const given = new Map<string, ExactNumber>();
  if (text.trim() === "") return given;
  for (const pair of text.split(",")) {
    const equals = pair.indexOf("=");
    if (equals < 0) {
      throw new InputError(
        `${pair.trim() === "" ? "an empty pair" : excerpt(pair.trim())} is not name=value`,
        {
          where: "--at",
          hint: "write for example --at T_a=0.5,omega=1.2",
        },
      );
    }
    const name = pair.slice(0, equals).trim();
    if (!names.has(name)) {
      const known = [...names.keys()].filter((candidate) => allowDelta || !isDifference(candidate));
      throw new InputError(`${junction.name} has no ${name === "" ? "nameless parameter" : excerpt(name)}`, {
        where: "--at",
        hint: exchangedHint(junction, name) ?? suggestion(name, known),
      });
    }
    if (!allowDelta && isDifference(name)) {
      throw new InputError(`${name} cannot be given here: Delta is the expansion variable`, {
        where: "--at",
        hint: "give T_a, the sum of the two temperatures",
      });
    }
    if (given.has(name)) throw new InputError(`${name} is given twice`, { where: "--at" });
    given.set(name, valueOf(name, pair.slice(equals + 1), names.get(name), junction));
  }
  return given;
}

/** Where the parameter of a Hamiltonian made way for a root, what took its place. */
function exchangedHint({ subsystem }: Parametrised, name: string): string | undefined {
  const list = subsystem ? exchangesOf({ subsystem }) : [];
  if (!list.some((e) => e.replaces === name)) return undefined;
  return `${list.map(exchangeText).join("; ")}; give these, or all parameters of H in the file`;
}

function valueOf(
  name: string,
  text: string,
  parameter: Parameter | undefined,
  system: Parametrised,
): ExactNumber {
  try {
    const value = parseExactNumber(valuesIn(text, () => unitIn(system, name)));
    if (parameter !== undefined) checkSign(parameter, value);
    return value;
  } catch (error) {
    throw error instanceof InputError ? error.within(`--at ${name}`) : error;
  }
}

/** The unit of a parameter, in a system of which that is known; "" for all others. */
function unitIn({ left, right, subsystem, units }: Parametrised, name: string): string {
  return left && right && subsystem
    ? unitLabels({ left, right, subsystem, ...(units ? { units } : {}) })(name)
    : "";
}

/** Delta and the single temperatures make no sense where Delta is the variable. */
function isDifference(name: string): boolean {
  return name === "Delta" || name === "T_L" || name === "T_R";
}

/** T_a and Delta from whichever two temperatures were given. */
function temperatures(given: ReadonlyMap<string, ExactNumber>): ReadonlyMap<string, ExactNumber> {
  const [sum, difference, left, right] = ["T_a", "Delta", "T_L", "T_R"].map((name) => given.get(name));
  const result = new Map<string, ExactNumber>();
  if (left === undefined && right === undefined) {
    if (sum !== undefined) result.set("T_a", sum);
    if (difference !== undefined) result.set("Delta", difference);
    return result;
  }
  if (left === undefined || right === undefined || sum !== undefined || difference !== undefined) {
    throw new InputError("T_L and T_R stand together, in place of T_a and Delta", {
      where: "--at",
      hint: "give either T_L and T_R, or T_a and Delta",
    });
  }
  for (const [name, value] of [
    ["T_L", left],
    ["T_R", right],
  ] as const) {
    if (value.numerator <= 0n) {
      throw new InputError(`${name} = ${formatExactNumber(value)} is not positive`, { where: "--at" });
    }
  }
  return result.set("T_a", addExact(left, right)).set("Delta", addExact(left, negateExact(right)));
}
