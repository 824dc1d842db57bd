/**
 * Expressions as LaTeX, for amsmath and KaTeX alike: only \frac, parentheses, function names and symbols.
 * Products become one fraction; powers of functions stand at the name (\sinh^{2}); numbers come first.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { knownFunction } from "../../symbolic/expression/functions.js";
import { readBrackets } from "../expression/call-or-product.js";
import { symbolLatex } from "../input/names.js";

/** Names that are not parameters. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["T", "T"],
  ["Delta", "\\Delta"],
  ["k_L", "k^L"],
  ["k_R", "k^R"],
]);

/** What is rendered already: formulas share their symbols, functions and sums. */
type Known = Map<Expression, string>;

/** The expression as LaTeX (math mode, without delimiters). */
export function toLatex(e: Expression): string {
  return latexOf(e, new Map());
}

function latexOf(e: Expression, known: Known): string {
  if (e.type === "number") return numberLatex(e);
  if (e.type === "product") return productLatex(e.factors, known);
  let latex = known.get(e);
  if (latex === undefined) known.set(e, (latex = rendered(e, known)));
  return latex;
}

function rendered(e: Exclude<Expression, { type: "number" | "product" }>, known: Known): string {
  switch (e.type) {
    case "symbol":
      return SYMBOLS.get(e.name) ?? symbolLatex(e.name);
    case "sum":
      return sumLatex(e.terms, known, latexOf);
    case "power":
      return e.exponent.numerator < 0n ? productLatex([e], known) : powerLatex(e.base, e.exponent, known);
    case "call":
      return callLatex(e.name, e.arguments, "", known);
  }
}

function sumLatex(
  terms: readonly Expression[],
  known: Known,
  render: (e: Expression, known: Known) => string,
): string {
  let latex = "";
  for (const t of terms) {
    const term = t.type === "sum" ? parenthesised(t, known) : render(t, known);
    if (latex === "") latex = term;
    else latex += term.startsWith("-") ? ` - ${term.slice(1).trimStart()}` : ` + ${term}`;
  }
  return latex;
}

function numberLatex(n: ExactNumber): string {
  if (n.denominator === 1n) return String(n.numerator);
  const sign = n.numerator < 0n ? "-" : "";
  return `${sign}\\frac{${n.numerator < 0n ? -n.numerator : n.numerator}}{${n.denominator}}`;
}

/** Parentheses, and brackets around what holds parentheses already. */
function parenthesised(e: Expression, known: Known): string {
  const latex = latexOf(e, known);
  if (latex.includes("(") && !latex.includes("[")) {
    return latex.includes("\\frac") ? `\\left[${latex}\\right]` : `[${latex}]`;
  }
  return inParentheses(latex);
}

/** Plain parentheses around what is one line high, growing ones around fractions. */
function inParentheses(latex: string): string {
  return latex.includes("\\frac") ? `\\left(${latex}\\right)` : `(${latex})`;
}

/** An exponent: on one line, as in 7/(5 T_a). */
function exponentLatex(e: Expression, known: Known): string {
  const [number, ...others] = e.type === "product" ? e.factors : [e];
  if (number?.type !== "number" || number.denominator === 1n) return argumentLatex(e, known);
  const below = others.filter(isInverse);
  const above = others.filter((f) => !isInverse(f));
  const top = productLatex([{ ...number, denominator: 1n }, ...above], known);
  const down = sideBySide(below.map((f) => inverted(f, known)));
  return `${top}/${below.length === 0 ? String(number.denominator) : `(${number.denominator} ${down})`}`;
}

/** An argument: a quotient by one symbol with a slash, as in 2ω/T_a. */
function argumentLatex(e: Expression, known: Known): string {
  const factors = e.type === "product" ? e.factors : [e];
  const below = factors.filter(isInverse);
  const [only] = below;
  const above = factors.filter((f) => !isInverse(f));
  const simple = only?.base.type === "symbol" && only.exponent.numerator === -only.exponent.denominator;
  if (!simple || below.length > 1) return latexOf(e, known);
  if (above.length === 0) return `1/${latexOf(only.base, known)}`;
  if (above.some((f) => f.type === "number" && f.denominator !== 1n)) return latexOf(e, known);
  const top: Expression = above.length === 1 ? (above[0] as Expression) : { type: "product", factors: above };
  return `${top.type === "sum" ? parenthesised(top, known) : latexOf(top, known)}/${latexOf(only.base, known)}`;
}

