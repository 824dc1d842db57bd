/** Junctions for programs: by name, from parts, or from what a junction file holds. */
import { type Bath } from "../junction/bath.js";
import { parseRelations, underRelations } from "../exact/named/inequalities.js";
import { loadExpressionParser } from "../expression/parse.js";
import { junctionData } from "../junction/file/data.js";
import { junctionOf } from "../junction/file/parse.js";
import { type JunctionFile } from "../junction/file/schema.js";
import { junction as fromParts, type Junction } from "../junction/junction.js";
import { parseShorthand } from "../junction/shorthand.js";
import { type Subsystem } from "../junction/ladder.js";
import { InputError } from "../input/errors.js";
import { guard } from "./guard.js";

/**
 * A junction by its shorthand, with the default parameters.
 * @example junction("spin-TLS-metal")
 * @throws InputError
 */
export function junction(shorthand: string): Junction;
/**
 * A junction from its parts.
 * @example junction(spinBath("L"), twoLevels(), metalBath("R"))
 */
export function junction(left: Bath, subsystem: Subsystem, right: Bath): Junction;
export function junction(first: string | Bath, subsystem?: Subsystem, right?: Bath): Junction {
  if (typeof first === "string") return parseShorthand(first);
  if (subsystem !== undefined && right !== undefined) return fromParts(first, subsystem, right);
  if (first instanceof Promise)
    throw new InputError("a promise stands where a bath is due", { hint: "write await" });
  throw new InputError("a junction needs a left bath, a subsystem and a right bath");
}

/**
 * The junction that the content of a junction file describes: anything that a file can hold.
 * @throws InputError naming the place in the file
 */
export async function junctionFrom(file: JunctionFile): Promise<Junction> {
  if (typeof file === "string")
    throw new InputError("a text where the content of a junction file is due", {
      hint: "parseJunctionFile reads text, loadJunction a path",
    });
  return junctionOf(await junctionData(file));
}

/**
 * The junction under relations between its parameters, such as `"Gamma_L = Gamma_R, delta_R = 0"`, or `"w_L > g"`.
 * @throws InputError unless each relation gives a parameter in terms of others
 */
export async function assume(subject: Junction, relations: string): Promise<Junction> {
  guard(subject, undefined, []);
  const parse = await loadExpressionParser();
  return underRelations(subject, parseRelations(relations, subject, parse));
}
