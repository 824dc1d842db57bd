/**
 * Junction files (design.md §9): validated with zod, their expressions parsed exactly. Unknown keys are errors, so that
 * a misspelt one cannot pass unnoticed. zod runs without generated code, as a strict browser policy demands.
 */
import type { ExactNumber, Expression } from "../symbolic/expression.js";
import {
  BATHS,
  bathKind,
  metalBath,
  rateBath,
  solidBath,
  spinBath,
  type Bath,
  type BuiltInBath,
  type Side,
} from "./bath.js";
import { checkSign } from "./bindings.js";
import { boundValues, foldConstant } from "./constant-folding.js";
import { InputError, excerpt } from "./errors.js";
import { parseExactJson } from "./exact-json.js";
import { parseExactNumber } from "./exact-number.js";
import {
  CONSTANT_RULES,
  COUPLING_RULES,
  LAW_RULES,
  loadExpressionParser,
  RATE_RULES,
  type ExpressionRules,
} from "./expression-parser.js";
import { symbolsOf } from "./build-expression.js";
import { hamiltonianLevels } from "./hamiltonian.js";
import { NoExactEigenbasisError } from "./hamiltonian-eigenbasis.js";
import { numericHamiltonianLevels } from "./hamiltonian-numeric.js";
import { junctionSchemas, type JunctionSchemas } from "./junction-schema.js";
import { junction, type Junction } from "./junction.js";
import { generalLevels } from "./levels.js";
import { metalIntegralBath } from "./metal-integral-bath.js";
import { OPERATORS, parseSite } from "./product-space.js";
import { largeSpin, oscillator, truncatedOscillator, twoLevels, type Subsystem } from "./subsystem.js";
import { densityCoupling, type DensityData, refuseDivergence } from "./spectral-density.js";
import { suggestion } from "./suggest.js";
import { bathInUnits, subsystemInUnits, unitsOf } from "./units.js";
import { optional, placed, validated } from "./validated.js";

/** The junction that the text of a junction file describes. @throws InputError naming the place in the file. */
export async function parseJunctionFile(text: string): Promise<Junction> {
  const data = parseExactJson(text);
  const [zod, parse] = await Promise.all([import("zod"), loadExpressionParser()]);
  const schemas = junctionSchemas(zod);
  const read: ExpressionReader = (source, where, rules) => placed(where, () => parse(source, rules));

  const file = validated(schemas.file, data, "");
  const left = bathOf(file.left, "left", "L", schemas, read);
  const right = bathOf(file.right, "right", "R", schemas, read);
  const subsystem = placed("subsystem", () => subsystemOf(file.subsystem, schemas, read, file.parameters));
  const units = file.units === undefined ? undefined : await unitsOf(file.units);
  const whole = units
    ? {
        ...junction(bathInUnits(left, units), subsystemInUnits(subsystem, units), bathInUnits(right, units)),
        units,
      }
    : junction(left, subsystem, right);
  const bound = boundOf(notAbsorbed(file.parameters ?? {}, whole), whole);
  checkValues(whole, bound);
  return { ...whole, bound };
}

/** Reads an expression that stands at a place in the file. */
export type ExpressionReader = (source: string, where: string, rules: ExpressionRules) => Expression;

const OTHER_BATHS = ["custom", "law"];
/** Baths given by their Hamiltonian (`finite-bath-file.ts`). */
const FINITE_BATHS = ["finite-spins", "finite-oscillators"];
const SUBSYSTEM_KINDS = ["TLS", "HO", "ladder", "spin", "levels", "hamiltonian"] as const;

/** A Hamiltonian or what a bath couples to: operators of the parts, with parameters. */
const OPERATOR_RULES: ExpressionRules = { ...CONSTANT_RULES, functions: ["sqrt", ...OPERATORS] };

