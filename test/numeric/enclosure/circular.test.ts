/** cos and sin in enclosures and jets. */
import { describe, expect, it } from "vitest";
import { jetArithmetic } from "../../../numeric/arithmetic/jet.js";
import {
  ballArithmetic,
  containsRational,
  containsZero,
  fromDouble,
  overlaps,
  toNumber,
  type Ball,
} from "../../../numeric/enclosure/ball.js";

const ANGLES = [0.1, -0.1, 1, 2, 3.14159, -4, 6.3, 100, -1e6, 1e-20, 123456789.123];

const circular = (bits: number, a: Ball): readonly [Ball, Ball] => {
  const A = ballArithmetic(bits);
  const found = A.circular?.(a);
  if (!found) throw new Error("no cos and sin");
  return found;
};

describe.each([16, 60, 128, 700])("at %i bits", (bits) => {
  it.each(ANGLES)("cos and sin of %d are enclosed, narrowly", (x) => {
    const [cos, sin] = circular(bits, fromDouble(x));
    // Enclosures of the same number at a higher precision have it in common.
    const [finer, finerSin] = circular(2 * bits + 40, fromDouble(x));
    expect(overlaps(cos, finer) && overlaps(sin, finerSin)).toBe(true);
    expect(Math.abs(toNumber(cos) - Math.cos(x))).toBeLessThan(2 ** (3 - Math.min(bits, 53)));
    expect(Math.abs(toNumber(sin) - Math.sin(x))).toBeLessThan(2 ** (3 - Math.min(bits, 53)));
    const A = ballArithmetic(bits);
    const one = A.add(A.mul(cos, cos), A.mul(sin, sin));
    expect(containsRational(one, 1n, 1n)).toBe(true);
    expect(Number(cos.radius) * 2 ** (cos.exponent + bits)).toBeLessThan(8);
  });

  it("the angle's own width goes in: sin of an enclosure of pi holds zero, cos of it -1", () => {
    const A = ballArithmetic(bits);
    const [cos, sin] = circular(bits, (A.pi as () => Ball)());
    expect(containsZero(sin)).toBe(true);
    expect(containsRational(cos, -1n, 1n)).toBe(true);
  });
});

it("jets have the derivatives: cos(x + t) = cos x - t sin x - t^2/2 cos x + ...", () => {
  const A = ballArithmetic(80);
  const J = jetArithmetic(A, 4);
  const [cos, sin] = J.circular?.([fromDouble(0.7), A.one]) ?? [[], []];
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  expect(cos.map(toNumber)).toEqual(
    [c, -s, -c / 2, s / 6, c / 24].map((x) => expect.closeTo(x, 15) as number),
  );
  expect(sin.map(toNumber)).toEqual(
    [s, c, -s / 2, -c / 6, s / 24].map((x) => expect.closeTo(x, 15) as number),
  );
});
