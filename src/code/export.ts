/** A junction as code: J, R and the coefficients of Delta^k as functions of the parameters. */
import { metalConstants } from "../junction/bath.js";
import { numberExpression } from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { formatExactNumber } from "../input/exact-number.js";
import { type JunctionExpansion } from "../expansion/expansion.js";
import { replaceSymbol } from "../expression/substitute.js";
import { withDensities } from "../exact/named/named-spectra.js";
import { type Junction } from "../junction/junction.js";
import { measured, unitLabels, unitSystem, withUnit } from "../junction/units.js";
import { wrap } from "../input/fold-lines.js";
import { requireValues } from "../model/model.js";
import { boundedForm } from "./bounded.js";
import { conditionOf, conditionOfProgram } from "./condition.js";
import { positiveInDomain } from "./domain.js";
import { type ScalarLanguage } from "../print/format.js";
import { LANGUAGES } from "./languages.js";
import { levelsPrograms } from "./levels-current.js";
import { type Assignment, type CodeFunction, neededFor, withCommonSubexpressions } from "./program.js";
import { type Computation, stableCurrent, stableRatio } from "./stable-current.js";

/** What goes into the comment besides the junction. */
export interface ExportOptions {
  readonly version: string;
  /** The letter of the coefficients: alpha, r or c. */
  readonly letter: string;
  readonly orders: readonly number[];
  /** Values put in. */
  readonly at: ReadonlyMap<string, ExactNumber>;
}

/** Source text in the language. Without an expansion: J and R only. */
export function exportCode(
  language: ScalarLanguage,
  junction: Junction,
  expansion: JunctionExpansion | undefined,
  { version, letter, orders, at }: ExportOptions,
): string {
  requireValues(junction);
  const spec = LANGUAGES[language];
  const bound = new Map([...junction.bound, ...at]);
  const free = junction.parameters.map((p) => p.name).filter((name) => !bound.has(name));
  const temperature = bound.has("T_a") ? [] : ["T_a"];
  const parameters = [...free, ...temperature];
  const functions: CodeFunction[] = [];
  const unit = unitLabels(junction);
  const current = currentPrograms(junction, spec.doubles, bound);
  for (const [name, computation, meaning] of [
    ["J", current.J, `${withUnit("Heat current", unit("J"))}, positive from left to right.`],
    ["R", current.R, "Ratio |J(Delta)/J(-Delta)|."],
  ] as const) {
    const given = [...bound].map(([n, value]) => ({
      name: n,
      value: numberExpression(value.numerator, value.denominator),
    }));
    const own = [...parameters, ...(bound.has("Delta") ? [] : ["Delta"])];
    const body = neededFor([...given, ...computation.body], computation.result);
    const note = spec.doubles && current.conditioned ? currentNote(body, computation.result, own) : [];
    functions.push({
      name,
      comment: [meaning, ...note].join("\n"),
      parameters: own,
      positive: positiveInDomain(junction, bound, true),
      body,
      result: computation.result,
    });
  }
  for (const k of expansion ? orders : []) {
    if (!expansion) break;
    // A program takes the parameters of the densities that formulas hold by name, and the values put in.
    const formula = [...bound].reduce(
      (e, [n, value]) => replaceSymbol(e, n, { type: "number", ...value }),
      withDensities(coefficientFormula(expansion, k), expansion.junction),
    );
    const written = spec.doubles ? boundedForm(formula) : formula;
    functions.push({
      name: `${letter}_${k}`,
      comment: [
        `${withUnit(`Coefficient of Delta^${k}`, letter === "alpha" ? unit(`alpha_${k}`) : "")}${expansion.isZero(k) ? ": zero identically" : ""}.`,
        ...(spec.doubles && !expansion.isZero(k) ? conditionNote(written, parameters) : []),
      ].join("\n"),
      parameters,
      positive: positiveInDomain(junction, bound, false),
      ...withCommonSubexpressions(written),
    });
  }
  const values = [...bound]
    .map(([name, value]) => `${name} = ${measured(formatExactNumber(value), unit(name))}`)
    .join(", ");
  const header = [
    `${junction.name}, written by heatdiode ${version}`,
    `${unitSystem(junction.units)}; T_a = T_L + T_R (the sum), Delta = T_L - T_R, |Delta| < T_a; J > 0 from left to right.`,
    `Where a temperature${hasMetal(junction) ? ", mu or 1 + delta*T/mu" : ""} is not positive, at Delta or at -Delta, the functions return ${spec.undefined}; that couplings and rates are positive is not checked.`,
    ...(values === "" ? [] : [`Values put in: ${values}.`]),
    ...junction.parameters
      .filter((p) => free.includes(p.name))
      .map((p) => `${withUnit(p.name, unit(p.name))}: ${p.meaning}`),
    ...(spec.doubles
      ? [
          `In doubles J and R are within 10 ulp${current.conditioned ? " times their condition number kappa" : ""}; a coefficient is within 10 ulp times the condition number kappa of its formula:`,
          "kappa(sum) = sum |t_i| kappa(t_i)/|sum t_i|, kappa(product) = 1 + sum |exponent| (kappa - 1), kappa(exp x) = max(1, |x| kappa(x)).",
          "These bounds hold for omega/T < 700 and arguments between 1e-50 and 1e50; beyond, products and exp(-omega/T) leave the range of normal doubles.",
          ...(hasMetal(junction)
            ? [
                "Where 1 + delta*T/mu is small, add 3 ulp times (|delta|*T/mu)/(1 + delta*T/mu) for each metal, at T_L and T_R.",
              ]
            : []),
        ]
      : ["Exact formulas: the precision is that of the arguments."]),
  ];
  return spec.print({ header: header.flatMap((l) => wrap(l, 96, "", "  ")), functions });
}

