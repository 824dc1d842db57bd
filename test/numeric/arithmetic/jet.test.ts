import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alphaJet, taylorOfJunction } from "../../../numeric/junction/taylor-coefficients.js";
import {
  ballArithmetic,
  containsRational,
  fromDouble,
  isPositive,
  overlaps,
  type Ball,
} from "../../../numeric/enclosure/ball.js";
import { certifiedDecimal } from "../../../numeric/enclosure/certified-decimal.js";
import { evaluateCertified } from "../../../numeric/junction/evaluate-certified.js";
import { jetArithmetic } from "../../../numeric/arithmetic/jet.js";
import type { LadderModel } from "../../../numeric/junction/model.js";
import { sensitivity } from "../../../numeric/junction/sensitivity.js";
import { junctions, literal, powerLawRate, randomPoint, stream, ulps, type Reference } from "../junctions.js";

const named = (name: string): ReturnType<typeof junctions>[number] =>
  junctions().find((j) => j.name === name) as ReturnType<typeof junctions>[number];
const ordinary = new Map([
  ["T_a", 2.5],
  ["Delta", 0.75],
  ["omega", 1.25],
  ["Upsilon_L", 0.5],
  ["Upsilon_R", 2],
  ["Gamma_L", 1.5],
  ["Gamma_R", 0.25],
  ["delta_L", 0.5],
  ["mu_L", 3],
  ["delta_R", -0.125],
  ["mu_R", 4],
]);

describe("Taylor arithmetic", () => {
  const A = ballArithmetic(120);
  const order = 7;
  const J = jetArithmetic(A, order);
  const series = fc
    .array(fc.bigInt(-9n, 9n), { minLength: 1, maxLength: order + 1 })
    .map((a) => a.map((c) => A.fromRational(c, 1n)));

  it("division undoes multiplication, roots undo powers, exp turns sums into products", () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        const one = [A.fromRational(10n, 1n), ...b.slice(1)];
        const back = J.div(J.mul(a, one), one);
        back.forEach((c, k) => expect(overlaps(c, a[k] ?? A.zero)).toBe(true));
        const cube = J.root(J.mul(J.mul(one, one), one), 3);
        cube.forEach((c, k) => expect(overlaps(c, one[k] ?? A.zero)).toBe(true));
        const product = J.mul(J.exp(a), J.exp(b));
        J.exp(J.add(a, b)).forEach((c, k) => expect(overlaps(c, product[k] as Ball)).toBe(true));
      }),
      { numRuns: 200 },
    );
  });

  it("exp(t) has the coefficients 1/k!", () => {
    let factorial = 1n;
    J.exp([A.zero, A.one]).forEach((c, k) => {
      if (k > 0) factorial *= BigInt(k);
      expect(containsRational(c, 1n, factorial)).toBe(true);
      expect(certifiedDecimal(c, 25)).not.toBeNull();
    });
  });
});

describe("α_k by jets", () => {
  it("solid-TLS-solid: the closed forms of α_1 and α_2 to 40 digits", () => {
    const A = ballArithmetic(400);
    const at = (n: string): Ball => fromDouble(ordinary.get(n) as number);
    const [w, t, gL, gR] = [at("omega"), at("T_a"), at("Gamma_L"), at("Gamma_R")];
    const z = A.div(A.mul(fromDouble(2), w), t);
    const sinh = A.div(A.sub(A.exp(z), A.exp(A.neg(z))), fromDouble(2));
    const sum = A.add(gL, gR);
    const base = A.mul(w, A.div(A.mul(gL, gR), sum));
    // α_1 = 2ω²Γ_LΓ_R/((Γ_L+Γ_R) T_a² sinh z), α_2 = −4ω³Γ_LΓ_R(Γ_L−Γ_R)/((Γ_L+Γ_R)² T_a⁴ sinh² z)
    const alpha1 = A.div(A.mul(base, A.mul(fromDouble(2), w)), A.mul(A.pow(t, 2), sinh));
    const asymmetry = A.div(A.sub(gL, gR), sum);
    const alpha2 = A.neg(
      A.div(
        A.mul(A.mul(base, asymmetry), A.mul(fromDouble(4), A.pow(w, 2))),
        A.pow(A.mul(A.pow(t, 2), sinh), 2),
      ),
    );
    const jets = alphaJet(named("solid-TLS-solid").model, ordinary, 2, { digits: 40 });
    expect(jets[0]).toEqual({ k: 0, value: "0", error: "0", undecided: false });
    expect(jets[1]?.value).toBe(certifiedDecimal(alpha1, 40));
    expect(jets[2]?.value).toBe(certifiedDecimal(alpha2, 40));
  });

  for (const junction of junctions()) {
    it(`${junction.name}: the partial sums meet J, R and contrast at the promised order`, () => {
      // At Δ = T_a·2^−30 the term k is 2^−30 times the one before, up to the ratio of coefficients: 2^20 allowed for it.
      const A = ballArithmetic(700);
      const delta = 2.5 * 2 ** -30;
      const truth = literal(junction, new Map([...ordinary, ["Delta", delta]]), A);
      for (const quantity of ["J", "R", "contrast"] as const) {
        const order = 8;
        const c = taylorOfJunction(
          A,
          junction.model,
          (n) => fromDouble(ordinary.get(n) as number),
          order,
          quantity,
        );
        let sum = A.zero;
        for (let k = order; k >= 0; k--) sum = A.add(A.mul(sum, fromDouble(delta)), c[k] as Ball);
        const error = A.sub(sum, truth[quantity]);
        const scale = quantity === "J" ? truth.J : A.one;
        const bound = A.mul(scale, fromDouble(2 ** (-30 * (quantity === "J" ? order : order + 1) + 20)));
        expect(isPositive(A.sub(bound, error)) && isPositive(A.add(bound, error))).toBe(true);
      }
    });
  }

  it("no rectification: even coefficients are undecided with a bound, never a false digit", () => {
    const jets = alphaJet(named("solid-HO-solid").model, ordinary, 4, { digits: 30 });
    for (const k of [2, 4]) {
      if (jets[k]?.undecided === true) expect(Number(jets[k].error)).toBeLessThan(1e-90);
      else expect(jets[k]?.value).toBe("0");
    }
    expect(jets[1]?.undecided).toBe(false);
  });
});

