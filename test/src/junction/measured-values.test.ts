import { describe, expect, it } from "vitest";
import { measuredValue, valueIn, valuesIn, withPrefix } from "../../../src/junction/measured-values.js";
import { heatdiode } from "../../heatdiode.js";

describe("numbers with units", () => {
  it.each([
    ["350mK", "mK", "350"],
    ["0.35 K", "mK", "350"],
    ["5GHz", "MHz", "5000"],
    ["1e3 mK", "K", "1"],
    ["0.05/ns", "1/us", "50"],
    ["50 1/us", "1/ns", "0.05"],
    ["1/3 GHz", "GHz", "1/3"],
    ["12", "mK", "12"],
    ["5eV", "THz", "8010883170/6626070.15"],
  ])("%s in %s is %s", (text, unit, expected) => {
    const value = (t: string): number => {
      const [a = NaN, b = 1] = t.split("/").map(Number);
      return a / b;
    };
    expect(value(valueIn(text, unit)) / value(expected)).toBeCloseTo(1, 14);
  });

  it("are told from numbers in powers of ten", () => {
    expect(measuredValue("1e-3")).toBeUndefined();
    expect(measuredValue("5e3GHz")).toEqual({ number: "5e3", unit: "GHz" });
    expect(measuredValue("5eV")).toEqual({ number: "5", unit: "eV" });
  });

  it("stand in axes and lists, beside a count and the word log", () => {
    expect(valuesIn("100mK:0.4K:31:log", () => "mK")).toBe("100:400:31:log");
    expect(valuesIn("1;2;3", () => "mK")).toBe("1;2;3");
    expect(valuesIn("0.1K;200mK", () => "mK")).toBe("100;200");
  });

  it.each([
    ["350GHz", "mK", /GHz does not measure what is in mK/],
    ["350 bar", "mK", /bar is no unit known here/],
    ["2 K", "", /there is no unit here/],
  ])("%s where %s is due is refused", (text, unit, message) => {
    expect(() => valueIn(text, unit)).toThrow(message);
  });

  it.each([
    ["1.741358909745875e-17", "W", "17.41358909745875", "aW"],
    ["0.00025", "W", "250", "uW"],
    ["0.0034", "W", "3.4", "mW"],
    ["-1.2e-15", "W", "-1.2", "fW"],
    ["12.5", "W", "12.5", "W"],
    ["1.7e-17", "fW", "1.7e-17", "fW"],
    ["0", "W", "0", "W"],
    ["3e-30", "W", "3e-30", "W"],
  ])("%s %s reads %s %s", (number, unit, shown, prefixed) => {
    expect(withPrefix(number, unit)).toEqual({ number: shown, unit: prefixed });
  });
});

const CIRCUIT = "examples/qubit-resonators.json";

describe("units on the command line", () => {
  it("are converted to those of the file, in --at and in axes", async () => {
    const plain = await heatdiode("evaluate", CIRCUIT, "--at", "T_L=350,T_R=100");
    const measured = await heatdiode("evaluate", CIRCUIT, "--at", "T_L=0.35K,T_R=100mK,f=5e9Hz");
    expect(measured).toEqual(plain);
    expect(plain.out).toContain("J          = 17.41358909745875 aW");
    const axis = (x: string) => heatdiode("scan", CIRCUIT, "--x", x, "--at", "T_R=100");
    expect(await axis("T_L=0.15K:350mK:3")).toEqual(await axis("T_L=150:350:3"));
  });

  it("make a junction without units one in these: hf/k_B T decides", async () => {
    const at = "T_L=350mK,T_R=100mK,omega=5GHz,Gamma_L=0.05/ns,Gamma_R=0.02/ns";
    const { out, status } = await heatdiode("evaluate", "solid-TLS-solid", "--json", "--at", at);
    expect(status).toBe(0);
    const { J, R, units } = JSON.parse(out) as { J: string; R: string; units: object };
    expect(units).toEqual({ frequency: "GHz", temperature: "mK", rate: "1/ns", current: "W" });
    const [hf, kB] = [6.62607015e-34 * 5e9, 1.380649e-23];
    const n = (T: number): number => 1 / Math.expm1(hf / (kB * T));
    const [l, r, L, C] = [5e7, 2e7, n(0.35), n(0.1)];
    const current = (hf * l * r * (L - C)) / (l * (1 + 2 * L) + r * (1 + 2 * C));
    const reversed = (hf * l * r * (L - C)) / (l * (1 + 2 * C) + r * (1 + 2 * L));
    expect(Number(J) / current).toBeCloseTo(1, 12);
    expect(Number(R) / (current / reversed)).toBeCloseTo(1, 12);
  });

  it.each([
    ["T_L=350mK,T_R=100", /T_L has a unit and T_R has none/],
    ["T_L=350mK,T_R=100mK", /T_L has a unit, and no energy has one/],
    ["T_L=350mK,T_R=100mK,omega=5", /T_L has a unit and omega has none/],
  ])("half a system is none: %s", async (at, message) => {
    const { status, err } = await heatdiode("evaluate", "solid-TLS-solid", "--at", at);
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });
});
