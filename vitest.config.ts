import { availableParallelism } from "node:os";
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/sequence.js";

const QUICK = "test/**/!(*.long).test.ts";
const LONG = "test/**/*.long.test.ts";

/** Tests that draw at random (`test/effort.ts`). */
function drawing(): readonly string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name}`)
    .filter((path) => readFileSync(path, "utf8").includes("/effort.js"));
}

/** A file that is named is run, whatever its kind. */
function included(): string[] {
  if (process.argv.some((word) => word.startsWith("test/"))) return [QUICK, LONG];
  if (process.env["HEATDIODE_LONG"] !== "1") return [QUICK];
  return process.env["HEATDIODE_DRAWS"] === "all" ? [LONG, ...drawing()] : [LONG];
}

const source = (path: string): string => new URL(path, import.meta.url).pathname;

export default defineConfig({
  // Examples import the package by its name; the tests run them on the sources, without a build.
  resolve: {
    alias: [
      { find: /^heatdiode$/, replacement: source("./src/index.ts") },
      { find: /^heatdiode\/(symbolic|numeric)$/, replacement: source("./$1/index.ts") },
    ],
  },
  test: {
    include: included(),
    globalSetup: ["./test/seed.ts"],
    setupFiles: ["./test/setup.ts"],
    // The modules of a test file are those of the next: they keep no state, and loading them anew is half of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest would leave one core of two idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
