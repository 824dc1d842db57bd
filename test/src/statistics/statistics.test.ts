import { describe, expect, it } from "vitest";
import { all, create, type FactoryFunctionMap } from "mathjs";
import { toText } from "../../../src/expression/ascii.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { fluctuationForm, cumulantFormulas } from "../../../src/statistics/formulas.js";
import { statisticsOf } from "../../../src/statistics/statistics.js";
import { statisticsText } from "../../../src/statistics/text.js";
import { certifiedStatistics } from "../../../numeric/statistics/certified.js";
import { numericModel } from "../../../src/model/model.js";
import { agrees } from "../../fluctuations.js";

const math = create(all as FactoryFunctionMap, { number: "BigNumber", precision: 50 });

/** The value of a name, its printed definitions put in one after the other. */
function valueOf(
  equations: readonly { readonly name: string; readonly value: Expression }[],
  name: string,
  scope: ReadonlyMap<string, string>,
): string {
  const known = new Map<string, unknown>([...scope].map(([key, text]) => [key, math.bignumber(text)]));
  // Definitions stand after their use: the last first.
  for (const { name: own, value } of [...equations].reverse())
    known.set(own, math.evaluate(toText(value), known));
  return math.bignumber(String(known.get(name))).toFixed(40);
}

describe("cumulants as printed formulas", () => {
  it("of three levels with six couplings are written at all, and right: S at a point", async () => {
    const matrix = (a: string): string[][] => [
      ["0", `sqrt(${a}_1)`, `sqrt(${a}_3)`],
      [`sqrt(${a}_1)`, "0", `sqrt(${a}_2)`],
      [`sqrt(${a}_3)`, `sqrt(${a}_2)`, "0"],
    ];
    const bath = { bath: "solid", coupling: "1" };
    const subsystem = { kind: "levels", energies: ["0", "1", "1.4"], S_L: matrix("a"), S_R: matrix("b") };
    const junction = await parseJunctionFile(JSON.stringify({ left: bath, right: bath, subsystem }));
    const { equations } = fluctuationForm(junction, "S", new Map());
    const at = new Map(["a_1", "a_2", "a_3", "b_1", "b_2", "b_3"].map((name, i) => [name, `0.${i + 2}`]));
    const S = valueOf(equations, "S", new Map([...at, ["T_L", "2"], ["T_R", "1"]]));
    const point = new Map([...at, ["T_a", "3"], ["Delta", "1"]].map(([n, x]) => [n!, parseExactNumber(x!)]));
    const { model } = numericModel(junction);
    const [certified] = certifiedStatistics(model, point, [{ kind: "kappa", n: 2 }], 25);
    expect(agrees(S, certified?.value?.value ?? "")).toBe(true);
  });

  it("S of one mode is omega*J*coth(omega*A/2) - 2*sigma*J^2/K", async () => {
    const [tls, ho] = await Promise.all(
      ["solid-TLS-solid", "solid-HO-solid"].map((name) => loadJunction(name)),
    );
    const first = (j: typeof tls): string => toText(fluctuationForm(j!, "S", new Map()).equations[0]!.value);
    expect(first(tls)).toBe("omega*J*coth(omega*A/2) - 2*J^2/K");
    expect(first(ho)).toBe("omega*J*coth(omega*A/2) + 2*J^2/K");
  });

  it.each([
    "solid-TLS-metal",
    "spin-HO-solid",
    "solid-ladder:3-spin",
    "examples/qutrit-diode.json",
    "examples/noise-rectifier.json",
  ])("%s: the printed text has the certified values", async (name) => {
    const junction = await loadJunction(name);
    const at: Record<string, string> = { T_L: "2", T_R: "0.7" };
    junction.parameters.forEach((p, i) => {
      if (!junction.bound.has(p.name)) at[p.name] = String(0.5 + 0.3 * i);
    });
    const order = junction.subsystem.kind === "levels" || name.includes("ladder") ? 2 : 4;
    const { cumulants, where } = cumulantFormulas(junction, order);
    const scope = new Map(Object.entries(at));
    // Cumulants are printed in ascending order, each in those before it.
    const equations = [...[...cumulants].reverse(), ...where];
    const point = new Map([
      ...junction.bound,
      ...Object.entries(at).map(([k, v]) => [k, parseExactNumber(v)] as const),
      ["T_a", parseExactNumber("2.7")] as const,
      ["Delta", parseExactNumber("1.3")] as const,
    ]);
    point.delete("T_L");
    point.delete("T_R");
    const wanted = [1, 2, 3, 4].slice(0, order).map((n) => ({ kind: "kappa", n }) as const);
    const numbers = certifiedStatistics(numericModel(junction).model, point, wanted, 25);
    cumulants.forEach((e, i) => {
      expect(agrees(valueOf(equations, e.name, scope), numbers[i]?.value?.value ?? ""), e.name).toBe(true);
    });
  });
});

describe("statistics of a junction", () => {
  it("prints values, theorem and bound", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    const at = new Map(
      Object.entries({ T_a: "3", Delta: "1", omega: "1", Gamma_L: "1", Gamma_R: "3" }).map(
        ([k, v]) => [k, parseExactNumber(v)] as const,
      ),
    );
    const found = statisticsOf(junction, at, {
      order: 3,
      lambdas: ["0.15", "-0.65", "-0.5", "0"].map(parseExactNumber),
      digits: 12,
    });
    expect(found.generating.map((g) => [g.G, g.undecided])).toEqual([
      ["0.0532432593109", false],
      ["0.0532432593109", false],
      ["0", false],
      ["0", false],
    ]);
    const text = statisticsText(found);
    expect(text).toContain("G(lambda) = G(-lambda - A)");
    expect(text).toContain("S*A/J >= (omega*A/2)*coth(omega*A/4) >= 2");
    expect(text).toContain("kappa_2  = 1.09740585112");
  });

  it("refuses in one line: orders, missing values, levels that fall apart", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    const ask = (order: number, lambdas: readonly string[] = []): unknown =>
      statisticsOf(junction, new Map(), { order, lambdas: lambdas.map(parseExactNumber), digits: 8 });
    expect(() => ask(0)).toThrow("orders go from 1 to 40");
    expect(() => ask(200)).toThrow("orders go from 1 to 40");
    expect(() => ask(2, ["1"])).toThrow(/values of G need/);
    const apart = await parseJunctionFile(
      '{"left":{"bath":"solid"},"right":{"bath":"solid"},"subsystem":{"kind":"levels","energies":["0","1","3","7"],"S":[["0","1","0","0"],["1","0","0","0"],["0","0","0","1"],["0","0","1","0"]]}}',
    );
    expect(() => statisticsOf(apart, new Map(), { order: 2, lambdas: [], digits: 8 })).toThrow(/reducible/);
  });
});
