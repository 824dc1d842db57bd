/** Junctions, random points and the literal formulas of the paper at high precision, for the tests of this folder. */
import { ballArithmetic, fromDouble, type Ball, type BallArithmetic } from "../../numeric/enclosure/ball.js";
import { symbol, type Expression } from "../../numeric/junction/expression.js";
import type { BathModel, LadderModel } from "../../numeric/junction/model.js";

export type BathName = "spin" | "solid" | "metal";
export const BATHS: readonly BathName[] = ["spin", "solid", "metal"];

export function bath(name: BathName, end: "L" | "R"): BathModel {
  if (name === "spin") return { kind: "spin", coupling: symbol(`Upsilon_${end}`) };
  const coupling = symbol(`Gamma_${end}`);
  if (name === "solid") return { kind: "solid", coupling };
  return { kind: "metal", coupling, delta: symbol(`delta_${end}`), mu: symbol(`mu_${end}`) };
}

export interface Named {
  readonly name: string;
  readonly baths: readonly [BathName, BathName];
  readonly model: LadderModel;
}

/** Spin S: |S_n|² = n(2S + 1 − n); a truncated oscillator: |S_n|² = n. */
const LADDERS: Record<string, readonly bigint[] | "oscillator"> = {
  TLS: [1n],
  HO: "oscillator",
  "ladder:4": [1n, 2n, 3n],
  "spin:5/2": [5n, 8n, 9n, 8n, 5n],
};

/** Every pair of baths around each subsystem. */
export function junctions(subsystems: readonly string[] = Object.keys(LADDERS)): readonly Named[] {
  return subsystems.flatMap((subsystem) =>
    BATHS.flatMap((left) =>
      BATHS.map((right) => ({
        name: `${left}-${subsystem}-${right}`,
        baths: [left, right] as const,
        model: {
          left: bath(left, "L"),
          right: bath(right, "R"),
          gap: symbol("omega"),
          weights: LADDERS[subsystem] as readonly bigint[] | "oscillator",
        },
      })),
    ),
  );
}

/** mulberry32: a seeded stream of doubles in [0, 1). */
export function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * ω/T of the colder end log-uniform in [1e-12, 700]; |Δ|/T_a in [1e-12, 1 − 1e-12], towards either end by halves;
 * couplings over six orders of magnitude, half of the points with δ < 0.
 */
export function randomPoint(random: () => number): Map<string, number> {
  const log = (from: number, to: number): number => from * (to / from) ** random();
  const T_a = log(1e-3, 1e3);
  const u = random() < 0.5 ? log(1e-12, 1) : 1 - log(1e-12, 1);
  const magnitude = Math.min(Math.max(u, 1e-12), 1 - 1e-12) * T_a;
  const Delta = random() < 0.5 ? magnitude : -magnitude;
  const point = new Map([
    ["T_a", T_a],
    ["Delta", Delta],
    ["omega", log(1e-12, 700) * ((T_a - magnitude) / 2)],
  ]);
  for (const end of ["L", "R"]) {
    point.set(`Upsilon_${end}`, log(1e-3, 1e3));
    point.set(`Gamma_${end}`, log(1e-3, 1e3));
    const mu = log(0.1, 10) * T_a;
    point.set(`mu_${end}`, mu);
    // 1 + δT/μ > 0 for T ≤ T_a
    point.set(`delta_${end}`, random() < 0.5 ? random() * 5 : (-0.9 * random() * mu) / T_a);
  }
  return point;
}

export interface Reference {
  readonly J: Ball;
  readonly J_reversed: Ball;
  readonly R: Ball;
  readonly R_minus_1: Ball;
  readonly contrast: Ball;
  readonly populations: readonly Ball[];
}

/** (16)–(18) as printed: no expm1, no rearrangement, only precision. */
function rate(
  A: BallArithmetic,
  name: BathName,
  end: string,
  x: Ball,
  t: Ball,
  at: (n: string) => Ball,
): Ball {
  if (name === "spin") return A.div(at(`Upsilon_${end}`), A.add(A.one, x));
  const solid = A.div(at(`Gamma_${end}`), A.sub(A.one, x));
  if (name === "solid") return solid;
  return A.mul(solid, A.add(A.one, A.div(A.mul(at(`delta_${end}`), t), at(`mu_${end}`))));
}

