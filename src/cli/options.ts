/**
 * The options of the command line: one record each, with its flags as help shows them and the value that commands see. What was
 * not given is undefined, false, or the default named here. A new option is an entry here and its name in the list of a command.
 */
import { InvalidArgumentError, Option } from "commander";
import { DIGITS_LIMIT } from "../../numeric/enclosure/digits-limit.js";
import { type Form, FORMS } from "../exact/formula/forms.js";
import { VARIABLES } from "../expansion/natural-variables.js";
import { excerpt } from "../input/errors.js";
import { EQUATIONS } from "../junction/coherent-levels.js";
import { type Quantity, QUANTITY_NAMES, readQuantity } from "../junction/quantity.js";
import { type Format } from "../print/format.js";

const LARGEST_ORDER = 1000;

/** What an option reads of the command that takes it. */
interface OptionOwner {
  /** Choices of `--format`. */
  readonly formats: readonly Format[];
  /** `--force` replaces what a file holds, instead of going on with a large formula. */
  readonly replaces?: true;
}

/** What the parser found, by the names it makes of the flags. */
type Parsed = Readonly<Record<string, unknown>>;

interface OptionRecord<Value> {
  readonly flags: (owner: OptionOwner) => readonly Option[];
  readonly value: (parsed: Parsed) => Value;
}

type Reader = (text: string, previous: unknown) => unknown;

/** An option of one flag, whose value is what the parser made of it. */
function single<Value>(make: (owner: OptionOwner) => Option, otherwise: Value): OptionRecord<Value> {
  const anyOwner: OptionOwner = { formats: [] };
  return {
    flags: (owner) => [make(owner)],
    // The parser of the option has made a Value of the text, or it was not given.
    value: (parsed) => (parsed[make(anyOwner).attributeName()] as Value | undefined) ?? otherwise,
  };
}

const described = (flags: string, description: string, read?: Reader): Option => {
  const option = new Option(flags, description);
  return read ? option.argParser<unknown>(read) : option;
};

/** --name, true or false. */
const flag = (flags: string, description: string): OptionRecord<boolean> =>
  single(() => described(flags, description), false);

/** --name <…>, kept as typed. */
const text = (flags: string, description: string, read?: Reader): OptionRecord<string | undefined> =>
  single<string | undefined>(() => described(flags, description, read), undefined);

/** --name <…>, a number. */
const number = (flags: string, description: string, read: Reader): OptionRecord<number | undefined> =>
  single<number | undefined>(() => described(flags, description, read), undefined);

/** One of a list of words, undefined where it was left out. */
const choice = <Word extends string>(
  flags: string,
  description: string,
  words: readonly Word[],
): OptionRecord<Word | undefined> =>
  single<Word | undefined>(() => described(flags, description).choices(words), undefined);

/** One of a list of words, with a default. */
const choiceOr = <Word extends string>(
  flags: string,
  description: string,
  words: readonly Word[],
  otherwise: Word,
): OptionRecord<Word> => single(() => described(flags, description).choices(words), otherwise);

