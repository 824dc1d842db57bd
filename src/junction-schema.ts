/** The shape of a junction file in zod. Numbers are text here (`exact-json.ts`); meaning is checked afterwards. */
import type * as Zod from "zod";
import { MOST_LEVELS } from "./subsystem.js";

/** The schemas, made from a zod that is loaded on demand. */
export type JunctionSchemas = ReturnType<typeof junctionSchemas>;

/** 2^12 states are the largest space that is diagonalised. */
const MOST_SITES = 12;

/** Schemas of the file and of each kind of bath and subsystem in it; all refuse unknown keys. */
export function junctionSchemas(zod: typeof Zod) {
  const { z } = zod;
  const text = z.string({ error: "an expression or a number is expected here" });
  const list = z.array(text).max(MOST_SITES, { error: `a finite bath has at most ${MOST_SITES} sites` });
  const matrix = z.array(z.array(text).max(MOST_LEVELS)).max(MOST_LEVELS);
  const bath = z.looseObject({ bath: z.string({ error: "the kind of bath is expected here" }) });
  // The spectral density by name (`spectral-density.ts`).
  const density = {
    coupling: text.optional(),
    density: text.optional(),
    exponent: text.optional(),
    cutoff: text.optional(),
    cutoff_shape: text.optional(),
    center: text.optional(),
    width: text.optional(),
    quality: text.optional(),
  };
  const units = z.strictObject({
    frequency: text.optional(),
    temperature: text.optional(),
    rate: text.optional(),
    current: text.optional(),
  });
  const kind = z.string({ error: "the kind of subsystem is expected here" });
  return {
    file: z.strictObject({
      left: bath,
      right: bath,
      subsystem: z.looseObject({ kind }),
      parameters: z.record(z.string(), text).optional(),
      units: z
        .union([z.literal("circuit"), units], { error: '"circuit", or units by what they measure' })
        .optional(),
    }),
    coupled: z.strictObject({ bath: text, ...density }),
    metal: z.strictObject({
      bath: text,
      ...density,
      delta: text.optional(),
      mu: text.optional(),
    }),
    metalIntegral: z.strictObject({
      bath: text,
      F: z.array(text).min(1, { error: "F needs at least F(mu)" }),
      mu: text.optional(),
    }),
    rate: z.strictObject({ bath: text, rate: text }),
    finiteSpins: z.strictObject({
      bath: text,
      energies: list,
      couplings: list,
      zz: text.optional(),
      shift: text.optional(),
    }),
    finiteOscillators: z.strictObject({
      bath: text,
      energies: list,
      couplings: list,
      levels: z.union([text, list], { error: "a number of levels, or one for each oscillator" }),
      shift: text.optional(),
    }),
    plain: z.strictObject({ kind, gap: text.optional() }),
    ladder: z.strictObject({ kind, levels: text, gap: text.optional() }),
    spin: z.strictObject({ kind, S: text, gap: text.optional() }),
    hamiltonian: z.strictObject({
      kind,
      parts: z.array(text).max(16),
      H: text,
      S: text.optional(),
      S_L: text.optional(),
      S_R: text.optional(),
    }),
    levels: z.strictObject({
      kind,
      energies: z.array(text).max(MOST_LEVELS),
      S: matrix.optional(),
      S_L: matrix.optional(),
      S_R: matrix.optional(),
    }),
  };
}
