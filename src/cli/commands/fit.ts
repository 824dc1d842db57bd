/** `heatdiode fit`: the parameters of a junction from measured currents, with errors. */
import { wrap } from "../../input/fold-lines.js";
import { InputError } from "../../input/errors.js";
import { loadJunction } from "../../junction/file/load.js";
import { unitLabels, unitsJson, withUnit } from "../../junction/units.js";
import { withFreeParameters } from "../../model/free-parameters.js";
import { parseBindings } from "../../model/point.js";
import { readMeasurements } from "../../fit/data.js";
import { rectificationIn, type RuledOut, ruledOut, SURE } from "../../fit/excluded.js";
import { type Fit, fitJunction } from "../../fit/fit.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { type RunCommand } from "../command.js";

export const run: RunCommand = async (argument, options, context) => {
  if (options.data === undefined) {
    throw new InputError("no data", { where: "--data", hint: "add --data measured.csv" });
  }
  const loaded = await loadJunction(argument, options);
  const { data, unused } = await readMeasurements(options.data);
  if (unused.length > 0) context.progress(`columns that are not used: ${unused.join(", ")}`);
  if (options.exclude) {
    const sure = rectificationIn(data);
    const list = sure !== undefined && sure.deviations >= SURE ? ruledOut(loaded) : [];
    if (options.format === "json") {
      return {
        text: JSON.stringify({ rectifies: list.length > 0, ...(sure ?? {}), excluded: list }, null, 2),
      };
    }
    return { text: excludedText(sure, list) };
  }
  if (options.free === undefined) {
    throw new InputError("nothing to fit", { where: "--free", hint: "add --free Gamma_L,Gamma_R" });
  }
  const free = options.free.split(",").map((name) => name.trim());
  const junction = withFreeParameters(loaded, options.free);
  const given = parseBindings(options.at, junction, { allowDelta: false });
  const values = new Map([...given].filter(([name]) => !free.includes(name)));
  const both = free.find((name) => given.has(name));
  if (both !== undefined) throw new InputError(`${both} is free and has a value too`, { where: "--at" });
  if (values.has("T_a")) throw new InputError("temperatures come from the data", { where: "--at" });
  const missing = junction.parameters.filter(
    ({ name, reference }) => reference === undefined && !free.includes(name) && !values.has(name),
  );
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name);
    throw new InputError(`no value for ${names.join(", ")}`, {
      where: "--at",
      hint: `add ${names.map((name) => `${name}=…`).join(",")}, or name them in --free`,
    });
  }
  const fit = fitJunction(junction, free, values, data);
  const fixed = Object.fromEntries([...values].map(([name, x]) => [name, formatExactNumber(x)]));
  if (options.format === "json") {
    const { parameters, determined, ...rest } = fit;
    return {
      text: JSON.stringify(
        {
          junction: junction.name,
          data: options.data,
          points: data.length,
          fixed,
          ...unitsJson(junction.units),
          parameters: Object.fromEntries(
            parameters.map(({ name, value, error }) => [name, { value, error }]),
          ),
          ...rest,
          determined: determined?.combinations ?? null,
        },
        null,
        2,
      ),
    };
  }
  const unit = unitLabels(junction);
  return { text: fitText(fit, junction.name, data.length, fixed, unit) };
};

