/** With everything bound, coefficients come from enclosures: right digits, no high powers, and zeros that are proved. */
import { type BigNumber } from "mathjs";
import { describe, expect, it } from "vitest";
import { parseBindings } from "../../../src/model/point.js";
import { type Quantity } from "../../../src/junction/quantity.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { UndecidedZeroError } from "../../../src/expansion/point-expansion.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import {
  metalRate,
  type ReferenceLevels,
  referenceLevelCurrent,
  solidRate,
  spinRate,
} from "./levels-reference.js";
import { randomSource } from "../../../src/input/random-source.js";
import { big, type Taylor, taylorArithmetic } from "../../laws/taylor-reference.js";

const levels = (left: object, right: object, energies: readonly string[], S: object): Promise<Junction> =>
  parseJunctionFile(JSON.stringify({ left, right, subsystem: { kind: "levels", energies, ...S } }));

const solid = (coupling: string): object => ({ bath: "solid", coupling });

const values = (junction: Junction, quantity: Quantity, at: string, order: number, digits = 17) =>
  expansion(junction, quantity, parseBindings(at, junction, { allowDelta: false }))
    .values(order, digits)
    .map(({ value }) => value);

describe("coefficients at a point", () => {
  it("decimal energies without a short common unit", async () => {
    const chain = [
      ["0", "1", "0"],
      ["1", "0", "1"],
      ["0", "1", "0"],
    ];
    const three = await levels(solid("1"), solid("3"), ["0", "5.01", "10.03"], { S: chain });
    expect(values(three, "J", "T_a=2.3", 2)).toEqual(["0", "0.18485716411080287", "0.0023404738785555007"]);
    const rooted = [
      ["0", "1", "0"],
      ["1", "0", "sqrt(2)"],
      ["0", "sqrt(2)", "0"],
    ];
    const other = await levels(solid("0.01"), solid("0.003"), ["0", "5.39", "10.58"], { S: rooted });
    expect(values(other, "J", "T_a=4.2", 2)).toEqual([
      "0",
      "0.0013516773564263501",
      "-0.000013430248460968138",
    ]);
  });

  it("a formula of high powers is refused at once, with the way to numbers", async () => {
    const chain = [
      ["0", "1", "0"],
      ["1", "0", "1"],
      ["0", "1", "0"],
    ];
    const three = await levels(solid("1"), solid("3"), ["0", "5.39", "10.58"], { S: chain });
    expect(() => expansion(three)).toThrow(
      /no short common unit: .* power 1058; bind T_a and every parameter/,
    );
  });

  it("J, R and the contrast of random levels are those of Gaussian elimination with 70 digits", async () => {
    const draw = randomSource(20);
    const decimal = (low: number, high: number, places: number): string =>
      (low + (high - low) * draw()).toFixed(places);
    for (const n of [2, 3, 4, 5]) {
      const energies = Array.from({ length: n }, (_, i) => (i === 0 ? "0" : decimal(i, i + 0.7, 16)));
      const matrix = (): string[][] => {
        const S = energies.map(() => energies.map(() => "0"));
        for (let i = 0; i < n; i++)
          for (let j = 0; j < i; j++)
            (S[i] as string[])[j] = (S[j] as string[])[i] =
              draw() < 0.2 && j < i - 1 ? "0" : decimal(0.2, 1.5, 3);
        return S;
      };
      const [S_L, S_R] = [matrix(), matrix()];
      const [a, b, T] = [decimal(0.1, 2, 15), decimal(0.1, 2, 15), decimal(0.6, 4, 16)];
      const [left, right, reference] =
        n % 2 === 0
          ? [solid(a), { bath: "spin", coupling: b }, { left: solidRate(a), right: spinRate(b) }]
          : [
              { bath: "metal", coupling: a, delta: "0.3", mu: "2.7" },
              solid(b),
              { left: metalRate(a, "0.3", "2.7"), right: solidRate(b) },
            ];
      const junction = await levels(left, right, energies, { S_L, S_R });
      const expected = referenceCoefficients({ energies, S_L, S_R, ...reference }, T);
      for (const quantity of ["J", "R", "contrast"] as const) {
        const found = values(junction, quantity, `T_a=${T}`, ORDER, 40);
        found.forEach((value, k) => {
          const truth = expected[quantity][k] as BigNumber;
          const off = big(value ?? "NaN")
            .minus(truth)
            .abs();
          const ok = off.lte(truth.abs().times("1e-38").plus("1e-45"));
          expect({ n, quantity, k, value, truth: truth.toString(), ok }).toMatchObject({ ok: true });
        });
      }
    }
  });

  it("R and the contrast of ladders are the quotients of the series of J", () => {
    const at = "omega=1,Gamma_L=1,Gamma_R=3,T_a=2,delta_L=1,delta_R=2,mu_L=4,mu_R=5";
    const junction = parseShorthand("metal-spin:3/2-metal");
    const alpha = values(junction, "J", at, 6, 60).map((v) => big(v ?? "NaN"));
    const { R, contrast } = quotients(alpha);
    for (const [quantity, expected] of [
      ["R", R],
      ["contrast", contrast],
    ] as const) {
      values(junction, quantity, at, 5, 30).forEach((value, k) => {
        const off = big(value ?? "NaN").minus(expected[k] as BigNumber);
        expect(off.abs().toNumber()).toBeLessThan(1e-29);
      });
    }
  });
});

