/**
 * Formulas in LaTeX as a paper prints them, read as exact trees: \frac, \left( \right), \sqrt, e^{…}, \exp, the
 * hyperbolic functions (with powers at the name), occupations n_B^L(\omega), symbols with the end of the junction as sub-
 * or superscript (\Gamma_L, \Gamma_B^L, \Gamma_F^L are all Gamma_L), unknown functions g'(T_L). Products are written side
 * by side; \hbar and k_B are 1. What can be read in two ways is refused, with the way out.
 */
import { type Expression } from "../symbolic/expression.js";
import { call, number, power, product, quotient, sum, symbol } from "./build-expression.js";
import { foldConstant } from "./constant-folding.js";
import { excerpt, InputError } from "./errors.js";
import { parseExactNumber } from "./exact-number.js";
import { latexTokens } from "./latex-tokens.js";

const FUNCTIONS = new Set(["sinh", "cosh", "tanh", "coth", "sech", "csch", "exp"]);
/** Letters that name the kind of a bath, beside the end it is at. */
const KINDS = /^[BFSM]$/;
const DEEPEST = 100;

/** Whether the text looks like LaTeX rather than the ASCII form. */
export function looksLikeLatex(text: string): boolean {
  return /[\\{}]/.test(text) || /\^[LR]\b/.test(text);
}

/** What a formula may refer to. */
export interface LatexNames {
  /** Parameters, to tell \Gamma_{B,L} from \Gamma_L. */
  readonly parameters: readonly string[];
  /** Functions known only by name. */
  readonly functions?: readonly string[];
}

/**
 * Reads a formula.
 * @throws InputError that shows where reading stopped
 */
