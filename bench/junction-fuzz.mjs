/**
 * `npm run bench -- junctions [count] [seed]`: random junction files through the commands, their numbers against the rate
 * equation in 80 digits, and no command over 10 s (test/fuzz has the generator and the reference). Default 2,000 files.
 */
import { spawnSync } from "node:child_process";

const [count = "2000", seed = "1"] = process.argv.slice(2);
const { status } = spawnSync("npx", ["vitest", "run", "test/fuzz", "--testTimeout", "36000000"], {
  stdio: "inherit",
  cwd: new URL("..", import.meta.url).pathname,
  env: { ...process.env, FUZZ_COUNT: count, FUZZ_SEED: seed, FUZZ_TIMES: "1" },
});
process.exitCode = status ?? 1;
