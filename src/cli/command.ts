/**
 * What a subcommand is. A module in `commands/` exports `run`, a plain function from the junction's name and the
 * options to the finished text; the command line does the rest (parsing, files, errors, exit status).
 *
 * To add one: write `commands/<name>.ts` with `export const run: RunCommand = async (…) => ({ text })` and give it an
 * entry in `cli/commands/table.ts`.
 */

import { type Format } from "../print/format.js";
import { type OptionName, type OptionValues } from "./options.js";

/** Options after parsing (`cli/options.ts`). */
export interface CommandOptions extends OptionValues {
  /** `--out`; the command line writes the file unless the command has (`written`). */
  readonly out: string | undefined;
  /** The arguments of a command that takes files. */
  readonly files: readonly string[];
}

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
  /** Command lines to try, in its help and in the manual page. */
  readonly examples: readonly string[];
  /** Formats it can print; each is a choice of `--format`. */
  readonly formats: readonly Format[];
  /** Formats with which `--out` names a directory. */
  readonly directories?: readonly Format[];
  /** `--force` replaces what a file holds, instead of going on with a large formula. */
  readonly replaces?: true;
  /** Loads the module on demand, so that no command pays for another. */
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
