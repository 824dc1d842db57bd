/** What the page asks of the engine in the worker, and the plain data that comes back. */
import { type Format } from "../../src/print/format.js";
import { type NumericModel } from "../../src/model/model.js";
import { type PaperResult } from "../../src/paper/result.js";
import { type Lane } from "./lane.js";
import { type JunctionSpec } from "../state/junction-spec.js";
import { type Quantity } from "../state/view-state.js";

/** A formula in print and as code. */
export interface Formula {
  /** Left-hand side as LaTeX, such as `\alpha_{2}`. */
  readonly symbol: string;
  readonly name: string;
  readonly latex: string;
  readonly text: string;
}

export interface ParameterCard {
  readonly name: string;
  readonly latex: string;
  readonly positive: boolean;
  readonly meaning: string;
}

/** What a junction is; the page draws it and makes its sliders from this. */
export interface JunctionCard {
  readonly source: string;
  readonly name: string;
  readonly parameters: readonly ParameterCard[];
  /** Values that its file gives. */
  readonly bound: Readonly<Record<string, string>>;
  /** Units by ASCII name, of parameters, temperatures, J and its coefficients; empty where ħ = k_B = 1. */
  readonly units: Readonly<Record<string, string>>;
  /** The system of units in words; absent where ħ = k_B = 1. */
  readonly unitSystem?: string;
  /** For curves on the page itself; or why there are none. */
  readonly numeric: NumericModel | { readonly kind: "none"; readonly reason: string };
}

export interface DirectionCard {
  /** LaTeX of inequalities; empty for all parameters. */
  readonly where: readonly string[];
  readonly text: string;
}

export interface VerdictCard {
  readonly rectifies: "never" | "always" | "conditionally" | "undecided";
  /** Systems of equations as LaTeX; rectification is absent iff all of one list hold. */
  readonly vanishesIff: readonly (readonly string[])[];
  /** What else holds on each system, such as "no heat flows"; null where heat flows both ways. */
  readonly remarks: readonly (string | null)[];
  /** In LaTeX: the levels are assumed to be connected, and are not on these systems. */
  readonly connectedUnless: readonly (readonly string[])[];
  readonly type: "A" | "B" | "A and B" | null;
  readonly lowestEvenOrder: number | null;
  readonly everywhere: boolean;
}

/** What takes longer: which way heat flows better, and all of the proof. */
export interface ProofCard {
  readonly directions: readonly DirectionCard[];
  /** Says how many regions are left out, where some are. */
  readonly notShown: readonly string[];
  /** The proof as LaTeX text, and the certificate as JSON for `heatdiode check-proof`. */
  readonly proof: string;
  readonly certificate: string;
  readonly text: string;
}

export interface CoefficientCard {
  readonly k: number;
  readonly zero: boolean;
  /** The whole formula. */
  readonly formula: Formula;
  /** Where it is wide: the same with its common parts named, and those parts. */
  readonly short?: { readonly latex: string; readonly parts: readonly string[] };
}

export interface PointCard {
  readonly J: string;
  readonly J_reversed: string;
  /** null where no heat flows: 0/0. */
  readonly R: string | null;
  readonly contrast: string | null;
  /** Why J is 0 whatever the temperatures, where it is. */
  readonly noHeat?: string;
  /** What the digits take for granted. */
  readonly assumed?: string;
  /** The master equation, where it keeps coherences, in words. */
  readonly equation?: string;
  readonly T_L: string;
  readonly T_R: string;
  readonly populations: readonly string[] | null;
  readonly undecided: readonly string[];
  /** The largest rate over a difference of gaps; null for ladders. */
  readonly eta: string | null;
  /** What to say of it where the rate equation is doubtful. */
  readonly warning?: string;
}

export type PaperCard = PaperResult;

export interface ClaimCard {
  readonly verdict: "proved" | "refuted" | "undecided";
  readonly reason?: string;
  /** A point where the claim fails, with proved digits. */
  readonly counterexample?: {
    readonly at: Readonly<Record<string, string>>;
    readonly claimed: string;
    readonly actual: string;
  };
}

/** A junction read from a file. */
interface FileCard {
  readonly spec: JunctionSpec;
  readonly values: Readonly<Record<string, string>>;
}

/** Sources are shorthands or the text of junction files; `at` is `name=value,…` as on the command line. */
export interface Engine {
  describe(source: string): Promise<JunctionCard>;
  current(source: string, form: "paper" | "boltzmann"): Promise<readonly Formula[]>;
  verdict(source: string): Promise<VerdictCard>;
  proof(source: string): Promise<ProofCard>;
  coefficient(source: string, quantity: Quantity, k: number): Promise<CoefficientCard>;
  point(source: string, at: string, digits: number): Promise<PointCard>;
  /** Values of the coefficients 0 … order, all digits proved; `at` without Delta. */
  values(
    source: string,
    at: string,
    quantity: Quantity,
    order: number,
    digits: number,
  ): Promise<readonly string[]>;
  /** The coefficients up to an order as text in a format of the command line. */
  exportAs(source: string, quantity: Quantity, order: number, format: Format): Promise<string>;
  /** The HTML report of `heatdiode report`; `at` as on the command line, and a link to the view. */
  report(source: string, order: number, at: string, link: string): Promise<string>;
  /** The same in short as a LaTeX document. */
  latexReport(source: string, quantity: Quantity, order: number, at: string, link: string): Promise<string>;
  check(source: string, claim: string, assume: string, classical: boolean): Promise<ClaimCard>;
  /** The junction in the text of a file. @throws for anything that is wrong with it */
  readFile(text: string): Promise<FileCard>;
  /** The same of a link: the shape is checked; formulas that cannot be read are left for the fields of the page. */
  readLink(text: string): Promise<FileCard>;
  paper(): Promise<readonly PaperCard[]>;
}

/** A worker with the engine in it. */
export type EngineLane = Lane<Engine>;
