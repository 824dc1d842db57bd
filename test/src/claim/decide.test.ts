import { draws } from "../../effort.js";
import { type BigNumber, all, create } from "mathjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Claim,
  type ClaimOptions,
  type ClaimVerdict,
  decideClaim,
  parseClaim,
} from "../../../src/claim/decide.js";
import { parseBindings } from "../../../src/model/point.js";
import { assuming, parseAssumptions } from "../../../src/exact/assumptions.js";
import { randomSource } from "../../../src/input/random-source.js";
import { replaceSymbol } from "../../../src/expression/substitute.js";
import { InputError } from "../../../src/input/errors.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { type ExpressionParser, loadExpressionParser } from "../../../src/expression/parse.js";
import { toLatex } from "../../../src/print/latex.js";
import { parseLatex } from "../../../src/expression/latex/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { toText } from "../../../src/expression/ascii.js";

const MUTATIONS = draws(200, 40);

/** 70 digits, for a check that shares nothing with the derivation. */
const math = create(all ?? {}, { number: "BigNumber", precision: 70 });

let parse: ExpressionParser;
beforeAll(async () => {
  parse = await loadExpressionParser();
});

function decide(name: string, text: string, options: ClaimOptions & { assume?: string } = {}): ClaimVerdict {
  const junction = parseShorthand(name);
  const claim = parseClaim(text, junction, parse);
  const assumed = options.assume === undefined ? [] : parseAssumptions(options.assume, junction, parse);
  const formula = assumed.reduce((e, a) => replaceSymbol(e, a.name, a.value), claim.formula);
  return decideClaim(assuming(junction, assumed), { ...claim, formula } satisfies Claim, options);
}

const HO_14 =
  "J^{(HO)} = -\\frac{\\omega[n_B^L(\\omega) - n_B^R(\\omega)]}{n_B^L(-\\omega)/k^L + n_B^R(-\\omega)/k^R}";
const TLS_15 =
  "J^{(TLS)} = \\frac{\\omega[n_S^L(\\omega) - n_S^R(\\omega)]}{n_S^L(-\\omega)/k^L + n_S^R(-\\omega)/k^R}";
const R_20 =
  "\\mathcal{R} = \\frac{(2 + \\delta_R \\frac{T_L}{\\mu_R})(1 + \\delta_R \\frac{T_R}{\\mu_R})}" +
  "{(1 + \\delta_R \\frac{T_L}{\\mu_R})(2 + \\delta_R \\frac{T_R}{\\mu_R})}";
const R_20_LINEAR = "\\mathcal{R} = 1 - \\Delta \\frac{\\delta_R}{2\\mu_R}";
const J_21 =
  "J(T_a, \\Delta) = \\frac{\\omega \\Gamma_B^L \\Gamma_B^R \\Delta}{2\\Gamma_B^L T_L + 2\\Gamma_B^R T_R}";

