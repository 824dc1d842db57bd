/**
 * All coefficients 1 … N of the expansion of J in Δ in canonical form, every symbol generic, by heatdiode and by FriCAS,
 * Maxima and PARI/GP in the same run, and the values compared at a random rational point to 40 digits. Then the time
 * from a junction's name to the LaTeX of order 6, and that of the command as a whole process.
 *
 * Other systems' times are their own processor times; ours are given as processor time of all threads (compiler and garbage
 * collector included) and as wall clock, which counts in the ratios and needs a quiet machine. The exit status is 1 if values differ or none could be compared; targets that are missed are marked only.
 */
import { spawnSync } from "node:child_process";
import { all, create } from "mathjs";
import { expandInDelta } from "../dist/symbolic/expansion.js";
import { exactCurrent } from "../dist/src/exact-current.js";
import { parseShorthand } from "../dist/src/shorthand.js";
import { fricas, maxima, pari } from "./systems.mjs";

/** Seconds of processor time granted to each run; 0 where earlier runs showed that it takes far longer. */
const CASES = [
  { name: "spin-TLS-metal", order: 6, target: 300, limits: { fricas: 30, maxima: 30 } },
  { name: "spin-TLS-metal", order: 8, target: 500, limits: { fricas: 30, maxima: 60 } },
  { name: "spin-TLS-metal", order: 12, target: 800, limits: { fricas: 120, maxima: 0 } },
  { name: "solid-TLS-solid", order: 12, target: 250, limits: { fricas: 30, maxima: 60 } },
  { name: "solid-TLS-solid", order: 20, target: 300, limits: { fricas: 90, maxima: 0 } },
];
const PARI_LIMIT = 60;
const BUDGET = 2000;
const NAMES = { Upsilon_L: "U", Gamma_L: "U", Gamma_R: "G", delta_R: "d", mu_R: "m", omega: "w" };
/** Order 6 to LaTeX, in ms. */
const LATEX_TARGETS = { warm: 16, first: 40 };
const COMMAND_TARGET = 250;
const MEMORY_TARGET = 1024;
const JUNCTIONS = ["TLS", "HO"].flatMap((s) =>
  ["solid-?-solid", "spin-?-solid", "spin-?-metal", "solid-?-metal"].map((pair) => pair.replace("?", s)),
);

// `npm run bench -- expansion FIRST LAST`: only these rows of CASES, without the rest.
const [from, to] = process.argv.slice(2).map(Number);

const math = create(all, { precision: 100 });
const big = (x) => math.bignumber(typeof x === "bigint" ? x.toString() : x);

