/**
 * A name followed by brackets, Γ_L(ω) or Γ_L(Γ_L + Γ_R): the name at an argument, or a product? In LaTeX both are
 * written alike; the same rule decides in every formula that a user writes (docs/formulas.md):
 *  - the name's own argument, such as the gap for a coupling, leaves the name itself;
 *  - a sum, or anything that holds a sum or a function, is a factor, unless it could be an argument (energies and
 *    temperatures only, after a name that has an argument of its own);
 *  - whatever else is refused with both readings.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { operands, symbolsOf } from "./tree.js";
import { sameFunction } from "./normal-form.js";
import { InputError, excerpt } from "../input/errors.js";
import { toText } from "./ascii.js";

/** A name that may be written with its arguments. */
export interface OwnArguments {
  /** Every list of arguments that says nothing beyond the name. */
  readonly accepted: readonly (readonly Expression[])[];
  /** Whether a symbol may occur in an argument of this name: energies, for a rate temperatures too. */
  readonly mayHold: (symbol: string) => boolean;
}

/** The names of a formula that have arguments of their own. */
export type NamesWithArguments = ReadonlyMap<string, OwnArguments>;

/** Whether these are the arguments that the name has anyway. */
export function isOwnArgument(own: OwnArguments | undefined, args: readonly Expression[]): boolean {
  return (
    own?.accepted.some(
      (list) => list.length === args.length && list.every((e, i) => isSame(e, args[i] as Expression)),
    ) ?? false
  );
}

function isSame(a: Expression, b: Expression): boolean {
  const [names, others] = [symbolsOf(a), symbolsOf(b)];
  return names.length === others.length && names.every((n) => others.includes(n)) && sameFunction(a, b);
}

/** "name" for the name at its own argument, "product" for a factor in brackets, "unclear" where it may be either. */
export function readBrackets(
  own: OwnArguments | undefined,
  args: readonly Expression[],
): "name" | "product" | "unclear" {
  if (isOwnArgument(own, args)) return "name";
  const [content, ...others] = args;
  if (content === undefined || others.length > 0 || !holdsSumOrCall(content)) return "unclear";
  const symbols = symbolsOf(content);
  const argument =
    own !== undefined && symbols.length > 0 && !holdsCall(content) && symbols.every(own.mayHold);
  return argument ? "unclear" : "product";
}

/** Whether an expression can be the energy of an occupation: energies only, each term with one. */
export function isEnergy(e: Expression, isEnergySymbol: (symbol: string) => boolean): boolean {
  switch (e.type) {
    case "number":
    case "power":
    case "call":
      return false;
    case "symbol":
      return isEnergySymbol(e.name);
    case "sum":
      return e.terms.every((term) => isEnergy(term, isEnergySymbol));
    case "product": {
      const others = e.factors.filter((f) => symbolsOf(f).length > 0 || holdsCall(f));
      return others.length === 1 && isEnergy(others[0] as Expression, isEnergySymbol);
    }
  }
}

/** Whether a function is called anywhere in it. */
function holdsCall(e: Expression): boolean {
  return e.type === "call" || operands(e).some(holdsCall);
}

function holdsSumOrCall(e: Expression): boolean {
  return e.type === "sum" || e.type === "call" || operands(e).some(holdsSumOrCall);
}

/** The refusal: both readings, and how each is written without doubt. `times` is the product sign. */
export function twoReadings(
  name: string,
  own: OwnArguments | undefined,
  args: readonly Expression[],
  { times, at }: { readonly times: string; readonly at?: number | undefined },
): InputError {
  const inside = excerpt(args.map(toText).join(", "), 60);
  const [argument] = own?.accepted ?? [];
  const itself = own
    ? `${name} for ${name}(${(argument ?? []).map(toText).join(", ")})`
    : `no argument after ${name}, which is no function`;
  if (args.length > 1) {
    return new InputError(`${name}(${inside}) has other arguments than ${name}`, {
      at,
      hint: `write ${itself}`,
    });
  }
  return new InputError(`${name}(${inside}) may be the product ${name}*(${inside}) or ${name} at ${inside}`, {
    at,
    hint: `write ${name}${times}(${inside}) for the product, ${itself}`,
  });
}
