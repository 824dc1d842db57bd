/** Exported code outside the domain: no number, at either direction of Δ, in the languages that this machine runs. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exactValue } from "../../../numeric/junction/model.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { exportCode } from "../../../src/code/export.js";
import { LANGUAGES } from "../../../src/code/languages.js";
import { type ScalarLanguage } from "../../../src/print/format.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { type Junction } from "../../../src/junction/junction.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { runs } from "../../programs.js";

const folder = mkdtempSync(join(tmpdir(), "domain-"));
/** Names of the arguments in their order: parameters, T_a, Delta. */
interface Case {
  readonly junction: Junction;
  readonly names: readonly string[];
}
let cases: readonly Case[] = [];
beforeAll(async () => {
  const junctions = [
    parseShorthand("spin-TLS-metal"),
    parseShorthand("metal-ladder:3-solid"),
    await junctionFrom({
      left: { bath: "solid", coupling: "Gamma_L" },
      right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
      subsystem: {
        kind: "levels",
        energies: ["0", "omega", "3*omega"],
        S: [
          ["0", "1", "1"],
          ["1", "0", "1"],
          ["1", "1", "0"],
        ],
      },
    }),
  ];
  cases = junctions.map((junction) => ({
    junction,
    names: [...junction.parameters.map((p) => p.name), "T_a", "Delta"],
  }));
});

const source = (
  language: ScalarLanguage,
  { junction }: Case,
  at: ReadonlyMap<string, ExactNumber> = new Map(),
): string =>
  exportCode(language, junction, expansion(junction, "J", at), {
    version: "test",
    letter: "alpha",
    orders: [1],
    at,
  });

/** 1 + δT/μ at the ends: 0.4 and 0.7 inside; outside at one end only, which is the metal's at one sign of Δ; cold; μ < 0. */
const POINTS: readonly (readonly [Readonly<Record<string, number>>, inside: boolean, still: boolean])[] = [
  [{ delta: -0.4, Delta: 1 }, true, true],
  [{ delta: -0.8, Delta: 1 }, false, true],
  [{ delta: -0.8, Delta: -1 }, false, true],
  [{ delta: -1.25, Delta: 0.5 }, false, false],
  [{ Delta: 2 }, false, true],
  [{ Delta: -2.5 }, false, true],
  [{ mu: -1, delta: 0 }, false, false],
];
const valueOf = (name: string, point: Readonly<Record<string, number>>): number =>
  point[name.replace(/_[LR]$/, "")] ??
  { delta: 0.2, mu: 1, T_a: 2, Delta: 1 }[name.replace(/_[LR]$/, "")] ??
  1.5;

function expectGuarded(
  c: Case,
  values: (f: "J" | "R" | "alpha_1", point: Readonly<Record<string, number>>) => number,
): void {
  for (const [point, inside, still] of POINTS) {
    const shown = JSON.stringify([c.junction.name, point]);
    const [J, R, alpha] = [values("J", point), values("R", point), values("alpha_1", point)];
    expect([Number.isNaN(J), Number.isNaN(R), Number.isNaN(alpha)], shown).toEqual([
      !inside,
      !inside,
      !still,
    ]);
    if (!inside) continue;
    const exact = new Map(c.names.map((n) => [n, exactValue(n, valueOf(n, point))]));
    expect(J, shown).toBeCloseTo(Number(evaluateAt(c.junction, exact, 20).J), 12);
  }
}

