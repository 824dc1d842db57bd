import { describe, expect, it } from "vitest";
import { expandInDelta } from "../../../symbolic/expansion/expansion.js";
import { expandFactored, type FactoredFraction } from "../../../symbolic/fraction/factored-fraction.js";
import { expandNetwork, unpackKey } from "../../../symbolic/network/expansion.js";
import { markFactors } from "../../../symbolic/network/marks.js";
import { normalisedPopulations } from "../../../symbolic/network/populations.js";
import { equals } from "../../../symbolic/fraction/rational-function.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { levelsExpansion } from "../../../src/expansion/levels-expansion.js";
import { levelCurrents } from "../../../numeric/levels/currents.js";
import { rationalArithmetic, bigRational } from "../../../numeric/arithmetic/semifield.js";
import { randomSource } from "../../../src/input/random-source.js";

function file(subsystem: object, left: object, right: object): Promise<Junction> {
  return parseJunctionFile(JSON.stringify({ left, right, subsystem: { kind: "levels", ...subsystem } }));
}

const TRIANGLE = [
  ["0", "1", "2"],
  ["1", "0", "1"],
  ["2", "1", "0"],
];
const CHAIN = [
  ["0", "1", "0"],
  ["1", "0", "1"],
  ["0", "1", "0"],
];

const CASES: readonly (readonly [string, object, object, object])[] = [
  [
    "several gaps",
    { energies: ["0", "omega_1", "omega_1+omega_2"], S: CHAIN },
    { bath: "solid" },
    { bath: "solid" },
  ],
  [
    "a cycle, three kinds of bath terms",
    { energies: ["0", "1", "3"], S: TRIANGLE },
    { bath: "metal" },
    { bath: "spin" },
  ],
  [
    "roots of T and a formal function",
    { energies: ["0", "1", "3"], S: TRIANGLE },
    { bath: "custom", rate: "c*T^(1/2)*(1+n_B)" },
    { bath: "law", rate: "g(T)*(1+n_B)" },
  ],
  [
    "a symbolic element",
    {
      energies: ["0", "1", "3"],
      S: [
        ["0", "1", "s"],
        ["1", "0", "1"],
        ["s", "1", "0"],
      ],
    },
    { bath: "solid" },
    { bath: "solid" },
  ],
];

describe("expansion without the closed current", () => {
  it.each(CASES)("is that of the closed current: %s", async (_name, subsystem, left, right) => {
    const junction = await file(subsystem, left, right);
    const series = levelsExpansion(junction, new Map(), 2);
    const { variables, current } = exactCurrent(junction);
    const closed = expandInDelta(variables, current);
    const value = (f: FactoredFraction) => expandFactored(f);
    for (let k = 0; k <= 2; k++) {
      expect(equals(value(series.coefficient(k)), value(closed.coefficient(k)))).toBe(true);
    }
    expect(series.isZero(0)).toBe(true);
    expect(series.isZero(1)).toBe(false);
    expect(() => series.coefficient(3)).toThrow(RangeError);
  });

  it("N = 4 with a symbolic coupling at each end", async () => {
    const S = [
      ["0", "1", "2", "1"],
      ["1", "0", "1", "1"],
      ["2", "1", "0", "3"],
      ["1", "1", "3", "0"],
    ];
    const junction = await file({ energies: ["0", "1", "3", "7"], S }, { bath: "solid" }, { bath: "solid" });
    expect(levelsExpansion(junction, new Map(), 2).isZero(2)).toBe(false);
  });

  it("is refused with an estimate where it would be too large, and --force is named", async () => {
    const n = 6;
    const S = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? "0" : `s_${Math.min(i, j)}${Math.max(i, j)}`)),
    );
    const junction = await file(
      { energies: ["0", "1", "3", "7", "12", "20"], S },
      { bath: "solid" },
      { bath: "solid" },
    );
    expect(() => levelsExpansion(junction, new Map(), 4)).toThrow(
      /order 4 would take about .* terms.*--force/,
    );
  });
});

