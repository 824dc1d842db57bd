/** `fit`: the shipped data give back what made them, with errors that are true; what data cannot tell is said, by proof. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exactValue } from "../../../numeric/junction/model.js";
import { evaluateAt, sensitivitiesAt } from "../../../src/evaluate/point.js";
import { determinedBy } from "../../../src/fit/determined.js";
import { fitModels } from "../../../src/fit/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";

interface Answer {
  readonly parameters: Readonly<Record<string, { readonly value: number; readonly error: number | null }>>;
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  readonly aic: number;
  readonly residuals: readonly number[];
  readonly determined: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), "heatdiode-fit-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string): string => {
  const path = join(folder, "data.csv");
  writeFileSync(path, text);
  return path;
};
const fit = async (...words: readonly string[]): Promise<Answer> => {
  const { status, out, err } = await heatdiode("fit", ...words, "--json");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return JSON.parse(out) as Answer;
};
const SHIPPED = ["--data", "examples/measured.csv"];

describe("the shipped data", () => {
  it("give back the couplings within two errors, with chi^2 near 1 a degree of freedom", async () => {
    const answer = await fit("solid-TLS-solid", ...SHIPPED, "--free", "Gamma_L,Gamma_R", "--at", "omega=1");
    const { Gamma_L, Gamma_R } = answer.parameters;
    expect(Math.abs((Gamma_L?.value ?? NaN) - 1)).toBeLessThan(2 * (Gamma_L?.error ?? NaN));
    expect(Math.abs((Gamma_R?.value ?? NaN) - 3)).toBeLessThan(Gamma_R?.error ?? NaN);
    expect(Gamma_R?.error).toBeLessThan(0.1);
    expect(answer.degreesOfFreedom).toBe(22);
    expect(answer.chi2 / 22).toBeGreaterThan(0.5);
    expect(answer.chi2 / 22).toBeLessThan(1.5);
    expect(answer.aic).toBeCloseTo(answer.chi2 + 4, 10);
    expect(answer.residuals.reduce((s, r) => s + r * r, 0)).toBeCloseTo(answer.chi2, 10);
  });

  it("tell the gap too, and prefer the junction that made them", async () => {
    const { parameters, aic } = await fit("solid-TLS-solid", ...SHIPPED, "--free", "Gamma_L,Gamma_R,omega");
    expect(Math.abs((parameters["omega"]?.value ?? NaN) - 1)).toBeLessThan(
      2 * (parameters["omega"]?.error ?? NaN),
    );
    const other = await fit("solid-HO-solid", ...SHIPPED, "--free", "Gamma_L,omega", "--at", "Gamma_R=3");
    expect(other.aic).toBeGreaterThan(aic + 100);
  });

  it("rule out what cannot rectify, whatever its couplings", async () => {
    const { out } = await heatdiode("fit", "solid-TLS-solid", ...SHIPPED, "--exclude", "--json");
    const { rectifies, excluded } = JSON.parse(out) as {
      rectifies: boolean;
      excluded: readonly { junction: string; where: readonly (readonly string[])[] }[];
    };
    expect(rectifies).toBe(true);
    expect(excluded.filter(({ where }) => where.length === 0).map(({ junction }) => junction)).toEqual([
      "spin-TLS-spin",
      "solid-HO-solid",
    ]);
    expect(excluded[0]).toEqual({ junction: "solid-TLS-solid", where: [["Gamma_L = Gamma_R"]] });
  });
});

describe("what data can tell", () => {
  it.each([
    ["solid-HO-solid", ["Gamma_L", "Gamma_R"], ["J"], ["omega*Gamma_L*Gamma_R/(Gamma_L + Gamma_R)"]],
    ["solid-TLS-solid", ["Gamma_L", "Gamma_R"], ["R"], 1],
    ["solid-TLS-solid", ["Gamma_L", "Gamma_R"], ["J"], 2],
    ["solid-HO-solid", ["Gamma_L", "Gamma_R"], ["R"], 0],
    ["spin-TLS-metal", ["Upsilon_L", "Gamma_R", "delta_R", "mu_R"], ["J"], 3],
    ["solid-HO-solid", ["Gamma_L", "Gamma_R", "omega"], ["J"], 2],
    ["solid-ladder:3-solid", ["Gamma_L", "Gamma_R", "omega"], ["J"], 3],
  ] as const)("%s: %j by %j", (name, free, quantities, expected) => {
    const found = determinedBy(parseShorthand(name), free, new Map(), quantities);
    if (typeof expected === "number") expect(found?.rank).toBe(expected);
    else expect(found?.combinations).toEqual(expected);
    expect(found?.combinations.length).toBe(found?.rank);
  });

  it("stops the fit in one line", async () => {
    const wrong = await heatdiode(
      "fit",
      "solid-HO-solid",
      ...SHIPPED,
      "--free",
      "Gamma_L,Gamma_R",
      "--at",
      "omega=1",
    );
    expect(wrong).toMatchObject({
      status: 2,
      err: "heatdiode: --free: J at all temperatures determines Gamma_L*Gamma_R/(Gamma_L + Gamma_R) alone, not each of Gamma_L, Gamma_R (proved); give one of them a value with --at, and leave it out of --free\n",
    });
  });

  it("says which parameter the data at hand leave open", async () => {
    const words = ["--free", "Upsilon_L,Gamma_R,delta_R", "--at", "omega=1,mu_R=1"];
    const { out } = await heatdiode("fit", "spin-TLS-metal", ...SHIPPED, ...words);
    expect(out).toMatch(/Gamma_R = .*, which the data leave open/);
    expect(out).not.toContain("NaN");
  });
});

describe("the model", () => {
  it("has the proved values and derivatives", () => {
    const junction = parseShorthand("spin-TLS-metal");
    const names = junction.parameters.map(({ name }) => name);
    const models = fitModels(junction, names, new Map());
    const point = [1.5, 0.5, 0.25, 1.25, 1.75];
    const [sum, difference] = [1.5, -0.75];
    const at = new Map(
      [
        ...names.map((name, i) => [name, point[i] as number] as const),
        ["T_a", sum] as const,
        ["Delta", difference] as const,
      ].map(([name, x]) => [name, exactValue(name, x)]),
    );
    const reference = evaluateAt(junction, at, 20);
    const slopes = sensitivitiesAt(junction, at, 20);
    for (const quantity of ["J", "R", "contrast"] as const) {
      const value = models[quantity].value(point, sum, difference);
      expect(Math.abs(value / Number(reference[quantity]) - 1)).toBeLessThan(1e-13);
      models[quantity].slopes(point, sum, difference).forEach((s, i) => {
        const exact = Number(slopes?.get(names[i] as string)?.[quantity]);
        expect(Math.abs(s - exact)).toBeLessThan(1e-12 * Math.abs(exact));
      });
    }
  });
});

describe("files", () => {
  const ask = async (text: string, ...words: readonly string[]): Promise<string> => {
    const { status, err } = await heatdiode(
      ...["fit", "solid-TLS-solid", "--data", file(text), "--free", "Gamma_R", "--at", "omega=1,Gamma_L=1"],
      ...words,
    );
    expect(status).toBe(2);
    expect(err.split("\n").length).toBe(2);
    return err;
  };

  it("with quotes, a byte order mark, CRLF, either pair of temperatures, or ratios are read", async () => {
    const exact = (R: string): string =>
      `\uFEFF"T_a","Delta","R","sigma_R"\r\n"3","1",${R},0.01\r\n3,2,"1.66",0.5\r\n`;
    const words = ["--free", "Gamma_R", "--at", "omega=1,Gamma_L=1"];
    const { parameters } = await fit("solid-TLS-solid", "--data", file(exact("1.362943217265142")), ...words);
    expect(parameters["Gamma_R"]?.value).toBeCloseTo(3, 1);
  });

  it.each([
    ["", "no data"],
    ["T_L;T_R;J\n1;2;3\n", "semicolons between the names; write commas"],
    ['T_L,T_R,J\n2,1,"0,25"\n', "quotes that do not match"],
    ["T_L,T_R,J\n2,1\n", "line 2: 2 values where the header has 3 names"],
    ["T_L,J\n2,1\n", "no temperatures"],
    ["T_L,T_R\n2,1\n", "nothing measured"],
    ["T_L,T_R,J,J\n2,1,1,1\n", "two columns are called J"],
    ["T_L,T_R,J,sigma_J\n2,1,1,0\n", "sigma_J = 0 is not positive"],
    ["T_L,T_R,J\n2,-1,1\n", "a temperature is not positive"],
    ["T_L,T_R,J\n2,1,x\n", "line 2, J"],
  ])("%j is refused", async (text, wrong) => {
    expect(await ask(text)).toContain(wrong);
  });

  it("and what does not go with them", async () => {
    const path = file("T_L,T_R,J\n2,1,0.2\n1,2,-0.2\n");
    const say = async (...words: string[]): Promise<string> =>
      (await heatdiode("fit", "solid-TLS-solid", ...words)).err;
    expect(await say("--free", "Gamma_R")).toContain("--data: no data");
    expect(await say("--data", path)).toContain("--free: nothing to fit");
    expect(await say("--data", path, "--free", "Gamma_R")).toContain("no value for Gamma_L, omega");
    expect(await say("--data", path, "--free", "Gamma_X")).toContain("has no Gamma_X");
    expect(await say("--data", path, "--free", "Gamma_R", "--at", "Gamma_R=1,Gamma_L=1,omega=1")).toContain(
      "is free and has a value too",
    );
  });
});
