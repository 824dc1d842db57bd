/** What expressions in different places may contain, and the refusals of what they may not. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { FUNCTION_NAMES, knownFunction, NUMERIC_FUNCTIONS } from "../../symbolic/expression/functions.js";
import { symbolsOf } from "./tree.js";
import { type NamesWithArguments } from "./call-or-product.js";
import { InputError, excerpt } from "../input/errors.js";
import { isName, reservedMeaning } from "../input/names.js";
import { nearest } from "../input/suggest.js";

/** What an expression may contain besides parameters, + − * / and powers. */
export interface ExpressionRules {
  /** Names with a meaning of their own that are allowed here, such as `T`. */
  readonly symbols: readonly string[];
  /** Functions of one argument that are allowed here. */
  readonly functions: readonly string[];
  /** Whether other names may be called, as functions known only by name. */
  readonly formalFunctions: boolean;
  /** What such a function is of; T where absent. */
  readonly formalArgument?: "T" | "omega";
  /** What to say of a function that is not known. */
  readonly otherFunctions?: string;
  /** Names that may be written with their own arguments, Gamma_L(omega). */
  readonly withArguments?: NamesWithArguments;
  /** Other names with a value here, which are no functions. */
  readonly names?: readonly string[];
}

/** A rate: T, omega, the occupations (by themselves at omega) and every known function. */
export const RATE_RULES: ExpressionRules = {
  symbols: ["T", "omega", "n_B", "n_S"],
  functions: FUNCTION_NAMES,
  formalFunctions: false,
  otherFunctions: "bath law is for unspecified functions, g(T); products are written with *",
};

/** A rate with formal functions g(T) in it. */
export const LAW_RULES: ExpressionRules = {
  ...RATE_RULES,
  formalFunctions: true,
  otherFunctions: "give an unspecified function another name, such as g(T)",
};

/** A coupling: may depend on the gap, also by a function known only by name, never on the temperature. */
export const COUPLING_RULES: ExpressionRules = {
  symbols: ["omega"],
  functions: ["exp", "sqrt", ...NUMERIC_FUNCTIONS],
  formalFunctions: true,
  formalArgument: "omega",
};

/** An energy or a matrix element: parameters only. */
export const CONSTANT_RULES: ExpressionRules = {
  symbols: ["omega"],
  functions: ["sqrt", ...NUMERIC_FUNCTIONS],
  formalFunctions: false,
};

/** @throws InputError for a name that cannot stand here */
export function checkName(name: string, rules: ExpressionRules): void {
  if (rules.symbols.includes(name)) return;
  if (rules.functions.includes(name)) throw new InputError(`the function ${name} lacks its argument`);
  const meaning = reservedMeaning(name);
  if (meaning !== undefined) throw new InputError(`${name} is not allowed here: it is ${meaning}`);
  if (!isName(name)) {
    throw new InputError(`${excerpt(name)} is not a name`, {
      hint: "parts are joined by single underscores, as in Gamma_L",
    });
  }
}

/** The energy in n_B(omega) or n_B(omega, T). @throws InputError for n_B(T), n_B(omega/T): those are other functions */
export function energyOfOccupation(name: string, args: readonly Expression[]): Expression {
  const [energy, temperature, ...others] = args;
  const atT = temperature === undefined || (temperature.type === "symbol" && temperature.name === "T");
  if (energy === undefined || !atT || others.length > 0 || symbolsOf(energy).includes("T")) {
    throw new InputError(`${name} takes an energy, at the temperature of its bath`, {
      hint: `write ${name} or ${name}(omega) at the gap, ${name}(2*omega) at another energy`,
    });
  }
  return energy;
}

/** Functions that everybody knows and rates cannot hold: they are not taken for unknown ones. */
const FOREIGN = new Set(
  [
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "sinc",
    "asin",
    "acos",
    "atan",
    "arcsin",
    "arccos",
    "arctan",
  ].concat(
    [
      "asinh",
      "acosh",
      "atanh",
      "arsinh",
      "arcosh",
      "artanh",
      "log",
      "ln",
      "log10",
      "log2",
      "lg",
      "expm1",
      "log1p",
    ],
    ["abs", "sign", "floor", "ceil", "round", "min", "max", "erf", "erfc", "cbrt", "pow"],
  ),
);

/** @throws InputError for a function that cannot stand here, or with another number of arguments */
export function checkFunction(name: string, count: number, rules: ExpressionRules): void {
  const known = rules.functions.includes(knownFunction(name)?.name ?? name);
  const formal =
    rules.formalFunctions && isName(name) && knownFunction(name) === undefined && !FOREIGN.has(name);
  if (!known && !formal) throw unknownFunction(name, rules);
  if (count !== 1) throw new InputError(`${name} takes one argument, not ${count}`);
}

function unknownFunction(name: string, rules: ExpressionRules): InputError {
  const list = rules.functions.length === 0 ? "no functions are" : `known: ${rules.functions.join(", ")}`;
  const near = FOREIGN.has(name) ? undefined : nearest(name, rules.functions);
  return new InputError(`the function ${excerpt(name)} is not allowed here`, {
    hint: [near === undefined ? list : `did you mean ${near}?`, rules.otherFunctions]
      .filter(Boolean)
      .join("; "),
  });
}
