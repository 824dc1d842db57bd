/** Reports: safe, self-contained, and every proof in them printable. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conditions } from "../../../src/conditions/conditions.js";
import { allPairs } from "../../../src/cli/commands/conditions.js";
import { escapeHtml, html } from "../../../src/report/page/html.js";
import { latexProse } from "../../../src/report/page/latex-prose.js";
import { plainMath } from "../../../src/report/page/plain-math.js";
import { PRINTED_EQUATIONS } from "../../../src/report/paper-equations.js";
import { inlineMath } from "../../../src/report/page/math.js";
import { proofHtml, verdictDetails, verdictSentence } from "../../../src/report/verdict.js";
import { heatdiode } from "../../heatdiode.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-report-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of elements that are opened and not closed, or closed and not opened. */
function unbalanced(document: string): string[] {
  const empty = new Set(["meta", "br", "hr", "img", "link", "input", "!doctype", "col"]);
  const open: string[] = [];
  const wrong: string[] = [];
  const body = document.replace(/<style>[^]*?<\/style>/g, "");
  for (const [, slash, name = "", rest = ""] of body.matchAll(
    /<(\/?)([!A-Za-z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g,
  )) {
    if (empty.has(name.toLowerCase()) || rest.endsWith("/")) continue;
    if (slash !== "/") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`</${name}> in <${open.at(-1) ?? ""}>`);
  }
  return [...wrong, ...open];
}

/** What a page must not hold: scripts, handlers, anything to be fetched. */
function expectSelfContained(document: string): void {
  expect(document).not.toMatch(/<script|<iframe|<object|<link|\son\w+=/i);
  expect(document.match(/(?:src|href)\s*=\s*["'][^"']*/g) ?? []).toEqual([]);
  const addresses = document.match(/url\((?!data:|#)[^)]*\)/g) ?? [];
  expect(addresses).toEqual([]);
  expect(document).toContain("default-src 'none'");
  expect(unbalanced(document)).toEqual([]);
  // Only the format that every browser of today reads, and only faces that are used.
  expect(document.match(/@font-face/g)?.length).toBe(document.match(/data:font\/woff2;base64,/g)?.length);
  expect(document).not.toContain("KaTeX_Fraktur-");
}

describe("templates", () => {
  test("escape strings, keep HTML, drop what is absent", () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    expect(
      html`<p title="${hostile}">${hostile}${html`<b>${1}</b>`}${[undefined, false, "<"]}</p>`.markup,
    ).toBe(
      `<p title="${escapeHtml(hostile)}">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;<b>1</b>&lt;</p>`,
    );
  });

  test("control characters and direction overrides do not get through", () => {
    expect(escapeHtml("a\u0007\u202eb\n")).toBe("a\ufffd\ufffdb\n");
  });
});

describe("formulas in prose", () => {
  test.each([
    ["e^(-omega/T) k", "<i>e</i><sup>−<i>ω</i>/<i>T</i></sup> <i>k</i>"],
    ["alpha_2 = 0 at T_a", "<i>α</i><sub>2</sub> = 0 at <i>T</i><sub>a</sub>"],
    ["a solid-HO-solid junction", "a solid-HO-solid junction"],
    ["J(Delta) + J(-Delta) = 0", "<i>J</i>(Δ) + <i>J</i>(−Δ) = 0"],
    ["|S_n|^2 - x*y", "|<i>S</i><sub>n</sub>|<sup>2</sup> − <i>x</i>\u2009<i>y</i>"],
    ["<b>omega</b>", "&lt;<i>b</i>&gt;<i>ω</i>&lt;/<i>b</i>&gt;"],
  ])("%s", (text, markup) => {
    expect(plainMath(text).markup).toBe(markup);
  });

  test("an unknown command of LaTeX prose is shown, a formula that does not parse is refused", () => {
    expect(latexProse("\\unknown{x} \\emph{y}").markup).toBe("<p>\\unknown{x} <em>y</em></p>");
    expect(() => latexProse("$\\nosuchcommand$")).toThrow();
    expect(inlineMath("\\href{javascript:alert(1)}{x}").markup).not.toMatch(/<a\b|href=/);
  });

  test("the printed equations of the paper parse", () => {
    for (const { latex } of PRINTED_EQUATIONS) for (const line of latex) inlineMath(line);
    expect(PRINTED_EQUATIONS.map((e) => e.number)).toEqual(
      [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21].map((n) => `(${n})`),
    );
  });
});

test("verdict and proof of every pair of baths can be printed", () => {
  const pairs = allPairs();
  expect(pairs).toHaveLength(18);
  for (const junction of pairs) {
    const c = conditions(junction);
    const markup = [verdictSentence(c), verdictDetails(c), proofHtml(c, new Set())]
      .map((h) => h.markup)
      .join("");
    expect(unbalanced(markup)).toEqual([]);
    // Whatever is left of LaTeX stands in KaTeX's annotation only.
    const shown = markup.replace(/<annotation[^]*?<\/annotation>/g, "");
    expect(shown, junction.name).not.toMatch(/\\[a-zA-Z]|\$|undefined|NaN/);
  }
});

describe("heatdiode report", () => {
  test("writes one page that needs nothing else", { timeout: 60_000 }, async () => {
    const { status, out, err } = await heatdiode(
      "report",
      "solid-TLS-solid",
      "--order",
      "2",
      "--out",
      folder,
    );
    expect([status, err]).toEqual([0, ""]);
    const path = join(folder, "report.html");
    expect(out).toBe(`${path}\n`);
    const document = await readFile(path, "utf8");
    expectSelfContained(document);
    expect(document).toContain("<code>heatdiode");
    expect(document).toContain(`heatdiode report solid-TLS-solid --order 2 --out ${folder}`);
    // Known coefficients (design §4), as KaTeX keeps their source.
    expect(document).toContain(
      "\\alpha_{1} =\\nobreak \\frac{2 \\omega^{2} \\Gamma_L \\Gamma_R}{T_a^{2} (\\Gamma_L + \\Gamma_R) \\sinh(2 \\omega/T_a)}",
    );
    expect(document).toMatch(/All\s+<strong>\d+<\/strong> comparisons hold/);
    expect(document).not.toMatch(/>\s*(?:undefined|NaN|\[object)/);
    // Current, ratio, parity and ratio against the gap, each told in words, in the ink of the page.
    expect(document.match(/<figure\s+class="plot"\s+role="group"\s+aria-label="[^"]+"/g)).toHaveLength(4);
    const plots = document.slice(document.indexOf("<h2>Figures"), document.indexOf("<h2>Checks"));
    expect(plots).not.toMatch(/"(?:black|white|#000000)"|NaN/);
    const ids = [...plots.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Forward, reversed and two orders of the series; R and its line; odd and even part; R against the gap.
    expect(plots.match(/series to Δ/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("the name of a file is shown as text, whatever it is", { timeout: 60_000 }, async () => {
    const name = join(folder, `<img src=x onerror=alert(1)> "'&.json`);
    const file = {
      left: { bath: "solid" },
      right: { bath: "custom", rate: "c*T^2/(1 - exp(-omega/T))" },
      subsystem: { kind: "TLS" },
      parameters: { c: "0.5" },
    };
    await writeFile(name, JSON.stringify(file));
    const target = join(folder, "hostile");
    const { status, err } = await heatdiode("report", name, "--order", "2", "--out", target);
    expect([status, err]).toEqual([0, ""]);
    const document = await readFile(join(target, "report.html"), "utf8");
    expect(document).not.toContain("<img");
    expect(document).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(unbalanced(document)).toEqual([]);
  });

  test("a directory is asked for, and an impossible one refused in one line", async () => {
    const none = await heatdiode("report", "solid-TLS-solid");
    expect(none).toMatchObject({ status: 2, out: "" });
    expect(none.err).toMatch(/^heatdiode: .*--out DIR\n$/);
    await writeFile(join(folder, "file"), "");
    const blocked = await heatdiode(
      "report",
      "solid-HO-solid",
      "--order",
      "1",
      "--out",
      join(folder, "file"),
    );
    expect(blocked.status).toBe(2);
    expect(blocked.err).toMatch(/^heatdiode: --out .*\n$/);
  });
});

test("the paper's page holds every result and needs nothing else", async () => {
  const { status, err } = await heatdiode("paper", "--out", folder);
  expect([status, err]).toEqual([0, ""]);
  const document = await readFile(join(folder, "paper.html"), "utf8");
  expectSelfContained(document);
  expect(document.match(/<h3>\(\d+\)/g)).toHaveLength(PRINTED_EQUATIONS.length);
  expect(document).toContain("slip of the paper");
  // Four curves of Fig. 2 with 150 points each, two of them in the inset.
  const curves = [...document.matchAll(/ d="(M[^"]*)"/g)].filter(([, d = ""]) => d.split("L").length === 150);
  expect(curves).toHaveLength(4);
});

test(
  "in a browser: fonts complete, nothing fetched, no page wider than its screen",
  { timeout: 120_000 },
  async (context) => {
    if (process.platform !== "linux") context.skip("the browser package is for Linux");
    const page = join(folder, "browser");
    const { status } = await heatdiode("report", "spin-TLS-metal", "--out", page);
    expect(status).toBe(0);
    const script = fileURLToPath(new URL("../../../scripts/page-pictures.mjs", import.meta.url));
    const run = spawnSync(process.execPath, [script, join(page, "report.html"), page], { encoding: "utf8" });
    if (run.status === 3) context.skip(run.stderr.trim());
    expect(run.stdout).toBe("no problems\n");
  },
);
