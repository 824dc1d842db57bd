/**
 * Formulas in LaTeX as a paper prints them, read as exact trees: \frac, \over, \left( \right), \sqrt, e^{…}, \exp, the
 * hyperbolic functions (with powers at the name), occupations n_B^L(\omega), symbols with the end of the junction as sub-
 * or superscript (\Gamma_L, \Gamma_B^L, \Gamma_F^L are all Gamma_L), unknown functions g'(T_L). Products are written side
 * by side; \hbar and k_B are 1. What can be read in two ways is refused, with the way out.
 */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { FUNCTION_NAMES, type KnownFunction, knownFunction } from "../../../symbolic/expression/functions.js";
import { call, number, power, product, quotient, sum } from "../tree.js";
import { foldConstant } from "../exact-value.js";
import { parseExactNumber } from "../../input/exact-number.js";
import { greekLetter } from "../../input/greek-letters.js";
import { type LatexCursor, latexCursor } from "./cursor.js";
import { isLetter, type LatexNames, nameReader } from "./names.js";

/** Whether the text looks like LaTeX rather than the ASCII form. */
export function looksLikeLatex(text: string): boolean {
  return /[\\{}]/.test(text) || /\^[LR]\b/.test(text) || /\^[^\s()^]_/.test(text);
}

/**
 * Reads a formula.
 * @throws InputError that shows where reading stopped, counted in the text that was given
 */
export function parseLatex(source: string, names: LatexNames): Expression {
  const cursor = latexCursor(source);
  const result = formula(cursor, names);
  return cursor.peek() === undefined ? result : cursor.fail();
}

