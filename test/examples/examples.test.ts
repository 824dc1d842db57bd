/**
 * The junction files of examples/ against published formulas and an independent solver kept here: the rate equation (12)
 * by Gaussian elimination with pivoting in doubles. Its rates are written out from the papers.
 */
import { describe, expect, it } from "vitest";
import { parseBindings } from "../../src/model/point.js";
import { evaluateAt } from "../../src/evaluate/point.js";
import { expansion } from "../../src/expansion/expansion.js";
import { loadJunction } from "../../src/junction/file/load.js";
import { maximise, parseRanges } from "../../src/evaluate/maximise.js";
import { analyseTransitions } from "../../src/evaluate/transitions.js";
import { ndtcSearch } from "../../src/evaluate/negative-differential-conductance.js";
import { exactNumber } from "../../src/input/exact-number.js";

async function numbers(file: string, at: string): Promise<{ J: number; reversed: number; R: number }> {
  const junction = await loadJunction(`examples/${file}.json`);
  const result = evaluateAt(junction, parseBindings(at, junction, { allowDelta: true }), 15);
  return { J: Number(result.J), reversed: Number(result.J_reversed), R: Number(result.R) };
}

type Rate = (gap: number, T: number) => number;

/** J from the left of N levels; `strengths` are |S|² at each end. */
function independentCurrent(
  E: readonly number[],
  strengths: readonly [(i: number, j: number) => number, (i: number, j: number) => number],
  k: readonly [Rate, Rate],
  T: readonly [number, number],
): number {
  const n = E.length;
  const rate = (side: 0 | 1, to: number, from: number): number => {
    const s = strengths[side](Math.max(to, from), Math.min(to, from));
    if (s === 0 || to === from) return 0;
    const d = (E[to] as number) - (E[from] as number);
    return s * k[side](Math.abs(d), T[side]) * (d > 0 ? Math.exp(-d / T[side]) : 1);
  };
  const a = E.map((_, i) => [
    ...E.map((__, j) => {
      if (i === n - 1) return 1;
      if (i !== j) return rate(0, i, j) + rate(1, i, j);
      return -E.reduce((s, ___, m) => s + rate(0, m, i) + rate(1, m, i), 0);
    }),
    i === n - 1 ? 1 : 0,
  ]);
  for (let c = 0; c < n; c++) {
    const pivot = a.reduce(
      (best, row, i) => (i >= c && Math.abs(row[c]!) > Math.abs(a[best]![c]!) ? i : best),
      c,
    );
    [a[c], a[pivot]] = [a[pivot]!, a[c]!];
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const f = a[i]![c]! / a[c]![c]!;
      for (let j = c; j <= n; j++) a[i]![j]! -= f * a[c]![j]!;
    }
  }
  const P = a.map((row, i) => row[n]! / row[i]!);
  let J = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) J += (E[i]! - E[j]!) * (rate(0, i, j) * P[j]! - rate(0, j, i) * P[i]!);
  return J;
}

const flat =
  (gamma: number): Rate =>
  (w, T) =>
    gamma / -Math.expm1(-w / T);

/** Elimination in doubles loses a few digits where currents cancel: 1e-11 is far above roundoff·N²·cond for these. */
const CLOSE = 1e-11;
const relative = (x: number, y: number): number => Math.abs(x / y - 1);

