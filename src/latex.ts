/**
 * Expressions as LaTeX, for amsmath and KaTeX alike: only \frac, parentheses, function names and symbols.
 * Products become one fraction; powers of functions stand at the name (\sinh^{2}); numbers come first.
 */
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { symbolLatex } from "./parameter.js";

const FUNCTIONS = new Set(["sinh", "cosh", "tanh", "coth"]);

/** Names that are not parameters. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["T", "T"],
  ["Delta", "\\Delta"],
  ["k_L", "k^L"],
  ["k_R", "k^R"],
]);

/** The expression as LaTeX (math mode, without delimiters). */
export function toLatex(e: Expression): string {
  switch (e.type) {
    case "number":
      return numberLatex(e);
    case "symbol":
      return SYMBOLS.get(e.name) ?? symbolLatex(e.name);
    case "sum":
      return sumLatex(e.terms, toLatex);
    case "product":
      return productLatex(e.factors);
    case "power":
      return e.exponent.numerator < 0n ? productLatex([e]) : powerLatex(e.base, e.exponent);
    case "call":
      return callLatex(e.name, e.arguments, "");
  }
}

function sumLatex(terms: readonly Expression[], render: (e: Expression) => string): string {
  return terms
    .map((t, i) => {
      const term = t.type === "sum" ? parenthesised(t) : render(t);
      if (i === 0) return term;
      return term.startsWith("-") ? ` - ${term.slice(1).trimStart()}` : ` + ${term}`;
    })
    .join("");
}

function numberLatex(n: ExactNumber): string {
  if (n.denominator === 1n) return String(n.numerator);
  const sign = n.numerator < 0n ? "-" : "";
  return `${sign}\\frac{${n.numerator < 0n ? -n.numerator : n.numerator}}{${n.denominator}}`;
}

/** Parentheses, and brackets around what holds parentheses already. */
function parenthesised(e: Expression): string {
  const latex = toLatex(e);
  if (latex.includes("(") && !latex.includes("[")) {
    return latex.includes("\\frac") ? `\\left[${latex}\\right]` : `[${latex}]`;
  }
  return inParentheses(latex);
}

/** Plain parentheses around what is one line high, growing ones around fractions. */
function inParentheses(latex: string): string {
  return latex.includes("\\frac") ? `\\left(${latex}\\right)` : `(${latex})`;
}

/** An argument or exponent: a quotient by one symbol with a slash, as in 2ω/T_a. */
function argumentLatex(e: Expression): string {
  const factors = e.type === "product" ? e.factors : [e];
  const isInverse = (f: Expression): boolean => f.type === "power" && f.exponent.numerator < 0n;
  const below = factors.filter(isInverse);
  const [only] = below;
  const above = factors.filter((f) => !isInverse(f));
  const simple =
    only?.type === "power" &&
    only.base.type === "symbol" &&
    only.exponent.numerator === -only.exponent.denominator;
  if (!simple || below.length > 1 || above.length === 0) return toLatex(e);
  if (above.some((f) => f.type === "number" && f.denominator !== 1n)) return toLatex(e);
  const top: Expression = above.length === 1 ? (above[0] as Expression) : { type: "product", factors: above };
  return `${top.type === "sum" ? parenthesised(top) : toLatex(top)}/${toLatex(only.base)}`;
}

function callLatex(name: string, args: readonly Expression[], exponent: string): string {
  const [argument] = args as [Expression];
  if (name === "exp") return `e^{${argumentLatex(argument)}}`;
  if (name === "sqrt") return `\\sqrt{${toLatex(argument)}}`;
  const head = FUNCTIONS.has(name) ? `\\${name}` : formalName(name);
  return `${head}${exponent}${inParentheses(args.map(argumentLatex).join(", "))}`;
}

/** n_B or n_S of one end. */
const OCCUPATION = /^n_([BS])_([LR])$/;

/** A function known by name only; primes mark derivatives. */
function formalName(name: string): string {
  const occupation = OCCUPATION.exec(name);
  if (occupation) return `n_${occupation[1]}^${occupation[2]}`;
  const primes = /'*$/.exec(name)?.[0].length ?? 0;
  const base = symbolLatex(name.slice(0, name.length - primes));
  if (primes === 0) return base;
  return primes <= 3 ? `${base}${"'".repeat(primes)}` : `${base}^{(${primes})}`;
}

function powerLatex(base: Expression, exponent: ExactNumber): string {
  const e =
    exponent.denominator === 1n
      ? String(exponent.numerator)
      : `${exponent.numerator}/${exponent.denominator}`;
  if (e === "1") return base.type === "sum" ? parenthesised(base) : toLatex(base);
  if (base.type === "symbol") return `${toLatex(base)}^{${e}}`;
  // n_B^L has its superscript already: the power stands behind the argument.
  if (base.type === "call" && OCCUPATION.test(base.name)) return `${toLatex(base)}^{${e}}`;
  if (base.type === "call" && base.name !== "exp" && base.name !== "sqrt" && !base.name.endsWith("'")) {
    return callLatex(base.name, base.arguments, `^{${e}}`);
  }
  return `${parenthesised(base)}^{${e}}`;
}

function productLatex(factors: readonly Expression[]): string {
  const above: string[] = [];
  const below: string[] = [];
  let sign = "";
  for (const f of factors) {
    if (f.type === "number") {
      if (f.numerator < 0n) sign = "-";
      const n = f.numerator < 0n ? -f.numerator : f.numerator;
      if (n !== 1n) above.push(String(n));
      if (f.denominator !== 1n) below.push(String(f.denominator));
    } else if (f.type === "power" && f.exponent.numerator < 0n) {
      below.push(
        powerLatex(f.base, { numerator: -f.exponent.numerator, denominator: f.exponent.denominator }),
      );
    } else above.push(f.type === "sum" ? parenthesised(f) : toLatex(f));
  }
  const top = above.length === 0 ? "1" : joined(above);
  if (below.length === 0) return sign + top;
  return `${sign}\\frac{${withoutOuterParentheses(above, factors, false) ?? top}}{${withoutOuterParentheses(below, factors, true) ?? joined(below)}}`;
}

/** Factors side by side; a space keeps \omega and a following letter apart. */
function joined(parts: readonly string[]): string {
  return parts.join(" ");
}

/** A lone sum above or below a fraction bar needs no parentheses. */
function withoutOuterParentheses(
  parts: readonly string[],
  factors: readonly Expression[],
  below: boolean,
): string | undefined {
  if (parts.length !== 1) return undefined;
  const sums = factors.filter((f) =>
    below
      ? f.type === "power" &&
        f.base.type === "sum" &&
        f.exponent.numerator === -1n &&
        f.exponent.denominator === 1n
      : f.type === "sum",
  );
  const [only] = sums;
  if (sums.length !== 1 || only === undefined) return undefined;
  const inner = only.type === "power" ? only.base : only;
  if (parts[0] !== parenthesised(inner)) return undefined;
  // no fractions of full size within a fraction
  return inner.type === "sum" ? sumLatex(inner.terms, argumentLatex) : toLatex(inner);
}