function formula(cursor: LatexCursor, setting: LatexNames): Expression {
  const { peek, take, next, expect } = cursor;

  /** A sum, or two of them with \over between: all that one pair of braces holds. */
  const whole = (): Expression =>
    cursor.inside(() => {
      const above = terms();
      return take("\\over") ? quotient(above, terms()) : above;
    });
  const terms = (): Expression => {
    const list: Expression[] = [];
    let negated = take("-");
    if (!negated) take("+");
    for (;;) {
      const read = term();
      const parts = read.type === "product" ? read.factors : [read];
      list.push(negated ? product(number(-1), ...parts) : read);
      if (take("+")) negated = false;
      else if (take("-")) negated = true;
      else return list.length === 1 ? (list[0] as Expression) : sum(...list);
    }
  };
  const term = (): Expression => {
    const factors = [factor()];
    for (;;) {
      if (take("*", "\\cdot") || startsFactor(peek())) factors.push(factor());
      else if (take("/")) factors.push(power(divisor(factors), -1));
      else return factors.length === 1 ? (factors[0] as Expression) : product(...factors);
    }
  };
  /** After a slash, 2k_BT is one divisor, as papers print ω/2T_a; what could be read in two ways is refused. */
  const divisor = (dividend: readonly Expression[]): Expression => {
    const numbers = dividend.every((f) => f.type === "number");
    const joined = isNumber(peek()) && !numbers;
    const parts = [factor()];
    while (joined && isLetter(peek())) parts.push(factor());
    if (startsFactor(peek())) {
      cursor.refuse("a product after a slash is not clear", "write \\frac{a}{bc}, a/(bc) or (a/b)c");
    }
    return parts.length === 1 ? (parts[0] as Expression) : product(...parts);
  };
  const factor = (): Expression => {
    if (take("-")) return cursor.inside(() => product(number(-1), factor()));
    const base = atom();
    const name = names.nameBefore();
    const value = raised(base);
    const letter = base.type === "power" ? base.base : base;
    if (letter.type === "symbol" && letter.name === name) names.ownArgument(name);
    return value;
  };
  const raised = (base: Expression): Expression => {
    if (!take("^")) return base;
    const value = power(base, rational(exponent()));
    return peek() === "^"
      ? cursor.refuse("a power of a power is not clear", "write \\left(a^2\\right)^3 or a^{6}")
      : value;
  };
  const rational = (e: Expression): ExactNumber =>
    foldConstant(e) ?? cursor.refuse("an exponent is not a rational number", "write T_a^2 or e^{…}");
  /** {…}, or a single token; of a number without braces TeX takes one digit. */
  const group = (): Expression => {
    if (take("{")) {
      const inner = whole();
      expect("}");
      return inner;
    }
    if (isNumber(peek())) return number(cursor.digit());
    return cursor.inside(atom);
  };
  const exponent = (): Expression => {
    const token = peek();
    if (isNumber(token) && token?.length !== 1) {
      cursor.refuse(`^${token ?? ""} raises to the first digit only`, `write ^{${token ?? ""}}`);
    }
    return group();
  };

  /** What stands in brackets, kept by where it begins: it may be looked at twice. */
  const read = new Map<number, { readonly args: readonly Expression[]; readonly end: number }>();
  const brackets = (): readonly Expression[] | undefined => {
    const start = cursor.place;
    const known = read.get(start);
    if (known) {
      cursor.back(known.end);
      return known.args;
    }
    const sized = take("\\left");
    const open = peek();
    const close = open === undefined ? undefined : CLOSING.get(open);
    if (close === undefined || (open === "{" && sized)) {
      if (sized) cursor.fail();
      return undefined;
    }
    next();
    const args = [whole()];
    while (open !== "{" && take(",")) args.push(whole());
    if (sized) expect("\\right");
    expect(close);
    read.set(start, { args, end: cursor.place });
    return args;
  };
  const bracketed = (): Expression | undefined => {
    const start = cursor.place;
    const args = brackets();
    if (args !== undefined && args.length > 1) {
      cursor.refuse("a list in brackets is no factor", "write one expression", start);
    }
    return args?.[0];
  };
  const names = nameReader(cursor, setting, {
    brackets: () => (peek() === "{" ? undefined : brackets()),
    exponent: () => exponent(),
  });

  /** The argument of a function: in parentheses, or the next single factor. */
  const argument = (): Expression => bracketed() ?? (peek() === "\\frac" ? atom() : bareArgument());
  const bareArgument = (): Expression => {
    if (!startsFactor(peek())) return cursor.fail();
    const first = atom();
    if (peek() === "/" || peek() === "^" || (startsFactor(peek()) && peek() !== "\\left" && peek() !== "(")) {
      cursor.refuse(
        "the argument of a function without parentheses is not clear",
        "write \\tanh\\left(…\\right)",
      );
    }
    return first;
  };
  const functionOf = ({ name, kind }: KnownFunction): Expression => {
    if (kind === "root") return root();
    const at = cursor.place;
    const exponent_ = take("^") ? rational(exponent()) : undefined;
    if (exponent_ && exponent_.numerator < 0n) {
      cursor.refuse(
        `\\${name}^{-1} may mean the inverse function or the reciprocal`,
        `write \\frac{1}{\\${name}(…)} for the reciprocal`,
        at,
      );
    }
    const value = call(name, cursor.inside(argument));
    return exponent_ ? power(value, exponent_) : value;
  };
  const exponential = (): Expression => {
    expect("^");
    return call("exp", exponent());
  };
  const atom = (): Expression => {
    const start = cursor.place;
    // {T}_a is T_a
    if (peek() === "{" && isLetter(peek(1)) && peek(2) === "}") {
      next();
      const letter = next();
      next();
      return names.named(letter.replace(/^\\/, ""), start);
    }
    const inBrackets = bracketed();
    if (inBrackets) return inBrackets;
    const token = peek();
    if (token === undefined) return cursor.fail();
    const run = cursor.word();
    if (run.length > 1 && (knownFunction(run) ?? greekLetter(run)) !== undefined) {
      cursor.refuse(`${run} without a backslash is a product of letters`, `write \\${run}`);
    }
    next();
    if (isNumber(token)) return { type: "number", ...parseExactNumber(token) };
    if (token === "\\frac") {
      const above = group();
      return quotient(above, group());
    }
    if (token === "\\hbar") return number(1);
    if (token === "e" && peek() === "^") return exponential();
    const word = token === "\\mathrm" ? names.letters() : token.replace(/^\\/, "");
    const known = token.startsWith("\\") ? knownFunction(word) : undefined;
    if (known && known.kind !== "occupation" && known.kind !== "circular") return functionOf(known);
    if (token === "\\mathrm")
      return word === "e" && peek() === "^" ? exponential() : names.named(word, start);
    if (isLetter(token)) return names.named(word, start);
    cursor.back(start);
    if (!/^\\[A-Za-z]/.test(token) || /^\\(?:left|right|over)$/.test(token)) return cursor.fail();
    return cursor.refuse(`${token} is not known`, `functions: ${FUNCTION_NAMES.join(", ")}`);
  };
  /** \sqrt{x} or \sqrt[3]{x}. */
  const root = (): Expression => {
    if (!take("[")) return call("sqrt", group());
    const degree = next();
    if (!/^[1-9]\d{0,2}$/.test(degree)) cursor.fail();
    expect("]");
    return power(group(), { numerator: 1n, denominator: BigInt(degree) });
  };
  return whole();
}

const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["\\{", "\\}"],
]);

const isNumber = (token: string | undefined): boolean => token !== undefined && /^[\d.]+$/.test(token);

const startsFactor = (token: string | undefined): boolean =>
  token !== undefined && !/^(?:[-+*/^_)}\]|=,']|\\right|\\cdot|\\over|\\\})$/.test(token);
