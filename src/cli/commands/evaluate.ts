/** `heatdiode evaluate`: certified numbers at a point, with populations and sensitivities. */
import { type Bindings } from "../../junction/bindings.js";
import { parseBindings, requireComplete } from "../../model/point.js";
import { inNamesOfFile, namesGiven } from "../../model/pointwise.js";
import { type RunCommand } from "../command.js";
import {
  evaluateAt,
  type PointEvaluation,
  type PointSensitivity,
  sensitivitiesAt,
} from "../../evaluate/point.js";
import {
  type FluctuationSlopes,
  fluctuationSlopesAt,
  fluctuationsAt,
  type FluctuationValue,
} from "../../evaluate/fluctuations.js";
import { excerpt, InputError } from "../../input/errors.js";
import {
  type Fluctuation,
  isFluctuation,
  type Quantity,
  QUANTITY_HINT,
  readQuantity,
} from "../../junction/quantity.js";
import { differenceQuotientsAt } from "../../evaluate/difference-quotients.js";
import { doubt, etaAt } from "../../evaluate/eta.js";
import { type LevelEntry, levelLines, levelList } from "../../evaluate/level-list.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { wrap } from "../../input/fold-lines.js";
import { UNDEFINED } from "../../exact/heat-flow.js";
import { type Junction } from "../../junction/junction.js";
import { loadJunction } from "../../junction/file/load.js";
import {
  measured,
  type UnitLabel,
  unitLabels,
  unitsJson,
  unitsText,
  withUnit,
} from "../../junction/units.js";

const DEFAULT_DIGITS = 16;
/** Quantities that are printed anyway. */
const ALWAYS: readonly Quantity[] = ["J", "R", "contrast"];
/** Digits of derivatives in the table. */
const TABLE_DIGITS = 7;
/** More populations are left to `--json`. */
const MOST_POPULATIONS = 12;

export const run: RunCommand = async (argument, options) => {
  const junction = inNamesOfFile(await loadJunction(argument, options), namesGiven(options.at));
  const values = parseBindings(options.at, junction, { allowDelta: true });
  requireComplete(values, junction, { delta: true });
  const digits = options.digits ?? DEFAULT_DIGITS;
  const result = evaluateAt(junction, values, digits);
  const isJson = options.format === "json";
  const wanted = quantitiesAsked(options.quantities);
  const fluctuations = fluctuationsAt(junction, wanted, values, digits);
  const fluctuationSlopes =
    wanted.length === 0
      ? undefined
      : fluctuationSlopesAt(junction, wanted, values, isJson ? digits : TABLE_DIGITS);
  const proved = sensitivitiesAt(junction, values, isJson ? digits : TABLE_DIGITS);
  const quotients = differenceQuotientsAt(junction, values);
  const slopes = proved && new Map([...proved, ...quotients]);
  const text = isJson ? json : lines;
  const eta = etaAt(junction, values);
  const levels = levelList(junction, values);
  return {
    text: text(
      junction,
      values,
      { ...result, eta, fluctuations, fluctuationSlopes, levels, quotients: [...quotients.keys()] },
      slopes,
    ),
  };
};

/** The quantities of the fluctuations among those of `--quantity`. @throws InputError for an unknown one */
function quantitiesAsked(text: string | undefined): readonly Fluctuation[] {
  if (text === undefined) return [];
  const words = text.split(",").map((word) => word.trim());
  const found = words.map((word, i): Quantity => {
    if (words.indexOf(word) !== i)
      throw new InputError(`${excerpt(word)} is asked for twice`, { where: "--quantity" });
    const quantity = readQuantity(word);
    if (quantity) return quantity;
    throw new InputError(`${excerpt(word)} is no quantity`, { where: "--quantity", hint: QUANTITY_HINT });
  });
  return found.filter((q) => !ALWAYS.includes(q)).filter(isFluctuation);
}

const boundTexts = (values: Bindings): (readonly [string, string])[] =>
  [...values].map(([name, value]) => [name, formatExactNumber(value)] as const);

/** The numbers of a point, with {@link etaAt} and what was asked for of the fluctuations. */
type Evaluation = PointEvaluation & {
  readonly eta: string | null;
  readonly fluctuations: readonly FluctuationValue[];
  readonly fluctuationSlopes: ReadonlyMap<string, FluctuationSlopes> | undefined;
  readonly levels: readonly LevelEntry[] | undefined;
  /** Parameters whose derivatives are difference quotients. */
  readonly quotients: readonly string[];
};
type Slopes = ReadonlyMap<string, PointSensitivity> | null;

