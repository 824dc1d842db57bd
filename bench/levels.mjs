/**
 * Populations of complete N-level networks between two solids, energies numeric, every coupling a symbol, expanded in
 * Δ: all populations here; in Maxima and FriCAS, where they are installed, one ratio of populations as the quotient of two
 * minors of the same rate matrix in the same variables.
 * Run after `npm run build`: node bench/levels.mjs
 */
import { spawnSync } from "node:child_process";
import { expandNetwork } from "../dist/symbolic/network-expansion.js";
import { normalisedPopulations } from "../dist/symbolic/network-populations.js";

const ENERGIES = [0, 1, 3, 7, 12, 20];
const TARGETS = [
  { levels: 4, order: 2, limit: 30 },
  { levels: 5, order: 2, limit: 2000 },
  { levels: 6, order: 1, limit: 200 },
];

function network(levels) {
  const edges = [];
  for (let i = 0; i < levels; i++) {
    for (let j = 0; j < i; j++) {
      const gap = ENERGIES[i] - ENERGIES[j];
      edges.push({ upper: i, lower: j, z: [gap], jets: { L: `g${gap}`, R: `g${gap}` }, alike: true });
    }
  }
  return edges;
}

/** Median of warm runs in ms, and the number of terms of the highest order. */
function measure(levels, order) {
  const times = [];
  let terms = 0;
  for (let run = 0; run < 9; run++) {
    const start = performance.now();
    const populations = normalisedPopulations(expandNetwork(levels, network(levels), order));
    times.push(performance.now() - start);
    terms = populations[order].reduce(
      (s, p) => s + [...p.values()].reduce((t, x) => t + x.keys.length, 0),
      0,
    );
  }
  const warm = times.slice(3).sort((a, b) => a - b);
  return { time: warm[Math.floor(warm.length / 2)], terms };
}

/**
 * Rates j → i as text, for the same problem in the same variables (see the head of symbolic/network/expansion.ts): the equation
 * for φ with conductances a, s − a, jets K1, K2 of the rate and those of the exponential, truncated at u².
 */
function rate(i, j) {
  const [low, high] = [Math.min(i, j), Math.max(i, j)];
  const gap = ENERGIES[high] - ENERGIES[low];
  const parts = [
    [`a${high}${low}`, "+"],
    [`(s${high}${low}-a${high}${low})`, "-"],
  ].map(([name, sign]) => {
    const jets = `(1${sign}k${gap}*u+l${gap}*u^2/2)`;
    const up = `(1${sign}${gap}*z*u+(${gap ** 2}*z^2-${2 * gap}*z)*u^2/2)`;
    return `${name}*${jets}${i > j ? `*${up}` : ""}`;
  });
  return `(${parts.join("+")})`;
}

/** The minor of the rate matrix without its first row and column `column` (a population up to sign and norm). */
function minor(levels, column) {
  const rows = [];
  for (let i = 1; i < levels; i++) {
    const row = [];
    for (let j = 0; j < levels; j++) {
      if (j === column) continue;
      const loss = [...Array(levels).keys()].filter((k) => k !== j).map((k) => rate(k, j));
      row.push(i === j ? `-(${loss.join("+")})` : rate(i, j));
    }
    rows.push(`[${row.join(",")}]`);
  }
  return rows.join(",");
}

function timed(command, args, input, seconds) {
  const start = performance.now();
  const run = spawnSync(command, args, {
    input,
    timeout: seconds * 1000,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error?.code === "ENOENT") return undefined;
  return run.error ? { over: seconds } : { ms: performance.now() - start, out: run.stdout };
}

/** Time of the statement itself: with it minus without it. */
function other(name, levels, order, seconds) {
  const [m0, m1] = [minor(levels, 0), minor(levels, 1)];
  const maxima = (work) =>
    timed("maxima", ["--very-quiet"], `display2d:false$ ratprint:false$ ${work} print(done)$\n`, seconds);
  const fricas = (work) =>
    timed("fricas", ["-nosman"], `)set messages autoload off\n${work}\n)quit\n`, seconds);
  const run = name === "maxima" ? maxima : fricas;
  const work =
    name === "maxima"
      ? `taylor(determinant(matrix(${m1}))/determinant(matrix(${m0})),u,0,${order})$`
      : `r := taylor((determinant matrix [${m1}])/(determinant matrix [${m0}]), u=0);\nc := coefficient(r, ${order});`;
  const idle = run("");
  const busy = run(work);
  if (!idle || !busy) return "not installed";
  if (busy.over) return `> ${busy.over} s`;
  return busy.ms - idle.ms;
}

for (const { levels, order, limit } of TARGETS) {
  const { time, terms } = measure(levels, order);
  const seconds = 20;
  const opponents = ["maxima", "fricas"].map((name) => {
    const t = other(name, levels, order, seconds);
    return `${name} ${typeof t === "number" ? `${t.toFixed(0)} ms, ${(t / time).toFixed(0)} times` : t}`;
  });
  const verdict = time <= limit ? "within" : "ABOVE";
  console.log(
    `N = ${levels}, order ${order}: ${time.toFixed(1)} ms (${verdict} ${limit} ms), ${terms} terms; ${opponents.join("; ")}`,
  );
}
