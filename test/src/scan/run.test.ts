import { describe, expect, it } from "vitest";
import { exactValue } from "../../../numeric/junction/model.js";
import { addExact, negateExact } from "../../../src/input/exact-number.js";
import { parseBindings } from "../../../src/model/point.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseAxis, axisCount, axisValues } from "../../../src/scan/axis.js";
import { toDouble } from "../../../src/input/double.js";
import { planScan, shardRange } from "../../../src/scan/plan.js";
import { progressLine } from "../../../src/scan/progress.js";
import { runScan } from "../../../src/scan/run.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { randomSource } from "../../../src/input/random-source.js";

const AT = "Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1";
/** The text of a scan computed in this thread. */
async function text(
  junction: string,
  axes: string[],
  quantities: string,
  at = AT,
  format: "csv" | "ndjson" = "csv",
) {
  const plan = planScan(parseShorthand(junction), { at, axes, quantities, format });
  const parts: string[] = [];
  await runScan(
    plan,
    { from: 0, to: plan.total },
    (bytes) => {
      parts.push(new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    { threads: 0 },
  );
  return parts.join("");
}

const table = (csv: string): number[][] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",").map(Number));

describe("axes", () => {
  const values = (axis: string): number[] => {
    const parsed = parseAxis(axis);
    return Array.from({ length: axisCount(parsed) }, (_, i) => axisValues(parsed)(i));
  };

  it("are linear with every value the nearest double, logarithmic, or lists", () => {
    expect(values("omega=0:1:11")).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(values("omega=1:0.5:3")).toEqual([1, 0.75, 0.5]);
    expect(values("omega=2:5:1")).toEqual([2]);
    expect(values("omega=0.1;1/3;2e-3")).toEqual([0.1, 1 / 3, 0.002]);
    const log = values("omega=0.01:100:5:log");
    [0.01, 0.1, 1, 10, 100].forEach((x, i) => expect(Math.abs((log[i] ?? 0) / x - 1)).toBeLessThan(1e-15));
    expect([log[0], log[4]]).toEqual([0.01, 100]);
    // Beyond 2^53 the same by bigint: 1/3 + i/10^17.
    expect(values("omega=0.33333333333333333333333333:0.7:4")[0]).toBe(1 / 3);
  });

  it("round rationals to nearest, ties to even", () => {
    const random = randomSource(7);
    for (let i = 0; i < 2000; i++) {
      const [n, d] = [Math.floor(random() * 2 ** 50), 1 + Math.floor(random() * 2 ** 50)];
      expect(toDouble({ numerator: BigInt(n), denominator: BigInt(d) })).toBe(n / d);
    }
    expect(toDouble({ numerator: 2n ** 53n + 1n, denominator: 1n })).toBe(2 ** 53);
    expect(toDouble({ numerator: -(2n ** 53n + 3n), denominator: 1n })).toBe(-(2 ** 53 + 4));
    expect(toDouble({ numerator: 1n, denominator: 10n ** 300n })).toBe(1e-300);
    expect(toDouble({ numerator: 10n ** 300n + 1n, denominator: 1n })).toBe(1e300);
  });

  it.each(["omega", "=1:2:3", "omega=1:2", "omega=1:2:0", "omega=1:2:3:lin", "omega=0:2:3:log", "omega=a;b"])(
    "%s is refused",
    (axis) => expect(() => parseAxis(axis)).toThrow(),
  );
});

