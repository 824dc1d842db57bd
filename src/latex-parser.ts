/**
 * Formulas in LaTeX as a paper prints them, read as exact trees: \frac, \left( \right), \sqrt, e^{…}, \exp, the
 * hyperbolic functions (with powers at the name), occupations n_B^L(\omega), and symbols with the end of the junction as
 * sub- or superscript: \Gamma_L, \Gamma_B^L and \Gamma_F^L are all Gamma_L. Products are written side by side.
 */
import { type Expression } from "../symbolic/expression.js";
import { call, number, power, product, quotient, sum, symbol } from "./build-expression.js";
import { foldConstant } from "./constant-folding.js";
import { excerpt, InputError } from "./errors.js";
import { parseExactNumber } from "./exact-number.js";

const TOKEN = /\s*(?:(\\[A-Za-z]+|\\.)|(\d+(?:\.\d+)?|\.\d+)|([A-Za-z])|([-+*/^_(){}[\]'|=,]))/y;
const FUNCTIONS = new Set(["sinh", "cosh", "tanh", "coth", "sech", "csch", "exp"]);
/** Spacing and size commands without meaning. */
const SPACING = new Set([
  "\\,",
  "\\;",
  "\\:",
  "\\!",
  "\\ ",
  "\\quad",
  "\\qquad",
  "\\displaystyle",
  "\\big",
  "\\Big",
  "\\bigl",
  "\\bigr",
  "\\Bigl",
  "\\Bigr",
]);
const LONGEST = 65_536;
const DEEPEST = 100;

/** Whether the text looks like LaTeX rather than the ASCII form. */
export function looksLikeLatex(text: string): boolean {
  return /[\\{}]/.test(text) || /\^[LR]\b/.test(text);
}

/**
 * Reads a formula.
 * @param names  names of the junction's parameters, to tell \Gamma_{B,L} from \Gamma_L
 * @throws InputError that shows where reading stopped
 */
export function parseLatex(source: string, names: readonly string[]): Expression {
  if (source.length > LONGEST) throw new InputError(`a formula of ${source.length} characters`);
  const tokens = tokensOf(source);
  let next = 0;
  let depth = 0;
  const peek = (): string | undefined => tokens[next];
  const fail = (): never => {
    const rest = tokens.slice(next, next + 8).join("");
    throw new InputError(`cannot be read at ${rest === "" ? "its end" : excerpt(rest)}`, {
      where: "LaTeX formula",
      hint: "use \\frac, \\left( \\right), \\sinh, e^{…} and symbols such as \\Gamma_L",
    });
  };
  const take = (...wanted: string[]): boolean => {
    const found = peek();
    if (found === undefined || !wanted.includes(found)) return false;
    next++;
    return true;
  };
  const expect = (wanted: string): void => {
    if (!take(wanted)) fail();
  };

  const whole = (): Expression => {
    if (++depth > DEEPEST) throw new InputError("the formula is nested too deeply");
    const terms: Expression[] = [];
    let negated = take("-");
    if (!negated) take("+");
    for (;;) {
      const term = term_();
      const parts = term.type === "product" ? term.factors : [term];
      terms.push(negated ? product(number(-1), ...parts) : term);
      if (take("+")) negated = false;
      else if (take("-")) negated = true;
      else break;
    }
    depth--;
    return terms.length === 1 ? (terms[0] as Expression) : sum(...terms);
  };
  const startsFactor = (token: string | undefined): boolean =>
    token !== undefined && !/^(?:[-+*/^_)}\]|=,']|\\right|\\cdot|\\times)$/.test(token);
  const term_ = (): Expression => {
    const factors = [factor()];
    for (;;) {
      if (take("*", "\\cdot", "\\times") || startsFactor(peek())) factors.push(factor());
      else if (take("/")) factors.push(power(factor(), -1));
      else return factors.length === 1 ? (factors[0] as Expression) : product(...factors);
    }
  };
  const factor = (): Expression => {
    if (take("-")) return product(number(-1), factor());
    return raised(atom());
  };
  const raised = (base: Expression): Expression => {
    if (!take("^")) return base;
    const exponent = foldConstant(group());
    if (exponent === undefined) return fail();
    return raised(power(base, exponent));
  };
  /** {…}, or a single token. */
  const group = (): Expression => {
    if (!take("{")) return single();
    const inner = whole();
    expect("}");
    return inner;
  };
  const single = (): Expression => {
    const token = peek();
    if (token !== undefined && /^[\d.]+$/.test(token)) {
      next++;
      return { type: "number", ...parseExactNumber(token) };
    }
    return atom();
  };
  const bracketed = (): Expression | undefined => {
    const sized = take("\\left");
    const open = peek();
    if (open !== "(" && open !== "[" && open !== "{") {
      if (sized) fail();
      return undefined;
    }
    if (open === "{" && sized) fail();
    next++;
    const inner = whole();
    if (sized) expect("\\right");
    expect({ "(": ")", "[": "]", "{": "}" }[open]);
    return inner;
  };
  /** The argument of a function: in parentheses, or the next single factor. */
  const argument = (): Expression => bracketed() ?? (peek() === "\\frac" ? atom() : simpleProduct());
  const simpleProduct = (): Expression => {
    if (!startsFactor(peek())) return fail();
    const first = single();
    if (peek() === "/" || (startsFactor(peek()) && peek() !== "\\left" && peek() !== "(")) {
      throw new InputError("the argument of a function without parentheses is not clear", {
        where: "LaTeX formula",
        hint: "write \\tanh\\left(…\\right)",
      });
    }
    return first;
  };
  const atom = (): Expression => {
    const inBrackets = bracketed();
    if (inBrackets) return inBrackets;
    const token = tokens[next++];
    if (token === undefined) return fail();
    if (/^[\d.]+$/.test(token)) return { type: "number", ...parseExactNumber(token) };
    if (token === "\\frac" || token === "\\dfrac" || token === "\\tfrac") {
      const above = group();
      return quotient(above, group());
    }
    if (token === "\\sqrt") return call("sqrt", group());
    if (token === "e" && peek() === "^") {
      next++;
      return call("exp", group());
    }
    const name = token.replace(/^\\/, "");
    if (token.startsWith("\\") && FUNCTIONS.has(name)) {
      const exponent = take("^") ? foldConstant(group()) : undefined;
      const value = call(name, argument());
      return exponent ? power(value, exponent) : value;
    }
    if (token === "\\mathrm" || token === "\\text" || token === "\\mathcal") {
      return named(letters());
    }
    if (/^[A-Za-z]+$/.test(name) && !(token.startsWith("\\") && !isGreek(name))) return named(name);
    next--;
    return fail();
  };
  /** The letters of \mathrm{…}. */
  const letters = (): string => {
    let word = "";
    if (!take("{")) return tokens[next++] ?? "";
    while (peek() !== undefined && peek() !== "}") word += (tokens[next++] ?? "").replace(/^\\/, "");
    expect("}");
    return word;
  };
  /** The parts of an index: {B,L}, {\mathrm{cold}}, L, 1. */
  const indices = (): string[] => {
    if (!take("{")) return [(tokens[next++] ?? "").replace(/^\\/, "")];
    const parts: string[] = [""];
    while (peek() !== undefined && peek() !== "}") {
      if (take(",")) parts.push("");
      else {
        const token = tokens[next++] ?? "";
        const word = token === "\\mathrm" || token === "\\text" ? letters() : token.replace(/^\\/, "");
        parts.push(`${parts.pop() ?? ""}${word}`);
      }
    }
    expect("}");
    return parts;
  };
  /** A letter with its indices: sub- and superscripts in either order; a superscript that is not L or R is a power. */
  const named = (letter: string): Expression => {
    const subscripts: string[] = [];
    let side: string | undefined;
    for (;;) {
      if (take("_")) subscripts.push(...indices());
      else if (peek() === "^" && superscriptSide() !== undefined) {
        side = superscriptSide();
        next += tokens[next + 1] === "{" ? 4 : 2;
      } else break;
    }
    const base = letter === "Delta" ? "Delta" : letter;
    if (base === "n" && (subscripts[0] === "B" || subscripts[0] === "S")) {
      const end = side ?? subscripts[1];
      const name = `n_${subscripts[0]}${end === undefined ? "" : `_${end}`}`;
      return call(name, bracketed() ?? symbol("omega"));
    }
    const full = [base, ...subscripts, ...(side === undefined ? [] : [side])].join("_");
    const short = [base, side ?? subscripts[subscripts.length - 1]].filter((x) => x !== undefined).join("_");
    return symbol(names.includes(full) || full === short ? full : short);
  };
  const superscriptSide = (): string | undefined => {
    const [a, b, c] = [tokens[next + 1], tokens[next + 2], tokens[next + 3]];
    if (a === "L" || a === "R") return a;
    return a === "{" && c === "}" && (b === "L" || b === "R") ? b : undefined;
  };
  const result = whole();
  return next === tokens.length ? result : fail();
}

const GREEK =
  /^(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|upsilon|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Sigma|Upsilon|Phi|Psi|Omega)$/;

const isGreek = (name: string): boolean => GREEK.test(name);

function tokensOf(source: string): string[] {
  const text = source.replace(/[$~]/g, " ").replace(/[.;,]\s*$/, "");
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match)
      throw new InputError(`cannot be read at ${excerpt(text.slice(start).trim())}`, {
        where: "LaTeX formula",
      });
    const token = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    if (!SPACING.has(token)) tokens.push(token);
  }
  return tokens;
}