function bathOf(
  data: { readonly bath: string },
  where: string,
  side: Side,
  schemas: JunctionSchemas,
  read: ExpressionReader,
): Bath {
  const kind = bathKind(data.bath);
  if (kind === "spin" || kind === "solid") {
    const make = kind === "spin" ? spinBath : solidBath;
    const parsed = couplingOf(validated(schemas.coupled, data, where), where, side, kind, read);
    return placed(where, () => make(side, parsed));
  }
  if (kind === "metal" && "F" in data) {
    const { F, mu } = validated(schemas.metalIntegral, data, where);
    const terms = F.map((text, m) => read(text, `${where}.F[${m}]`, COUPLING_RULES));
    const reference = optional(mu, (text) => read(text, `${where}.mu`, CONSTANT_RULES));
    return placed(where, () => metalIntegralBath(side, terms, reference));
  }
  if (kind === "metal") {
    const metal = validated(schemas.metal, data, where);
    const coupling = couplingOf(metal, where, side, kind, read);
    const delta = optional(metal.delta, (text) => read(text, `${where}.delta`, CONSTANT_RULES));
    const mu = optional(metal.mu, (text) => read(text, `${where}.mu`, CONSTANT_RULES));
    return placed(where, () => metalBath(side, coupling, delta, mu));
  }
  const word = data.bath.toLowerCase();
  if (OTHER_BATHS.includes(word)) {
    const { rate } = validated(schemas.rate, data, where);
    const tree = read(rate, `${where}.rate`, word === "law" ? LAW_RULES : RATE_RULES);
    return placed(`${where}.rate`, () => rateBath(side, tree));
  }
  if (FINITE_BATHS.includes(word)) {
    throw new InputError(`a ${word} bath has no rates: its junction is a closed system`, {
      where: `${where}.bath`,
      hint: "heatdiode traces FILE --time t expands its current",
    });
  }
  const words = [...BATHS.flatMap(({ kind: known, aliases }) => [known, ...aliases]), ...OTHER_BATHS];
  throw new InputError(`unknown bath ${excerpt(data.bath)}`, {
    where: `${where}.bath`,
    hint: suggestion(data.bath, words),
  });
}

/** The coupling as an expression in omega, or by the name of its spectral density; undefined for the default. */
function couplingOf(
  { density, coupling, exponent, cutoff, cutoff_shape, center, width, quality }: DensityData,
  where: string,
  side: Side,
  kind: BuiltInBath,
  read: ExpressionReader,
): Expression | undefined {
  const data = { density, coupling, exponent, cutoff, cutoff_shape, center, width, quality };
  const rules = (key: keyof DensityData): ExpressionRules =>
    key === "coupling" ? COUPLING_RULES : CONSTANT_RULES;
  const reader = (text: string, key: keyof DensityData): Expression =>
    read(text, `${where}.${key}`, rules(key));
  const result = densityCoupling(data, side, kind === "spin" ? "Upsilon" : "Gamma", reader, where);
  if (result) placed(`${where}.coupling`, () => refuseDivergence(result));
  return result;
}

