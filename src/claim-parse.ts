/** Claims as a user writes them: "alpha_2 = …", "J = …", "R = …", "contrast = …", in ASCII names or in LaTeX. */
import { type Expression } from "../symbolic/expression.js";
import { KNOWN_FUNCTIONS } from "./bath.js";
import { call, operands } from "./build-expression.js";
import { excerpt, InputError } from "./errors.js";
import { replaceSymbol } from "./replace-symbol.js";
import { type ExpressionParser, type ExpressionRules } from "./expression-parser.js";
import { type Junction } from "./junction.js";
import { looksLikeLatex, parseLatex } from "./latex-parser.js";
import { withoutSetting } from "./latex-tokens.js";
import { isName, reservedMeaning } from "./parameter.js";

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
 * Reads `quantity = formula`, or `quantity = formula; P_1 = …; y = …` with names that later parts define.
 * @throws InputError
 */
export function parseClaim(text: string, junction: Junction, parse: ExpressionParser): Claim {
  const whole = looksLikeLatex(text) ? withoutSetting(text) : text;
  const [claim, ...definitions] = whole.split(/(?<!\\);/).filter((part) => part.trim() !== "");
  const [left, right] = sidesOf(claim ?? text);
  const functions = [...new Set([junction.left, junction.right].flatMap((b) => b.formalFunctions))];
  const parameters = junction.parameters.map((p) => p.name);
  try {
    const defined = definitions
      .map(sidesOf)
      .map(([name, value]) => [definedName(name, parameters), value] as const);
    const names = defined.map(([name]) => name);
    const read = (source: string): Expression =>
      looksLikeLatex(source)
        ? parseLatex(source, { parameters: [...parameters, ...names], functions })
        : withPrimes(parse(primesAsNames(source, functions), claimRules(functions, names)));
    const values = defined.map(([name, value]) => [name, read(value)] as const);
    // Definitions may use each other; one that uses itself stays unknown and is refused as such.
    const formula = values.reduce(
      (e) => values.reduce((inner, [name, value]) => replaceSymbol(inner, name, value), e),
      read(right),
    );
    return { quantity: quantityOf(left), formula: withoutSides(formula, parameters) };
  } catch (error) {
    throw error instanceof InputError ? error.within("--claim") : error;
  }
}

function sidesOf(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 0)
    throw new InputError(`${excerpt(text)} is not an equation`, { where: "--claim", hint: CLAIM_HINT });
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function definedName(text: string, parameters: readonly string[]): string {
  const name = text.replace(/\\(?:[,;:! ]|q?quad)|[\\{}\s]/g, "");
  if (!isName(name) || parameters.includes(name) || reservedMeaning(name) !== undefined) {
    throw new InputError(`${excerpt(text)} cannot be defined`, {
      hint: "a definition reads P_1 = … or y = …",
    });
  }
  return name;
}

function quantityOf(text: string): ClaimQuantity {
  const plain = text
    .replace(/\\(?:math(?:cal|rm|bf)|text|operatorname|left|right|[,;:! ])/g, "")
    .replace(/[\\${}\s]/g, "")
    .replace(/\((?:T_?a,?)?(?:Delta(?:T(?!_))?)?\)$/, "");
  const alpha = /^alpha_(\d{1,3})$/.exec(plain);
  if (alpha) {
    const order = Number(alpha[1]);
    if (order > LARGEST_ORDER) throw new InputError(`alpha_${order} is beyond order ${LARGEST_ORDER}`);
    return { kind: "alpha", order };
  }
  if (/^J(?:[_^]\(?(?:TLS|HO)\)?)?$/.test(plain)) return { kind: "J" };
  if (plain === "R") return { kind: "R" };
  if (plain === "contrast" || plain === "C") return { kind: "contrast" };
  throw new InputError(`${excerpt(text)} cannot be claimed`, { hint: CLAIM_HINT });
}

function claimRules(functions: readonly string[], defined: readonly string[]): ExpressionRules {
  const derivatives = functions.flatMap((g) =>
    Array.from({ length: HIGHEST_DERIVATIVE }, (_, k) => `${g}${PRIMES}${k + 1}`),
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
    functions: [...KNOWN_FUNCTIONS, "n_B_L", "n_B_R", "n_S_L", "n_S_R", ...functions, ...derivatives],
    formalFunctions: false,
  };
}

/** g''(x) passes through the parser as the function g_derivative_2. */
const PRIMES = "_derivative_";

function primesAsNames(text: string, functions: readonly string[]): string {
  return text.replace(/([A-Za-z][A-Za-z0-9_]*)('+)/g, (_, name: string, primes: string) => {
    if (!functions.includes(name)) {
      throw new InputError(`${excerpt(name + primes)} is not known here`, {
        hint:
          functions.length === 0
            ? "the rates hold no unknown functions"
            : `derivatives of ${functions.join(", ")} are written ${functions[0] ?? ""}'(T_a/2)`,
      });
    }
    if (primes.length > HIGHEST_DERIVATIVE) {
      throw new InputError(`a derivative of order ${primes.length}`, {
        hint: `up to order ${HIGHEST_DERIVATIVE} they are read`,
      });
    }
    return `${name}${PRIMES}${primes.length}`;
  });
}

function withPrimes(e: Expression): Expression {
  return mapped(e, (x) => {
    const [name, order] = x.type === "call" ? x.name.split(PRIMES) : [];
    if (x.type !== "call" || name === undefined || order === undefined) return x;
    return call(`${name}${"'".repeat(Number(order))}`, ...x.arguments);
  });
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
