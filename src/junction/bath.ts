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

/** Spin bath (16), or solid: phonons, radiation (17). */
export interface CoupledBath extends BathCommon {
  readonly kind: "spin" | "solid";
  /** Υ or Γ; may depend on the gap through `omega`. */
  readonly coupling: Expression;
  /** The coupling as its file has it, where units have changed it. */
  readonly written?: Expression;
}

/** Metal with a linear density of states: Λ ≈ Γ(1 + δT/μ) in (19). */
export interface MetalBath extends BathCommon {
  readonly kind: "metal";
  readonly coupling: Expression;
  readonly written?: Expression;
  readonly delta: Expression;
  readonly mu: Expression;
}

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

export type Bath = CoupledBath | MetalBath | RateBath;

/** A kind of bath that is not handled somewhere does not compile there. */
export function unhandledBath(bath: never): never {
  throw new InputError(`a bath of a kind that is not known here: ${JSON.stringify(bath)}`);
}

/** Baths of a junction file that are not built in: by a rate, or explicit and finite (`traces/parse-finite-junction.ts`). */
export const OTHER_BATHS = ["custom", "law", "finite-spins", "finite-oscillators"] as const;

/** Kinds that have a formula of their own. */
export type BuiltInBath = "spin" | "solid" | "metal";

/** The words that name each built-in bath. */
export const BATH_WORDS = {
  spin: ["spin"],
  solid: ["solid", "harmonic", "boson", "phonon", "photon"],
  metal: ["metal"],
} as const satisfies Readonly<Record<BuiltInBath, readonly [BuiltInBath, ...string[]]>>;

/** The built-in baths as a user sees them. */
export const BATHS: readonly {
  readonly kind: BuiltInBath;
  readonly aliases: readonly string[];
  readonly formula: string;
  readonly equation: string;
}[] = [
  { kind: "spin", aliases: [], formula: "Upsilon/(1 + exp(-omega/T))", equation: "(16)" },
  {
    kind: "solid",
    aliases: BATH_WORDS.solid.slice(1),
    formula: "Gamma/(1 - exp(-omega/T))",
    equation: "(17)",
  },
  {
    kind: "metal",
    aliases: [],
    formula: "Gamma*(1 + delta*T/mu)/(1 - exp(-omega/T))",
    equation: "(18), (19)",
  },
];

/** Symbols of a rate that are not parameters: temperature, gap, the occupations at (omega, T), and the number π. */
const RATE_SYMBOLS: ReadonlySet<string> = new Set(["T", "omega", "n_B", "n_S", PI]);

const T = symbol("T");
const OMEGA = symbol("omega");

/** e^{−ω/T}. */
function boltzmannFactor(): Expression {
  return call("exp", negative(quotient(OMEGA, T)));
}

/** The kind that `word` names, in any case, by itself or by an alias; undefined if none. */
export function bathKind(word: string): BuiltInBath | undefined {
  const wanted = word.toLowerCase();
  return BATHS.find(({ kind, aliases }) => kind === wanted || aliases.includes(wanted))?.kind;
}

/** Spin bath: k = Υ/(1 + e^{−ω/T}) (16). The coupling defaults to the symbol Upsilon_L or Upsilon_R. */
export function spinBath(side: Side, coupling: Expression = symbol(`Upsilon_${side}`)): CoupledBath {
  const rate = quotient(coupling, sum(number(1), boltzmannFactor()));
  return { kind: "spin", side, rate, coupling, ...coupled(side, coupling) };
}

/** Solid: k = Γ/(1 − e^{−ω/T}) = −Γ n_B(−ω) (17). The coupling defaults to the symbol Gamma_L or Gamma_R. */
export function solidBath(side: Side, coupling: Expression = symbol(`Gamma_${side}`)): CoupledBath {
  const rate = quotient(coupling, sum(number(1), negative(boltzmannFactor())));
  return { kind: "solid", side, rate, coupling, ...coupled(side, coupling) };
}

/** Metal: k = Γ(1 + δT/μ)/(1 − e^{−ω/T}) (19). Defaults: the symbols Gamma, delta and mu with the side's index. */
export function metalBath(
  side: Side,
  coupling: Expression = symbol(`Gamma_${side}`),
  delta: Expression = symbol(`delta_${side}`),
  mu: Expression = symbol(`mu_${side}`),
): MetalBath {
  const density = sum(number(1), product(delta, T, power(mu, -1)));
  const rate = product(coupling, density, power(sum(number(1), negative(boltzmannFactor())), -1));
  const { formalFunctions, parameters: own } = coupled(side, coupling);
  const parameters = [
    ...own,
    ...named(delta, "density of states", `slope of the density of states of the ${END[side]} metal`, "real"),
    ...named(mu, "density of states", `chemical potential of the ${END[side]} metal`),
  ];
  return { kind: "metal", side, rate, coupling, delta, mu, formalFunctions, parameters };
}

/** A built-in bath with its default parameters. */
export function builtInBath(kind: BuiltInBath, side: Side): Bath {
  return { spin: spinBath, solid: solidBath, metal: metalBath }[kind](side);
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

/** What a bath has by its coupling. */
function coupled(side: Side, coupling: Expression): Pick<BathCommon, "formalFunctions" | "parameters"> {
  return {
    formalFunctions: unknownFunctions(coupling),
    parameters: named(coupling, "coupling", `coupling to the ${END[side]} bath`),
  };
}

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