describe("R and contrast where J(Δ) and J(−Δ) have no common factor that vanishes", () => {
  it("R = 1 + 2(α_2/α_1)Δ + …, contrast = (α_2/α_1)Δ + …, at several gaps", async () => {
    const junction = await file(
      { energies: ["0", "1", "3"], S: TRIANGLE },
      { bath: "solid" },
      { bath: "spin" },
    );
    const at = new Map(
      [
        ["Gamma_L", 1, 2],
        ["Upsilon_R", 3, 1],
        ["T_a", 3, 1],
      ].map(([name, n, d]) => [
        name as string,
        { numerator: BigInt(n as number), denominator: BigInt(d as number) },
      ]),
    );
    const value = (quantity: "J" | "R" | "contrast", k: number) =>
      Number(expansion(junction, quantity, at).value(k, 17));
    const slope = value("J", 2) / value("J", 1);
    expect(value("R", 0)).toBe(1);
    // Quotients of numbers right to 17 digits: a few units in the last place of a double.
    expect(Math.abs(value("R", 1) / (2 * slope) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(value("contrast", 1) / slope - 1)).toBeLessThan(1e-15);
    expect(expansion(junction, "contrast", at).isZero(0)).toBe(true);
  });
});

describe("populations with every coupling a symbol", () => {
  /** Solid baths at T_a/2 = 1 with gaps in units of z; couplings random. Exact rationals stand for q and for e^x. */
  it("N = 4, order 2: the expansion differs from the steady state by O(u³)", () => {
    const random = randomSource(4);
    const E = [0, 1, 3, 7];
    const edges = E.flatMap((_, i) =>
      Array.from({ length: i }, (__, j) => {
        const gap = (E[i] as number) - (E[j] as number);
        return { upper: i, lower: j, z: [gap], jets: { L: `g${gap}`, R: `g${gap}` }, alike: true };
      }),
    );
    const z = 0.4;
    const coupling = edges.map(() => ({ L: 0.5 + random(), R: 0.5 + random() }));
    const weight = E.map((e) => Math.exp(-z * e));
    const Z = weight.reduce((a, b) => a + b);
    const occupation = (gap: number): number => 1 / Math.expm1(z * gap);
    // k = Γ(1 + n(ω/T)), x = zω/(1+u): K_1 = −x(1)·n′/(1+n) etc., by differentiating in u.
    const jet = (gap: number, j: number): number => {
      const [x, n] = [z * gap, occupation(gap)];
      const first = n * x; // d/du ln(1 + n) at u = 0 is n·x, since n′ = −n(1+n)
      return j === 1 ? first : first * (first - 2) + x * x * n * (1 + n);
    };
    const expanded = expandNetwork(4, edges, 2);
    const populations = normalisedPopulations(expanded);
    const s = edges.map((e, i) => {
      const g = e.z[0] as number;
      const k = 1 + occupation(g);
      const c = coupling[i] as { L: number; R: number };
      return { a: (weight[e.upper] as number) * k * c.L, s: (weight[e.upper] as number) * k * (c.L + c.R) };
    });
    const evaluate = (p: { keys: Float64Array; coefficients: Float64Array }): number => {
      let sum = 0;
      p.keys.forEach((key, t) => {
        const powers = unpackKey(key, expanded.radix, edges.length);
        let term = p.coefficients[t] as number;
        s.forEach((x, e) => (term *= x.s ** (powers.s[e] as number) * x.a ** (powers.a[e] as number)));
        sum += term;
      });
      return sum;
    };
    const mark = (text: string): number =>
      markFactors(text).reduce((product, [base, exponent]) => {
        if (base === "z0") return product * z ** exponent;
        if (base.startsWith("w"))
          return product * ((weight[Number(base.slice(1))] as number) / Z) ** exponent;
        const [, name = "", order = ""] = base.split(".");
        return product * jet(Number(name.slice(1)), Number(order)) ** exponent;
      }, 1);
    const D0 = evaluate(expanded.trees);
    const coefficient = (i: number, k: number): number => {
      let sum = 0;
      populations[k]?.[i]?.forEach((p, text) => (sum += mark(text) * evaluate(p)));
      return (((weight[i] as number) / Z) * sum) / (D0 ** k * (k === 2 ? 2 : 1));
    };
    const steady = (u: number): number[] => {
      const rational = (x: number) => bigRational(BigInt(Math.round(x * 2 ** 52)), 2n ** 52n);
      const matrix = (side: "L" | "R") => {
        const sign = side === "L" ? 1 : -1;
        const rates = Array.from({ length: 16 }, () => rational(0));
        edges.forEach((e, i) => {
          const x = (z * (e.z[0] as number)) / (1 + sign * u);
          const down = (coupling[i] as { L: number; R: number })[side] / -Math.expm1(-x);
          rates[e.lower * 4 + e.upper] = rational(down);
          rates[e.upper * 4 + e.lower] = rational(down * Math.exp(-x));
        });
        return rates;
      };
      const { populations: p } = levelCurrents(rationalArithmetic, E.map(rational), matrix("L"), matrix("R"));
      return p.map((x) => Number((x.numerator * 2n ** 60n) / x.denominator) / 2 ** 60);
    };
    const error = (u: number): number[] =>
      steady(u).map((p, i) => p - [0, 1, 2].reduce((sum, k) => sum + coefficient(i, k) * u ** k, 0));
    const [coarse, fine] = [error(0.02), error(0.01)];
    coarse.forEach((e, i) => {
      // The first neglected term is cubic: halving u divides the error by 8, up to the next order (1 %) and roundoff.
      expect(Math.abs(e)).toBeGreaterThan(1e-10);
      expect(Math.abs(e / (fine[i] as number) / 8 - 1)).toBeLessThan(0.1);
    });
  });

  it("the numbers of trees are those of Cayley, and D_0 has coefficients 1", () => {
    const complete = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: i }, (__, j) => ({
          upper: i,
          lower: j,
          z: [i - j],
          jets: { L: "x", R: "x" },
          alike: true,
        })),
      ).flat();
    for (const [n, trees] of [
      [3, 3],
      [4, 16],
      [5, 125],
      [6, 1296],
    ] as const) {
      const { trees: d0 } = expandNetwork(n, complete(n), 1);
      expect(d0.keys.length).toBe(trees);
      expect(d0.coefficients.every((c) => c === 1)).toBe(true);
    }
  });
});
