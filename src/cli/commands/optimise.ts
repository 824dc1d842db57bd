/** `heatdiode optimise`: local maxima of a quantity over parameters within bounds; with `--prove` the global one with a bound. */
import { parseBindings } from "../../model/point.js";
import { inNamesOfFile, namesGiven } from "../../model/pointwise.js";
import { type CommandContext, type CommandOptions, type CommandResult, type RunCommand } from "../command.js";
import { isFluctuation, QUANTITY_HINT, type Quantity, readQuantity } from "../../junction/quantity.js";
import { type BoundCertificate } from "../../certificate/format.js";
import { excerpt, InputError } from "../../input/errors.js";
import { checkBound } from "../../proof-checker/bound.js";
import { type ProofCheck } from "../../proof-checker/check.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { parseJson } from "../../input/exact-json.js";
import { writeAtomically } from "../../files/atomic-write.js";
import { prepareOutput } from "../../files/output-place.js";
import { loadJunction, readAndParse } from "../../junction/file/load.js";
import { BOUNDED, parseCondition } from "../../optimum/objective.js";
import { type BoundSearch, parseGap, proveBound } from "../../optimum/prove.js";
import { type Maximum, maximise, parseLeastCurrent, parseRanges } from "../../evaluate/maximise.js";
import { measured, unitLabels, unitsJson, unitsText } from "../../junction/units.js";

const DEFAULT_DIGITS = 16;

export const run: RunCommand = async (argument, options, context) => {
  const given = conditionGiven(options);
  if (options.prove !== undefined) return proved(argument, options, given, context);
  if (options.minimise !== undefined)
    throw new InputError("the local search climbs", { where: "--minimise", hint: "add --prove gap=1e-6" });
  if (options.save !== undefined || options.resume)
    throw new InputError("only a search for a bound is kept", {
      where: options.resume ? "--resume" : "--save",
      hint: "add --prove gap=1e-6",
    });
  const names = [...namesGiven(options.at), ...namesGiven(options.over)];
  const junction = inNamesOfFile(await loadJunction(argument, options), names);
  const quantity = quantityOf(options.maximise);
  const ranges = parseRanges(options.over, junction);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const leastCurrent = given === undefined ? undefined : parseLeastCurrent(given.text, junction, given.where);
  const maxima = maximise(junction, quantity, ranges, values, {
    digits: options.digits ?? DEFAULT_DIGITS,
    leastCurrent,
  });
  const varied = new Set(ranges.map((r) => r.name));
  const at = Object.fromEntries(
    [...values]
      .filter(([name]) => !varied.has(name))
      .map(([name, value]) => [name, formatExactNumber(value)]),
  );
  if (options.format === "json") {
    return {
      text: JSON.stringify(
        { junction: junction.name, maximise: quantity, at, ...unitsJson(junction.units), maxima },
        null,
        2,
      ),
    };
  }
  const point = Object.entries(at)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
  const unit = unitLabels(junction);
  const own = (m: Maximum): string =>
    isFluctuation(quantity) ? measured(`, ${quantity} = ${String(m[quantity])}`, unit(quantity)) : "";
  const lines = maxima.flatMap((m, i) => [
    "",
    `${i + 1}. ${Object.entries(m.at)
      .map(
        ([name, value]) =>
          `${name} = ${measured(value, unit(name))}${m.atBound.includes(name) ? " (at the bound)" : ""}`,
      )
      .join(", ")}`,
    `   J = ${measured(m.J, unit("J"))}, R = ${m.R}, contrast = ${m.contrast}${own(m)}`,
  ]);
  const inUnits = junction.units === undefined ? "" : ` (${unitsText(junction.units)})`;
  const under = given === undefined ? "" : ` with ${given.text.trim()}`;
  const head = `local maxima of ${quantity}${under} for ${junction.name} at ${point}${inUnits}; values proved at the points`;
  return { text: [head, ...lines, "", LOCAL].join("\n") };
};

const LOCAL =
  "A local search: a better point may have been missed. --prove gap=1e-6 finds the best over couplings, with a bound.";

interface GivenCondition {
  readonly text: string;
  readonly where: "--require" | "--subject";
}

/** The condition under either name. */
function conditionGiven({ require, subject }: CommandOptions): GivenCondition | undefined {
  if (require !== undefined && subject !== undefined)
    throw new InputError("--require and --subject are one option", { hint: "give the condition once" });
  if (require !== undefined) return { text: require, where: "--require" };
  return subject === undefined ? undefined : { text: subject, where: "--subject" };
}

/** Milliseconds between two reports on a terminal, in a log, and between two states of the file; of work at a stretch. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 10_000;
const SAVE_INTERVAL = 10_000;
const STRETCH = 50;

/** Saved searches of many boxes are long. */
const SAVED_FILE = { limit: 256_000_000, hint: "give the file of --save, or what --json wrote" };

