import { describe, expect, it } from "vitest";
import { fluctuationSlopesAt, fluctuationsAt } from "../../../src/evaluate/fluctuations.js";
import { maximise, parseRanges } from "../../../src/evaluate/maximise.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { type Fluctuation } from "../../../src/junction/quantity.js";
import { agrees, digitsOf, fluctuationReferences } from "../../fluctuations.js";

const values = (at: Readonly<Record<string, string>>): Map<string, ReturnType<typeof parseExactNumber>> =>
  new Map(Object.entries(at).map(([name, text]) => [name, parseExactNumber(text)]));

describe("quantities of the fluctuations at a point", () => {
  it("agree with the reference values, forwards and reversed", async () => {
    for (const { junction, point, entry } of await fluctuationReferences()) {
      const [S] = fluctuationsAt(junction, ["S"], point, digitsOf(entry.kappa?.[1] ?? "") + 1);
      expect(agrees(S?.value, entry.kappa?.[1] ?? ""), entry.junction).toBe(true);
      expect(agrees(S?.reversed, entry.kappa_reversed?.[1] ?? ""), entry.junction).toBe(true);
      for (const [quantity, text] of [
        ["fano", entry.fano_over_1],
        ["TUR", entry.TUR_product],
        ["noise_contrast", entry.noise_contrast],
      ] as const) {
        if (text === undefined) continue;
        const [found] = fluctuationsAt(junction, [quantity], point, 34);
        expect(agrees(found?.value, text), `${entry.junction} ${quantity}`).toBe(true);
        expect(found?.undecided).toBe(false);
      }
    }
  });

  it("have their neutral values at Delta = 0, the Fano factor none", async () => {
    const junction = await loadJunction("solid-TLS-metal");
    const at = values({
      Gamma_L: "1",
      Gamma_R: "2",
      delta_R: "0.3",
      mu_R: "1",
      omega: "1",
      T_a: "2",
      Delta: "0",
    });
    const asked: Fluctuation[] = ["kappa_1", "kappa_3", "TUR", "fano", "noise_contrast"];
    const found = fluctuationsAt(junction, asked, at, 10);
    expect(found.map((f) => f.value)).toEqual(["0", "0", "2", null, "0"]);
  });

  it("vanish with every cumulant where no heat flows", async () => {
    const still = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "g" },
        right: { bath: "solid", coupling: "g" },
        subsystem: {
          kind: "levels",
          energies: ["0", "1", "3"],
          S_L: [
            ["0", "1", "0"],
            ["1", "0", "0"],
            ["0", "0", "0"],
          ],
          S_R: [
            ["0", "0", "0"],
            ["0", "0", "1"],
            ["0", "1", "0"],
          ],
        },
      }),
    );
    const at = values({ g: "1", T_a: "3", Delta: "1" });
    expect(fluctuationsAt(still, ["S", "kappa_5", "TUR"], at, 10).map((f) => f.value)).toEqual([
      "0",
      "0",
      null,
    ]);
  });

  it("have the derivatives that difference quotients have", async () => {
    const junction = await loadJunction("examples/qutrit-diode.json");
    const base = {
      ...Object.fromEntries([...junction.bound].map(([k, v]) => [k, `${v.numerator}/${v.denominator}`])),
      T_a: "3",
      Delta: "1",
    };
    const asked: Fluctuation[] = ["S", "kappa_3", "TUR"];
    const slopes = fluctuationSlopesAt(junction, asked, values(base), 12);
    const step = 1e-6;
    for (const name of ["Gamma_L", "omega_1", "T_a", "Delta"] as const) {
      const shifted = (sign: number): number[] => {
        const point = values(base);
        const old = point.get(name)!;
        const moved = Number(old.numerator) / Number(old.denominator) + sign * step;
        point.set(name, parseExactNumber(moved.toFixed(12)));
        return fluctuationsAt(junction, asked, point, 20).map((f) => Number(f.value));
      };
      const [up, down] = [shifted(1), shifted(-1)];
      asked.forEach((quantity, i) => {
        const slope = Number(slopes.get(name)?.get(quantity)?.value);
        expect(slope).toBeCloseTo((up[i]! - down[i]!) / (2 * step), 6);
      });
    }
  });

  it("can be maximised: the product of the uncertainty relation is never below 2", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    const at = values({ omega: "1", T_a: "3", Delta: "1", Gamma_L: "1" });
    const [best] = maximise(junction, "S", parseRanges("Gamma_R=0.1:10", junction), at, { digits: 8 });
    expect(Number(best?.S)).toBeGreaterThan(1.0974);
    expect(best?.atBound).toEqual(["Gamma_R"]);
    const ising = await loadJunction("examples/qutrit-diode.json");
    const [most] = maximise(
      ising,
      "TUR",
      parseRanges("Gamma_R=0.1:1", ising),
      new Map([...ising.bound, ...values({ T_a: "3", Delta: "1" })]),
      { digits: 8, restarts: 2 },
    );
    expect(Number(most?.TUR)).toBeGreaterThan(2);
  });
});
