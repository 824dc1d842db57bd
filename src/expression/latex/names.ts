/** Names in LaTeX: a letter or a word with the end of the junction, the kind of bath and other indices around it. */
import { type Expression } from "../../../symbolic/expression/expression.js";
import { isOccupation } from "../../../symbolic/expression/functions.js";
import { call, number, power, symbol } from "../tree.js";
import { isEnergy, type NamesWithArguments, readBrackets, twoReadings } from "../call-or-product.js";
import { foldConstant } from "../exact-value.js";
import { type LatexCursor } from "./cursor.js";
import { greekLetter } from "../../input/greek-letters.js";

/** What a formula may refer to. */
export interface LatexNames {
  /** Parameters, to tell \Gamma_{B,L} from \Gamma_L. */
  readonly parameters: readonly string[];
  /** Functions known only by name. */
  readonly functions?: readonly string[];
  /** Names that may be written with their own arguments, \Gamma_L(\omega). */
  readonly withArguments?: NamesWithArguments;
  /** Whether a symbol is an energy, which an occupation takes; by default omega alone is. */
  readonly isEnergy?: (symbol: string) => boolean;
}

/** How the grammar reads what stands around a name. */
export interface LatexGrammar {
  /** (…), […] or \left\{…\right\}, with commas between arguments; undefined where no bracket stands. */
  readonly brackets: () => readonly Expression[] | undefined;
  /** An exponent: {…} or a single token. */
  readonly exponent: () => Expression;
}

/** Letters that name the kind of a bath, beside the end it is at. */
const KINDS = /^[BFSM]$/;

/** Tokens of an exponent that may stand before an index: T^{2}_a. */
const LONGEST_EXPONENT = 20;

/** Whether the token is a letter, or a Greek one: not a function, a fraction or a root. */
export function isLetter(token: string | undefined): boolean {
  return (
    token !== undefined &&
    (/^[A-Za-z]$/.test(token) || (token.startsWith("\\") && greekLetter(token.slice(1)) !== undefined))
  );
}

/** Reads names at a cursor. */
export interface NameReader {
  /** The letters of \mathrm{…}. */
  letters(): string;
  /** The name that begins with a letter or word that was taken already, with its indices and its brackets. */
  named(letter: string, start: number): Expression;
  /** The name that was read up to this place, if the cursor stands right behind one. */
  nameBefore(): string | undefined;
  /** After that name, or a power of it: its own argument is taken; a product is left; what may be either is refused. */
  ownArgument(name: string): void;
}

