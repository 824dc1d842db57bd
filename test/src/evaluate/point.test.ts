import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { parseBindings } from "../../../src/model/point.js";
import { type Junction } from "../../../src/junction/junction.js";
import { evaluateAt, sensitivitiesAt } from "../../../src/evaluate/point.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { evenPartAt } from "../../../src/evaluate/even-part-at-point.js";
import { big } from "../../laws/taylor-reference.js";

const math = create(all ?? {}, { number: "BigNumber", precision: 80 });

/** The value of a literal formula to 40 digits, by mathjs at 80. */
function literal(formula: string): string {
  return math.format(math.evaluate(formula), { notation: "exponential", precision: 40 });
}

function printed(decimal: string): string {
  return math.format(math.bignumber(decimal), { notation: "exponential", precision: 40 });
}

const SPIN_METAL = "T_a=1.1,Delta=0.3,omega=1.2,Upsilon_L=0.7,Gamma_R=1.6,delta_R=-0.2,mu_R=3";

/** (15) as printed, with the rates (16) and (19). */
function spinMetal(T_L: string, T_R: string): string {
  const nS = (x: string, T: string) => `(1/(exp((${x})/${T}) + 1))`;
  const k = {
    L: `0.7*${nS("-1.2", T_L)}`,
    R: `1.6*(1 - 0.2*${T_R}/3)*(-1)/(exp(-1.2/${T_R}) - 1)`,
  };
  return `1.2*(${nS("1.2", T_L)} - ${nS("1.2", T_R)})/(${nS("-1.2", T_L)}/(${k.L}) + ${nS("-1.2", T_R)}/(${k.R}))`;
}

