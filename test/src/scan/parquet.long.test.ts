/** Parquet written from a scan: the same doubles as its CSV, continued after an interruption, refused for shards. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtProgram } from "../../built.js";

const program = builtProgram();
const folder = mkdtempSync(join(tmpdir(), "heatdiode-parquet-"));
const file = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function cli(...argv: string[]) {
  return spawnSync(process.execPath, [program, ...argv], { encoding: "utf8", maxBuffer: 1 << 28 });
}

const AT = "Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1";
// More rows than a group of 65,536.
const SCAN = [
  ...["scan", "spin-TLS-metal", "--at", AT, "--quantity", "R,J"],
  ...["--x", "omega=0.02:3:350", "--y", "Delta=-0.5:0.5:200"],
];

/** Rows of a CSV file as arrays of doubles. */
const csvRows = (path: string): number[][] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));

async function parquetRows(path: string): Promise<number[][]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  return rows.map((row) => Object.values(row) as number[]);
}

describe("Parquet", { timeout: 120_000 }, () => {
  const text = file("whole.csv");
  let expected: number[][] = [];
  beforeAll(() => {
    expect(cli(...SCAN, "--out", text).status).toBe(0);
    expected = csvRows(text);
  }, 120_000);

  it("holds the doubles of the CSV in the same columns, and the plan of the scan", async () => {
    const path = file("whole.parquet");
    expect(cli(...SCAN, "--out", path)).toMatchObject({ status: 0, stderr: "", stdout: "" });
    expect(await parquetRows(path)).toEqual(expected);
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    expect(metadata.schema.slice(1).map((s) => [s.name, s.type])).toEqual(
      ["omega", "Delta", "R", "J"].map((name) => [name, "DOUBLE"]),
    );
    expect(metadata.row_groups.map((g) => Number(g.num_rows))).toEqual([65_536, 4464]);
    const plan = metadata.key_value_metadata?.find((pair) => pair.key === "heatdiode")?.value;
    expect(JSON.parse(plan ?? "{}")).toMatchObject({ total: 70_000 });
    // The rows that it was made of are gone.
    expect(existsSync(`${path}.csv`)).toBe(false);
  });

  it("is continued from its rows, and left alone when it is finished", async () => {
    const path = file("cut.parquet");
    copyFileSync(text, `${path}.csv`);
    copyFileSync(`${text}.scan.json`, `${path}.csv.scan.json`);
    truncateSync(`${path}.csv`, 1_000_000);
    expect(cli(...SCAN, "--out", path)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("holds an unfinished scan") as string,
    });
    expect(cli(...SCAN, "--out", path, "--resume").status).toBe(0);
    expect(await parquetRows(path)).toEqual(expected);
    const bytes = readFileSync(path);
    expect(cli(...SCAN, "--out", path, "--resume").status).toBe(0);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const other = SCAN.map((word) => word.replace("Gamma_R=2", "Gamma_R=3"));
    expect(cli(...other, "--out", path, "--resume")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("belongs to another scan") as string,
    });
  });

  it.each(["csv", "ndjson"])("is merged from shards in %s", async (format) => {
    const shards = [1, 2, 3].map((i) => file(`part-${i}.${format}`));
    shards.forEach((path, i) =>
      expect(cli(...SCAN, "--format", format, "--shard", `${i + 1}/3`, "--out", path).status).toBe(0),
    );
    const path = file(`merged-${format}.parquet`);
    expect(cli("merge", ...[...shards].reverse(), "--out", path)).toMatchObject({ status: 0, stderr: "" });
    expect(await parquetRows(path)).toEqual(expected);
  });

  it("is refused for a shard, for NDJSON, and where it cannot be written; nothing is left behind", () => {
    const refused = (words: string[], reason: string): void =>
      expect(cli(...words)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(reason) as string,
      });
    const path = file("no.parquet");
    refused([...SCAN, "--shard", "1/2", "--out", path], "merge PART*.csv --out FILE.parquet");
    refused([...SCAN, "--format", "ndjson", "--out", path], "is Parquet by its name");
    refused(["merge", text, "--out", join(folder, "nowhere", "x.parquet")], "there is no such directory");
    expect(existsSync(path)).toBe(false);
  });
});
