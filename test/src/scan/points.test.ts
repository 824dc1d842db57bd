/** Points of a scan from CSV as other programs write it, and one clear line for what is none. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellValue, csvCells } from "../../../src/files/csv-cells.js";
import { heatdiode } from "../../heatdiode.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-points-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Scans R over the points in a file of this content. */
async function scan(content: string | Buffer, at: string) {
  const path = join(folder, "points.csv");
  await writeFile(path, content);
  return heatdiode(
    "scan",
    "solid-TLS-solid",
    "--points",
    path,
    "--at",
    at,
    "--quantity",
    "R",
    "--threads",
    "1",
  );
}

const COUPLINGS = "Gamma_L=1,Gamma_R=3";
/** R of solid-TLS-solid at T = (2, 1), omega = 1, by 60 digits of the closed formula. */
const R = "1.3629432172651417";

describe("scan --points", () => {
  it.each([
    ["a byte order mark and CRLF, as spreadsheets save it", "\uFEFFT_L,T_R,omega\r\n2,1,1\r\n"],
    ["quotes round everything", '"T_L","T_R","omega"\n"2","1","1"\n'],
    ["blanks, signs, exponents, fractions", " T_L , T_R,omega\n +2.0e0 , 1.,10/10\n"],
    ["empty lines and no line break at the end", "T_L,T_R,omega\n\n2,1,1"],
  ])("takes %s", async (_what, content) => {
    const { status, out, err } = await scan(content, COUPLINGS);
    expect(err).toBe("");
    expect(out.trimEnd().split("\n").at(-1)?.split(",").at(-1)).toBe(R);
    expect(status).toBe(0);
  });

  it("takes a temperature of an axis as the decimal that it prints: no heat flows from 0.2 to 0.2", async () => {
    const at = "T_R=0.2,omega=1,Gamma_L=1,Gamma_R=2";
    const { out } = await heatdiode(
      ...["scan", "solid-TLS-solid", "--x", "T_L=0.1:0.4:7", "--at", at, "--quantity", "J,R,contrast"],
    );
    expect(out.split("\n")[3]).toBe("0.2,0,1,0");
  });

  it("reads the temperature of --at exactly, fractions too", async () => {
    const { out, err } = await scan("T_R,omega\n0.25,1\n", `T_L=1/2,${COUPLINGS}`);
    expect(err).toBe("");
    expect(out).toMatch(/^T_R,omega,R\n0\.25,1,1\.1246/);
  });

  it.each([
    ["nothing", "", /: the file is empty; a line with the names/],
    ["a header alone", "T_L,T_R,omega\n", /: no points below the header; a line with the names/],
    [
      "numbers without a header",
      "2,1,1\n3,1,1\n",
      /, line 1: 2 is not the name of a parameter; the first line/,
    ],
    ["a hexadecimal cell", "T_L,T_R,omega\n2,1,0x10\n", /, line 2, omega: 0x10 is not a number/],
    ["an empty cell", "T_L,T_R,omega\n2,1,\n", /, line 2, omega: an empty value is not a number/],
    ["an infinity", "T_L,T_R,omega\n2,1,1e400\n", /, line 2, omega: a value beyond the range of doubles/],
    ["a row too short", "T_L,T_R,omega\n2,1,1\n2,1\n", /, line 3: 2 values where the header has 3 names/],
    ["a row too long", "T_L,T_R,omega\n2,1,1,4\n", /, line 2: 4 values where the header has 3 names/],
    ["loose quotes", 'T_L,T_R,omega\n2,1,"1\n', /, line 2: quotes that do not match/],
    ["a name twice", "T_L,T_R,T_L\n2,1,1\n", /T_L is on two axes/],
    ["a name of no parameter", "T_L,T_R,omga\n2,1,1\n", /has no omga; did you mean omega\?/],
  ])("refuses %s in one line", async (_what, content, message) => {
    const { status, out, err } = await scan(content, COUPLINGS);
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n").length).toBe(1);
    expect([status, out]).toEqual([2, ""]);
  });

  it("names UTF-16", async () => {
    const { err } = await scan(Buffer.from("\uFEFFT_L,T_R\n2,1\n", "utf16le"), COUPLINGS);
    expect(err).toMatch(/: is UTF-16; save it as UTF-8/);
  });
});

describe("cells", () => {
  it("read back every double, quoted or not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        (numbers) => {
          const line = numbers.map((x, i) => (i % 2 === 0 ? String(x) : `"${x}"`)).join(",");
          expect(csvCells(line).map(cellValue)).toEqual(numbers.map((x) => x + 0 || Number(String(x))));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("an option given twice", () => {
  const AT = "T_L=2,T_R=1";
  it("adds up where it is a list", async () => {
    const once = await heatdiode("evaluate", "solid-TLS-solid", "--at", `${AT},omega=1,${COUPLINGS}`);
    const twice = await heatdiode(
      "evaluate",
      "solid-TLS-solid",
      "--at",
      AT,
      "--at",
      "omega=1",
      "--at",
      COUPLINGS,
    );
    expect(once.status).toBe(0);
    expect(twice.out.split("\n").slice(1)).toEqual(once.out.split("\n").slice(1));
  });

  it("is refused where it says two things", async () => {
    const { err } = await heatdiode("evaluate", "solid-TLS-solid", "--at", AT, "--at", "T_L=3");
    expect(err).toBe("heatdiode: --at: T_L is given twice\n");
    const axes = await heatdiode("scan", "solid-TLS-solid", "--x", "omega=1", "--x", "Gamma_L=3");
    expect(axes.err).toMatch(/--x .*given twice/);
  });
});
