import fc from "fast-check";
import { create, all, type BigNumber, type FactoryFunctionMap } from "mathjs";
import { describe, expect, it } from "vitest";
import { cosh, sinh, tanh, type Arithmetic } from "../../../numeric/arithmetic/arithmetic.js";
import {
  ballArithmetic,
  containsRational,
  exactBall,
  fromDouble,
  overlaps,
  toNumber,
  type Ball,
} from "../../../numeric/enclosure/ball.js";
import {
  certifiedDecimal,
  midpointDecimal,
  withIncreasingPrecision,
} from "../../../numeric/enclosure/certified-decimal.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "../../../numeric/arithmetic/errors.js";

// mathjs brings decimal.js, an implementation that shares nothing with ours.
const math = create(all as FactoryFunctionMap, { number: "BigNumber", precision: 80 });
const precise = create(all as FactoryFunctionMap, { number: "BigNumber", precision: 150 });
const big = (text: string): BigNumber => math.bignumber(text);

type Rational = readonly [bigint, bigint];
const rational = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 12n));

describe("ball ring operations contain the exact rational result", () => {
  const operations: [
    string,
    (a: Rational, b: Rational) => Rational,
    keyof Pick<Arithmetic<Ball>, "add" | "sub" | "mul">,
  ][] = [
    ["add", ([a, b], [c, d]) => [a * d + c * b, b * d], "add"],
    ["sub", ([a, b], [c, d]) => [a * d - c * b, b * d], "sub"],
    ["mul", ([a, b], [c, d]) => [a * c, b * d], "mul"],
  ];
  for (const [name, exact, method] of operations) {
    it(name, () => {
      fc.assert(
        fc.property(rational, rational, rational, fc.integer({ min: 8, max: 120 }), (x, y, z, bits) => {
          const A = ballArithmetic(bits);
          const [bx, by, bz] = [x, y, z].map(([n, d]) => A.fromRational(n, d)) as [Ball, Ball, Ball];
          const result = A[method](A[method](bx, by), bz);
          const [n, d] = exact(exact(x, y), z);
          expect(containsRational(result, n, d)).toBe(true);
        }),
        { numRuns: 500 },
      );
    });
  }

  it("div, and a wide divisor is refused", () => {
    fc.assert(
      fc.property(rational, rational, rational, fc.integer({ min: 8, max: 120 }), (x, y, z, bits) => {
        fc.pre(y[0] !== 0n && z[0] !== 0n);
        const A = ballArithmetic(bits);
        const [bx, by, bz] = [x, y, z].map(([n, d]) => A.fromRational(n, d)) as [Ball, Ball, Ball];
        let n = x[0] * y[1] * z[1];
        let d = x[1] * y[0] * z[0];
        if (d < 0n) [n, d] = [-n, -d];
        expect(containsRational(A.div(A.div(bx, by), bz), n, d)).toBe(true);
      }),
      { numRuns: 500 },
    );
    const A = ballArithmetic(20);
    const third = A.fromRational(1n, 3n);
    expect(() => A.div(A.one, A.sub(third, third))).toThrow(WideEnclosureError);
  });

  it("sums of numbers hundreds of thousands of binary orders apart stay small and right", () => {
    const A = ballArithmetic(64);
    const sum = A.add(A.one, A.exp(A.fromRational(-300_000n, 1n)));
    expect(sum.mantissa.toString(2).length).toBeLessThan(140);
    expect(overlaps(sum, A.one)).toBe(true);
    expect(sum.radius > 0n).toBe(true);
  });

  it("pow and root invert each other", () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 30n),
        fc.bigInt(1n, 10n ** 30n),
        fc.integer({ min: 1, max: 7 }),
        (n, d, k) => {
          const A = ballArithmetic(90);
          const x = A.fromRational(n, d);
          const back = A.pow(A.root(x, k), k);
          expect(containsRational(back, n, d)).toBe(true);
          // n·(bits + 4) bits go into the integer root: 7 roundings at most lose 6 of 90 bits.
          expect(Number((back.radius * 2n ** 83n) / back.mantissa)).toBe(0);
          expect(containsRational(A.root(A.pow(exactBall(n), k), k), n, 1n)).toBe(true);
        },
      ),
    );
  });
});

