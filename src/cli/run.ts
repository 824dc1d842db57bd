/** The command line: arguments to a command, its answer to stdout or a file, every failure to one line and a status. */
import { Command as Commander, CommanderError, InvalidArgumentError, Option } from "commander";
import { DIGITS_LIMIT } from "../../numeric/enclosure/digits-limit.js";
import { type Command, type CommandOptions, type CommandResult, type OptionName } from "./command.js";
import { type Equation, EQUATIONS } from "../junction/coherent-levels.js";
import { FORMS, type Form } from "../exact/formula/forms.js";
import { VARIABLES, type Variables } from "../expansion/natural-variables.js";
import { type Format } from "../print/format.js";
import { QUANTITY_NAMES, type Quantity, readQuantity } from "../junction/quantity.js";
import { EXAMPLES } from "./examples.js";
import { ClosedPipeError, InputError, cutMiddle, excerpt } from "../input/errors.js";
import { inputErrorOf } from "../input/numeric-errors.js";
import { suggestion } from "../input/suggest.js";
import { type CompletionOption } from "./completion-script.js";
import { foldText, wrap } from "../input/fold-lines.js";

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
/** Width of the guide. */
const COLUMNS = 80;
/** Characters of a complaint. */
const LONGEST_LINE = 280;
const LARGEST_ORDER = 1000;

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
    for (const name of command.options) optionsFor(name, command).forEach((option) => sub.addOption(option));
    sub.addOption(outOption());
    const examples = EXAMPLES[command.name] ?? [];
    if (examples.length > 0)
      sub.addHelpText("after", `\nExamples:\n${examples.map((e) => `  ${e}\n`).join("")}`);
    sub.action(async (...received: unknown[]) => {
      const junction = command.junction === "none" ? undefined : received[0];
      const raw = sub.opts<RawOptions>();
      if (raw.out !== undefined) {
        const place = await import("../files/output-place.js");
        const directory = command.directories?.includes(raw.json === true ? "json" : (raw.format ?? "text"));
        await (directory === true ? place.prepareDirectory : place.prepareOutput)(raw.out);
      }
      const { run } = await command.load();
      const context = {
        colors: terminal.colors && raw.out === undefined,
        progress: (line: string) => terminal.stderr(`${line}\n`),
        status: terminal.status,
        write: terminal.stdout,
        commands,
        signal: terminal.signal,
        ...(terminal.kept ? { kept: terminal.kept } : {}),
      };
      const files = Array.isArray(junction) ? junction.map(String) : [];
      const options = { ...commandOptions(raw), files };
      done(await run(typeof junction === "string" ? junction : "", options, context), {
        out: options.out,
        // scripts for shells are texts too
        folded: options.format === "text" && command.options.includes("format"),
      });
    });
  }
  return program;
}

const JUNCTION = "<left>-<subsystem>-<right>, such as spin-TLS-metal, or a .json file";

interface RawOptions {
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
  readonly at?: string;
  readonly digits?: number;
  readonly order?: number;
  readonly even?: boolean;
  readonly odd?: boolean;
  readonly quantity?: Quantity;
  readonly form?: Form;
  readonly variables?: Variables;
  readonly all?: boolean;
  readonly models?: boolean;
  readonly assume?: string;
  readonly roots?: string;
  readonly lambda?: string;
  readonly of?: "mean" | "noise" | "statistics";
  readonly claim?: string;
  readonly leading?: string;
  readonly classical?: boolean;
  readonly time?: number;
  readonly stationary?: boolean;
  readonly proof?: boolean;
  readonly allRegions?: boolean;
  readonly full?: boolean;
  readonly thorough?: boolean;
  readonly maximise?: string;
  readonly minimise?: string;
  readonly require?: string;
  readonly subject?: string;
  readonly prove?: string;
  readonly save?: string;
  readonly over?: string;
  readonly force?: boolean;
  readonly limit?: number;
  readonly equation?: Equation;
  readonly clusters?: string;
  readonly x?: string;
  readonly y?: string;
  readonly z?: string;
  readonly axis?: readonly string[];
  readonly points?: string;
  readonly plot?: string;
  readonly resume?: boolean;
  readonly shard?: string;
  readonly threads?: number;
}

