import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const folder = mkdtempSync(join(tmpdir(), "heatdiode-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("an oscillator has no smallest population: a dash, and null in JSON", async () => {
  const path = join(folder, "oscillator.json");
  writeFileSync(
    path,
    JSON.stringify({
      left: { bath: "solid", coupling: "1" },
      right: { bath: "spin", coupling: "1" },
      subsystem: { kind: "HO", gap: "1" },
    }),
  );
  const { status, out } = await heatdiode("compare", path, "--at", "T_L=2,T_R=1");
  expect(status).toBe(0);
  expect(out).toMatch(/^eigenvalue +- +- +- +-$/m);
  expect(out).not.toMatch(/Infinity|NaN/);
  const json = await heatdiode("compare", path, "--at", "T_L=2,T_R=1", "--json");
  const { equations } = JSON.parse(json.out) as { equations: { smallestEigenvalue?: unknown }[] };
  expect(equations[0]?.smallestEigenvalue).toBeNull();
});
