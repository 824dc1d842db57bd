/**
 * The proof checker's own reader of formulas: quotients of expanded polynomials, without simplification. Exponentials
 * are taken to monomials by a function of the caller's.
 */
import {
  constantOf,
  limitedAs,
  NOTHING,
  type Expanded,
  plus,
  ProofError,
  times,
  toThe,
  workOf,
  workOfThe,
} from "./polynomial.js";
import { DEEPEST, meter } from "./work.js";
import { excerpt, InputError } from "../../input/errors.js";

/** numerator/denominator, not reduced. */
export interface Quotient {
  readonly numerator: Expanded;
  readonly denominator: Expanded;
}

/** What names and functions mean. */
export interface Meaning {
  /** Number of variables of the ring. */
  readonly count: number;
  /** Also of the value of a function known by name, written with its argument: `Gamma_L(omega)`. */
  readonly symbol: (name: string) => Quotient | undefined;
  /** name(argument), with the argument's text; undefined if the function is not known. */
  readonly call?: (name: string, argument: Quotient, text: string) => Quotient | undefined;
  /** base^(p/q) for a base given as text. */
  readonly root?: (base: string, p: number, q: number) => Quotient | undefined;
  /** Counts the work of several readings together; without it each is counted by itself. */
  readonly spend?: (work: number) => void;
  /** Of products with the numbers that are read, where that is not the usual one. */
  readonly limit?: number;
}

const TOKEN = /\s*(?:(\d+)(?:\.(\d+))?|([A-Za-z][A-Za-z0-9_]*)|([-+*/^()]))/y;

interface Token {
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
  readonly start: number;
}

/** The polynomial that the text states. @throws ProofError if it is none */
export function readPolynomial(text: string, meaning: Meaning): Expanded {
  const { numerator, denominator } = readQuotient(text, meaning);
  const one = denominator.get("\0".repeat(meaning.count));
  if (denominator.size !== 1 || one !== 1n) throw new ProofError(`not a polynomial: ${shown(text)}`);
  return numerator;
}

