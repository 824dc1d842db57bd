/**
 * What a subcommand is. A module in `commands/` exports `run`, a plain function from the junction's name and the
 * options to the finished text; the command line does the rest (parsing, files, errors, exit status).
 *
 * To add one: write `commands/<name>.ts` with `export const run: RunCommand = async (…) => ({ text })` and give it an
 * entry in `cli/commands/table.ts`.
 */

import { type Form } from "../exact/formula/forms.js";
import { type Variables } from "../expansion/natural-variables.js";
import { type Format } from "../print/format.js";
import { type Equation } from "../junction/coherent-levels.js";
import { type Quantity } from "../junction/quantity.js";

/** Options after parsing. What was not given is undefined, false, or the default named here. */
export interface CommandOptions {
  /** `--format`, or json for `--json`; default text. */
  readonly format: Format;
  /** `--at` as typed; `parseBindings` reads it. */
  readonly at: string | undefined;
  /** `--digits`, 1 … 20000. */
  readonly digits: number | undefined;
  /** `--order`, a non-negative integer. */
  readonly order: number | undefined;
  readonly even: boolean;
  readonly odd: boolean;
  /** `--quantity`; default J. */
  readonly quantity: Quantity;
  /** `--form`; default paper. */
  readonly form: Form;
  /** `--variables`; default short. */
  readonly variables: Variables;
  /** `--proof`: definitions, even part and proof of a verdict. */
  readonly proof: boolean;
  /** `--full`: everything of the paper. */
  readonly full: boolean;
  /** `--all-regions`: every region of a direction. */
  readonly allRegions: boolean;
  /** `--all`: every pair of built-in baths. */
  readonly all: boolean;
  /** `--models`: the junction files to start from. */
  readonly models: boolean;
  /** `--assume` as typed: equations between parameters. */
  readonly assume: string | undefined;
  /** `--roots` as typed: `name=from:to`. */
  readonly roots: string | undefined;
  /** `--of`: what the verdict is on. */
  readonly of: "mean" | "noise" | "statistics";
  /** `--lambda` as typed: a list of numbers. */
  readonly lambda: string | undefined;
  /** `--claim` as typed. */
  readonly claim: string | undefined;
  /** `--leading`: the parameter whose leading order is compared. */
  readonly leading: string | undefined;
  /** `--classical`: compare in the limit of a small gap. */
  readonly classical: boolean;
  /** `--time`, for a closed junction. */
  readonly time: number | undefined;
  /** `--stationary`: assume m_0k = 0. */
  readonly stationary: boolean;
  /** `--thorough`: the slow checks too. */
  readonly thorough: boolean;
  /** `--maximise`: the quantity. */
  readonly maximise: string | undefined;
  /** `--minimise`: the quantity, in the place of `--maximise`. */
  readonly minimise: string | undefined;
  /** `--require`, or `--subject` as it is also called, as typed: a condition on points. */
  readonly require: string | undefined;
  readonly subject: string | undefined;
  /** `--prove` as typed: the gap between the best value and a proved bound. */
  readonly prove: string | undefined;
  /** `--save`: the file in which a search for a bound is kept. */
  readonly save: string | undefined;
  /** `--equation`: the master equation, in the place of the file's. */
  readonly equation: Equation | undefined;
  /** `--clusters` as typed: `auto:x`, or lists of levels. */
  readonly clusters: string | undefined;
  /** `--force`: go on where a formula is estimated to be too large; replace the file of another scan. */
  readonly force: boolean;
  /** `--limit`: terms × digits that a formula may have when it is written out. */
  readonly limit: number | undefined;
  /** `--over` as typed: `name=from:to,…`. */
  readonly over: string | undefined;
  /** `--x`, `--y`, `--z` and every `--axis` as typed, in this order: `name=from:to:count[:log]` or `name=v1;v2;…`. */
  readonly axes: readonly string[];
  /** `--points`: a CSV file with a column for each varying parameter. */
  readonly points: string | undefined;
  /** `--quantity` of `scan` as typed: a list. */
  readonly quantities: string | undefined;
  /** `--plot`: the file of a picture of the scan. */
  readonly plot: string | undefined;
  /** `--resume`: continue an interrupted scan. */
  readonly resume: boolean;
  /** `--shard` as typed: `i/n`. */
  readonly shard: string | undefined;
  /** `--threads`; default one per core. */
  readonly threads: number | undefined;
  /** `--out`; the command line writes the file unless the command has (`written`). */
  readonly out: string | undefined;
  /** The arguments of a command that takes files. */
  readonly files: readonly string[];
}

/** Names of the options that a command may take; `out` is handled for every command. */
export type OptionName = Exclude<keyof CommandOptions, "out" | "files">;

/** What a command may use besides its arguments. */
export interface CommandContext {
  /** Whether the text goes to a terminal that shows colours. */
  readonly colors: boolean;
  /** Progress and diagnostics; one line on stderr. */
  readonly progress: (line: string) => void;
  /** Replaces the last line of a terminal on stderr ("" clears it); undefined where stderr is no terminal. */
  readonly status: ((line: string) => void) | undefined;
  /** Writes a part of the result to stdout at once, for results too long to keep. */
  readonly write: (text: string) => Promise<void>;
  /** All commands, for those that speak of the others. */
  readonly commands: readonly Command[];
  /** Given when the user interrupts; its reason is thrown by what can end early. */
  readonly signal?: AbortSignal | undefined;
  /** Says in words what an interruption from now on would leave: one line of what is kept. */
  readonly kept?: (line: string) => void;
}

/** The finished answer. Nothing has been written yet, so an error leaves no half-written file. */
export interface CommandResult {
  readonly text: string;
  /** The command has written its result itself; nothing is left to print. */
  readonly written?: true;
  /** 0 done (the default); 1 a check failed, or a claim is refuted or undecided. */
  readonly exitCode?: 0 | 1;
}

/**
 * A subcommand.
 * @param junction the JUNCTION argument as typed, "" for commands that take none or where it was left out
 * @throws InputError for wrong input: one line on stderr, exit status 2
 */
export type RunCommand = (
  junction: string,
  options: CommandOptions,
  context: CommandContext,
) => Promise<CommandResult>;

/** An entry of the command table. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly junction: "required" | "optional" | "none" | "files";
  /** What the argument is called in the help, if it is not a junction. */
  readonly argument?: { readonly name: string; readonly description: string };
  readonly options: readonly OptionName[];
  /** Formats it can print; each is a choice of `--format`. */
  readonly formats: readonly Format[];
  /** Formats with which `--out` names a directory. */
  readonly directories?: readonly Format[];
  /** `--force` replaces what a file holds, instead of going on with a large formula. */
  readonly replaces?: true;
  /** Loads the module on demand, so that no command pays for another. */
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
