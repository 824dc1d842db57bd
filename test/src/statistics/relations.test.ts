import { describe, expect, it } from "vitest";
import { toText } from "../../../src/expression/ascii.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { withNamesKept } from "../../../src/junction/junction.js";
import { responseRelations, tanhCoefficients } from "../../../src/statistics/relations.js";
import { atSeries, fluctuationReferences } from "../../fluctuations.js";

describe("response relations", () => {
  it("tanh x = x - x^3/3 + 2x^5/15 - 17x^7/315", () => {
    expect(tanhCoefficients(4).map((t) => `${t.numerator}/${t.denominator}`)).toEqual([
      "1/1",
      "-1/3",
      "2/15",
      "-17/315",
    ]);
  });

  it("of solid-TLS-solid to order 4, each proved by normal form", async () => {
    const { relations, general } = responseRelations(await loadJunction("solid-TLS-solid"), 4);
    expect(general).toBeUndefined();
    expect(relations.every((r) => r.proved)).toBe(true);
    const printed = new Map(relations.map((r) => [toText(r.left), toText(r.right)] as const));
    expect(printed.get("alpha_1")).toBe("2*sigma_0/T_a^2");
    expect(printed.get("alpha_2")).toBe("2*sigma_1/T_a^2");
    expect(printed.get("alpha_3")).toBe("2*sigma_2/T_a^2 + 2*sigma_0/T_a^4 - 8*kappa4_0/(3*T_a^6)");
    expect(printed.get("kappa3_0")).toBe("0");
    expect(printed.get("kappa3_1")).toBe("2*kappa4_0/T_a^2");
  });

  it("of three levels with all parameters symbols", async () => {
    const { relations, general } = responseRelations(
      withNamesKept(await loadJunction("examples/qutrit-diode.json")),
      2,
    );
    expect(general).toBeUndefined();
    expect(relations.map((r) => r.proved)).toEqual(relations.map(() => true));
  });

  it("hold for the reference values, which a wrong factor does not", async () => {
    for (const reference of await fluctuationReferences()) {
      const { entry } = reference;
      if (!entry.alpha || !entry.sigma || !entry.kappa3_series || !entry.kappa4_series) continue;
      const T = atSeries(reference).get("T_a")!;
      const mean = Number(T.numerator) / Number(T.denominator);
      const lists = new Map([
        [1, entry.alpha],
        [2, entry.sigma],
        [3, entry.kappa3_series],
        [4, entry.kappa4_series],
      ]);
      const { relations } = responseRelations(await loadJunction("spin-TLS-spin"), 4);
      for (const { n, k, terms } of relations) {
        if (terms.some((t) => t.n > 4)) continue;
        const sum = (wrong: number): number =>
          terms.reduce(
            (s, t) =>
              s +
              ((wrong * Number(t.factor.numerator)) / Number(t.factor.denominator) / mean ** t.power) *
                Number(lists.get(t.n)?.[t.k]),
            0,
          );
        const left = Number(lists.get(n)?.[k]);
        expect(Math.abs(left - sum(1))).toBeLessThan(1e-12);
        if (left !== 0) expect(Math.abs(left - sum(1.001))).toBeGreaterThan(1e-12);
      }
    }
  });

  it("refuses orders in one line", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    expect(() => responseRelations(junction, 0)).toThrow("orders go from 1 to 12");
    expect(() => responseRelations(junction, 200)).toThrow("orders go from 1 to 12");
  });
});