describe("zeros at a point", () => {
  const zeros = (junction: Junction, quantity: Quantity, at: string, order: number) => {
    const series = expansion(junction, quantity, parseBindings(at, junction, { allowDelta: false }));
    return series.values(order, 16).map(({ k, value }) => (value === "0" ? series.isZero(k) : null));
  };

  it("vanishing at the point is told from vanishing identically", () => {
    const equal = "omega=1.326,Gamma_L=2,Gamma_R=2,T_a=1.7";
    expect(zeros(parseShorthand("solid-TLS-solid"), "J", equal, 4)).toEqual([true, null, false, null, false]);
    expect(zeros(parseShorthand("solid-HO-solid"), "J", equal, 4)).toEqual([true, null, true, null, true]);
    expect(zeros(parseShorthand("solid-HO-solid"), "R", equal, 2)).toEqual([null, true, true]);
    expect(zeros(parseShorthand("solid-TLS-solid"), "contrast", equal, 2)).toEqual([true, false, true]);
    const unlike = "omega=1.326,Gamma_L=2,Gamma_R=1,T_a=1.7";
    expect(zeros(parseShorthand("solid-HO-solid"), "J", unlike, 4)).toEqual([true, null, true, null, true]);
  });

  it("levels that are their own mirror image: a permutation of levels proves the zeros at once", async () => {
    const S_L = [
      ["0", "1", "0", "0"],
      ["1", "0", "0", "0"],
      ["0", "0", "0", "1"],
      ["0", "0", "1", "0"],
    ];
    // Two two-level systems, each at one bath, coupled by an exchange that either bath also sees.
    const left = S_L.map((row, i) => row.map((x, j) => (i + j === 3 && i !== 0 && j !== 0 ? "0.3" : x)));
    const swap = [0, 2, 1, 3];
    const right = swap.map((p) => swap.map((q) => left[p]?.[q] ?? "0"));
    const same = ["0", "1.32603", "1.32603", "2.70009"];
    const bath = { bath: "solid", coupling: "0.7*omega" };
    const junction = await levels(bath, bath, same, { S_L: left, S_R: right });
    expect(zeros(junction, "J", "T_a=1.7", 4)).toEqual([true, null, true, null, true]);
    expect(zeros(junction, "R", "T_a=1.7", 2)).toEqual([null, true, true]);
  });

  it("says so where a zero is neither excluded nor proved", async () => {
    // Between baths with one rate written in two ways nothing rectifies, but no symmetry is seen; the exponents forbid a normal form.
    const chain = [
      ["0", "1", "1"],
      ["1", "0", "1"],
      ["1", "1", "0"],
    ];
    const custom = { bath: "custom", rate: "0.7 + 0.7*n_B" };
    const junction = await levels(solid("0.7"), custom, ["0", "5.0103", "10.0307"], { S: chain });
    const series = expansion(junction, "J", parseBindings("T_a=2.3", junction, { allowDelta: false }));
    const [, first, second] = series.values(2, 16);
    expect(first?.value).toMatch(/^0\.\d{16}/);
    expect(second?.value).toBeNull();
    expect(Number(second?.bound)).toBeLessThan(1e-100);
    expect(() => series.value(2, 16)).toThrow(UndecidedZeroError);
    expect(() => series.value(2, 16)).toThrow("neither distinguished from zero nor proved to be zero");
  });
});

const ORDER = 4;

function referenceCoefficients(
  model: ReferenceLevels,
  T: string,
): Readonly<Record<"J" | "R" | "contrast", readonly BigNumber[]>> {
  const J = referenceLevelCurrent(model, big(T), taylorArithmetic(ORDER + 1));
  return { J, ...quotients([big(0), ...J.slice(1)]) };
}

/** R = f(Δ)/f(−Δ) and contrast = odd(f)/even(f), f = J/Δ. */
function quotients(alpha: Taylor): { readonly R: Taylor; readonly contrast: Taylor } {
  const f = alpha.slice(1);
  const A = taylorArithmetic(f.length - 1);
  const part = (parity: 0 | 1): Taylor => f.map((c, k) => (k % 2 === parity ? c : big(0)));
  const reversed = f.map((c, k) => (k % 2 === 0 ? c : c.neg()));
  return { R: A.divide(f, reversed), contrast: A.divide(part(1), part(0)) };
}
