/** What an installation brings and runs: engines, install scripts, licences, by the lock file. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

test("every package runs on the Node that engines promises, or npm ci --engine-strict would fail", () => {
  const words = ["ci", "--dry-run", "--engine-strict", "--ignore-scripts", "--offline", "--no-audit"];
  const { status, stderr } = spawnSync("npm", words, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("no package that users get runs anything when it is installed", () => {
  const scripted = Object.entries(lock.packages).filter(
    ([, { hasInstallScript }]) => hasInstallScript === true,
  );
  // In development only, and not needed: esbuild's binary comes as a package of its own.
  expect(scripted.filter(([path, { dev }]) => path !== "" && dev !== true)).toEqual([]);
  const { allowScripts } = JSON.parse(readFileSync("package.json", "utf8")) as { allowScripts: object };
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, "")).filter((name) => name !== "");
  expect(Object.keys(allowScripts)).toEqual(expect.arrayContaining(names));
});

test("licences of what users get are free ones", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/check-licences.mjs"], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
