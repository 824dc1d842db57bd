import { describe, expect, it } from "vitest";
import { ballArithmetic, fromDouble } from "../../../numeric/enclosure/ball.js";
import { ladderPopulationSensitivity } from "../../../numeric/levels/population-sensitivity.js";
import { junctions, literal, randomPoint, stream, ulps } from "../junctions.js";

describe("sensitivities of ladder populations", () => {
  it("against central differences of the literal formulas at 1400 bits, random points", () => {
    const A = ballArithmetic(1400);
    const random = stream(2026);
    const finite = junctions(["TLS", "ladder:4", "spin:5/2"]);
    let compared = 0;
    for (let i = 0; i < 120; i++) {
      const junction = finite[i % finite.length] as (typeof finite)[number];
      const point = randomPoint(random);
      // ω/T of the colder end up to 20: populations below 2^−400 are given as 0
      const cold = ((point.get("T_a") as number) - Math.abs(point.get("Delta") as number)) / 2;
      point.set("omega", 0.01 * 2000 ** random() * cold);
      const names = [...point.keys()];
      const name = names[Math.floor(random() * names.length)] as string;
      const slopes = ladderPopulationSensitivity(junction.model, point, name).populations ?? [];
      const found = slopes.map((x) => Number(x ?? "NaN"));
      const value = fromDouble(point.get(name) as number);
      // h = 2^−200 of the parameter: the truncation error is far below 2^−53
      const h = { ...value, exponent: value.exponent - 200 };
      const [up, down] = [h, A.neg(h)].map((by) => literal(junction, point, A, { name, by }).populations);
      expect(found).toHaveLength(up?.length ?? 0);
      // Σ P_n = 1; each slope is within one ulp of its own
      const size = found.reduce((s, x) => s + Math.abs(x), 0);
      expect(Math.abs(found.reduce((s, x) => s + x, 0))).toBeLessThanOrEqual(found.length * 2 ** -52 * size);
      found.forEach((slope, n) => {
        const [a, b] = [up?.[n], down?.[n]];
        if (!a || !b) throw new Error("no reference");
        const error = ulps(A, slope, A.div(A.sub(a, b), A.mul(fromDouble(2), h)));
        if (error === null) return;
        compared += 1;
        expect(error, `${junction.name} dP_${n}/d${name}`).toBeLessThanOrEqual(1);
      });
    }
    expect(compared).toBeGreaterThan(100);
  });

  it("of the oscillator is the slope of r, and no list", () => {
    const [oscillator] = junctions(["HO"]);
    if (!oscillator) throw new Error("no oscillator");
    const found = ladderPopulationSensitivity(oscillator.model, randomPoint(stream(5)), "T_a");
    expect(found.populations).toBeNull();
    expect(found.population_ratio).not.toBeNull();
  });
});
