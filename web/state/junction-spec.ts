/** The junction on the page as plain data: what a junction file holds, which the builder edits part by part. */
import { bathKind } from "../../src/junction/bath.js";
import { InputError } from "../../src/input/errors.js";
import { type BathData, type JunctionData, type SubsystemData } from "../../src/junction/file/schema.js";

/** An end of the junction; finite baths have no rates, and no place on the page. */
export type BathSpec = Exclude<BathData, { readonly bath: "finite-spins" | "finite-oscillators" }>;
export type SubsystemSpec = SubsystemData;
/** N levels: energies, and one coupling matrix or one for each end. */
export type LevelsSpec = Extract<SubsystemSpec, { readonly kind: "levels" }>;

/** `parameters` only where the junction itself depends on their values, as a Hamiltonian's eigenbasis does. */
export interface JunctionSpec extends Omit<JunctionData, "left" | "right"> {
  readonly left: BathSpec;
  readonly right: BathSpec;
}

/** What the engine reads: a shorthand such as `spin-TLS-metal`, or the JSON text of a junction file. */
export function sourceOf(spec: JunctionSpec): string {
  return shorthandOf(spec) ?? JSON.stringify(spec);
}

/** The text of a junction file with values for its parameters. */
export function junctionFile(spec: JunctionSpec, parameters: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ ...spec, parameters: { ...spec.parameters, ...parameters } }, null, 2)}\n`;
}

/** The shorthand of a junction, or undefined if only a file can say it. */
export function shorthandOf({ left, subsystem, right, ...more }: JunctionSpec): string | undefined {
  const plain = (part: object, keys: number): boolean =>
    Object.values(part).filter((value) => value !== undefined).length === keys;
  if (!plain(left, 1) || !plain(right, 1) || !plain(more, 0)) return undefined;
  switch (subsystem.kind) {
    case "TLS":
    case "HO":
      return plain(subsystem, 1) ? `${left.bath}-${subsystem.kind}-${right.bath}` : undefined;
    case "ladder":
      return plain(subsystem, 2) ? `${left.bath}-ladder:${subsystem.levels}-${right.bath}` : undefined;
    case "spin":
      return plain(subsystem, 2) ? `${left.bath}-spin:${subsystem.S}-${right.bath}` : undefined;
    case "levels":
    case "hamiltonian":
      return undefined;
  }
}

/** The junction of a shorthand made of the built-in kinds; undefined for anything else. */
export function specOfShorthand(text: string): JunctionSpec | undefined {
  const [left, middle, right, ...rest] = text.trim().split("-");
  const ends = [left, right].map((word) => bathKind(word ?? ""));
  const subsystem = subsystemOf(middle ?? "");
  if (rest.length > 0 || !ends[0] || !ends[1] || !subsystem) return undefined;
  return { left: { bath: ends[0] }, subsystem, right: { bath: ends[1] } };
}

function subsystemOf(word: string): SubsystemSpec | undefined {
  const [name = "", size = ""] = word.toLowerCase().split(":");
  if (size === "" && name === "tls") return { kind: "TLS" };
  if (size === "" && name === "ho") return { kind: "HO" };
  if (name === "ladder" && /^\d{1,4}$/.test(size)) return { kind: "ladder", levels: size };
  if (name === "spin" && /^\d{1,4}(\/2)?$/.test(size)) return { kind: "spin", S: size };
  return undefined;
}

/** The junction of a file; values of its parameters are the sliders'. @throws InputError for a finite bath */
export function specOfFile({ parameters, ...file }: JunctionData): JunctionSpec {
  const spec = { ...file, left: bathSpec(file.left, "left"), right: bathSpec(file.right, "right") };
  // Which parameters have values decides how a Hamiltonian is diagonalised.
  const keeps = file.subsystem.kind === "hamiltonian" && parameters !== undefined;
  return keeps ? { ...spec, parameters } : spec;
}

function bathSpec(bath: BathData, side: string): BathSpec {
  if (bath.bath !== "finite-spins" && bath.bath !== "finite-oscillators") return bath;
  throw new InputError(`${bath.bath} cannot be shown here: a finite bath has no rates`, {
    where: `${side}.bath`,
    hint: "heatdiode traces FILE --time t expands its current",
  });
}

/** Keys of a part of the junction that have fields of their own on the page. */
const FIELDS: Readonly<Record<SubsystemSpec["kind"], readonly string[]>> = {
  TLS: [],
  HO: [],
  ladder: ["levels"],
  levels: ["energies", "S", "S_L", "S_R"],
  hamiltonian: [],
  spin: ["S"],
};

/** What a part of the junction holds that the page shows without a field to edit it: keys and texts. */
export function fixedKeys(part: BathSpec | SubsystemSpec): readonly (readonly [key: string, text: string])[] {
  const fields = "bath" in part ? ["rate" in part ? "rate" : "coupling"] : FIELDS[part.kind];
  // Texts, numbers and lists of them: what the schema holds.
  const written = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : (value as string));
  return Object.entries(part).flatMap(([key, value]: readonly [string, unknown]) =>
    value === undefined || key === "bath" || key === "kind" || fields.includes(key)
      ? []
      : [[key, written(value)] as const],
  );
}
