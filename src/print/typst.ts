/**
 * Typst documents, from the same parts as the LaTeX ones: their LaTeX, which is our own and knows few commands, is translated token by
 * token. An unknown command is an error here and not in the reader's compiler.
 */
import { type DocumentPart } from "./document.js";
import { equationsSource } from "./tex-document.js";
import { greekLetter } from "../input/greek-letters.js";

/** The document's source. @param taken names that parts must not get */
export function typstDocument(
  title: string,
  parts: readonly DocumentPart[],
  taken: ReadonlySet<string>,
): string {
  return [
    "#set page(margin: 25mm)",
    "#set text(size: 10pt)",
    `#align(center, text(size: 14pt)[${typstText(title)}])`,
    ...parts.map((part) => partSource(part, taken)),
    "",
  ].join("\n\n");
}

function partSource(part: DocumentPart, taken: ReadonlySet<string>): string {
  switch (part.kind) {
    case "section":
      return `= ${typstText(part.title)}`;
    case "paragraph":
      return typstText(part.text);
    case "list":
      return part.items.map((item) => `- ${typstText(item)}`).join("\n");
    case "equations":
      return typstText(equationsSource(part.equations, taken));
    case "table": {
      const cells = [part.head, ...part.rows].flat().map((cell) => `[${typstText(cell)}]`);
      return `#table(columns: ${part.head.length}, stroke: none, ${cells.join(", ")})`;
    }
  }
}

const PIECES = /(\\begin\{align\*\}[^]*?\\end\{align\*\}|\$[^$]*\$|\\\[[^]*?\\\])/;

/** LaTeX text as Typst: formulas translated, emphasis and escapes changed. */
export function typstText(text: string): string {
  return text
    .split(PIECES)
    .map((piece) => {
      const display =
        /^\\begin\{align\*\}([^]*)\\end\{align\*\}$/.exec(piece) ?? /^\\\[([^]*)\\\]$/.exec(piece);
      if (display) return `$ ${typstMath(display[1] ?? "")} $`;
      if (/^\$[^$]*\$$/.test(piece)) return `$${typstMath(piece.slice(1, -1))}$`;
      return piece
        .replace(/\\textbf\{([^{}]*)\}/g, "\u0001$1\u0001")
        .replace(/\\emph\{([^{}]*)\}/g, "\u0002$1\u0002")
        .replace(/\\hfill ?|\\allowbreak\{\}|\\hangindent=\S+ ?|\\noindent ?/g, "")
        .replace(/\\textbackslash\{\}/g, "\\")
        .replace(/\\([{}$&#_%])/g, "$1")
        .replace(/[#*_@<>`[\]]/g, (c) => `\\${c}`)
        .replaceAll("\u0001", "*")
        .replaceAll("\u0002", "_");
    })
    .join("")
    .trim();
}

/** Commands of our LaTeX and what Typst has for them; Greek letters keep their names. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ...["sinh", "cosh", "tanh", "coth", "exp", "log", "ln", "cos", "sin", "max", "min", "quad", "sum"].map(
    (name) => [name, name] as const,
  ),
  ["cdot", "dot.op"],
  ["times", "times"],
  ["infty", "infinity"],
  ["hbar", "ħ"],
  ["ge", ">="],
  ["geq", ">="],
  ["le", "<="],
  ["leq", "<="],
  ["ne", "!="],
  ["neq", "!="],
  ["to", "arrow.r"],
  ["mapsto", "arrow.r.bar"],
  ["leftrightarrow", "arrow.l.r"],
  ["equiv", "equiv"],
  ["propto", "prop"],
  ["approx", "approx"],
  ["in", "in"],
  ["ldots", "dots.h"],
  ["dots", "dots.h"],
  ["cdots", "dots.h.c"],
  ["prime", "prime"],
  ["partial", "diff"],
  ["int", "integral"],
  ["lim", "lim"],
  ["varphi", "phi"],
  ["pm", "plus.minus"],
  ["square", "square"],
  ["langle", "angle.l"],
  ["rangle", "angle.r"],
  ["mid", "divides"],
  ["qquad", "wide"],
  ["displaystyle", ""],
  ["left", ""],
  ["right", ""],
  ["bigl", ""],
  ["bigr", ""],
  ["limits", ""],
  ["epsilon", "epsilon.alt"],
  ["varepsilon", "epsilon"],
  ["phi", "phi.alt"],
]);

/** Commands with one argument. */
const WRAPPERS: ReadonlyMap<string, (argument: string) => string> = new Map([
  ["sqrt", (x) => `sqrt(${typstMath(x)})`],
  ["mathrm", (x) => `upright("${x}")`],
  ["text", (x) => `"${x}"`],
  ["operatorname", (x) => `op("${x}")`],
  ["mathcal", (x) => `cal(${x})`],
  ["hat", (x) => `hat(${typstMath(x)})`],
  ["dot", (x) => `dot(${typstMath(x)})`],
]);

/** A formula of our LaTeX in Typst's notation. @throws Error for a command that is not known */
export function typstMath(latex: string): string {
  let out = "";
  let at = 0;
  const put = (text: string): void => {
    if (text !== "") out += `${out === "" || out.endsWith(" ") ? "" : " "}${text}`;
  };
  /** The group in braces, or the single token, that starts here. */
  const argument = (): string => {
    while (latex[at] === " ") at++;
    if (latex[at] !== "{") {
      const [token] = /^(\\[A-Za-z]+|[^])/.exec(latex.slice(at)) ?? [""];
      at += token.length;
      return token;
    }
    const start = ++at;
    for (let depth = 1; depth > 0 && at < latex.length; at++) {
      if (latex[at] === "{") depth++;
      if (latex[at] === "}") depth--;
    }
    return latex.slice(start, at - 1);
  };
  while (at < latex.length) {
    const rest = latex.slice(at);
    const [, command] = /^\\([A-Za-z]+)/.exec(rest) ?? [];
    const [number] = /^\d+(?:\.\d+)?/.exec(rest) ?? [];
    if (command !== undefined) {
      at += command.length + 1;
      const wrap = WRAPPERS.get(command);
      if (command === "frac" || command === "tfrac" || command === "dfrac") {
        const [above, below] = [argument(), argument()];
        put(`frac(${typstMath(above)}, ${typstMath(below)})`);
      } else if (wrap) put(wrap(argument()));
      else {
        const known = COMMANDS.get(command) ?? (greekLetter(command) === undefined ? undefined : command);
        if (known === undefined) throw new Error(`internal: \\${command} has no translation to Typst`);
        put(known);
      }
    } else if (number !== undefined) {
      at += number.length;
      put(number);
    } else if (rest.startsWith("\\\\")) {
      at += 2;
      out += " \\\n ";
    } else if (rest.startsWith("\\")) {
      at += 2;
      put(rest[1] === "{" || rest[1] === "}" || rest[1] === "|" ? `\\${rest[1]}` : "thin");
    } else if (rest.startsWith("^") || rest.startsWith("_")) {
      at++;
      const mark = rest[0] ?? "";
      out = `${out.trimEnd()}${mark}(${typstMath(argument())}) `;
    } else if (rest.startsWith("{")) put(typstMath(argument()));
    else {
      at++;
      const c = rest[0] ?? "";
      if (c === "'") out = `${out.trimEnd()}'`;
      else if (c === "/") put("slash");
      else if (!/\s/.test(c)) put(c);
    }
  }
  return out.trim();
}
