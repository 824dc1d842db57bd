/** `heatdiode traces`: the general theorem (4)–(9), in formal moments or for a closed junction from a file. */
import { isDocument } from "../../print/format.js";
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { EigenConvergenceError } from "../../../numeric/linear-algebra/eigen.js";
import { closedJunctionTraces, type ClosedJunctionTraces } from "../../../numeric/closed/trace-expansion.js";
import { parameterBindings, requireComplete } from "../../model/point.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { doubleNamed, requireFinite } from "../../input/double.js";
import { InputError } from "../../input/errors.js";
import { parseFiniteJunctionFile } from "../../traces/parse-finite-junction.js";
import { isJunctionPath, readAndParse } from "../../junction/file/load.js";
import { traceExpansion } from "../../traces/expansion.js";
import { compareWithFormula, type ComparedCoefficient } from "../../traces/closed-junction.js";
import { tracesJson, tracesLatex, tracesText } from "../../traces/text.js";

const DEFAULT_ORDER = 4;
/** 60 orders of cumulants take half a second. */
const HIGHEST_ORDER = 60;
/** Numeric moments of higher order say nothing more and overflow. */
const HIGHEST_NUMERIC_ORDER = 20;

export const run: RunCommand = async (argument, options) => {
  const order = options.order ?? DEFAULT_ORDER;
  if (argument !== "") return { text: await closed(argument, order, options) };
  if (options.time !== undefined || options.at !== undefined) {
    throw new InputError("--time and --at belong to a closed junction", {
      hint: "name a junction file with finite baths",
    });
  }
  if (order > HIGHEST_ORDER) tooHigh(order, HIGHEST_ORDER);
  const expansion = traceExpansion(order, options.stationary);
  const { format } = options;
  if (isDocument(format))
    return { text: (await import("../../traces/document.js")).tracesDocument(expansion, format) };
  switch (format) {
    case "json":
      return { text: tracesJson(expansion) };
    case "latex":
      return { text: tracesLatex(expansion) };
    default:
      return { text: tracesText(expansion) };
  }
};

function tooHigh(order: number, highest: number): never {
  throw new InputError(`order ${order} is too high`, { where: "--order", hint: `at most ${highest}` });
}

async function closed(path: string, order: number, options: CommandOptions): Promise<string> {
  if (!isJunctionPath(path)) {
    throw new InputError(`${path} is given by rates`, {
      hint: "the trace expansion takes a junction file with finite baths, or no junction at all",
    });
  }
  if (options.stationary) {
    throw new InputError("--stationary is an assumption on formal moments; those of a file are computed");
  }
  if (options.format === "latex")
    throw new InputError("the numbers of a closed junction come as text, tex, markdown or json");
  if (order > HIGHEST_NUMERIC_ORDER) tooHigh(order, HIGHEST_NUMERIC_ORDER);
  const file = await readAndParse(path, parseFiniteJunctionFile);
  const values = parameterBindings(options.at, file, { allowDelta: false });
  requireComplete(values, file, { delta: false });
  if (options.time === undefined) throw new InputError("no time is given", { hint: "add --time 1.7, say" });
  const sum = values.get("T_a");
  if (sum === undefined) throw new InputError("no value for T_a", { where: "--at" });
  const T_a = doubleNamed("T_a", sum);
  const traces = requireFinite(
    solved(() => closedJunctionTraces(file.model(values), { time: options.time ?? 0, T_a, order })),
  );
  const compared = compareWithFormula(traces);
  if (options.format === "json") {
    return JSON.stringify({ junction: file.name, ...traces, coefficients: compared }, null, 2);
  }
  if (isDocument(options.format)) {
    const { closedDocument } = await import("../../traces/document.js");
    return closedDocument(file.name, traces, compared, options.format);
  }
  return table(file.name, traces, compared);
}

/** Complaints of the numeric layer about the input, as such. */
function solved<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError || error instanceof EigenConvergenceError) {
      throw new InputError(error.message);
    }
    throw error;
  }
}

function table(
  name: string,
  { time, at, moments, stateMoments }: ClosedJunctionTraces,
  coefficients: readonly ComparedCoefficient[],
): string {
  const row = (widths: readonly number[], cells: readonly string[]): string =>
    `  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(4) : cell.padStart(widths[i] as number))).join("")}`.trimEnd();
  const widths = [4, 24, 9, 12, 9, 18];
  const bound = (x: number): string => x.toExponential(1);
  const lines = coefficients.map(({ k, value, error, formula, printed }) =>
    row(widths, [
      String(k),
      String(value),
      bound(error),
      ...(formula ? [bound(formula.value - value), bound(formula.error)] : ["", ""]),
      ...(printed === undefined ? [] : [printed.toPrecision(10)]),
    ]),
  );
  const keys = Object.keys(moments).filter((key) => key.split(",").every((n) => Number(n) <= 2));
  return [
    `${name}: closed junction, t = ${time}, T_a = ${at.T_a}`,
    "J = Tr[Jhat(t) rho] = sum over k of alpha_k*Delta^k, from the exact state; from",
    "the formula in moments, as a difference; and as (5)-(7) print it",
    "",
    row(widths, ["k", "alpha_k", "+-", "moments", "+-", "(5)-(7)"]),
    ...lines,
    "",
    "  m_jk = Tr[Jhat(t) X^j Y^k rho_T], s_jk = Tr[X^j Y^k rho_T] (--json has all)",
    row([4, 26, 26], ["j,k", "m_jk", "s_jk"]),
    ...keys.map((key) => row([4, 26, 26], [key, String(moments[key]), String(stateMoments[key])])),
  ].join("\n");
}