export function parseLatex(source: string, names: LatexNames): Expression {
  const tokens = latexTokens(source);
  const formal = names.functions ?? [];
  let next = 0;
  let depth = 0;
  const peek = (): string | undefined => tokens[next];
  const refuse = (what: string, hint: string): never => {
    throw new InputError(what, { where: "LaTeX formula", hint });
  };
  const fail = (): never => {
    const rest = tokens.slice(next, next + 8).join("");
    return refuse(
      `cannot be read at ${rest === "" ? "its end" : excerpt(rest)}`,
      "use \\frac, \\left( \\right), \\sinh, e^{…} and symbols such as \\Gamma_L",
    );
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
    token !== undefined && !/^(?:[-+*/^_)}\]|=,']|\\right|\\cdot|\\\})$/.test(token);
  const term_ = (): Expression => {
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
    while (joined && startsSymbol(peek())) parts.push(factor());
    if (startsFactor(peek())) {
      refuse("a product after a slash is not clear", "write \\frac{a}{bc}, a/(bc) or (a/b)c");
    }
    return parts.length === 1 ? (parts[0] as Expression) : product(...parts);
  };
  const factor = (): Expression => {
    if (take("-")) return product(number(-1), factor());
    return raised(atom());
  };
  const raised = (base: Expression): Expression => {
    if (!take("^")) return base;
    if (isNumber(peek()) && peek()?.length !== 1) {
      refuse(`^${peek() ?? ""} raises to the first digit only`, `write ^{${peek() ?? ""}}`);
    }
    const exponent = foldConstant(group());
    if (exponent === undefined) return fail();
    return raised(power(base, exponent));
  };
  /** {…}, or a single token; of a number without braces TeX takes one digit. */
  const group = (): Expression => {
    if (take("{")) {
      const inner = whole();
      expect("}");
      return inner;
    }
    const token = peek();
    if (token !== undefined && isNumber(token)) {
      if (token.length === 1) next++;
      else tokens[next] = token.slice(1);
      if (!/^\d/.test(token)) return fail();
      return number(Number(token[0]));
    }
    return atom();
  };
  const bracketed = (): Expression | undefined => {
    const sized = take("\\left");
    const open = peek();
    if (open !== "(" && open !== "[" && open !== "{" && open !== "\\{") {
      if (sized) fail();
      return undefined;
    }
    if (open === "{" && sized) fail();
    next++;
    const inner = whole();
    if (sized) expect("\\right");
    expect({ "(": ")", "[": "]", "{": "}", "\\{": "\\}" }[open]);
    return inner;
  };
  /** The argument of a function: in parentheses, or the next single factor. */
  const argument = (): Expression => bracketed() ?? (peek() === "\\frac" ? atom() : bareArgument());
  const bareArgument = (): Expression => {
    if (!startsFactor(peek())) return fail();
    const first = atom();
    if (peek() === "/" || peek() === "^" || (startsFactor(peek()) && peek() !== "\\left" && peek() !== "(")) {
      refuse("the argument of a function without parentheses is not clear", "write \\tanh\\left(…\\right)");
    }
    return first;
  };
  const functionOf = (name: string): Expression => {
    const exponent = take("^") ? foldConstant(group()) : undefined;
    if (exponent && exponent.numerator < 0n) {
      refuse(`\\${name}^{-1} may mean the inverse function`, `write \\frac{1}{\\${name}(…)}`);
    }
    const value = call(name, argument());
    return exponent ? power(value, exponent) : value;
  };
  const exponential = (): Expression => {
    expect("^");
    return call("exp", group());
  };
  const atom = (): Expression => {
    const inBrackets = bracketed();
    if (inBrackets) return inBrackets;
    const token = tokens[next++];
    if (token === undefined) return fail();
    if (isNumber(token)) return { type: "number", ...parseExactNumber(token) };
    if (token === "\\frac") {
      const above = group();
      return quotient(above, group());
    }
    if (token === "\\sqrt") return root();
    if (token === "\\hbar") return number(1);
    if (token === "e" && peek() === "^") return exponential();
    const name = token.replace(/^\\/, "");
    if (token.startsWith("\\") && FUNCTIONS.has(name)) return functionOf(name);
    if (token === "\\mathrm") {
      const word = letters();
      if (FUNCTIONS.has(word)) return functionOf(word);
      if (word === "e" && peek() === "^") return exponential();
      return named(word);
    }
    if (/^[A-Za-z]+$/.test(name) && !(token.startsWith("\\") && !isGreek(name))) return named(name);
    next--;
    return fail();
  };
  /** \sqrt{x} or \sqrt[3]{x}. */
  const root = (): Expression => {
    if (!take("[")) return call("sqrt", group());
    const degree = tokens[next++] ?? "";
    if (!/^[1-9]\d{0,2}$/.test(degree)) fail();
    expect("]");
    return power(group(), { numerator: 1n, denominator: BigInt(degree) });
  };
  /** The letters of \mathrm{…}, or of {\rm …}, where \rm is gone already. */
  const letters = (): string => {
    let word = "";
    if (!take("{")) return (tokens[next++] ?? "").replace(/^\\/, "");
    while (peek() !== undefined && peek() !== "}") word += (tokens[next++] ?? "").replace(/^\\/, "");
    expect("}");
    return word;
  };
  const indexWord = (): string => (take("\\mathrm") ? letters() : (tokens[next++] ?? "").replace(/^\\/, ""));
  /** The parts of an index: {B,L}, {\mathrm{cold}}, L, 1. */
  const indices = (): string[] => {
    if (!take("{")) return [indexWord()];
    const parts: string[] = [""];
    while (peek() !== undefined && peek() !== "}") {
      if (take(",")) parts.push("");
      else parts.push(`${parts.pop() ?? ""}${indexWord()}`);
    }
    expect("}");
    return parts;
  };
  /** A superscript that names an end or a kind of bath, such as L, {\mathrm{L}}, F; other superscripts are powers. */
  const superscriptName = (): string | undefined => {
    if (peek() !== "^") return undefined;
    const start = next++;
    const parts = indices();
    const [word = ""] = parts;
    if (parts.length === 1 && (/^[LR]$/.test(word) || KINDS.test(word))) return word;
    next = start;
    return undefined;
  };
  /** A letter with its indices: sub- and superscripts in either order. */
  const named = (letter: string): Expression => {
    const subscripts: string[] = [];
    let side: string | undefined;
    for (;;) {
      if (take("_")) {
        subscripts.push(...indices());
        continue;
      }
      const above = superscriptName();
      if (above === undefined) break;
      if (KINDS.test(above)) subscripts.unshift(above);
      else side = above;
    }
    if (letter === "Delta" && subscripts.length === 0 && peek() === "T" && tokens[next + 1] !== "_") {
      next++; // ΔT is Δ
    }
    const kind = subscripts.find((s) => s === "B" || s === "S");
    if (letter === "n" && kind !== undefined) {
      const end = side ?? subscripts.find((s) => s !== kind);
      const name = `n_${kind}${end === undefined ? "" : `_${end}`}`;
      return call(name, bracketed() ?? symbol("omega"));
    }
    const full = [letter, ...subscripts, ...(side === undefined ? [] : [side])].join("_");
    if (formal.includes(full)) return formalCall(full);
    if (full === "k_B" && !names.parameters.includes(full)) return number(1);
    const last = side ?? subscripts[subscripts.length - 1];
    const short = last === undefined ? letter : `${letter}_${last}`;
    return symbol(names.parameters.includes(full) ? full : short);
  };
  /** g(x), g'(x), g^{(3)}(x). */
  const formalCall = (name: string): Expression => {
    let order = 0;
    while (take("'")) order++;
    if (peek() === "^" && tokens[next + 1] === "{") {
      const start = next;
      next += 2;
      while (take("'")) order++;
      if (order === 0 && take("(") && /^\d$/.test(peek() ?? "")) {
        order = Number(tokens[next++]);
        expect(")");
      }
      if (order === 0) next = start;
      else expect("}");
    }
    const exponent = take("^") ? foldConstant(group()) : undefined; // g^2(x) is g(x)^2
    const argument = bracketed();
    if (argument === undefined) return refuse(`${name} lacks its argument`, `write ${name}(T_L)`);
    const value = call(`${name}${"'".repeat(order)}`, argument);
    return exponent === undefined ? value : power(value, exponent);
  };
  const result = whole();
  return next === tokens.length ? result : fail();
}

const GREEK =
  /^(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|upsilon|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Sigma|Upsilon|Phi|Psi|Omega)$/;

const isGreek = (name: string): boolean => GREEK.test(name);

const isNumber = (token: string | undefined): boolean => token !== undefined && /^[\d.]+$/.test(token);

/** A letter, or a Greek one: not a function, a fraction or a root. */
const startsSymbol = (token: string | undefined): boolean =>
  token !== undefined && (/^[A-Za-z]$/.test(token) || isGreek(token.replace(/^\\/, "")));
