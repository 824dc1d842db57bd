/** Formulas in ASCII inside prose, such as "k = n_S(-omega) Upsilon", recognised; and the prose as LaTeX. */
import { greekLetter } from "../input/greek-letters.js";
import { symbolLatex } from "../input/names.js";
import { escapeTex } from "./tex-document.js";

/** A name with primes, index (`L`, `m_0`) and exponent (prose again), or what stands between names. */
export type ProsePiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sign"; readonly sign: "->" | "<=" | ">=" | "*" | "-" | " - " | "sum" }
  | { readonly kind: "raised"; readonly after: string; readonly exponent: string }
  | {
      readonly kind: "symbol";
      readonly name: string;
      readonly primes: string;
      readonly index: string;
      readonly exponent: string;
      /** d in front of it. */
      readonly differential?: true;
    };

/** The current operator. */
const HAT = "Jhat";

/** The sign of an integral. */
export const INTEGRAL = "int";
/** A differential, as dtau. */
const DIFFERENTIAL = /^d([a-z]+)$/;

/** Letters that stand for a quantity when they stand alone; "a" and "I" are words. */
const QUANTITIES = /^[b-hj-zA-HJ-Z]$/;

/** A name with index and exponents, an arrow, or whatever lies between. */
const TOKEN =
  /([A-Za-z]+)('*)((?:_(?:\([^()]*\)|\w+))?)((?:\^(?:\([^()]*\)|[\w']+))?)|[)|\]]\^(\([^()]*\)|\w+)|->|<=|>=|\s-\s|-(?=[\w(])|\*/g;

/** The pieces of a text in their order. */
export function prosePieces(text: string): readonly ProsePiece[] {
  const pieces: ProsePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    if (match.index > end) pieces.push({ kind: "text", text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    pieces.push(piece(match, before));
  }
  if (end < text.length) pieces.push({ kind: "text", text: text.slice(end) });
  return pieces;
}

function piece(match: RegExpMatchArray, before: string): ProsePiece {
  const [whole, name = "", primes = "", index = "", exponent = "", power] = match;
  if (power !== undefined) return { kind: "raised", after: whole.charAt(0), exponent: bare(power) };
  if (whole === "->" || whole === "<=" || whole === ">=" || whole === "*")
    return { kind: "sign", sign: whole };
  if (/^\s-\s$/.test(whole)) return { kind: "sign", sign: " - " };
  // A hyphen joins words; a sign stands at the beginning or after an operator or parenthesis.
  if (whole === "-")
    return /[\s(=/^,[]$|^$/.test(before) ? { kind: "sign", sign: "-" } : { kind: "text", text: "-" };
  // A sum over something, not the word.
  if (name === "sum" && /[=)+] $/.test(before)) return { kind: "sign", sign: "sum" };
  const [, variable = ""] = DIFFERENTIAL.exec(name) ?? [];
  if (greekLetter(variable) !== undefined)
    return {
      kind: "symbol",
      name: variable,
      primes,
      index: index.slice(1),
      exponent: "",
      differential: true,
    };
  const isFormula =
    name === HAT ||
    (name === INTEGRAL && index !== "") ||
    greekLetter(name) !== undefined ||
    index !== "" ||
    exponent !== "" ||
    QUANTITIES.test(name);
  if (!isFormula || /['’.]$/.test(before)) return { kind: "text", text: whole };
  return { kind: "symbol", name, primes, index: index.slice(1), exponent: bare(exponent.slice(1)) };
}

function bare(exponent: string): string {
  return exponent.replace(/^\((.*)\)$/, "$1");
}

const SIGNS = {
  "->": "\\to ",
  "<=": "\\le ",
  ">=": "\\ge ",
  "*": "\\,",
  "-": "-",
  " - ": " - ",
  sum: "\\sum ",
} as const;

/** Words that are functions in a formula. */
const FUNCTIONS = /^(?:Tr|exp|sinh|cosh|tanh|coth)$/;
/** What between two formulas belongs to them. */
const GLUE = /^[-+=/()|[\]\d\s]*$/;

interface Segment {
  readonly math: boolean;
  readonly latex: string;
}

/** The prose as LaTeX text, its formulas between dollars. */
export function proseLatex(text: string): string {
  const means = text.replace(/<(\w+)>/g, "⟨$1⟩");
  const segments = prosePieces(means).flatMap(segmentsOf);
  const runs: Segment[] = [];
  segments.forEach((segment, i) => {
    const last = runs.at(-1);
    const glue = last?.math === true && GLUE.test(segment.latex) && segments[i + 1]?.math === true;
    const math = segment.math || glue;
    if (last?.math === math) runs.splice(-1, 1, { math, latex: last.latex + segment.latex });
    else runs.push({ math, latex: segment.latex });
  });
  // Spaces at the ends of a formula belong to the text: in Markdown no dollar may touch one.
  return runs
    .map(({ math, latex }) => {
      if (!math) return latex;
      const space = /^\s/.test(latex) ? " " : "";
      return `${space}$${latex.trim().replace(/ {2,}/g, " ")}$`;
    })
    .join("");
}

/** Relations that stand in text. */
const RELATIONS: Readonly<Record<string, string>> = {
  "<": "<",
  ">": ">",
  "!=": "\\ne ",
  "⟨": "\\langle ",
  "⟩": "\\rangle ",
};

function segmentsOf(p: ProsePiece): readonly Segment[] {
  switch (p.kind) {
    case "text":
      if (FUNCTIONS.test(p.text)) return [{ math: true, latex: `\\mathrm{${p.text}}\\,` }];
      return p.text
        .split(/(!=|[<>⟨⟩])/)
        .filter((part) => part !== "")
        .map((part) => {
          const relation = RELATIONS[part];
          return relation === undefined
            ? { math: false, latex: escapeTex(part) }
            : { math: true, latex: relation };
        });
    case "sign":
      return [{ math: true, latex: SIGNS[p.sign] }];
    case "raised":
      return [{ math: true, latex: `${p.after}^{${exponentLatex(p.exponent)}}` }];
    case "symbol":
      return [{ math: true, latex: symbolOf(p) }];
  }
}

function symbolOf({
  name,
  primes,
  index,
  exponent,
  differential,
}: Extract<ProsePiece, { kind: "symbol" }>): string {
  const hat = name === HAT;
  const letter = hat ? "J" : name;
  const prose = index.startsWith("(") || name === INTEGRAL;
  const base = prose
    ? `${name === INTEGRAL ? "\\int" : symbolLatex(letter)}_{${exponentLatex(bare(index))}}`
    : symbolLatex(index === "" ? letter : `${letter}_${index}`);
  return `${differential ? "d" : ""}${hat ? `\\hat{${base}}` : base}${primes}${exponent === "" ? "" : `^{${exponentLatex(exponent)}}`} `;
}

function exponentLatex(text: string): string {
  return proseLatex(text).replaceAll("$", "");
}
