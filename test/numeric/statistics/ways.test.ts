import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballArithmetic, type Ball, overlaps, toNumber } from "../../../numeric/enclosure/ball.js";
import { ReducibleChainError } from "../../../numeric/levels/errors.js";
import { contactRates, type LevelJunction } from "../../../numeric/levels/rates.js";
import { countingEquation, solvedForG } from "../../../numeric/statistics/counting-equation.js";
import { certifiedStatistics, type Statistic } from "../../../numeric/statistics/certified.js";
import { generatingFunction, generatingFunctionIn } from "../../../numeric/statistics/generating-function.js";
import { cumulantsByRecursion } from "../../../numeric/statistics/recursion.js";
import { cumulants } from "../../../numeric/statistics/cumulants.js";
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { numericModel } from "../../../src/model/model.js";
import { fluctuationReferences, agrees } from "../../fluctuations.js";
import { stream } from "../junctions.js";

/** Random levels, each end with couplings of its own; about a third of the pairs uncoupled at each end. */
function randomLevels(seed: number, n: number): LevelJunction {
  const next = stream(seed);
  const energies = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0 : i * 0.4 + next()));
  const contact = (): LevelJunction["left"] => {
    const squaredCoupling = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++)
        squaredCoupling[i * n + j] = squaredCoupling[j * n + i] =
          next() < 0.33 && i - j > 1 ? 0 : 0.1 + next();
    return { squaredCoupling, rate: (gap, T) => 1 / -Math.expm1(-gap / T) };
  };
  return { energies, left: contact(), right: contact() };
}

/** The two rate matrices at T_L and T_R. */
function ratesOf(junction: LevelJunction, hot: number, cold: number): [Float64Array, Float64Array] {
  return [
    contactRates(junction.energies, junction.left, hot),
    contactRates(junction.energies, junction.right, cold),
  ];
}

describe("three ways to the cumulants", () => {
  it("the recursion in doubles agrees with the equation for G, for random levels", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: 2, max: 7 }), (seed, n) => {
        const junction = randomLevels(seed, n);
        const [left, right] = ratesOf(junction, 1.7, 0.9);
        const E = junction.energies;
        const byRecursion = cumulantsByRecursion(E, left, right, 6);
        const rates = {
          size: n,
          left: [...left],
          right: [...right],
          gap: (i: number, j: number) => (E[i] as number) - (E[j] as number),
        };
        const byEquation = cumulants(float64, (x) => x === 0, { kind: "levels", rates }, 6);
        // A cumulant may pass zero; what the digits are measured by does not.
        byEquation.forEach((x, k) => {
          const scale = Math.abs(x) + Math.abs(byRecursion[k - 1] ?? 0);
          expect(Math.abs((byRecursion[k] as number) - x)).toBeLessThan(1e-8 * scale + 1e-12);
        });
      }),
      { numRuns: 60, seed: 17 },
    );
  });

  it("counting at the right bath gives (-1)^n kappa_n", () => {
    const junction = randomLevels(5, 5);
    const [left, right] = ratesOf(junction, 2, 0.7);
    const a = cumulantsByRecursion(junction.energies, left, right, 6);
    const b = cumulantsByRecursion(junction.energies, right, left, 6);
    a.forEach((x, k) => {
      expect(Math.abs(x - (k % 2 === 0 ? -1 : 1) * (b[k] as number))).toBeLessThan(1e-10 * Math.abs(x));
    });
  });

  it("a ladder of two levels as levels has the closed form of one mode", async () => {
    const names = ["solid-TLS-metal", "solid-ladder:2-metal"];
    const at: [string, string][] = [
      ["Gamma_L", "1"],
      ["Gamma_R", "0.3"],
      ["delta_R", "0.2"],
      ["mu_R", "1"],
      ["omega", "1.3"],
      ["T_a", "2"],
      ["Delta", "0.7"],
    ];
    const point = new Map(at.map(([k, v]) => [k, parseExactNumber(v)] as const));
    const wanted = [1, 2, 3, 4, 5, 6].map((n): Statistic => ({ kind: "kappa", n }));
    const [mode] = await Promise.all(names.map((name) => loadJunction(name)));
    const B = ballArithmetic(200);
    const found = certifiedStatistics(numericModel(mode!).model, point, wanted, 30);
    // The same two levels by elimination.
    const model = numericModel(mode!).model;
    const { ladderCounting } = await import("../../../numeric/statistics/cumulants.js");
    const { liftToBall } = await import("../../../numeric/junction/evaluate.js");
    const lift = liftToBall(B);
    const lookup = (name: string): Ball => lift(point.get(name)!);
    const temperatures = [lift(parseExactNumber("1.35")), lift(parseExactNumber("0.65"))] as const;
    if (!("weights" in model)) throw new Error("a ladder");
    const counting = ladderCounting(B, model, temperatures, lookup);
    if (counting.kind !== "mode") throw new Error("one mode");
    const { gap, forth, back, relaxation } = counting.mode;
    // Any a, b with the same K, p and m will do: b = 1, a from p + m.
    expect(toNumber(B.sub(forth, back))).toBeGreaterThan(0);
    expect(toNumber(gap)).toBe(1.3);
    expect(toNumber(relaxation)).toBeGreaterThan(0);
    const k = (bathT: Ball, end: "left" | "right"): Ball => rateOf(B, end, bathT, lookup);
    const [a, b] = [k(temperatures[0], "left"), k(temperatures[1], "right")];
    const x = temperatures.map((t) => B.exp(B.neg(B.div(gap, t))));
    const zero = B.zero;
    const matrix = (down: Ball, X: Ball): Ball[] => [zero, down, B.mul(down, X), zero];
    const equation = countingEquation(
      B,
      (y) => y.mantissa === 0n && y.radius === 0n,
      {
        size: 2,
        left: matrix(a, x[0]!),
        right: matrix(b, x[1]!),
        gap: (i, j) => (i > j ? gap : B.neg(gap)),
      },
      6,
    );
    let factorial = 1n;
    solvedForG(B, equation).forEach((g, i) => {
      factorial *= BigInt(i + 1);
      const value = B.mul(g, B.fromRational(factorial, 1n));
      expect(agrees(found[i]?.value?.value, toNumber(value).toPrecision(12))).toBe(true);
    });
  });
});

