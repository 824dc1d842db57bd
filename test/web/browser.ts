/** A real Chromium for the tests of the page, and what every test watches it for. */
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, chromium as launcher, type Page } from "playwright-core";

/** The browser package is built for Linux on x64; elsewhere the tests are skipped, and say so. */
export const canBrowse = process.platform === "linux" && process.arch === "x64";

export async function launch(): Promise<Browser> {
  return launcher.launch({
    executablePath: await chromium.executablePath(),
    args: [
      "--headless=shell",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--js-flags=--expose-gc",
    ],
  });
}

/** A page with a record of everything it must not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors, warnings and reports of the content policy. */
  readonly complaints: string[];
  /** Addresses of requests that went anywhere but to the page's own place. */
  readonly strayRequests: string[];
}

/** Opens an address and waits until the engine has answered. */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const strayRequests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const home = url.startsWith("file:") ? "file:" : new URL(url).origin;
  context.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(home) && !/^(data|blob):/.test(address)) strayRequests.push(address);
  });
  await page.goto(url);
  return { page, complaints, strayRequests };
}

/** LaTeX of the formula for a quantity, as the screen reader's copy of it keeps it. */
export async function latexOf(page: Page, name: string): Promise<string> {
  const annotation = page
    .getByRole("group", { name: `formula of ${name}`, exact: true })
    .locator('annotation[encoding="application/x-tex"]');
  return (await annotation.textContent()) ?? "";
}

/** All numbers on the page by name, once they are there. */
export async function numbersOn(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.locator('output[data-value="R"]:not(:text("…"))').waitFor();
  const outputs = await page.locator("output[data-value]").all();
  const pairs = await Promise.all(
    outputs.map(async (o) => [await o.getAttribute("data-value"), await o.textContent()] as const),
  );
  return Object.fromEntries(pairs.map(([name, text]) => [name ?? "", text ?? ""]));
}

/** The numbers once they have stood still: a slow machine answers late, and a task that was asked for may be under way. */
export async function settledNumbers(page: Page): Promise<Readonly<Record<string, string>>> {
  let seen = await numbersOn(page);
  for (let quiet = 0, reads = 0; quiet < 5 && reads < 100; reads++) {
    await page.waitForTimeout(300);
    const next = await numbersOn(page);
    quiet = JSON.stringify(next) === JSON.stringify(seen) ? quiet + 1 : 0;
    seen = next;
  }
  return seen;
}
