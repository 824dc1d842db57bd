/** Small changes of the code that no test noticed once, each with what notices it now. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heatdiode } from "../heatdiode.js";

const folder = mkdtempSync(join(tmpdir(), "heatdiode-doors-"));

async function evaluated(at: string): Promise<readonly string[]> {
  const { status, out } = await heatdiode("evaluate", "solid-TLS-solid", "--at", at);
  expect(status).toBe(0);
  return out.split("\n").filter((line) => /^(R|contrast) /.test(line));
}

test("evaluate says exactly where R is exactly 1, and only there", async () => {
  const at = "omega=1,T_a=2,Gamma_L=1";
  expect(await evaluated(`${at},Gamma_R=1,Delta=0.5`)).toEqual([
    "R          = 1  (exactly)",
    "contrast   = 0  (exactly)",
  ]);
  const other = (await evaluated(`${at},Gamma_R=2,Delta=0.5`)).join("\n");
  expect(other).toMatch(/^R +=.*\ncontrast +=/);
  expect(other).not.toContain("exactly");
  expect((await evaluated(`${at},Gamma_R=2,Delta=0`))[0]).toBe("R          = 1  (limit at Delta = 0)");
});

test("one temperature of a file of points is not taken for a cold one", async () => {
  const scan = (text: string, at: string) => {
    const path = join(folder, "points.csv");
    writeFileSync(path, text);
    return heatdiode("scan", "solid-TLS-solid", "--points", path, "--at", `Gamma_L=1,Gamma_R=2${at}`);
  };
  // With T_R given once, each row is the point that it says.
  const { status: found, out } = await scan("T_L,omega\n2,1\n3,1\n", ",T_R=1");
  expect(found).toBe(0);
  const numbers = out.trim().split("\n").slice(1);
  const both = await scan("T_L,T_R,omega\n2,1,1\n3,1,1\n", "");
  expect(numbers.map((row) => row.split(",").slice(2))).toEqual(
    both.out
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(",").slice(3)),
  );
  expect(numbers.map((row) => Number(row.split(",")[2])).every((x) => x > 0)).toBe(true);
  const { status, err } = await scan("T_L,omega\n2,1\n", "");
  expect(status).toBe(2);
  expect(err).toContain("T_L and T_R stand together");
  expect((await scan("T_L,T_R,omega\n2,1,1\n2,0,1\n", "")).err).toMatch(/temperature|positive/);
});

test("terms of traces stand in the order of the cumulants: high powers of 1/T_a first, X before Y, short before long", async () => {
  const { out } = await heatdiode("traces", "--order", "2");
  const lines = out.split("\n");
  expect(lines).toContain("  alpha_2 = 2*kappa_20/T_a^4 - 2*kappa_01/T_a^3");
  expect(lines).toContain("  kappa_20 = m_20 - 2*m_10*s_10 - m_00*s_20 + 2*m_00*s_10^2");
  expect(lines).toContain("  kappa_01 = m_01 - m_00*s_01");
});
