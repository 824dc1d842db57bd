/** The expansion in conductances, read back from its printed form, against enclosures of the same junction's rate equation. */
import katex from "katex";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { alphaOfLevels } from "../../../../numeric/levels/certified.js";
import { networkExpansion } from "../../../../src/cli/commands/expand-network.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { prefersNetwork } from "../../../../src/expansion/levels-expansion.js";
import { levelsModel } from "../../../../src/exact/levels-rates.js";
import { levelsNetwork, networkEstimate } from "../../../../src/expansion/network/expansion.js";
import { networkFormulas, type NetworkFormulas } from "../../../../src/expansion/network/print.js";
import { numericModel } from "../../../../src/model/model.js";
import { randomSource } from "../../../../src/input/random-source.js";

const math = create(all!, { number: "BigNumber", precision: 40 });

function file(subsystem: object, left: object, right: object): Promise<Junction> {
  return parseJunctionFile(JSON.stringify({ left, right, subsystem: { kind: "levels", ...subsystem } }));
}

/** S[i][j] = stem_ij, symmetric, or 0 where the list says so. */
function symbols(n: number, stem: string, without: readonly string[] = []): string[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => {
      const pair = `${Math.min(i, j)}${Math.max(i, j)}`;
      return i === j || without.includes(pair) ? "0" : `${stem}_${pair}`;
    }),
  );
}

function expanded(junction: Junction, quantity: "J" | "R" | "contrast", order: number): NetworkFormulas {
  const orders = Array.from({ length: order + 1 }, (_, k) => k);
  const network = levelsNetwork(levelsModel(junction), order + (quantity === "J" ? 0 : 1), false);
  return networkFormulas(network, quantity, orders, new Map());
}

/** The printed formulas evaluated in order, in 40 digits. */
function printedValues(formulas: NetworkFormulas, point: ReadonlyMap<string, bigint>): string[] {
  const scope = new Map<string, unknown>(
    [...point].map(([name, n]) => [name, math.bignumber(`${n}`).div(8)]),
  );
  for (const { name, expression } of formulas.where) scope.set(name, math.evaluate(expression, scope));
  return formulas.coefficients.map(({ expression }) => String(math.evaluate(expression, scope)));
}

const CASES: readonly (readonly [string, object, object, object])[] = [
  [
    "every coupling of three levels a symbol",
    { energies: ["0", "1", "3"], S_L: symbols(3, "l"), S_R: symbols(3, "r") },
    { bath: "solid" },
    { bath: "solid" },
  ],
  [
    "baths of two kinds, transitions at one end only, two energies that are symbols",
    {
      energies: ["0", "omega_1", "omega_1 + omega_2", "2*omega_1 + omega_2"],
      S_L: symbols(4, "l", ["01", "23", "03"]),
      S_R: symbols(4, "r", ["12", "03"]),
    },
    { bath: "metal" },
    { bath: "spin" },
  ],
  [
    "levels of one energy and a root of T",
    { energies: ["0", "1", "1"], S_L: symbols(3, "l", ["02"]), S_R: symbols(3, "r", ["01"]) },
    { bath: "solid", coupling: "Gamma_L*omega" },
    { bath: "custom", rate: "c*T^(1/2)*omega*(1 + n_B)" },
  ],
];

