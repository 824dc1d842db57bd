/** The command line: arguments to a command, its answer to stdout or a file, every failure to one line and a status. */
import { Command as Commander, CommanderError } from "commander";
import { type Command, type CommandResult } from "./command.js";
import { flagsOf, optionValues } from "./options.js";
import { ClosedPipeError, InputError, cutMiddle, excerpt } from "../input/errors.js";
import { inputErrorOf } from "../input/numeric-errors.js";
import { suggestion } from "../input/suggest.js";
import { foldText } from "../input/fold-lines.js";
import { guide } from "./guide.js";

/** The outside world of one run. */
export interface Terminal {
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => void;
  readonly colors: boolean;
  /** Replaces the last line of a terminal on stderr; undefined where stderr is none. */
  readonly status?: (line: string) => void;
  /** As in `CommandContext`. */
  readonly signal?: AbortSignal;
  readonly kept?: (line: string) => void;
  /** Print the stack of an unexpected error. */
  readonly debug: boolean;
  readonly version: string;
}

/** Status of wrong input, and of a defect of ours. */
const WRONG = 2;
/** Characters of a complaint. */
const LONGEST_LINE = 280;

/**
 * Runs one command line (without `node` and the script) and returns the exit status: 0 done, 1 a check failed,
 * 2 wrong input.
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  commands: readonly Command[],
): Promise<number> {
  const chosen: { result?: CommandResult; out?: string; folded?: boolean } = {};
  const help: string[] = [];
  const program = createProgram(terminal, commands, help, (result, { out, folded }) => {
    chosen.result = result;
    chosen.folded = folded;
    if (out !== undefined) chosen.out = out;
  });
  const answered = async (): Promise<number> => {
    if (argv.length === 0) {
      await terminal.stdout(guide(commands));
      return 0;
    }
    checkHelpTopic(argv, commands);
    try {
      await program.parseAsync(argv, { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
      await terminal.stdout(help.join(""));
      return 0;
    }
    if (chosen.result?.written === true) return chosen.result.exitCode ?? 0;
    const text = ending(
      chosen.folded === true ? foldText(chosen.result?.text ?? "") : (chosen.result?.text ?? ""),
    );
    if (chosen.out === undefined) await terminal.stdout(text);
    else await (await import("../files/atomic-write.js")).writeAtomically(chosen.out, text);
    return chosen.result?.exitCode ?? 0;
  };
  try {
    return await answered();
  } catch (error) {
    if (error instanceof ClosedPipeError) return chosen.result?.exitCode ?? 0;
    terminal.stderr(`heatdiode: ${cutMiddle(complaint(error, commands), LONGEST_LINE)}\n`);
    if (terminal.debug && error instanceof Error) terminal.stderr(`${error.stack ?? ""}\n`);
    return WRONG;
  }
}

/** @throws InputError for `help` on a command that there is not: the parser would say that a command is missing */
function checkHelpTopic([first, topic]: readonly string[], commands: readonly Command[]): void {
  if (first !== "help" || topic === undefined || topic.startsWith("-")) return;
  const names = commands.map(({ name }) => name);
  const hint = suggestion(topic, names);
  if (!names.includes(topic))
    throw new InputError(`no help on ${excerpt(topic)}`, hint === undefined ? {} : { hint });
}

function createProgram(
  terminal: Terminal,
  commands: readonly Command[],
  help: string[],
  done: (result: CommandResult, how: { readonly out: string | undefined; readonly folded: boolean }) => void,
): Commander {
  const program = new Commander("heatdiode")
    .description(
      "Derives, proves and checks thermal rectification in two-terminal quantum junctions, exactly.",
    )
    .version(terminal.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => help.push(text),
      // Errors are printed once, by us, as one line.
      writeErr: () => undefined,
      getOutHasColors: () => terminal.colors,
    });
  for (const command of commands) {
    const sub = program.command(command.name).description(command.summary);
    const { name: argument, description } = command.argument ?? { name: "junction", description: JUNCTION };
    if (command.junction === "required") sub.argument(`<${argument}>`, description);
    if (command.junction === "optional") sub.argument(`[${argument}]`, description);
    if (command.junction === "files") sub.argument(`<${argument}...>`, description);
    for (const option of flagsOf(command)) sub.addOption(option);
    const { examples } = command;
    if (examples.length > 0)
      sub.addHelpText("after", `\nExamples:\n${examples.map((e) => `  ${e}\n`).join("")}`);
    sub.action(async (...received: unknown[]) => {
      const junction = command.junction === "none" ? undefined : received[0];
      const parsed = sub.opts<Readonly<Record<string, unknown>>>();
      const out = typeof parsed["out"] === "string" ? parsed["out"] : undefined;
      const values = optionValues(parsed);
      if (out !== undefined) {
        const place = await import("../files/output-place.js");
        const directory = command.directories?.includes(values.format);
        await (directory === true ? place.prepareDirectory : place.prepareOutput)(out);
      }
      const { run } = await command.load();
      const context = {
        colors: terminal.colors && out === undefined,
        progress: (line: string) => terminal.stderr(`${line}\n`),
        status: terminal.status,
        write: terminal.stdout,
        commands,
        signal: terminal.signal,
        ...(terminal.kept ? { kept: terminal.kept } : {}),
      };
      const files = Array.isArray(junction) ? junction.map(String) : [];
      const options = { ...values, out, files };
      done(await run(typeof junction === "string" ? junction : "", options, context), {
        out,
        // scripts for shells are texts too
        folded: options.format === "text" && command.options.includes("format"),
      });
    });
  }
  return program;
}

const JUNCTION = "<left>-<subsystem>-<right>, such as spin-TLS-metal, or a .json file";

/** One line on what went wrong. */
function complaint(error: unknown, commands: readonly Command[]): string {
  // What the numeric layer does not take, wherever it came up, is wrong input too.
  const wrong = inputErrorOf(error);
  if (wrong) return excerpt(wrong.message, 300);
  if (error instanceof CommanderError) {
    const line = excerpt(error.message.replace(/^error: /, ""), 300);
    const names = commands.map(({ name }) => name).join(", ");
    if (error.code === "commander.help") return `a command is missing; known: ${names}`;
    const unaided = error.code === "commander.unknownCommand" && !line.includes("Did you mean");
    return unaided ? `${line}; known: ${names}` : line;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `this is a defect of heatdiode, please report it (HEATDIODE_DEBUG=1 shows where): ${excerpt(message, 200)}`;
}

/** The text with exactly one line break at its end. */
function ending(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
