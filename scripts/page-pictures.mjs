/** Pictures of a page in a real browser: desktop light and dark, phone, and the printed PDF. node scripts/page-pictures.mjs FILE DIR */
import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

const [file, folder] = process.argv.slice(2);
if (file === undefined || folder === undefined)
  throw new Error("give a page and a directory for the pictures");
await mkdir(folder, { recursive: true });
const name = basename(file).replace(/\.html$/, "");
const browser = await playwright
  .launch({
    executablePath: await chromium.executablePath(),
    // One process for everything, as the package recommends for small machines, dies with its first tab.
    args: chromium.args.filter((a) => !/single-process|no-zygote/.test(a)),
    headless: true,
  })
  .catch((error) => {
    console.error(`no browser here: ${error.message.split("\n")[0]}`);
    process.exit(3);
  });
const problems = [];
for (const [kind, width, colorScheme] of [
  ["desktop", 1280, "light"],
  ["dark", 1280, "dark"],
  ["phone", 390, "light"],
]) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    offline: true,
    deviceScaleFactor: kind === "phone" ? 2 : 1,
  });
  const tab = await context.newPage();
  tab.on("console", (message) => problems.push(`${kind}: ${message.text()}`));
  tab.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(`${kind}: asked for ${request.url()}`);
  });
  await tab.goto(pathToFileURL(resolve(file)).href);
  await tab.evaluate("document.fonts.ready.then(() => undefined)");
  // A font that a formula names and the page lacks, or a page wider than its screen.
  const found = await tab.evaluate(`(() => {
    const loaded = new Set([...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family + f.style + f.weight));
    const missing = new Set();
    for (const e of document.querySelectorAll(".katex-html *")) {
      if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== "" && n.textContent !== "\\u200b")) continue;
      const s = getComputedStyle(e);
      const family = s.fontFamily.split(",")[0].replaceAll('"', "");
      if (family.startsWith("KaTeX") && !loaded.has(family + s.fontStyle + s.fontWeight)) missing.add(family + " " + s.fontStyle + " " + s.fontWeight);
    }
    const wide = document.documentElement.scrollWidth - innerWidth;
    return { missing: [...missing], wide, unused: [...document.fonts].filter((f) => f.status !== "loaded").map((f) => f.family) };
  })()`);
  if (found.missing.length > 0) problems.push(`${kind}: fonts missing: ${found.missing.join(", ")}`);
  if (found.unused.length > 0) problems.push(`${kind}: fonts unused: ${found.unused.join(", ")}`);
  if (found.wide > 0) problems.push(`${kind}: the page is ${found.wide} px wider than the screen`);
  await tab.screenshot({ path: join(folder, `${name}-${kind}.png`), fullPage: true });
  if (kind === "desktop") await tab.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true });
  await context.close();
}
await browser.close();
console.log(problems.length === 0 ? "no problems" : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
