import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomSource } from "../../../src/input/random-source.js";
import { builtProgram } from "../../built.js";

const AT = "Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1";
const SLOW = 300_000;
const program = builtProgram();
const folder = mkdtempSync(join(tmpdir(), "heatdiode-scan-"));
const file = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function cli(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

const SCAN = [
  "scan",
  "spin-TLS-metal",
  "--x",
  "omega=0.02:3:250",
  "--y",
  "Delta=-0.5:0.5:400",
  "--at",
  AT,
  "--quantity",
  "R,J,contrast",
];

describe("files", { timeout: SLOW }, () => {
  const whole = file("whole.csv");
  beforeAll(() => {
    expect(cli(...SCAN, "--out", whole)).toMatchObject({ status: 0, stderr: "" });
  }, SLOW);

  it("begin with a header, quantities last, and hold every row", () => {
    const lines = readFileSync(whole, "utf8").split("\n");
    expect(lines[0]).toBe("omega,Delta,R,J,contrast");
    expect(lines).toHaveLength(250 * 400 + 2);
  });

  it("do not depend on the number of threads", () => {
    for (const threads of ["1", "3"] as const) {
      const path = file(`threads-${threads}.csv`);
      expect(cli(...SCAN, "--out", path, "--threads", threads).status).toBe(0);
      expect(readFileSync(path).equals(readFileSync(whole))).toBe(true);
    }
  });

  it("survive kill -9 at random moments: resumed, they equal the uninterrupted file", async () => {
    const random = randomSource(20);
    const full = statSync(whole).size;
    const sizes = new Set<number>();
    const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    for (let round = 0; round < 4; round++) {
      const path = file(`killed-${round}.csv`);
      for (const resume of [[], ["--resume"]]) {
        // As soon as the file has grown to a random share of what was missing.
        const target = sizeOf(path) + random() * (full - sizeOf(path));
        const argv = [program, ...SCAN, "--threads", "2", "--out", path, ...resume];
        const child = spawn(process.execPath, argv, { stdio: "ignore" });
        const ended = new Promise((resolve) => child.once("exit", resolve));
        const watch = setInterval(() => {
          if (sizeOf(path) >= target) child.kill("SIGKILL");
        }, 1);
        await ended;
        clearInterval(watch);
        sizes.add(sizeOf(path));
      }
      expect(cli(...SCAN, "--out", path, "--resume")).toMatchObject({ status: 0 });
      expect(readFileSync(path).equals(readFileSync(whole))).toBe(true);
    }
    // The kills did hit, at different places.
    expect([...sizes].filter((size) => size < full).length).toBeGreaterThan(2);
  });

  it("are continued from wherever they are cut", () => {
    const path = file("cut.csv");
    const size = statSync(whole).size;
    const random = randomSource(3);
    for (const bytes of [
      0,
      3,
      25,
      26,
      size - 1,
      size,
      ...Array.from({ length: 3 }, () => Math.floor(random() * size)),
    ]) {
      copyFileSync(whole, path);
      copyFileSync(`${whole}.scan.json`, `${path}.scan.json`);
      truncateSync(path, bytes);
      expect(cli(...SCAN, "--out", path, "--resume").status).toBe(0);
      expect(readFileSync(path).equals(readFileSync(whole))).toBe(true);
    }
  });

  it("are refused where they belong to another scan", () => {
    const path = file("other.csv");
    copyFileSync(whole, path);
    expect(cli(...SCAN, "--out", path, "--resume")).toMatchObject({ status: 2 });
    copyFileSync(`${whole}.scan.json`, `${path}.scan.json`);
    const other = SCAN.map((word) => word.replace("Gamma_R=2", "Gamma_R=3"));
    expect(cli(...other, "--out", path, "--resume")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("belongs to another scan") as string,
    });
    truncateSync(path, 1000);
    expect(cli(...SCAN, "--out", path)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("holds an unfinished scan") as string,
    });
    expect(readFileSync(path).length).toBe(1000);
  });

  it("of shards merge to the bytes of one run, in any order, and only if they belong together", () => {
    const shards = [1, 2, 3, 4].map((i) => file(`shard-${i}.csv`));
    shards.forEach((path, i) => expect(cli(...SCAN, "--shard", `${i + 1}/4`, "--out", path).status).toBe(0));
    const [a = "", b = "", c = "", d = ""] = shards;
    const merged = file("merged.csv");
    expect(cli("merge", c, a, d, b, "--out", merged)).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(merged).equals(readFileSync(whole))).toBe(true);
    expect(cli("merge", c, a, d, b).stdout).toBe(readFileSync(whole, "utf8"));
    const refused = (words: string[], reason: string): void =>
      expect(cli("merge", ...words, "--out", file("no.csv"))).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(reason) as string,
      });
    refused([a, b, d], "missing: shard 3/4");
    refused([a, b, c, d, d], "is shard 4/4, as is");
    refused([a, b, c, file("nowhere.csv")], "has no record");
    const foreign = file("foreign.csv");
    const other = SCAN.map((word) => word.replace("Gamma_R=2", "Gamma_R=3"));
    expect(cli(...other, "--shard", "4/4", "--out", foreign).status).toBe(0);
    refused([a, b, c, foreign], "does not belong");
    truncateSync(d, statSync(d).size - 5);
    refused([a, b, c, d], "are not as they were written");
    expect(statSync(file("no.csv"), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("are computed at the points of a CSV file", () => {
    const points = file("points.csv");
    const rows = readFileSync(whole, "utf8").trimEnd().split("\n").slice(1, 3001);
    writeFileSync(
      points,
      ["Delta,omega", ...rows.map((r) => r.split(",").slice(0, 2).reverse().join(","))].join("\n"),
    );
    const out = file("at-points.csv");
    const argv = [
      "scan",
      "spin-TLS-metal",
      "--points",
      points,
      "--at",
      AT,
      "--quantity",
      "R,J,contrast",
      "--out",
      out,
    ];
    expect(cli(...argv)).toMatchObject({ status: 0, stderr: "" });
    const found = readFileSync(out, "utf8").trimEnd().split("\n");
    expect(found[0]).toBe("Delta,omega,R,J,contrast");
    expect(found.slice(1).map((r) => r.split(",").slice(2))).toEqual(rows.map((r) => r.split(",").slice(2)));
    truncateSync(out, 5000);
    expect(cli(...argv, "--resume").status).toBe(0);
    expect(readFileSync(out, "utf8").trimEnd().split("\n")).toEqual(found);
    writeFileSync(points, "Delta,omega\n0.1,1\n1.5,x\n");
    expect(cli(...argv)).toMatchObject({ status: 2, stderr: expect.stringContaining("line 3") as string });
  });
});
