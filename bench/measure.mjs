/**
 * One measurement of heatdiode in a process of its own, so that the first call is the first and the peak memory its own.
 * Prints JSON. Arguments: JUNCTION ORDER BUDGET canonical|latex; repeated for BUDGET
 * ms of processor time, at least nine times; warm is the median of the second half. Started by `expansion.mjs`.
 *
 * canonical: from the junction's name to the canonical coefficients 1 … N in generators, numerators packed; `recursion`
 * is the part of it that is left to a program which is given J: the series and the recursion. `terms` is the time to write the
 * coefficients out in the parameters, term by term.
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
  // Asking for processor time takes a tenth of a millisecond on some machines: the wall clock is read within.
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const wall = performance.now() - start;
    const used = process.cpuUsage(cpu);
    return { cpu: (used.user + used.system) / 1000, wall };
  };
}

const runs = [];
let last;
const total = timer();
while (runs.length < 9 || total().cpu < Number(budget)) {
  const elapsed = timer();
  if (what === "latex") {
    const e = expansion(parseShorthand(name));
    const texts = orders.map((k) => toLatex(e.expression(k)));
    runs.push({ main: elapsed(), size: texts.join("").length });
  } else {
    const { variables, current } = exactCurrent(parseShorthand(name));
    const start = performance.now();
    const series = expandInDelta(variables, current, orders.length);
    series.isZero(orders.length);
    const recursion = performance.now() - start;
    const reduced = series.inGenerators?.reduced ?? series.coefficient;
    for (const k of orders) reduced(k);
    const main = elapsed();
    last = series;
    runs.push({
      main,
      recursion,
      size: runs[0]?.size ?? orders.reduce((sum, k) => sum + series.termCount(k), 0),
    });
  }
}
const median = (of) => {
  const warm = runs.slice(runs.length >> 1).map(of);
  return warm.sort((a, b) => a - b)[warm.length >> 1];
};
// From the generators back to the parameters, term by term: what no canonical form needs.
const unpacking = timer();
if (last) for (const k of orders) void last.coefficient(k).numerator;
const terms = last && unpacking().cpu;
const result = {
  first: runs[0].main,
  warm: { cpu: median((r) => r.main.cpu), wall: median((r) => r.main.wall) },
  recursion: last && median((r) => r.recursion),
  terms,
  size: runs[0].size,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(result));