describe("examples", () => {
  it("spin-boson rectifier (Segal and Nitzan 2005; row 3)", async () => {
    const [g, chi, w, Th, Tc] = [1.3, 0.5, 1, 2, 1];
    const { J, reversed, R } = await numbers("spin-boson-rectifier", "T_L=2,T_R=1,Gamma=1.3,omega=1");
    const [nh, nc] = [1 / Math.expm1(w / Th), 1 / Math.expm1(w / Tc)];
    const DJ =
      (w * g * chi * (1 - chi ** 2) * (nh - nc) ** 2) / ((1 + nh + nc) ** 2 - chi ** 2 * (nh - nc) ** 2);
    expect(relative(J + reversed, DJ)).toBeLessThan(1e-12);
    const t = (T: number): number => Math.tanh(w / (2 * T));
    const [l, r] = [1 - chi, 1 + chi];
    expect(relative(R, (r * t(Tc) + l * t(Th)) / (r * t(Th) + l * t(Tc)))).toBeLessThan(1e-14);
    expect(R).toBeCloseTo(1.3629432, 7); // literature row 12, N = 2: the same ratio of couplings
  });

  it("Ising-coupled pair, a near-perfect diode (row 17)", async () => {
    const { J, R } = await numbers("ising-diode", "T_L=0.2,T_R=0.02");
    expect(relative(J, 2.0717746557e-4)).toBeLessThan(1e-10); // 11 printed digits
    expect(Math.abs(1 - Math.min(R, 1 / R) - 0.99999999984)).toBeLessThan(5e-12);
    const junction = await loadJunction("examples/ising-diode.json");
    const values = parseBindings("T_L=0.2,T_R=0.02", junction, { allowDelta: true });
    const analysis = analyseTransitions(junction, values);
    const [part] = analysis.classes;
    // One cycle carries it all: 2λ = 1 per turn.
    expect(part?.cycles?.length).toBe(1);
    expect(part?.cycles?.[0]?.heat).toBeCloseTo(1, 14);
    expect(relative((part?.cycles?.[0]?.flux ?? 0) * 1, J)).toBeLessThan(CLOSE);
    const half = { lower: exactNumber(-1, 10), upper: exactNumber(1, 10) };
    const { changes, undecided } = ndtcSearch(junction, values, half);
    expect(undecided).toEqual([]);
    expect(changes.length).toBe(1);
    const [turning] = changes;
    // Between the two the slope has a zero; a difference quotient of currents changes sign there too.
    const slope = async (d: number): Promise<number> => {
      const at = (x: number) => `T_a=0.22,Delta=${x.toFixed(12)}`;
      const [a, b] = [await numbers("ising-diode", at(d - 1e-6)), await numbers("ising-diode", at(d + 1e-6))];
      return b.J - a.J;
    };
    const zero = Number(turning?.from);
    expect(Math.sign(await slope(zero - 1e-4)) * (turning?.sign ?? 0)).toBe(-1);
    expect(Math.sign(await slope(zero + 1e-4)) * (turning?.sign ?? 0)).toBe(1);
    expect(Number(turning?.to) - zero).toBeGreaterThan(0);
    expect(Number(turning?.to) - zero).toBeLessThan(1e-10);
  });

  it("two qubits with exchange coupling in the global equation (row 15)", async () => {
    const { J, R } = await numbers("exchange-qubits", "T_L=0.9,T_R=0.5");
    expect(Math.abs(R - 0.9473919239)).toBeLessThan(5e-11);
    const [wL, wR, g] = [1.3, 1.7, 0.3];
    const theta = Math.atan2(2 * g, wL - wR) / 2;
    const [c2, s2] = [Math.cos(theta) ** 2, Math.sin(theta) ** 2];
    const root = Math.hypot((wL - wR) / 2, g);
    const mode = (e: number, l: number, r: number): number => {
      const [nL, nR] = [1 / Math.expm1(e / 0.9), 1 / Math.expm1(e / 0.5)];
      return (e * l * r * (nL - nR)) / (l * (1 + 2 * nL) + r * (1 + 2 * nR));
    };
    const formula = mode(1.5 + root, c2, s2) + mode(1.5 - root, s2, c2);
    expect(relative(J, formula)).toBeLessThan(1e-12); // r and t are rounded to 16 digits in the file
  });

  it("qutrit diode with a cycle, S_L ≠ S_R", async () => {
    const { J, reversed } = await numbers("qutrit-diode", "T_L=2,T_R=1");
    const strengths = [
      (i: number, j: number) => (i - j === 1 ? 1 : 0),
      (_: number, j: number) => (j === 0 ? 1 : 0),
    ] as const;
    const solve = (T: readonly [number, number]): number =>
      independentCurrent([0, 1, 1.4], strengths, [flat(1), flat(0.5)], T);
    expect(relative(J, solve([2, 1]))).toBeLessThan(CLOSE);
    expect(relative(reversed, solve([1, 2]))).toBeLessThan(CLOSE);
    const junction = await loadJunction("examples/qutrit-diode.json");
    const { classes } = analyseTransitions(
      junction,
      parseBindings("T_L=2,T_R=1", junction, { allowDelta: true }),
    );
    const [part] = classes;
    const total = (part?.cycles ?? []).reduce((s, c) => s + c.heat * c.flux, 0);
    expect(relative(total, J)).toBeLessThan(CLOSE);
    expect(part?.cycles?.every((c) => c.flux > 0)).toBe(true); // each from hot to cold
    expect(
      relative(
        (part?.transitions ?? []).reduce((s, t) => s + t.even, 0),
        (J + reversed) / 2,
      ),
    ).toBeLessThan(1e-10);
  });

  it("transmon: levels nω − n(n−1)K/2 go from the oscillator to two levels with K", async () => {
    for (const K of [0.001, 0.2, 0.45]) {
      const { J } = await numbers("transmon", `T_L=2,T_R=1,K=${K}`);
      const E = [0, 1, 2 - K, 3 - 3 * K];
      const near = (i: number, j: number): number => (i - j === 1 ? i : 0);
      expect(relative(J, independentCurrent(E, [near, near], [flat(1), flat(3)], [2, 1]))).toBeLessThan(
        CLOSE,
      );
    }
    const { R } = await numbers("transmon", "T_L=2,T_R=1,K=0.0000001");
    expect(Math.abs(R - 1.2152373)).toBeLessThan(1e-6); // row 12, N = 4; K shifts the seventh digit
  });

  it("superconducting qubit between resonator-filtered baths, in GHz, mK and W", async () => {
    const { J, reversed } = await numbers("qubit-resonators", "T_L=350,T_R=100");
    const [h, kB] = [6.62607015e-34, 1.380649e-23];
    // k_B/h, and h·5 GHz/(k_B·20 mK), as the literature prints them.
    expect(relative(kB / h / 1e9, 20.836619123)).toBeLessThan(1e-10);
    expect(relative((h * 5e9) / (kB * 20e-3), 11.998107683)).toBeLessThan(1e-10);
    const filtered =
      (gamma: number, kappa: number, nu: number): Rate =>
      (w, t) =>
        (gamma * kappa ** 2) / (kappa ** 2 + (w - nu) ** 2) / -Math.expm1(-w / t);
    const near = (i: number, j: number): number => (i - j === 1 ? i : 0);
    // Frequencies and temperatures in GHz, rates in 1/ns: J in h·GHz/ns.
    const watts = (T: readonly [number, number]): number =>
      h *
      1e9 *
      1e9 *
      independentCurrent(
        [0, 5, 9.75],
        [near, near],
        [filtered(0.05, 0.3, 5.2), filtered(0.02, 0.2, 4.8)],
        [(T[0] * 1e-3 * kB) / h / 1e9, (T[1] * 1e-3 * kB) / h / 1e9],
      );
    expect(relative(J, watts([350, 100]))).toBeLessThan(CLOSE);
    expect(relative(reversed, watts([100, 350]))).toBeLessThan(CLOSE);
    const junction = await loadJunction("examples/qubit-resonators.json");
    const values = parseBindings("T_L=350,T_R=100", junction, { allowDelta: true });
    const { classes, R } = analyseTransitions(junction, values);
    expect(relative(Number(R), -J / reversed)).toBeLessThan(1e-13);
    // Turns per ns times h·frequency is the heat that a cycle carries.
    const carried = (classes[0]?.cycles ?? []).reduce((sum, c) => sum + c.heat * c.flux * h * 1e18, 0);
    expect(relative(carried, J)).toBeLessThan(1e-12);
    expect(classes[0]?.transitions.map((t) => t.gap.toFixed(9))).toEqual(["5.000000000", "4.750000000"]);
  });
});

