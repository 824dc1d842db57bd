/** Formulas as strings: those of design §4, and values tabulated in the literature. */
import { describe, expect, it } from "vitest";
import { currentForm } from "../../../src/exact/formula/current.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { toLatex } from "../../../src/print/latex.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { toText } from "../../../src/expression/ascii.js";

function alpha(name: string, k: number): { text: string; latex: string } {
  const expression = expansion(parseShorthand(name)).expression(k);
  return { text: toText(expression), latex: toLatex(expression) };
}

describe("formulas known beforehand", () => {
  it("alpha_1 of solid-TLS-solid", () => {
    expect(alpha("solid-TLS-solid", 1)).toEqual({
      text: "2*omega^2*Gamma_L*Gamma_R/(T_a^2*(Gamma_L + Gamma_R)*sinh(2*omega/T_a))",
      latex:
        "\\frac{2 \\omega^{2} \\Gamma_L \\Gamma_R}{T_a^{2} (\\Gamma_L + \\Gamma_R) \\sinh(2 \\omega/T_a)}",
    });
  });

  it("alpha_2 of solid-TLS-solid", () => {
    expect(alpha("solid-TLS-solid", 2).text).toBe(
      "-4*omega^3*Gamma_L*Gamma_R*(Gamma_L - Gamma_R)/(T_a^4*(Gamma_L + Gamma_R)^2*sinh(2*omega/T_a)^2)",
    );
  });

  it("alpha_2 of solids and metals around an oscillator, and its mirror image", () => {
    expect(alpha("solid-HO-metal", 2).text).toBe(
      "-2*omega^2*Gamma_L^2*Gamma_R*delta_R*mu_R/(T_a^2*(2*Gamma_L*mu_R + Gamma_R*(2*mu_R + delta_R*T_a))^2*sinh(omega/T_a)^2)",
    );
    expect(alpha("metal-HO-solid", 2).text).toBe(
      "2*omega^2*Gamma_L*Gamma_R^2*delta_L*mu_L/(T_a^2*(Gamma_L*(2*mu_L + delta_L*T_a) + 2*Gamma_R*mu_L)^2*sinh(omega/T_a)^2)",
    );
  });

  it("alpha_2 of solid-TLS-metal shows its change of sign", () => {
    expect(alpha("solid-TLS-metal", 2).text).toBe(
      "4*omega^2*Gamma_L*Gamma_R*(omega*Gamma_R*(2*mu_R + delta_R*T_a)^2 - Gamma_L*mu_R*(delta_R*T_a^2*sinh(2*omega/T_a) + 2*omega*(2*mu_R + delta_R*T_a)))/(T_a^4*(2*Gamma_L*mu_R + Gamma_R*(2*mu_R + delta_R*T_a))^2*sinh(2*omega/T_a)^2)",
    );
  });

  it("the closed current of solid-TLS-solid", () => {
    const { current } = currentForm(parseShorthand("solid-TLS-solid"), "tanh", new Map());
    expect(toText(current)).toBe(
      "omega*Gamma_L*Gamma_R*(tanh(omega/(2*T_R)) - tanh(omega/(2*T_L)))/(2*(Gamma_L*tanh(omega/(2*T_R)) + Gamma_R*tanh(omega/(2*T_L))))",
    );
  });

  it("the closed current of an oscillator in tanh is a difference over tanh, no quotient less 1", () => {
    const { current } = currentForm(parseShorthand("solid-HO-spin"), "tanh", new Map());
    expect(toText(current)).toBe(
      "omega*Gamma_L*Upsilon_R*(tanh(omega/(2*T_R)) - tanh(omega/(2*T_L)))/(2*tanh(omega/(2*T_L))*(Gamma_L + Upsilon_R*tanh(omega/(2*T_R))))",
    );
  });

  it("every even coefficient of solid-HO-solid is zero", () => {
    const result = expansion(parseShorthand("solid-HO-solid"));
    for (const k of [0, 2, 4, 6, 8]) expect(result.isZero(k)).toBe(true);
    expect(result.isZero(1)).toBe(false);
  });
});

/** Golden numbers at omega = 1, T_a = 1 (40-digit arithmetic rounded to 16 digits): couplings L, R, then c_1 … c_4. */
const GOLDEN: readonly [string, string, string, readonly string[]][] = [
  [
    "solid-TLS-solid",
    "1",
    "3",
    ["0.4135808471576748", "0.1140327447571066", "-0.1372844172188883", "-0.08437325201780698"],
  ],
  [
    "spin-HO-spin",
    "1",
    "3",
    ["0.4135808471576748", "-0.1140327447571066", "-0.1372844172188883", "0.08437325201780698"],
  ],
  ["solid-HO-solid", "1", "3", ["0.5430462457247328", "0", "-0.1278017217201719", "0"]],
  ["spin-TLS-spin", "1", "3", ["0.3149807562105196", "0", "-0.08709091502998679", "0"]],
  [
    "solid-HO-metal",
    "1",
    "1",
    ["0.379270393839496", "-0.01641863176794355", "-0.09004018493637135", "0.003826767175739264"],
  ],
  [
    "spin-HO-metal",
    "1",
    "1",
    ["0.3258418278534479", "-0.1182915049603834", "-0.06807812030485814", "0.06206713668761983"],
  ],
  [
    "spin-TLS-metal",
    "1",
    "1",
    ["0.2481592318591303", "-0.06521401058472974", "-0.0707529673848056", "0.03738587076216262"],
  ],
  [
    "solid-TLS-metal",
    "1",
    "1",
    ["0.2888501154752015", "-0.004919389529615727", "-0.1257884744736465", "-0.001545480035083235"],
  ],
  [
    "spin-TLS-solid",
    "1",
    "1",
    ["0.2384058440442351", "-0.05683734647444415", "-0.06591825912193721", "0.03466108036204009"],
  ],
  [
    "spin-HO-solid",
    "1",
    "1",
    ["0.3130352854993313", "-0.09799108996764786", "-0.07367042634203046", "0.05572513959871758"],
  ],
  ["metal-HO-solid", "2", "1", ["0.4827077739775403", "0", "-0.1136015304179306", "0"]],
];

describe("golden numbers", () => {
  it.each(GOLDEN)("%s", (name, left, right, golden) => {
    const junction = parseShorthand(name);
    const slope = name === "metal-HO-solid" ? "0" : "0.2";
    const values: Record<string, string> = {
      omega: "1",
      T_a: "1",
      mu_L: "1",
      mu_R: "1",
      delta_L: slope,
      delta_R: slope,
    };
    const at = new Map(
      ["T_a", ...junction.parameters.map((p) => p.name)].map((p) => [
        p,
        parseExactNumber(values[p] ?? (p.endsWith("_L") ? left : right)),
      ]),
    );
    const result = expansion(junction, "J", at);
    golden.forEach((g, i) => {
      const value = result.value(i + 1, 16);
      // both are rounded to 16 digits (2 × 5e-16 at worst), then read as doubles (2 × 1.1e-16)
      expect(Math.abs(Number(value) - Number(g))).toBeLessThanOrEqual(1.22e-15 * Math.abs(Number(g)));
    });
  });
});
