import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assuming, parseAssumptions } from "../../../src/exact/assumptions.js";
import { exchangesOf } from "../../../src/junction/replaced-parameters.js";
import { loadExpressionParser } from "../../../src/expression/parse.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { heatdiode } from "../../heatdiode.js";

const directory = mkdtempSync(join(tmpdir(), "degenerate-"));
const OHMIC = {
  left: { bath: "solid", coupling: "1*omega" },
  right: { bath: "solid", coupling: "3*omega" },
};

function saved(name: string, subsystem: object, baths: object = OHMIC): string {
  const path = join(directory, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...baths, subsystem }));
  return path;
}

/** Two upper levels; the baths take different combinations of them to the ground level. */
const v = (second: string): object => ({
  kind: "levels",
  energies: ["0", "1", second],
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
});
const AT = ["--at", "T_L=2,T_R=1"];
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ["evaluate", ...AT],
  ["expand"],
  ["expand", "--at", "T_a=3"],
  ["current"],
  ["conditions"],
  ["transitions", ...AT],
  ["scan", "--x", "T_L=1.5:2:2", "--at", "T_R=1", "--quantity", "J"],
  ["optimise", "--maximise", "J", "--over", "T_a=2:3", "--at", "Delta=1"],
  ["verify"],
  ["relax", ...AT],
  ["check", "--claim", "J = 0"],
  ["report", "--out", join(directory, "report"), ...AT],
];

describe("levels of one energy that a bath drives together", () => {
  const path = saved("v", v("1"));

  it.each(COMMANDS)(
    "are answered with their coherence by %s %s, or refused where populations are asked for",
    async (command, ...options) => {
      const { status, out, err } = await heatdiode(command, path, ...options);
      if (command === "transitions" || command === "relax") {
        expect(err).toMatch(/^heatdiode: solid-levels:3\/secular-solid keeps coherences[^\n]*\n$/);
        expect(status).toBe(2);
        return;
      }
      expect([status, err]).toEqual([command === "check" ? 1 : 0, ""]);
      if (command !== "scan" && command !== "report" && command !== "check")
        expect(out).toContain(
          command === "current" ? "J = 9*k_L*k_R*(X_L - X_R)" : "solid-levels:3/secular-solid",
        );
    },
  );

  it("in the short form that the V model takes at a splitting of zero", async () => {
    // science.md, section 3: (1 + ab)²/[k_L(1 + a²) + k_R(1 + b²)] at a = 1, b = 2.
    const [k, X] = [(g: number, T: number) => g / (1 - Math.exp(-1 / T)), (T: number) => Math.exp(-1 / T)];
    const [kL, kR, XL, XR] = [k(1, 2), k(3, 1), X(2), X(1)];
    const J = (9 * kL * kR * (XL - XR)) / ((1 + XL + XR) * (2 * kL + 5 * kR));
    const { out } = await heatdiode("evaluate", path, ...AT, "--json");
    expect(Number((JSON.parse(out) as { J: string }).J)).toBeCloseTo(J, 14);
  });

  it("are found at values of parameters, too", async () => {
    const open = saved("open", v("w"));
    const meeting = await heatdiode("evaluate", open, "--at", "T_L=2,T_R=1,w=1");
    expect([meeting.status, meeting.err]).toEqual([
      2,
      expect.stringContaining("levels 1 and 2 have one energy") as string,
    ]);
    expect((await heatdiode("evaluate", open, "--at", "T_L=2,T_R=1,w=1.5")).status).toBe(0);
    const { status, out } = await heatdiode(
      "scan",
      open,
      "--x",
      "w=1:2:2",
      "--at",
      "T_L=2,T_R=1",
      "--quantity",
      "J,R",
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^w,J,R\n1,,\n2,1\.\d+,1\.\d+\n$/);
  });

  it("are left alone where each is coupled by itself", async () => {
    // Two equal qubits, one bath each: |eg> and |ge> share no level at one bath.
    const qubits = saved("qubits", {
      kind: "hamiltonian",
      parts: ["spin", "spin"],
      H: "sz(1) + sz(2)",
      S_L: "sx(1)",
      S_R: "sx(2)",
    });
    expect((await heatdiode("evaluate", qubits, ...AT)).status).toBe(0);
  });
});

/** n equal qubits that both baths drive together: the collective spin, and dark states. */
const together = (n: number, more = ""): object => {
  const qubits = Array.from({ length: n }, (_, i) => i + 1);
  const S = qubits.map((i) => `sx(${i})`).join(" + ");
  const H = qubits.map((i) => `0.5*sz(${i})`).join(" + ") + more;
  return { kind: "hamiltonian", parts: qubits.map(() => "spin"), H, S_L: S, S_R: S };
};

interface Part {
  readonly levels: readonly number[];
  readonly current: number;
  readonly even: number;
}

async function partsOf(path: string): Promise<readonly Part[]> {
  const { status, out } = await heatdiode("transitions", path, ...AT, "--json");
  expect(status).toBe(0);
  return (JSON.parse(out) as { classes: readonly Part[] }).classes;
}

