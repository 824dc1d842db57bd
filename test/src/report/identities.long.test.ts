/**
 * Every identity of a report is true as it stands there: its LaTeX, taken from the page, is evaluated with the definitions of the
 * page alone, against enclosures at the point.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../src/library/evaluate.js";
import { expand } from "../../../src/library/expand.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";
import { latexAsText } from "../print/latex-as-text.js";
import { agree, statementsOf, valuesOf } from "../print/statements.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "identities-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const EVEN = String.raw`\frac{J(\Delta) + J(-\Delta)}{2} =`;

/** The equations of a page, in text; one that defines a function for all x among them. */
function equationsOf(page: string): string {
  const found = [...page.matchAll(/<annotation encoding="application\/x-tex">([^]*?)<\/annotation>/g)]
    .map(([, latex = ""]) => latex.replaceAll("&amp;", "&").replaceAll("&gt;", ">").replaceAll("&lt;", "<"))
    .filter((latex) => /^\\displaystyle[^<>]* =|^X_[LR] =/.test(latex));
  return found
    .map((latex) => latex.replaceAll(String.raw`\nobreak`, " ").replace(/\s+/g, " "))
    .map((latex) =>
      latex.includes(EVEN)
        ? `[J(Delta) + J(-Delta)]/2 = ${latexAsText(latex.slice(latex.indexOf(EVEN) + EVEN.length))}`
        : latexAsText(latex).replace(/^(\w+)_\{?(\d+)\}? = /, "$1_$2 = "),
    )
    .join("\n");
}

const POINT: Readonly<Record<string, string>> = {
  omega: "7/5",
  Gamma_L: "3/4",
  Gamma_R: "5/2",
  Upsilon_L: "3/4",
  Upsilon_R: "5/2",
  delta_L: "1/4",
  delta_R: "1/3",
  mu_L: "5/4",
  mu_R: "2",
};

describe("the identities of a report", () => {
  it.each(["solid-TLS-metal", "spin-ladder:3-solid"])("%s", async (name) => {
    const path = join(folder, name);
    expect((await heatdiode("report", name, "--out", `${path}/`)).status).toBe(0);
    const printed = equationsOf(await readFile(join(path, "report.html"), "utf8"));
    const junction = parseShorthand(name);
    const own = junction.parameters.map((p) => [p.name, POINT[p.name] ?? ""] as const);
    const mean = { ...Object.fromEntries(own), T_a: "5/2" };
    const at = { ...mean, Delta: "1/2" };
    const scope = new Map([...own, ["T_a", "5/2"], ["Delta", "1/2"], ["T_L", "3/2"], ["T_R", "1"]] as const);
    const decimals = new Map([...scope].map(([n, text]) => [n, quotient(text)]));
    const { J, J_reversed } = evaluate(junction, { at, digits: 45 });
    const { coefficients } = expand(junction, { at: mean, order: 4, digits: 45 });
    const even = quotientOf(`(${J} + (${J_reversed}))/2`);
    const references = new Map([
      ["J", J],
      ["[J(Delta) + J(-Delta)]/2", even],
      ...coefficients.map(({ k, value }) => [`alpha_${k}`, value ?? ""] as const),
    ]);
    const values = valuesOf(statementsOf(printed), decimals);
    const seen = new Set<string>();
    for (const { left, value } of values) {
      const reference = references.get(left);
      if (reference === undefined) continue;
      seen.add(left);
      expect({ left, value: value.toString(), reference, true: agree(value, reference) }).toMatchObject({
        true: true,
      });
    }
    // α_0 = 0 is said in words.
    expect([...seen].sort()).toEqual([...references.keys()].filter((n) => n !== "alpha_0").sort());
  });
});

const quotientOf = (text: string): string =>
  valuesOf([{ left: "m", right: text }], new Map())[0]?.value.toString() ?? "";
const quotient = (text: string): string => quotientOf(text);
