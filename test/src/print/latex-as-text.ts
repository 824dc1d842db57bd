/**
 * LaTeX as the commands print it, put into the text that `statements.ts` reads. It knows the few commands that formulas are
 * made of, and shares no code with the reader of claims.
 */

const FUNCTIONS = new Set(["sinh", "cosh", "tanh", "coth", "sech", "csch", "exp", "sqrt"]);
const OPENING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

/** @throws Error for a command that it does not know */
export function latexAsText(latex: string): string {
  const tokens =
    latex
      .replace(/\\(?:displaystyle|nobreak|allowbreak|left|right|,|;|!| )/g, " ")
      .replace(/\\cdot/g, "*")
      .match(/\\[A-Za-z]+|\d+(?:\.\d+)?|[A-Za-z]|\S/g) ?? [];
  let at = 0;
  const peek = (): string => tokens[at] ?? "";
  const take = (expected?: string): string => {
    const token = tokens[at++] ?? "";
    if (expected !== undefined && token !== expected) throw new Error(`${expected} expected in ${latex}`);
    return token;
  };
  /** The text of `{…}` or of one token. */
  const group = (): string => {
    if (peek() !== "{") return atom();
    take("{");
    const inner = sum(["}"]);
    take("}");
    return inner;
  };
  /** Letters of an index, as in `_L` and `_{\mathrm{rev}}`. */
  const index = (): string => {
    if (peek() !== "{") return take().replace(/^\\/, "");
    let depth = 0;
    let text = "";
    do {
      const token = take();
      if (token === "{") depth++;
      else if (token === "}") depth--;
      else if (token !== "\\mathrm" && token !== "\\text") text += token.replace(/^\\/, "");
    } while (depth > 0);
    return text;
  };
  /** A name with its indices; an index above it is one where it is a letter, a power where it is not. */
  const name = (): string => {
    let text = take().replace(/^\\/, "");
    while ((peek() === "_" || peek() === "^") && !isPower()) {
      take();
      const part = index();
      text += `_${part}`;
    }
    return text;
  };
  const isPower = (): boolean => peek() === "^" && !/^[A-Z]$/.test(tokens[at + 1] ?? "");
  const bracketed = (): string => {
    const open = take();
    const close = OPENING[open] ?? "";
    let inner = sum([close, ","]);
    while (peek() === ",") {
      take();
      inner += `, ${sum([close, ","])}`;
    }
    take(close);
    return inner;
  };
  const power = (base: string): string => {
    if (!isPower()) return base;
    take("^");
    return `(${base})^(${group()})`;
  };
  const atom = (): string => {
    const token = peek();
    if (token === "{") return power(`(${group()})`);
    if (OPENING[token] !== undefined) return power(`(${bracketed()})`);
    if (/^\d/.test(token)) return power(take());
    if (token === "\\frac") {
      take();
      const above = group();
      return power(`((${above})/(${group()}))`);
    }
    if (token === "\\sqrt") {
      take();
      return power(`sqrt(${group()})`);
    }
    const word = token.replace(/^\\/, "");
    if (token === "e" && tokens[at + 1] === "^") {
      take();
      take("^");
      return `exp(${group()})`;
    }
    if (FUNCTIONS.has(word)) {
      take();
      let exponent = "";
      if (peek() === "^") {
        take();
        exponent = group();
      }
      const value = `${word}(${bracketed()})`;
      return exponent === "" ? value : `(${value})^(${exponent})`;
    }
    if (!/^(?:\\?[A-Za-z]+)$/.test(token)) throw new Error(`${token} in ${latex}`);
    const own = name();
    // A name with T, T_L, T_R, x or ±ω in brackets is a function of it.
    const rest = tokens.slice(at).join("");
    if (!IS_FUNCTION.test(own) || !/^\((?:T|T_[LR]|[xyr]|-?\\omega(?:_\d)?|[xr],.*)\)/.test(rest))
      return power(own);
    return power(`${own}(${bracketed()})`);
  };
  const product = (ends: readonly string[]): string => {
    let text = "";
    while (
      at < tokens.length &&
      !ends.includes(peek()) &&
      peek() !== "+" &&
      peek() !== "-" &&
      peek() !== "="
    ) {
      if (peek() === "*" || peek() === "/") text += take();
      else text += `${text === "" || /[*/]$/.test(text) ? "" : "*"}${atom()}`;
    }
    return text;
  };
  const sum = (ends: readonly string[]): string => {
    let text = "";
    while (at < tokens.length && !ends.includes(peek()) && peek() !== "=") {
      if (peek() === "+" || peek() === "-") text += ` ${take()} `;
      text += product(ends);
    }
    return text.trim();
  };
  const left = sum([]);
  if (at >= tokens.length) return left;
  take("=");
  return `${left} = ${sum([])}`;
}

/** Rates, occupations, F, h and p are printed with arguments; a coupling before a bracket is a factor. */
const IS_FUNCTION = /^(?:n_[BS](?:_[LR])?|[FhpQ](?:_[LR])?|k_[LR])$/;
