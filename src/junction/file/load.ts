/** Junctions by the name given on the command line: a shorthand, or the path of a junction file. Node only. */
import { InputError, excerpt } from "../../input/errors.js";
import type { InputFileOptions } from "../../files/input-file.js";
import type { Equation } from "../coherent-levels.js";
import type { Junction } from "../junction.js";
import { inUnitsGiven } from "../units-given.js";
import { parseJunctionData } from "./data.js";
import type { JunctionData } from "./schema.js";
import { parseShorthand } from "../shorthand.js";

/** Whether the argument is the path of a junction file rather than a shorthand. */
export function isJunctionPath(argument: string): boolean {
  return argument.toLowerCase().endsWith(".json");
}

/** What the command line says of a junction besides its name. */
export interface LoadOptions {
  readonly force?: boolean;
  readonly limit?: number | undefined;
  /** Texts in which numbers may carry units: of a junction without units these are what it is measured in. */
  readonly at?: string | undefined;
  readonly axes?: readonly string[];
  readonly over?: string | undefined;
  /** The master equation, in the place of the file's. */
  readonly equation?: Equation | undefined;
  /** Clusters of the unified equation: `auto:0.1`, or lists such as `1,2;3,4`. */
  readonly clusters?: string | undefined;
}

/** The junction that `argument` names. @throws InputError if there is no such file or it is not valid. */
export async function loadJunction(
  argument: string,
  { force = false, limit, at, axes = [], over, equation, clusters }: LoadOptions = {},
): Promise<Junction> {
  const loaded = await read(argument, { equation, clusters });
  const junction = inUnitsGiven(loaded, [at, ...axes, over]);
  return {
    ...junction,
    ...(force ? { force } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

async function read(argument: string, asked: Pick<LoadOptions, "equation" | "clusters">): Promise<Junction> {
  // What a junction file holds, in the place of its path.
  if (argument.startsWith("{")) {
    const { junctionOf } = await import("./parse.js");
    return junctionOf(withEquation(await parseJunctionData(argument), asked));
  }
  if (!isJunctionPath(argument)) {
    if (asked.equation === undefined || asked.equation === "secular") return parseShorthand(argument);
    throw new InputError(
      `${excerpt(argument)} has equidistant levels, whose populations need the rate equation alone`,
      {
        where: "--equation",
        hint: "leave it out, or give a junction file with levels or a Hamiltonian",
      },
    );
  }
  const { junctionOf } = await import("./parse.js");
  return readAndParse(argument, async (text) =>
    junctionOf(withEquation(await parseJunctionData(text), asked)),
  );
}

/** The content of a file with another equation: clusters go with the unified one only. */
export function withEquation(
  data: JunctionData,
  { equation, clusters }: Pick<LoadOptions, "equation" | "clusters">,
): JunctionData {
  if (clusters !== undefined) {
    const chosen = clusters.startsWith("auto")
      ? clusters
      : clusters.split(";").map((list) => list.split(","));
    return { ...data, equation: equation ?? "unified", clusters: chosen };
  }
  if (equation === undefined) return data;
  return { ...data, equation, clusters: equation === "unified" ? data.clusters : undefined };
}

/** What `parse` makes of the text of a file; its complaints name the file. @throws InputError if it cannot be read */
export async function readAndParse<T>(
  path: string,
  parse: (text: string) => T | Promise<T>,
  options: InputFileOptions = { hint: "give the path of a junction file" },
): Promise<T> {
  const { readInputFile } = await import("../../files/input-file.js");
  const text = await readInputFile(path, options);
  try {
    return await parse(text);
  } catch (error) {
    throw error instanceof InputError ? error.within(excerpt(path, 200)) : error;
  }
}