describe("the paper's formulas as claims", () => {
  it("(14) and (15) are proved for every pair of baths, and not for the other subsystem", () => {
    for (const left of ["spin", "solid", "metal"]) {
      for (const right of ["spin", "solid", "metal"]) {
        expect(decide(`${left}-HO-${right}`, HO_14).verdict).toBe("proved");
        expect(decide(`${left}-TLS-${right}`, TLS_15).verdict).toBe("proved");
      }
    }
    expect(decide("solid-TLS-solid", HO_14).verdict).toBe("refuted");
    expect(decide("solid-HO-metal", TLS_15).verdict).toBe("refuted");
  });

  it("(20) holds at equal couplings only; its linear term to leading order in delta, not exactly", () => {
    expect(decide("solid-HO-metal", R_20, { assume: "Gamma_L = Gamma_R" }).verdict).toBe("proved");
    expect(decide("solid-HO-metal", R_20).verdict).toBe("refuted");
    const linear = { assume: "Gamma_L = Gamma_R", leading: "delta_R" };
    expect(decide("solid-HO-metal", R_20_LINEAR, linear).verdict).toBe("proved");
    expect(decide("solid-HO-metal", R_20_LINEAR, { assume: "Gamma_L = Gamma_R" }).verdict).toBe("refuted");
    expect(decide("solid-HO-metal", R_20_LINEAR.replace("- ", "+ "), linear).verdict).toBe("refuted");
  });

  it("(21) is the classical limit of solid-TLS-solid, not of solid-HO-solid as it is announced", () => {
    expect(decide("solid-TLS-solid", J_21, { classical: true }).verdict).toBe("proved");
    expect(decide("solid-HO-solid", J_21, { classical: true }).verdict).toBe("refuted");
    expect(decide("solid-TLS-solid", J_21).verdict).toBe("refuted");
  });

  it("formulas of design section 4 are proved in ASCII", () => {
    const alpha_2 =
      "alpha_2 = -4*omega^3*Gamma_L*Gamma_R*(Gamma_L - Gamma_R)/((Gamma_L + Gamma_R)^2*T_a^4*sinh(2*omega/T_a)^2)";
    expect(decide("solid-TLS-solid", alpha_2).verdict).toBe("proved");
    const s = "(tanh(omega/(2*T_R)) - tanh(omega/(2*T_L)))/(tanh(omega/(2*T_R)) + tanh(omega/(2*T_L)))";
    const x = "(Gamma_L - Gamma_R)/(Gamma_L + Gamma_R)";
    expect(
      decide("solid-TLS-solid", `J = omega*Gamma_L*Gamma_R/(Gamma_L + Gamma_R)*(${s})/(1 + ${x}*(${s}))`)
        .verdict,
    ).toBe("proved");
    expect(decide("solid-TLS-solid", `R = (1 - ${x}*${s})/(1 + ${x}*${s})`).verdict).toBe("proved");
    expect(decide("solid-TLS-solid", `contrast = -${x}*${s}`).verdict).toBe("proved");
    expect(decide("solid-HO-solid", "alpha_2 = 0").verdict).toBe("proved");
    expect(decide("solid-HO-solid", "R = 1").verdict).toBe("proved");
  });
});

describe("formulas that heatdiode prints", () => {
  const printed = (): [string, number][] => [
    ["solid-TLS-solid", 1],
    ["solid-TLS-solid", 2],
    ["solid-TLS-solid", 3],
    ["spin-TLS-solid", 2],
    ["solid-HO-metal", 2],
    ["spin-HO-spin", 2],
    ["spin-TLS-metal", 2],
    ["solid-ladder:3-solid", 2],
  ];

  it("read back from LaTeX and from text as proved claims", () => {
    for (const [name, k] of printed()) {
      const e = expansion(parseShorthand(name)).expression(k);
      expect([name, k, decide(name, `\\alpha_${k} = ${toLatex(e)}`).verdict]).toEqual([name, k, "proved"]);
      expect([name, k, decide(name, `alpha_${k} = ${toText(e)}`).verdict]).toEqual([name, k, "proved"]);
    }
  });

  it("with names for their parts read back with the definitions after semicolons", () => {
    const claim =
      "alpha_1 = P_1/(T_a^2*(Gamma_L + Gamma_R)*sinh(2*y)); y = omega/T_a; P_1 = 2*omega*Q; Q = omega*Gamma_L*Gamma_R";
    expect(decide("solid-TLS-solid", claim).verdict).toBe("proved");
    expect(decide("solid-TLS-solid", claim.replace("2*omega*Q", "omega*Q")).verdict).toBe("refuted");
    const latex =
      "\\alpha_1 = \\frac{P_1}{T_a^2\\;\\sinh(2y)}; P_{1} = \\frac{2\\omega^2\\Gamma_L\\Gamma_R}{\\Gamma_L+\\Gamma_R};\\; y = \\omega/T_a";
    expect(decide("solid-TLS-solid", latex).verdict).toBe("proved");
    for (const wrong of ["J = P; P = P + 1", "J = y; T_a = 1", "J = y; y", "J = y; Gamma_L = 2"]) {
      expect(() => decide("solid-TLS-solid", wrong)).toThrow(InputError);
    }
  });

  it(`are refuted in ${MUTATIONS} random mutations, each with certified values that differ`, () => {
    const random = randomSource(20081024);
    let count = 0;
    const list = printed();
    while (count < MUTATIONS) {
      const [name, k] = list[Math.floor(random() * list.length)] as [string, number];
      const text = toText(expansion(parseShorthand(name)).expression(k));
      const mutant = mutate(text, random);
      if (mutant === undefined) continue;
      const values = evaluateBoth(text, mutant, random);
      if (values === undefined) continue; // not shown to be another function: not a mutation
      count++;
      const found = decide(name, `alpha_${k} = ${mutant}`);
      expect([name, mutant, found.verdict]).toEqual([name, mutant, "refuted"]);
      expect(found.counterexample?.claimed).not.toBe(found.counterexample?.actual);
      expect(found.counterexample?.claimed).toBeDefined();
    }
  });
});

