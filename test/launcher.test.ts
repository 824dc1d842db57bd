/** `./heatdiode`, the command of a checkout. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "heatdiode launcher "));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (path: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(path, words, { encoding: "utf8", cwd: tmpdir() });
  return { status, stdout, stderr };
};

describe.skipIf(process.platform === "win32")("./heatdiode", () => {
  const checkout = join(folder, "a checkout");
  const launcher = join(checkout, "heatdiode");

  it("says what is missing where nothing is built", () => {
    mkdirSync(checkout);
    cpSync("heatdiode", launcher);
    expect(run(launcher, "list")).toEqual({
      status: 2,
      stdout: "",
      stderr: `heatdiode: it is not built: run npm ci in ${checkout}\n`,
    });
  });

  it("passes words and status on, from anywhere, by a link too", () => {
    mkdirSync(join(checkout, "dist", "src"), { recursive: true });
    writeFileSync(
      join(checkout, "dist", "src", "cli.js"),
      "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 1;",
    );
    const expected = { status: 1, stdout: '["a b","--at=x=1","*"]\n', stderr: "" };
    expect(run(launcher, "a b", "--at=x=1", "*")).toEqual(expected);
    mkdirSync(join(folder, "bin"));
    symlinkSync(launcher, join(folder, "bin", "first"));
    symlinkSync("first", join(folder, "bin", "heatdiode"));
    expect(run(join(folder, "bin", "heatdiode"), "a b", "--at=x=1", "*")).toEqual(expected);
  });
});
