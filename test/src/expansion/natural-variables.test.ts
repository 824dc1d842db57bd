/**
 * Formulas in natural variables: printed text, its definitions evaluated first, against certified values; the formula that
 * design asks for; junctions without such variables.
 */
import { all, type BigNumber, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { nodeCount } from "../../../symbolic/expression/build.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { printedCoefficients } from "../../../src/expansion/print.js";
import { toText } from "../../../src/expression/ascii.js";
import { type Quantity } from "../../../src/junction/quantity.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";
import { rationalFor } from "../print/junctions.js";

const math = create(all ?? {}, { number: "BigNumber", precision: 80 });

const big = ({ numerator, denominator }: ExactNumber): BigNumber =>
  math.bignumber(String(numerator)).div(math.bignumber(String(denominator)));

function expectValue(printed: BigNumber, exact: string, what: string): void {
  const b = math.bignumber(exact);
  const ok = printed.sub(b).abs().lte(b.abs().mul("1e-40"));
  expect({ what, printed: printed.toString(), ok }).toMatchObject({ ok: true });
}

describe("formulas in natural variables", () => {
  const cases: [string, Quantity, number][] = [
    ["metal-TLS-metal", "J", 4],
    ["solid-TLS-metal", "R", 3],
    ["metal-HO-solid", "J", 4],
    ["spin-TLS-metal", "contrast", 3],
    ["metal-spin:1-metal", "J", 3],
  ];
  it.each(cases)("%s: %s to order %i are what was computed", (name, quantity, order) => {
    const junction = parseShorthand(name);
    const natural = expansion(junction, quantity).natural();
    if (!natural) throw new Error("a metal has natural variables");
    for (const seed of [1, 2]) {
      const values = new Map(
        ["T_a", ...junction.parameters.map((p) => p.name)].map((n) => [n, rationalFor(n, seed)]),
      );
      const scope = new Map<string, unknown>([...values].map(([n, value]) => [n, big(value)]));
      for (const { name: left, value } of natural.definitions)
        math.evaluate(`${left} = ${toText(value)}`, scope);
      const bound = expansion(junction, quantity, values);
      for (let k = 0; k <= order; k++) {
        const printed = math.bignumber(math.evaluate(toText(natural.expression(k)), scope) as BigNumber);
        expectValue(printed, bound.value(k, 45), `${name} ${quantity} ${k}`);
      }
    }
  });

  it("put the paper's two mechanisms side by side in alpha_2 of two metals", () => {
    const natural = expansion(parseShorthand("metal-TLS-metal")).natural();
    expect(toText(natural?.expression(2) ?? { type: "symbol", name: "" })).toBe(
      "-2*omega^2*(T_a*(g_L^2*d_R - d_L*g_R^2)*sinh(2*omega/T_a) + 2*omega*g_L*g_R*(g_L - g_R))/(T_a^4*(g_L + g_R)^2*sinh(2*omega/T_a)^2)",
    );
    expect(natural?.definitions.map(({ name, value }) => `${name} = ${toText(value)}`)).toEqual([
      "g_L = Gamma_L*(2*mu_L + delta_L*T_a)/(2*mu_L)",
      "d_L = Gamma_L*delta_L*T_a/(2*mu_L)",
      "g_R = Gamma_R*(2*mu_R + delta_R*T_a)/(2*mu_R)",
      "d_R = Gamma_R*delta_R*T_a/(2*mu_R)",
    ]);
  });

  it("are printed where they are shorter with their definitions, and not otherwise", () => {
    const metals = expansion(parseShorthand("metal-TLS-metal"));
    const alone = expansion(parseShorthand("solid-HO-metal"));
    expect(printedCoefficients(alone, [2], "short").definitions).toEqual([]);
    expect(printedCoefficients(alone, [1, 2, 3], "short").definitions).toHaveLength(2);
    const { formulas, definitions } = printedCoefficients(metals, [1, 2], "short");
    expect(definitions).toHaveLength(4);
    expect(nodeCount(formulas.get(2) ?? { type: "symbol", name: "" })).toBeLessThan(
      nodeCount(metals.expression(2)),
    );
    expect(printedCoefficients(metals, [1, 2], "given").definitions).toEqual([]);
    expect(expansion(parseShorthand("spin-TLS-solid")).natural()).toBeUndefined();
  });

  it("are what the command prints and what JSON says, unless the parameters are asked for", async () => {
    const text = await heatdiode("expand", "solid-TLS-metal", "--order", "2");
    expect(text.out).toContain("\nwith\n  g_R = ");
    const given = await heatdiode("expand", "solid-TLS-metal", "--order", "2", "--variables", "given");
    expect(given.out).not.toContain("g_R");
    const json = await heatdiode("expand", "solid-TLS-metal", "--order", "2", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ definitions: [{ name: "g_R" }, { name: "d_R" }] });
    const latex = await heatdiode("expand", "solid-TLS-metal", "--order", "2", "--format", "latex");
    expect(latex.out).toContain("g_R = \\frac{");
  });

  it("do not take names that a file uses", () => {
    const junction = parseShorthand("solid-TLS-metal");
    const own = { ...junction.parameters[0]!, name: "g_R" };
    const clash = { ...junction, parameters: [...junction.parameters, own] };
    expect(
      expansion(clash)
        .natural()
        ?.definitions.map((d) => d.name),
    ).toEqual(["g_0_R", "d_R"]);
  });

  it.each([
    ["J", 4],
    ["R", 3],
    ["contrast", 3],
  ] as const)(
    "of a law known only by name: %s is that of G = c(1 + T + T^2 + T^3)",
    async (quantity, order) => {
      const file = (rate: string): string =>
        JSON.stringify({
          left: { bath: rate.includes("g(T)") ? "law" : "custom", rate },
          right: { bath: "metal" },
          subsystem: { kind: "TLS", gap: "omega" },
        });
      const law = await parseJunctionFile(file("c*g(T)/(1 - exp(-omega/T))"));
      const own = await parseJunctionFile(file("c*(1 + T + T^2 + T^3)/(1 - exp(-omega/T))"));
      const natural = expansion(law, quantity).natural();
      if (!natural) throw new Error("a law has natural variables");
      const values = new Map(
        ["T_a", ...own.parameters.map((p) => p.name)].map((n) => [n, rationalFor(n, 3)]),
      );
      const scope = new Map<string, unknown>([...values].map(([n, value]) => [n, big(value)]));
      // τ^n G^(n)(τ)
      for (const [name, text] of [
        ["g_L", "1 + t + t^2 + t^3"],
        ["d_L", "t + 2*t^2 + 3*t^3"],
        ["d_2_L", "2*t^2 + 6*t^3"],
        ["d_3_L", "6*t^3"],
        ["d_4_L", "0*t"],
      ] as const)
        scope.set(name, math.evaluate(`c*(${text.replaceAll("t", "(T_a/2)")})`, scope));
      for (const { name, value } of natural.definitions)
        if (name.endsWith("_R")) math.evaluate(`${name} = ${toText(value)}`, scope);
      const bound = expansion(own, quantity, values);
      for (let k = 1; k <= order; k++) {
        const printed = math.bignumber(math.evaluate(toText(natural.expression(k)), scope) as BigNumber);
        expectValue(printed, bound.value(k, 45), `${quantity} ${k}`);
      }
      expect(natural.definitions.slice(0, 3).map(({ name, value }) => `${name} = ${toText(value)}`)).toEqual([
        "g_L = c*g(T_a/2)",
        "d_L = c*g'(T_a/2)*T_a/2",
        "d_2_L = c*g''(T_a/2)*T_a^2/4",
      ]);
    },
  );
});
