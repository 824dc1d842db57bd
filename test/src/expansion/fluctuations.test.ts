import { describe, expect, it } from "vitest";
import { expansion } from "../../../src/expansion/expansion.js";
import { toText } from "../../../src/expression/ascii.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { isUnrectifiedStatistics } from "../../../src/expansion/odd-current.js";
import { exactSeries } from "../../../src/expansion/series.js";
import { bindMeanTemperature } from "../../../src/expansion/certified-value.js";
import { isZeroFraction } from "../../../symbolic/fraction/factored-fraction.js";
import { type Quantity } from "../../../src/junction/quantity.js";
import { create, all, type FactoryFunctionMap } from "mathjs";
import { agrees, atSeries, fluctuationReferences } from "../../fluctuations.js";

const math = create(all as FactoryFunctionMap, { number: "BigNumber", precision: 40 });

describe("series of the fluctuations in Delta", () => {
  it("solid-TLS-solid prints sigma_0 and sigma_1 as science has them", async () => {
    const series = expansion(await loadJunction("solid-TLS-solid"), "S");
    expect(toText(series.expression(0))).toBe(
      "omega^2*Gamma_L*Gamma_R/((Gamma_L + Gamma_R)*sinh(2*omega/T_a))",
    );
    expect(toText(series.expression(1))).toBe(
      "-2*omega^3*Gamma_L*Gamma_R*(Gamma_L - Gamma_R)/(T_a^2*(Gamma_L + Gamma_R)^2*sinh(2*omega/T_a)^2)",
    );
  });

  it("formulas of one mode have the reference values", async () => {
    for (const reference of await fluctuationReferences()) {
      const { junction, entry } = reference;
      if (junction.subsystem.kind === "levels" || entry.sigma === undefined || /ladder/.test(junction.name))
        continue;
      const at = atSeries(reference);
      const scope = Object.fromEntries(
        [...at].map(([name, x]) => [name, math.bignumber(`${x.numerator}`).div(`${x.denominator}`)]),
      );
      for (const [quantity, list] of [
        ["S", entry.sigma.slice(0, 3)],
        // Between unlike baths the formula of its first coefficient alone takes seconds to be brought into shape.
        ["kappa_3", /metal/.test(junction.name) ? [] : entry.kappa3_series?.slice(0, 2)],
      ] as const) {
        const series = expansion(junction, quantity);
        (list ?? []).forEach((text, k) => {
          const value = series.isZero(k) ? "0" : String(math.evaluate(toText(series.expression(k)), scope));
          expect(agrees(math.bignumber(value).toFixed(36), text), `${junction.name} ${quantity} ${k}`).toBe(
            true,
          );
        });
      }
    }
  });

  it("values of levels have the reference values, S/J and S*A/J those of Johnson and Nyquist", async () => {
    for (const reference of await fluctuationReferences()) {
      const { junction, entry } = reference;
      if (entry.sigma === undefined) continue;
      const at = atSeries(reference);
      const series = expansion(junction, "S", at);
      entry.sigma.forEach((text, k) => {
        expect(agrees(series.value(k, 30), text), `${junction.name} ${k}`).toBe(true);
      });
      const product = expansion(junction, "TUR", at);
      expect(Number(product.value(0, 10))).toBe(2);
      expect(product.value(1, 10)).toBe("0");
      expect(product.isZero(1)).toBe(true);
      expect(Number(expansion(junction, "fano", at).value(0, 10))).toBeCloseTo(
        Number(entry.series_T_a) ** 2 / 2,
        9,
      );
    }
  });

  it("exact series of levels: the normal form agrees with enclosures, and sigma_1 = T_a^2*alpha_2/2 exactly", async () => {
    const junction = await loadJunction("examples/qutrit-diode.json");
    const [alpha, sigma] = (["J", "S"] as const).map((q: Quantity) => exactSeries(junction, q, new Map()));
    for (const k of [0, 1]) {
      const a = alpha!.coefficient(k + 1);
      const s = sigma!.coefficient(k);
      expect(isZeroFraction(s)).toBe(false);
      // 2σ_k − T_a²α_{k+1} at three temperatures, by enclosures of the two normal forms.
      for (const T of ["2", "3/2", "5"]) {
        const at = parseExactNumber(T);
        expect(isZeroFraction(bindMeanTemperature(alpha!.variables, a, at))).toBe(false);
        const at2 = new Map([["T_a", at] as const]);
        const J = expansion(junction, "J", at2).value(k + 1, 20);
        const S = expansion(junction, "S", at2).value(k, 20);
        const factor = (Number(at.numerator) / Number(at.denominator)) ** 2 / 2;
        expect(Number(S)).toBeCloseTo(factor * Number(J), 12);
      }
    }
  });

  it("a ladder of three levels: its own series against the certified values", async () => {
    const junction = await loadJunction("spin-ladder:3-solid");
    const at = new Map(
      Object.entries({ Upsilon_L: "1", Gamma_R: "0.4", omega: "1.2", T_a: "2" }).map(
        ([k, v]) => [k, parseExactNumber(v)] as const,
      ),
    );
    const scope = Object.fromEntries(
      [...at].map(([k, x]) => [k, math.bignumber(`${x.numerator}`).div(`${x.denominator}`)]),
    );
    for (const quantity of ["S", "kappa_3", "TUR", "fano", "noise_contrast"] as const) {
      const formulas = expansion(junction, quantity);
      const numbers = expansion(junction, quantity, at);
      for (let k = 0; k <= 2; k++) {
        const value = formulas.isZero(k) ? "0" : String(math.evaluate(toText(formulas.expression(k)), scope));
        expect(agrees(math.bignumber(value).toFixed(30), numbers.value(k, 20)), `${quantity} ${k}`).toBe(
          true,
        );
      }
    }
  });
});

describe("statistics that is not rectified", () => {
  it.each([
    ["solid-HO-solid", true],
    ["spin-TLS-spin", true],
    ["solid-TLS-solid", false],
    ["spin-HO-solid", false],
    ["examples/noise-rectifier.json", false],
    ["examples/qutrit-diode.json", false],
  ])("%s: %s", async (name, expected) => {
    const junction = await loadJunction(name);
    expect(isUnrectifiedStatistics(junction, junction.bound)).toBe(expected);
  });
});
