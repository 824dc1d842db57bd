// Measures the built explorer in Chromium: bytes of the first load, time until the first answer, time of a frame while a
// slider is dragged, time from a slider's move to the proved digits, memory over 500 changes of the junction.
// Usage: npm run build && npm run build:web && node scripts/measure-explorer.mjs
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { chromium as launcher } from "playwright-core";
import { serveFolder } from "../dist/src/commands/explore.js";

const server = await serveFolder(fileURLToPath(new URL("../dist/web", import.meta.url)));
const browser = await launcher.launch({
  executablePath: await chromium.executablePath(),
  args: ["--headless=shell", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const print = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

const SETTLED = `new Promise((resolve) => {
  const look = () => {
    const done = document.querySelector(".verdict:not(.waiting)") &&
      document.querySelector('output[data-value="R"]')?.textContent?.length > 3 &&
      document.querySelectorAll(".coefficient").length >= 3;
    if (done) resolve(performance.now()); else requestAnimationFrame(look);
  };
  look();
})`;

const times = { controls: [], answers: [] };
let bytes = 0;
for (let i = 0; i < 7; i++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const sizes = [];
  context.on("response", (r) => sizes.push(r.body().then((b) => gzipSync(b).length)));
  const page = await context.newPage();
  await page.goto(server.url, { waitUntil: "commit" });
  await page.waitForSelector('input[data-name="omega"]');
  times.controls.push(await page.evaluate("performance.now()"));
  times.answers.push(await page.evaluate(SETTLED));
  bytes = (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
  await context.close();
}
print("first load, gzip", `${(bytes / 1000).toFixed(0)} kB`);
print("sliders usable, median of 7", `${median(times.controls).toFixed(0)} ms`);
print("verdict, alpha_1..3 and proved digits, median of 7", `${median(times.answers).toFixed(0)} ms`);

for (const hash of ["j=spin-TLS-metal&order=6", "j=spin-HO-metal&order=6", "j=solid-TLS-solid&order=6"]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(`${server.url}#${hash}`);
  await page.waitForSelector('output[data-value$="_5"]:not(:empty)');
  await page.waitForTimeout(600);
  const frames = await page.evaluate(`(async () => {
    const slider = document.querySelector('input[type=range][aria-label="slider for omega"]');
    const work = [];
    for (let i = 0; i < 90; i++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const start = performance.now();
      slider.value = String(100 + 2 * i);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      // The page is drawn anew in a microtask or timer of the frame; a layout is forced to count it too.
      await new Promise((resolve) => setTimeout(resolve));
      document.body.getBoundingClientRect();
      work.push(performance.now() - start);
    }
    return work.slice(10);
  })()`);
  const response = await page.evaluate(`(async () => {
    const slider = document.querySelector('input[type=range][aria-label="slider for omega"]');
    const output = document.querySelector('output[data-value="alpha_1"]');
    const times = [];
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const before = output.textContent;
      const start = performance.now();
      slider.value = String(150 + 5 * i);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      while (output.textContent === before) await new Promise((resolve) => setTimeout(resolve, 1));
      times.push(performance.now() - start);
    }
    return times;
  })()`);
  print(
    `${hash}: a frame of dragging, median / worst`,
    `${median(frames).toFixed(1)} / ${Math.max(...frames).toFixed(1)} ms`,
  );
  print(
    `${hash}: slider to 16 proved digits, median / worst`,
    `${median(response).toFixed(0)} / ${Math.max(...response).toFixed(0)} ms`,
  );
  await page.close();
}

const page = await browser.newPage();
await page.goto(server.url);
await page.evaluate(SETTLED);
const session = await page.context().newCDPSession(page);
const heap = async () => {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize / 1e6;
};
const change = (times) =>
  page.evaluate(`(async () => {
    const buttons = [...document.querySelectorAll(".examples .chip")].slice(0, 5);
    for (let i = 0; i < ${times}; i++) {
      buttons[i % 5].click();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await new Promise((resolve) => setTimeout(resolve, 800));
  })()`);
await change(50);
const used = [await heap()];
for (let i = 0; i < 5; i++) {
  await change(100);
  used.push(await heap());
}
print("heap of the page over 500 junction changes, MB", used.map((x) => x.toFixed(1)).join(" "));
await browser.close();
await server.close();
