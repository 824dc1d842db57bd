/** Estimated width of a displayed formula in em, so that lines of a document break before they overflow. */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { greekLetter } from "../input/greek-letters.js";

const SYMBOL = 0.65;
const DIGIT = 0.5;
const SCRIPT = 0.72;
const PARENTHESES = 1;
const OPERATOR = 1.3;
const THIN = 0.17;

/** Width of the expression as `toLatex` prints it, in em of a 10 pt font. Generous: real formulas are narrower. */
export function latexWidth(e: Expression): number {
  switch (e.type) {
    case "number":
      return numberWidth(e);
    case "symbol":
      return symbolWidth(e.name);
    case "sum":
      return e.terms.reduce((w, t) => w + latexWidth(t) + OPERATOR, -OPERATOR);
    case "product":
      return productWidth(e.factors);
    case "power":
      return e.exponent.numerator < 0n ? productWidth([e]) : powerWidth(e.base, e.exponent);
    case "call":
      return callWidth(e.name, e.arguments);
  }
}

function digits(n: bigint): number {
  return String(n < 0n ? -n : n).length * DIGIT;
}

function numberWidth({ numerator, denominator }: ExactNumber): number {
  const sign = numerator < 0n ? OPERATOR : 0;
  return (
    sign + (denominator === 1n ? digits(numerator) : Math.max(digits(numerator), digits(denominator)) + 0.3)
  );
}

function symbolWidth(name: string): number {
  const [head = "", ...indices] = name.split("_");
  const part = (text: string): number => (greekLetter(text) !== undefined ? SYMBOL : text.length * 0.55);
  return part(head) + 0.1 + indices.reduce((w, i) => w + SCRIPT * part(i) + 0.1, 0);
}

function powerWidth(base: Expression, exponent: ExactNumber): number {
  const e = SCRIPT * digits(exponent.numerator) + (exponent.denominator === 1n ? 0 : 1);
  const script = exponent.numerator === 1n && exponent.denominator === 1n ? 0 : e + 0.05;
  return script + latexWidth(base) + (base.type === "sum" || base.type === "product" ? PARENTHESES : 0);
}

function callWidth(name: string, args: readonly Expression[]): number {
  const inside = args.reduce((w, a) => w + latexWidth(a) + THIN, 0);
  if (name === "exp") return 0.5 + SCRIPT * inside;
  return name.replace(/_.*/, "").length * 0.5 + PARENTHESES + THIN + inside;
}

function productWidth(factors: readonly Expression[]): number {
  let above = 0;
  let below = 0;
  let sign = 0;
  for (const f of factors) {
    if (f.type === "number") {
      if (f.numerator < 0n) sign = OPERATOR;
      if (f.denominator !== 1n) below += digits(f.denominator);
      if (f.numerator !== 1n && f.numerator !== -1n) above += digits(f.numerator);
    } else if (f.type === "power" && f.exponent.numerator < 0n) {
      const inverse = { numerator: -f.exponent.numerator, denominator: f.exponent.denominator };
      below += powerWidth(f.base, inverse) + THIN;
    } else above += latexWidth(f) + (f.type === "sum" ? PARENTHESES : 0) + THIN;
  }
  return sign + (below === 0 ? above : Math.max(above, below) + 0.3);
}
