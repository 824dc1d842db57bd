// GTH elimination against a plain LU factorisation of the same size, the fastest of the npm linear algebra
// measured here. Target: at 1,000 levels GTH takes at most twice the time of the LU.
// Run after `npm run build`: node bench/gth.mjs [levels]
import { LuDecomposition, Matrix } from "ml-matrix";
import { lup } from "mathjs";
import numeric from "numeric";
import { stationaryDistribution } from "../dist/numeric/gth.js";
import { randomSource } from "../dist/src/random-source.js";

/** Median milliseconds of `runs` runs after one to warm up. */
function median(runs, work) {
  work();
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

const n = Number(process.argv[2] ?? 1000);
const random = randomSource(1);
const rates = Float64Array.from({ length: n * n }, random);
const rows = Array.from({ length: n }, (_, i) => Array.from(rates.subarray(i * n, (i + 1) * n)));
const generator = rows.map((row, i) => row.map((x, j) => (i === j ? -n : x)));

const lu = {
  numeric: median(5, () => numeric.LU(generator)),
  "ml-matrix": (() => {
    const matrix = new Matrix(generator);
    return median(3, () => new LuDecomposition(matrix));
  })(),
};
if (n <= 300) lu.mathjs = median(3, () => lup(generator));
const gth = median(5, () => stationaryDistribution(n, rates));
const [name, fastest] = Object.entries(lu).sort((a, b) => a[1] - b[1])[0];

console.log(`${n} states, medians in ms`);
for (const [library, time] of Object.entries(lu))
  console.log(`  LU ${library.padEnd(10)} ${time.toFixed(1)}`);
console.log(`  GTH           ${gth.toFixed(1)}`);
const ratio = gth / fastest;
console.log(`GTH takes ${ratio.toFixed(2)} times the LU of ${name} (target at 1,000 levels: at most 2)`);
if (n === 1000 && ratio > 2) process.exitCode = 1;