function measure(name, order, what) {
  const script = new URL("measure.mjs", import.meta.url).pathname;
  const run = spawnSync(process.execPath, [script, name, String(order), String(BUDGET), what], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

/** The value of a coefficient; `values` of the variables after expansion. */
function coefficientValue(f, values) {
  const at = (p) => {
    if (typeof p === "bigint") return big(p);
    const x = values[p.variable];
    return p.coefficients.reduce((sum, c, i) => sum.plus(at(c).times(x.pow(p.exponents[i]))), big(0));
  };
  let result = big(f.constant.numerator).div(big(f.constant.denominator)).times(at(f.numerator));
  f.monomial.forEach((e, i) => (result = e === 0 ? result : result.times(values[i].pow(e))));
  for (const { base, exponent } of f.denominator) result = result.div(at(base).pow(exponent));
  return result;
}

/** Our values of α_1 … α_N at the point. */
function ourValues(name, order, point) {
  const number = (text) => {
    const [n, d = "1"] = text.split("/");
    return big(n).div(big(d));
  };
  const { variables, current } = exactCurrent(parseShorthand(name));
  const expansion = expandInDelta(variables, current, order);
  const ring = [...variables.parameters.map((x) => number(point[NAMES[x]])), number(point.Ta)];
  ring.push(number(point.w).times(-2).div(number(point.Ta)).exp());
  return Array.from({ length: order }, (_, i) => coefficientValue(expansion.coefficient(i + 1), ring));
}

/** Whether all the values there are agree to 40 significant digits. */
function agree(ours, theirs) {
  return [...theirs].every(([k, text]) => {
    const x = ours[k - 1];
    return x.minus(big(text)).abs().lte(x.abs().times("1e-40"));
  });
}

/** A fixed linear congruence, so that a disagreement can be repeated. */
let state = 20090305;
const random = () => (state = (state * 48271) % 2147483647) % 97;

const shown = (ms) => (ms >= 100 ? ms.toFixed(0) : ms.toFixed(1));
const met = (ok) => (ok ? "met" : "MISSED");

let failed = false;

function compareExpansions() {
  const rows = [];
  for (const { name, order, target, limits } of CASES.slice(from, to)) {
    const symbols = name.endsWith("metal") ? ["U", "G", "d", "m", "w", "Ta"] : ["U", "G", "w", "Ta"];
    const point = Object.fromEntries(symbols.map((x) => [x, `${1 + random()}/${50 + random()}`]));
    const ours = measure(name, order, "canonical");
    const values = ourValues(name, order, point);
    const others = {
      FriCAS: fricas(name, order, point, limits.fricas),
      Maxima: limits.maxima ? maxima(name, order, point, limits.maxima) : { note: "not run (minutes)" },
      PARI: pari(name, order, point, PARI_LIMIT),
    };
    const compared = Object.entries(others).filter(([, o]) => o.values?.size > 0);
    const differing = compared.filter(([, o]) => !agree(values, o.values)).map(([system]) => system);
    if (differing.length > 0 || compared.length === 0) failed = true;
    const time = (o) => o.note ?? shown(o.time);
    const ratio = (o) => (o.note ? undefined : o.time / ours.warm.wall);
    const cell = (r) => (r === undefined ? "-" : r.toFixed(r < 10 ? 2 : 0));
    const [f, m] = [others.FriCAS, others.Maxima].map(ratio);
    // PARI is given the reduced problem and makes neither lowest terms nor contents: its opponent is our recursion.
    const p = others.PARI.note ? undefined : others.PARI.time / ours.recursion;
    rows.push({
      junction: name,
      N: order,
      terms: ours.size,
      "first ms": shown(ours.first.cpu),
      "warm ms": shown(ours.warm.cpu),
      "wall ms": shown(ours.warm.wall),
      "recursion ms": shown(ours.recursion),
      "written out ms": shown(ours.terms),
      "FriCAS ms": time(others.FriCAS),
      "Maxima ms": time(others.Maxima),
      "PARI ms": time(others.PARI),
      "FriCAS/us": `${cell(f)} (${target}: ${f === undefined ? "-" : met(f >= target)})`,
      "Maxima/us": cell(m),
      "PARI/us": `${cell(p)} (1: ${p === undefined ? "-" : met(p >= 1)})`,
      "peak MiB": `${ours.peakMiB.toFixed(0)} (${met(ours.peakMiB < MEMORY_TARGET)})`,
      "40 digits":
        differing.length > 0
          ? `DIFFER: ${differing.join(", ")}`
          : `agree: ${compared.map(([system, o]) => system + (o.values.size < order ? ` (${o.values.size})` : "")).join(", ") || "none"}`,
    });
    process.stderr.write(`${name} ${order} done\n`);
  }
  console.log(
    "All coefficients 1 … N; ratios against our warm wall clock (PARI: our recursion's), targets in brackets:",
  );
  console.table(rows);
}

function nameToLatex() {
  const rows = JUNCTIONS.map((junction) => {
    const { first, warm, peakMiB, size } = measure(junction, 6, "latex");
    return {
      junction,
      "first cpu ms": shown(first.cpu),
      "first wall ms": shown(first.wall),
      "warm cpu ms": shown(warm.cpu),
      "warm wall ms": shown(warm.wall),
      characters: size,
      [`first < ${LATEX_TARGETS.first}`]: met(first.wall < LATEX_TARGETS.first),
      [`warm < ${LATEX_TARGETS.warm}`]: met(warm.wall < LATEX_TARGETS.warm),
      "peak MiB": peakMiB.toFixed(0),
    };
  });
  console.log("From the junction's name to LaTeX, orders 1 … 6:");
  console.table(rows);
}

/** Median wall clock and processor time in ms of a command, by the shell's own clock. */
function processTime(args) {
  const command = [process.execPath, ...args].map((a) => `'${a}'`).join(" ");
  const runs = Array.from({ length: 7 }, () => {
    const run = spawnSync("bash", ["-c", `TIMEFORMAT='%R %U %S'; time ${command} >/dev/null`], {
      encoding: "utf8",
    });
    const [wall, user, system] = run.stderr.trim().split("\n").at(-1).split(" ").map(Number);
    return { wall: 1000 * wall, cpu: 1000 * (user + system) };
  });
  const median = (of) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1];
  return { wall: median((r) => r.wall), cpu: median((r) => r.cpu) };
}

function wholeProcess() {
  const cli = new URL("../dist/src/cli.js", import.meta.url).pathname;
  const command = processTime([cli, "expand", "spin-TLS-metal", "--order", "6"]);
  const node = processTime(["-e", "0"]);
  console.log("Whole process, median of 7:");
  console.table([
    {
      command: "expand spin-TLS-metal --order 6",
      "wall ms": shown(command.wall),
      "cpu ms": shown(command.cpu),
      [`< ${COMMAND_TARGET}`]: met(command.wall < COMMAND_TARGET),
    },
    { command: "node -e 0", "wall ms": shown(node.wall), "cpu ms": shown(node.cpu) },
  ]);
}

if (from === undefined) {
  nameToLatex();
  wholeProcess();
}
compareExpansions();
process.exitCode = failed ? 1 : 0;
