/**
 * Junction files with explicit finite baths: closed systems (1), given by their Hamiltonians instead of rates. Only the
 * trace expansion (4)–(9) takes them.
 *
 *     { "bath": "finite-spins", "energies": ["0.7","1.3"], "zz": "0.15", "couplings": ["0.4","0.4"], "shift": "0" }
 * is H_ν = Σ_p energies_p σ_z^p/2 + zz Σ_p σ_z^p σ_z^{p+1} + shift, B_ν = Σ_p couplings_p σ_x^p;
 *     { "bath": "finite-oscillators", "energies": […], "levels": ["3","2"], "couplings": […], "shift": "0" }
 * is H_ν = Σ_p energies_p a†_p a_p + shift, B_ν = Σ_p couplings_p (a_p + a†_p), cut to `levels` states each.
 */
import type { Expression } from "../../symbolic/expression/expression.js";
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import type { FiniteBath } from "../../numeric/closed/finite-bath.js";
import type { FiniteJunctionModel, FiniteSubsystem } from "../../numeric/closed/finite-junction.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import type { Bindings } from "../junction/bindings.js";
import type { Parametrised } from "../model/point.js";
import { number, symbolsOf } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { exactNumber } from "../input/exact-number.js";
import { CONSTANT_RULES, loadExpressionParser } from "../expression/parse.js";
import { parseJunctionData } from "../junction/file/data.js";
import { type ExpressionReader } from "../junction/file/expression-reader.js";
import { boundOf, levelCount, subsystemOf } from "../junction/file/parse.js";
import { type BathData } from "../junction/file/schema.js";
import { mergeParameters, parameter } from "../input/names.js";
import { subsystemParameters, type Subsystem } from "../junction/ladder.js";
import { placed } from "../input/validate.js";

/** A closed junction with its parameters; numbers come in with the bindings. */
export interface FiniteJunctionFile extends Parametrised {
  /** Its numbers in doubles. @throws InputError for a value outside its domain */
  model(values: Bindings): FiniteJunctionModel;
}

/** The closed junction that the text of a junction file describes. @throws InputError naming the place in the file */
export async function parseFiniteJunctionFile(text: string): Promise<FiniteJunctionFile> {
  const [file, parse] = await Promise.all([parseJunctionData(text), loadExpressionParser()]);
  const read: ExpressionReader = (source, where, rules) => placed(where, () => parse(source, rules));
  const left = finiteBathOf(file.left, "left", read);
  const right = finiteBathOf(file.right, "right", read);
  const subsystem = placed("subsystem", () => finiteSubsystem(subsystemOf(file.subsystem, read)));
  const names = [left, right].flatMap(({ numbers }) => Object.values(numbers).flat().flatMap(symbolsOf));
  const parameters = mergeParameters([
    subsystemParameters(subsystem),
    names.map((name) => parameter(name, "other", "parameter of a finite bath", "real")),
  ]);
  return {
    name: `${left.kind}-${subsystem.label}-${right.kind}`,
    parameters,
    bound: boundOf(file.parameters ?? {}, { parameters }),
    model: (values) => ({
      left: placed("left", () => bathModel(left, values)),
      right: placed("right", () => bathModel(right, values)),
      subsystem: placed("subsystem", () => subsystemModel(subsystem, values)),
    }),
  };
}

/** A finite bath before its numbers are put in. */
interface FiniteBathData {
  readonly kind: FiniteBath["bath"];
  readonly numbers: {
    readonly energies: readonly Expression[];
    readonly couplings: readonly Expression[];
    readonly zz: readonly Expression[];
    readonly shift: readonly Expression[];
  };
  /** One number for all oscillators, or one for each; empty for spins. */
  readonly levels: readonly string[];
}