/** The subsystem of a junction file. @throws InputError */
export function subsystemOf(
  data: { readonly kind: string },
  schemas: JunctionSchemas,
  read: ExpressionReader,
  values: Readonly<Record<string, string>> = {},
): Subsystem {
  const kind = SUBSYSTEM_KINDS.find((known) => known.toLowerCase() === data.kind.toLowerCase());
  const gapOf = (gap: string | undefined): Expression | undefined =>
    optional(gap, (text) => read(text, "gap", CONSTANT_RULES));
  switch (kind) {
    case "TLS":
      return twoLevels(gapOf(validated(schemas.plain, data, "").gap));
    case "HO":
      return oscillator(gapOf(validated(schemas.plain, data, "").gap));
    case "ladder": {
      const { levels, gap } = validated(schemas.ladder, data, "");
      return placed("levels", () => truncatedOscillator(Number(levels), gapOf(gap)));
    }
    case "spin": {
      const { S, gap } = validated(schemas.spin, data, "");
      return placed("S", () => largeSpin(parseExactNumber(S), gapOf(gap)));
    }
    case "levels": {
      const { energies, S, S_L, S_R } = validated(schemas.levels, data, "");
      const matrix = (rows: readonly (readonly string[])[] | undefined, key: string) =>
        rows?.map((row, i) => row.map((entry, j) => read(entry, `${key}[${i}][${j}]`, CONSTANT_RULES)));
      return generalLevels(
        energies.map((energy, i) => read(energy, `energies[${i}]`, CONSTANT_RULES)),
        { S: matrix(S, "S"), S_L: matrix(S_L, "S_L"), S_R: matrix(S_R, "S_R") },
      );
    }
    case "hamiltonian": {
      const { parts, H, S, S_L, S_R } = validated(schemas.hamiltonian, data, "");
      const [left, right] = [S_L ?? S, S_R ?? S];
      if (left === undefined || right === undefined || (S !== undefined && (S_L ?? S_R) !== undefined)) {
        throw new InputError("the couplings are not clear", { hint: "give either S, or both S_L and S_R" });
      }
      const operator = (text: string, key: string) => read(text, key, OPERATOR_RULES);
      const sites = parts.map((text, i) => placed(`parts[${i}]`, () => parseSite(text)));
      const operators = { H: operator(H, "H"), S_L: operator(left, "S_L"), S_R: operator(right, "S_R") };
      try {
        return hamiltonianLevels(sites, operators, new Set(Object.keys(values)));
      } catch (error) {
        const names = [...new Set(Object.values(operators).flatMap(symbolsOf))];
        const known = names.every((name) => values[name] !== undefined);
        if (!(error instanceof NoExactEigenbasisError) || !known) throw error;
        const numbers = names.map((name) => [name, parseExactNumber(values[name] ?? "")] as const);
        return numericHamiltonianLevels(sites, operators, new Map(numbers));
      }
    }
    case undefined:
      throw new InputError(`unknown subsystem ${excerpt(data.kind)}`, {
        where: "kind",
        hint: suggestion(data.kind, SUBSYSTEM_KINDS),
      });
  }
}

/** What is left to bind once a numerical diagonalisation has taken its values. */
function notAbsorbed(
  texts: Readonly<Record<string, string>>,
  { subsystem, parameters }: Junction,
): Readonly<Record<string, string>> {
  const absorbed = subsystem.kind === "levels" ? (subsystem.approximate ?? []) : [];
  const free = (name: string): boolean => parameters.some((p) => p.name === name);
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !absorbed.includes(name) || free(name)));
}

/** The values that a file binds. @throws InputError for names that are no parameters, and values of the wrong sign */
export function boundOf(
  texts: Readonly<Record<string, string>>,
  { parameters }: Pick<Junction, "parameters">,
): ReadonlyMap<string, ExactNumber> {
  const bound = new Map<string, ExactNumber>();
  for (const [name, text] of Object.entries(texts)) {
    const where = `parameters.${excerpt(name)}`;
    const known = parameters.find((parameter) => parameter.name === name);
    if (known === undefined) {
      const names = parameters.map((parameter) => parameter.name);
      throw new InputError("the junction has no such parameter", { where, hint: suggestion(name, names) });
    }
    placed(where, () => {
      const value = parseExactNumber(text);
      checkSign(known, value);
      bound.set(name, value);
    });
  }
  return bound;
}

/** Couplings, chemical potentials and gaps that have a value must be positive. */
function checkValues({ left, right, subsystem }: Junction, bound: ReadonlyMap<string, ExactNumber>): void {
  const positive = (e: Expression, where: string): void => {
    const value = foldConstant(e, boundValues(bound));
    if (value !== undefined && value.numerator <= 0n) {
      throw new InputError("the value is not positive", {
        where,
        hint: "couplings, mu and gaps must be positive",
      });
    }
  };
  for (const [bath, where] of [
    [left, "left"],
    [right, "right"],
  ] as const) {
    if ("coupling" in bath) positive(bath.coupling, `${where}.coupling`);
    if (bath.kind === "metal") positive(bath.mu, `${where}.mu`);
  }
  if (subsystem.kind === "ladder") positive(subsystem.gap, "subsystem.gap");
}
