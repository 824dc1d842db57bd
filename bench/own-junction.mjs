/**
 * Whole processes with junctions of one's own: time and processor time of each command, against its target.
 * Run after `npm run build`: node bench/own-junction.mjs
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "heatdiode-bench-"));
const model = (name) => `examples/models/${name}.json`;
const at = ["--at", "T_L=0.9,T_R=0.5"];
const RUNS = [
  {
    what: "scan, 100,000 points of g and w_R",
    words: [
      "scan",
      model("two-qubits"),
      "--x",
      "g=0.05:1:1000",
      "--y",
      "w_R=1.4:2:100",
      ...at,
      "--out",
      join(folder, "s.csv"),
    ],
    limit: 5,
  },
  {
    what: "optimise over g and w_R with J >= 0.02",
    words: [
      "optimise",
      model("two-qubits"),
      "--over",
      "g=0.01:0.5,w_R=1.4:2",
      "--require",
      "J >= 0.02",
      ...at,
    ],
    limit: 5,
  },
];

for (const { what, words, limit } of RUNS) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ["dist/src/cli.js", ...words], { stdio: "ignore" });
  const wall = (performance.now() - start) / 1000;
  console.log(
    `${what}: ${wall.toFixed(2)} s (target ${limit} s)${status === 0 ? "" : `, status ${status}`}${wall > limit ? "  MISSED" : ""}`,
  );
}
rmSync(folder, { recursive: true });