/** Whether a factor 1 + δT/μ can come near 0. */
function hasMetal({ left, right }: Junction): boolean {
  return [left, right].some((bath) => metalConstants(bath) !== undefined);
}

/** J and R, and whether digits may be lost in them. */
function currentPrograms(
  junction: Junction,
  doubles: boolean,
  values: ReadonlyMap<string, ExactNumber>,
): { readonly J: Computation; readonly R: Computation; readonly conditioned: boolean } {
  if (junction.subsystem.kind === "levels") {
    const { current, ratio } = levelsPrograms(junction, values, doubles);
    return { J: current, R: ratio, conditioned: true };
  }
  // The bound holds for the formulas of the built-in baths; what a user's rate loses, its condition number says.
  const conditioned = [junction.left, junction.right].some(({ kind }) => kind === "custom");
  return { J: stableCurrent(junction, doubles), R: stableRatio(junction, doubles), conditioned };
}

/** kappa of J or R at a reference point, for weak and strong bias. */
function currentNote(
  body: readonly Assignment[],
  result: Expression,
  parameters: readonly string[],
): string[] {
  const values = [0.001, 0.1, 0.9].flatMap((share) => {
    const at = new Map(parameters.map((name) => [name, name === "Delta" ? share : 1]));
    try {
      const { condition } = conditionOfProgram(body, result, at);
      return Number.isFinite(condition) ? [`${condition.toPrecision(2)} at Delta = ${share}`] : [];
    } catch {
      return [];
    }
  });
  return values.length === 0 ? [] : [`kappa with the other parameters 1: ${values.join(", ")}.`];
}

/** kappa at a reference point, for small, moderate and large omega/T_a. */
function conditionNote(e: Expression, parameters: readonly string[]): string[] {
  const ratios = [0.01, 0.1, 1, 10];
  const values = ratios.map((ratio) => {
    const at = new Map(parameters.map((name) => [name, name.startsWith("delta") ? 0.2 : 1]));
    if (at.has("T_a")) at.set("T_a", 1 / ratio);
    try {
      const { condition } = conditionOf(e, at);
      return `${condition < 1e15 ? condition.toPrecision(2) : "> 1e15"} at T_a = ${1 / ratio}`;
    } catch {
      return undefined;
    }
  });
  const known = values.filter((v) => v !== undefined);
  return known.length === 0 ? [] : [`kappa with the other parameters 1 (delta 0.2): ${known.join(", ")}.`];
}

/** The coefficient in the parameters; of mixed levels from the formula in strengths and gaps, which is made at any order. */
export function coefficientFormula(expansion: JunctionExpansion, k: number): Expression {
  const natural = expansion.natural();
  if (natural?.kind !== "levels") return expansion.expression(k);
  return natural.definitions.reduce(
    (e, { name, value }) => replaceSymbol(e, name, value),
    natural.expression(k),
  );
}
