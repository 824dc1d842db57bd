import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { type Gaps, gapsText, NO_GAPS } from "../../../src/scan/gap.js";
import { rowFormatter, scanHeader } from "../../../src/scan/rows-out.js";
import { scanComputer } from "../../../src/scan/compute.js";
import { inspectPoints } from "../../../src/scan/points.js";
import { fixedAt, planPoints, planScan, type ScanPlan } from "../../../src/scan/plan.js";
import { writeParquet } from "../../../src/scan/files/parquet.js";
import { runScan } from "../../../src/scan/run.js";
import { scan } from "../../../src/library/scan.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";

const METAL = parseShorthand("spin-TLS-metal");
const AT = "omega=1,Upsilon_L=1,Gamma_R=1";
let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function run(plan: ScanPlan): Promise<{ readonly rows: string[][]; readonly gaps: Gaps }> {
  let text = scanHeader(plan);
  let gaps = NO_GAPS;
  const write = (bytes: Uint8Array): Promise<void> => {
    text += new TextDecoder().decode(bytes);
    return Promise.resolve();
  };
  await runScan(plan, { from: 0, to: plan.total }, write, {
    threads: 0,
    onRows: (_, found) => (gaps = found),
  });
  const rows = text.trimEnd().split("\n").slice(1);
  return { rows: rows.map((row) => row.split(",")), gaps };
}

const request = (axes: readonly string[], at: string, quantities = "R,J,contrast") =>
  ({ axes, at, quantities, format: "csv" }) as const;

