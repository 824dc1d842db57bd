/** The paper's results on two screens: a table, and the formulas that carry its argument. */
import { toText } from "../expression/ascii.js";
import { printedCoefficients } from "../expansion/print.js";
import { expansion } from "../expansion/expansion.js";
import { wrap } from "../input/fold-lines.js";
import { parseShorthand } from "../junction/shorthand.js";
import { type PaperResult } from "./result.js";

const COLUMNS = 80;
const INDENT = " ".repeat(8);

const VERDICTS: Readonly<Record<PaperResult["verdict"], string>> = {
  proved: "proved",
  slip: "SLIP",
  qualified: "QUALIFIED",
  checked: "checked",
  failed: "NOT CONFIRMED",
};

/** α_2 of one junction of type B, one of type A, and one of both. */
const FORMULAS = ["solid-TLS-solid", "solid-HO-metal", "metal-TLS-metal"] as const;

/** What `heatdiode paper` prints without `--full`. */
export function paperOverview(results: readonly PaperResult[]): string {
  const count = (verdict: PaperResult["verdict"]): number =>
    results.filter((r) => r.verdict === verdict).length;
  return [
    "L.-A. Wu and D. Segal, Phys. Rev. Lett. 102, 095503 (2009), derived anew:",
    `${results.length} results: ${count("proved")} proved, ${count("qualified")} qualified, ${count("slip")} slips, ${count("checked")} checked, ${count("failed")} not confirmed.`,
    "",
    ...results.flatMap(row),
    "",
    "J = sum over k of alpha_k*Delta^k, T_a = T_L + T_R, Delta = T_L - T_R; heat is",
    "rectified where an even coefficient does not vanish:",
    ...FORMULAS.flatMap(formulaLines),
    "heatdiode paper --full has what the paper says beside each derivation, and more",
    "coefficients; --out DIRECTORY writes it as a page with figures.",
  ].join("\n");
}

/** What the paper has on one line with the verdict; what was found instead below it. */
function row(r: PaperResult): string[] {
  const verdict = VERDICTS[r.verdict];
  const room = COLUMNS - INDENT.length - verdict.length - 1;
  const head = `${r.equation.padEnd(INDENT.length)}${cut(`${r.title}: ${r.says}`, room).padEnd(room)} ${verdict}`;
  if (r.verdict === "proved") return [head];
  return [head, ...wrap(firstClause(r.derived), COLUMNS, `${INDENT}  `, `${INDENT}  `)];
}

/** At most `length` characters, cut at a word. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const short = text.slice(0, length - 3);
  return `${short.slice(0, Math.max(short.lastIndexOf(" "), length / 2)).replace(/[\s,;:]+$/, "")} ...`;
}

/** A short text as it is, else what it says first. */
function firstClause(text: string): string {
  if (text.length <= LONGEST) return text;
  // A semicolon inside brackets, as in G(lambda; -Delta), ends nothing.
  const isOutside = (i: number): boolean => {
    const before = text.slice(0, i);
    return before.split("(").length === before.split(")").length;
  };
  const end = [...text.matchAll(/[;.] /g)]
    .map((m) => m.index)
    .filter((i) => i >= SHORTEST && i <= LONGEST && isOutside(i));
  const last = end.at(-1);
  return last === undefined ? cut(text, LONGEST) : text.slice(0, last);
}

const LONGEST = 130;
const SHORTEST = 30;

function formulaLines(name: string): string[] {
  const { formulas, definitions } = printedCoefficients(expansion(parseShorthand(name)), [1, 2], "short");
  const value = formulas.get(2);
  return [
    `  ${name}`,
    ...(value === undefined ? [] : wrap(`alpha_2 = ${toText(value)}`, COLUMNS, "    ", "      ")),
    ...definitions.flatMap((d) => wrap(`${d.name} = ${toText(d.value)}`, COLUMNS, "      ", "        ")),
  ];
}
