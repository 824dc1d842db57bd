/** The explorer in a real browser: it says what the command line says, for every way of reading and operating it. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFolder, type FolderServer } from "../../src/cli/commands/explore.js";
import { expansion } from "../../src/expansion/expansion.js";
import { parseJunctionFile } from "../../src/junction/file/parse.js";
import { formatsOf } from "../../src/print/format.js";
import { toLatex } from "../../src/print/latex.js";
import { parseShorthand } from "../../src/junction/shorthand.js";
import { canBrowse, latexOf, launch, numbersOn, open, settledNumbers } from "./browser.js";
import { commandJson } from "./command.js";
import { builtSite } from "./site.js";

/** A busy machine answers late; what never comes is noticed all the same. */
const PATIENT = { timeout: 20_000 };
/** Milliseconds for both builds of the page on a busy machine. */
const BUILD_LIMIT = 120_000;

if (!canBrowse)
  console.warn("The browser package runs on Linux x64 only: tests of the explorer are skipped.");

describe.skipIf(!canBrowse)("explorer", { retry: 2 }, () => {
  let folder: string;
  let server: FolderServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = await builtSite();
    [server, browser] = await Promise.all([serveFolder(folder), launch()]);
  }, BUILD_LIMIT);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const headline = (page: Page) => page.locator(".verdict:not(.waiting) .headline");

  test("opens with the formula of spin-TLS-metal, its verdict and its coefficients", async () => {
    const { page, complaints, strayRequests } = await open(browser, server.url);
    await headline(page).waitFor();
    expect(await headline(page).textContent()).toBe("Rectifies, whatever the parameters");
    const series = expansion(parseShorthand("spin-TLS-metal"));
    for (const k of [1, 2]) {
      expect(await latexOf(page, `alpha_${k}`)).toBe(`\\alpha_{${k}} = ${toLatex(series.expression(k))}`);
    }
    expect(complaints).toEqual([]);
    expect(strayRequests).toEqual([]);
    await page.context().close();
  });

  test.each([
    ["solid", "two levels", "solid", /^Rectifies, except where ΓL ?=ΓR/, "conditionally"],
    ["solid", "oscillator", "solid", /^Never rectifies$/, "never"],
  ])("choosing %s, %s, %s shows the verdict", async (left, middle, right, text, kind) => {
    const { page, complaints } = await open(browser, server.url);
    await page.getByRole("group", { name: "Left bath" }).getByText(left, { exact: true }).click();
    await page.getByRole("group", { name: "Between them" }).getByText(middle, { exact: true }).click();
    await page.getByRole("group", { name: "Right bath" }).getByText(right, { exact: true }).click();
    await page.locator(`.verdict.${kind}`).waitFor();
    expect(await headline(page).evaluate(visibleText)).toMatch(text);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("numbers are the command line's, digit for digit, at values of any length", async () => {
    const { page, complaints } = await open(browser, `${server.url}#j=solid-ladder:3-metal&order=4`);
    const at = "T_a=0.61,Gamma_L=1.25,Gamma_R=1/3,delta_R=-0.07,mu_R=0.9,omega=1.30000000000000000000012";
    for (const [name, value] of [...pairs(at), ["Delta", "-0.2"] as const]) {
      await page.locator(`input[data-name="${name}"]`).fill(value);
    }
    const point = (await commandJson(
      "evaluate",
      "solid-ladder:3-metal",
      "--at",
      `${at},Delta=-0.2`,
    )) as Record<string, string>;
    const series = (await commandJson("expand", "solid-ladder:3-metal", "--order", "4", "--at", at)) as {
      coefficients: { k: number; value: string }[];
    };
    const seen = await settledNumbers(page);
    for (const key of ["J", "J_reversed", "R", "contrast"]) expect(seen[key]).toBe(point[key]);
    for (const { k, value } of series.coefficients.slice(1)) expect(seen[`alpha_${k}`]).toBe(value);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a link reproduces the view, digits included", async () => {
    const first = await open(browser, `${server.url}#order=2`);
    await first.page.getByRole("button", { name: "qutrit diode" }).click();
    await first.page.getByRole("group", { name: "Quantity", exact: true }).getByText("contrast").click();
    await first.page.locator('input[data-name="omega_2"]').fill("0.70003000000000000001");
    await expect
      .poll(() => first.page.evaluate("location.hash"), PATIENT)
      .toContain("0.70003000000000000001");
    const before = await settledNumbers(first.page);
    const hash = await first.page.evaluate("location.hash");
    const second = await open(browser, `${server.url}${String(hash)}`);
    expect(await settledNumbers(second.page)).toEqual(before);
    expect(await second.page.evaluate("location.hash")).toBe(hash);
    expect(Object.keys(before)).toContain("c_1");
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await Promise.all([first, second].map(({ page }) => page.context().close()));
  });

  test("undo takes back a whole drag, and redo does it again", async () => {
    const { page } = await open(browser, server.url);
    const slider = page.getByRole("slider", { name: "slider for omega" });
    await slider.waitFor();
    const field = page.locator('input[data-name="omega"]');
    await slider.focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
    // The field follows the slider a frame later: read it when it stands still.
    let moved = "1";
    const stands = async (): Promise<boolean> => {
      const before = moved;
      moved = await field.inputValue();
      return moved === before && moved !== "1";
    };
    await expect.poll(stands, { interval: 400, timeout: 20_000 }).toBe(true);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => field.inputValue(), PATIENT).toBe("1");
    await page.getByRole("button", { name: "Redo" }).click();
    await expect.poll(() => field.inputValue(), PATIENT).toBe(moved);
    await page.context().close();
  });

  test("the single file works from the disk", async () => {
    const { page, complaints, strayRequests } = await open(
      browser,
      pathToFileURL(`${folder}/heatdiode.html`).href,
    );
    await headline(page).waitFor();
    const at = "T_a=0.5,Delta=0.1,Upsilon_L=1,Gamma_R=0.2,delta_R=0.2,mu_R=1,omega=1";
    const point = (await commandJson("evaluate", "spin-TLS-metal", "--at", at)) as Record<string, string>;
    expect((await settledNumbers(page))["R"]).toBe(point["R"]);
    // Junction files need zod and mathjs, which the folder loads as further files.
    await page.getByRole("button", { name: "transmon" }).click();
    await page.locator('input[data-name="K"]').waitFor();
    expect(complaints).toEqual([]);
    expect(strayRequests).toEqual([]);
    await page.context().close();
  });

  test("a long derivation shows progress, can be stopped, and the page goes on", async () => {
    const { page, complaints } = await open(browser, `${server.url}#j=spin-ladder:24-metal&order=12`);
    const progress = page.locator(".progress");
    await progress.getByRole("button", { name: "Stop" }).waitFor();
    // The numbers come from another worker and do not wait.
    await numbersOn(page);
    while ((await page.getByText("Stopped. Change anything").count()) === 0) {
      const stop = progress.getByRole("button", { name: "Stop" });
      if (await stop.isVisible()) await stop.click();
      await page.waitForTimeout(50);
    }
    await page.getByRole("button", { name: "solid-HO-solid" }).click();
    await page.locator(".verdict.never").waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a junction of one's own: levels, rates, a file that is dropped, and what is wrong in words", async () => {
    const { page, complaints } = await open(browser, server.url);
    await page.getByRole("group", { name: "Between them" }).getByText("N levels").click();
    await page.getByRole("textbox", { name: "energy of level 2" }).fill("omega_1 + 3*epsilon");
    await page.getByRole("textbox", { name: "energy of level 2" }).press("Enter");
    await page.locator('input[data-name="epsilon"]').waitFor();
    await page.getByRole("group", { name: "Right bath" }).getByText("own").click();
    const rate = page.getByRole("textbox", { name: "Rate downwards" });
    await rate.fill("Gamma_R*T^2/(1 - exp(-omega/T)");
    await rate.press("Enter");
    await page.locator(".problem.whole").waitFor();
    expect(await page.locator(".problem.whole").textContent()).toContain("right.rate");
    // A function that is not known is refused here too; a law of unspecified functions is a choice of its own.
    await rate.fill("Gamma_R*g(T)/(1 - exp(-omega/T))");
    await rate.press("Enter");
    await page.locator(".problem.whole", { hasText: "bath law" }).waitFor();
    await page.getByRole("group", { name: "Right bath" }).getByText("law g(T)").click();
    await page.getByText("g is known only by name").first().waitFor();
    const file = {
      left: { bath: "spin" },
      right: { bath: "solid" },
      subsystem: { kind: "spin", S: "3/2" },
      parameters: { omega: 1.25 },
    };
    const drop = (text: string): string =>
      `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(text)}], "mine.json"));
        document.querySelector(".page").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); })()`;
    await page.evaluate(drop(JSON.stringify(file)));
    await page.locator(".verdict:not(.waiting)").waitFor();
    await expect.poll(() => page.locator('input[data-name="omega"]').inputValue(), PATIENT).toBe("1.25");
    await page.getByRole("group", { name: "Left bath" }).getByText("own").click();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save junction file" }).click(),
    ]);
    const again = await parseJunctionFile(await readFile(await saved.path(), "utf8"));
    expect(again.name).toBe("custom-spin:3/2-solid");
    await page.evaluate(drop('{"left": 1}'));
    await expect.poll(() => page.locator(".toast").textContent(), PATIENT).toContain("mine.json: ");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a Hamiltonian, units and densities of a file are shown, not dropped; a link that is not understood changes nothing", async () => {
    const { page, complaints } = await open(browser, `${server.url}#j=solid-TLS-solid`);
    await page.getByRole("button", { name: "exchange qubits" }).click();
    await page.getByText("sp(1)*sm(2)").first().waitFor();
    await expect
      .poll(() => page.locator('input[data-name="e_2"]').inputValue(), PATIENT)
      .toBe("1.1394448724536011");
    await page.getByRole("button", { name: "qubit resonators" }).click();
    await page.getByText("lorentzian").first().waitFor();
    const before = await settledNumbers(page);
    const line = page.locator(".numbers div", { has: page.locator('output[data-value="J"]') });
    expect(await line.textContent()).toMatch(/ W$/);
    expect(await page.locator("footer").textContent()).toContain("temperatures in mK");
    await page.evaluate("void (location.hash = '#j=solidd-TLS-solid')");
    await page.getByText("solidd-TLS-solid is not a junction").waitFor();
    const file = { left: { bath: "sollid" }, right: { bath: "spin" }, subsystem: { kind: "HO" } };
    await page.evaluate(
      `void (location.hash = '#file=' + encodeURIComponent(${JSON.stringify(JSON.stringify(file))}))`,
    );
    await page.getByText("unknown bath sollid").waitFor();
    expect(await settledNumbers(page)).toEqual(before);
    await expect.poll(() => page.evaluate("location.hash"), PATIENT).toContain("lorentzian");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("every export format, and the report", async () => {
    const { page, complaints } = await open(browser, `${server.url}#j=solid-TLS-solid&order=2`);
    const select = page.getByLabel("Take it as");
    await select.waitFor();
    const formats = await select
      .locator("option")
      .evaluateAll((all) => all.map((o) => (o as unknown as { value: string }).value));
    // All but tables of scans; two reports in the place of the bare document in LaTeX.
    expect(formats.length).toBe(formatsOf("text", "formulas", "document", "data", "code").length + 1);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    for (const format of formats) {
      await select.selectOption(format);
      await page.evaluate("navigator.clipboard.writeText('')");
      await page.getByRole("button", { name: /^Copy the expansion/ }).click();
      await expect
        .poll(() => page.evaluate<string>("navigator.clipboard.readText()"), {
          message: format,
          timeout: 30_000,
        })
        .toMatch(STARTS[format] ?? /Gamma_?L/);
    }
    await page.getByRole("button", { name: /^Save Ratio R over omega as SVG/ }).waitFor();
    for (const [name, start] of [
      ["SVG", "<svg"],
      ["CSV", "omega,R"],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Save Ratio R over omega as ${name}` }).click(),
      ]);
      expect((await readFile(await download.path(), "utf8")).startsWith(start)).toBe(true);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a claim is proved, or refuted at a point", async () => {
    const { page } = await open(browser, `${server.url}#j=solid-TLS-solid`);
    const text = page.getByRole("textbox", { name: /A formula for/ });
    const claim = (factor: string) =>
      `\\alpha_2 = -\\frac{${factor}\\omega^3\\Gamma_L\\Gamma_R(\\Gamma_L-\\Gamma_R)}{(\\Gamma_L+\\Gamma_R)^2T_a^4\\sinh^2(2\\omega/T_a)}`;
    await text.fill(claim("4"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.locator(".claim-result.proved").waitFor();
    await text.fill(claim("5"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.locator(".claim-result.refuted").waitFor();
    expect(await page.locator(".claim-result").textContent()).toContain("actual");
    await page.context().close();
  });

  test("the paper is derived on the page, with Fig. 2 under the sliders", async () => {
    const { page, complaints } = await open(browser, `${server.url}#page=paper`);
    await page.locator(".results li").first().waitFor();
    const paper = (await commandJson("paper")) as { results: { verdict: string }[] };
    expect(await page.locator(".results li").count()).toBe(paper.results.length);
    expect(await page.locator(".results li.failed").count()).toBe(0);
    const curve = page.locator(".part-figure-two path.curve[d*=L]").first();
    await curve.waitFor();
    const before = await curve.getAttribute("d");
    await page.getByRole("slider", { name: "slider for delta R" }).press("PageDown");
    await expect.poll(() => curve.getAttribute("d"), PATIENT).not.toBe(before);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** How the documents begin, and that formulas of the junction are in them. */
const STARTS: Readonly<Record<string, RegExp>> = {
  report: /^<!doctype html>[^]*<h1>solid-TLS-solid<\/h1>[^]*\\Gamma_L[^]*comparisons hold/,
  "latex-report": /\\begin\{document\}[^]*\\Gamma_L/,
  typst: /^#set page[^]*Gamma_\(L\)/,
};

function pairs(at: string): (readonly [string, string])[] {
  return at.split(",").map((pair) => pair.split("=") as [string, string]);
}

/** The text that is seen: without KaTeX's copy for screen readers. */
const visibleText = (element: { cloneNode(deep: boolean): unknown }): string => {
  const copy = element.cloneNode(true) as {
    textContent: string;
    querySelectorAll(selector: string): Iterable<{ remove(): void }>;
  };
  for (const math of copy.querySelectorAll(".katex-mathml")) math.remove();
  return copy.textContent.replace(/[\u200b\s]+/g, " ").trim();
};
