/** Formulas for readers keep names: of bound parameters, and of the units' conversion factors. */
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const math = create(all ?? {}, { number: "BigNumber", precision: 50 });

/** The value of the first formula of a text, from the definitions beneath it. */
function valueOf(text: string, first: string, point: Readonly<Record<string, string>>): string {
  const joined = text.replace(/\n {2,}(?=\S)(?![A-Za-z]\w*(?:\([a-z]+\))? = )/g, "");
  const definitions = new Map(
    [...joined.matchAll(/^ *([A-Za-z]\w*(?:\([a-z]\w*\))?) = (.*)$/gm)].map(([, name, value]) => [
      name as string,
      value as string,
    ]),
  );
  const scope = new Map<string, unknown>(Object.entries(point).map(([k, v]) => [k, math.bignumber(v)]));
  const resolve = (expression: string): unknown => {
    const functions = expression.replace(/\bGamma_([LR])\(([^()]*)\)/g, (_, side: string, gap: string) => {
      const density = definitions.get(`Gamma_${side}(omega)`) as string;
      return `(${density.replace(/\bomega\b/g, `(${gap})`)})`;
    });
    for (const name of new Set(functions.match(/\b[A-Za-z]\w*/g) ?? [])) {
      if (name === "exp" || name === "sinh" || scope.has(name)) continue;
      const value = definitions.get(name);
      if (value === undefined) throw new Error(`${name} is not defined beneath ${text}`);
      scope.set(name, resolve(value));
    }
    return math.evaluate(functions, scope);
  };
  return String(resolve(definitions.get(first) as string));
}

describe("current of a file with units", () => {
  it("holds h and lambda by name, and has the value that evaluate proves", async () => {
    const file = "examples/qubit-resonators.json";
    const { out } = await heatdiode("current", file);
    expect(out).toContain("h*f*");
    expect(out).toContain("h = 132521403/2761298\n");
    const value = Number(valueOf(out, "J", { T_L: "300", T_R: "100" }));
    const proved = await heatdiode("evaluate", file, "--at", "T_a=400,Delta=200", "--json");
    const { J } = JSON.parse(proved.out) as { J: string | { value: string } };
    const exact = Number(typeof J === "string" ? J : J.value);
    expect(Math.abs(value / exact - 1)).toBeLessThan(1e-12);
  });

  it("expand holds them too", async () => {
    const { out } = await heatdiode("expand", "examples/models/resonators.json", "--order", "2");
    expect(out).toContain("alpha_1 = 2*h^2*f^2*lambda*Gamma_L(f)*Gamma_R(f)/");
    const value = Number(valueOf(out, "alpha_2", { T_a: "400" }));
    const proved = await heatdiode(
      "expand",
      "examples/models/resonators.json",
      "--at",
      "T_a=400",
      "--order",
      "2",
      "--json",
    );
    const list = (JSON.parse(proved.out) as { coefficients: { value: string }[] }).coefficients;
    expect(Math.abs(value / Number(list[2]?.value) - 1)).toBeLessThan(1e-12);
  });
});

describe("current of a file in Boltzmann factors", () => {
  it("holds the names of the file, with its values beneath", async () => {
    const file = "examples/models/v-system.json";
    const { out } = await heatdiode("current", file, "--form", "boltzmann");
    expect(out).toContain("exp(-omega/T_L)");
    const value = Number(valueOf(out, "J", { T_L: "1.5", T_R: "0.5" }));
    const proved = await heatdiode("evaluate", file, "--at", "T_a=2,Delta=1", "--json");
    const { J } = JSON.parse(proved.out) as { J: string | { value: string } };
    expect(Math.abs(value / Number(typeof J === "string" ? J : J.value) - 1)).toBeLessThan(1e-12);
  });
});
