/**
 * Rates of the user's in exported code: every function of the rate language, run in JavaScript, in C where gcc is
 * installed and in Python where mpmath is, against certified values. J and R in doubles are within 10 ulp times their
 * condition number, which is what the header of the export says; mpmath gives the digits it is asked for.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exactValue } from "../../../numeric/junction/model.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { FUNCTIONS } from "../../../symbolic/expression/functions.js";
import { conditionOfProgram } from "../../../src/code/condition.js";
import { exportCode } from "../../../src/code/export.js";
import { type ScalarLanguage } from "../../../src/print/format.js";
import { stableCurrent, stableRatio } from "../../../src/code/stable-current.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { type Junction } from "../../../src/junction/junction.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { runs } from "../../programs.js";

/** A positive rate for each function, and those that used to go wrong. */
const RATES: Readonly<Record<string, readonly string[]>> = {
  exp: [
    "Gamma_L*T^2/(1 - exp(-omega/T))",
    "Gamma_L*exp(omega/(2*T))/(exp(omega/(2*T)) - exp(-omega/(2*T)))",
    "Gamma_L*(1 + T*exp(-g/T))",
    "Gamma_L*exp(omega/(g + omega))",
  ],
  sinh: [
    "Gamma_L*exp(omega/T)/(2*sinh(omega/T))",
    "Gamma_L*omega/T/sinh(omega/T) + Gamma_L*omega",
    "Gamma_L*sinh(g/T)/sinh(g/T + omega/T)",
  ],
  cosh: ["Gamma_L*sinh(omega/T)/(cosh(omega/T) - 1)", "Gamma_L*cosh(g/T)/cosh(omega/(3*T) + g/T)"],
  tanh: ["Gamma_L/(1 - tanh(omega/T)^2) * exp(-2*omega/T)", "Gamma_L*tanh(omega/(2*T)) + g"],
  coth: [
    "Gamma_L*(coth(omega/(2*T)) + 1)/2",
    "Gamma_L*(1 + (coth(omega/(2*T)) - 1)/2)",
    "Gamma_L*coth(omega/T)",
  ],
  sech: ["Gamma_L*(2 - sech(omega/T))", "Gamma_L*(1 + sech(g/T))"],
  csch: ["Gamma_L*(1 + T*csch(omega/T)/omega)"],
  sqrt: ["Gamma_L*sqrt(T)/(1 - exp(-omega/T))", "Gamma_L*T^(3/2)*sqrt(g)"],
  n_B: ["Gamma_L*(1 + n_B)", "Gamma_L*(2 + 3*n_B)*T"],
  n_S: ["Gamma_L*(1 - n_S)", "Gamma_L*(1 + n_B)*(1 - 2*n_S)"],
};
const CASES = Object.values(RATES).flat();

/** ω over T_a, and bias over T_a: far below, near and above the temperature; weak bias. */
const POINTS = [
  { omega: 2 ** -33, Delta: 0.25 },
  { omega: 0.75, Delta: -0.5 },
  { omega: 0.75, Delta: 2 ** -30 },
  { omega: 12, Delta: 0.125 },
];

interface Case {
  readonly rate: string;
  readonly junction: Junction;
  readonly names: readonly string[];
}

const open = async (rate: string): Promise<Case> => {
  const junction = await junctionFrom({
    left: { bath: "custom", rate },
    right: { bath: "spin", coupling: "Gamma_R" },
    subsystem: { kind: "TLS", gap: "omega" },
  });
  return { rate, junction, names: [...junction.parameters.map((p) => p.name), "T_a", "Delta"] };
};

const valueOf = (name: string, point: (typeof POINTS)[number]): number =>
  ({ Gamma_L: 1.5, Gamma_R: 0.625, g: 0.375, T_a: 1, ...point })[name] ?? NaN;

const exactPoint = ({ names }: Case, point: (typeof POINTS)[number]): Map<string, ExactNumber> =>
  new Map(names.map((n) => [n, exactValue(n, valueOf(n, point))]));

function source(language: ScalarLanguage, { junction }: Case): string {
  return exportCode(language, junction, undefined, {
    version: "test",
    letter: "alpha",
    orders: [],
    at: new Map(),
  });
}

function ulps(got: number, reference: string): number {
  const exact = Number(reference);
  return Math.abs(got - exact) / 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 52);
}

/** J and R of every case and point against certified values, in units of the bound that the header states. */
function expectWithin(c: Case, point: (typeof POINTS)[number], got: { J: number; R: number }): void {
  const reference = evaluateAt(c.junction, exactPoint(c, point), 20);
  const doubles = new Map(c.names.map((n) => [n, valueOf(n, point)]));
  for (const [name, program] of [
    ["J", stableCurrent(c.junction, true)],
    ["R", stableRatio(c.junction, true)],
  ] as const) {
    const { condition } = conditionOfProgram(program.body, program.result, doubles);
    const error = ulps(got[name], reference[name] ?? "");
    const bound = 10.5 * condition;
    expect({ rate: c.rate, name, point, within: error <= bound, error, condition }).toMatchObject({
      within: true,
    });
    // what is lost comes from exponents, not from the form
    expect(condition).toBeLessThan(40 * (1 + point.omega));
  }
}

