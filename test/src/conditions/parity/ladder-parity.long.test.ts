import { describe, expect, it } from "vitest";
import { evaluateCertified } from "../../../../numeric/index.js";
import { ladderSeries } from "../../../../symbolic/expansion/corner.js";
import { checkProof } from "../../../../src/proof-checker/check.js";
import { parityVerdict } from "../../../../src/conditions/parity/parity.js";
import { conditions } from "../../../../src/conditions/conditions.js";
import { conditionsText } from "../../../../src/conditions/print/text.js";
import { exactCurrent } from "../../../../src/exact/ladder-current.js";
import { exactNumber } from "../../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { numericModel } from "../../../../src/model/model.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";

const BATHS = ["spin", "solid", "metal"];
const PAIRS = BATHS.flatMap((left) => BATHS.map((right) => [left, right] as const));

/** The verdict for ladders of at least three levels, worked out by hand: the two ends must be alike. */
function expected(left: string, right: string): string[][] {
  if (left === "spin" && right === "spin") return [["Upsilon_L = Upsilon_R"]];
  if (left === "spin" || right === "spin") return [];
  const slopes = { solid: [], metal: [] as string[] };
  if (left === "metal" && right === "metal") slopes.metal.push("delta_L*mu_R = delta_R*mu_L");
  else if (left === "metal") slopes.metal.push("delta_L = 0");
  else if (right === "metal") slopes.metal.push("delta_R = 0");
  return [["Gamma_L = Gamma_R", ...slopes.metal]];
}

describe("ladders by the parts of J = E F(r)", () => {
  it("have the verdict that the closed form has", () => {
    for (const [left, right] of PAIRS) {
      for (const name of ["ladder:3", "spin:1"]) {
        const current = exactCurrent(parseShorthand(`${left}-${name}-${right}`));
        const [parts, closed] = [parityVerdict(current), parityVerdict(current, { closed: true })];
        expect([parts.identity.kind, closed.identity.kind]).toEqual(["ladder", "closed"]);
        expect([left, name, right, parts.vanishesIff]).toEqual([left, name, right, closed.vanishesIff]);
      }
    }
  });

  it("have the verdict of the polynomial identity between harmonic baths for 3 to 6 levels", () => {
    for (const levels of [3, 4, 5, 6]) {
      const current = exactCurrent(parseShorthand(`solid-ladder:${levels}-solid`));
      for (const closed of [true, false])
        expect([levels, parityVerdict(current, { closed }).vanishesIff]).toEqual([
          levels,
          [["Gamma_L = Gamma_R"]],
        ]);
    }
  });

  it("say where the same proof holds for every length", () => {
    const everyLength = "the same holds for every finite ladder";
    for (const [name, holds] of [
      ["solid-ladder:3-solid", true],
      ["solid-ladder:20-metal", true],
      ["spin-ladder:20-spin", false],
    ] as const)
      expect([name, conditionsText(conditions(parseShorthand(name))).includes(everyLength)]).toEqual([
        name,
        holds,
      ]);
  });

  it.each(["ladder:4", "ladder:37", "ladder:1000", "spin:7/2", "spin:100"])(
    "%s is decided between all baths, with certificates that the checker accepts",
    (name) => {
      for (const [left, right] of PAIRS) {
        const c = conditions(parseShorthand(`${left}-${name}-${right}`));
        expect([left, right, c.verdict.vanishesIff]).toEqual([left, right, expected(left, right)]);
        expect(c.lowestEvenOrder).toBe(2);
        const { accepted, reason } = checkProof(JSON.parse(JSON.stringify(c.certificate)));
        expect([left, right, accepted, reason]).toEqual([left, right, true, undefined]);
      }
    },
    60_000,
  );

  it("agree with 60 certified digits of the numeric layer, on the system and off it", () => {
    for (const [name, couplings, cancels] of [
      ["solid-ladder:50-solid", { Gamma_L: 3, Gamma_R: 3 }, true],
      ["solid-ladder:50-solid", { Gamma_L: 3, Gamma_R: 2 }, false],
      ["spin-spin:15-spin", { Upsilon_L: 2, Upsilon_R: 2 }, true],
      ["spin-spin:15-spin", { Upsilon_L: 2, Upsilon_R: 5 }, false],
      ["spin-ladder:50-solid", { Upsilon_L: 2, Gamma_R: 2 }, false],
    ] as const) {
      const numeric = numericModel(parseShorthand(name));
      if (numeric.kind !== "ladder") throw new Error("a ladder was built");
      const point = new Map(Object.entries(couplings).map(([key, n]) => [key, exactNumber(n)]));
      point.set("omega", exactNumber(1, 2)).set("T_a", exactNumber(3)).set("Delta", exactNumber(1));
      const at = evaluateCertified(numeric.model, point, 64);
      const same = at.J.slice(0, 62) === at.J_reversed.replace("-", "").slice(0, 62);
      expect([name, couplings, same]).toEqual([name, couplings, cancels]);
    }
  });

  it("never rectify between mirror images, whatever the length", async () => {
    const c = conditions(
      await parseJunctionFile(
        '{"left":{"bath":"law","rate":"c*g(T)"},"right":{"bath":"law","rate":"c*g(T)"},"subsystem":{"kind":"ladder","levels":200}}',
      ),
    );
    expect([c.verdict.rectifies, c.verdict.identity.kind]).toEqual(["never", "ladder"]);
    expect(checkProof(JSON.parse(JSON.stringify(c.certificate))).accepted).toBe(true);
  });

  it("rectify iff c = 1 between laws c g(T) and g(T) that nobody knows, for every length", async () => {
    for (const levels of [3, 60]) {
      const c = conditions(
        await parseJunctionFile(
          `{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"ladder","levels":${levels}}}`,
        ),
      );
      expect([levels, c.verdict.vanishesIff, c.type]).toEqual([levels, [["c = 1"]], "B"]);
    }
  });
});

describe("the Taylor coefficients of F at its ends", () => {
  it("multiply out: F times its denominator is its numerator to the order asked for", () => {
    const order = 4;
    for (const weights of [
      [1n, 2n, 3n],
      [6n, 10n, 12n, 12n, 10n, 6n],
      [4n, 1n, 7n, 2n, 5n],
    ]) {
      const M = weights.length + 1;
      const ones = Array.from({ length: M }, () => 1n);
      // at r = 1 in t = 1 − r: Σ p_n (1 − t)^n
      const shifted = (p: readonly bigint[]): bigint[] =>
        p.reduceRight<bigint[]>((sum, c) => {
          const product = Array.from({ length: M + 1 }, (_, k) => (sum[k] ?? 0n) - (sum[k - 1] ?? 0n));
          product[0] = (product[0] ?? 0n) + c;
          return product;
        }, []);
      for (const corner of ["cold", "hot"] as const) {
        const [above, below] = corner === "cold" ? [weights, ones] : [shifted(weights), shifted(ones)];
        const f = ladderSeries(weights, corner, order);
        // a common factor is left open
        const product = f.map((_, k) =>
          f.slice(0, k + 1).reduce((sum, c, i) => sum + c * (below[k - i] ?? 0n), 0n),
        );
        const [scale, unit] = [product[0] ?? 0n, above[0] ?? 0n];
        expect(product.map((x) => x * unit)).toEqual(f.map((_, k) => (above[k] ?? 0n) * scale));
      }
    }
  });
});
