/** Files that are no files, or no text: each a line at once, none a wait or a full memory. */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInputFile } from "../../../src/files/input-file.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { heatdiode } from "../../heatdiode.js";

let folder = "";
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-input-"));
  await symlink(path("loop.json"), path("loop.json"));
  await symlink("/dev/zero", path("zero.json"));
  await writeFile(path("utf16.json"), Buffer.from('\uFEFF{"left":1}', "utf16le"));
  await writeFile(path("utf16-unmarked.json"), Buffer.from('{"left":1}', "utf16le"));
  await writeFile(path("latin1.json"), Buffer.from('{"left":"Γ\xe9"}', "latin1"));
  await writeFile(
    path("marked.json"),
    '\uFEFF{"left":{"bath":"solid"},"right":{"bath":"spin"},"subsystem":{"kind":"TLS"}}',
  );
  await writeFile(path("long.json"), " ".repeat(17_000_000));
  await writeFile(path("empty.json"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a junction file", () => {
  it.each([
    ["missing.json", /cannot be read: there is no such file; give the path of a junction file$/],
    ["loop.json", /cannot be read: its symbolic links lead round in a circle/],
    ["zero.json", /cannot be read: it is neither a regular file nor a pipe/],
    [".", /cannot be read: it is a directory/],
    ["utf16.json", /is UTF-16; save it as UTF-8$/],
    ["utf16-unmarked.json", /is UTF-16; save it as UTF-8$/],
    ["latin1.json", /is not UTF-8 text; save it as UTF-8$/],
    ["long.json", /a file of 17000000 bytes; at most 16000000 bytes are read$/],
    ["empty.json", /the file is empty; JSON is expected$/],
    ["null\0.json", /cannot be read: its name holds a null character/],
  ])("%s is refused at once, in one line", async (name, message) => {
    const start = performance.now();
    const read = name === "." ? readInputFile(folder) : loadJunction(path(name));
    await expect(read).rejects.toThrow(message);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("may begin with a byte order mark", async () => {
    expect((await loadJunction(path("marked.json"))).name).toBe("solid-TLS-spin");
  });

  it.skipIf(process.platform === "win32")("may come through a pipe, whose writer comes late", async () => {
    execFileSync("mkfifo", [path("pipe.json")]);
    const read = loadJunction(path("pipe.json"));
    setTimeout(() => {
      void writeFile(
        path("pipe.json"),
        '{"left":{"bath":"solid"},"right":{"bath":"solid"},"subsystem":{"kind":"HO"}}',
      );
    }, 200);
    expect((await read).name).toBe("solid-HO-solid");
  });

  it.skipIf(process.platform === "win32")(
    "that is a pipe nobody writes to ends the wait",
    async () => {
      execFileSync("mkfifo", [path("silent.json")]);
      await expect(loadJunction(path("silent.json"))).rejects.toThrow(
        /nothing comes through this pipe within 5 s/,
      );
    },
    15_000,
  );
});

describe("a certificate", () => {
  it("is read by the same reader: doubled keys and devices are refused", async () => {
    await writeFile(path("twice.json"), '{"format":"x","format":"y"}');
    const check = (file: string) => heatdiode("check-proof", file);
    expect((await check(path("twice.json"))).err).toMatch(/twice\.json: format is given twice/);
    expect((await check(path("zero.json"))).err).toMatch(/neither a regular file nor a pipe/);
  });
});