function finiteBathOf(data: BathData, where: string, read: ExpressionReader): FiniteBathData {
  const listOf = (key: string, list: readonly string[]): readonly Expression[] =>
    list.map((entry, p) => read(entry, `${where}.${key}[${p}]`, CONSTANT_RULES));
  const one = (key: string, entry: string | undefined): readonly Expression[] => [
    entry === undefined ? number(0) : read(entry, `${where}.${key}`, CONSTANT_RULES),
  ];
  switch (data.bath) {
    case "finite-spins": {
      const numbers = {
        energies: listOf("energies", data.energies),
        couplings: listOf("couplings", data.couplings),
        zz: one("zz", data.zz),
        shift: one("shift", data.shift),
      };
      return { kind: data.bath, numbers, levels: [] };
    }
    case "finite-oscillators": {
      const { energies, couplings, levels, shift } = data;
      const numbers = {
        energies: listOf("energies", energies),
        couplings: listOf("couplings", couplings),
        zz: [],
        shift: one("shift", shift),
      };
      if (typeof levels !== "string" && levels.length !== energies.length) {
        throw new InputError(`${levels.length} numbers of levels for ${energies.length} oscillators`, {
          where: `${where}.levels`,
          hint: "give one for each, or one number for all",
        });
      }
      return { kind: data.bath, numbers, levels: typeof levels === "string" ? [levels] : levels };
    }
    default:
      throw new InputError(`${data.bath} is not a finite bath`, {
        where: `${where}.bath`,
        hint: "the trace expansion of a closed system takes finite-spins or finite-oscillators at both ends",
      });
  }
}

function finiteSubsystem(subsystem: Subsystem): Subsystem {
  if (subsystem.kind === "ladder" && subsystem.levels === "infinite") {
    throw new InputError("an oscillator has infinitely many states", {
      where: "kind",
      hint: 'cut it: {"kind": "ladder", "levels": 4}',
    });
  }
  if (subsystem.kind === "levels" && subsystem.S_L !== subsystem.S_R) {
    throw new InputError("the ends couple through different S", {
      hint: "(3) has one S for both; give it as S",
    });
  }
  return subsystem;
}

function bathModel({ kind, numbers, levels }: FiniteBathData, values: Bindings): FiniteBath {
  const valuesOf = (key: keyof typeof numbers): number[] => {
    const list = numbers[key];
    return list.map((e, p) => placed(list.length > 1 ? `${key}[${p}]` : key, () => valueOf(e, values)));
  };
  const energies = valuesOf("energies");
  const couplings = valuesOf("couplings");
  if (couplings.length !== energies.length) {
    throw new InputError(`${couplings.length} couplings for ${energies.length} energies`, {
      where: "couplings",
      hint: "give one for each site",
    });
  }
  const [shift = 0] = valuesOf("shift");
  if (kind === "finite-spins") {
    const [zz = 0] = valuesOf("zz");
    return { bath: kind, energies, couplings, zz, shift };
  }
  const counts = levels.map((text, p) => placed(`levels[${p}]`, () => levelCount(text)));
  const [only = 0] = counts;
  return { bath: kind, energies, couplings, levels: counts.length === 1 ? only : counts, shift };
}

function subsystemModel(subsystem: Subsystem, values: Bindings): FiniteSubsystem {
  const value = (e: Expression, where: string): number => placed(where, () => valueOf(e, values));
  if (subsystem.kind === "levels") {
    const energies = subsystem.energies.map((e, i) => value(e, `energies[${i}]`));
    const S = subsystem.S_L.map((row, i) => row.map((e, j) => value(e, `S[${i}][${j}]`)));
    return { kind: "levels", energies, S };
  }
  if (subsystem.kind === "coherent")
    throw new InputError("a closed junction has no master equation", {
      where: "equation",
      hint: "leave equation and clusters out",
    });
  const gap = value(subsystem.gap, "gap");
  if (!(gap > 0)) throw new InputError(`${gap} is not positive`, { where: "gap" });
  const { label, levels } = subsystem;
  if (label === "TLS") return { kind: "TLS", gap };
  if (label.startsWith("spin:")) return { kind: "spin", S: (Number(levels) - 1) / 2, gap };
  return { kind: "ladder", levels: Number(levels), gap };
}

/** The value of an expression, all of whose symbols are bound. */
function valueOf(e: Expression, values: Bindings): number {
  const lookup = (name: string): number => {
    const value = values.get(name) ?? exactNumber(0);
    return float64.fromRational(value.numerator, value.denominator);
  };
  try {
    const value = evaluateExpression(float64, e, { lookup });
    if (Number.isFinite(value)) return value;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new InputError(error.message);
  }
  throw new InputError("the value is not a finite number");
}