let cases: Case[] = [];
beforeAll(async () => {
  cases = await Promise.all(CASES.map(open));
});

const folder = mkdtempSync(join(tmpdir(), "rates-"));
it("every function of the rate language has a rate here", () => {
  // cos and sin are of parameters, not of T or omega, and no rate may hold them.
  const allowed = FUNCTIONS.filter((f) => f.kind !== "circular").map((f) => f.name);
  expect(Object.keys(RATES).sort()).toEqual(allowed.sort());
});

describe("rates in JavaScript", () => {
  it.each(CASES)("%s", async (rate) => {
    const c = await open(rate);
    const { J, R } = (await import(`data:text/javascript,${encodeURIComponent(source("js", c))}`)) as Record<
      string,
      (...args: number[]) => number
    >;
    for (const point of POINTS) {
      const args = c.names.map((n) => valueOf(n, point));
      expectWithin(c, point, { J: J?.(...args) ?? NaN, R: R?.(...args) ?? NaN });
    }
    // Deep in the quantum limit nothing overflows, unless the rate itself is below every double.
    if (/inh\(g|cosh\(g/.test(rate)) return;
    const args = c.names.map((n) => valueOf(n, { omega: 1000, Delta: 0.25 }));
    expect({ rate, J: J?.(...args), R: Number.isNaN(R?.(...args)) }).toMatchObject({ R: false });
    expect(J?.(...args)).not.toBeNaN();
  });
});

describe.skipIf(!runs("gcc", "--version"))("rates in C", () => {
  it("J and R of all of them", () => {
    const [helpers = ""] = source("c", cases[0] as Case).split("// Heat current");
    const functions = cases.map((c, i) =>
      source("c", c)
        .replace(/^[^]*?(?=\/\/ Heat current)/, "")
        .replace(/^double ([JR])\(/gm, `double $1${i}(`),
    );
    const prints = cases.flatMap((c, i) =>
      POINTS.map((point) => {
        const args = c.names.map((n) => valueOf(n, point).toExponential(17)).join(", ");
        return `  printf("%.17g %.17g\\n", J${i}(${args}), R${i}(${args}));`;
      }),
    );
    const file = join(folder, "rates.c");
    writeFileSync(
      file,
      `${helpers.replace("#include <math.h>", "#include <math.h>\n#include <stdio.h>")}${functions.join("\n")}\nint main(void) {\n${prints.join("\n")}\n  return 0;\n}\n`,
    );
    const compiled = spawnSync(
      "gcc",
      ["-std=c99", "-Werror=implicit-function-declaration", "-O1", file, "-o", join(folder, "rates"), "-lm"],
      { encoding: "utf8" },
    );
    expect(compiled.stderr).toBe("");
    const lines = spawnSync(join(folder, "rates"), { encoding: "utf8" }).stdout.trim().split("\n");
    expect(lines).toHaveLength(cases.length * POINTS.length);
    lines.forEach((line, k) => {
      const [J = NaN, R = NaN] = line.split(" ").map(Number);
      const c = cases[Math.floor(k / POINTS.length)] as Case;
      expectWithin(c, POINTS[k % POINTS.length] as (typeof POINTS)[number], { J, R });
    });
  });
});

describe.skipIf(!runs("python3", "-c", "import mpmath"))("rates in Python", () => {
  it("J and R of all of them to 25 digits", () => {
    cases.forEach((c, i) => writeFileSync(join(folder, `rate${i}.py`), source("sympy", c)));
    const calls = cases.flatMap((c, i) =>
      POINTS.map((point) => `print(rate${i}.J(${c.names.map((n) => `m(${valueOf(n, point)})`).join(", ")}))`),
    );
    const script = [
      "from mpmath import mp, mpf as m",
      "mp.dps = 60",
      ...cases.map((_, i) => `import rate${i}`),
      ...calls,
    ];
    writeFileSync(join(folder, "run.py"), `${script.join("\n")}\n`);
    const { stdout, stderr } = spawnSync("python3", ["run.py"], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    stdout
      .trim()
      .split("\n")
      .forEach((line, k) => {
        const c = cases[Math.floor(k / POINTS.length)] as Case;
        const point = POINTS[k % POINTS.length] as (typeof POINTS)[number];
        const { J } = evaluateAt(c.junction, exactPoint(c, point), 25);
        expect({ rate: c.rate, point, J: digits(line) }).toEqual({ rate: c.rate, point, J: digits(J) });
      });
  });
});

/** 22 digits and the exponent, however it is written. */
function digits(text: string): string {
  const [, sign = "", mantissa = "", exponent = "0"] = /^(-?)([\d.]+)(?:e([-+]?\d+))?$/.exec(text) ?? [];
  const [whole = "", part = ""] = mantissa.split(".");
  const all = `${whole}${part}`;
  const lead = /^0*/.exec(all)?.[0].length ?? 0;
  return `${sign}${all.slice(lead).padEnd(22, "0").slice(0, 22)}e${Number(exponent) + whole.length - lead}`;
}
