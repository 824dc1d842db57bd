/**
 * Formulas of users: a name followed by brackets is the name at its own argument, a product, or refused; the many ways in
 * which papers and programs write one formula are read alike; complaints say where, counted in what was written.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../symbolic/expression/functions.js";
import { parseClaim } from "../../../src/claim/parse.js";
import { decideClaim } from "../../../src/claim/decide.js";
import { InputError } from "../../../src/input/errors.js";
import { type ExpressionParser, loadExpressionParser, RATE_RULES } from "../../../src/expression/parse.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { toLatex } from "../../../src/print/latex.js";
import { parseLatex } from "../../../src/expression/latex/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { toText } from "../../../src/expression/ascii.js";
import { heatdiode } from "../../heatdiode.js";

let parse: ExpressionParser;
beforeAll(async () => {
  parse = await loadExpressionParser();
});

const solid = parseShorthand("solid-TLS-solid");

function verdict(claim: string, junction: Junction = solid): string {
  return decideClaim(junction, parseClaim(claim, junction, parse)).verdict;
}

function complaint(claim: string, junction: Junction = solid): InputError {
  try {
    parseClaim(claim, junction, parse);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`read: ${claim}`);
}

const custom = (rate: string, bath = "custom"): Promise<Junction> =>
  parseJunctionFile(
    JSON.stringify({
      left: { bath, rate },
      right: { bath: "solid", coupling: "g_R*omega" },
      subsystem: { kind: "TLS", gap: "omega" },
    }),
  );

describe("a name followed by brackets", () => {
  const alpha_1 = (above: string, below = "\\Gamma_L+\\Gamma_R"): string =>
    `\\alpha_1 = \\frac{${above}}{T_a^2(${below})\\sinh(2\\omega/T_a)}`;

  it("with its own argument is the name: a coupling at the gap, a rate and a factor X at T, an occupation at both", () => {
    expect(
      verdict(
        alpha_1("2\\omega^2\\Gamma_L(\\omega)\\Gamma_R(\\omega)", "\\Gamma_L(\\omega)+\\Gamma_R(\\omega)"),
      ),
    ).toBe("proved");
    expect(
      verdict(alpha_1("2\\omega^2\\Gamma_L^2(\\omega)\\Gamma_B^R\\left(\\omega\\right)/\\Gamma_L")),
    ).toBe("proved");
    expect(
      verdict("alpha_1 = 2*omega^2*Gamma_L(omega)*Gamma_R/((Gamma_L + Gamma_R)*T_a^2*sinh(2*omega/T_a))"),
    ).toBe("proved");
    const J = (L: string, R: string, k = ["k^L", "k^R"]): string =>
      `J = \\frac{\\omega[n_S^L${L} - n_S^R${R}]}{n_S^L(-\\omega)/${k[0] ?? ""} + n_S^R(-\\omega)/${k[1] ?? ""}}`;
    expect(verdict(J("(\\omega)", "(\\omega)", ["k^L(T_L)", "k^R(\\omega,T_R)"]))).toBe("proved");
    expect(verdict(J("", "(\\omega, T_R)", ["k_L(T_L)", "k_{R}\\!\\left(T_R\\right)"]))).toBe("proved");
    const X = "J = omega*(X_L(T_L) - X_R)/((1 + X_R)/k_L(T_L) + (1 + X_L)/k_R(omega, T_R))";
    expect(verdict(X)).toBe("proved");
  });

  it("lacking a factor is refuted, and was proved before", () => {
    expect(verdict(alpha_1("2\\omega\\Gamma_L(\\omega)\\Gamma_R"))).toBe("refuted");
    expect(verdict(alpha_1("2\\Gamma_L(\\omega)\\Gamma_R(\\omega)"))).toBe("refuted");
    expect(verdict(alpha_1("2\\omega^2\\Gamma_L(\\omega)\\Gamma_R"))).toBe("proved");
    const spins = parseShorthand("spin-TLS-spin");
    const tanh = "\\left(\\tanh\\frac{\\omega}{2T_R}-\\tanh\\frac{\\omega}{2T_L}\\right)";
    const J = (above: string): string => `J = \\frac{${above}}{2(\\Upsilon_L+\\Upsilon_R)}${tanh}`;
    expect(verdict(J("\\omega\\Upsilon_L(\\omega)\\Upsilon_R(\\omega)"), spins)).toBe("proved");
    expect(verdict(J("\\Upsilon_L(\\omega)\\Upsilon_R"), spins)).toBe("refuted");
  });

  it("with a sum or a function inside is a product, as papers write", () => {
    const inside = ["\\Gamma_L+\\Gamma_R", "1+\\delta", "1-e^{-\\omega/T_L}", "T_a - \\Delta", "n_B^L + 1"];
    for (const name of ["\\Gamma_L", "\\omega", "T_a^2"]) {
      for (const sum of inside) {
        const read = parseLatex(`${name}(${sum})`, { parameters: ["Gamma_L", "Gamma_R", "delta"] });
        expect(toText(read)).toBe(
          toText(parseLatex(`${name}\\cdot(${sum})`, { parameters: ["Gamma_L", "Gamma_R", "delta"] })),
        );
      }
    }
    expect(toText(parseLatex("n_B^L(1+n_B^R)", { parameters: [] }))).toBe("n_B_L(omega)*(1 + n_B_R(omega))");
    expect(toText(parseLatex("n_S^L(1-2n_S^R)^2", { parameters: [] }))).toBe(
      "n_S_L(omega)*(1 - 2*n_S_R(omega))^2",
    );
    const fraction = "\\omega\\left(\\frac{\\Gamma_L\\Gamma_R}{\\Gamma_L+\\Gamma_R}\\right)";
    expect(verdict(`J = ${fraction}(n_B^L - n_B^R)`, parseShorthand("solid-HO-solid"))).toBe("proved");
  });

  it.each([
    "\\Gamma_L(x)",
    "\\Gamma_L(T_L)",
    "\\Gamma_L(2\\omega)",
    "\\Gamma_L(-\\omega)",
    "\\Gamma_L(\\omega+\\omega)",
    "\\Gamma_L^2(\\Gamma_R)",
    "\\Gamma_L[\\Gamma_R]",
    "\\omega(\\Gamma_L)",
    "T_a(\\omega)",
    "k^L(T_R)",
    "k^L(T_L + T_R)",
    "k^L(2T_L)",
    "2\\omega/\\Gamma_L(x)",
    "Gamma_L(x)",
    "omega(Gamma_L)",
    "k_L(T_R)",
    "Gamma_L(Gamma_L + Gamma_R)",
  ])("%s may be either: both readings are shown, and both ways out", (source) => {
    // the LaTeX reader knows where it is
    const { what, hint, at } = complaint(`J = 1 + ${source}`);
    expect(what).toMatch(/ may be the product [^ ]+\*\(.*\) or [^ ]+ at /);
    expect(hint).toMatch(/^write .* for the product/);
    if (source.includes("\\")) expect(at).toBe(source.startsWith("2") ? 17 : 9);
  });

  it("is not read with arguments that it does not have", () => {
    expect(complaint("J = \\Gamma_L(\\omega, T_L)").what).toMatch(/other arguments/);
    for (const wrong of [
      "n_B^L(T_L)",
      "n_B^L(\\omega/T_L)",
      "n_B^L(\\omega, T_R)",
      "n_B^L(1+\\omega)",
      "n_B^L(\\Gamma_L)",
    ]) {
      expect(complaint(`J = ${wrong}`).message).toMatch(/n_B\^L is not an energy.*n_B\^L\(\\omega\)/);
    }
    expect(toText(parseLatex("n_B(2\\omega, T_L)", { parameters: [] }))).toBe("n_B_L(2*omega)");
  });

  it("of levels has no single gap; a gap that is a sum is the argument of its couplings", async () => {
    const file = {
      left: { bath: "solid" },
      right: { bath: "solid" },
      subsystem: { kind: "TLS", gap: "w_1 + w_2" },
    };
    const j = await parseJunctionFile(JSON.stringify(file));
    const names = parseClaim("J = \\Gamma_L(w_1+w_2)\\Gamma_R(\\omega)", j, parse).formula;
    expect(toText(names)).toBe("Gamma_L*Gamma_R");
    expect(complaint("J = \\Gamma_L(w_1)", j).what).toMatch(/two|product/);
    expect(toText(parseClaim("J = \\Gamma_L \\cdot (w_1+w_2)", j, parse).formula)).toBe(
      "Gamma_L*(w_1 + w_2)",
    );
  });
});

describe("a custom rate", () => {
  it("takes n_B(omega), n_B(omega, T) and n_B at other energies, not n_B(T)", async () => {
    const [bare, atGap, atBoth] = await Promise.all(
      ["g_L*omega*(1+n_B)", "g_L*omega*(1+n_B(omega))", "g_L*omega*(1+n_B(omega, T))"].map((rate) =>
        custom(rate),
      ),
    );
    const J = "J = omega*(X_L - X_R)/((1 + X_R)/k_L + (1 + X_L)/k_R)";
    for (const j of [bare, atGap, atBoth]) {
      expect(verdict(J, j)).toBe("proved");
      expect(
        verdict(
          "J = omega*(X_L - X_R)/((1 + X_R)*(1 - X_L)/(g_L*omega) + (1 + X_L)*(1 - X_R)/(g_R*omega))",
          j,
        ),
      ).toBe("proved");
    }
    expect(toText(parse("n_B(2*omega)", RATE_RULES))).toBe("n_B(2*omega)");
    for (const wrong of ["n_B(T)", "n_S(omega/T)", "n_B(omega, omega)", "n_B()"]) {
      expect(() => parse(wrong, RATE_RULES)).toThrow(/takes an energy.*n_B \(?or|takes an energy/);
    }
  });

  it("refuses functions that it does not know, in a law too, and says where unspecified ones go", async () => {
    for (const name of ["sin", "log", "foo"]) {
      await expect(custom(`g_L*${name}(T)`)).rejects.toThrow(
        /known: exp, sinh, .*bath law is for unspecified functions/,
      );
    }
    await expect(custom("g_L*sin(T)", "law")).rejects.toThrow(/function sin .*another name, such as g\(T\)/);
    await expect(custom("g_L*g(T)", "law")).resolves.toBeDefined();
    await expect(custom("g_L*sinhh(T)")).rejects.toThrow(/did you mean sinh\?/);
    await expect(custom("g_L(omega)*T")).rejects.toThrow(/products are written with \*/);
  });
});