/** The shape of design §8, with populations, sensitivities and what stayed undecided besides. */
function json({ name, units }: Junction, values: Bindings, result: Evaluation, slopes: Slopes): string {
  const { J, J_reversed, R, contrast, T_L, T_R, eta } = result;
  const { populations, population_ratio, undecided, noHeat, assumed, fluctuations, equation, coherences } =
    result;
  const warning = doubt(eta);
  const own = (p: string): object =>
    Object.fromEntries(
      [...(result.fluctuationSlopes?.get(p) ?? [])].flatMap(([q, { value, reversed }]) => [
        [q, value],
        [`${q}_reversed`, reversed],
      ]),
    );
  const sensitivities =
    slopes && Object.fromEntries([...slopes].map(([p, s]) => [p, { ...decimals(s), ...own(p) }]));
  const asked = Object.fromEntries(
    fluctuations.flatMap(({ quantity, value, reversed }) => [
      [quantity, value],
      [`${quantity}_reversed`, reversed],
    ]),
  );
  const at = Object.fromEntries(boundTexts(values));
  const more = {
    populations,
    population_ratio,
    ...(result.levels === undefined ? {} : { levels: result.levels }),
    ...(equation === undefined ? {} : { equation, coherences }),
    eta,
    ...(warning === undefined ? {} : { warning }),
    sensitivities,
    ...(result.quotients.length === 0
      ? {}
      : { not_proved: result.quotients.map((p) => `sensitivities.${p}`) }),
    undecided: [...undecided, ...fluctuations.filter((f) => f.undecided).map((f) => f.quantity)],
    ...(noHeat === undefined ? {} : { note: noHeat }),
    ...(assumed === undefined ? {} : { assumed }),
  };
  return JSON.stringify(
    { junction: name, at, ...unitsJson(units), J, J_reversed, R, contrast, T_L, T_R, ...asked, ...more },
    null,
    2,
  );
}

const KEYS = ["J", "J_reversed", "R", "contrast"] as const;

function decimals({ populations, population_ratio, ...s }: PointSensitivity): object {
  return { ...Object.fromEntries(KEYS.map((key) => [key, s[key]])), populations, population_ratio };
}

function lines(junction: Junction, values: Bindings, result: Evaluation, slopes: Slopes): string {
  const { name, units } = junction;
  const unit = unitLabels(junction);
  const at = boundTexts(values)
    .map(([p, value]) => `${p} = ${measured(value, unit(p))}`)
    .join(", ");
  const zeroBias = values.get("Delta")?.numerator === 0n;
  const notes = new Map<string, string>([
    ...result.undecided.map((q) => [q, "  (neither distinguished from it nor proved to be it)"] as const),
    ...(zeroBias && result.R !== null ? ([["R", "  (limit at Delta = 0)"]] as const) : []),
  ]);
  if (!zeroBias && result.R === "1" && result.undecided.length === 0) {
    notes.set("R", "  (exactly)").set("contrast", "  (exactly)");
  }
  const numbers = (["J", "J_reversed", "R", "contrast", "T_L", "T_R"] as const).map(
    (key) => `${key.padEnd(10)} = ${measured(result[key] ?? UNDEFINED, unit(key))}${notes.get(key) ?? ""}`,
  );
  // A model that does not hold is said before its numbers.
  const warning = doubt(result.eta);
  const inUnits = units === undefined ? "" : ` (${unitsText(units)})`;
  return [
    `${name} at ${at}${inUnits}`,
    "",
    ...(result.noHeat === undefined ? [] : [`${result.noHeat}.`, ""]),
    ...(result.equation === undefined ? [] : [...wrap(`Equation: ${result.equation}.`, 80, "", ""), ""]),
    ...(result.assumed === undefined ? [] : [...wrap(`${result.assumed}.`, 80, "", ""), ""]),
    ...(warning === undefined ? [] : [...wrap(`${warning}.`, 80, "", ""), ""]),
    ...numbers,
    ...fluctuationLines(result, unit),
    ...etaLines(result.eta),
    ...populationLines(result),
    ...levelLines(result.levels, junction),
    ...slopeLines(
      slopes,
      result.fluctuationSlopes,
      unit,
      result.noHeat === undefined ? UNDECIDED : UNDEFINED,
    ),
    ...(result.quotients.length === 0
      ? []
      : [
          "",
          ...wrap(
            `By ${result.quotients.join(", ")}: difference quotients of proved values, not proved.`,
            80,
            "",
            "",
          ),
        ]),
  ].join("\n");
}

