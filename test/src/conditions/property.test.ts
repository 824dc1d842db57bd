import { draws } from "../../effort.js";
import { expect, it, beforeAll, describe } from "vitest";
import { evaluateCertified } from "../../../numeric/index.js";
import { type Bath, metalBath, rateBath, solidBath, spinBath } from "../../../src/junction/bath.js";
import { symbol } from "../../../src/expression/tree.js";
import { parityVerdict, type ParityVerdict } from "../../../src/conditions/parity/parity.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { type ExpressionParser, loadExpressionParser, RATE_RULES } from "../../../src/expression/parse.js";
import { type Junction, junction } from "../../../src/junction/junction.js";
import { numericModel } from "../../../src/model/model.js";
import {
  type Ladder,
  largeSpin,
  oscillator,
  truncatedOscillator,
  twoLevels,
} from "../../../src/junction/ladder.js";

/** 60 digits are compared; a few more are computed. */
const DIGITS = 64;
const COUNT = draws(500, 40);

type Random = () => number;

/** mulberry32: small, seeded. */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** The same function of X = e^{−ω/T} in several disguises. */
const ONE_PLUS_X = [
  "(1 + exp(-omega/T))",
  "(2/(1 + tanh(omega/(2*T))))",
  "(1/(1 - n_S))",
  "((1 + n_B)^(-1)*coth(omega/(2*T)))",
];
const ONE_MINUS_X = [
  "(1 - exp(-omega/T))",
  "(1/(1 + n_B))",
  "(2/(1 + coth(omega/(2*T))))",
  "(2*sinh(omega/(2*T))*exp(-omega/(2*T)))",
];

/** Positive rates of the user's; `p` and `q` are parameter names. */
const LAWS: readonly ((p: string, q: string) => string)[] = [
  (p) => p,
  (p) => `${p}*T`,
  (p) => `${p}*T^2/(1 + ${p}*T)`,
  (p) => `${p}*n_B`,
  (p) => `${p}*n_S`,
  (p, q) => `${p} + ${q}*T`,
  (p, q) => `${p}*(1 + ${q}*T)/(1 - exp(-omega/T))`,
  (p, q) => `${p}/(${q} + exp(-omega/T))`,
  (p) => `${p}*coth(omega/(2*T))`,
  (p, q) => `${p}*exp(-${q}/T)`,
  (p) => `${p}*T^3/(1 + exp(-omega/T))`,
];

interface Sample {
  readonly junction: Junction;
  readonly builtNever: boolean;
}

function sample(random: Random, parse: ExpressionParser, index: number): Sample {
  const rate = (side: "L" | "R", text: string): Bath => rateBath(side, parse(text, RATE_RULES));
  const subsystem = (): Ladder =>
    pick(random, [
      twoLevels,
      oscillator,
      twoLevels,
      oscillator,
      () => truncatedOscillator(3),
      () => largeSpin(exactNumber(1)),
    ])();
  if (index % 4 === 0) {
    // never, by construction
    const law = pick(random, LAWS)("a", "b");
    switch (Math.floor(random() * 4)) {
      case 0: {
        const mirror = pick<(side: "L" | "R") => Bath>(random, [
          (side) => rate(side, law),
          (side) => spinBath(side, symbol("Upsilon")),
          (side) => solidBath(side, symbol("Gamma")),
          (side) => metalBath(side, symbol("Gamma"), symbol("delta"), symbol("mu")),
        ]);
        return { junction: junction(mirror("L"), subsystem(), mirror("R")), builtNever: true };
      }
      case 1: {
        // 1/k_L = 1/k_R + c(1 ± X): F_L − F_R = c
        const two = random() < 0.5;
        const statistics = pick(random, two ? ONE_PLUS_X : ONE_MINUS_X);
        const left = rate("L", `1/(1/(${law}) + c*${statistics})`);
        return {
          junction: junction(left, two ? twoLevels() : oscillator(), rate("R", law)),
          builtNever: true,
        };
      }
      case 2: {
        const two = random() < 0.5;
        const [s, t] = [
          pick(random, two ? ONE_PLUS_X : ONE_MINUS_X),
          pick(random, two ? ONE_PLUS_X : ONE_MINUS_X),
        ];
        return {
          junction: junction(rate("L", `a/${s}`), two ? twoLevels() : oscillator(), rate("R", `b/${t}`)),
          builtNever: true,
        };
      }
      default:
        return {
          junction:
            random() < 0.5
              ? junction(spinBath("L"), twoLevels(), spinBath("R"))
              : junction(solidBath("L"), oscillator(), solidBath("R")),
          builtNever: true,
        };
    }
  }
  const bath = (side: "L" | "R", p: string, q: string): Bath =>
    pick<() => Bath>(random, [
      () => spinBath(side),
      () => solidBath(side),
      () => metalBath(side),
      () => rate(side, pick(random, LAWS)(p, q)),
      () => rate(side, pick(random, LAWS)(p, q)),
    ])();
  const shared = random() < 0.3;
  return {
    junction: junction(bath("L", "a", "b"), subsystem(), bath("R", shared ? "a" : "c", "d")),
    builtNever: false,
  };
}

