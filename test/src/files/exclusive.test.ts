/** Files that must not be there yet are made so that they cannot be: a lock, and temporary files that somebody put in the way. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { writeAtomically } from "../../../src/files/atomic-write.js";
import { lockFile } from "../../../src/files/lock.js";
import { temporaryBeside } from "../../../src/files/temporary-file.js";
import { heatdiode } from "../../heatdiode.js";

// A file system without hard links.
vi.mock("node:fs/promises", async (original) => ({
  ...(await original<typeof import("node:fs/promises")>()),
  link: () => Promise.reject(Object.assign(new Error("link"), { code: "EPERM" })),
}));

const folder = mkdtempSync(join(tmpdir(), "heatdiode-exclusive-"));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a lock is taken once where there are no hard links, and again when it was given back", async () => {
  const path = file("rows.csv");
  const release = await lockFile(path);
  const held = readFileSync(`${path}.lock`, "utf8");
  await expect(lockFile(path)).rejects.toThrow(`is being written by process ${process.pid}`);
  expect(readFileSync(`${path}.lock`, "utf8")).toBe(held);
  await release();
  expect(existsSync(`${path}.lock`)).toBe(false);
  await (
    await lockFile(path)
  )();
});

describe("a link at the temporary name", () => {
  /** Somebody's file, to which the temporary name of `path` leads. */
  const trapped = (path: string): string => {
    writeFileSync(file("mine"), "mine");
    symlinkSync("mine", temporaryBeside(path));
    return file("mine");
  };

  it("is not followed when a result is written", async () => {
    const mine = trapped(file("result.txt"));
    await expect(writeAtomically(file("result.txt"), "text")).rejects.toThrow("cannot be written");
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(existsSync(file("result.txt"))).toBe(false);
    // The link is gone, and the next attempt succeeds.
    await writeAtomically(file("result.txt"), "text");
    expect(readFileSync(file("result.txt"), "utf8")).toBe("text");
  });

  it("is not followed when scans are merged", async () => {
    const scan = ["scan", "solid-TLS-solid", "--at", "T_a=1,Delta=0.1,Gamma_L=1,Gamma_R=2", "--threads", "1"];
    const rows = await heatdiode(...scan, "--x", "omega=1:2:3", "--out", file("shard.csv"));
    expect([rows.status, rows.err]).toEqual([0, ""]);
    const mine = trapped(file("merged.csv"));
    const { status, err } = await heatdiode("merge", file("shard.csv"), "--out", file("merged.csv"));
    expect([status, err]).toEqual([2, expect.stringContaining("cannot be written")]);
    expect(readFileSync(mine, "utf8")).toBe("mine");
  });
});
