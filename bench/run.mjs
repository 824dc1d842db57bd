/**
 * `npm run bench`: the expansion against other systems; `npm run bench -- NAME [arguments]`: another script of this
 * folder; `npm run bench -- --list`: their names.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const SCRIPTS = {
  expansion: [
    "expansion.mjs",
    "orders of J in Δ against FriCAS, Maxima and PARI/GP; LaTeX; the command (minutes)",
  ],
  formulas: ["formulas.mjs", "lengths of printed formulas against SymPy, [order] [seconds] [junctions]"],
  levels: ["levels.mjs", "expansions of N-level junctions against Maxima and FriCAS"],
  gth: ["gth.mjs", "stationary distributions by GTH against plain LU, [levels]"],
  qutip: ["qutip.mjs", "10,000 four-level junctions against QuTiP"],
  grid: ["grid.mjs", "R and J over 10^7 points against NumPy, one thread"],
  accuracy: ["accuracy.ts", "errors of J and R in ulp"],
  junctions: ["junction-fuzz.ts", "random junction files through every command, against the rate equation"],
  optimum: ["optimum.ts", "proved optima of a three-level junction, and random points, [points]"],
};

const [name = "expansion", ...rest] = process.argv.slice(2);
if (name === "--list") {
  for (const [key, [, text]] of Object.entries(SCRIPTS)) console.log(`${key.padEnd(10)} ${text}`);
} else if (!Object.hasOwn(SCRIPTS, name)) {
  console.error(`no bench called ${name}; there are ${Object.keys(SCRIPTS).join(", ")}`);
  process.exitCode = 2;
} else {
  const path = (file) => new URL(file, import.meta.url).pathname;
  const script = path(SCRIPTS[name][0]);
  const loader = script.endsWith(".ts") ? ["--import", "tsx"] : [];
  if (!existsSync(script)) throw new Error(`${script} is missing`);
  process.exitCode =
    spawnSync(process.execPath, [...loader, script, ...rest], { stdio: "inherit" }).status ?? 1;
}
