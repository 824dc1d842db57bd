/**
 * Baths. Every bath is one thing: its rate k(T) downwards over a gap ω, as an expression in T, omega and parameters.
 * Upwards the rate is e^{−ω/T} k(T) by detailed balance (13). The built-in kinds also keep the data of their formula,
 * so that the numeric layer can use forms without cancellation.
 */
import type { Expression } from "../../symbolic/expression/expression.js";
import { knownFunction } from "../../symbolic/expression/functions.js";
import {
  call,
  functionsOf,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  symbol,
  symbolsOf,
} from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { parameter, type Parameter, PI, type Role } from "../input/names.js";

/** The end of the junction a bath sits at. */
export type Side = "L" | "R";

interface BathCommon {
  readonly side: Side;
  /** The downward rate k(T), in the symbols T (temperature of this bath), omega (the gap) and parameters. */
  readonly rate: Expression;
  /** Functions known only by name: g in c·g(T) of a `law`, G in a coupling G(ω). */
  readonly formalFunctions: readonly string[];
  readonly parameters: readonly Parameter[];
}

/** A bath of a kind that is built in: its coupling times what its record says (16), (17), (19). */
export interface CoupledBath extends BathCommon {
  readonly kind: BuiltInBath;
  /** Υ or Γ; may depend on the gap through `omega`. */
  readonly coupling: Expression;
  /** The coupling as its file has it, where units have changed it. */
  readonly written?: Expression;
  /** What the rate takes beside the coupling, by name: delta and mu of a metal. */
  readonly constants: Constants;
}

type Constants = Readonly<Record<string, Expression>>;

/** A rate of the user's, `law` with formal functions in it. */
export interface RateBath extends BathCommon {
  readonly kind: "custom" | "law";
  /** Present where the rate is that of a metal with a given F(ε) (`junction/metal-spectrum.ts`). */
  readonly metal?: MetalSpectrum;
}

/** F(ε) = Σ_m F_m (ε − μ)^m of (19), for the downward rate. */
interface MetalSpectrum {
  readonly F: readonly Expression[];
  readonly mu: Expression;
}

export type Bath = CoupledBath | RateBath;

/** Baths of a junction file that are not built in: by a rate, or explicit and finite (`traces/parse-finite-junction.ts`). */
export const OTHER_BATHS = ["custom", "law", "finite-spins", "finite-oscillators"] as const;

/** What a rate takes beside its coupling. */
interface BathConstant {
  readonly name: string;
  /** As "slope of the density of states of the left metal" says it, without the end. */
  readonly meaning: string;
  readonly assumption: Parameter["assumption"];
  readonly measures: "number" | "temperature";
}

/** A kind of bath: k(T) = coupling·growth(T)/(1 + σ e^{−ω/T}). Whoever needs more than the rate reads it here. */
interface BathRecord {
  /** Its name and other words for it. */
  readonly words: readonly string[];
  readonly formula: string;
  readonly equation: string;
  /** What it is called in a picture. */
  readonly title: string;
  /** σ: 1 for n_S, −1 for n_B. */
  readonly statistics: 1 | -1;
  /** The coupling's letter. */
  readonly letter: "Upsilon" | "Gamma";
  readonly constants: readonly BathConstant[];
  /** What the rate grows with at the temperature T beside its statistics, in its constants; 1 where it is left out. */
  readonly growth?: (constants: Constants, T: Expression, write: Writing) => Expression;
}

/** How formulas are put together: as trees by hand, or by constructors that simplify. */
export interface Writing {
  readonly sum: (...terms: readonly Expression[]) => Expression;
  readonly product: (...factors: readonly Expression[]) => Expression;
  readonly inverse: (e: Expression) => Expression;
}

const PLAIN: Writing = { sum, product, inverse: (e) => power(e, -1) };

const T = symbol("T");
const OMEGA = symbol("omega");