function callLatex(name: string, args: readonly Expression[], exponent: string, known: Known): string {
  const [argument] = args as [Expression];
  if (name === "exp") return `e^{${exponentLatex(argument, known)}}`;
  if (name === "sqrt") return `\\sqrt{${latexOf(argument, known)}}`;
  const head = knownFunction(name)?.latex ?? formalName(name);
  return `${head}${exponent}${inParentheses(args.map((a) => argumentLatex(a, known)).join(", "))}`;
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

function powerLatex(base: Expression, exponent: ExactNumber, known: Known): string {
  const e =
    exponent.denominator === 1n
      ? String(exponent.numerator)
      : `${exponent.numerator}/${exponent.denominator}`;
  if (e === "1") return base.type === "sum" ? parenthesised(base, known) : latexOf(base, known);
  if (base.type === "symbol") {
    const symbol = latexOf(base, known);
    // k^L has its superscript already.
    return symbol.includes("^") ? `(${symbol})^{${e}}` : `${symbol}^{${e}}`;
  }
  // n_B^L has its superscript already: the power stands behind the argument.
  if (base.type === "call" && OCCUPATION.test(base.name)) return `${latexOf(base, known)}^{${e}}`;
  if (base.type === "call" && base.name !== "exp" && base.name !== "sqrt" && !base.name.endsWith("'")) {
    return callLatex(base.name, base.arguments, `^{${e}}`, known);
  }
  return `${parenthesised(base, known)}^{${e}}`;
}

/** A factor that is printed, with what it is: it decides whether a bracket after it could be its argument. */
interface Printed {
  readonly latex: string;
  readonly factor: Expression;
}

/** 1/f of a power with a negative exponent. */
function inverted({ base, exponent }: Power, known: Known): Printed {
  const positive = { ...exponent, numerator: -exponent.numerator };
  return { latex: powerLatex(base, positive, known), factor: { type: "power", base, exponent: positive } };
}

/** Factors next to each other; a space keeps \omega and a following letter apart. */
function sideBySide(factors: readonly Printed[]): string {
  return factors.reduce((latex, next, i) => {
    const before = factors[i - 1];
    if (before === undefined) return next.latex;
    return `${latex}${mayBeCalled(before.factor, next) ? " \\cdot " : " "}${next.latex}`;
  }, "");
}

/** Energies and temperatures, as their usual letters say: \Gamma_L (\omega_1 + \omega_2) could be \Gamma_L at that energy. */
const COULD_BE_ARGUMENT = {
  accepted: [],
  mayHold: (name: string) => !/^(?:Gamma|Upsilon|delta|mu)(?:_|$)/.test(name),
};
const NEVER_CALLED = /^(?:omega|T|Delta|delta|mu)(?:_|$)/;

/** Whether the bracket that follows a name could be read as its argument (`expression/call-or-product.ts`). */
function mayBeCalled(before: Expression, { latex, factor }: Printed): boolean {
  const name = before.type === "power" ? before.base : before;
  if (name.type !== "symbol" || !/^(?:\\left)?[([]/.test(latex)) return false;
  const content = factor.type === "power" ? factor.base : factor;
  return readBrackets(NEVER_CALLED.test(name.name) ? undefined : COULD_BE_ARGUMENT, [content]) !== "product";
}

type Power = Extract<Expression, { type: "power" }>;

const isInverse = (f: Expression): f is Power => f.type === "power" && f.exponent.numerator < 0n;

function productLatex(factors: readonly Expression[], known: Known): string {
  const above: Printed[] = [];
  const below: Printed[] = [];
  let sign = "";
  for (const f of factors) {
    if (f.type === "number") {
      if (f.numerator < 0n) sign = "-";
      const n = f.numerator < 0n ? -f.numerator : f.numerator;
      if (n !== 1n) above.push({ latex: String(n), factor: f });
      if (f.denominator !== 1n) below.push({ latex: String(f.denominator), factor: f });
    } else if (isInverse(f)) below.push(inverted(f, known));
    else above.push({ latex: f.type === "sum" ? parenthesised(f, known) : latexOf(f, known), factor: f });
  }
  const top = above.length === 0 ? "1" : sideBySide(above);
  if (below.length === 0) return sign + top;
  const loneTop = above.length === 1 ? loneSum(factors, false) : undefined;
  const loneBottom = below.length === 1 ? loneSum(factors, true) : undefined;
  const numerator = loneTop ? withinFraction(loneTop, known) : top;
  const denominator = loneBottom ? withinFraction(loneBottom, known) : sideBySide(below);
  return `${sign}\\frac{${numerator}}{${denominator}}`;
}

/** The sum that stands alone above or below a fraction bar, where it needs no parentheses. */
function loneSum(factors: readonly Expression[], below: boolean): Sum | undefined {
  for (const f of factors) {
    if (!below && f.type === "sum") return f;
    if (!below || f.type !== "power" || f.base.type !== "sum") continue;
    if (f.exponent.numerator === -1n && f.exponent.denominator === 1n) return f.base;
  }
  return undefined;
}

type Sum = Extract<Expression, { type: "sum" }>;

/** No fractions of full size within a fraction. */
function withinFraction(sum: Sum, known: Known): string {
  return sumLatex(sum.terms, known, argumentLatex);
}