/** A random point of small rationals: every parameter positive, so metals are admitted. */
function pointFor(j: Junction, random: Random): Map<string, { numerator: bigint; denominator: bigint }> {
  const value = (): { numerator: bigint; denominator: bigint } =>
    exactNumber(1 + Math.floor(random() * 40), 8);
  const point = new Map(j.parameters.map(({ name }) => [name, value()]));
  const T = value();
  point.set("T_a", T);
  return point.set(
    "Delta",
    exactNumber(T.numerator * BigInt(1 + Math.floor(random() * 9)), T.denominator * 10n),
  );
}

const scaled = (decimal: string): { digits: bigint; exponent: number } => {
  const [mantissa = "", e = "0"] = decimal.split("e");
  const [whole = "", places = ""] = mantissa.split(".");
  return { digits: BigInt(whole + places), exponent: Number(e) - places.length };
};

/** Whether |J(Δ) + J(−Δ)| ≤ 10^-60 |J(Δ)|, from certified decimals. */
function cancels(a: string, b: string): boolean {
  const [x, y] = [scaled(a), scaled(b)];
  const low = Math.min(x.exponent, y.exponent);
  const at = (v: typeof x): bigint => v.digits * 10n ** BigInt(v.exponent - low);
  const [sum, size] = [at(x) + at(y), at(x)];
  return (sum < 0n ? -sum : sum) * 10n ** 60n <= (size < 0n ? -size : size);
}

let parse: ExpressionParser;
beforeAll(async () => {
  parse = await loadExpressionParser();
});

describe("500 random junctions, at least 100 of them built never to rectify", () => {
  it("are decided in agreement with 60 certified digits of the numeric layer", () => {
    const random = generator(810434);
    const counts = new Map<ParityVerdict["rectifies"], number>();
    let built = 0;
    for (let i = 0; i < COUNT; i++) {
      const { junction: j, builtNever } = sample(random, parse, i);
      const { rectifies } = parityVerdict(exactCurrent(j));
      counts.set(rectifies, (counts.get(rectifies) ?? 0) + 1);
      const what = `${i}: ${j.name} ${JSON.stringify([j.left.rate, j.right.rate], (_, v: unknown) => (typeof v === "bigint" ? String(v) : v))}`;
      if (builtNever) {
        built++;
        expect([what, rectifies]).toEqual([what, "never"]);
      }
      const numeric = numericModel(j);
      if (numeric.kind !== "ladder") throw new Error("a ladder was built");
      const at = evaluateCertified(numeric.model, pointFor(j, random), DIGITS);
      if (rectifies === "never") expect([what, cancels(at.J, at.J_reversed)]).toEqual([what, true]);
      // Random points miss the zeros of a polynomial, and a certified contrast other than 0 proves the example.
      else expect([what, at.undecided, cancels(at.J, at.J_reversed)]).toEqual([what, [], false]);
    }
    expect(built).toBeGreaterThanOrEqual(COUNT / 5);
    expect(counts.get("undecided") ?? 0).toBe(0);
    // all kinds of verdict occur
    expect([...counts.keys()].sort()).toEqual(["always", "conditionally", "never"]);
  }, 120_000);
});
