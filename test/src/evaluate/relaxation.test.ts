import { describe, expect, it } from "vitest";
import { parseBindings } from "../../../src/model/point.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { relax } from "../../../src/evaluate/relaxation.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";

const AT = "omega=1,Gamma_L=1,Gamma_R=0.2,T_a=1.5,Delta=0.4";

function relaxed(name: string, at: string, end?: number) {
  const junction = parseShorthand(name);
  const values = parseBindings(at, junction, { allowDelta: true });
  return { result: relax(junction, values, end), exact: evaluateAt(junction, values, 17) };
}

describe("relaxation to the steady state", () => {
  it("starts thermal at T_a/2, ends with the exact current, and conserves energy on the way", () => {
    const { result, exact } = relaxed("solid-ladder:4-solid", AT);
    if (result.kind !== "relaxation") throw new Error("finite levels relax");
    const { points, steady } = result;
    const [first, last] = [points[0], points.at(-1)];
    expect((first?.populations[1] ?? 0) / (first?.populations[0] ?? 1)).toBeCloseTo(Math.exp(-1 / 0.75), 14);
    // The times end where both currents are within 1e-6 of the steady one.
    for (const J of [last?.fromLeft, last?.intoRight]) {
      expect(Math.abs((J ?? 0) / Number(exact.J) - 1)).toBeLessThan(1.1e-6);
    }
    expect(Math.abs(steady.current / Number(exact.J) - 1)).toBeLessThan(1e-13);
    // d<H_S>/dt = in − out: Simpson's rule over a short time, whose error is of its fifth power.
    const short = relaxed("solid-ladder:4-solid", AT, 0.01).result;
    if (short.kind !== "relaxation") throw new Error("finite levels relax");
    const gain = short.points.map((p) => p.fromLeft - p.intoRight);
    const sum = gain.reduce((s, g, i) => s + g * (i === 0 || i === 10 ? 1 : i % 2 === 1 ? 4 : 2), 0);
    const stored = (short.points[10]?.energy ?? 0) - (short.points[0]?.energy ?? 0);
    expect(Math.abs(stored - (sum * 0.001) / 3)).toBeLessThan(1e-14);
  });

  it("shows the oscillator as the limit of ladders, at the rate the theory gives", () => {
    const { result, exact } = relaxed("solid-HO-solid", AT);
    if (result.kind !== "convergence") throw new Error("the oscillator is a limit");
    const { oscillator, rate, rows } = result.convergence;
    expect(Math.abs(oscillator / Number(exact.J) - 1)).toBeLessThan(1e-14);
    expect(Math.abs(rate / Number(exact.population_ratio) - 1)).toBeLessThan(1e-14);
    for (const { levels, shortfall, predicted } of rows) {
      if (levels <= 16) expect(Math.abs(shortfall - predicted)).toBeLessThan(1e-14 * oscillator);
    }
  });

  it("as a command: tables, and one line for wrong input", async () => {
    const run = (...words: string[]) => heatdiode("relax", ...words);
    const table = await run("solid-TLS-solid", "--at", AT, "--time", "4");
    expect(table.out.match(/^ +[0-9.]+/gm)).toHaveLength(11);
    expect(table.out).toContain("steady, GTH");
    expect((await run("solid-HO-solid", "--at", AT)).out).toContain("geometric with r");
    const json = JSON.parse((await run("solid-TLS-solid", "--at", AT, "--json")).out) as {
      steady: { populations: number[] };
    };
    expect(json.steady.populations).toHaveLength(2);
    for (const argv of [
      ["solid-HO-solid", "--at", AT, "--time", "1"],
      ["solid-TLS-solid", "--at", AT, "--time", "-1"],
      ["solid-TLS-solid", "--at", "T_a=1"],
      ["solid-HO-solid", "--at", AT.replace("0.4", "0")],
    ]) {
      const { status, err: error } = await run(...argv);
      expect([status, error.trim().split("\n").length]).toEqual([2, 1]);
    }
  });
});