/** (14), (15) as printed, and other ladders through their populations: literal formulas in wide arithmetic. */
export function literal(
  junction: Named,
  point: ReadonlyMap<string, number>,
  A = ballArithmetic(320),
  shift: { name?: string; by?: Ball } = {},
): Reference {
  const at = (name: string): Ball => {
    const value = fromDouble(point.get(name) as number);
    return name === shift.name && shift.by !== undefined ? A.add(value, shift.by) : value;
  };
  const two = fromDouble(2);
  const tPlus = A.div(A.add(at("T_a"), at("Delta")), two);
  const tMinus = A.div(A.sub(at("T_a"), at("Delta")), two);
  const gap = at("omega");
  const x = [tPlus, tMinus].map((t) => A.exp(A.neg(A.div(gap, t)))) as [Ball, Ball];
  const { weights } = junction.model;

  const current = (tL: Ball, tR: Ball, xL: Ball, xR: Ball): { J: Ball; populations: Ball[] } => {
    const kL = rate(A, junction.baths[0], "L", xL, tL, at);
    const kR = rate(A, junction.baths[1], "R", xR, tR, at);
    const r = A.div(A.add(A.mul(kL, xL), A.mul(kR, xR)), A.add(kL, kR));
    if (weights === "oscillator") {
      // (14): J = ω k_L k_R (X_L − X_R) / (k_L(1 − X_L) + k_R(1 − X_R))
      const below = A.add(A.mul(kL, A.sub(A.one, xL)), A.mul(kR, A.sub(A.one, xR)));
      return { J: A.div(A.mul(A.mul(gap, A.mul(kL, kR)), A.sub(xL, xR)), below), populations: [] };
    }
    const powers = [A.one];
    for (let n = 0; n < weights.length; n++) powers.push(A.mul(powers[n] as Ball, r));
    const z = powers.reduce((s, p) => A.add(s, p));
    const populations = powers.map((p) => A.div(p, z));
    // Energy taken from the left bath: Σ ω |S_n|² (k_L X_L P_{n−1} − k_L P_n)
    let J = A.zero;
    weights.forEach((w, i) => {
      const up = A.mul(xL, populations[i] as Ball);
      J = A.add(J, A.mul(fromDouble(Number(w)), A.mul(kL, A.sub(up, populations[i + 1] as Ball))));
    });
    return { J: A.mul(gap, J), populations };
  };

  const forward = current(tPlus, tMinus, x[0], x[1]);
  const reversed = current(tMinus, tPlus, x[1], x[0]);
  const R = A.neg(A.div(forward.J, reversed.J));
  const R_minus_1 = A.sub(R, A.one);
  return {
    J: forward.J,
    J_reversed: reversed.J,
    R,
    R_minus_1,
    contrast: A.div(R_minus_1, A.add(R, A.one)),
    populations: forward.populations,
  };
}

/** |a double − the true value| in units in the last place of the true value; null if the reference is too wide. */
export function ulps(A: BallArithmetic, x: number, truth: Ball): number | null {
  const size = (n: bigint): number => (n === 0n ? -Infinity : n.toString(2).replace("-", "").length);
  if (size(truth.mantissa) - size(truth.radius) < 65) return null;
  const exponent = Math.max(-1074, size(truth.mantissa) - 53 + truth.exponent);
  const difference = A.sub(fromDouble(x), truth);
  const scaled = { ...difference, exponent: difference.exponent - exponent };
  return (
    Math.abs(Number(scaled.mantissa >> BigInt(Math.max(0, -scaled.exponent - 20))) * 2 ** -20) *
    (scaled.exponent < -20 ? 1 : 2 ** (scaled.exponent + 20))
  );
}

/** A rate as an expression tree: c·T^a/(1 − exp(−ω/T)), for the generic path. */
export function powerLawRate(coupling: string, exponent: bigint): Expression {
  const number = (n: bigint): Expression => ({ type: "number", numerator: n, denominator: 1n });
  const x: Expression = {
    type: "call",
    name: "exp",
    arguments: [
      {
        type: "product",
        factors: [
          number(-1n),
          symbol("omega"),
          { type: "power", base: symbol("T"), exponent: { numerator: -1n, denominator: 1n } },
        ],
      },
    ],
  };
  const below: Expression = {
    type: "sum",
    terms: [number(1n), { type: "product", factors: [number(-1n), x] }],
  };
  return {
    type: "product",
    factors: [
      symbol(coupling),
      { type: "power", base: symbol("T"), exponent: { numerator: exponent, denominator: 2n } },
      { type: "power", base: below, exponent: { numerator: -1n, denominator: 1n } },
    ],
  };
}
