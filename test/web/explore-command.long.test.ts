/** `heatdiode explore`: the address that it opens, and its end. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "heatdiode-explore-"));
const opened = join(folder, "opened");
// Stands for the system's browser.
writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf %s "$1" > ${opened}\n`);
chmodSync(join(folder, "xdg-open"), 0o755);
const possible = process.platform === "linux" && existsSync("dist/web/index.html");

/** What the browser was asked to open, and the status after Ctrl-C. */
async function explored(
  ...words: readonly string[]
): Promise<{ readonly url: string; readonly ended: unknown }> {
  writeFileSync(opened, "");
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", "explore", ...words], {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const exit = new Promise((resolve) => child.once("exit", resolve));
  for (let i = 0; i < 1000 && readFileSync(opened, "utf8") === "" && child.exitCode === null; i++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  return { url: readFileSync(opened, "utf8"), ended: [await exit, errors] };
}

const END = [130, "heatdiode: interrupted (SIGINT): the explorer has ended\n"];

test.skipIf(!possible)("opens the page, a junction by its name, and a file as it is", async () => {
  const page = /^http:\/\/127\.0\.0\.1:\d+\//.source;
  const plain = await explored();
  expect(plain).toEqual({ url: expect.stringMatching(new RegExp(`${page}$`)) as string, ended: END });
  const named = await explored("spin-TLS-metal");
  expect(named.url).toMatch(new RegExp(`${page}#j=spin-TLS-metal$`));
  const path = join(folder, "own.json");
  const file = {
    left: { bath: "solid", coupling: "Gamma_L" },
    right: { bath: "spin", coupling: "Upsilon_R" },
    subsystem: { kind: "TLS", gap: "omega" },
  };
  writeFileSync(path, JSON.stringify(file));
  const own = await explored(path);
  expect(own.url).toMatch(new RegExp(`${page}#file=`));
  expect(JSON.parse(decodeURIComponent(own.url.split("#file=")[1] ?? ""))).toMatchObject(file);
});