/** The quotient that the text states. @throws ProofError if it cannot be read */
export function readQuotient(text: string, meaning: Meaning): Quotient {
  const tokens = tokensOf(text);
  let next = 0;
  const one = constantOf(1n, meaning.count);
  const spend = meaning.spend ?? meter();
  const product = (a: Expanded, b: Expanded): Expanded => {
    if (a === one) return b;
    if (b === one) return a;
    // Of single terms there are no more than the text is long.
    const work = workOf(a, b);
    if (work > 64) spend(work);
    return times(a, b);
  };
  let depth = 0;
  /** Reads what is inside a bracket or behind a sign. */
  const inside = <T>(read: () => T): T => {
    if (++depth > DEEPEST)
      throw new InputError(`brackets or signs nested deeper than ${DEEPEST}: ${excerpt(text)}`);
    const result = read();
    depth--;
    return result;
  };
  const fail = (): never => {
    throw new ProofError(`cannot be read: ${shown(text)}`);
  };
  const take = (sign: string): boolean => {
    if (tokens[next]?.kind !== "sign" || tokens[next]?.text !== sign) return false;
    next++;
    return true;
  };
  const sum = (): Quotient => {
    // Terms without denominator are collected in one map: certificates hold sums of thousands of terms.
    const collected = new Map<string, bigint>();
    let largest: Expanded = NOTHING;
    let rest: Quotient | undefined;
    let sign = take("-") ? -1n : 1n;
    for (;;) {
      const term = factors();
      if (term.denominator === one) {
        for (const [m, c] of term.numerator) collected.set(m, (collected.get(m) ?? 0n) + sign * c);
        largest = limitedAs(new Map(), largest, term.numerator);
      } else rest = rest ? added(rest, term, sign) : signed(term, sign);
      if (take("+")) sign = 1n;
      else if (take("-")) sign = -1n;
      else break;
    }
    for (const [m, c] of collected) if (c === 0n) collected.delete(m);
    const whole = { numerator: limitedAs(collected, largest), denominator: one };
    return rest ? added(rest, whole, 1n) : whole;
  };
  const factors = (): Quotient => {
    let result = power();
    for (;;) {
      if (take("*")) {
        const factor = power();
        result = {
          numerator: product(result.numerator, factor.numerator),
          denominator: product(result.denominator, factor.denominator),
        };
      } else if (take("/")) result = divided(result, power());
      else return result;
    }
  };
  const added = (a: Quotient, b: Quotient, sign: bigint): Quotient => {
    if (a.numerator.size === 0) return signed(b, sign);
    if (b.numerator.size === 0) return a;
    return {
      numerator: plus(product(a.numerator, b.denominator), product(b.numerator, a.denominator), sign),
      denominator: product(a.denominator, b.denominator),
    };
  };
  const divided = (a: Quotient, b: Quotient): Quotient => {
    if (b.numerator.size === 0) throw new ProofError(`a division by zero: ${shown(text)}`);
    return {
      numerator: product(a.numerator, b.denominator),
      denominator: product(a.denominator, b.numerator),
    };
  };
  const power = (): Quotient => {
    const start = tokens[next]?.start ?? text.length;
    const base = atom();
    const end = tokens[next]?.start ?? text.length;
    if (!take("^")) return base;
    const [p, q] = exponent();
    if (q !== 1) return meaning.root?.(text.slice(start, end).trim(), p, q) ?? fail();
    const raised = (a: Expanded): Expanded => {
      if (a === one) return one;
      spend(workOfThe(a, Math.abs(p), meaning.count));
      return toThe(a, Math.abs(p), meaning.count);
    };
    const result = { numerator: raised(base.numerator), denominator: raised(base.denominator) };
    return p >= 0 ? result : divided({ numerator: one, denominator: one }, result);
  };
  const exponent = (): [number, number] => {
    const bracket = take("(");
    const sign = take("-") ? -1 : 1;
    const p = integer();
    const q = bracket && take("/") ? integer() : 1;
    if (bracket && !take(")")) fail();
    return [sign * p, q];
  };
  const integer = (): number => {
    const token = tokens[next++];
    if (token?.kind !== "number" || !/^\d{1,4}$/.test(token.text) || Number(token.text) === 0) return fail();
    return Number(token.text);
  };
  const atom = (): Quotient => {
    if (take("(")) {
      const inner = inside(sum);
      return take(")") ? inner : fail();
    }
    if (take("-")) return signed(inside(power), -1n);
    const token = tokens[next++];
    if (token?.kind === "number") return numberOf(token.text);
    if (token?.kind !== "name") return fail();
    const value = valueOf(token);
    if (value !== undefined) return plain(value);
    if (!take("(")) return plain(meaning.symbol(token.text) ?? fail());
    const start = tokens[next]?.start ?? 0;
    const argument = inside(sum);
    const end = tokens[next]?.start ?? text.length;
    if (!take(")")) fail();
    return plain(meaning.call?.(token.text, argument, text.slice(start, end).trim()) ?? fail());
  };
  /** The symbol that a name makes with the bracket behind it, if there is such a symbol; it is then read. */
  const valueOf = (token: Token): Quotient | undefined => {
    if (tokens[next]?.text !== "(") return undefined;
    let open = 0;
    let end = next;
    do {
      const sign = tokens[end]?.text;
      if (sign === "(") open++;
      else if (sign === ")") open--;
      else if (sign === undefined) return undefined;
      end++;
    } while (open > 0);
    const value = meaning.symbol(text.slice(token.start, tokens[end]?.start).trim());
    if (value !== undefined) next = end;
    return value;
  };
  /** The same with the one `one` of this reading, by which quotients without denominator are told. */
  const plain = (q: Quotient): Quotient =>
    q.denominator.size === 1 && q.denominator.get("\0".repeat(meaning.count)) === 1n
      ? { numerator: q.numerator, denominator: one }
      : q;
  const numberOf = (digits: string): Quotient => {
    const [whole = "", places = ""] = digits.split(".");
    const numerator = constantOf(BigInt(whole + places), meaning.count, meaning.limit);
    return places === ""
      ? { numerator, denominator: one }
      : { numerator, denominator: constantOf(10n ** BigInt(places.length), meaning.count, meaning.limit) };
  };
  const result = sum();
  return next === tokens.length ? result : fail();
}

function signed(a: Quotient, sign: bigint): Quotient {
  return sign === 1n ? a : { numerator: plus(NOTHING, a.numerator, -1n), denominator: a.denominator };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new ProofError(`cannot be read: ${shown(text)}`);
    const [, digits, places, name, sign] = match;
    if (digits !== undefined)
      tokens.push({ kind: "number", text: places === undefined ? digits : `${digits}.${places}`, start });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, start });
    else tokens.push({ kind: "sign", text: sign ?? "", start });
  }
  return tokens;
}

const shown = (text: string): string => excerpt(text, 60);