function fitText(
  fit: Fit,
  name: string,
  points: number,
  fixed: Readonly<Record<string, string>>,
  unit: (name: string) => string,
): string {
  const { parameters, covariance, chi2, degreesOfFreedom, aic, weighted, determined, condition, residuals } =
    fit;
  const held = Object.entries(fixed).map(([key, value]) => `${key} = ${value}`);
  const lines = parameters.map(
    ({ name: p, value, error }) => `  ${withUnit(p, unit(p))} = ${withError(value, error)}`,
  );
  const correlations = parameters.flatMap(({ name: a, error: first }, i) =>
    parameters.slice(i + 1).flatMap(({ name: b, error: second }, j) => {
      if (!first || !second) return [];
      const [own, other] = [covariance[i]?.[i] ?? NaN, covariance[i + 1 + j]?.[i + 1 + j] ?? NaN];
      return [`  ${a}, ${b}: ${((covariance[i]?.[i + 1 + j] ?? NaN) / Math.sqrt(own * other)).toFixed(2)}`];
    }),
  );
  const largest = residuals.reduce((m, r) => (Math.abs(r) > Math.abs(m) ? r : m), 0);
  const paragraphs = [
    `${name} fitted to ${points} values${held.length === 0 ? "" : `, with ${held.join(", ")}`}`,
    lines.join("\n"),
    ...(correlations.length === 0 ? [] : [`correlations\n${correlations.join("\n")}`]),
    weighted
      ? `chi^2 = ${short(chi2)} for ${degreesOfFreedom} degrees of freedom${degreesOfFreedom > 0 ? ` (${short(chi2 / degreesOfFreedom)} each)` : ""}; AIC = ${short(aic)}; largest residual ${short(largest)} sigma`
      : `no sigma: all values weigh alike, and errors are those of the scatter, ${short(Math.sqrt(chi2 / Math.max(1, degreesOfFreedom)))}; AIC = ${short(aic)}`,
    determined === undefined
      ? "Whether the data can determine every parameter was not decided: the current is too long to be written out."
      : "Measurements at all temperatures determine every free parameter, up to finitely many alternatives, for general values (proved).",
    ...(condition > 1e6
      ? [
          `These data hardly tell some combination of the parameters (condition ${condition.toPrecision(2)}): errors are larger than the normal approximation says.`,
        ]
      : []),
  ];
  return paragraphs
    .map((p) => (p.startsWith(" ") || p.startsWith("corr") ? p : wrap(p, 80, "", "").join("\n")))
    .join("\n\n");
}

const short = (x: number): string => String(Number(x.toPrecision(4)));

/** `2.981 ± 0.042`: the error with two digits, the value with as many decimals. */
function withError(value: number, error: number | null): string {
  if (error === null) return `${value.toPrecision(3)}, which the data leave open`;
  if (error === 0) return `${short(value)} (no scatter to tell an error by)`;
  const decimals = 1 - Math.floor(Math.log10(error));
  if (decimals > 12 || decimals < 0) return `${value.toPrecision(6)} +- ${error.toPrecision(2)}`;
  return `${value.toFixed(decimals)} +- ${error.toFixed(decimals)}`;
}

function excludedText(sure: ReturnType<typeof rectificationIn>, list: readonly RuledOut[]): string {
  if (sure === undefined) {
    return wrap(
      "The data say nothing: a column R or contrast with its sigma is needed, or J at Delta and at -Delta for one T_a.",
      80,
      "",
      "",
    ).join("\n");
  }
  const where = `${short(sure.deviations)} standard deviations at line ${sure.line}`;
  if (list.length === 0) {
    return wrap(
      `The data do not rectify: ${where} at most, and ${SURE} would be sure. They exclude nothing.`,
      80,
      "",
      "",
    ).join("\n");
  }
  const never = list.filter((r) => r.where.length === 0).map((r) => `  ${r.junction}`);
  const some = list
    .filter((r) => r.where.length > 0)
    .map((r) => `  ${r.junction} with ${r.where.map((system) => system.join(" and ")).join(", or with ")}`);
  return [
    wrap(
      `Heat is rectified: ${where}. A current with J(-Delta) = -J(Delta) cannot do that, so these junctions are ruled out (proved):`,
      80,
      "",
      "",
    ).join("\n"),
    ...(never.length === 0 ? [] : [`whatever their couplings\n${never.join("\n")}`]),
    ...(some.length === 0
      ? []
      : [`with certain couplings\n${some.flatMap((l) => wrap(l, 80, "", "    ")).join("\n")}`]),
  ].join("\n\n");
}
