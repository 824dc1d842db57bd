/**
 * One measurement of heatdiode in a process of its own, so that the first call is the first and the peak memory its own.
 * Prints JSON. Arguments: JUNCTION ORDER BUDGET canonical|latex; repeated for BUDGET
 * ms of processor time, at least nine times; warm is the median of the second half. Started by `expansion.mjs`.
 *
 * canonical: from the junction's name to the canonical coefficients 1 … N, numerators packed; `terms` unpacks them too.
 * latex: from the name to the LaTeX of each coefficient. Loading the modules is not counted in either.
 */
import { parseShorthand } from "../dist/src/shorthand.js";
import { exactCurrent } from "../dist/src/exact-current.js";
import { expandInDelta } from "../dist/symbolic/expansion.js";
import { expansion } from "../dist/src/expand.js";
import { toLatex } from "../dist/src/latex.js";

const [name, orderText, budget, what] = process.argv.slice(2);
const orders = Array.from({ length: Number(orderText) }, (_, i) => i + 1);

/** Processor time of all threads of this process (compiler and garbage collector included) and wall clock, in ms. */
function timer() {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const used = process.cpuUsage(cpu);
    return { cpu: (used.user + used.system) / 1000, wall: performance.now() - wall };
  };
}

const runs = [];
const total = timer();
while (runs.length < 9 || total().cpu < Number(budget)) {
  const elapsed = timer();
  if (what === "latex") {
    const e = expansion(parseShorthand(name));
    const texts = orders.map((k) => toLatex(e.expression(k)));
    runs.push({ main: elapsed(), size: texts.join("").length });
  } else {
    const { variables, current } = exactCurrent(parseShorthand(name));
    const series = expandInDelta(variables, current, orders.length);
    const reduced = series.inGenerators?.reduced ?? series.coefficient;
    const list = orders.map((k) => reduced(k));
    const main = elapsed();
    for (const k of orders) void series.coefficient(k).numerator;
    for (const f of list) void f.numerator;
    runs.push({ main, terms: elapsed(), size: orders.reduce((sum, k) => sum + series.termCount(k), 0) });
  }
}
const median = (of) => {
  const warm = runs.slice(runs.length >> 1).map(of);
  return warm.sort((a, b) => a - b)[warm.length >> 1];
};
const result = {
  first: runs[0].main,
  warm: { cpu: median((r) => r.main.cpu), wall: median((r) => r.main.wall) },
  terms: what === "latex" ? undefined : median((r) => r.terms.cpu),
  size: runs[0].size,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(result));