describe("unknown functions and roots", () => {
  const file = (text: unknown): Promise<Junction> => parseJunctionFile(JSON.stringify(text));
  const gap = { kind: "TLS", gap: "omega" };
  const law = (): Promise<Junction> =>
    file({
      left: { bath: "law", rate: "c*g(T)/(1 - exp(-omega/T))" },
      right: { bath: "law", rate: "g(T)/(1 - exp(-omega/T))" },
      subsystem: gap,
    });
  const half = (): Promise<Junction> =>
    file({
      left: { bath: "custom", rate: "Gamma_L*sqrt(T)/(1 - exp(-omega/T))" },
      right: { bath: "solid", coupling: "Gamma_R" },
      subsystem: gap,
    });
  const verdict = (j: Junction, text: string): string => decideClaim(j, parseClaim(text, j, parse)).verdict;

  it("are decided: derivatives of g at T_a/2, g at both ends, roots of temperatures", async () => {
    const [unknown, half_] = await Promise.all([law(), half()]);
    // from F_ν = tanh(ω/2T)/k_ν: R = [F_L(T_R) + F_R(T_L)]/[F_L(T_L) + F_R(T_R)]
    const F = "(tanh(omega/(2*T_R))/(c*g(T_R)) + tanh(omega/(2*T_L))/g(T_L))";
    const G = "(tanh(omega/(2*T_L))/(c*g(T_L)) + tanh(omega/(2*T_R))/g(T_R))";
    expect(verdict(unknown, `R = ${F}/${G}`)).toBe("proved");
    expect(verdict(unknown, `R = ${G}/${F}`)).toBe("refuted");
    expect(verdict(unknown, "J = g(T_L) - g(T_L)")).toBe("refuted");
    const J =
      "J = \\omega\\left[n_B^L - n_B^R\\right]" +
      "\\frac{\\Gamma_L\\sqrt{T_L}\\Gamma_R}{\\Gamma_L\\sqrt{T_L}\\coth\\frac{\\omega}{2T_L}+\\Gamma_R\\coth\\frac{\\omega}{2T_R}}";
    expect(verdict(half_, J)).toBe("proved");
    expect(verdict(half_, J.replace(/sqrt\{T_L\}/g, "sqrt{T_R}"))).toBe("refuted");
    expect(verdict(half_, J.replace(/\\sqrt\{T_L\}/g, "T_L^{2/3}T_L^{-\\frac16}"))).toBe("proved");
    expect(
      verdict(half_, J.replace("\\omega\\left", "\\frac{\\sqrt{4T_L\\omega^2}}{2T_L^{1/2}}\\left")),
    ).toBe("proved");
  });

  it("coefficients read back as proved, and mutants of them are refuted with certified values", async () => {
    const random = randomSource(1905);
    for (const [j, orders] of [
      [await law(), [1, 2, 3]],
      [await half(), [1, 2]],
    ] as const) {
      for (const k of orders) {
        const e = expansion(j).expression(k);
        const text = toText(e);
        expect([k, verdict(j, `\\alpha_{${k}} = ${toLatex(e)}`)]).toEqual([k, "proved"]);
        expect([text, verdict(j, `alpha_${k} = ${text}`)]).toEqual([text, "proved"]);
        for (let count = 0; count < 8;) {
          const mutant = mutate(text, random);
          // g elsewhere than at T_a/2 would be wrong input
          if (mutant === undefined || argumentsOf(mutant) !== argumentsOf(text)) continue;
          if (evaluateBoth(text, mutant, random) === undefined) continue;
          count++;
          const found = decideClaim(j, parseClaim(`alpha_${k} = ${mutant}`, j, parse));
          expect([mutant, found.verdict]).toEqual([mutant, "refuted"]);
          expect(found.counterexample?.claimed).not.toBe(found.counterexample?.actual);
          expect(found.counterexample?.claimed).toBeDefined();
        }
      }
    }
  });

  const argumentsOf = (text: string): string => (text.match(/g'*\([^)]*\)/g) ?? []).sort().join();
});

describe("claims at given values", () => {
  const at = (name: string, text: string, values: string): ClaimVerdict => {
    const j = parseShorthand(name);
    return decideClaim(j, parseClaim(text, j, parse), { at: parseBindings(values, j, { allowDelta: true }) });
  };

  it("are decided in what stays free; e^(number) is transcendental", () => {
    const alpha_2 = "-Gamma_R*(1 - Gamma_R)/((1 + Gamma_R)^2*(exp(1) - exp(-1))^2)";
    expect(at("solid-TLS-solid", `alpha_2 = ${alpha_2}`, "omega=1,T_a=2,Gamma_L=1").verdict).toBe("proved");
    const wrong = at("solid-TLS-solid", `alpha_2 = 2*${alpha_2}`, "omega=1,T_a=2,Gamma_L=1");
    expect(wrong).toMatchObject({ verdict: "refuted", counterexample: { at: { T_a: "2", omega: "1" } } });
    expect(at("solid-TLS-solid", `alpha_2 = ${alpha_2}`, "omega=1,T_a=3,Gamma_L=1").verdict).toBe("refuted");
    const J =
      "J = omega*Gamma_R*(1/(exp(omega) - 1) - 1/(exp(2*omega) - 1))/(coth(omega/2) + Gamma_R*coth(omega))";
    expect(at("solid-TLS-solid", J, "T_a=3/2,Delta=1/2,Gamma_L=1").verdict).toBe("proved");
    expect(at("solid-TLS-solid", J, "T_L=1/2,T_R=1,Gamma_L=1").verdict).toBe("refuted");
  });

  it("with one temperature given, counterexamples keep to it", () => {
    const R = (T: string): string =>
      `R = (Gamma_L*coth(omega/(2*${T})) + Gamma_R*coth(omega/(2*T_L)))` +
      "/(Gamma_L*coth(omega/(2*T_L)) + Gamma_R*coth(omega/(2*T_R)))";
    expect(at("solid-TLS-solid", R("(3 - T_L)"), "T_a=3").verdict).toBe("proved");
    expect(at("solid-TLS-solid", R("(T_L - 1/2)"), "Delta=1/2").verdict).toBe("proved");
    const found = at("solid-TLS-solid", R("(4 - T_L)"), "T_a=3");
    expect(found).toMatchObject({ verdict: "refuted", counterexample: { at: { T_a: "3" } } });
    expect(() => at("solid-TLS-solid", "alpha_2 = 0", "Delta=1/2")).toThrow(InputError);
  });
});

describe("formulas as papers print them", () => {
  const J_solid =
    "\\frac{\\omega\\Gamma_L\\Gamma_R(n_B^L-n_B^R)}{\\Gamma_L\\coth(\\omega/2T_L)+\\Gamma_R\\coth(\\omega/2T_R)}";
  const alpha_2 =
    "\\alpha_{2}(T_a) = -\\frac{4\\omega^{3}\\,\\Gamma_{L}\\Gamma_{R}\\left(\\Gamma_{L}-\\Gamma_{R}\\right)}{";
  const power_4 = "\\left(\\Gamma_{L}+\\Gamma_{R}\\right)^{2}T_{\\mathrm{a}}^{4}";
  it.each([
    ["solid-TLS-solid", `J = ${J_solid}`],
    [
      "solid-TLS-solid",
      `J(T_a,\\Delta)=${J_solid.replaceAll("\\omega", "\\hbar\\omega").replaceAll("2T_", "2k_BT_")}`,
    ],
    [
      "solid-TLS-solid",
      `\\[J = ${J_solid.replaceAll("\\omega/2T_L", "\\beta_L\\omega/2").replaceAll("\\omega/2T_R", "\\beta_R\\omega/2")}.\\]`,
    ],
    ["solid-TLS-solid", `${alpha_2}${power_4}\\,\\sinh^{2}\\!\\left(\\frac{2\\omega}{T_{a}}\\right)}`],
    ["solid-TLS-solid", `${alpha_2}${power_4}}\\mathrm{csch}^2(2\\omega/T_\\mathrm{a})`],
    [
      "solid-TLS-solid",
      `${alpha_2}4${power_4}}\\operatorname{csch}^2\\frac{\\omega}{T_a}\\sech^2\\frac\\omega{T_a}`,
    ],
    [
      "solid-TLS-solid",
      "\\mathcal{R}(\\Delta)=\\frac{\\Gamma_L\\coth\\frac{\\omega}{2T_R}+\\Gamma_R\\coth\\frac{\\omega}{2T_L}}{\\Gamma_L\\coth\\frac{\\omega}{2T_L}+\\Gamma_R\\coth\\frac{\\omega}{2T_R}}",
    ],
    [
      "solid-TLS-solid",
      "C = \\frac{\\Gamma_R-\\Gamma_L}{\\Gamma_L+\\Gamma_R}\\frac{\\sinh\\left[\\frac{2\\omega\\Delta T}{T_a^2-\\Delta T^2}\\right]}{\\sinh\\left[\\frac{2\\omega T_a}{T_a^2-\\Delta^2}\\right]}",
    ],
    [
      "solid-HO-solid",
      "J = \\frac{\\Gamma_B^L\\Gamma_B^R}{\\Gamma_B^L+\\Gamma_B^R}\\,\\omega\\,\\bigl[n_{\\mathrm B}^{\\mathrm L}(\\omega)-n_{\\mathrm B}^{\\mathrm R}(\\omega)\\bigr]",
    ],
    [
      "solid-HO-solid",
      "J = \\frac{\\omega\\Gamma_L\\Gamma_R}{\\Gamma_L+\\Gamma_R}\\left\\{\\frac{1}{e^{\\omega/T_L}-1}-\\frac1{\\mathrm{e}^{\\omega/T_R}-1}\\right\\}",
    ],
    [
      "solid-HO-solid",
      "J = \\tfrac12\\,\\omega\\,\\dfrac{\\Gamma_L\\Gamma_R}{\\Gamma_L+\\Gamma_R}\\frac{\\sinh\\frac{\\omega\\Delta}{2T_LT_R}}{\\sinh\\frac{\\omega}{2T_L}\\sinh\\frac{\\omega}{2T_R}}",
    ],
    [
      "solid-HO-solid",
      "J = \\frac{\\omega\\sqrt{\\Gamma_L^2}\\,\\Gamma_R^{1/2}\\sqrt[3]{\\Gamma_R}\\,\\Gamma_R^{\\frac16}}{\\Gamma_L+\\Gamma_R}(n_B^L(\\omega) - n_B^R(\\omega))",
    ],
    [
      "solid-HO-solid",
      "J = -\\omega \\times \\frac{\\Gamma_L\\cdot\\Gamma_R}{\\Gamma_L+\\Gamma_R}(n_B^L(-\\omega)-n_B^{R}(-\\omega))",
    ],
    [
      "spin-TLS-spin",
      "J^{\\mathrm{TLS}} = \\frac{\\Upsilon_L\\Upsilon_R}{\\Upsilon_L+\\Upsilon_R}\\,\\omega\\,[n_S^L(\\omega)-n_S^R(\\omega)]",
    ],
    [
      "spin-TLS-spin",
      "J = \\frac{\\omega}{2}\\frac{\\Upsilon_L\\Upsilon_R}{\\Upsilon_L+\\Upsilon_R}\\left(\\tanh\\frac{\\omega}{2T_R}-\\tanh\\frac{\\omega}{2T_L}\\right)",
    ],
    [
      "spin-HO-spin",
      "J = \\frac{\\omega\\Upsilon_L\\Upsilon_R(n_B^L-n_B^R)}{\\Upsilon_R(1+2n_B^L)+\\Upsilon_L(1+2n_B^R)}",
    ],
    [
      "solid-HO-metal",
      "J = -\\frac{\\omega\\left(n_B^L(\\omega) - n_B^R(\\omega)\\right)}{n_B^L(-\\omega)/k^L + n_B^R(-\\omega)/k^R}",
    ],
    [
      "solid-HO-metal",
      "J = \\omega(n_B^L-n_B^R)\\frac{\\Gamma_B^L\\Gamma_F^R(1+\\delta T_R/\\mu)}{\\Gamma_B^L+\\Gamma_F^R(1+\\delta T_R/\\mu)}",
    ],
  ])("%s: %s", (name, text) => {
    expect(decide(name, text).verdict).toBe("proved");
  });
});

describe("claims", () => {
  it("stay undecided, with the reason, where the formula leaves the field", () => {
    expect(decide("solid-TLS-solid", "J = exp(sqrt(Gamma_L))*omega")).toMatchObject({
      verdict: "undecided",
      reason: "a root inside an exponential, or a root inside a root",
    });
    expect(decide("solid-TLS-solid", "J = sqrt((Gamma_L - Gamma_R)^2)*omega")).toMatchObject({
      verdict: "undecided",
      reason: "the root of a square whose sign is not known",
    });
  });

  it("with exponentials of other arguments are decided too", () => {
    expect(decide("solid-TLS-solid", "J = exp(-omega/T_a)*omega").verdict).toBe("refuted");
    expect(decide("solid-HO-solid", "R = exp(omega/T_a)*exp(-2*omega/(2*T_a))").verdict).toBe("proved");
    expect(
      decide("solid-HO-solid", "R = sinh(omega/(3*T_L))/(2*sinh(omega/(6*T_L))*cosh(omega/(6*T_L)))").verdict,
    ).toBe("proved");
  });

  it("about unknown names or quantities are wrong input", () => {
    expect(() => decide("solid-TLS-solid", "J = Gamma_X")).toThrow(InputError);
    expect(() => decide("solid-TLS-solid", "K = 1")).toThrow(InputError);
    expect(() => decide("solid-TLS-solid", "J")).toThrow(InputError);
    expect(() => decide("solid-TLS-solid", "J = 1", { leading: "delta_R" })).toThrow(InputError);
    expect(() => decide("solid-TLS-solid", "J = 1", { assume: "Gamma_X = 1" })).toThrow(InputError);
    expect(() => decide("solid-TLS-solid", "J = \\frac{1}{")).toThrow(InputError);
  });
});

describe("LaTeX", () => {
  const text = (source: string): string => toText(parseLatex(source, { parameters: ["Gamma_L", "delta_R"] }));
  it("reads symbols with the end as sub- or superscript, powers and functions", () => {
    expect(text("\\Gamma_B^L")).toBe("Gamma_L");
    expect(text("\\Gamma_{B}^{L} T_R^2")).toBe("Gamma_L*T_R^2");
    expect(text("\\Gamma_L^{2}")).toBe("Gamma_L^2");
    expect(text("\\sinh^{2}\\left(\\frac{\\omega}{T_a}\\right)")).toBe("sinh(omega/T_a)^2");
    expect(text("e^{-\\omega/T_L}")).toBe("exp(-omega/T_L)");
    expect(text("n_B^L(-\\omega)")).toBe("n_B_L(-omega)");
    expect(text("2\\omega\\,\\delta_R/3")).toBe("2*omega*delta_R/3");
    expect(text("-(a - b)c")).toBe("-(a - b)*c");
  });
  it("refuses what is not clear", () => {
    for (const source of [
      "\\tanh \\omega/2T_a",
      "\\sinh^{-1}(x)",
      "x^10",
      "a/b(c)",
      "1/2x",
      "\\frac{1}{",
      "a^b",
      "\\foo",
      "a)",
      "\\left(a",
      "",
    ]) {
      expect(() => parseLatex(source, { parameters: [] })).toThrow(InputError);
    }
  });
});

/** One sign, exponent or coefficient changed. */
function mutate(text: string, random: () => number): string | undefined {
  const places = [...text.matchAll(/ [+-] |\^\d+|\d+/g)];
  const place = places[Math.floor(random() * places.length)];
  if (!place) return undefined;
  const found = place[0];
  const by =
    found === " + "
      ? " - "
      : found === " - "
        ? " + "
        : found.startsWith("^")
          ? `^${Number(found.slice(1)) + 1}`
          : String(Number(found) + 1);
  return text.slice(0, place.index) + by + text.slice(place.index + found.length);
}

/** Both texts at a random point with 60 digits, if they differ there by more than a relative 10^-50. */
function evaluateBoth(a: string, b: string, random: () => number): true | undefined {
  const names = new Set(plain(a).match(/[A-Za-z][A-Za-z0-9_]*/g));
  const scope = Object.fromEntries(
    [...names]
      .filter((n) => !FUNCTIONS.has(n))
      .map((n) => [n, math.bignumber(1 + Math.floor(random() * 30)).div(8)]),
  );
  const [x, y] = [a, b].map((t) => math.evaluate(plain(t), { ...scope }) as BigNumber) as [
    BigNumber,
    BigNumber,
  ];
  return x.minus(y).abs().gt(x.abs().times("1e-50")) ? true : undefined;
}

/** g''(T_a/2) and g(T_L) as numbers of their own; halves as exact exponents. */
function plain(text: string): string {
  return text
    .replace(
      /g('*)\((T_a\/2|T_[LR])\)/g,
      (_, primes: string, at: string) => `g${primes.length}${at.slice(2, 3)}`,
    )
    .replace(/\^\(1\/2\)/g, "^0.5");
}

const FUNCTIONS = new Set(["sinh", "cosh", "tanh", "coth", "sech", "csch", "exp", "sqrt"]);