/**
 * The kinds that are built in. A new one is a record here and its shape in `file/schema.ts`. Only spin, solid and metal have forms
 * without cancellation in the numeric layer and names of their own in certificates: any other is computed by its rate, and its certificates are not
 * accepted before the checker knows its name.
 */
export const BATH_KINDS = {
  spin: {
    words: ["spin"],
    formula: "Upsilon/(1 + exp(-omega/T))",
    equation: "(16)",
    title: "spin bath",
    statistics: 1,
    letter: "Upsilon",
    constants: [],
  },
  solid: {
    words: ["solid", "harmonic", "boson", "phonon", "photon"],
    formula: "Gamma/(1 - exp(-omega/T))",
    equation: "(17)",
    title: "solid",
    statistics: -1,
    letter: "Gamma",
    constants: [],
  },
  metal: {
    words: ["metal"],
    formula: "Gamma*(1 + delta*T/mu)/(1 - exp(-omega/T))",
    equation: "(18), (19)",
    title: "metal",
    statistics: -1,
    letter: "Gamma",
    constants: [
      {
        name: "delta",
        meaning: "slope of the density of states",
        assumption: "real",
        measures: "number",
      },
      // μ is taken as a temperature, as energies of a metal are given by k_B T: δT/μ is a pure number.
      { name: "mu", meaning: "chemical potential", assumption: "positive", measures: "temperature" },
    ],
    growth: ({ delta, mu }, T, { sum, product, inverse }) =>
      sum(number(1), product(delta as Expression, T, inverse(mu as Expression))),
  },
} as const satisfies Readonly<Record<string, BathRecord>>;

/** Kinds that have a formula of their own. */
export type BuiltInBath = keyof typeof BATH_KINDS;

/** Their names, in the order of the paper. */
export const BUILT_IN_BATHS = Object.keys(BATH_KINDS) as readonly BuiltInBath[];

/** The record of a kind. */
export function bathRecord(kind: BuiltInBath): BathRecord {
  return BATH_KINDS[kind];
}

/** The built-in baths as a user sees them. */
export const BATHS: readonly {
  readonly kind: BuiltInBath;
  readonly aliases: readonly string[];
  readonly formula: string;
  readonly equation: string;
}[] = BUILT_IN_BATHS.map((kind) => {
  const { words, formula, equation } = bathRecord(kind);
  return { kind, aliases: words.slice(1), formula, equation };
});

/** Symbols of a rate that are not parameters: temperature, gap, the occupations at (omega, T), and the number π. */
const RATE_SYMBOLS: ReadonlySet<string> = new Set(["T", "omega", "n_B", "n_S", PI]);

/** e^{−ω/T}. */
function boltzmannFactor(): Expression {
  return call("exp", negative(quotient(OMEGA, T)));
}

/** The kind that `word` names, in any case, by itself or by an alias; undefined if none. */
export function bathKind(word: string): BuiltInBath | undefined {
  const wanted = word.toLowerCase();
  return BATHS.find(({ kind, aliases }) => kind === wanted || aliases.includes(wanted))?.kind;
}

/**
 * A built-in bath. The coupling and the constants default to their letters with the side's index.
 * @throws InputError if a name in them is a function too
 */
export function builtInBath(
  kind: BuiltInBath,
  side: Side,
  given?: Expression,
  own: Readonly<Record<string, Expression | undefined>> = {},
): CoupledBath {
  const { statistics, letter, constants: list, growth } = bathRecord(kind);
  const coupling = given ?? symbol(`${letter}_${side}`);
  const constants = Object.fromEntries(
    list.map(({ name }) => [name, own[name] ?? symbol(`${name}_${side}`)]),
  );
  const factor = boltzmannFactor();
  const occupied = power(sum(number(1), statistics === 1 ? factor : negative(factor)), -1);
  return {
    kind,
    side,
    rate: product(coupling, ...(growth ? [growth(constants, T, PLAIN)] : []), occupied),
    coupling,
    constants,
    formalFunctions: unknownFunctions(coupling),
    parameters: [
      ...named(coupling, "coupling", `coupling to the ${END[side]} bath`),
      ...list.flatMap(({ name, meaning, assumption }) =>
        named(
          constants[name] as Expression,
          "density of states",
          `${meaning} of the ${END[side]} ${kind}`,
          assumption,
        ),
      ),
    ],
  };
}

