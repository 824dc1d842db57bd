/**
 * The shape of a junction file: one zod schema, from which the TypeScript types of the library and of the explorer are
 * inferred. Numbers are text once read, so that they stay exact; meaning is checked afterwards (`junction/file/parse.ts`).
 */
import type * as Zod from "zod";
import { BATH_KINDS, type BuiltInBath, OTHER_BATHS } from "../bath.js";
import { excerpt } from "../../input/errors.js";
import { EQUATIONS } from "../coherent-levels.js";
import { MOST_TERMS } from "../metal-spectrum.js";
import { CUTOFF_SHAPES, DENSITIES } from "../spectral-density.js";
import { MOST_LEVELS, SUBSYSTEM_KINDS } from "../ladder.js";
import { suggestion } from "../../input/suggest.js";

/** 2^12 states are the largest space that is diagonalised. */
const MOST_SITES = 12;
/** Parts of a Hamiltonian. */
const MOST_PARTS = 16;

/** The schema of a junction file, made from a zod that is loaded on demand; unknown keys are refused everywhere. */
export function junctionSchema({ z }: typeof Zod) {
  const expected = (what: string) => ({ error: `${what} is expected here` });
  const object = <Shape extends Zod.ZodRawShape>(shape: Shape) =>
    z.strictObject(shape, {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? unknownKey(issue.keys, Object.keys(shape))
          : "an object in braces is expected here",
    });
  const word = (what: string, words: readonly string[], key?: string) => ({
    error: ({ input }: { readonly input?: unknown }) => unknownWord(input, what, words, key),
  });
  const text = z.union([z.string(), z.number()], expected("an expression or a number")).transform(String);
  const list = (most: number, of: string) =>
    z.array(text, expected("a list")).max(most, { error: `at most ${most} ${of} are read` });
  const matrix = z
    .array(list(MOST_LEVELS, "levels"), expected("a matrix as a list of rows"))
    .max(MOST_LEVELS, { error: `at most ${MOST_LEVELS} levels are read` });
  const unit = z.string(expected("the name of a unit")).optional();
  // The spectral density by name (`junction/spectral-density.ts`).
  const density = {
    coupling: text.optional(),
    density: z.literal(DENSITIES, word("density", DENSITIES)).optional(),
    exponent: text.optional(),
    cutoff: text.optional(),
    cutoff_shape: z.literal(CUTOFF_SHAPES, word("shape", CUTOFF_SHAPES)).optional(),
    center: text.optional(),
    width: text.optional(),
    quality: text.optional(),
  };
  // Constants are those of the records in `bath.ts`.
  const coupled = {
    spin: object({ bath: z.literal(BATH_KINDS.spin.words).transform(() => "spin" as const), ...density }),
    solid: object({ bath: z.literal(BATH_KINDS.solid.words).transform(() => "solid" as const), ...density }),
    metal: object({
      bath: z.literal(BATH_KINDS.metal.words).transform(() => "metal" as const),
      ...density,
      delta: text.optional(),
      mu: text.optional(),
      F: list(MOST_TERMS, "terms").min(1, { error: "F needs at least F(mu)" }).optional(),
    }),
  } satisfies Readonly<Record<BuiltInBath, unknown>>;
  const sites = list(MOST_SITES, "sites of a finite bath");
  const bath = z.discriminatedUnion(
    "bath",
    [
      object({ bath: z.literal("custom"), rate: text }),
      object({ bath: z.literal("law"), rate: text }),
      object({
        bath: z.literal("finite-spins"),
        energies: sites,
        couplings: sites,
        zz: text.optional(),
        shift: text.optional(),
      }),
      object({
        bath: z.literal("finite-oscillators"),
        energies: sites,
        couplings: sites,
        levels: z.union([text, sites], expected("a number of levels, or a list of one for each oscillator,")),
        shift: text.optional(),
      }),
      ...Object.values(coupled),
    ],
    word("bath", [...Object.values(BATH_KINDS).flatMap(({ words }) => words), ...OTHER_BATHS], "bath"),
  );
  const gap = text.optional();
  const subsystems = {
    TLS: object({ kind: z.literal("TLS"), gap }),
    HO: object({ kind: z.literal("HO"), gap }),
    ladder: object({ kind: z.literal("ladder"), levels: text, gap }),
    spin: object({ kind: z.literal("spin"), S: text, gap }),
    levels: object({
      kind: z.literal("levels"),
      energies: list(MOST_LEVELS, "levels"),
      S: matrix.optional(),
      S_L: matrix.optional(),
      S_R: matrix.optional(),
      V: matrix.optional(),
    }),
    hamiltonian: object({
      kind: z.literal("hamiltonian"),
      parts: list(MOST_PARTS, "parts"),
      H: text,
      S: text.optional(),
      S_L: text.optional(),
      S_R: text.optional(),
    }),
  } satisfies Readonly<Record<(typeof SUBSYSTEM_KINDS)[number], unknown>>;
  const { TLS, ...others } = subsystems;
  const subsystem = z.discriminatedUnion(
    "kind",
    [TLS, ...Object.values(others)],
    word("subsystem", SUBSYSTEM_KINDS, "kind"),
  );
  const level = z.union([z.number(), z.string()], expected("the number or the label of a level"));
  const members = z.array(level, expected("a list of levels")).max(MOST_LEVELS);
  const cluster = z.union(
    [members, object({ levels: members, energy: text.optional() })],
    expected("a list of levels, or levels with their common energy,"),
  );
  const clusters = z.union(
    [z.string(), z.array(cluster).max(MOST_LEVELS)],
    expected('"auto:0.1", or a list of lists of levels,'),
  );
  return object({
    // JSON has no comments: what the file is, and where it comes from.
    description: z.string(expected("a text")).optional(),
    source: z.string(expected("a text")).optional(),
    left: bath,
    right: bath,
    subsystem,
    equation: z.literal(EQUATIONS, word("equation", EQUATIONS)).optional(),
    clusters: clusters.optional(),
    parameters: z.record(z.string(), text, expected("an object of values by name")).optional(),
    assume: z.union([z.string(), z.array(z.string())], expected('relations such as "w_L > g"')).optional(),
    units: z
      .union(
        [z.literal("circuit"), object({ frequency: unit, temperature: unit, rate: unit, current: unit })],
        expected('"circuit", or units by what they measure,'),
      )
      .optional(),
  });
}