/** The quantities asked for at Δ and at −Δ, and what S is. */
function fluctuationLines({ fluctuations }: Evaluation, unit: UnitLabel): string[] {
  const names = fluctuations.flatMap(({ quantity }) => [quantity, `${quantity}_reversed`]);
  const width = Math.max(10, ...names.map((name) => name.length));
  const lines = fluctuations.flatMap(({ quantity, value, reversed, undecided }) =>
    (
      [
        [quantity, value],
        [`${quantity}_reversed`, reversed],
      ] as const
    ).map(
      ([name, text]) =>
        measured(`${name.padEnd(width)} = ${text ?? UNDEFINED}`, unit(quantity)) +
        (undecided ? "  (neither distinguished from it nor proved to be it)" : ""),
    ),
  );
  const noise = fluctuations.some(({ quantity }) => !quantity.startsWith("kappa_") || quantity === "kappa_2");
  return [
    ...(lines.length > 0 ? ["", ...lines] : []),
    ...(noise && lines.length > 0
      ? ["(S = kappa_2 is the integral of <dJ(t) dJ(0)> over all t, not twice it)"]
      : []),
  ];
}

function etaLines(eta: string | null): string[] {
  return eta === null ? [] : [`${"eta".padEnd(10)} = ${eta}  (largest rate over difference of gaps)`];
}

function populationLines({ populations, population_ratio, coherences }: PointEvaluation): string[] {
  if (populations === null) {
    return ["", `populations P_n = (1 - r)*r^n with r = ${population_ratio ?? ""}`];
  }
  const shown = populations.slice(0, MOST_POPULATIONS).map((p, n) => `P_${n}`.padEnd(10) + ` = ${p}`);
  const rest = populations.length - shown.length;
  const more = rest > 0 ? [`(${rest} more levels: --json lists all)`] : [];
  return ["", ...shown, ...more, ...coherenceLines(coherences ?? [])];
}

/** Re and Im of the coherences; levels of two digits are parted by a comma. */
function coherenceLines(coherences: NonNullable<PointEvaluation["coherences"]>): string[] {
  return coherences.flatMap(({ levels: [i, j], real, imaginary }) => {
    const name = i > 9 || j > 9 ? `${i},${j}` : `${i}${j}`;
    const line = (part: string, value: string): string[] =>
      value === "0" ? [] : [`${`${part} rho_${name}`.padEnd(10)} = ${value}`];
    return [...line("Re", real), ...line("Im", imaginary)];
  });
}

type Column = readonly [head: string, of: (s: PointSensitivity, parameter: string) => string | null];
/** Columns of 15 beside names of 12 fit 80. */
const COLUMNS_ABREAST = 4;

/** Tables of derivatives; `--json` has them with all digits. */
function slopeLines(
  slopes: Slopes,
  more: Evaluation["fluctuationSlopes"],
  unit: UnitLabel,
  missing: string,
): string[] {
  if (slopes === null) return [];
  const [first] = more?.values() ?? [];
  const columns: Column[] = [
    ...KEYS.map((key): Column => [key, (s) => s[key]]),
    ...[...(first?.keys() ?? [])].map((q): Column => [q, (_, p) => more?.get(p)?.get(q)?.value ?? null]),
    ...populationColumns(slopes),
  ];
  const tables = Array.from({ length: Math.ceil(columns.length / COLUMNS_ABREAST) }, (_, i) =>
    columns.slice(i * COLUMNS_ABREAST, (i + 1) * COLUMNS_ABREAST),
  );
  const label = (name: string): string => withUnit(name, unit(name));
  const width = Math.max(12, ...[...slopes.keys()].map((p) => label(p).length + 1));
  const cell = (text: string): string => text.padStart(15);
  return tables.flatMap((table) => [
    "",
    `${"d/d".padEnd(width)}${table.map(([head]) => cell(label(head))).join("")}`,
    ...[...slopes].map(
      ([p, s]) => label(p).padEnd(width) + table.map(([, of]) => cell(inCell(of(s, p), missing))).join(""),
    ),
  ]);
}

/** What stands for a derivative that was neither told from zero nor proved to be it. */
const UNDECIDED = "undecided";

/** A decimal in at most 14 characters. */
function inCell(text: string | null, missing: string): string {
  if (text === null) return missing;
  const match = /^(-?)0\.(0{2,})(\d)(\d*)$/.exec(text);
  if (!match) return text;
  const [, sign = "", zeros = "", first = "", rest = ""] = match;
  return `${sign}${first}${rest === "" ? "" : `.${rest}`}e-${zeros.length + 1}`;
}

/** What is printed of the populations: the first of them, or r of the oscillator. */
function populationColumns(slopes: NonNullable<Slopes>): Column[] {
  const [first] = slopes.values();
  if (first === undefined) return [];
  if (first.populations === null) return [["r", (s) => s.population_ratio]];
  const shown = first.populations.slice(0, MOST_POPULATIONS);
  return shown.map((_, n) => [`P_${n}`, (s) => s.populations?.[n] ?? null]);
}
