import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/sequence.js";

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
    include: ["test/**/*.test.ts"],
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