/** k of solid-TLS-metal at one end, written out. */
function rateOf(
  B: ReturnType<typeof ballArithmetic>,
  end: "left" | "right",
  T: Ball,
  lookup: (name: string) => Ball,
): Ball {
  const boson = B.neg(B.expm1(B.neg(B.div(lookup("omega"), T))));
  if (end === "left") return B.div(lookup("Gamma_L"), boson);
  const metal = B.add(B.one, B.div(B.mul(lookup("delta_R"), T), lookup("mu_R")));
  return B.div(B.mul(lookup("Gamma_R"), metal), boson);
}

describe("the generating function", () => {
  it("has the reference values at lambda = 0.15", async () => {
    for (const { junction, point, entry } of await fluctuationReferences()) {
      const reference = entry["G(0.15)"];
      if (typeof reference !== "string") continue;
      const [value] = generatingFunction(numericModel(junction).model, point, [parseExactNumber("0.15")], 33);
      expect(agrees(value?.value, reference), entry.junction).toBe(true);
    }
  });

  it("obeys G(lambda) = G(-lambda - A), which an interchange of the baths' temperatures breaks", async () => {
    const B = ballArithmetic(160);
    for (const { junction, point, entry } of await fluctuationReferences()) {
      const { model } = numericModel(junction);
      const G = generatingFunctionIn(B, model, point);
      const [sum, bias] = [point.get("T_a")!, point.get("Delta")!].map((v) =>
        B.fromRational(v.numerator, v.denominator),
      ) as [Ball, Ball];
      const A = B.div(B.mul(B.fromRational(4n, 1n), bias), B.mul(B.add(sum, bias), B.sub(sum, bias)));
      for (const [n, d] of [
        [1n, 20n],
        [-1n, 7n],
        [2n, 11n],
      ] as const) {
        const lambda = B.fromRational(n, d);
        const [here, there] = [G(lambda), G(B.sub(B.neg(lambda), A))];
        expect(overlaps(here, there), entry.junction).toBe(true);
        expect(toNumber(here)).not.toBe(0);
        // G grows from the middle -A/2 on: a shift of the argument is seen.
        expect(overlaps(here, G(B.sub(B.fromRational(1n, 100n), B.add(lambda, A))))).toBe(false);
      }
    }
  });

  it("ends at an oscillator's branch point, in one line", async () => {
    const junction = await loadJunction("solid-HO-solid");
    const point = new Map(
      Object.entries({ Gamma_L: "1", Gamma_R: "1", omega: "1", T_a: "3", Delta: "1" }).map(
        ([k, v]) => [k, parseExactNumber(v)] as const,
      ),
    );
    expect(() =>
      generatingFunction(numericModel(junction).model, point, [parseExactNumber("5")], 10),
    ).toThrow(/branch point/);
  });

  it("is refused where the levels fall apart", () => {
    const zero = new Float64Array(16);
    expect(() => cumulantsByRecursion([0, 1, 2, 3], zero, zero, 2)).toThrow(ReducibleChainError);
  });
});

describe("speed", () => {
  it("cumulants to order 10 of 8 levels in doubles take a few milliseconds at most", () => {
    const junction = randomLevels(11, 8);
    const [left, right] = ratesOf(junction, 1.7, 0.9);
    for (let i = 0; i < 200; i++) cumulantsByRecursion(junction.energies, left, right, 10);
    const start = performance.now();
    for (let i = 0; i < 100; i++) cumulantsByRecursion(junction.energies, left, right, 10);
    expect((performance.now() - start) / 100).toBeLessThan(5);
  });
});
