/**
 * The built explorer in Chromium: weight of the first load and time to the first answer; frames while a slider is dragged;
 * time from a junction to its verdict and all coefficients up to order 6; time from a slider's move to proved digits;
 * memory over many changes of the junction.
 * Usage: npm run build && npm run build:web && node bench/explorer.mjs [load] [frames] [exact] [digits] [memory]
 */
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
const viewport = { width: 1280, height: 860 };
const print = (what, value) => console.log(`${what.padEnd(52)} ${value}`);
const at = (list, fraction) => [...list].sort((a, b) => a - b)[Math.round(fraction * (list.length - 1))];
const spread = (list, digits = 1) =>
  [0.5, 0.95, 1].map((f) => at(list, f).toFixed(digits).padStart(6)).join(" / ") + " ms";

const SETTLED = `new Promise((resolve) => {
  const look = () => {
    const done = document.querySelector(".verdict:not(.waiting)") &&
      document.querySelector('output[data-value="R"]')?.textContent?.length > 3 &&
      document.querySelectorAll(".coefficient").length >= 3;
    if (done) resolve(performance.now()); else requestAnimationFrame(look);
  };
  look();
})`;

async function load() {
  const times = { controls: [], answers: [] };
  let bytes = 0;
  for (let i = 0; i < 9; i++) {
    const context = await browser.newContext({ viewport });
    const sizes = [];
    context.on("response", (r) =>
      sizes.push(
        r.body().then(
          (b) => gzipSync(b).length,
          () => 0,
        ),
      ),
    );
    const page = await context.newPage();
    await page.goto(server.url, { waitUntil: "commit" });
    await page.waitForSelector('input[data-name="omega"]');
    times.controls.push(await page.evaluate("performance.now()"));
    times.answers.push(await page.evaluate(SETTLED));
    bytes = (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
    await context.close();
  }
  print("first load, gzip", `${(bytes / 1000).toFixed(0)} kB`);
  print("sliders usable, median / p95 / worst of 9", spread(times.controls, 0));
  print("verdict, alpha_1..3 and proved digits", spread(times.answers, 0));
}

const THREE_LEVELS = {
  left: { bath: "solid" },
  right: { bath: "solid" },
  subsystem: {
    kind: "levels",
    energies: ["0", "omega_1", "omega_1 + omega_2"],
    S_L: [
      ["0", "1", "s"],
      ["1", "0", "1"],
      ["s", "1", "0"],
    ],
    S_R: [
      ["0", "1", "0"],
      ["1", "0", "1"],
      ["0", "1", "0"],
    ],
  },
};

/** In each frame the slider moves one step, as under a hand that is faster than the frames. */
const DRAG = `(async () => {
  const slider = document.querySelector('input[type=range][aria-label^="slider for omega"]');
  const intervals = [], work = [];
  let last;
  for (let i = 0; i < 300; i++) {
    const time = await new Promise((resolve) => requestAnimationFrame(resolve));
    if (last !== undefined) intervals.push(time - last);
    last = time;
    const start = performance.now();
    slider.value = String(50 + i);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // A message is read after the frame's style, layout and paint.
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { port1.close(); resolve(); };
      port2.postMessage(0);
    });
    work.push(performance.now() - start);
  }
  return { intervals, work };
})()`;

async function frames() {
  const views = [
    ["spin-TLS-metal", "j=spin-TLS-metal&order=6"],
    ["spin-HO-metal", "j=spin-HO-metal&order=6"],
    ["solid-TLS-solid", "j=solid-TLS-solid&order=6"],
    ["three levels, S_L ≠ S_R", `file=${encodeURIComponent(JSON.stringify(THREE_LEVELS))}&order=2`],
  ];
  for (const [name, hash] of views) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${server.url}#${hash}`);
    await page.waitForSelector(".verdict:not(.waiting)");
    await page.waitForTimeout(2500);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const metrics = async () =>
      new Map((await session.send("Performance.getMetrics")).metrics.map((m) => [m.name, m.value]));
    await page.evaluate(DRAG);
    const before = await metrics();
    const { intervals, work } = await page.evaluate(DRAG);
    const after = await metrics();
    const cpu = (metric) => (((after.get(metric) - before.get(metric)) / 300) * 1000).toFixed(1);
    print(`${name}: between frames, median / p95 / worst`, spread(intervals));
    print(`${name}: wall time of a frame's work`, spread(work));
    print(
      `${name}: processor time of the page a frame`,
      `${cpu("TaskDuration")} ms (script ${cpu("ScriptDuration")}, style ${cpu("RecalcStyleDuration")}, layout ${cpu("LayoutDuration")})`,
    );
    await page.close();
  }
}

async function exact() {
  const baths = ["spin", "solid", "metal"];
  const names = baths.flatMap((left) =>
    ["TLS", "HO"].flatMap((middle) => baths.map((right) => `${left}-${middle}-${right}`)),
  );
  const page = await browser.newPage({ viewport });
  await page.goto(`${server.url}#j=${names.at(-1)}&order=6`);
  await page.waitForSelector(".coefficient:nth-of-type(6)");
  const times = new Map(names.map((name) => [name, []]));
  // More junctions than the engine remembers: each is derived anew. The first round only warms the machine up.
  for (let round = 0; round < 6; round++) {
    for (const name of names) {
      const time = await page.evaluate(`new Promise((resolve) => {
        const start = performance.now();
        const print = () => [1, 6].map((k) => document.querySelector(
          '[aria-label="formula of alpha_' + k + '"] annotation, .coefficient:nth-of-type(' + k + ') annotation')?.textContent).join();
        const before = print();
        location.hash = "#j=${name}&order=6";
        const look = () => {
          const done = document.querySelectorAll(".coefficient").length === 6 && print() !== before &&
            document.querySelector(".verdict:not(.waiting)");
          if (done || performance.now() - start > 20000) resolve(performance.now() - start);
          else setTimeout(look, 1);
        };
        look();
      })`);
      if (round > 0) times.get(name).push(time);
      await page.waitForTimeout(150);
    }
  }
  for (const [name, list] of times)
    print(`${name}: verdict and alpha_1..6, median / p95 / worst of ${list.length}`, spread(list, 0));
  await page.close();
}

async function digits() {
  for (const name of ["spin-TLS-metal", "spin-HO-metal", "solid-TLS-solid"]) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${server.url}#j=${name}&order=6`);
    await page.waitForSelector('output[data-value$="_5"]:not(:empty)');
    await page.waitForTimeout(800);
    const times = await page.evaluate(`(async () => {
      const slider = document.querySelector('input[type=range][aria-label="slider for omega"]');
      const output = document.querySelector('output[data-value="alpha_1"]');
      const times = [];
      for (let i = 0; i < 40; i++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const before = output.textContent;
        const start = performance.now();
        slider.value = String(150 + 2 * i);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        while (output.textContent === before) await new Promise((resolve) => setTimeout(resolve, 1));
        times.push(performance.now() - start);
      }
      return times;
    })()`);
    print(`${name}: slider to 16 proved digits of alpha_1..6`, spread(times, 0));
    await page.close();
  }
}

async function memory() {
  const page = await browser.newPage({ viewport });
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
  await page.close();
}

const parts = { load, frames, exact, digits, memory };
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  if (!(name in parts)) throw new Error(`no part ${name}; there are ${Object.keys(parts).join(", ")}`);
  await parts[name]();
}
await browser.close();
await server.close();