const ratio = ({ current, even }: Part): number => current / (current - 2 * even);

describe("levels of one energy are turned so that each is coupled by itself", () => {
  it("two equal qubits at both baths: a triplet with R = 1.3342994, and a dark singlet", async () => {
    const path = saved("two", together(2));
    const [triplet, singlet, ...none] = await partsOf(path);
    expect([triplet?.levels.length, singlet?.levels.length, none.length]).toEqual([3, 1, 0]);
    expect(triplet && ratio(triplet)).toBeCloseTo(1.3342994, 7);
    const { status, err } = await heatdiode("evaluate", path, ...AT);
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/reducible.*dark.*depends on the initial state/) as string,
    ]);
  });

  it("the triplet is that of the spin 1", async () => {
    const [triplet] = await partsOf(saved("two", together(2)));
    const spin = saved("spin", { kind: "spin", S: "1", gap: "1" });
    const { out } = await heatdiode("evaluate", spin, ...AT, "--json");
    expect(triplet?.current).toBeCloseTo(Number((JSON.parse(out) as { J: string }).J), 12);
  });

  it.each([
    ["exactly", ""],
    ["in numbers", " + 0.2*(sx(1)*sx(2) + sx(2)*sx(3) + sx(1)*sx(3))"],
  ])("three equal qubits %s: a quartet and two doublets alike", async (_, more) => {
    const parts = await partsOf(saved("three", together(3, more)));
    expect(parts.map((p) => p.levels.length)).toEqual([4, 2, 2]);
    expect(parts[1]?.current).toBeCloseTo(parts[2]?.current ?? NaN, 10);
    // Two levels with the gap 1 between ohmic solids: literature, row 3.
    const [l, r] = [1 / Math.expm1(1 / 2), 1 / Math.expm1(1)];
    expect(parts[1]?.current).toBeCloseTo((3 * (l - r)) / (1 + 2 * l + 3 * (1 + 2 * r)), 7);
  });

  it("directions at right angles: one level for each bath, no heat", async () => {
    const path = saved("angles", {
      kind: "levels",
      energies: ["0", "w", "w"],
      S_L: [
        ["0", "a", "sqrt(2)"],
        ["a", "0", "0"],
        ["sqrt(2)", "0", "0"],
      ],
      S_R: [
        ["0", "-sqrt(2)", "a"],
        ["-sqrt(2)", "0", "0"],
        ["a", "0", "0"],
      ],
    });
    const { status, out } = await heatdiode("current", path);
    expect([status, out]).toEqual([0, expect.stringContaining("No heat flows") as string]);
  });

  it("parallel directions in symbols: a bright level with the sum of the squares, and a dark one", async () => {
    const direction = (f: string) => [
      ["0", `${f}*a`, `${f}*b`],
      [`${f}*a`, "0", "0"],
      [`${f}*b`, "0", "0"],
    ];
    const path = saved("parallel", {
      kind: "levels",
      energies: ["0", "w", "w"],
      S_L: direction("1"),
      S_R: direction("2"),
    });
    const at = ["--at", "T_L=2,T_R=1,w=1,a=1.5,b=2", "--json"];
    const { out } = await heatdiode("transitions", path, ...at);
    const { classes } = JSON.parse(out) as { classes: readonly Part[] };
    expect(classes.map((c) => c.levels)).toEqual([[0, 1], [2]]);
    // |S_L|² = a² + b² = 6.25, |S_R|² four times that.
    const [l, r, L, R] = [1 / Math.expm1(1 / 2), 1 / Math.expm1(1), 6.25, 75];
    expect(classes[0]?.current).toBeCloseTo((L * R * (l - r)) / (L * (1 + 2 * l) + R * (1 + 2 * r)), 7);
  });
});

describe("what --assume makes of levels", () => {
  it("keeps what is known of them", async () => {
    const parse = await loadExpressionParser();
    const numeric = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid" },
        right: { bath: "solid" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["oscillator:2", "oscillator:2"],
          H: "n(1) + 1.3*n(2) + g*x(1)*x(2)",
          S_L: "x(1)",
          S_R: "x(2)",
        },
        parameters: { g: "0.1" },
      }),
    );
    expect(numeric.subsystem).toHaveProperty("approximate");
    const assumed = assuming(numeric, parseAssumptions("Gamma_L = Gamma_R", numeric, parse));
    expect(assumed.subsystem).toHaveProperty("approximate", ["g"]);
    const exact = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "Gamma_L*omega" },
        right: { bath: "solid", coupling: "Gamma_R*omega" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["spin", "spin"],
          H: "0.5*w_L*sz(1) + 0.5*w_R*sz(2) + g*(sp(1)*sm(2) + sm(1)*sp(2))",
          S_L: "sx(1)",
          S_R: "sx(2)",
        },
        units: "circuit",
      }),
    );
    expect(exchangesOf(exact)).toHaveLength(1);
    const same = assuming(exact, parseAssumptions("Gamma_L = Gamma_R", exact, parse));
    expect(exchangesOf(same)).toEqual(exchangesOf(exact));
    expect(same.units).toEqual(exact.units);
  });
});