describe("optimise", () => {
  it("finds the bounds of the spin-boson contrast: |x| at the bound and the gap as small as allowed", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    const values = parseBindings("Gamma_L=1,T_L=2,T_R=1", junction, { allowDelta: true });
    const [best] = maximise(
      junction,
      "contrast",
      parseRanges("Gamma_R=0.01:10,omega=0.1:5", junction),
      values,
    );
    expect(best?.at).toEqual({ Gamma_R: "10", omega: "0.1" });
    expect(best?.atBound).toEqual(["Gamma_R", "omega"]);
    // C = −x sinh(a−b)/sinh(a+b), a = ω/2T_c, b = ω/2T_h, x = (Γ_L − Γ_R)/(Γ_L + Γ_R) (row 3)
    const [a, b, x] = [0.05, 0.025, -9 / 11];
    expect(relative(Number(best?.contrast), (-x * Math.sinh(a - b)) / Math.sinh(a + b))).toBeLessThan(1e-13);
  });

  it("finds an interior maximum, which its neighbours do not exceed", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    const values = parseBindings("Gamma_L=1,Gamma_R=3,T_L=2,T_R=1", junction, { allowDelta: true });
    const [best] = maximise(junction, "J", parseRanges("omega=0.05:20", junction), values);
    expect(best?.atBound).toEqual([]);
    const J = (omega: number): number => {
      const at = parseBindings(`Gamma_L=1,Gamma_R=3,T_L=2,T_R=1,omega=${omega.toFixed(8)}`, junction, {
        allowDelta: true,
      });
      return Number(evaluateAt(junction, at, 20).J);
    };
    const omega = Number(best?.at["omega"]);
    expect(J(omega)).toBeGreaterThan(J(omega * 1.001));
    expect(J(omega)).toBeGreaterThan(J(omega * 0.999));
  });

  it("refuses bounds it cannot read", async () => {
    const junction = await loadJunction("solid-TLS-solid");
    expect(() => parseRanges("omega=2:1", junction)).toThrow(/empty interval/);
    expect(() => parseRanges("omga=1:2", junction)).toThrow(/has no omga/);
    expect(() => parseRanges("omega=-1:2", junction)).toThrow(/not positive/);
    expect(() => parseRanges(undefined, junction)).toThrow(/nothing to vary/);
  });
});