function commandOptions(raw: RawOptions): Omit<CommandOptions, "files"> {
  return {
    format: raw.json === true ? "json" : (raw.format ?? "text"),
    at: raw.at,
    digits: raw.digits,
    order: raw.order,
    even: raw.even ?? false,
    odd: raw.odd ?? false,
    quantity: raw.quantity ?? "J",
    form: raw.form ?? "paper",
    variables: raw.variables ?? "short",
    all: raw.all ?? false,
    proof: raw.proof ?? false,
    allRegions: raw.allRegions ?? false,
    full: raw.full ?? false,
    models: raw.models ?? false,
    assume: raw.assume,
    roots: raw.roots,
    lambda: raw.lambda,
    of: raw.of ?? "mean",
    claim: raw.claim,
    leading: raw.leading,
    classical: raw.classical ?? false,
    time: raw.time,
    stationary: raw.stationary ?? false,
    thorough: raw.thorough ?? false,
    maximise: raw.maximise,
    minimise: raw.minimise,
    require: raw.require,
    subject: raw.subject,
    prove: raw.prove,
    save: raw.save,
    over: raw.over,
    force: raw.force ?? false,
    equation: raw.equation,
    clusters: raw.clusters,
    limit: raw.limit,
    axes: [raw.x, raw.y, raw.z, ...(raw.axis ?? [])].filter((axis) => axis !== undefined),
    points: raw.points,
    quantities: raw.quantity,
    plot: raw.plot,
    resume: raw.resume ?? false,
    shard: raw.shard,
    threads: raw.threads,
    out: raw.out,
  };
}

function outOption(): Option {
  return new Option("--out <file>", "write the result to a file instead of stdout");
}

/** The options of a command, for completion scripts and the manual. */
export function commandOptionsOf(
  command: Command,
): readonly (CompletionOption & { readonly usage: string })[] {
  const options = [...command.options.flatMap((name) => optionsFor(name, command)), outOption()];
  return options.map((o) => ({
    flag: o.long ?? o.flags,
    usage: o.flags,
    description: o.description,
    choices: o.argChoices ?? [],
    takesValue: o.required || o.optional,
    isFile: /<file>/.test(o.flags),
  }));
}

function optionsFor(name: OptionName, { formats, replaces }: Command): readonly Option[] {
  switch (name) {
    case "format": {
      const format = new Option("--format <name>", "output format").choices(formats);
      return formats.includes("json")
        ? [format, new Option("--json", "short for --format json").conflicts("format")]
        : [format];
    }
    case "at":
      return [
        new Option("--at <name=value,...>", "values of parameters: exact decimals or fractions").argParser(
          joined,
        ),
      ];
    case "digits":
      return [new Option("--digits <D>", "significant digits").argParser(integer(1, DIGITS_LIMIT))];
    case "order":
      return [new Option("--order <N>", "highest power of Delta").argParser(integer(0, LARGEST_ORDER))];
    case "even":
      return [new Option("--even", "even powers of Delta only").conflicts("odd")];
    case "odd":
      return [new Option("--odd", "odd powers of Delta only")];
    case "quantity":
      return [
        new Option("--quantity <name>", "J, R, contrast; of the fluctuations S, kappa_3, fano, TUR, …")
          .choices(QUANTITY_NAMES)
          .argParser(quantity),
      ];
    case "variables":
      return [
        new Option(
          "--variables <choice>",
          "short: natural variables of the contacts where that is shorter; given: the parameters",
        ).choices(VARIABLES),
      ];
    case "form":
      return [new Option("--form <name>", "how to write the current").choices(FORMS)];
    case "all":
      return [new Option("--all", "every pair of built-in baths, as a table")];
    case "models":
      return [new Option("--models", "the junction files that `new` writes, a line each")];
    case "assume":
      return [
        new Option("--assume <relations>", 'such as "Gamma_L = Gamma_R, delta_R = 0" or "w_L > g"').argParser(
          joined,
        ),
      ];
    case "roots":
      return [
        new Option(
          "--roots <name=from:to>",
          "where alpha_2 vanishes, or with Delta given where R = 1: certified",
        ),
      ];
    case "of":
      return [
        new Option(
          "--of <what>",
          "whether the mean current, its noise, or the whole statistics is rectified",
        ).choices(["mean", "noise", "statistics"]),
      ];
    case "lambda":
      return [new Option("--lambda <v,...>", "where the generating function G is wanted").argParser(joined)];
    case "claim":
      return [
        new Option(
          "--claim <formula>",
          '"alpha_2 = …", "J = …", "R = …" or "contrast = …", ASCII or LaTeX',
        ).argParser(once),
      ];
    case "leading":
      return [
        new Option("--leading <parameter>", "compare to leading order in a parameter").conflicts("classical"),
      ];
    case "maximise":
      return [new Option("--maximise <quantity>", "J, R, contrast (the default), S, kappa_3, fano, TUR, …")];
    case "minimise":
      return [new Option("--minimise <quantity>", "with --prove, in the place of --maximise")];
    case "require":
      return [
        new Option("--require <bound>", 'only points with a current, such as "J >= 1e-3"').argParser(once),
      ];
    case "subject":
      return [
        new Option(
          "--subject <bound>",
          'the same as --require; with --prove also "R >= 1.5" and <=',
        ).argParser(once),
      ];
    case "prove":
      return [
        new Option(
          "--prove <gap=x>",
          "the global optimum over couplings, with a proved bound within x of it",
        ),
      ];
    case "save":
      return [new Option("--save <file>", "keep the search for a bound there, as a certificate; --resume")];
    case "force":
      return [
        new Option(
          "--force",
          replaces === true
            ? "replace what the file of --out holds"
            : "go on where a formula is estimated to be too large",
        ),
      ];
    case "limit":
      return [
        new Option("--limit <size>", "terms times digits that a formula may have, default 2e7").argParser(
          positive,
        ),
      ];
    case "equation":
      return [
        new Option("--equation <name>", "the master equation of levels and Hamiltonians").choices(EQUATIONS),
      ];
    case "clusters":
      return [
        new Option(
          "--clusters <sets>",
          'levels taken as one by the unified equation: "1,2;3,4", or auto:0.1',
        ).argParser(once),
      ];
    case "over":
      return [
        new Option("--over <name=from:to,...>", "parameters to vary, with their bounds").argParser(joined),
      ];
    case "axes":
      return [
        new Option("--x <axis>", "name=from:to:count, name=from:to:count:log or name=v1;v2;...").argParser(
          once,
        ),
        new Option("--y <axis>", "a second axis; the last one varies fastest").argParser(once),
        new Option("--z <axis>", "a third axis").argParser(once),
        new Option("--axis <axis>", "any further axis").argParser(collect),
      ];
    case "points":
      return [new Option("--points <file>", "a CSV file of points instead of axes").argParser(once)];
    case "quantities":
      return [
        new Option(
          "--quantity <list>",
          "J, R, contrast, S, kappa_n, fano, TUR, …; in a scan alpha_k, populations too",
        ).argParser(joined),
      ];
    case "plot":
      return [new Option("--plot <file>", "a picture of the scan too: F.svg, F.png, or F.json (Vega-Lite)")];
    case "resume":
      return [new Option("--resume", "continue the interrupted scan in --out")];
    case "shard":
      return [new Option("--shard <i/n>", "the i-th of n parts, for job arrays")];
    case "threads":
      return [
        new Option("--threads <n>", "worker threads, default one per core").argParser(integer(1, 1024)),
      ];
    case "classical":
      return [new Option("--classical", "compare in the limit of a gap small against the temperatures")];
    case "time":
      return [
        new Option(
          "--time <t>",
          "a time: of the Heisenberg picture (traces), or the last of a table (relax)",
        ).argParser(real),
      ];
    case "full":
      return [new Option("--full", "each result with what the paper says and what was derived")];
    case "proof":
      return [new Option("--proof", "definitions, the even part and the proof as well")];
    case "allRegions":
      return [new Option("--all-regions", "every region of the direction and of the bounds, with examples")];
    case "stationary":
      return [new Option("--stationary", "assume m_0k = 0 for all k, as in a steady state")];
    case "thorough":
      return [new Option("--thorough", "the slow checks too")];
  }
}

