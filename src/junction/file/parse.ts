/**
 * Junction files (design.md §9): validated with zod, their expressions parsed exactly. Unknown keys are errors, so that
 * a misspelt one cannot pass unnoticed. zod runs without generated code, as a strict browser policy demands.
 */
import type { ExactNumber, Expression } from "../../../symbolic/expression/expression.js";
import { type Bath, bathRecord, builtInBath, type BuiltInBath, rateBath, type Side } from "../bath.js";
import { checkSign } from "../bindings.js";
import { boundValues, foldConstant } from "../../expression/exact-value.js";
import { InputError, excerpt } from "../../input/errors.js";
import { parseExactNumber } from "../../input/exact-number.js";
import {
  CONSTANT_RULES,
  COUPLING_RULES,
  LAW_RULES,
  loadExpressionParser,
  RATE_RULES,
  type ExpressionRules,
} from "../../expression/parse.js";
import { functionsOf, symbolsOf } from "../../expression/tree.js";
import { type HamiltonianOperators, hamiltonianLevels } from "../hamiltonian/levels-of-hamiltonian.js";
import { NoExactEigenbasisError } from "../hamiltonian/eigenbasis.js";
import { numericHamiltonianLevels } from "../hamiltonian/numeric-eigenbasis.js";
import { type ExpressionReader } from "./expression-reader.js";
import { parseJunctionData } from "./data.js";
import { type BathData, type JunctionData, type SubsystemData } from "./schema.js";
import { junction, type Junction } from "../junction.js";
import { generalLevels, requireSymmetric } from "../levels.js";
import { coherentSubsystem, type SubsystemReaders, withDegenerateCoherences } from "./coherent.js";
import { parseRelations, requireRelations, underRelations } from "../../exact/named/inequalities.js";
import { separated } from "../../exact/separate-levels.js";
import { metalIntegralBath } from "../metal-spectrum.js";
import { OPERATORS, parseSite, type Site } from "../hamiltonian/product-space.js";
import { largeSpin, oscillator, truncatedOscillator, twoLevels, type Subsystem } from "../ladder.js";
import { densityCoupling, type DensityData, refuseDivergence } from "../spectral-density.js";
import { suggestion } from "../../input/suggest.js";
import { bathInUnits, subsystemInUnits, unitsOf } from "../units.js";
import { optional, placed } from "../../input/validate.js";

/** The junction that the text of a junction file describes. @throws InputError naming the place in the file */
export async function parseJunctionFile(text: string): Promise<Junction> {
  return junctionOf(await parseJunctionData(text));
}

/** The junction that the content of a junction file describes. @throws InputError naming the place in the file */
export async function junctionOf(file: JunctionData): Promise<Junction> {
  const parse = await loadExpressionParser();
  const read: ExpressionReader = (source, where, rules) => placed(where, () => parse(source, rules));
  const left = bathOf(file.left, "left", "L", read);
  const right = bathOf(file.right, "right", "R", read);
  const coherent = coherentSubsystem(file, read, readersOf(read));
  const subsystem = coherent ?? placed("subsystem", () => subsystemOf(file.subsystem, read, file.parameters));
  const units = file.units === undefined ? undefined : await unitsOf(file.units);
  const whole = units
    ? {
        ...junction(bathInUnits(left, units), subsystemInUnits(subsystem, units), bathInUnits(right, units)),
        units,
      }
    : junction(left, subsystem, right);
  const bound = boundOf(notAbsorbed(file.parameters ?? {}, whole), whole);
  checkValues(whole, bound);
  const assumed = [file.assume ?? []].flat().join(", ");
  if (assumed === "") return withDegenerateCoherences({ ...whole, bound });
  const relations = placed("assume", () => parseRelations(assumed, whole, parse, "assume"));
  const under = { ...underRelations({ ...whole, bound }, relations, "assume") };
  placed("parameters", () => requireRelations(under, bound));
  return withDegenerateCoherences(under);
}

/** A Hamiltonian or what a bath couples to: operators of the parts, with parameters. */
const OPERATOR_RULES: ExpressionRules = {
  ...CONSTANT_RULES,
  functions: [...CONSTANT_RULES.functions, ...OPERATORS],
};

