import { describe, expect, it } from "vitest";
import {
  certifiedStatistics,
  type Statistic,
  statisticTaylor,
} from "../../../numeric/statistics/certified.js";
import { numericModel } from "../../../src/model/model.js";
import { agrees, atSeries, digitsOf, fluctuationReferences } from "../../fluctuations.js";

const references = await fluctuationReferences();
const kappa = (n: number): Statistic => ({ kind: "kappa", n });

describe("cumulants in enclosures agree with the reference values to every digit given", () => {
  it.each(references.map((r) => [r.name, r] as const))("%s at a point", (_, { junction, point, entry }) => {
    const { model } = numericModel(junction);
    const given = entry.kappa ?? [];
    const digits = Math.max(...given.map(digitsOf)) + 1;
    const found = certifiedStatistics(
      model,
      point,
      given.map((__, i) => kappa(i + 1)),
      digits,
    );
    given.forEach((reference, i) => {
      expect(agrees(found[i]?.value?.value, reference), `kappa_${i + 1}`).toBe(true);
      const back = entry.kappa_reversed?.[i] ?? "";
      expect(agrees(found[i]?.reversed?.value, back), `kappa_${i + 1} reversed`).toBe(true);
    });
    const others: readonly (readonly [Statistic, string | undefined])[] = [
      [{ kind: "noise_contrast" }, entry.noise_contrast],
      [{ kind: "TUR" }, entry.TUR_product],
      [{ kind: "fano" }, entry.fano_over_1],
    ];
    for (const [statistic, reference] of others) {
      if (reference === undefined) continue;
      const [value] = certifiedStatistics(model, point, [statistic], digits);
      expect(agrees(value?.value?.value, reference), statistic.kind).toBe(true);
    }
  });

  it.each(references.filter((r) => r.entry.sigma).map((r) => [r.name, r] as const))(
    "%s: series in Delta",
    (_, reference) => {
      const { model } = numericModel(reference.junction);
      const { entry } = reference;
      const series = [entry.alpha, entry.sigma, entry.kappa3_series, entry.kappa4_series];
      series.forEach((list = [], i) => {
        const digits = Math.max(...list.map(digitsOf)) + 1;
        const found = statisticTaylor(model, atSeries(reference), kappa(i + 1), list.length - 1, { digits });
        list.forEach((text, k) => {
          expect(
            agrees(found[k]?.value, text),
            `kappa_${i + 1}, Delta^${k}: ${found[k]?.value} ${text}`,
          ).toBe(true);
        });
      });
    },
  );
});
