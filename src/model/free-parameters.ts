/** `--free name,…`: parameters that lose the value their file gives them, so that formulas and code keep them as arguments. */
import { excerpt, InputError } from "../input/errors.js";
import { suggestion } from "../input/suggest.js";
import { type Junction } from "../junction/junction.js";

/**
 * The junction with these parameters free; levels keep the order that they have at the values of the file.
 * @param text  the option as typed: names with commas between; undefined leaves everything as it is
 * @throws InputError for names that the junction does not have
 */
export function withFreeParameters(junction: Junction, text: string | undefined): Junction {
  if (text === undefined) return junction;
  const names = text.split(",").map((name) => name.trim());
  const known = junction.parameters.map((p) => p.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new InputError(`${junction.name} has no ${name === "" ? "nameless parameter" : excerpt(name)}`, {
      where: "--free",
      hint: suggestion(name, known),
    });
  }
  const bound = new Map([...junction.bound].filter(([name]) => !names.includes(name)));
  return { ...junction, bound, orderAt: new Map([...junction.bound, ...(junction.orderAt ?? [])]) };
}