function unknownKey(keys: readonly string[], known: readonly string[]): string {
  const [first = "", ...others] = keys;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `unknown key ${excerpt(first)}${more}; ${suggestion(first, known) ?? ""}`;
}

/** @param key  of the word that tells the kind: zod then hands over the whole object */
function unknownWord(input: unknown, what: string, words: readonly string[], key?: string): string {
  const isObject = typeof input === "object" && input !== null;
  if (key !== undefined && !isObject) return "an object in braces is expected here";
  const found: unknown = key !== undefined && isObject ? Reflect.get(input, key) : input;
  if (typeof found !== "string") return `the kind of ${what} is expected here: one of ${words.join(", ")}`;
  return `unknown ${what} ${excerpt(found)}; ${suggestion(found, words) ?? ""}`;
}

type Schema = ReturnType<typeof junctionSchema>;

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };

/**
 * What a junction file holds (docs/junction-files.md). Numbers are text, which stays exact, or doubles, each of which
 * stands for its shortest decimal.
 */
export type JunctionFile = DeepReadonly<Zod.input<Schema>>;

/** The same once read: numbers are text, kinds have their canonical spelling. */
export type JunctionData = DeepReadonly<Zod.output<Schema>>;

/** A number or an expression, as text; numbers in text stay exact. */
export type FileNumber = string | number;
/** A bath of a junction file; couplings default to the symbols of the paper. */
export type FileBath = JunctionFile["left"];
/** A subsystem of a junction file. */
export type FileSubsystem = JunctionFile["subsystem"];

/** An end of the junction. */
export type BathData = JunctionData["left"];
/** What is between the baths. */
export type SubsystemData = JunctionData["subsystem"];