function bathOf(data: BathData, where: string, side: Side, read: ExpressionReader): Bath {
  switch (data.bath) {
    case "custom":
    case "law": {
      const tree = read(data.rate, `${where}.rate`, data.bath === "law" ? LAW_RULES : RATE_RULES);
      return placed(`${where}.rate`, () => rateBath(side, tree));
    }
    case "finite-spins":
    case "finite-oscillators":
      throw new InputError(`a ${data.bath} bath has no rates: its junction is a closed system`, {
        where: `${where}.bath`,
        hint: "heatdiode traces FILE --time t expands its current",
      });
    default:
      return coupledOf(data, where, side, read);
  }
}

type CoupledData = Extract<BathData, { readonly bath: BuiltInBath }>;

/** A bath by its coupling and its constants; a metal by its spectrum F too. */
function coupledOf(data: CoupledData, where: string, side: Side, read: ExpressionReader): Bath {
  const constant = (name: string): Expression | undefined => {
    const given: unknown = Reflect.get(data, name);
    return typeof given === "string" ? read(given, `${where}.${name}`, CONSTANT_RULES) : undefined;
  };
  if (data.bath === "metal" && data.F !== undefined) {
    const other = Object.keys(data).find((key) => !["bath", "F", "mu"].includes(key));
    if (other !== undefined)
      throw new InputError(`F and ${other} exclude each other`, { where, hint: "F is the whole spectrum" });
    const mu = constant("mu");
    const terms = data.F.map((text, m) => read(text, `${where}.F[${m}]`, COUPLING_RULES));
    return placed(where, () => metalIntegralBath(side, terms, mu));
  }
  const coupling = couplingOf(data, where, side, data.bath, read);
  const constants = bathRecord(data.bath).constants.map(({ name }) => [name, constant(name)] as const);
  return placed(where, () => builtInBath(data.bath, side, coupling, Object.fromEntries(constants)));
}

/** The coupling as an expression in omega, or by the name of its spectral density; undefined for the default. */
function couplingOf(
  data: DensityData,
  where: string,
  side: Side,
  kind: BuiltInBath,
  read: ExpressionReader,
): Expression | undefined {
  const { density, coupling, exponent, cutoff, cutoff_shape, center, width, quality } = data;
  const own = { density, coupling, exponent, cutoff, cutoff_shape, center, width, quality };
  const rules = (key: keyof DensityData): ExpressionRules =>
    key === "coupling" ? COUPLING_RULES : CONSTANT_RULES;
  const reader = (text: string, key: keyof DensityData): Expression =>
    read(text, `${where}.${key}`, rules(key));
  const result = densityCoupling(own, side, bathRecord(kind).letter, reader, where);
  if (result) placed(`${where}.coupling`, () => refuseDivergence(result));
  return result;
}

/** The subsystem of a junction file. @throws InputError */
export function subsystemOf(
  data: SubsystemData,
  read: ExpressionReader,
  values: Readonly<Record<string, string>> = {},
): Subsystem {
  const gapOf = (gap: string | undefined): Expression | undefined =>
    optional(gap, (text) => read(text, "gap", CONSTANT_RULES));
  switch (data.kind) {
    case "TLS":
      return twoLevels(gapOf(data.gap));
    case "HO":
      return oscillator(gapOf(data.gap));
    case "ladder":
      return placed("levels", () => truncatedOscillator(levelCount(data.levels), gapOf(data.gap)));
    case "spin":
      return placed("S", () => largeSpin(parseExactNumber(data.S), gapOf(data.gap)));
    case "levels": {
      const { energies, ...couplings } = levelsData(data, read);
      return separated(generalLevels(energies, couplings));
    }
    case "hamiltonian":
      return hamiltonianOf(data, read, values);
  }
}