describe("expansion in conductances", () => {
  it.each(CASES)(
    "printed, it has the values of the rate equation: %s",
    async (_name, subsystem, left, right) => {
      const junction = await file(subsystem, left, right);
      expect(prefersNetwork(levelsModel(junction), 2)).toBe(true);
      const random = randomSource(7);
      const point = new Map(
        ["T_a", ...junction.parameters.map((p) => p.name)].map((name) => [
          name,
          BigInt(3 + Math.floor(9 * random())),
        ]),
      );
      const numeric = numericModel(junction);
      if (numeric.kind !== "levels") throw new Error("levels were expected");
      const exact = new Map([...point].map(([name, n]) => [name, { numerator: n, denominator: 8n }]));
      const expected = alphaOfLevels(
        numeric.model,
        new Map([...exact, ["Delta", { numerator: 0n, denominator: 1n }]]),
        2,
        { digits: 20 },
      );
      const found = printedValues(expanded(junction, "J", 2), point);
      expect(found[0]).toBe("0");
      for (const k of [1, 2]) {
        // 40 digits less what a thousand terms cancel, against 20 proved digits.
        const relative = math
          .bignumber(found[k] as string)
          .div(math.bignumber(expected[k]?.value ?? "0"))
          .minus(1);
        expect(Math.abs(relative.toNumber())).toBeLessThan(1e-19);
      }
      // R = 1 + 2(α_2/α_1)Δ + 2(α_2/α_1)²Δ² + …, the contrast (α_2/α_1)Δ + …
      const slope = Number(expected[2]?.value) / Number(expected[1]?.value);
      const ratio = printedValues(expanded(junction, "R", 1), point).map(Number);
      expect(Math.abs((ratio[1] ?? 0) / (2 * slope) - 1)).toBeLessThan(1e-14);
      const contrast = printedValues(expanded(junction, "contrast", 1), point).map(Number);
      expect(contrast[0]).toBe(0);
      expect(Math.abs((contrast[1] ?? 0) / slope - 1)).toBeLessThan(1e-14);
    },
  );

  it("names its long polynomials, so that every formula in print has lines to break", async () => {
    const [, subsystem, left, right] = CASES[0] as (typeof CASES)[number];
    const junction = await file(subsystem, left, right);
    const { coefficients, where } = expanded(junction, "J", 3);
    for (const { latex } of coefficients) expect(latex.length).toBeLessThan(1200);
    expect(where.map(({ latex }) => latex.name)).toEqual(
      expect.arrayContaining(["N_1", "N_{2,1}", "K_{1,1}"]),
    );
    const print = (format: "tex" | "markdown" | "sympy"): string | undefined =>
      networkExpansion(junction, [1, 2], new Map(), { quantity: "J", format, force: false });
    const [tex, markdown] = [print("tex") ?? "", print("markdown") ?? ""];
    expect(tex).toMatch(/^\\documentclass.*\\end\{document\}\n$/s);
    for (const { latex } of coefficients.slice(1, 3)) {
      expect(tex).toContain(`= ${latex}$`);
      expect(markdown).toContain(`= ${latex}\n$$`);
    }
    for (const piece of tex.match(/\$[^$]+\$/g) ?? [])
      katex.renderToString(piece.slice(1, -1), { strict: "error", displayMode: true });
    expect(() => print("sympy")).toThrow(/not written as sympy/);
  });

  it("between like baths with like couplings every even coefficient is proved zero", async () => {
    const S = symbols(4, "s");
    const junction = await file(
      { energies: ["0", "1", "3", "7"], S },
      { bath: "solid", coupling: "Gamma" },
      { bath: "solid", coupling: "Gamma" },
    );
    const { coefficients } = expanded(junction, "J", 2);
    expect(coefficients.map(({ zero }) => zero)).toEqual([true, false, true]);
    const unlike = await file(
      { energies: ["0", "1", "3", "7"], S },
      { bath: "solid", coupling: "Gamma" },
      { bath: "solid", coupling: "2*Gamma" },
    );
    expect(expanded(unlike, "J", 2).coefficients.map(({ zero }) => zero)).toEqual([true, false, false]);
  });

  it("names of parameters are left alone, and the size is estimated before anything is done", async () => {
    const junction = await file(
      { energies: ["0", "z", "3*z"], S_L: symbols(3, "a"), S_R: symbols(3, "b") },
      { bath: "solid" },
      { bath: "solid" },
    );
    const { where } = expanded(junction, "J", 1);
    const own = new Set(junction.parameters.map((p) => p.name));
    expect(where.filter(({ name }) => own.has(name))).toEqual([]);
    const large = await file(
      { energies: ["0", "1", "3", "7", "12"], S_L: symbols(5, "l"), S_R: symbols(5, "r") },
      { bath: "solid" },
      { bath: "solid" },
    );
    const model = levelsModel(large);
    expect(networkEstimate(model, 2)).toBeGreaterThan(1e6);
    expect(() => levelsNetwork(model, 2, false)).toThrow(
      /order 2 would take about 3.1e\+6 terms.*--at.*--force/,
    );
    expect(levelsNetwork(model, 1, false).current.numerators[1]?.size).toBe(1);
  });

  it("is what the command prints: JSON with the definitions, and no code", async () => {
    const junction = await file(
      { energies: ["0", "1", "3"], S_L: symbols(3, "l"), S_R: symbols(3, "r") },
      { bath: "solid" },
      { bath: "solid" },
    );
    const asked = { quantity: "J", format: "json", force: false } as const;
    const text = networkExpansion(junction, [0, 1], new Map(), asked);
    const answer = JSON.parse(text ?? "{}") as {
      coefficients: { k: number; zero: boolean; expression: string }[];
      where: { name: string }[];
    };
    expect(answer.coefficients.map(({ k, zero }) => [k, zero])).toEqual([
      [0, true],
      [1, false],
    ]);
    // Every name in the formula is defined.
    const names = new Set(answer.where.map(({ name }) => name));
    for (const name of answer.coefficients[1]?.expression.match(/[A-Za-z]\w*/g) ?? []) {
      expect([...names, "T_a"]).toContain(name);
    }
    expect(() =>
      networkExpansion(junction, [0, 1], new Map(), {
        ...asked,
        format: "julia",
      }),
    ).toThrow(/not written as julia/);
    const bound = new Map(
      ["l_01", "l_02", "l_12", "r_01"].map((name) => [name, { numerator: 1n, denominator: 2n }]),
    );
    expect(networkExpansion(junction, [1], bound, asked)).toBeUndefined();
  });
});
