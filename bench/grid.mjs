// R and J of spin-TLS-metal over 10^7 points (omega, Delta), one thread, against NumPy's expm1 form evaluated by rows
// (grid_numpy.py: buffers allocated once, transcendental functions in AVX where the processor has it).
// Targets: at most 1.3 times NumPy's time on an arbitrary grid, at least 3 times faster on a uniform one.
// Processor time of the best run; the first is not counted. Both sides alternate. Run after `npm run build`:
// node bench/grid.mjs [repetitions]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compileGrid } from "../dist/numeric/grid.js";

const repetitions = Number(process.argv[2] ?? 5);
const [ROWS, COLUMNS] = [2500, 4000];
const PARAMETERS = { T_a: 0.5, Upsilon_L: 1, Gamma_R: 1, delta_R: 0.2, mu_R: 1 };
const axes = { uniform: [0.02, 3, ROWS, "uniform"], arbitrary: [0.02, 3, ROWS, "log"] };
const delta = [-0.45, 0.4501, COLUMNS, "uniform"];

const symbol = (name) => ({ type: "symbol", name });
const model = {
  left: { kind: "spin", coupling: symbol("Upsilon_L") },
  right: { kind: "metal", coupling: symbol("Gamma_R"), delta: symbol("delta_R"), mu: symbol("mu_R") },
  gap: symbol("omega"),
  weights: [1n],
};

function axis([from, to, count, kind]) {
  const at = (t) => (kind === "uniform" ? from + (to - from) * t : from * (to / from) ** t);
  return Float64Array.from({ length: count }, (_, i) => at(i / (count - 1)));
}

const out = [new Float64Array(ROWS * COLUMNS), new Float64Array(ROWS * COLUMNS)];

/** Milliseconds of processor time of each of `runs` runs after two to warm up. */
function ours(quantities, rows, runs) {
  const grid = compileGrid(model, quantities, { kind: "product", row: "omega", column: "Delta" });
  const input = { ...PARAMETERS, omega: axis(rows), Delta: axis(delta) };
  const times = [];
  for (let run = 0; run < runs + 2; run++) {
    const start = process.cpuUsage();
    grid.run(input, out);
    const { user, system } = process.cpuUsage(start);
    if (run >= 2) times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

const python = ["/usr/bin/python3", "python3"].find(
  (command) => spawnSync(command, ["-c", "import numpy"]).status === 0,
);
if (python === undefined)
  console.log("NumPy is not installed (apt-get install python3-numpy): only our times");

function numpy(rows, runs) {
  const request = { rows, columns: delta, parameters: PARAMETERS, runs };
  const script = fileURLToPath(new URL("grid_numpy.py", import.meta.url));
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const run = spawnSync(python, [script], { input: JSON.stringify(request), env, maxBuffer: 2 ** 26 });
  if (run.status !== 0) throw new Error(`NumPy failed: ${run.stderr.toString()}`);
  return JSON.parse(run.stdout.toString());
}

const WORKS = { R: ["R"], J: ["J"], both: ["R", "J"] };
let [failed, version, worst] = [false, undefined, 0];
const table = [];
for (const [kind, rows] of Object.entries(axes)) {
  const best = Object.fromEntries(Object.keys(WORKS).map((name) => [name, [Infinity, Infinity]]));
  for (let round = 0; round < repetitions; round++) {
    for (const [name, quantities] of Object.entries(WORKS)) {
      best[name][0] = Math.min(best[name][0], ours(quantities, rows, 3));
    }
    if (python === undefined) continue;
    const theirs = numpy(rows, 3);
    version = theirs.version;
    for (const name of Object.keys(WORKS)) {
      best[name][1] = Math.min(best[name][1], 1000 * Math.min(...theirs.seconds[name]));
    }
    // The last of our runs was of both.
    for (const [i, k, R, J] of theirs.values) {
      const at = i * COLUMNS + k;
      worst = Math.max(worst, Math.abs(out[0][at] / R - 1), Math.abs(out[1][at] / J - 1));
    }
  }
  for (const [name, [mine, theirs]] of Object.entries(best)) {
    const factor = theirs / mine;
    table.push({ grid: kind, quantities: name, heatdiode: mine, NumPy: theirs, factor });
    if (python !== undefined && factor < (kind === "uniform" ? 3 : 1 / 1.3)) failed = true;
  }
}

console.log(`${ROWS * COLUMNS} points, one thread, ms; NumPy ${version ?? "-"}`);
for (const row of table) {
  const numbers = [row.heatdiode, row.NumPy].map((t) => t.toFixed(0).padStart(9)).join(" ");
  console.log(
    `  ${row.grid.padEnd(10)} ${row.quantities.padEnd(5)} ${numbers}   NumPy/heatdiode ${row.factor.toFixed(2)}`,
  );
}
if (python !== undefined) {
  console.log(`largest relative difference of sampled values: ${worst.toExponential(1)}`);
  console.log("targets: at least 3 on the uniform grid, at least 0.77 on the arbitrary one");
  // The rounding of omega/T, at most 60 here, and a few more operations on each side.
  if (failed || worst > 1e-13) process.exitCode = 1;
}
