/** The junction on the page as plain data: the shape of a junction file, which the builder edits part by part. */

/** An end of the junction. Keys beyond `bath` are absent where the default symbols serve. */
export type BathSpec =
  | { readonly bath: "spin" | "solid"; readonly coupling?: string }
  | { readonly bath: "metal"; readonly coupling?: string; readonly delta?: string; readonly mu?: string }
  | { readonly bath: "custom" | "law"; readonly rate: string };

/** N levels: energies, and one coupling matrix or one for each end. */
export interface LevelsSpec {
  readonly kind: "levels";
  readonly energies: readonly string[];
  readonly S?: readonly (readonly string[])[];
  readonly S_L?: readonly (readonly string[])[];
  readonly S_R?: readonly (readonly string[])[];
}

export type SubsystemSpec =
  | { readonly kind: "TLS" | "HO"; readonly gap?: string }
  | { readonly kind: "ladder"; readonly levels: string; readonly gap?: string }
  | { readonly kind: "spin"; readonly S: string; readonly gap?: string }
  | LevelsSpec;

export interface JunctionSpec {
  readonly left: BathSpec;
  readonly subsystem: SubsystemSpec;
  readonly right: BathSpec;
}

/** What the engine reads: a shorthand such as `spin-TLS-metal`, or the JSON text of a junction file. */
export function sourceOf(spec: JunctionSpec): string {
  return shorthandOf(spec) ?? JSON.stringify(spec);
}

/** The text of a junction file with values for its parameters. */
export function junctionFile(spec: JunctionSpec, parameters: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ ...spec, parameters }, null, 2)}\n`;
}

/** The shorthand of a junction, or undefined if only a file can say it. */
export function shorthandOf({ left, subsystem, right }: JunctionSpec): string | undefined {
  const plain = (part: object, keys: number): boolean => Object.keys(part).length === keys;
  if (!plain(left, 1) || !plain(right, 1)) return undefined;
  switch (subsystem.kind) {
    case "TLS":
    case "HO":
      return plain(subsystem, 1) ? `${left.bath}-${subsystem.kind}-${right.bath}` : undefined;
    case "ladder":
      return plain(subsystem, 2) ? `${left.bath}-ladder:${subsystem.levels}-${right.bath}` : undefined;
    case "spin":
      return plain(subsystem, 2) ? `${left.bath}-spin:${subsystem.S}-${right.bath}` : undefined;
    case "levels":
      return undefined;
  }
}

/** The junction of a shorthand made of the built-in kinds; undefined for anything else. */
export function specOfShorthand(text: string): JunctionSpec | undefined {
  const [left, middle, right, ...rest] = text.trim().split("-");
  const ends = [left, right].map(builtIn);
  const subsystem = subsystemOf(middle ?? "");
  if (rest.length > 0 || !ends[0] || !ends[1] || !subsystem) return undefined;
  return { left: ends[0], subsystem, right: ends[1] };
}

function builtIn(word: string | undefined): BathSpec | undefined {
  const bath = word?.toLowerCase();
  return bath === "spin" || bath === "solid" || bath === "metal" ? { bath } : undefined;
}

function subsystemOf(word: string): SubsystemSpec | undefined {
  const [name = "", size = ""] = word.toLowerCase().split(":");
  if (size === "" && name === "tls") return { kind: "TLS" };
  if (size === "" && name === "ho") return { kind: "HO" };
  if (name === "ladder" && /^\d{1,3}$/.test(size)) return { kind: "ladder", levels: size };
  if (name === "spin" && /^\d{1,3}(\/2)?$/.test(size)) return { kind: "spin", S: size };
  return undefined;
}

/**
 * The junction in validated junction-file data (numbers as text). The engine has checked the shape; here only what the
 * builder shows is copied, key by key, so that nothing else of a hostile file goes further.
 */
export function specOfFile(data: unknown): JunctionSpec {
  const file = record(data);
  return { left: bathOf(file["left"]), subsystem: levelsOf(file["subsystem"]), right: bathOf(file["right"]) };
}

const ALIASES = ["harmonic", "boson", "phonon", "photon"];

function bathOf(data: unknown): BathSpec {
  const bath = record(data);
  const word = String(bath["bath"]).toLowerCase();
  if (word === "custom" || word === "law") return { bath: word, rate: text(bath["rate"]) };
  const kind = ALIASES.includes(word) ? "solid" : word;
  if (kind === "metal") return { bath: kind, ...optional(bath, ["coupling", "delta", "mu"]) };
  return { bath: kind === "spin" ? "spin" : "solid", ...optional(bath, ["coupling"]) };
}

function levelsOf(data: unknown): SubsystemSpec {
  const part = record(data);
  const kind = text(part["kind"]).toLowerCase();
  if (kind === "levels") {
    const matrices = (["S", "S_L", "S_R"] as const).filter((key) => part[key] !== undefined);
    const given = Object.fromEntries(matrices.map((key) => [key, list(part[key]).map(texts)]));
    return { kind, energies: texts(part["energies"]), ...given };
  }
  const gap = optional(part, ["gap"]);
  if (kind === "ladder") return { kind, levels: text(part["levels"]), ...gap };
  if (kind === "spin") return { kind, S: text(part["S"]), ...gap };
  return { kind: kind === "ho" ? "HO" : "TLS", ...gap };
}

function record(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
}

function list(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? (data as readonly unknown[]) : [];
}

const text = (data: unknown): string => (typeof data === "string" ? data : "");
const texts = (data: unknown): readonly string[] => list(data).map(text);

function optional(
  data: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.flatMap((key) => (typeof data[key] === "string" ? [[key, data[key]]] : [])));
}
