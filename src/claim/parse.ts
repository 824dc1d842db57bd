/** Claims as a user writes them: "alpha_2 = …", "J = …", "R = …", "contrast = …", in ASCII names or in LaTeX. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { FUNCTION_NAMES } from "../../symbolic/expression/functions.js";
import { operands, symbol, symbolsOf } from "../expression/tree.js";
import { toText } from "../expression/ascii.js";
import { sameFunction } from "../expression/normal-form.js";
import { withNamedSpectra } from "../exact/named/named-spectra.js";
import { energySymbols, namesWithArguments } from "./names.js";
import { withDefinitions } from "./definitions.js";
import { excerpt, InputError } from "../input/errors.js";
import { type ExpressionParser, type ExpressionRules } from "../expression/parse.js";
import { type Junction, type NamedSpectrum } from "../junction/junction.js";
import { looksLikeLatex, parseLatex } from "../expression/latex/parse.js";
import { latexTokens, withoutSetting } from "../expression/latex/tokens.js";
import { isName, reservedMeaning } from "../input/names.js";

/** What a claim is about. */
type ClaimQuantity =
  { readonly kind: "J" | "R" | "contrast" } | { readonly kind: "alpha"; readonly order: number };

export interface Claim {
  readonly quantity: ClaimQuantity;
  readonly formula: Expression;
}

const LARGEST_ORDER = 40;
/** Derivatives of an unknown function that a formula may hold. */
export const HIGHEST_DERIVATIVE = 12;

const CLAIM_HINT = 'write "alpha_2 = …", "J = …", "R = …" or "contrast = …"';

/**
 * Reads a claim about a junction, and the junction to decide it on: with its couplings by name (`exact/named/named-spectra.ts`), or with their
 * densities written out where the claim has the parameters of these.
 * @throws InputError as {@link parseClaim}
 */
export function claimAbout(
  text: string,
  junction: Junction,
  parse: ExpressionParser,
): { readonly claim: Claim; readonly junction: Junction } {
  const named = withNamedSpectra(junction);
  try {
    const claim = parseClaim(text, named, parse);
    const densities = junction.parameters.filter(
      (p) => !named.parameters.some(({ name }) => name === p.name),
    );
    const used = symbolsOf(claim.formula);
    if (!densities.some(({ name }) => used.includes(name))) return { claim, junction: named };
  } catch (error) {
    if (named === junction || !(error instanceof InputError)) throw error;
    const claim = parsed(() => parseClaim(text, junction, parse));
    if (claim === undefined) throw error;
    return { claim, junction: { ...junction, spectra: [] } };
  }
  return { claim: parseClaim(text, junction, parse), junction: { ...junction, spectra: [] } };
}

function parsed(read: () => Claim): Claim | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/**
 * Reads `quantity = formula`, or `quantity = formula; P_1 = …; y = …` with names that later parts define.
 * @throws InputError that counts characters from the start of the text
 */
export function parseClaim(text: string, junction: Junction, parse: ExpressionParser): Claim {
  try {
    return claimOf(text, junction, parse);
  } catch (error) {
    throw error instanceof InputError ? error.within("--claim") : error;
  }
}

function claimOf(text: string, junction: Junction, parse: ExpressionParser): Claim {
  const whole = looksLikeLatex(text) ? withoutSetting(text) : text;
  const [claim, ...definitions] = partsOf(whole).map(sidesOf);
  if (claim === undefined) throw new InputError("the claim is empty", { hint: CLAIM_HINT });
  const spectra = junction.spectra ?? [];
  const functions = [
    ...new Set([
      ...[junction.left, junction.right].flatMap((b) => b.formalFunctions),
      ...spectra.map(({ name }) => name),
    ]),
  ];
  const parameters = junction.parameters.map((p) => p.name);
  const names = definitions.map(({ left }) => placed(left, (name) => definedName(name, parameters)));
  const withArguments = namesWithArguments(junction);
  const latexNames = {
    parameters: [...parameters, ...names],
    functions,
    withArguments,
    isEnergy: energySymbols(junction),
  };
  const rules: ExpressionRules = { ...claimRules(functions, names), withArguments, names: parameters };
  const read = (source: string): Expression =>
    looksLikeLatex(source) ? parseLatex(source, latexNames) : parse(source, rules);
  const values = new Map(definitions.map(({ right }, i) => [names[i] ?? "", placed(right, read)] as const));
  const formula = withDefinitions(placed(claim.right, read), values);
  const { gap } = junction.subsystem.kind === "ladder" ? junction.subsystem : { gap: undefined };
  return {
    quantity: placed(claim.left, quantityOf),
    formula: withSpectra(withoutSides(formula, parameters), spectra, gap),
  };
}