describe("rows", () => {
  it("are the numbers that evaluate and expand prove, the last axis fastest", async () => {
    const junction = parseShorthand("spin-TLS-metal");
    const rows = table(
      await text(
        "spin-TLS-metal",
        ["omega=0.02:3:4", "Delta=-0.9:0.9:5"],
        "J,J_reversed,R,contrast,alpha_2,alpha_3",
      ),
    );
    expect(rows).toHaveLength(20);
    expect(rows.map(([omega]) => omega)).toEqual(
      [...rows].map(([omega]) => omega).sort((a = 0, b = 0) => a - b),
    );
    for (const [omega, delta, ...numbers] of rows) {
      // The doubles as they are, not the decimals they print as.
      const values = new Map(parseBindings(AT, junction, { allowDelta: true }))
        .set("omega", exactValue("omega", omega ?? NaN))
        .set("Delta", exactValue("Delta", delta ?? NaN));
      const point = evaluateAt(junction, values, 20);
      const constant = new Map([...values].filter(([name]) => name !== "Delta"));
      const series = expansion(junction, "J", constant);
      const expected = [
        point.J,
        point.J_reversed,
        point.R,
        point.contrast,
        series.value(2, 20),
        series.value(3, 20),
      ];
      // Grid: (12 + 3·max ω/T) and 16 units of 2^−53 (numeric/grid/grid.ts), ω/T ≤ 3/0.05; contrast 2e-12; α_k the nearest double (1.2e-16 > 2^−53).
      const tolerances = [2.2e-14, 2.2e-14, 1.8e-15, 2e-12, 1.2e-16, 1.2e-16];
      expected.forEach((truth, i) => {
        const difference = Math.abs((numbers[i] ?? NaN) - Number(truth));
        expect(difference).toBeLessThanOrEqual((tolerances[i] ?? 0) * Math.abs(Number(truth)));
      });
    }
  });

  it("hold populations, the ratio of neighbours, and 0 for coefficients that vanish", async () => {
    const [row = []] = table(
      await text(
        "solid-ladder:3-solid",
        ["omega=1"],
        "populations,population_ratio",
        "Gamma_L=1,Gamma_R=2,T_a=1,Delta=0.2",
      ),
    );
    const [, p0 = 0, p1 = 0, p2 = 0, r = 0] = row;
    expect(Math.abs(p0 + p1 + p2 - 1)).toBeLessThan(4e-16);
    expect(Math.abs(p1 / p0 / r - 1)).toBeLessThan(4e-16);
    const zero = await text(
      "solid-HO-solid",
      ["omega=1;2"],
      "alpha_0,alpha_2,alpha_4",
      "Gamma_L=1,Gamma_R=2,T_a=1",
    );
    expect(zero).toBe("1,0,0,0\n2,0,0,0\n");
  });

  it("take T_L and T_R as axes without losing the colder one", async () => {
    const rows = table(
      await text("solid-TLS-solid", ["T_L=1", "T_R=0.1;1e-3"], "J", "Gamma_L=1,Gamma_R=2,omega=1"),
    );
    const junction = parseShorthand("solid-TLS-solid");
    const fixed = parseBindings("Gamma_L=1,Gamma_R=2,omega=1", junction, { allowDelta: true });
    for (const [T_L = 0, T_R = 0, J] of rows) {
      const [left, right] = [exactValue("T_L", T_L), exactValue("T_R", T_R)];
      const values = new Map(fixed)
        .set("T_a", addExact(left, right))
        .set("Delta", addExact(left, negateExact(right)));
      const truth = evaluateAt(junction, values, 20).J;
      expect(J).toBe(Number(truth));
    }
  });

  it("come as NDJSON too, with the same numbers", async () => {
    const axes = ["omega=0.5:2:3"];
    const at = `${AT},Delta=0.3`;
    const objects = (await text("spin-TLS-metal", axes, "R,J", at, "ndjson"))
      .trimEnd()
      .split("\n")
      .map((line) => Object.values(JSON.parse(line) as Record<string, number>));
    expect(objects).toEqual(table(await text("spin-TLS-metal", axes, "R,J", at)));
  });

  it.each([
    [["Delta=1.1:2:5"], "R", "not less than T_a"],
    [["omega=-1:2:5", "Delta=0.1"], "R", "not positive"],
    [["omega=1:2:5"], "R", "no value for Delta"],
    [["Delat=1:2:5"], "R", "did you mean Delta"],
    [["omega=1", "omega=2"], "R", "on two axes"],
    [["omega=1", "Delta=0.1"], "Q", "unknown quantity"],
    [["omega=1", "Delta=0.1"], "", "a quantity without a name; known: J,"],
    [["omega=1", "Delta=0.1"], "J,", "a quantity without a name"],
    [["omega=1", "Delta=0.1", "delta_R=-9:-5:4"], "R", "1 + delta*T/mu"],
  ])("%j is refused before it starts", async (axes, quantities, reason) => {
    const at = axes.some((a) => a.startsWith("delta_R")) ? AT.replace("delta_R=0.1,", "") : AT;
    const full =
      axes.some((a) => a.startsWith("omega")) || axes[0]?.startsWith("Delat") ? at : `${at},omega=1`;
    await expect(text("spin-TLS-metal", axes, quantities, full)).rejects.toThrow(reason);
  });
});

describe("shards and progress", () => {
  it("cover every row once", () => {
    for (const total of [0, 1, 7, 100, 1e8 + 3]) {
      for (const count of [1, 3, 16]) {
        let next = 0;
        for (let index = 1; index <= count; index++) {
          const range = shardRange(total, { index, count });
          expect(range.from).toBe(next);
          next = range.to;
        }
        expect(next).toBe(total);
      }
    }
  });

  it("say rate and time left", () => {
    expect(progressLine(250, 1000, 5)).toBe("25.0 %  250 of 1000 rows  50 rows/s  15 s left");
  });
});

describe("what a plan holds fixed", () => {
  const fixedOf = (axes: readonly string[], at = ""): Record<string, string> => {
    const request = {
      at: `omega=1,Gamma_L=1,Gamma_R=3${at === "" ? "" : `,${at}`}`,
      axes,
      quantities: "J",
      format: "csv",
    } as const;
    const { fixed } = planScan(parseShorthand("solid-TLS-solid"), request);
    return Object.fromEntries(
      ["T_a", "Delta", "T_L", "T_R"].flatMap((name) => {
        const value = fixed.get(name);
        return value === undefined ? [] : [[name, `${value.numerator}/${value.denominator}`]];
      }),
    );
  };

  it("is a temperature that does not vary, exactly, and never one that does", () => {
    const exact = (fixed: Record<string, string>): [string, number][] =>
      Object.entries(fixed).map(([name, text]) => {
        const [above = NaN, below = NaN] = text.split("/").map(Number);
        return [name, above / below];
      });
    expect(exact(fixedOf(["T_L=1:2:3"], "T_R=1/2"))).toEqual([["T_R", 0.5]]);
    expect(exact(fixedOf(["T_R=1:2:3"], "T_L=5/2"))).toEqual([["T_L", 2.5]]);
    expect(exact(fixedOf(["T_L=1:2:3", "T_R=1:2:3"]))).toEqual([]);
    expect(exact(fixedOf(["T_a=1:2:3"], "Delta=1/2"))).toEqual([["Delta", 0.5]]);
    expect(exact(fixedOf(["Delta=0:1:3"], "T_a=2"))).toEqual([["T_a", 2]]);
  });
});
