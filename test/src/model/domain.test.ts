import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { domainFault } from "../../../numeric/junction/domain.js";
import { evaluate } from "../../../numeric/junction/evaluate.js";
import { parseBindings } from "../../../src/model/point.js";
import { type Junction } from "../../../src/junction/junction.js";
import { outsideDomain } from "../../../src/model/domain.js";
import { InputError } from "../../../src/input/errors.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { numericModel } from "../../../src/model/model.js";
import { maximise, parseRanges } from "../../../src/evaluate/maximise.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { parseRoots, specialPoints } from "../../../src/conditions/special-points/special-points.js";

const METAL = parseShorthand("spin-TLS-metal");
const at = (text: string, junction: Junction = METAL) => parseBindings(text, junction, { allowDelta: true });
const FIXED = "omega=1,Upsilon_L=1,Gamma_R=1";

const custom = (rate: string): Promise<Junction> =>
  parseJunctionFile(
    JSON.stringify({
      left: { bath: "custom", rate },
      right: { bath: "solid" },
      subsystem: { kind: "TLS" },
    }),
  );

describe("the domain of a junction", () => {
  it("holds at the reverse of a point too: the metal has T_L there", () => {
    // At T_R = 1/10 the factor is 1 − 0.1/0.248 > 0; at T_L = 1 it is negative: R would be −0.8, the contrast −9.
    const point = `T_L=1,T_R=0.1,${FIXED},delta_R=-1,mu_R=0.248`;
    expect(() => at(point)).toThrow(InputError);
    expect(() => at(point)).toThrow(
      "1 + delta*T/mu is not positive for the metal (R) at T = 1, its temperature when Delta is reversed",
    );
    expect(() => at(point.replace("T_L=1,T_R=0.1", "T_L=0.1,T_R=1"))).toThrow(
      "1 + delta*T/mu is not positive for the metal (R) at T = 1;",
    );
    expect(() => at(point.replace("0.248", "1.000001"))).not.toThrow();
    // μ + δT = 0 exactly.
    expect(() => at(point.replace("0.248", "1"))).toThrow(/is not positive/);
  });

  it("is asked by the numeric layer too, whoever calls it", () => {
    const { model } = numericModel(METAL);
    const point = new Map(
      Object.entries({ T_a: 1.1, Delta: 0.9, omega: 1, Upsilon_L: 1, Gamma_R: 1, delta_R: -1, mu_R: 0.248 }),
    );
    expect(domainFault(model, point)).toMatchObject({
      quantity: "1 + delta*T/mu",
      side: "R",
      reversed: true,
    });
    expect(() => evaluate(model as never, point)).toThrow(/1 \+ delta\*T\/mu/);
  });

  it("holds for levels, whose metals may depend on the gap", async () => {
    const levels = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid" },
        right: { bath: "metal", delta: "delta_R*omega" },
        subsystem: {
          kind: "levels",
          energies: ["0", "1", "3"],
          S: [
            ["0", "1", "1"],
            ["1", "0", "1"],
            ["1", "1", "0"],
          ],
        },
      }),
    );
    const point = "T_L=1,T_R=1/2,Gamma_L=1,Gamma_R=1,delta_R=-1,mu_R=";
    expect(outsideDomain(levels, at(`${point}3.01`, levels))).toBe(null);
    // Only the gap 3 at T = 1 goes beyond: 2.9 − 3 < 0.
    expect(() => at(`${point}2.9`, levels)).toThrow(
      /metal \(R\) at T = 1 and the gap 3, its temperature when/,
    );
  });

  it("decides rates of one's own at both temperatures, and couplings", async () => {
    const rate = await custom("Gamma_L*(1 - T)/(1 - exp(-omega/T))");
    const point = "Gamma_L=1,Gamma_R=1,omega=1,";
    expect(() => at(`${point}T_L=1/2,T_R=1/4`, rate)).not.toThrow();
    expect(() => at(`${point}T_L=1/2,T_R=3/2`, rate)).toThrow(
      "the rate is not positive for the left bath at T = 1.5, its temperature when Delta is reversed",
    );
    const coupling = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "Gamma_L*(1 - omega)" },
        right: { bath: "solid" },
        subsystem: { kind: "TLS" },
      }),
    );
    expect(() => at("Gamma_L=1,omega=2,T_a=1", coupling)).toThrow(
      "coupling is not positive for the left bath",
    );
  });

  it("ends where a rational factor of a rate is exactly zero, whatever the other factors are", async () => {
    for (const other of ["exp(-1/T)", "(1 + n_B)", "T^(1/2)", "1/(1 - exp(-omega/T))", "coth(omega/T)"]) {
      const rate = await custom(`Gamma_L*${other}*(1 - 4*T/3)`);
      const point = "Gamma_L=1,Gamma_R=1,omega=1,";
      expect(() => at(`${point}T_L=1/2,T_R=1/4`, rate)).not.toThrow();
      expect(() => at(`${point}T_L=3/4,T_R=1/2`, rate)).toThrow("the rate is not positive for the left bath");
      expect(() => at(`${point}T_L=1/2,T_R=0.75`, rate)).toThrow(/the rate is not positive .* reversed/);
    }
    // A quotient of two zeros is none of these: nothing is said of its sign.
    const quotient = await custom("Gamma_L*(1 - T)/(exp(1 - T) - 1)");
    expect(outsideDomain(quotient, at("Gamma_L=1,Gamma_R=1,omega=1,T_L=1/2,T_R=1/4", quotient))).toBe(null);
  });

  it("is decided where neither doubles nor rationals tell, by enclosures", async () => {
    // e⁻¹ = 0.36787944117144232159552377016146086744581113…
    const edge = "0.36787944117144232159552377016146086744581";
    const point = "Gamma_L=1,Gamma_R=1,omega=1,T_a=2";
    const below = await custom(`Gamma_L*(exp(-omega/T) - ${edge})`);
    expect(() => at(point, below)).not.toThrow();
    for (const rate of [`exp(-omega/T) - ${edge}2`, `-exp(-omega/T)*(exp(-omega/T) - ${edge})`]) {
      const beyond = await custom(`Gamma_L*(${rate})`);
      expect(() => at(point, beyond)).toThrow("the rate is not positive for the left bath");
    }
  });

  it("says nothing of what no enclosure reaches, nor of a zero over zero", async () => {
    for (const rate of ["exp(10^40*omega/T)", "exp(-10^40*omega/T)", "1/(exp(-omega/T) - exp(-omega/T))"]) {
      const beyond = await custom(`Gamma_L*${rate}`);
      expect([rate, outsideDomain(beyond, at("Gamma_L=1,Gamma_R=1,omega=1,T_a=2", beyond))]).toEqual([
        rate,
        null,
      ]);
    }
    expect(() => at("T_L=0,T_R=1")).toThrow("--at: T_L = 0 is not positive");
    expect(() => at("T_L=1,T_R=-1")).toThrow("--at: T_R = -1 is not positive");
  });

  it("says which condition is broken, where, and at which value", () => {
    const { model } = numericModel(METAL);
    const broken = (change: object): string => {
      const point = { T_a: 2, Delta: 1, omega: 1, Upsilon_L: 1, Gamma_R: 1, delta_R: 0, mu_R: 1, ...change };
      try {
        evaluate(model as never, new Map(Object.entries(point)));
      } catch (error) {
        return String(error);
      }
      return "within";
    };
    expect(broken({})).toBe("within");
    for (const [T_a, Delta, quantity] of [
      [0, 0, "T_a"],
      [2, -3, "T_L"],
      [2, 2, "T_R"],
    ] as const)
      expect(domainFault(model, new Map(Object.entries({ T_a, Delta })))).toEqual({
        quantity,
        reversed: false,
      });
    expect(broken({ T_a: 0 })).toMatch(/T_a\b.*\b0\b.*a temperature sum must be positive/);
    expect(broken({ Delta: -2 })).toMatch(/T_L\b.*\(T_a \+ Delta\)\/2 <= 0.*a temperature must be positive/);
    expect(broken({ Delta: 2.5 })).toMatch(/T_R\b.*\(T_a - Delta\)\/2 <= 0.*a temperature must be positive/);
    expect(broken({ omega: 0 })).toBe("DomainError: gap = <= 0: must be positive");
    expect(broken({ delta_R: -3 })).toMatch(/1 \+ delta\*T\/mu \(R; T = 1\/2\).*<= 0/);
    expect(broken({ delta_R: -1 })).toMatch(/\(R; T = 3\/2, its temperature at -Delta\)/);
    expect(() => at("T_a=2,Delta=-5/2")).toThrow(/^--at: \|Delta\| = (5\/2|2\.5) is not less than T_a = 2;/);
  });

  it("is decided exactly at its edge, for doubles and for exact numbers", () => {
    const { model } = numericModel(METAL);
    const double = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(double, double, fc.integer({ min: -1000, max: 1000 }), (mu, sum, share) => {
        const Delta = (share / 1024) * sum;
        const hot = (sum + Math.abs(Delta)) / 2;
        // δ a unit or two around −μ/T: the sign of μ + δT, by integers.
        for (const nudge of [-2, 0, 2]) {
          const delta = -(mu / hot) * (1 + nudge * 2 ** -52);
          const point = new Map(
            Object.entries({ T_a: sum, Delta, omega: 1, Upsilon_L: 1, Gamma_R: 1, delta_R: delta, mu_R: mu }),
          );
          const exact = (x: number): bigint => BigInt(x * 2 ** 200);
          const twice = exact(sum) + (Delta < 0 ? -exact(Delta) : exact(Delta));
          const inside = (exact(mu) << 201n) + exact(delta) * twice > 0n;
          expect(domainFault(model, point) === null).toBe(inside);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("inside it R > 0 and |contrast| < 1, outside it nothing is printed", () => {
    const share = fc.integer({ min: -95, max: 95 });
    fc.assert(
      fc.property(share, fc.integer({ min: -400, max: 400 }), (bias, slope) => {
        const text = `T_a=2,Delta=${bias / 50},${FIXED},mu_R=1,delta_R=${slope / 100}`;
        let values;
        try {
          values = at(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        const { R, contrast } = evaluateAt(METAL, values, 5);
        expect(Number(R)).toBeGreaterThan(0);
        expect(Math.abs(Number(contrast))).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what makes points of its own stays inside the domain", () => {
  it("roots are refused over a range whose reverse leaves it", () => {
    const values = at(`${FIXED},T_L=1,T_R=0.1,delta_R=-1,mu_R=2`);
    const mu = [...values].filter(([name]) => name !== "mu_R");
    expect(() => specialPoints(METAL, new Map(mu), parseRoots("mu_R=0.3:4"))).toThrow(
      /metal \(R\) at T = 1, its temperature when Delta is reversed/,
    );
  });

  it.each(["spin-TLS-metal", "metal-ladder:3-solid"])("maxima of %s are points of it", (name) => {
    const junction = parseShorthand(name);
    const side = name.startsWith("metal") ? "L" : "R";
    const point = `T_a=2,omega=1,${name.startsWith("metal") ? "Gamma_L=1,Gamma_R=1" : "Upsilon_L=1,Gamma_R=1"},mu_${side}=1`;
    const values = parseBindings(`${point},Delta=1.6`, junction, { allowDelta: true });
    const ranges = parseRanges(`delta_${side}=-2:0.5`, junction);
    const [best] = maximise(junction, "contrast", ranges, values, { restarts: 3 });
    expect(Number(best?.R)).toBeGreaterThan(0);
    expect(Math.abs(Number(best?.contrast))).toBeLessThan(1);
    // μ + δ·T_hot > 0 with T_hot = 1.8
    expect(Number(best?.at[`delta_${side}`])).toBeGreaterThan(-1 / 1.8);
  });
});