/** Names as the formula's setting knows them. */
export function nameReader(cursor: LatexCursor, names: LatexNames, grammar: LatexGrammar): NameReader {
  const { peek, take, next } = cursor;
  const formal = names.functions ?? [];
  const energy = names.isEnergy ?? ((name: string) => name === "omega");
  let last: { readonly name: string; readonly start: number; readonly end: number } | undefined;

  const plain = (token: string): string => token.replace(/^\\/, "");
  const letters = (): string => {
    if (!take("{")) return plain(next());
    let word = "";
    while (peek() !== undefined && peek() !== "}") word += plain(next());
    cursor.expect("}");
    return word;
  };
  const indexWord = (): string => (take("\\mathrm") ? letters() : plain(next()));
  /** The parts of an index: {B,L}, {\mathrm{cold}}, (L), L, 1. */
  const indices = (): string[] => {
    if (!take("{")) return [indexWord()];
    const parts: string[] = [""];
    while (peek() !== undefined && peek() !== "}") {
      if (take(",")) parts.push("");
      else if (!take("(", ")")) parts.push(`${parts.pop() ?? ""}${indexWord()}`);
    }
    cursor.expect("}");
    return parts;
  };
  /** A superscript that names an end or a kind of bath, such as L, {\mathrm{L}}, F; other superscripts are powers. */
  const superscriptName = (): string | undefined => {
    const start = cursor.place;
    if (!take("^")) return undefined;
    const parts = indices();
    const [word = ""] = parts;
    if (parts.length === 1 && (/^[LR]$/.test(word) || KINDS.test(word))) return word;
    cursor.back(start);
    return undefined;
  };
  /** Whether ^… here is followed by an index, as in T^2_a. */
  const indexAfterPower = (): boolean => {
    if (peek() !== "^") return false;
    let ahead = 2;
    if (peek(1) === "{") {
      for (let open = 1; open > 0 && ahead < LONGEST_EXPONENT && peek(ahead) !== undefined; ahead++) {
        if (peek(ahead) === "{") open++;
        if (peek(ahead) === "}") open--;
      }
    }
    return peek(ahead) === "_";
  };

  /** g(x), g'(x), g^{(3)}(x), g^2(x). */
  const formalCall = (name: string): Expression => {
    let order = 0;
    while (take("'")) order++;
    if (peek() === "^" && peek(1) === "{") {
      const start = cursor.place;
      next();
      next();
      while (take("'")) order++;
      if (order === 0 && take("(") && /^\d$/.test(peek() ?? "")) {
        order = Number(next());
        cursor.expect(")");
      }
      if (order === 0) cursor.back(start);
      else cursor.expect("}");
    }
    const exponent = take("^") ? rational(grammar.exponent()) : undefined;
    const [argument, ...others] = grammar.brackets() ?? [];
    if (argument === undefined || others.length > 0) {
      return cursor.refuse(`${name} lacks its argument`, `write ${name}(T_L)`);
    }
    const value = call(`${name}${"'".repeat(order)}`, argument);
    return exponent === undefined ? value : power(value, exponent);
  };
  const rational = (e: Expression) =>
    foldConstant(e) ?? cursor.refuse("an exponent is not a rational number", "write T_a^2 or T_a^{1/2}");

  /** n_B^L, n_B^L(x), n_B(\omega, T_L): what stands in brackets is the energy, or a factor. */
  const occupation = (kind: string, end: string | undefined, start: number): Expression => {
    const ofEnd = (side: string | undefined, e: Expression): Expression =>
      call(`n_${kind}${side === undefined ? "" : `_${side}`}`, e);
    const before = cursor.place;
    const args = grammar.brackets();
    const [argument, temperature, ...others] = args ?? [];
    if (args === undefined || argument === undefined) return ofEnd(end, symbol("omega"));
    const side = temperature?.type === "symbol" ? /^T_([LR])$/.exec(temperature.name)?.[1] : undefined;
    const own = { accepted: [[symbol("omega")]], mayHold: energy };
    if (temperature !== undefined) {
      if (side !== undefined && others.length === 0 && (end ?? side) === side && isEnergy(argument, energy)) {
        return ofEnd(side, argument);
      }
    } else if (isEnergy(argument, energy)) return ofEnd(end, argument);
    else if (readBrackets(own, [argument]) === "product") {
      cursor.back(before);
      return ofEnd(end, symbol("omega"));
    }
    const name = cursor.text(start, before);
    return cursor.refuse(
      `what stands in the brackets of ${name} is not an energy`,
      `an occupation is ${name} or ${name}(\\omega), a product ${name} \\cdot (…)`,
      before,
    );
  };

  const named = (letter: string, start: number): Expression => {
    const subscripts: string[] = [];
    let side: string | undefined;
    let raised: Expression | undefined;
    for (;;) {
      if (take("_")) {
        subscripts.push(...indices());
        continue;
      }
      const above = superscriptName();
      if (above === undefined) {
        if (raised !== undefined || !indexAfterPower()) break;
        next();
        raised = grammar.exponent();
      } else if (KINDS.test(above)) subscripts.unshift(above);
      else side = above;
    }
    const value = resolved(letter, subscripts, side, start);
    if (value.type === "symbol") last = { name: value.name, start, end: cursor.place };
    return raised === undefined ? value : power(value, rational(raised));
  };
  const resolved = (
    letter: string,
    subscripts: readonly string[],
    side: string | undefined,
    start: number,
  ): Expression => {
    if (letter === "Delta" && subscripts.length === 0 && peek() === "T" && peek(1) !== "_") next(); // ΔT is Δ
    const kind = subscripts.find((s) => isOccupation(`${letter}_${s}`));
    if (kind !== undefined) return occupation(kind, side ?? subscripts.find((s) => s !== kind), start);
    const full = [letter, ...subscripts, ...(side === undefined ? [] : [side])].join("_");
    if (formal.includes(full)) return formalCall(full);
    if (full === "k_B" && !names.parameters.includes(full)) return number(1);
    const end = side ?? subscripts[subscripts.length - 1];
    const short = end === undefined ? letter : `${letter}_${end}`;
    return symbol(names.parameters.includes(full) ? full : short);
  };

  return {
    letters,
    named,
    nameBefore: () => (last?.end === cursor.place ? last.name : undefined),
    ownArgument(name) {
      const before = cursor.place;
      const start = last?.start;
      const args = grammar.brackets();
      if (args === undefined) return;
      const own = names.withArguments?.get(name);
      const reading = readBrackets(own, args);
      if (reading === "unclear") {
        throw twoReadings(name, own, args, { times: " \\cdot ", at: cursor.position(start) });
      }
      if (reading === "product") cursor.back(before);
    },
  };
}