describe("outside the domain no number comes out", () => {
  it("in JavaScript", async () => {
    for (const c of cases) {
      const functions = (await import(
        `data:text/javascript,${encodeURIComponent(source("js", c))}`
      )) as Record<string, (...args: number[]) => number>;
      expectGuarded(c, (f, point) => {
        const names = f === "alpha_1" ? c.names.slice(0, -1) : c.names;
        return functions[f]?.(...names.map((n) => valueOf(n, point))) ?? 0;
      });
    }
  });

  it.skipIf(!runs("gcc", "--version"))("in C", () => {
    const main = cases.map((c, i) => {
      const calls = POINTS.flatMap(([point]) =>
        (["J", "R", "alpha_1"] as const).map((f) => {
          const names = f === "alpha_1" ? c.names.slice(0, -1) : c.names;
          return `printf("%.17g\\n", ${f}(${names.map((n) => valueOf(n, point)).join(", ")}));`;
        }),
      );
      const path = join(folder, `case${i}.c`);
      writeFileSync(
        path,
        `#include <stdio.h>\n${source("c", c)}\nint main(void) { ${calls.join("\n")} return 0; }\n`,
      );
      const program = path.replace(/\.c$/, "");
      expect(spawnSync("gcc", ["-O1", "-o", program, path, "-lm"], { encoding: "utf8" }).stderr).toBe("");
      return spawnSync(program, { encoding: "utf8" }).stdout.trim().split("\n").map(Number);
    });
    cases.forEach((c, i) =>
      expectGuarded(c, (f, point) => {
        const at = POINTS.findIndex(([p]) => p === point);
        return main[i]![3 * at + ["J", "R", "alpha_1"].indexOf(f)]!;
      }),
    );
  });

  it.skipIf(!runs("python3", "-c", "import mpmath, sympy"))(
    "in Python, where symbols give the formula back",
    () => {
      cases.forEach((c, i) => {
        const calls = POINTS.flatMap(([point]) =>
          (["J", "R", "alpha_1"] as const).map((f) => {
            const names = f === "alpha_1" ? c.names.slice(0, -1) : c.names;
            return `print(${f}(${names.map((n) => `mpmath.mpf(${valueOf(n, point)})`).join(", ")}))`;
          }),
        );
        const symbols = c.names.slice(0, -1).map((n) => `sympy.Symbol("${n}", positive=True)`);
        const free = c.names.map((n) => `sympy.Symbol("${n}")`);
        const path = join(folder, `case${i}.py`);
        writeFileSync(
          path,
          `import sympy\n${source("sympy", c)}\n${calls.join("\n")}\nprint(alpha_1(${symbols.join(", ")}, lib=sympy).free_symbols != set())\nprint(J(${free.join(", ")}, lib=sympy).free_symbols != set())\n`,
        );
        const { stdout, stderr } = spawnSync("python3", [path], { encoding: "utf8" });
        expect(stderr).toBe("");
        const lines = stdout.trim().split("\n");
        expect(lines.slice(-2)).toEqual(["True", "True"]);
        expectGuarded(c, (f, point) => {
          const at = POINTS.findIndex(([p]) => p === point);
          return Number(lines[3 * at + ["J", "R", "alpha_1"].indexOf(f)]);
        });
      });
    },
  );

  it("every language has the guard, and none where everything is put in", () => {
    const [spin] = cases as [Case];
    const guards = {
      ...{ c: ") return NAN;", js: ") return NaN;", julia: "|| return NaN", octave: "+ 0./(" },
      ...{ sympy: "if _outside(", maxima: "then und else", mathematica: "Indeterminate, Module" },
    } as const;
    expect(Object.keys(guards).sort()).toEqual(Object.keys(LANGUAGES).sort());
    for (const [language, guard] of Object.entries(guards) as [ScalarLanguage, string][]) {
      const text = source(language, spin);
      expect(text.split(guard).length - 1, language).toBe(3);
      // comments are folded anywhere between words
      const unfolded = text.replace(/\n(?:\/\/|#|%)?\s+/g, " ");
      expect(unfolded, language).toContain(`the functions return ${LANGUAGES[language].undefined}`);
      const all = new Map(
        ["omega", "Upsilon_L", "Gamma_R", "delta_R", "mu_R", "T_a"].map((n) => [
          n,
          exactValue(n, valueOf(n, {})),
        ]),
      );
      const fixed = source(language, spin, all).replace(/\s+/g, " ");
      expect(fixed.split(guard).length - 1, language).toBe(2);
    }
  });
});
