/** Junctions for programs: by name, from parts, or from what a junction file holds. */
import { type Bath } from "../bath.js";
import { assuming, parseAssumptions } from "../conditions-assume.js";
import { loadExpressionParser } from "../expression-parser.js";
import { parseJunctionFile } from "../junction-file.js";
import { junction as fromParts, type Junction } from "../junction.js";
import { parseShorthand } from "../shorthand.js";
import { type Subsystem } from "../subsystem.js";
import { InputError } from "../errors.js";

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
  throw new InputError("a junction needs a left bath, a subsystem and a right bath");
}

/** A number or an expression, as text; numbers in text stay exact. */
export type FileNumber = string | number;

/** A spectral density by name (docs/junction-files.md). */
interface FileDensity {
  readonly coupling?: FileNumber;
  readonly density?: "flat" | "ohmic" | "power" | "lorentzian" | "resonator";
  readonly exponent?: FileNumber;
  readonly cutoff?: FileNumber;
  readonly cutoff_shape?: "drude" | "exponential";
  readonly center?: FileNumber;
  readonly width?: FileNumber;
  readonly quality?: FileNumber;
}

/** A bath of a junction file; couplings default to the symbols of the paper. */
export type FileBath =
  | (FileDensity & { readonly bath: "spin" | "solid" | "harmonic" | "boson" | "phonon" | "photon" })
  | (FileDensity & {
      readonly bath: "metal";
      readonly delta?: FileNumber;
      readonly mu?: FileNumber;
    })
  | { readonly bath: "custom" | "law"; readonly rate: string };

type Matrix = readonly (readonly FileNumber[])[];

/** A subsystem of a junction file. */
export type FileSubsystem =
  | { readonly kind: "TLS" | "HO"; readonly gap?: FileNumber }
  | { readonly kind: "ladder"; readonly levels: number; readonly gap?: FileNumber }
  | { readonly kind: "spin"; readonly S: FileNumber; readonly gap?: FileNumber }
  | { readonly kind: "levels"; readonly energies: readonly FileNumber[]; readonly S: Matrix }
  | {
      readonly kind: "levels";
      readonly energies: readonly FileNumber[];
      readonly S_L: Matrix;
      readonly S_R: Matrix;
    };

/** The content of a junction file, as docs/junction-files.md describes it. */
export interface JunctionFile {
  readonly left: FileBath;
  readonly right: FileBath;
  readonly subsystem: FileSubsystem;
  readonly parameters?: Readonly<Record<string, FileNumber>>;
  readonly units?:
    | "circuit"
    | {
        readonly frequency?: string;
        readonly temperature?: string;
        readonly rate?: string;
        readonly current?: string;
      };
}

/**
 * The junction that the content of a junction file describes. A double stands for its shortest decimal.
 * @throws InputError naming the place in the file
 */
export function junctionFrom(file: JunctionFile): Promise<Junction> {
  return parseJunctionFile(JSON.stringify(file));
}

/**
 * The junction under relations between its parameters, such as `"Gamma_L = Gamma_R, delta_R = 0"`.
 * @throws InputError unless each relation gives a parameter in terms of others
 */
export async function assume(subject: Junction, relations: string): Promise<Junction> {
  const parse = await loadExpressionParser();
  return assuming(subject, parseAssumptions(relations, subject, parse));
}
