import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReport } from "../../../src/report/files.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a report makes the directories that are missing, and writes into those that are there", async () => {
  for (const text of ["first", "second"]) {
    const path = await writeReport(join(folder, "a", "b"), "report.html", text);
    expect(await readFile(path, "utf8")).toBe(text);
  }
});

test("what is no directory and cannot become one is refused", async () => {
  const path = await writeReport(folder, "file", "");
  for (const place of [path, join(path, "below")])
    await expect(writeReport(place, "report.html", "")).rejects.toThrow("cannot become one");
});

// Node's recursive mkdir does not return there.
test.runIf(existsSync("/proc/self"))("so is a place where the system makes no directories", async () => {
  await expect(writeReport("/proc/heatdiode/report", "report.html", "")).rejects.toThrow(/cannot become one/);
});