/** Energies and matrices of levels. */
function levelsData(
  { energies, S, S_L, S_R, V }: Extract<SubsystemData, { readonly kind: "levels" }>,
  read: ExpressionReader,
) {
  const matrix = (rows: readonly (readonly string[])[] | undefined, key: string) =>
    rows?.map((row, i) => row.map((entry, j) => read(entry, `${key}[${i}][${j}]`, CONSTANT_RULES)));
  return {
    energies: energies.map((energy, i) => read(energy, `energies[${i}]`, CONSTANT_RULES)),
    S: matrix(S, "S"),
    S_L: matrix(S_L, "S_L"),
    S_R: matrix(S_R, "S_R"),
    V: matrix(V, "V"),
  };
}

/** How a subsystem is read whose coherences are kept. */
function readersOf(read: ExpressionReader): SubsystemReaders {
  return {
    levels: (data) =>
      placed("subsystem", () => {
        const { energies, V, ...couplings } = levelsData(data, read);
        const { S_L, S_R } = generalLevels(energies, couplings);
        if (V !== undefined) requireSymmetric(V, energies.length, "V");
        return { energies, V, S_L, S_R };
      }),
    hamiltonian: (data) => placed("subsystem", () => operatorsOf(data, read)),
  };
}

/** A number of levels. @throws InputError unless the text is an integer of at least 2 */
export function levelCount(text: string): number {
  const { numerator, denominator } = parseExactNumber(text);
  if (denominator === 1n && numerator >= 2n && numerator < 1_000_000n) return Number(numerator);
  throw new InputError(`${excerpt(text)} is not a number of levels`, { hint: "an integer of at least 2" });
}

/** The parts and the operators of a Hamiltonian. */
function operatorsOf(
  { parts, H, S, S_L, S_R }: Extract<SubsystemData, { readonly kind: "hamiltonian" }>,
  read: ExpressionReader,
): { readonly sites: readonly Site[]; readonly operators: HamiltonianOperators } {
  const [left, right] = [S_L ?? S, S_R ?? S];
  if (left === undefined || right === undefined || (S !== undefined && (S_L ?? S_R) !== undefined)) {
    throw new InputError("the couplings are not clear", { hint: "give either S, or both S_L and S_R" });
  }
  const operator = (text: string, key: string) => read(text, key, OPERATOR_RULES);
  const sites = parts.map((text, i) => placed(`parts[${i}]`, () => parseSite(text)));
  return {
    sites,
    operators: { H: operator(H, "H"), S_L: operator(left, "S_L"), S_R: operator(right, "S_R") },
  };
}

function hamiltonianOf(
  data: Extract<SubsystemData, { readonly kind: "hamiltonian" }>,
  read: ExpressionReader,
  values: Readonly<Record<string, string>>,
): Subsystem {
  const { sites, operators } = operatorsOf(data, read);
  const names = [...new Set(Object.values(operators).flatMap(symbolsOf))];
  const bound = names.flatMap((name) => {
    const text = values[name];
    return text === undefined ? [] : [[name, parseExactNumber(text)] as const];
  });
  const written = { sites, ...operators, values: new Map(bound) };
  try {
    return { ...hamiltonianLevels(sites, operators, new Set(Object.keys(values))), written };
  } catch (error) {
    const known = names.every((name) => values[name] !== undefined);
    const functions = Object.values(operators)
      .flatMap(functionsOf)
      .filter((name) => !OPERATORS.includes(name));
    if (functions.length > 0 && !known && error instanceof InputError) {
      throw new InputError(
        `levels with ${[...new Set(functions)].join(", ")} of parameters have no exact form`,
        {
          where: "H",
          hint: "bind every parameter of H under parameters, and it is diagonalised numerically",
        },
      );
    }
    if (!(error instanceof NoExactEigenbasisError || functions.length > 0) || !known) throw error;
    return { ...numericHamiltonianLevels(sites, operators, written.values), written };
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
    if (!("coupling" in bath)) continue;
    positive(bath.coupling, `${where}.coupling`);
    for (const { name, assumption } of bathRecord(bath.kind).constants) {
      const value = bath.constants[name];
      if (value && assumption === "positive") positive(value, `${where}.${name}`);
    }
  }
  if (subsystem.kind === "ladder") positive(subsystem.gap, "subsystem.gap");
}