describe("levels that are expanded", () => {
  it("α_1 and α_2 of the qutrit agree with transitions", async () => {
    const junction = await loadJunction("examples/qutrit-diode.json");
    const values = parseBindings("T_a=3", junction, { allowDelta: false });
    const series = expansion(junction, "J", values);
    const { conductance, secondOrder } = analyseTransitions(
      junction,
      parseBindings("T_L=2,T_R=1", junction, { allowDelta: true }),
    );
    expect(series.value(1, 16)).toBe(conductance);
    expect(series.value(2, 16)).toBe(secondOrder);
  });

  it("and so do those of a ladder, whose transitions make the even part together", async () => {
    const junction = await loadJunction("solid-ladder:4-metal");
    const point = "Gamma_L=1,Gamma_R=3,omega=1,delta_R=0.2,mu_R=1";
    const series = expansion(junction, "J", parseBindings(`${point},T_a=3`, junction, { allowDelta: false }));
    const values = parseBindings(`${point},T_L=2,T_R=1`, junction, { allowDelta: true });
    const { conductance, secondOrder, R, classes } = analyseTransitions(junction, values);
    expect(series.value(1, 16)).toBe(conductance);
    expect(series.value(2, 16)).toBe(secondOrder);
    const { J, J_reversed, R: ratio } = evaluateAt(junction, values, 16);
    expect(R).toBe(ratio);
    const even = (classes[0]?.transitions ?? []).reduce((s, t) => s + t.even, 0);
    expect(relative(even, (Number(J) + Number(J_reversed)) / 2)).toBeLessThan(1e-12);
  });
});
