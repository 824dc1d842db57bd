/** The README tells the truth: its programs and its commands are run, and print what it says. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands/table.js";
import { runCommandLine } from "../../src/cli/run.js";
import { runCommented } from "./run-commented.js";

const root = new URL("../../", import.meta.url);
let folder = "";
// Inside the repository, so that the package's name means its sources.
beforeAll(async () => {
  folder = await mkdtemp(new URL("node_modules/.readme-", root).pathname);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = await readFile(new URL("README.md", root), "utf8");
const programs = [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map((m) => m[1] as string);
const sessions = [...text.matchAll(/^ {4}\$ npx heatdiode (.*)\n((?: {4}.*\n|\n(?= {4}))*)/gm)].map((m) => ({
  command: m[1] as string,
  output: (m[2] as string).replace(/^ {4}/gm, ""),
}));

describe("README", () => {
  test("holds a program and a session", () => {
    expect(programs.length).toBeGreaterThan(0);
    expect(sessions.length).toBeGreaterThan(0);
  });

  test.each(programs.map((source, i) => [i, source] as const))(
    "program %i prints what it says",
    async (i, source) => {
      const path = `${folder}/block-${i}.ts`;
      await writeFile(path, source);
      const lines = await runCommented(source, () => import(/* @vite-ignore */ pathToFileURL(path).href));
      for (const { promised, printed } of lines) expect(printed).toBe(promised);
    },
  );

  test.each(sessions)("$command", async ({ command, output }) => {
    let written = "";
    const status = await runCommandLine(
      command.split(" "),
      {
        stdout: (part) => {
          written += part;
          return Promise.resolve();
        },
        stderr: (line) => {
          throw new Error(line);
        },
        colors: false,
        debug: false,
        version: "0",
      },
      COMMANDS,
    );
    expect(status).toBe(0);
    // Where lines are folded is not what the README says.
    expect(written.replace(/\s+/g, "")).toBe(output.replace(/\s+/g, ""));
  });
});
