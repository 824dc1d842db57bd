// Steady states and currents of 10,000 random 4-level junctions against QuTiP's steadystate.
// Target: at least 100 times faster. QuTiP (Debian: python3-qutip) is timed on a sample, by the junction; without
// it the comparison is skipped with a notice. Run after `npm run build`: node bench/qutip.mjs
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { contactRates } from "../dist/numeric/level-rates.js";
import { steadyState } from "../dist/numeric/master-equation.js";
import { randomSource } from "../dist/src/random-source.js";

const JUNCTIONS = 10_000;
const SAMPLE = 500;
const [T_L, T_R] = [0.9, 0.5];

const random = randomSource(1);
const solid = (coupling) => (gap, t) => coupling / -Math.expm1(-gap / t);

function coupling() {
  const s = new Float64Array(16);
  for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) s[i * 4 + j] = s[j * 4 + i] = random() ** 2;
  return s;
}

const junctions = Array.from({ length: JUNCTIONS }, () => ({
  energies: Float64Array.from([0, 1, 2, 3], (k) => k + random()),
  left: { squaredCoupling: coupling(), rate: solid(0.1 + random()) },
  right: { squaredCoupling: coupling(), rate: solid(0.1 + random()) },
}));

const solveAll = () => junctions.map((junction) => steadyState(junction, T_L, T_R));
solveAll();
const start = performance.now();
const states = solveAll();
const ours = (performance.now() - start) / JUNCTIONS;
console.log(`heatdiode: ${JUNCTIONS} junctions of 4 levels in ${(ours * JUNCTIONS).toFixed(0)} ms`);

const matrix = (rates) => [0, 1, 2, 3].map((i) => Array.from(rates.subarray(4 * i, 4 * i + 4)));
const input = JSON.stringify({
  T_L,
  T_R,
  junctions: junctions.slice(0, SAMPLE).map(({ energies, left, right }) => ({
    energies: Array.from(energies),
    left: matrix(contactRates(energies, left, T_L)),
    right: matrix(contactRates(energies, right, T_R)),
  })),
});
const script = fileURLToPath(new URL("qutip_steadystate.py", import.meta.url));
// a python3 of one's own may hide Debian's, for which the package is installed
const python = ["python3", "/usr/bin/python3"].find(
  (command) => spawnSync(command, ["-c", "import qutip"]).status === 0,
);
if (python === undefined) {
  console.log("QuTiP is not installed (apt-get install python3-qutip): comparison skipped");
} else {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const run = spawnSync(python, ["-W", "ignore", script], { input, env, maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`QuTiP failed: ${run.stderr.toString()}`);
  const { version, seconds, currents } = JSON.parse(run.stdout.toString());
  const theirs = (seconds * 1000) / SAMPLE;
  const worst = Math.max(...currents.map((j, k) => Math.abs(j / states[k].current - 1)));
  const factor = theirs / ours;
  console.log(`QuTiP ${version}: ${(theirs * JUNCTIONS).toFixed(0)} ms (from a sample of ${SAMPLE})`);
  console.log(`largest relative difference of the currents: ${worst.toExponential(1)}`);
  console.log(`heatdiode is ${factor.toFixed(0)} times faster (target: at least 100)`);
  // QuTiP's sparse LU is accurate to about 1e-12 of the largest rate times the population, not of the current
  if (factor < 100 || worst > 1e-8) process.exitCode = 1;
}