describe("evaluate", () => {
  it("gives the digits of the literal formula (15) with (16) and (19)", () => {
    const junction = parseShorthand("spin-TLS-metal");
    const values = parseBindings(SPIN_METAL, junction, { allowDelta: true });
    const result = evaluateAt(junction, values, 40);
    const [forward, reversed] = [spinMetal("0.7", "0.4"), spinMetal("0.4", "0.7")];
    expect(printed(result.J)).toBe(literal(forward));
    expect(printed(result.J_reversed)).toBe(literal(reversed));
    expect(printed(result.R ?? "")).toBe(literal(`abs((${forward})/(${reversed}))`));
    expect(printed(result.contrast ?? "")).toBe(
      literal(`(${forward} + ${reversed})/(${forward} - (${reversed}))`),
    );
    expect([result.T_L, result.T_R]).toEqual([`0.7${"0".repeat(39)}`, `0.4${"0".repeat(39)}`]);
    expect(result.undecided).toEqual([]);
  });

  it("has populations that sum to one and obey P_1/P_0 = r", () => {
    const junction = parseShorthand("spin-ladder:4-solid");
    const values = parseBindings("T_a=1,Delta=0.5,omega=1,Upsilon_L=1,Gamma_R=2", junction, {
      allowDelta: true,
    });
    const { populations, population_ratio } = evaluateAt(junction, values, 30);
    const deficit = literal(`abs(${(populations ?? []).join("+")} - 1)`);
    // Four numbers of 30 digits, each off by at most 5e-31.
    expect(Number(deficit)).toBeLessThan(2e-30);
    const ratio = `${populations?.[1] ?? ""}/${populations?.[0] ?? ""}`;
    expect(Number(literal(`abs(${ratio}/${population_ratio ?? ""} - 1)`))).toBeLessThan(2e-29);
  });

  it("knows that R is exactly 1 where nothing rectifies, for ladders and for levels", async () => {
    const solids = "T_a=1,Delta=0.2,omega=1,Gamma_L=1,Gamma_R=1";
    for (const name of ["solid-ladder:3-solid", "solid-spin:3/2-solid"]) {
      const junction = parseShorthand(name);
      const values = parseBindings(solids, junction, { allowDelta: true });
      expect(evaluateAt(junction, values, 20)).toMatchObject({ R: "1", contrast: "0", undecided: [] });
    }
    const levels = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "Gamma" },
        right: { bath: "solid", coupling: "Gamma" },
        subsystem: {
          kind: "levels",
          energies: ["0", "omega", "2.5*omega"],
          S: [
            ["0", "1", "0.3"],
            ["1", "0", "1"],
            ["0.3", "1", "0"],
          ],
        },
      }),
    );
    const values = parseBindings("T_a=1,Delta=0.2,omega=1,Gamma=1", levels, { allowDelta: true });
    expect(evaluateAt(levels, values, 20)).toMatchObject({ R: "1", contrast: "0", undecided: [] });
  });

  it("finds a zero of the even part that exists only at this point", async () => {
    // F_R = (1 + (T − 1/2)²)/c is even about T = 1/2: no rectification at T_a = 1, but elsewhere.
    const junction = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "spin" },
        right: { bath: "custom", rate: "c/((1 + exp(-omega/T))*(1 + (T - 1/2)^2))" },
        subsystem: { kind: "TLS" },
      }),
    );
    const at = (sum: string) =>
      parseBindings(`T_a=${sum},Delta=0.2,omega=1,Upsilon_L=1,c=1`, junction, { allowDelta: true });
    expect(evaluateAt(junction, at("1"), 20)).toMatchObject({ R: "1", contrast: "0", undecided: [] });
    expect(evenPartAt(junction, at("1"))).toBe("zero");
    expect(evenPartAt(junction, at("1.000001"))).toBe("nonzero");
    expect(evaluateAt(junction, at("1.000001"), 20).R).not.toBe("1");
  });

  it("gives the limits at Delta = 0", () => {
    const junction = parseShorthand("spin-TLS-solid");
    const values = parseBindings("T_a=1,Delta=0,omega=1,Upsilon_L=1,Gamma_R=1", junction, {
      allowDelta: true,
    });
    expect(evaluateAt(junction, values, 16)).toMatchObject({ J: "0", R: "1", contrast: "0" });
  });

  it("lists missing names, and refuses functions without a value", async () => {
    const junction = parseShorthand("spin-TLS-metal");
    const some = parseBindings("T_a=1,omega=1", junction, { allowDelta: true });
    expect(() => evaluateAt(junction, some, 16)).toThrow(
      "no value for Delta, Upsilon_L, Gamma_R, delta_R, mu_R",
    );
    const law = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "law", rate: "c*g(T)" },
        right: { bath: "solid" },
        subsystem: { kind: "TLS" },
      }),
    );
    const all = parseBindings("T_a=1,Delta=0.1,omega=1,c=1,Gamma_R=1", law, { allowDelta: true });
    expect(() => evaluateAt(law, all, 16)).toThrow("g is known only by name");
  });

  it("has sensitivities that agree with difference quotients", () => {
    const junction = parseShorthand("spin-TLS-metal");
    const J = (omega: string): number => {
      const values = parseBindings(SPIN_METAL.replace("omega=1.2", `omega=${omega}`), junction, {
        allowDelta: true,
      });
      return Number(evaluateAt(junction, values, 25).J);
    };
    const values = parseBindings(SPIN_METAL, junction, { allowDelta: true });
    const slope = Number(sensitivitiesAt(junction, values, 16)?.get("omega")?.J ?? "NaN");
    const h = 1e-4;
    const quotient = (J("1.2001") - J("1.1999")) / (2 * h);
    // Truncation h²J‴/6 with J‴ of order J/ω³, and rounding 1e-16/h.
    expect(Math.abs(quotient - slope)).toBeLessThan(1e-8);
    expect(Math.abs(slope)).toBeGreaterThan(1e-3);
  });

  it("has sensitivities of general levels: those of the ladder they are, and difference quotients", async () => {
    const at = "T_a=1.1,Delta=0.3,omega=0.7,Gamma_L=1,Upsilon_R=0.4";
    const ladder = parseShorthand("solid-ladder:3-spin");
    const levels = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid" },
        right: { bath: "spin" },
        subsystem: {
          kind: "levels",
          energies: ["0", "omega", "2*omega"],
          S: [
            ["0", "1", "0"],
            ["1", "0", "s"],
            ["0", "s", "0"],
          ],
        },
        parameters: { s: "1.4142135623730951" },
      }),
    );
    const values = (junction: Junction, text = at) => parseBindings(text, junction, { allowDelta: true });
    const [expected, found] = [ladder, levels].map((j) => sensitivitiesAt(j, values(j), 17));
    for (const name of ["T_a", "Delta", "omega", "Gamma_L", "Upsilon_R"]) {
      for (const key of ["J", "J_reversed", "R", "contrast"] as const) {
        const [a, b] = [expected, found].map((list) => Number(list?.get(name)?.[key] ?? "NaN")) as [
          number,
          number,
        ];
        // s = sqrt(2) is rounded to 1e-16; the quantities are of order one in it.
        expect(Math.abs(a - b), `${name} ${key}`).toBeLessThan(4e-15);
      }
      const [p, q] = [expected?.get(name)?.populations, found?.get(name)?.populations];
      expect([p?.length, q?.length]).toEqual([3, 3]);
      for (let n = 0; n < 3; n++)
        expect(Math.abs(Number(p?.[n] ?? "NaN") - Number(q?.[n] ?? "NaN"))).toBeLessThan(4e-15);
    }
    // By s, which no ladder has: a difference quotient, h² and 1e-25/h.
    const R = (s: string): number =>
      Number(
        evaluateAt(
          { ...levels, bound: new Map() },
          values({ ...levels, bound: new Map() }, `${at},s=${s}`),
          25,
        ).R,
      );
    const slope = Number(found?.get("s")?.R ?? "NaN");
    const quotient = (R("1.4143135623730951") - R("1.4141135623730951")) / 2e-4;
    expect(Math.abs(quotient - slope)).toBeLessThan(1e-8);
    expect(Math.abs(slope)).toBeGreaterThan(1e-4);
    // At Δ = 0 the slope of R by Delta is twice that of the contrast, and both are the limit.
    const byDelta = (Delta: string) =>
      sensitivitiesAt(levels, values(levels, at.replace("0.3", Delta)), 16)?.get("Delta");
    const [still, near] = [byDelta("0"), Number(byDelta("0.0001")?.R ?? "NaN")];
    expect(Number(still?.R)).toBeCloseTo(2 * Number(still?.contrast), 15);
    expect(Math.abs(Number(still?.R) - near)).toBeLessThan(1e-3 * Math.abs(near));
  });

  it("has sensitivities beyond the range of doubles, every digit proved", () => {
    const junction = parseShorthand("solid-TLS-solid");
    const slopes = (text: string, digits: number) =>
      sensitivitiesAt(junction, parseBindings(text, junction, { allowDelta: true }), digits);
    const far = slopes("T_a=0.0015,Delta=0.0003,omega=1,Gamma_L=1,Gamma_R=3", 16);
    // J = ωΓ_LΓ_R/(Γ_L + Γ_R)·e^{−ω/T_L} up to factors 1 + e^{−ω/T_R}, e^{−1/0.0006} = 10^−723.8…: by ω and T_L alone.
    expect(far?.get("omega")?.J).toMatch(/^-2\.34965\d{10}e-480$/);
    expect(far?.get("T_a")?.J).toMatch(/^1\.3065\d{11}e-477$/);
    const J = (omega: string) =>
      big(
        evaluateAt(
          junction,
          parseBindings(`T_a=0.0015,Delta=0.0003,omega=${omega},Gamma_L=1,Gamma_R=3`, junction, {
            allowDelta: true,
          }),
          60,
        ).J,
      );
    const quotient = J("1.0000000000000001").minus(J("0.9999999999999999")).div(big("2e-16"));
    // Truncation (h/T_L)²/6 ≈ 2e-27 of the slope.
    const relative = quotient.div(big(far?.get("omega")?.J ?? "NaN")).minus(1);
    expect(Math.abs(relative.toNumber())).toBeLessThan(1e-15);
  });

  it("proves that R = 1 does not change along a parameter for which nothing rectifies", () => {
    const junction = parseShorthand("solid-TLS-solid");
    const at = parseBindings("T_a=1.5,Delta=0.3,omega=1.326,Gamma_L=2,Gamma_R=2", junction, {
      allowDelta: true,
    });
    const slopes = sensitivitiesAt(junction, at, 16);
    for (const name of ["omega", "T_a", "Delta"])
      expect(slopes?.get(name)).toMatchObject({ R: "0", contrast: "0" });
    expect(slopes?.get("Gamma_R")?.R).toMatch(/^0\.\d{16,}$/);
    const still = sensitivitiesAt(
      junction,
      new Map([...at, ["Delta", { numerator: 0n, denominator: 1n }]]),
      16,
    );
    expect(still?.get("Gamma_R")).toMatchObject({ J: "0", R: "0", populations: ["0", "0"] });
  });

  it("has the contrast of levels with all digits where it is tiny, from the enclosures of the currents", async () => {
    const junction = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "1" },
        right: { bath: "solid", coupling: "1 + a" },
        subsystem: {
          kind: "levels",
          energies: ["0", "1.0103", "2.7"],
          S: [
            ["0", "1", "1"],
            ["1", "0", "1"],
            ["1", "1", "0"],
          ],
        },
      }),
    );
    const contrast = (a: string) =>
      evaluateAt(junction, parseBindings(`T_a=2.3,Delta=0.7,a=${a}`, junction, { allowDelta: true }), 20)
        .contrast ?? "";
    const [tiny, tinier] = [contrast("1e-30"), contrast("1e-31")];
    // Linear in a: the quotient is 10 to the order a.
    expect(big(tiny).div(big(tinier)).minus(10).abs().toNumber()).toBeLessThan(1e-17);
  });

  it("writes tiny currents out, and refuses those whose power of ten nobody can", () => {
    const junction = parseShorthand("spin-TLS-spin");
    const J = (omega: string): string => {
      const text = `T_a=1,Delta=0.1,Upsilon_L=1,Upsilon_R=1,omega=${omega}`;
      return evaluateAt(junction, parseBindings(text, junction, { allowDelta: true }), 16).J;
    };
    // X_L ≫ X_R: J = ω e^{−ω/T_L}/2, T_L = 0.55; its power of ten by logarithms.
    const power = Math.floor(Math.log10(5e4) - 1e5 / 0.55 / Math.LN10);
    expect(J("1e5")).toMatch(new RegExp(`e${power}$`));
    for (const omega of ["1e9", "1e13"]) expect(() => J(omega)).toThrow(/beyond 10\^1000000|must be below/);
  });
});
