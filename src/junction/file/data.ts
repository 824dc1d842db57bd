/** The one reader of what a junction file holds: data of unknown shape to checked data of the schema. */
import { type JunctionData, junctionSchema } from "./schema.js";
import { parseExactJson } from "../../input/exact-json.js";
import { SUBSYSTEM_KINDS } from "../ladder.js";
import { validated } from "../../input/validate.js";

/** The content of a junction file from its text. @throws InputError naming the place in the file */
export function parseJunctionData(text: string): Promise<JunctionData> {
  return junctionData(parseExactJson(text));
}

/** The content of a junction file from data of any shape. @throws InputError naming the place in the file */
export async function junctionData(data: unknown): Promise<JunctionData> {
  return validated(junctionSchema(await import("zod")), canonical(data));
}

/** The data with every kind in its canonical spelling, whatever its case; anything else as it is. */
function canonical(data: unknown): unknown {
  const bath = (part: unknown): unknown =>
    mapped(part, {
      bath: (word) => word.toLowerCase(),
      density: (word) => word.toLowerCase(),
      cutoff_shape: (word) => word.toLowerCase(),
    });
  const kind = (word: string): string =>
    SUBSYSTEM_KINDS.find((known) => known.toLowerCase() === word.toLowerCase()) ?? word;
  if (!isRecord(data)) return data;
  const { left, right, subsystem, ...rest } = data;
  const given = { left: bath(left), right: bath(right), subsystem: mapped(subsystem, { kind }) };
  return { ...rest, ...Object.fromEntries(Object.entries(given).filter(([key]) => key in data)) };
}

/** The record with the words under some of its keys respelt. */
function mapped(data: unknown, spellings: Readonly<Record<string, (word: string) => string>>): unknown {
  if (!isRecord(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const respelt = Object.hasOwn(spellings, key) ? spellings[key] : undefined;
      return [key, respelt !== undefined && typeof value === "string" ? respelt(value) : value];
    }),
  );
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