/** Lists given several times add up; whoever reads them refuses a name that stands twice. */
function joined(value: string, previous: string | undefined): string {
  const parts = [previous ?? "", value].filter((part) => part.trim() !== "");
  return parts.join(",");
}

/** For options that hold one thing: of two, neither would be chosen without a word. */
function once(value: string, previous: string | undefined): string {
  if (previous === undefined) return value;
  throw new InvalidArgumentError("It is given twice.");
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function quantity(text: string): Quantity {
  const found = readQuantity(text);
  if (found) return found;
  throw new InvalidArgumentError(`Allowed choices are ${QUANTITY_NAMES.join(", ")}, n from 1 to 40.`);
}

function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`${excerpt(text)} is not an integer from ${least} to ${most}`);
  };
}

function positive(text: string): number {
  const value = real(text);
  if (value > 0) return value;
  throw new InvalidArgumentError(`${excerpt(text)} is not positive`);
}

function real(text: string): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`${excerpt(text)} is not a number`);
}

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

function guide(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.flatMap(({ name, summary, junction, argument: known }) => {
    const word = (known ?? { name: "junction" }).name.toUpperCase();
    const argument = junction === "none" ? "" : junction === "required" ? ` ${word}` : ` [${word}]`;
    const head = `  heatdiode ${`${name}${argument}`.padEnd(width + 11)}  `;
    return wrap(summary, COLUMNS, head, " ".repeat(head.length));
  });
  return [
    "heatdiode derives, proves and checks thermal rectification in two-terminal",
    "quantum junctions.",
    "",
    "Name a junction as <left>-<subsystem>-<right>, for instance spin-TLS-metal, and",
    "ask:",
    "",
    ...lines,
    "",
    "A first look: heatdiode expand solid-TLS-solid, then heatdiode conditions",
    "solid-TLS-solid. heatdiode help <command> lists options and examples.",
    "",
  ].join("\n");
}
