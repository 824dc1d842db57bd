import { draws } from "../../effort.js";
import { describe, expect, it } from "vitest";
import { ballArithmetic } from "../../../numeric/enclosure/ball.js";
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { evaluate } from "../../../numeric/junction/evaluate.js";
import { symbol } from "../../../numeric/junction/expression.js";
import type { LadderModel } from "../../../numeric/junction/model.js";
import { junctions, literal, powerLawRate, randomPoint, stream, ulps } from "../junctions.js";

const POINTS = draws(100_000, 1_000);
const A = ballArithmetic(320);
const QUANTITIES = ["J", "J_reversed", "R", "R_minus_1", "contrast"] as const;

describe("evaluate against the literal formulas at 96 digits", () => {
  it(`${POINTS} random points over all junctions: at most 1 ulp in every quantity`, () => {
    const random = stream(20260713);
    const all = junctions();
    const worst = new Map<string, number>();
    let compared = 0;
    let skipped = 0;
    for (let i = 0; i < POINTS; i++) {
      const junction = all[i % all.length] as (typeof all)[number];
      const point = randomPoint(random);
      const truth = literal(junction, point, A);
      const found = evaluate(junction.model, point);
      for (const key of QUANTITIES) {
        const error = ulps(A, found[key], truth[key]);
        // Identically zero (spin-TLS-spin, solid-HO-solid), or beyond what 320 bits of the literal form can tell.
        if (error === null) skipped += 1;
        else {
          compared += 1;
          worst.set(key, Math.max(worst.get(key) ?? 0, error));
        }
      }
      truth.populations.forEach((p, n) => {
        const error = ulps(A, found.populations?.[n] ?? NaN, p);
        if (error !== null) worst.set("P", Math.max(worst.get("P") ?? 0, error));
      });
    }
    // The required bound is 8 ulp; the method promises the nearest double, or its neighbour.
    for (const [key, error] of worst) expect(error, key).toBeLessThanOrEqual(1);
    expect(worst.size).toBe(6);
    expect(skipped / compared).toBeLessThan(0.1);
  }, 300_000);

  it("a custom rate equal to a known bath gives the same numbers", () => {
    const random = stream(7);
    const [solid] = junctions(["TLS"]).filter((j) => j.name === "solid-TLS-metal");
    const custom: LadderModel = {
      ...(solid as { model: LadderModel }).model,
      left: { kind: "rate", rate: powerLawRate("Gamma_L", 0n) },
    };
    for (let i = 0; i < 500; i++) {
      const point = randomPoint(random);
      const a = evaluate((solid as { model: LadderModel }).model, point);
      const b = evaluate(custom, point);
      for (const key of QUANTITIES)
        expect(Math.abs(a[key] - b[key])).toBeLessThanOrEqual(2 ** -52 * Math.abs(a[key]));
    }
  });
});

describe("limits and bad input", () => {
  const model = (junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal") as { model: LadderModel }).model;
  const good = randomPoint(stream(1));
  const at = (name: string, value: number): Map<string, number> => new Map([...good, [name, value]]);

  it("Δ = 0: no current, R = 1, equilibrium populations", () => {
    const e = evaluate(model, new Map([...good, ["T_a", 2], ["Delta", 0], ["omega", 1]]));
    expect([e.J, e.J_reversed, e.R, e.R_minus_1, e.contrast]).toEqual([0, 0, 1, 0, 0]);
    expect(e.ratio).toBe(Math.exp(-1));
  });

  it("numbers below the smallest double are 0, never NaN; subnormal currents are still right", () => {
    const far = evaluate(model, new Map([...good, ["T_a", 2], ["Delta", 0.1], ["omega", 5000]]));
    expect(far.J).toBe(0);
    expect(far.R).toBeGreaterThan(0);
    const point = new Map([...good, ["T_a", 2], ["Delta", 0.1], ["omega", 770]]);
    const junction = junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal");
    const truth = literal(junction as never, point);
    const found = evaluate(model, point);
    expect(found.J).toBeLessThan(2.3e-308);
    expect(ulps(A, found.J, truth.J)).toBeLessThanOrEqual(1);
  });

  it("names what is wrong", () => {
    expect(() => evaluate(model, at("Delta", NaN))).toThrow(/Delta = NaN/);
    expect(() => evaluate(model, at("omega", Infinity))).toThrow(/omega = Infinity/);
    expect(() => evaluate(model, at("T_a", -1))).toThrow(/T_a/);
    expect(() => evaluate(model, at("Delta", 1e9))).toThrow(/T_R/);
    expect(() => evaluate(model, at("omega", -1))).toThrow(DomainError);
    expect(() => evaluate(model, at("Gamma_R", -1))).toThrow(DomainError);
    expect(() => evaluate({ ...model, gap: symbol("nowhere") }, good)).toThrow(/nowhere/);
  });
});
