/** Licences of everything that is installed with heatdiode: each must be one that lets it be used and passed on freely. */
import { readFileSync } from "node:fs";

const FREE =
  /^(MIT|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|MPL-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0)$/;

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const runtime = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
const isFree = (licence = "") =>
  licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((name) => FREE.test(name.trim())));
const wrong = runtime.filter(([, { license }]) => !isFree(license));
for (const [path, { license }] of wrong) console.error(`${path}: ${license ?? "no licence is named"}`);
const count = new Map();
for (const [, { license }] of runtime) count.set(license, (count.get(license) ?? 0) + 1);
console.log(`${runtime.length} packages: ${[...count].map(([name, n]) => `${n} ${name}`).join(", ")}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
