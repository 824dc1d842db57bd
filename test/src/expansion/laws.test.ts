import { type BigNumber, all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { evaluateCertified } from "../../../numeric/index.js";
import { factor } from "../../../symbolic/polynomial/factor.js";
import { evenPart, reversed } from "../../../symbolic/thermal/parity.js";
import { divideExactly, equals, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import {
  add,
  constant,
  divide,
  equals as equalFractions,
  isZero,
  multiply,
  ONE,
  power,
  subtract,
} from "../../../symbolic/fraction/rational-function.js";
import { checkProof } from "../../../src/proof-checker/check.js";
import { certificateNames } from "../../../src/certificate/names.js";
import { polynomialText } from "../../../src/certificate/text.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { resistances } from "../../../src/conditions/parity/even-part.js";
import { parityVerdict } from "../../../src/conditions/parity/parity.js";
import { type ExactCurrent, exactCurrent, thermalField } from "../../../src/exact/ladder-current.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { numericModel } from "../../../src/model/model.js";
import { toText } from "../../../src/expression/ascii.js";

const law = (left: string, right: string, kind: string): Promise<Junction> =>
  parseJunctionFile(
    JSON.stringify({
      left: { bath: "law", rate: left },
      right: { bath: "law", rate: right },
      subsystem: { kind },
    }),
  );

const none = new Map<string, never>();

/** h(T_L) − h(T_R) and the sums S(Δ), S(−Δ) of F_ν, F = 1/((1 + σX)k). */
function parts(current: ExactCurrent): {
  difference: ReturnType<typeof subtract>;
  S: ReturnType<typeof add>;
  back: ReturnType<typeof add>;
} {
  const found = resistances(current, none);
  if (!found) throw new Error("two levels or the oscillator");
  const v = current.variables;
  const { h, p } = found;
  const half = constant({ numerator: 1n, denominator: 2n });
  const left = multiply(half, add(p, h)); // F_L(T_L)
  const right = multiply(half, subtract(p, h)); // F_R, at T_L
  const S = add(left, reversed(v, right));
  return { difference: subtract(h, reversed(v, h)), S, back: add(reversed(v, left), right) };
}

describe("(i) arbitrary rates: no rectification iff h(T) is constant", () => {
  it.each(["TLS", "HO"])(
    "for %s the even part is [h(T_R) - h(T_L)] times what never vanishes",
    async (kind) => {
      const j = await law("f(T)", "g(T)", kind);
      const current = exactCurrent(j);
      const v = current.variables;
      const { difference, S, back } = parts(current);
      // J = G/S, G antisymmetric: J(Δ) + J(−Δ) = G·(S(−Δ) − S(Δ))/(S(Δ)S(−Δ)) and S(−Δ) − S(Δ) = h(T_R) − h(T_L)
      const G = multiply(current.current, S);
      expect(isZero(add(G, reversed(v, G)))).toBe(true);
      const sum = add(current.current, reversed(v, current.current));
      const product = divide(multiply(G, subtract(back, S)), multiply(S, back));
      expect(equalFractions(sum, product)).toBe(true);
      expect(isZero(add(subtract(back, S), multiply(difference, ONE)))).toBe(kind === "TLS" || kind === "HO");
      // S is a sum of positive terms; G = ω(X_L − X_R)/((1 + σX_L)(1 + σX_R)) vanishes at Δ = 0 only
      const field = thermalField(j, [{ type: "symbol", name: "omega" }], none);
      const [x, y] = (["L", "R"] as const).map((side) =>
        field.boltzmann(side, { type: "symbol", name: "omega" }),
      ) as [typeof ONE, typeof ONE];
      const sign = constant(kind === "TLS" ? 1n : -1n);
      const omega = field.parameterValue({ type: "symbol", name: "omega" });
      const stated = divide(
        multiply(omega, subtract(x, y)),
        multiply(add(ONE, multiply(sign, x)), add(ONE, multiply(sign, y))),
      );
      expect(equalFractions(G, stated)).toBe(true);
    },
  );

  it("and for unrelated unknown laws it always occurs", async () => {
    for (const kind of ["TLS", "HO"]) {
      const c = conditions(await law("f(T)", "g(T)", kind));
      expect([c.verdict.rectifies, c.type]).toEqual(["always", "A"]);
      expect(checkProof(JSON.parse(JSON.stringify(c.certificate))).accepted).toBe(true);
    }
  });
});

/** The factors of the even part's numerator, as text. */
function factors(current: ExactCurrent, hints: readonly Polynomial[] = []): string[] {
  const { numerator } = evenPart(current.variables, current.current).value;
  return factor(numerator, hints).factors.map((f) =>
    polynomialText(f.base, certificateNames(current.variables).all),
  );
}

describe("(ii) one law, different couplings: type B", () => {
  it("with an unknown law, rectification is absent iff c = 1", async () => {
    for (const kind of ["TLS", "HO"]) {
      const c = conditions(await law("c*g(T)", "g(T)", kind));
      expect(c.verdict.vanishesIff).toEqual([["c = 1"]]);
      expect(c.type).toBe("B");
      expect(checkProof(JSON.parse(JSON.stringify(c.certificate))).accepted).toBe(true);
    }
  });

  it("written in the statistics of the subsystem, the other way out is a constant law: the factors c - 1 and g_L - g_R", async () => {
    for (const [kind, statistics] of [
      ["TLS", "(1 + exp(-omega/T))"],
      ["HO", "(1 - exp(-omega/T))"],
    ] as const) {
      const current = exactCurrent(await law(`c*g(T)/${statistics}`, `g(T)/${statistics}`, kind));
      const found = factors(current);
      expect(found).toContain("c - 1");
      expect(found).toContain("g_L - g_R");
      // nothing else can vanish but X_L − X_R, which does at Δ = 0 only
      const signless = found.filter((f) => !["c - 1", "g_L - g_R", "X_L - X_R"].includes(f));
      expect(signless.every((f) => !f.includes(" - "))).toBe(true);
    }
  });
});

describe("(iii) k_L = f(T) k_R: type A", () => {
  it.each(["TLS", "HO"])("for %s", async (kind) => {
    const c = conditions(await law("f(T)*g(T)", "g(T)", kind));
    expect([c.verdict.rectifies, c.type]).toEqual(["always", "A"]);
  });
});

describe("(iv) coefficients for an unknown law", () => {
  const math = create(all ?? {}, { number: "BigNumber", precision: 50 });

  it("alpha_2 holds g and g' at T_a/2, alpha_4 derivatives up to the third", async () => {
    for (const kind of ["TLS", "HO"]) {
      const e = expansion(await law("c*g(T)", "d*g(T)", kind));
      const texts = [2, 4].map((k) => toText(e.expression(k)));
      expect(texts[0]).toMatch(/g'\(/);
      expect(texts[0]).not.toMatch(/g''/);
      expect(texts[1]).toMatch(/g'''\(/);
      expect(texts[1]).not.toMatch(/g''''/);
    }
  });

  it("becomes the coefficient of the law put in for g: g = T^2/(1 + T)", async () => {
    const file = (rate: (g: string) => string, bath: string, g: string): string =>
      JSON.stringify({
        left: { bath, rate: `c*${rate(g)}` },
        right: { bath, rate: `d*${rate(g)}` },
        subsystem: { kind: "TLS" },
      });
    const rate = (g: string): string => `${g}/(1 - exp(-omega/T))`;
    const general = expansion(await parseJunctionFile(file(rate, "law", "g(T)")));
    const special = expansion(await parseJunctionFile(file(rate, "custom", "(T^2/(1 + T))")));
    const scope = {
      c: math.bignumber("1.5"),
      d: math.bignumber("0.7"),
      omega: math.bignumber("0.9"),
      T_a: math.bignumber("1.3"),
    };
    for (const k of [2, 4]) {
      // derivatives of T − 1 + 1/(1 + T) at T_a/2
      const derivatives = [
        "(T_a/2 - 1 + 1/(1 + T_a/2))",
        "(1 - 1/(1 + T_a/2)^2)",
        "(2/(1 + T_a/2)^3)",
        "(-6/(1 + T_a/2)^4)",
      ];
      const text = toText(general.expression(k)).replace(
        /g('*)\(T_a\/2\)/g,
        (_, primes: string) => derivatives[primes.length] ?? "none",
      );
      const [x, y] = [text, toText(special.expression(k))].map(
        (t) => math.evaluate(t, { ...scope }) as BigNumber,
      ) as [BigNumber, BigNumber];
      // 50 digits are computed; no more than a few are lost in sums of some hundred terms
      expect(x.minus(y).abs().div(y.abs()).lt("1e-40")).toBe(true);
    }
  });
});

describe("(v) ladders of M levels between harmonic baths", () => {
  const current = (name: string): ExactCurrent => exactCurrent(parseShorthand(`solid-${name}-solid`));
  const lengths = [2, 3, 4, 5, 6];

  it("J_M = J_HO*(1 - M/sum r^-j) as rational functions, M = 2 … 6", () => {
    const full = current("HO");
    const j = parseShorthand("solid-HO-solid");
    const gap = { type: "symbol", name: "omega" } as const;
    const field = thermalField(j, [gap], none);
    const { L, R } = full.rates ?? { L: ONE, R: ONE };
    const r = divide(
      add(multiply(L, field.boltzmann("L", gap)), multiply(R, field.boltzmann("R", gap))),
      add(L, R),
    );
    for (const M of lengths) {
      let sum = constant(0n);
      for (let n = 0; n < M; n++) sum = add(sum, power(r, -n));
      const bracket = subtract(ONE, divide(constant(BigInt(M)), sum));
      expect(equalFractions(current(`ladder:${M}`).current, multiply(full.current, bracket))).toBe(true);
    }
  });

  it("rectify iff Gamma_L ≠ Gamma_R, by polynomial identity for M = 2 … 6, and the oscillator never", () => {
    for (const M of lengths)
      expect(parityVerdict(current(`ladder:${M}`)).vanishesIff).toEqual([["Gamma_L = Gamma_R"]]);
    expect(parityVerdict(current("HO")).rectifies).toBe("never");
  });

  it("the even part carries Gamma_L - Gamma_R to the first power", () => {
    for (const M of lengths) {
      const c = current(`ladder:${M}`);
      const { numerator } = evenPart(c.variables, c.current).value;
      const [difference] = factor(numerator).factors.filter(
        (f) => polynomialText(f.base, certificateNames(c.variables).all) === "Gamma_L - Gamma_R",
      );
      expect(difference?.exponent).toBe(1);
      const quotient = divideExactly(numerator, difference?.base ?? 1n);
      expect(quotient !== undefined && !equals(quotient, numerator)).toBe(true);
    }
  });
});

describe("baths of units like the subsystem, k = Γ·F(X)", () => {
  const sum = (list: readonly number[]): string => list.map((w, n) => `${w}*exp(-${n}*omega/T)`).join(" + ");
  const like = (weights: readonly number[], subsystem: object): Promise<Junction> => {
    const F = `(${sum(weights)})/(${sum([...weights, 1].map(() => 1))})`;
    const bath = (c: string): object => ({ bath: "custom", rate: `${c}*${F}` });
    return parseJunctionFile(JSON.stringify({ left: bath("Gamma_L"), right: bath("Gamma_R"), subsystem }));
  };

  it("do not rectify for two levels", async () => {
    expect(conditions(await like([1], { kind: "TLS" })).verdict.rectifies).toBe("never");
  });

  it("rectify for the units in between, though only from alpha_4 on", async () => {
    for (const [weights, subsystem] of [
      [[1, 2], { kind: "ladder", levels: 3 }],
      [[1, 2, 3], { kind: "ladder", levels: 4 }],
      [[2, 2], { kind: "spin", S: "1" }],
    ] as const) {
      const j = await like(weights, subsystem);
      const c = conditions(j);
      expect([c.verdict.vanishesIff, c.lowestEvenOrder]).toEqual([[["Gamma_L = Gamma_R"]], 4]);
      // the numeric layer, which knows the junction only: a contrast of 20 certified digits
      const numeric = numericModel(j);
      if (numeric.kind !== "ladder") throw new Error("a ladder");
      const at = { Gamma_L: [1, 1], Gamma_R: [5, 1], omega: [1, 1], T_a: [1, 1], Delta: [4, 5] } as const;
      const point = new Map(Object.entries(at).map(([name, [n, d]]) => [name, exactNumber(n, d)]));
      const { contrast, undecided } = evaluateCertified(numeric.model, point, 20);
      expect(undecided).toEqual([]);
      expect(Math.abs(Number(contrast))).toBeGreaterThan(1e-6);
    }
  });
});