describe("certified evaluation", () => {
  it("the digits of 30, 60 and 200 agree with the literal formulas at 2000 bits", () => {
    const A = ballArithmetic(2000);
    for (const name of ["spin-TLS-metal", "metal-HO-spin", "solid-ladder:4-metal", "spin-spin:5/2-solid"]) {
      const truth = literal(named(name), ordinary, A);
      for (const digits of [30, 60, 200]) {
        const found = evaluateCertified(named(name).model, ordinary, digits);
        for (const key of ["J", "J_reversed", "R", "R_minus_1", "contrast"] as const) {
          expect(found[key]).toBe(certifiedDecimal(truth[key], digits));
        }
        expect(found.undecided).toEqual([]);
      }
    }
  });

  it("takes rationals exactly and says what it cannot decide", () => {
    const point = new Map<string, number | { numerator: bigint; denominator: bigint }>(ordinary);
    point.set("T_a", { numerator: 21n, denominator: 10n });
    point.set("Delta", { numerator: 1n, denominator: 10n });
    point.set("Gamma_L", 0.25);
    const found = evaluateCertified(named("solid-TLS-solid").model, point, 20);
    expect([found.T_L, found.T_R]).toEqual(["1.1000000000000000000", "1.0000000000000000000"]);
    expect(found.undecided).toEqual(["R_minus_1", "contrast"]);
    expect(found.R).toBe("1.0000000000000000000");
    const rest = evaluateCertified(named("solid-TLS-solid").model, new Map([...point, ["Delta", 0]]), 20);
    expect([rest.J, rest.J_reversed, rest.R, rest.contrast]).toEqual(["0", "0", "1", "0"]);
  });
});

describe("sensitivities", () => {
  it("against central differences of the literal formulas at 1400 bits, random points", () => {
    const A = ballArithmetic(1400);
    const random = stream(99);
    const all = junctions();
    let compared = 0;
    for (let i = 0; i < 150; i++) {
      const junction = all[i % all.length] as (typeof all)[number];
      const point = randomPoint(random);
      const names = [...point.keys()];
      const name = names[Math.floor(random() * names.length)] as string;
      const used =
        name === "T_a" ||
        name === "Delta" ||
        name === "omega" ||
        JSON.stringify(junction.model, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)).includes(
          `"${name}"`,
        );
      const found = sensitivity(junction.model, point, name);
      if (!used) {
        expect(found).toEqual({ J: "0", J_reversed: "0", R: "0", contrast: "0" });
        continue;
      }
      // h = 2^−200 of the parameter: the truncation error h² f‴/6f′ is far below 2^−53 even where 1 − |Δ|/T_a = 1e-12.
      const value = fromDouble(point.get(name) as number);
      const h = { ...value, exponent: value.exponent - 200 };
      const [up, down] = [1, -1].map((s) => literal(junction, point, A, { name, by: s > 0 ? h : A.neg(h) }));
      for (const key of ["J", "J_reversed", "R", "contrast"] as const) {
        const slope = A.div(A.sub((up as Reference)[key], (down as Reference)[key]), A.mul(fromDouble(2), h));
        const error = ulps(A, Number(found[key] ?? "0"), slope);
        if (error === null) continue;
        compared += 1;
        expect(error, `${junction.name} d${key}/d${name}`).toBeLessThanOrEqual(1);
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it("a custom rate: T^(1/2) law, by parameter and temperature", () => {
    const model: LadderModel = {
      ...named("solid-TLS-metal").model,
      left: { kind: "rate", rate: powerLawRate("Gamma_L", 1n) },
    };
    const s = sensitivity(model, ordinary, "T_a");
    const step = 1e-5;
    const J = (t: number): number =>
      Number(evaluateCertified(model, new Map([...ordinary, ["T_a", t]]), 30).J);
    const difference = (J(2.5 + step) - J(2.5 - step)) / (2 * step);
    // Truncation h² ≈ 1e-10 and rounding 1e-16/1e-5 ≈ 1e-11, relative to J of the order of its slope.
    expect(Math.abs(difference / Number(s.J) - 1)).toBeLessThan(1e-8);
  });
});