describe("one formula in many spellings", () => {
  const body = (above: string, below: string): string => `\\frac{${above}}{${below}}`;
  it.each([
    [
      "power before the index",
      body("2\\omega^2\\Gamma_L\\Gamma_R", "T^2_a(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/T_a)"),
    ],
    [
      "braced power before the index",
      body("2\\omega^2\\Gamma_L\\Gamma_R", "T^{2}_{a}(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/T_a)"),
    ],
    [
      "braces round a letter",
      body("2{\\omega}^2{\\Gamma}_L\\Gamma_R", "{T}_a^2(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/{T}_a)"),
    ],
    [
      "\\rm csch",
      `${body("2\\omega^2\\Gamma_L\\Gamma_R", "T_{\\rm a}^2(\\Gamma_L+\\Gamma_R)")}{\\rm csch}(2\\omega/T_a)`,
    ],
    [
      "\\mathrm{cosech}",
      `${body("2\\omega^2\\Gamma_L\\Gamma_R", "T_a^2(\\Gamma_L+\\Gamma_R)")}\\mathrm{cosech}\\left(\\frac{2\\omega}{T_a}\\right)`,
    ],
    [
      "\\operatorname{sech}",
      `${body("\\omega^2\\Gamma_L\\Gamma_R", "T_a^2(\\Gamma_L+\\Gamma_R)")}\\operatorname{sech}\\frac{\\omega}{T_a}\\operatorname{csch}\\frac{\\omega}{T_a}`,
    ],
    ["\\over", "{2\\omega^2\\Gamma_L\\Gamma_R \\over T_a^2(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/T_a)}"],
    [
      "\\over at the outside",
      "2\\omega^2\\Gamma_L\\Gamma_R \\over T_a^2(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/T_a)",
    ],
    [
      "\\exp",
      body(
        "4\\omega^2\\Gamma_L\\Gamma_R",
        "T_a^2\\,(\\Gamma_L+\\Gamma_R)\\bigl[\\exp\\left(2\\omega/T_a\\right)-e^{-2\\omega/T_a}\\bigr]",
      ),
    ],
    [
      "\\tfrac12 and \\dfrac",
      `\\tfrac12\\,\\dfrac{4\\omega^2\\Gamma_L\\Gamma_R}{T_a^2(\\Gamma_L+\\Gamma_R)\\sinh\\!\\left(2\\omega/T_a\\right)}`,
    ],
    ["Unicode", "2ω²Γ_LΓ_R/(T_a²(Γ_L + Γ_R)\\sinh(2ω/T_a))"],
    ["ASCII with **", "2*omega**2*Gamma_L*Gamma_R/((Gamma_L + Gamma_R)*T_a**2*sinh(2*omega/T_a))"],
    ["ASCII with Greek", "2·ω²·Γ_L·Γ_R/((Γ_L + Γ_R)·T_a^2·sinh(2·ω/T_a))"],
    ["a minus of Unicode", "−2*omega^2*Gamma_L*Gamma_R/((Gamma_L + Gamma_R)*T_a^2*sinh(−2*omega/T_a))"],
  ])("%s", (_, formula) => {
    expect(verdict(`\\alpha_1 = ${formula}`)).toBe("proved");
    expect(verdict(`alpha_1 == ${formula}`)).toBe("proved");
    // and none is accepted whatever stands there
    expect(
      verdict(
        formula.includes("\\") ? `alpha_1 = 2\\cdot\\left(${formula}\\right)` : `alpha_1 = 2*(${formula})`,
      ),
    ).toBe("refuted");
  });

  it.each([
    "{\\cal R} = 1",
    "\\mathcal{R} = 1",
    "\\mathcal R(T_a,\\Delta) = 1",
    "{\\rm R} == 1",
    "R(\\Delta) = 1",
  ])("%s", (claim) => {
    expect(verdict(claim, parseShorthand("solid-HO-solid"))).toBe("proved");
  });

  it.each([
    ["\\sinh^{-1}(x)", /inverse function or the reciprocal/],
    ["\\sinh^{-1} x", /\\frac\{1\}\{\\sinh/],
    ["T_{a}^2^3", /power of a power/],
    ["\\ln x", /\\ln is not known at character 5; functions: exp, sinh/],
    ["a \\over b \\over c", /cannot be read/],
    ["\\Gamma_L^x", /not a rational number/],
  ])("%s is refused with the way out", (source, message) => {
    expect(complaint(`J = ${source}`).message).toMatch(message);
  });
});

describe("complaints", () => {
  it.each([
    ["alpha_1 = 2*omega + ) ", 21],
    ["  J = (omega", 7],
    ["J == omega + #", 14],
    ["J = \\frac{\\omega}{2} \\foo", 22],
    ["\\[ J = \\omega + \\frac{1}{", 26],
    ["J = P + \\omega; P = \\omega + \\Gamma_L(x)", 30],
    ["J = P + omega; P = omega + *", 28],
    ["J = \\omega\\,\\Gamma_L\\left(x\\right)", 13],
    ["J = ω + ω + Γ_L + ?", 19],
  ])("count from the start of what was written: %s", (claim, at) => {
    const error = complaint(claim);
    expect([claim, error.message, error.at]).toEqual([claim, error.message, at]);
    expect(error.message).toContain(`at character ${at}`);
  });

  it("come at once, in one line, for text that would exhaust a recursive reader", () => {
    const deep = [
      ["(", "x", ")"],
      ["\\left(", "x", "\\right)"],
      ["{", "x", "}"],
      ["-", "x", ""],
      ["\\sqrt ", "x", ""],
      ["\\frac ", "1", "1"],
      ["\\sinh ", "x", ""],
      ["x^{", "2", "}"],
      ["\\Gamma_L(1+", "x", ")"],
      ["exp(", "x", ")"],
    ] as const;
    const start = performance.now();
    for (const [open, middle, close] of deep) {
      const n = Math.floor(60_000 / (open.length + close.length));
      const { message } = complaint(`J = ${open.repeat(n)}${middle}${close.repeat(n)}`);
      expect(message).toMatch(/nesting deeper|characters; at most|cannot be read|nested/);
      expect(message).not.toContain("\n");
    }
    for (const [open, middle, close] of deep) {
      const n = 90;
      try {
        parseClaim(`J = ${open.repeat(n)}${middle}${close.repeat(n)}`, solid, parse);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
    // half a second on an idle machine; a reader that recursed or went back would take minutes
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it("refuse definitions that double 40 times, and one that uses itself", () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `P_${i} = P_${i + 1} + P_${i + 1}`).join("; ");
    expect(complaint(`J = P_0; ${doubling}; P_40 = omega`).message).toMatch(/more than 200000 parts/);
    expect(complaint("J = P_1; P_1 = P_2; P_2 = P_1").message).toMatch(/defined by itself/);
  });
});

it("what the command prints and answers for the paper's own notation", async () => {
  const claim =
    "\\alpha_1 = \\frac{2\\omega\\Gamma_L(\\omega)\\Gamma_R}{T_a^2(\\Gamma_L+\\Gamma_R)\\sinh(2\\omega/T_a)}";
  expect((await heatdiode("check", "solid-TLS-solid", "--claim", claim)).status).toBe(1);
  const unclear = await heatdiode("check", "solid-TLS-solid", "--claim", "\\alpha_1 = \\Gamma_L(x)");
  expect(unclear.status).toBe(2);
  expect(unclear.err.trim().split("\n")).toHaveLength(1);
  expect(unclear.err).toMatch(/Gamma_L\*\(x\) or Gamma_L at x at character 12/);
});

describe("LaTeX that heatdiode prints", () => {
  it("keeps a factor in brackets from being taken for an argument", () => {
    const rules = { ...RATE_RULES, symbols: [...RATE_RULES.symbols, "T_a"] };
    const shown = (source: string): string => toLatex(parse(source, rules));
    expect(shown("Gamma_L*(omega_1 + omega_2)")).toBe("\\Gamma_L \\cdot (\\omega_1 + \\omega_2)");
    expect(shown("Gamma_L*(T_a/2)^(1/2)")).toContain("\\Gamma_L \\cdot ");
    expect(shown("Gamma_L*(Gamma_L + Gamma_R)")).toBe("\\Gamma_L (\\Gamma_L + \\Gamma_R)");
    expect(shown("omega*(1 + omega)")).not.toContain("cdot");
    for (const { name, kind } of FUNCTIONS) {
      if (kind === "occupation" || kind === "circular") continue;
      const read = parseLatex(shown(`omega*${name}(omega/T_a)^2`), { parameters: [] });
      expect(toText(read).replace(/\s/g, "")).toMatch(
        new RegExp(`omega\\*(?:${name}\\(.*\\)|\\(?.*\\)?)\\^2`),
      );
    }
  });
});