/** Every option by its name in the table of commands. */
const OPTIONS = {
  /** json for `--json`; default text. */
  format: {
    flags: ({ formats }) => {
      const format = described("--format <name>", "output format").choices(formats);
      return formats.includes("json")
        ? [format, described("--json", "short for --format json").conflicts("format")]
        : [format];
    },
    value: ({ json, format }) => (json === true ? "json" : ((format as Format | undefined) ?? "text")),
  } satisfies OptionRecord<Format>,
  /** As typed; `parseBindings` reads it. */
  at: text("--at <name=value,...>", "values of parameters: exact decimals or fractions", joined),
  /** As typed: names of parameters that lose the value of the file. */
  free: text(
    "--free <names>",
    "parameters that stay symbols though the file gives them values: Gamma_L,omega",
    joined,
  ),
  data: text("--data <file>", "a CSV file of measured values, with T_L,T_R,J,sigma_J or the like", once),
  exclude: flag("--exclude", "which junctions the data rule out, whatever their couplings"),
  stdio: flag("--stdio", "answer by standard input and output"),
  digits: number("--digits <D>", "significant digits", integer(1, DIGITS_LIMIT)),
  order: number("--order <N>", "highest power of Delta", integer(0, LARGEST_ORDER)),
  even: single(() => described("--even", "even powers of Delta only").conflicts("odd"), false),
  odd: flag("--odd", "odd powers of Delta only"),
  quantity: single<Quantity>(
    () =>
      described("--quantity <name>", "J, R, contrast; of the fluctuations S, kappa_3, fano, TUR, …")
        .choices(QUANTITY_NAMES)
        .argParser(quantity),
    "J",
  ),
  variables: choiceOr(
    "--variables <choice>",
    "short: natural variables of the contacts where that is shorter; given: the parameters",
    VARIABLES,
    "short",
  ),
  form: choiceOr<Form>("--form <name>", "how to write the current", FORMS, "paper"),
  all: flag("--all", "every pair of built-in baths, as a table"),
  models: flag("--models", "the junction files that `new` writes, a line each"),
  /** As typed: relations between parameters. */
  assume: text("--assume <relations>", 'such as "Gamma_L = Gamma_R, delta_R = 0" or "w_L > g"', joined),
  roots: text("--roots <name=from:to>", "where alpha_2 vanishes, or with Delta given where R = 1: certified"),
  /** What a verdict is on. */
  of: choiceOr(
    "--of <what>",
    "whether the mean current, its noise, or the whole statistics is rectified",
    ["mean", "noise", "statistics"],
    "mean",
  ),
  lambda: text("--lambda <v,...>", "where the generating function G is wanted", joined),
  claim: text("--claim <formula>", '"alpha_2 = …", "J = …", "R = …" or "contrast = …", ASCII or LaTeX', once),
  leading: single<string | undefined>(
    () =>
      described("--leading <parameter>", "compare to leading order in a parameter").conflicts("classical"),
    undefined,
  ),
  maximise: text("--maximise <quantity>", "J, R, contrast (the default), S, kappa_3, fano, TUR, …"),
  minimise: text("--minimise <quantity>", "with --prove, in the place of --maximise"),
  require: text("--require <bound>", 'only points with a current, such as "J >= 1e-3"', once),
  /** Another name of `require`. */
  subject: text("--subject <bound>", 'the same as --require; with --prove also "R >= 1.5" and <=', once),
  prove: text("--prove <gap=x>", "the global optimum over couplings, with a proved bound within x of it"),
  save: text("--save <file>", "keep the search for a bound there, as a certificate; --resume"),
  force: single(
    ({ replaces }) =>
      described(
        "--force",
        replaces === true
          ? "replace what the file of --out holds"
          : "go on where a formula is estimated to be too large",
      ),
    false,
  ),
  limit: number("--limit <size>", "terms times digits that a formula may have, default 2e7", positive),
  /** In the place of the file's. */
  equation: choice("--equation <name>", "the master equation of levels and Hamiltonians", EQUATIONS),
  /** As typed: `auto:x`, or lists of levels. */
  clusters: text(
    "--clusters <sets>",
    'levels taken as one by the unified equation: "1,2;3,4", or auto:0.1',
    once,
  ),
  /** As typed: `name=from:to,…`. */
  over: text("--over <name=from:to,...>", "parameters to vary, with their bounds", joined),
  /** `--x`, `--y`, `--z` and every `--axis` as typed, in this order: `name=from:to:count[:log]` or `name=v1;v2;…`. */
  axes: {
    flags: () => [
      described("--x <axis>", "name=from:to:count, name=from:to:count:log or name=v1;v2;...", once),
      described("--y <axis>", "a second axis; the last one varies fastest", once),
      described("--z <axis>", "a third axis", once),
      new Option("--axis <axis>", "any further axis").argParser(collect),
    ],
    value: ({ x, y, z, axis }) =>
      [x, y, z, ...((axis as readonly string[] | undefined) ?? [])].filter((a) => typeof a === "string"),
  } satisfies OptionRecord<readonly string[]>,
  points: text("--points <file>", "a CSV file of points instead of axes", once),
  /** `--quantity` of `scan` and `evaluate` as typed: a list. */
  quantities: text(
    "--quantity <list>",
    "J, R, contrast, S, kappa_n, fano, TUR, …; in a scan alpha_k, populations too",
    joined,
  ),
  plot: text("--plot <file>", "a picture of the scan too: F.svg, F.png, or F.json (Vega-Lite)"),
  resume: flag("--resume", "continue the interrupted scan in --out"),
  /** As typed: `i/n`. */
  shard: text("--shard <i/n>", "the i-th of n parts, for job arrays"),
  threads: number("--threads <n>", "worker threads, default one per core", integer(1, 1024)),
  classical: flag("--classical", "compare in the limit of a gap small against the temperatures"),
  time: number(
    "--time <t>",
    "a time: of the Heisenberg picture (traces), or the last of a table (relax)",
    real,
  ),
  full: flag("--full", "each result with what the paper says and what was derived"),
  proof: flag("--proof", "definitions, the even part and the proof as well"),
  allRegions: flag("--all-regions", "every region of the direction and of the bounds, with examples"),
  stationary: flag("--stationary", "assume m_0k = 0 for all k, as in a steady state"),
  thorough: flag("--thorough", "the slow checks too"),
} as const;

/** Names of the options that a command may take; `--out` every command has. */
export type OptionName = keyof typeof OPTIONS;

/** The values of all options, as a command sees them; those that it does not take are as if not given. */
export type OptionValues = { readonly [Name in OptionName]: ReturnType<(typeof OPTIONS)[Name]["value"]> };

/** The values of all options, from what the parser found. */
export function optionValues(parsed: Parsed): OptionValues {
  const pairs = Object.entries(OPTIONS).map(([name, { value }]) => [name, value(parsed)]);
  return Object.fromEntries(pairs) as OptionValues;
}

/** The flags of a command, `--out` last. */
export function flagsOf({
  options,
  ...owner
}: OptionOwner & { readonly options: readonly OptionName[] }): readonly Option[] {
  return [
    ...options.flatMap((name): readonly Option[] => OPTIONS[name].flags(owner)),
    new Option("--out <file>", "write the result to a file instead of stdout"),
  ];
}

/** Lists given several times add up; whoever reads them refuses a name that stands twice. */
function joined(value: string, previous: unknown): string {
  const parts = [typeof previous === "string" ? previous : "", value].filter((part) => part.trim() !== "");
  return parts.join(",");
}

/** For options that hold one thing: of two, neither would be chosen without a word. */
function once(value: string, previous: unknown): string {
  if (previous === undefined) return value;
  throw new InvalidArgumentError("It is given twice.");
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function quantity(name: string): Quantity {
  const found = readQuantity(name);
  if (found) return found;
  throw new InvalidArgumentError(`Allowed choices are ${QUANTITY_NAMES.join(", ")}, n from 1 to 40.`);
}

function integer(least: number, most: number): (digits: string) => number {
  return (digits) => {
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`${excerpt(digits)} is not an integer from ${least} to ${most}`);
  };
}

function positive(decimal: string): number {
  const value = real(decimal);
  if (value > 0) return value;
  throw new InvalidArgumentError(`${excerpt(decimal)} is not positive`);
}

function real(decimal: string): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(decimal) ? Number(decimal) : NaN;
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`${excerpt(decimal)} is not a number`);
}