async function proved(
  argument: string,
  options: CommandOptions,
  given: GivenCondition | undefined,
  context: CommandContext,
): Promise<CommandResult> {
  const { maximise: most, minimise: least, save } = options;
  if (most !== undefined && least !== undefined)
    throw new InputError("--maximise and --minimise exclude each other");
  if (options.resume && save === undefined)
    throw new InputError("--resume needs the file of the search", { hint: "add --save FILE" });
  const gap = parseGap(options.prove ?? "");
  const quantity = BOUNDED.find((q) => q === (least ?? most ?? "contrast"));
  if (quantity === undefined)
    throw new InputError(`${excerpt(least ?? most ?? "")} has no proved bound`, {
      where: least === undefined ? "--maximise" : "--minimise",
      hint: `with --prove: ${BOUNDED.join(", ")}`,
    });
  const names = [...namesGiven(options.at), ...namesGiven(options.over)];
  const junction = inNamesOfFile(await loadJunction(argument, options), names);
  const ranges = parseRanges(options.over, junction);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const condition = given === undefined ? undefined : parseCondition(given.text, given.where);
  const question = { quantity, sense: least === undefined ? "maximum" : "minimum", condition } as const;
  if (save !== undefined) await prepareOutput(save, "--save");
  const saved = options.resume ? await readAndParse(save ?? "", parseJson, SAVED_FILE) : undefined;
  const search = proveBound(junction, ranges, values, question, {
    gap,
    digits: options.digits ?? DEFAULT_DIGITS,
    saved,
  });
  const keep = async (): Promise<void> => {
    if (save === undefined) return;
    await writeAtomically(save, `${JSON.stringify(search.result().certificate)}\n`, "--save");
    context.kept?.(
      `${intervalText(search)}; the boxes are kept in ${excerpt(save, 200)}, continue with --resume`,
    );
  };
  const reached = await searched(search, context, keep);
  await keep();
  const { best, bound, gap: distance, boxes, certificate } = search.result();
  const unchecked = whyNotChecked(certificate);
  const varied = new Set(ranges.map((r) => r.name));
  const at = Object.fromEntries(
    [...values].filter(([name]) => !varied.has(name)).map(([name, x]) => [name, formatExactNumber(x)]),
  );
  const exitCode = reached ? 0 : 1;
  if (options.format === "json") {
    const asked = { [least === undefined ? "maximise" : "minimise"]: quantity };
    const under = given === undefined ? {} : { subject: given.text.trim() };
    const answer = { best: best ?? null, bound: bound ?? null, gap: distance ?? null, boxes, certificate };
    return {
      text: JSON.stringify({ junction: junction.name, ...asked, ...under, at, ...answer }, null, 2),
      exitCode,
    };
  }
  const unit = unitLabels(junction);
  const list = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([name, x]) => `${name} = ${measured(x, unit(name))}`).join(", ");
  const box = certificate.bounded.variables.map((v) => `${v.name} in [${v.from}, ${v.to}]`).join(", ");
  const place = `${junction.name} at ${list(Object.entries(at))}, over ${box}`;
  const where = `${quantity} for ${place}`;
  const under = given === undefined ? "" : ` with ${given.text.trim()}`;
  if (bound === undefined)
    return {
      text: [
        `proved: no point has ${given?.text.trim() ?? ""} in ${place}`,
        `${boxes} boxes`,
        ...unchecked,
      ].join("\n"),
    };
  const relation = least === undefined ? "<=" : ">=";
  return {
    text: [
      `global ${question.sense} of ${where}${under}`,
      "",
      `proved: ${quantity} ${relation} ${measured(bound, unit(quantity))} ${given === undefined ? "all over the box" : `wherever ${given.text.trim()} in the box`}`,
      best === undefined
        ? "no point with the condition was found"
        : `best:   ${quantity} = ${measured(best.value, unit(quantity))} at ${list(Object.entries(best.at))}`,
      ...(distance === undefined ? [] : [`gap:    ${distance}${reached ? "" : ` (${gap} was asked for)`}`]),
      `${boxes} boxes; ${save === undefined ? "--json and --save FILE write the certificate for check-proof" : `certificate in ${save}`}`,
      ...unchecked,
    ].join("\n"),
    exitCode,
  };
}

/**
 * Has the checker verify the certificate before anything is printed as proved: the search is one in doubles, however their errors are
 * bounded. Returns why it was not verified, where it is too large.
 * @throws InputError where it is not accepted
 */
function whyNotChecked(certificate: BoundCertificate): readonly string[] {
  let check: ProofCheck;
  try {
    check = checkBound(JSON.parse(JSON.stringify(certificate)) as unknown);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [`not verified by the checker: ${error.message}`];
  }
  if (check.accepted) return [];
  throw new InputError(`the certificate of the bound is not accepted: ${check.reason ?? ""}`, {
    hint: "choose values at which energies over temperatures are below 400, or a larger gap",
  });
}

/** Searches to the end, with reports; whether the gap was reached. */
async function searched(
  search: BoundSearch,
  context: CommandContext,
  keep: () => Promise<void>,
): Promise<boolean> {
  let [told, kept] = [performance.now(), performance.now()];
  const interval = context.status ? TERMINAL_INTERVAL : LOG_INTERVAL;
  for (;;) {
    const until = performance.now() + STRETCH;
    let before = -1;
    const reached = search.advance((boxes) => {
      before = boxes;
      return performance.now() > until;
    });
    const now = performance.now();
    if (reached || before < 0 || now <= until) {
      context.status?.("");
      return reached;
    }
    if (now - told > interval) {
      told = now;
      (context.status ?? context.progress)(intervalText(search));
    }
    if (now - kept > SAVE_INTERVAL) {
      kept = now;
      await keep();
    }
    // Lets the signal in that ends the search.
    await new Promise((resolve) => setImmediate(resolve));
    if (context.signal?.aborted === true) {
      await keep();
      context.signal.throwIfAborted();
    }
  }
}

/** `0.32209 <= maximum <= 0.40434, 120 boxes`. */
function intervalText(search: BoundSearch): string {
  const { best, bound, boxes } = search.interval();
  const short = (x: number | undefined): string => (x === undefined ? "?" : String(Number(x.toPrecision(9))));
  return `best ${short(best)}, bound ${short(bound)}, ${boxes} boxes`;
}

function quantityOf(text: string | undefined): Quantity {
  const found = readQuantity(text ?? "contrast");
  if (found) return found;
  throw new InputError(`${excerpt(text ?? "")} cannot be maximised`, {
    where: "--maximise",
    hint: QUANTITY_HINT,
  });
}