/** Spin bath: k = Υ/(1 + e^{−ω/T}) (16). The coupling defaults to the symbol Upsilon_L or Upsilon_R. */
export function spinBath(side: Side, coupling?: Expression): CoupledBath {
  return builtInBath("spin", side, coupling);
}

/** Solid: k = Γ/(1 − e^{−ω/T}) = −Γ n_B(−ω) (17). The coupling defaults to the symbol Gamma_L or Gamma_R. */
export function solidBath(side: Side, coupling?: Expression): CoupledBath {
  return builtInBath("solid", side, coupling);
}

/** Metal: k = Γ(1 + δT/μ)/(1 − e^{−ω/T}) (19). Defaults: the symbols Gamma, delta and mu with the side's index. */
export function metalBath(
  side: Side,
  coupling?: Expression,
  delta?: Expression,
  mu?: Expression,
): CoupledBath {
  return builtInBath("metal", side, coupling, { delta, mu });
}

/** The bath with another coupling. */
export function withCoupling({ kind, side, constants }: CoupledBath, coupling: Expression): CoupledBath {
  return builtInBath(kind, side, coupling, constants);
}

/** The bath with each of its parts changed. */
export function mapCoupled(
  { kind, side, coupling, constants }: CoupledBath,
  change: (e: Expression) => Expression,
): CoupledBath {
  const changed = Object.entries(constants).map(([name, value]) => [name, change(value)] as const);
  return builtInBath(kind, side, change(coupling), Object.fromEntries(changed));
}

/** δ and μ of a metal with a linear density of states; undefined for any other bath. */
export function metalConstants(
  bath: Bath,
): { readonly delta: Expression; readonly mu: Expression } | undefined {
  if (bath.kind !== "metal") return undefined;
  const { delta, mu } = bath.constants;
  return { delta: delta as Expression, mu: mu as Expression };
}

/**
 * What a rate grows with beside its coupling and statistics; undefined for 1.
 * @param put  what becomes of its constants
 */
export function growthOf(
  { kind, constants }: CoupledBath,
  at: { readonly T: Expression; readonly put: (e: Expression) => Expression; readonly write: Writing },
): Expression | undefined {
  const own = Object.entries(constants).map(([name, value]) => [name, at.put(value)] as const);
  return bathRecord(kind).growth?.(Object.fromEntries(own), at.T, at.write);
}

/**
 * A bath given by its rate. The kind is `law` where the rate calls a function known only by name.
 * @throws InputError if the rate uses a reserved name as a parameter.
 */
export function rateBath(side: Side, rate: Expression): RateBath {
  const formalFunctions = unknownFunctions(rate);
  return {
    kind: formalFunctions.length > 0 ? "law" : "custom",
    side,
    rate,
    formalFunctions,
    parameters: named(rate, "other", `parameter of the rate of the ${END[side]} bath`),
  };
}

const END = { L: "left", R: "right" } as const;

/** Functions in an expression that are known only by name. @throws InputError if one names a parameter too */
function unknownFunctions(e: Expression): readonly string[] {
  const functions = functionsOf(e).filter((name) => knownFunction(name) === undefined);
  const clash = symbolsOf(e).find((name) => functions.includes(name));
  if (clash !== undefined) throw new InputError(`${clash} is used both as a function and as a parameter`);
  return functions;
}

/** The parameters that an expression of a bath holds. */
export function named(
  e: Expression,
  role: Role,
  meaning: string,
  assumption: Parameter["assumption"] = "positive",
): readonly Parameter[] {
  return symbolsOf(e)
    .filter((name) => !RATE_SYMBOLS.has(name))
    .map((name) => parameter(name, role, meaning, assumption));
}