describe("exp and its relatives against decimal.js at 80 digits", () => {
  const digits = 50;
  const agrees = (ball: Ball, reference: BigNumber, x: BigNumber): void => {
    expect(midpointDecimal(ball, digits)).not.toBe("0");
    const difference = big(midpointDecimal(ball, 70)).minus(reference).abs();
    const radius = big(midpointDecimal({ ...ball, mantissa: ball.radius + 1n, radius: 0n }, 20));
    // The enclosure holds the reference; 1e-68 relative pays for the two conversions to 70 digits.
    expect(difference.lte(radius.plus(reference.abs().times("1e-68")))).toBe(true);
    // One unit is at most 2^−189 = 1.3e-57. The longest chain (tanh) has six operations of at most 3 units each, and
    // exp doubles the radius of its argument (times |x|): 40 units in all.
    expect(radius.div(reference.abs()).lt(x.abs().plus(1).times("5.2e-56"))).toBe(true);
  };

  it("exp, expm1, sinh, cosh, tanh from 1e-30 to 1e4, both signs", () => {
    const A = ballArithmetic(190);
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 20n),
        fc.integer({ min: -50, max: -16 }),
        fc.boolean(),
        (m, e, negative) => {
          const n = negative ? -m : m;
          const x = A.fromRational(n, 10n ** BigInt(-e));
          const reference = big(`${n}e${e}`);
          // decimal.js loses digits in exp(x) − 1: give it as many more as x has leading zeros.
          const wide = precise.bignumber(reference.toString());
          const one = precise.bignumber(1);
          const up = wide.exp();
          const down = wide.neg().exp();
          agrees(A.exp(x), up, reference);
          agrees(A.expm1(x), up.minus(one), reference);
          agrees(sinh(A, x), up.minus(down).div(2), reference);
          agrees(cosh(A, x), up.plus(down).div(2), reference);
          agrees(tanh(A, x), up.minus(down).div(up.plus(down)), reference);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("wide arguments: the image of any inner point is inside", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -4000, max: 4000 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: -1000, max: 1000 }),
        (m, r, inner) => {
          const A = ballArithmetic(60);
          const wide: Ball = { mantissa: BigInt(m), exponent: -8, radius: BigInt(r) };
          const point = A.fromRational(BigInt(m * 1000 + inner * r), 256_000n);
          expect(overlaps(A.exp(wide), A.exp(point))).toBe(true);
          expect(overlaps(A.expm1(wide), A.expm1(point))).toBe(true);
        },
      ),
    );
  });

  it("dynamic range: exp(−20000), (1e-300)^12, and a refusal at the edge", () => {
    const A = ballArithmetic(220);
    const reference = big("-20000").exp();
    expect(certifiedDecimal(A.exp(exactBall(-20_000n)), 50)).toBe(
      reference.toPrecision(50).replace("e+", "e"),
    );
    expect(certifiedDecimal(A.pow(A.fromRational(1n, 10n ** 300n), 12), 20)).toBe(
      `1.${"0".repeat(19)}e-3600`,
    );
    expect(() => A.exp(exactBall(1n, 60))).toThrow(DomainError);
  });

  it("10,000 digits of e agree with an integer series", () => {
    const text = withIncreasingPrecision((bits) => ballArithmetic(bits).exp(exactBall(1n)), 10_000);
    let term = 10n ** 10_020n;
    let sum = 0n;
    for (let k = 1n; term > 0n; k++) {
      sum += term;
      term /= k;
    }
    expect(text.slice(0, -1)).toBe(`2.${sum.toString().slice(1, 9_999)}`);
  });
});

describe("certified decimals", () => {
  it("rounds exact numbers half to even and keeps all digits", () => {
    expect(certifiedDecimal(exactBall(1n, -3), 2)).toBe("0.12");
    expect(certifiedDecimal(exactBall(3n, -3), 2)).toBe("0.38");
    expect(certifiedDecimal(exactBall(1n), 3)).toBe("1.00");
    expect(certifiedDecimal(exactBall(-1234n), 3)).toBe("-1.23e3");
    expect(certifiedDecimal(exactBall(999_999n), 3)).toBe("1.00e6");
    expect(certifiedDecimal(exactBall(0n), 9)).toBe("0");
    expect(certifiedDecimal(exactBall(7n), 1)).toBe("7");
  });

  it("refuses when two numbers of the ball round differently", () => {
    expect(certifiedDecimal({ mantissa: 1n << 60n, exponent: -63, radius: 1n }, 2)).toBeNull();
    expect(certifiedDecimal({ mantissa: 1n << 60n, exponent: -60, radius: 1n }, 10)).toBe("1.000000000");
    expect(certifiedDecimal({ mantissa: 1n, exponent: -60, radius: 2n }, 1)).toBeNull();
  });

  it("every result is read back by Number to what decimal rounding of a double gives", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        fc.pre(x !== 0);
        expect(Number(certifiedDecimal(fromDouble(x), 17))).toBe(x);
        expect(Math.abs(toNumber(fromDouble(x)) - x)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it("stops at the stated limit with a clear error", () => {
    const compute = (bits: number): Ball => {
      const A = ballArithmetic(bits);
      const third = A.fromRational(1n, 3n);
      return A.sub(third, third);
    };
    expect(() => withIncreasingPrecision(compute, 10, 2000)).toThrow(PrecisionLimitError);
    expect(() => withIncreasingPrecision(compute, 0)).toThrow(DomainError);
  });
});
