/** The explorer for everyone and against everyone: keyboard, screen reader, hostile links and files, weight, memory. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { type Browser, type Page, type Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFolder, type FolderServer } from "../../src/cli/commands/explore.js";
import { canBrowse, launch, open, settled } from "./browser.js";
import { builtSite, pictureFolder } from "./site.js";

/** Milliseconds for both builds of the page on a busy machine. */
const BUILD_LIMIT = 120_000;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(!canBrowse)("explorer for everyone", { retry: 2 }, () => {
  let server: FolderServer;
  let browser: Browser;

  beforeAll(async () => {
    const folder = await builtSite();
    [server, browser] = await Promise.all([serveFolder(folder), launch()]);
  }, BUILD_LIMIT);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** @param without what the run leaves out */
  async function violations(page: Page, without = "#none"): Promise<string[]> {
    await page.evaluate(axe.source);
    const result = await page.evaluate<{ violations: readonly Violation[] }>(
      `axe.run({ exclude: ["${without}"] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    );
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
    );
  }

  test.each(["light", "dark"] as const)(
    "axe finds nothing on the page in %s colours",
    async (colorScheme) => {
      // The content policy forbids scripts from outside the page; axe is put in by the browser's debugger.
      const { page } = await open(browser, `${server.url}#j=solid-TLS-solid&order=2`, { colorScheme });
      await settled(page);
      await page.getByRole("button", { name: "Show the proof" }).click();
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
  );

  test("axe finds nothing in the editor of levels, nor in the paper", async () => {
    const { page } = await open(browser, server.url);
    await settled(page);
    await page.getByRole("group", { name: "Between them" }).getByText("N levels").click();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "The paper" }).click();
    await page.locator(".results li").first().waitFor();
    // Thousands of glyphs, hidden from screen readers; their contrast is that of the formulas on the other page.
    expect(await violations(page, ".katex-html")).toEqual([]);
    await page.context().close();
  });

  test("everything can be done with the keyboard alone", async () => {
    const { page } = await open(browser, server.url);
    await settled(page);
    const focused = () =>
      page.evaluate(
        "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.dataset.name || e.value || e.textContent; })()",
      );
    const tabTo = async (wanted: string): Promise<void> => {
      for (let i = 0; i < 120; i++) {
        if ((await focused()) === wanted) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab does not lead to ${wanted}`);
    };
    await tabTo("TLS");
    await page.keyboard.press("ArrowRight");
    await page.locator(".island ~ .well").waitFor({ state: "attached" });
    await tabTo("slider for omega");
    await page.keyboard.press("PageUp");
    await expect
      .poll(() => page.locator('input[data-name="omega"]').inputValue(), { timeout: 20_000 })
      .not.toBe("1");
    await tabTo("Show the proof");
    await page.keyboard.press("Enter");
    await page.locator(".proof p").first().waitFor();
    await tabTo("Ratio R over omega. Arrow keys read the values.");
    const reading = page.locator(".part-plots figcaption .reading").nth(2);
    const before = await reading.textContent();
    for (let i = 0; i < 3; i++) await page.keyboard.press("PageDown");
    await expect.poll(() => reading.textContent(), { timeout: 20_000 }).not.toBe(before);
    // To the end of the page, and out of it: nothing holds the focus.
    await tabTo("");
    await page.context().close();
  });

  test("formulas are there as MathML, and every control has a name", async () => {
    const { page } = await open(browser, server.url);
    await settled(page);
    const [formulas, math] = [page.locator(".formula"), page.locator(".formula math")];
    expect(await math.count()).toBe(await formulas.count());
    expect(await math.count()).toBeGreaterThan(10);
    await page.context().close();
  });

  test.each([
    [
      "a script in a name",
      "file=" + json({ left: bath("<img src=x onerror=alert(1)>"), right: bath("Gamma_R") }),
    ],
    [
      "KaTeX commands in a rate",
      "file=" + json({ left: rate("\\href{javascript:alert(1)}{x}"), right: bath("1") }),
    ],
    [
      "prototype pollution",
      'file={"__proto__":{"polluted":1},"left":{"bath":"solid"},"constructor":{"prototype":{"polluted":1}}}',
    ],
    ["a value that is code", "j=spin-TLS-metal&at=T_a=alert(1),__proto__=1,omega=1e999999"],
    ["a claim with markup", "j=solid-TLS-solid&claim=<script>alert(1)</script>"],
    ["a broken escape", "j=%E0%A4%A&at=%"],
    ["a huge matrix", "file=" + json({ left: bath("1"), right: bath("1"), subsystem: huge(60) })],
    ["an enormous spin", "j=spin-spin:999/2-metal&order=999999"],
    [
      "the wrong shape",
      'file={"left":[1,2],"right":null,"subsystem":{"kind":{"kind":"levels"},"energies":7}}',
    ],
  ])("a link with %s does no harm", async (_what, hash) => {
    const { page, complaints, strayRequests } = await open(browser, `${server.url}#${hash}`);
    await page.locator(".verdict .headline, .problem").first().waitFor();
    // The page still answers.
    await page.getByRole("button", { name: "solid-HO-solid" }).click();
    await page.locator(".verdict.never").waitFor();
    expect(await page.evaluate("({}).polluted")).toBeUndefined();
    expect(await page.locator("#app script, #app img, #app a[href^=javascript]").count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(strayRequests).toEqual([]);
    await page.context().close();
  });

  test("the policy forbids code from text, and connections", async () => {
    const { page, complaints } = await open(browser, server.url);
    await settled(page);
    const tryOut = (code: string) =>
      page.evaluate(`(async () => { try { ${code}; return "allowed"; } catch (e) { return e.name; } })()`);
    await page.evaluate(
      "(() => { const s = document.createElement('script'); s.append('window.injected = 1'); document.body.append(s); })()",
    );
    expect(await page.evaluate("window.injected")).toBeUndefined();
    expect(await tryOut("await fetch('/index.html')")).toBe("TypeError");
    // Trusted Types: no text becomes markup, and no worker starts from another place.
    expect(await tryOut("document.body.innerHTML = '<b>x</b>'")).toBe("TypeError");
    expect(await tryOut("new DOMParser().parseFromString('<b>x</b>', 'text/html')")).toBe("TypeError");
    expect(await tryOut("new Worker('data:text/javascript,1')")).toBe("TypeError");
    expect(await tryOut("trustedTypes.createPolicy('another', {})")).toBe("TypeError");
    expect(complaints.length).toBeGreaterThan(0);
    await page.context().close();
  });

  test("the first load is below 700 kB compressed", async () => {
    const responses: Response[] = [];
    const context = await browser.newContext();
    context.on("response", (response) => responses.push(response));
    const page = await context.newPage();
    await page.goto(server.url);
    await settled(page);
    // The proof comes last, and may ask for a font.
    await page.waitForLoadState("networkidle");
    const bodies = await Promise.all(responses.map((response) => response.body()));
    const total = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    // The worker's file is asked for by the page; fonts come as they are needed.
    expect(bodies.length).toBeGreaterThan(5);
    expect(total).toBeLessThan(700_000);
    await context.close();
  });

  test("memory stays flat over many junctions", async () => {
    const { page } = await open(browser, server.url);
    await settled(page);
    const session = await page.context().newCDPSession(page);
    const names = ["solid-HO-solid", "solid-TLS-solid", "spin-HO-metal", "solid-HO-metal"];
    // Some changes come before the last is answered, others after.
    const change = async (times: number): Promise<void> => {
      await page.evaluate(`(async () => {
        const buttons = ${JSON.stringify(names)}.map((name) =>
          [...document.querySelectorAll(".examples button")].find((b) => b.textContent.trim() === name));
        for (let i = 0; i < ${times}; i++) {
          buttons[i % buttons.length].click();
          await new Promise((resolve) => setTimeout(resolve, i % 3 === 0 ? 90 : 10));
        }
      })()`);
      await settled(page);
    };
    const used = async (): Promise<{ heap: number; nodes: number }> => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      const { nodes } = await session.send("Memory.getDOMCounters");
      return { heap: usedSize, nodes };
    };
    await change(40);
    const before = await used();
    await change(120);
    const after = await used();
    // The undo history keeps 200 small states of about 1 kB each; nothing else may grow.
    expect(after.heap - before.heap).toBeLessThan(1_000_000);
    expect(after.nodes - before.nodes).toBeLessThan(1000);
    expect(page.workers().length).toBeLessThanOrEqual(3);
    await page.context().close();
  });

  test.each([390, 1280, 1920])("nothing runs over the side at a width of %i", async (width) => {
    const { page } = await open(browser, server.url, { viewport: { width, height: 900 } });
    await settled(page);
    await page.screenshot({ path: join(await pictureFolder(), `explorer-${width}.png`), fullPage: true });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.context().close();
  });
});

function json(part: object): string {
  return encodeURIComponent(JSON.stringify({ subsystem: { kind: "TLS" }, ...part }));
}

function bath(coupling: string): object {
  return { bath: "solid", coupling };
}

function rate(text: string): object {
  return { bath: "custom", rate: text };
}

function huge(n: number): object {
  const S = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? "0" : "1")));
  return { kind: "levels", energies: S.map((_, i) => `omega_${i}`), S };
}