describe("points of a scan without a value", () => {
  it("have empty fields, neither 0 nor NaN, and are counted", async () => {
    // μ + δT > 0 at T_hot = (1 + Δ)/2 for Δ < 1/2.
    const plan = planScan(METAL, request(["Delta=-0.75:0.75:7"], `${AT},T_a=1,mu_R=3,delta_R=-4`));
    const { rows, gaps } = await run(plan);
    expect(rows.map((r) => r.slice(1).join())).toEqual([
      ",,",
      ",,",
      expect.any(String),
      "1,0,0",
      expect.any(String),
      ",,",
      ",,",
    ]);
    expect(gaps).toEqual({ ...NO_GAPS, outside: 4 });
    expect(gapsText(gaps)).toMatch(/^4 rows have empty fields: 4 outside the domain/);
    for (const [, R = "", , C = ""] of rows) {
      if (R === "") continue;
      expect(Number(R)).toBeGreaterThan(0);
      expect(Math.abs(Number(C))).toBeLessThan(1);
    }
  });

  it("are the same rows for T_L and T_R as axes, for populations, and for rates of one's own", async () => {
    const hot = planScan(
      METAL,
      request(["T_L=0.25:1:4"], `${AT},T_R=0.5,mu_R=3,delta_R=-4`, "J,populations"),
    );
    expect((await run(hot)).rows.map((r) => r[1] === "" && r[2] === "")).toEqual([false, false, true, true]);
    const custom = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "spin" },
        right: { bath: "custom", rate: "Gamma_R*(1 - 4*T/3)/(1 - exp(-omega/T))" },
        subsystem: { kind: "TLS" },
      }),
    );
    const rates = planScan(custom, request(["Delta=-0.8:0.8:5"], `${AT},T_a=1`));
    const metal = planScan(METAL, request(["Delta=-0.8:0.8:5"], `${AT},T_a=1,mu_R=3,delta_R=-4`));
    const [a, b] = [await run(rates), await run(metal)];
    expect(a.gaps).toEqual(b.gaps);
    expect(a.rows.map((r) => r[1] === "")).toEqual(b.rows.map((r) => r[1] === ""));
  });

  it("of a file do not end the scan, whatever is wrong with them", async () => {
    const path = join(directory, "points.csv");
    await writeFile(path, "T_a,Delta,delta_R\n1,2,0\n1,0.5,0\n1,0.5,-9\n-1,0,0\n");
    const base = { at: `${AT},mu_R=1`, quantities: "R", format: "csv" } as const;
    const { points } = await inspectPoints(path, (names) => fixedAt(METAL, base, names));
    const { rows, gaps } = await run(planPoints(METAL, base, points));
    expect(rows.map((r) => r[3] === "")).toEqual([true, false, true, true]);
    expect(gaps.outside).toBe(3);
  });

  it("are null in NDJSON and Parquet", async () => {
    const plan = planScan(METAL, {
      ...request(["delta_R=-4;0"], `${AT},T_a=2,Delta=0.1,mu_R=3`, "R"),
      format: "ndjson",
    });
    const { columns } = scanComputer(plan).rows(0, 2);
    const text = rowFormatter(plan)(columns);
    expect(text.split("\n")[0]).toBe('{"delta_R":-4,"R":null}');
    const path = join(directory, "rows.parquet");
    const source = { header: "", columns: ["delta_R", "R"], identity: "" };
    await writeParquet(path, source, (reader) => reader.push(new TextEncoder().encode(text)));
    const { parquetReadObjects } = await import("hyparquet");
    const buffer = await readFile(path);
    const file = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
    const objects = await parquetReadObjects({ file });
    expect(objects[0]).toEqual({ delta_R: -4, R: null });
    expect(objects[1]?.["R"]).toBeGreaterThan(0);
  });

  it("are NaN in the columns of a program, and a grid without any point is refused", () => {
    const at = { omega: 1, Upsilon_L: 1, Gamma_R: 1, T_a: 1, mu_R: 3 };
    const found = [...scan(METAL, { axes: { Delta: [0.1, 0.8], delta_R: [-4] }, at })];
    expect(found.map(({ R }) => Number.isNaN(R))).toEqual([false, true]);
    expect(() => scan(METAL, { axes: { Delta: [0.8], delta_R: [-4, -5] }, at })).toThrow(/1 \+ delta\*T\/mu/);
  });

  it("are those where levels meet and are driven together", async () => {
    const subsystem = {
      kind: "levels",
      energies: ["0", "1", "v"],
      S_L: [
        ["0", "1", "1"],
        ["1", "0", "0"],
        ["1", "0", "0"],
      ],
      S_R: [
        ["0", "1", "2"],
        ["1", "0", "0"],
        ["2", "0", "0"],
      ],
    };
    const bath = { bath: "solid", coupling: "omega" };
    const meeting = await parseJunctionFile(JSON.stringify({ left: bath, right: bath, subsystem }));
    for (const quantities of ["J", "alpha_2"]) {
      const { rows, gaps } = await run(
        planScan(meeting, request(["v=0.5;1;1.5"], "T_a=3,Delta=1", quantities)),
      );
      expect(rows.map((r) => r[1] === "")).toEqual([false, true, false]);
      expect(gaps).toEqual({ ...NO_GAPS, unsteady: 1 });
      expect(gapsText(gaps)).toMatch(/^1 row has empty fields: 1 without a steady state/);
    }
  });

  it("are those of a zero that is neither excluded nor proved; a proved one is 0", async () => {
    // One rate written in two ways at energies that forbid a normal form, and a symmetry that is seen.
    const chain = [
      ["0", "1", "1"],
      ["1", "0", "1"],
      ["1", "1", "0"],
    ];
    const solid = { bath: "solid", coupling: "0.7" };
    const custom = { bath: "custom", rate: "0.7 + 0.7*n_B" };
    const subsystem = { kind: "levels", energies: ["0", "5.0103", "10.0307"], S: chain };
    const of = async (right: object): Promise<ReturnType<typeof run>> => {
      const junction = await parseJunctionFile(JSON.stringify({ left: solid, right, subsystem }));
      return run(planScan(junction, request(["T_a=2.3"], "Delta=0.5", "J,R,alpha_1,alpha_2")));
    };
    const open = await of(custom);
    expect(open.rows[0]?.map((x) => x !== "")).toEqual([true, true, false, true, false]);
    expect(open.gaps).toEqual({ ...NO_GAPS, uncertified: 1 });
    const proved = await of(solid);
    expect([proved.rows[0]?.[2], proved.rows[0]?.[4]]).toEqual(["1", "0"]);
    expect(proved.gaps).toEqual(NO_GAPS);
  });
});