/** Γ_L(ω_1) as the symbol that the junction has for it. @throws InputError at another argument than the gaps */
function withSpectra(
  e: Expression,
  spectra: readonly NamedSpectrum[],
  only: Expression | undefined,
): Expression {
  if (spectra.length === 0) return e;
  return mapped(e, (x) => {
    const spectrum = x.type === "call" ? spectra.find(({ name }) => name === x.name) : undefined;
    const [argument] = x.type === "call" ? x.arguments : [];
    if (!spectrum || !argument) return x;
    const omega = argument.type === "symbol" && argument.name === "omega" && only !== undefined;
    const value = spectrum.values.find(
      ({ name, gap }) => omega || name === toText(x) || sameFunction(gap, argument),
    );
    if (value) return symbol(value.name);
    throw new InputError(`${toText(x)} is not at a gap of the junction`, {
      hint: `it has ${spectrum.values.map(({ name }) => name).join(", ")}`,
    });
  });
}

/** A part of the text, and how many characters stand before it. */
interface Part {
  readonly text: string;
  readonly before: number;
}

/** Reads a part; positions in complaints count from the start of the whole text. */
function placed<T>({ text, before }: Part, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    throw error instanceof InputError ? error.after(before) : error;
  }
}

/** The parts between semicolons, which in LaTeX may be spaces: \\; */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let before = 0;
  for (const part of text.split(/(?<!\\);/)) {
    if (part.trim() !== "") parts.push({ text: part, before });
    before += part.length + 1;
  }
  return parts;
}

/** Both sides of an equation, written with = or ==. */
function sidesOf({ text, before }: Part): { readonly left: Part; readonly right: Part } {
  const sign = /={1,2}/.exec(text);
  if (sign === null) {
    throw new InputError(`${excerpt(text.trim())} is not an equation`, { hint: CLAIM_HINT });
  }
  const end = sign.index + sign[0].length;
  return {
    left: { text: text.slice(0, sign.index), before },
    right: { text: text.slice(end), before: before + end },
  };
}

/** What is left of a name when all that sets it in LaTeX is gone. */
function plainName(text: string): string {
  return latexTokens(text)
    .map((token) => token.text)
    .filter((token) => !/^(?:[{}]|\\mathrm|\\left|\\right)$/.test(token))
    .map((token) => token.replace(/^\\/, ""))
    .join("");
}

function definedName(text: string, parameters: readonly string[]): string {
  const name = plainName(text);
  if (!isName(name) || parameters.includes(name) || reservedMeaning(name) !== undefined) {
    throw new InputError(`${excerpt(text.trim())} cannot be defined`, {
      hint: "a definition reads P_1 = … or y = …",
    });
  }
  return name;
}

function quantityOf(text: string): ClaimQuantity {
  const plain = plainName(text).replace(/\((?:T_?a,?)?(?:Delta(?:T(?!_))?)?\)$/, "");
  const alpha = /^alpha_(\d{1,3})$/.exec(plain);
  if (alpha) {
    const order = Number(alpha[1]);
    if (order > LARGEST_ORDER) throw new InputError(`alpha_${order} is beyond order ${LARGEST_ORDER}`);
    return { kind: "alpha", order };
  }
  if (/^J(?:[_^]\(?(?:TLS|HO)\)?)?$/.test(plain)) return { kind: "J" };
  if (plain === "R") return { kind: "R" };
  if (plain === "contrast" || plain === "C") return { kind: "contrast" };
  throw new InputError(`${excerpt(text.trim())} cannot be claimed`, { hint: CLAIM_HINT });
}

function claimRules(functions: readonly string[], defined: readonly string[]): ExpressionRules {
  const derivatives = functions.flatMap((g) =>
    Array.from({ length: HIGHEST_DERIVATIVE }, (_, k) => `${g}${"'".repeat(k + 1)}`),
  );
  return {
    symbols: [
      "T_L",
      "T_R",
      "T_a",
      "Delta",
      "k_L",
      "k_R",
      "X_L",
      "X_R",
      "beta_L",
      "beta_R",
      "omega",
      ...defined,
    ],
    functions: [...FUNCTION_NAMES, "n_B_L", "n_B_R", "n_S_L", "n_S_R", ...functions, ...derivatives],
    formalFunctions: false,
  };
}

/** A symbol without index, as the paper's δ and μ, is the junction's only parameter of that letter. */
function withoutSides(e: Expression, parameters: readonly string[]): Expression {
  return mapped(e, (x) => {
    if (x.type !== "symbol" || x.name.includes("_") || parameters.includes(x.name)) return x;
    const [only, ...others] = parameters.filter((p) => p === `${x.name}_L` || p === `${x.name}_R`);
    return only !== undefined && others.length === 0 ? { ...x, name: only } : x;
  });
}

/** The tree with every part replaced, from the leaves up. */
function mapped(e: Expression, put: (x: Expression) => Expression): Expression {
  const visit = (x: Expression): Expression => mapped(x, put);
  if (operands(e).length === 0) return put(e);
  switch (e.type) {
    case "sum":
      return put({ ...e, terms: e.terms.map(visit) });
    case "product":
      return put({ ...e, factors: e.factors.map(visit) });
    case "power":
      return put({ ...e, base: visit(e.base) });
    case "call":
      return put({ ...e, arguments: e.arguments.map(visit) });
    default:
      return put(e);
  }
}
