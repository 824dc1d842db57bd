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

/** What is read of an element; the types of the browser are not those of the tests. */
interface Output {
  readonly dataset: { readonly value: string };
  readonly textContent: string;
}

/** All numbers on the page by name, once they are there. */
export async function numbersOn(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.locator('output[data-value="R"]:not(:text("…"))').waitFor();
  // In one go: the next frame may show other numbers.
  const pairs = await page
    .locator("output[data-value]")
    .evaluateAll((all) =>
      (all as unknown as readonly Output[]).map((o) => [o.dataset.value, o.textContent] as const),
    );
  return Object.fromEntries(pairs);
}

/** Waits until everything on the page belongs to the view that was asked for last. */
export async function settled(page: Page): Promise<void> {
  // What was typed just now is drawn in the next frame.
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))",
  );
  await page.locator('.page[data-settled="true"]').waitFor({ timeout: 60_000 });
}

/** The numbers of the view that was asked for last. */
export async function settledNumbers(page: Page): Promise<Readonly<Record<string, string>>> {
  await settled(page);
  return numbersOn(page);
}
