import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ball, ballArithmetic, containsRational, exactBall } from "../../../numeric/enclosure/ball.js";
import {
  type EnclosedEigensystem,
  enclosedElements,
  enclosedEigensystem,
} from "../../../numeric/linear-algebra/enclosed-eigensystem.js";
import { type FixedMatrix, jacobiVectors } from "../../../numeric/linear-algebra/fixed-jacobi.js";

const A = ballArithmetic(120);
/** The reference: more bits, so that its enclosures are points beside those at test. */
const FINE = ballArithmetic(400);

type Integers = readonly (readonly number[])[];

const symmetric = (n: number): fc.Arbitrary<Integers> =>
  fc
    .array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    })
    .map((rows) => rows.map((row, i) => row.map((x, j) => (j <= i ? x : (rows[j] as number[])[i]!))));

const sized = fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(symmetric(n), symmetric(n), symmetric(n)));

/** Balls around integers, all of one radius 2^−bits; the members at test are moved by less. */
const balls = (m: Integers, bits: number, wide: boolean): Ball[][] =>
  m.map((row) =>
    row.map((x) => ({ mantissa: BigInt(x) << BigInt(bits), exponent: -bits, radius: wide ? 1n : 0n })),
  );

/** m + moved·2^−bits/4: a member of the balls, as exact points. */
const member = (m: Integers, moved: Integers, bits: number): Ball[][] =>
  m.map((row, i) =>
    row.map((x, j) =>
      exactBall((BigInt(x) << BigInt(bits + 2)) + BigInt((moved[i] as number[])[j]!), -bits - 2),
    ),
  );

/** Whether the outer ball contains the whole inner one. */
function covers(outer: Ball, inner: Ball): boolean {
  const e = Math.min(outer.exponent, inner.exponent);
  const scale = (x: bigint, b: Ball): bigint => x << BigInt(b.exponent - e);
  return (
    scale(outer.mantissa - outer.radius, outer) <= scale(inner.mantissa - inner.radius, inner) &&
    scale(inner.mantissa + inner.radius, inner) <= scale(outer.mantissa + outer.radius, outer)
  );
}

/** Elements between levels that both sides tell apart, up to the signs of the vectors; their number. */
function compareElements(
  outer: readonly (readonly Ball[])[],
  inner: readonly (readonly Ball[])[],
  rough: EnclosedEigensystem,
  fine: EnclosedEigensystem,
): number {
  const clear = (k: number): boolean => [rough, fine].every(({ basis }) => basis.deviations[k] !== null);
  const pairs = outer.flatMap((row, i) =>
    row.flatMap((x, j) => (clear(i) && clear(j) ? [[x, inner[i]![j]!] as const] : [])),
  );
  for (const [x, y] of pairs) expect(covers(x, y) || covers(x, { ...y, mantissa: -y.mantissa })).toBe(true);
  return pairs.length;
}

/** Neighbours turned by tan(φ/2) = 2^−bits: orthonormal still, but no eigenvectors. */
function turned(vectors: FixedMatrix, p: number, bits: number): FixedMatrix {
  const [above, below] = [1n << BigInt(2 * bits), (1n << BigInt(2 * bits)) + 1n];
  const [cos, sin] = [((above - 1n) << BigInt(p)) / below, (2n << BigInt(p + bits)) / below];
  const result = vectors.map((row) => [...row]);
  for (let i = 1; i < result.length; i++) {
    const [v, w] = [result[i - 1]!, result[i]!];
    result[i - 1] = v.map((x, k) => (cos * x - sin * w[k]!) >> BigInt(p));
    result[i] = v.map((x, k) => (sin * x + cos * w[k]!) >> BigInt(p));
  }
  return result;
}

describe("the enclosed spectrum of a symmetric matrix", () => {
  it("of the chain 2, -1 of five sites is 2 - sqrt(3), 1, 2, 3, 2 + sqrt(3)", () => {
    const chain = Array.from({ length: 5 }, (_, i) =>
      Array.from({ length: 5 }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const { values, basis } = enclosedEigensystem(A, balls(chain, 0, false));
    [1n, 2n, 3n].forEach((x, k) => expect(containsRational(values[k + 1]!, x, 1n)).toBe(true));
    const root = A.sub(values[4]!, A.fromRational(2n, 1n));
    expect(containsRational(A.mul(root, root), 3n, 1n)).toBe(true);
    expect(values.every((v) => v.radius.toString(2).length + v.exponent < -110)).toBe(true);
    // H itself is diagonal in its eigenbasis.
    const own = enclosedElements(A, basis, balls(chain, 0, false), basis);
    own.forEach((row, i) =>
      row.forEach((x, j) => {
        if (i !== j) expect(containsRational(x, 0n, 1n)).toBe(true);
      }),
    );
    expect(containsRational(own[2]![2]!, 2n, 1n)).toBe(true);
  });

  it("holds the spectrum and the matrix elements of every matrix in the balls", () => {
    let separated = 0;
    fc.assert(
      fc.property(sized, fc.constantFrom(8, 20, 60), ([H, S, moved], bits) => {
        const rough = enclosedEigensystem(A, balls(H, bits, true));
        const fine = enclosedEigensystem(FINE, member(H, moved, bits));
        rough.values.forEach((v, k) => expect(covers(v, fine.values[k]!)).toBe(true));
        const elements = enclosedElements(A, rough.basis, balls(S, bits, true), rough.basis);
        const exact = enclosedElements(FINE, fine.basis, member(S, moved, bits), fine.basis);
        separated += compareElements(elements, exact, rough, fine);
      }),
      { numRuns: 150 },
    );
    expect(separated).toBeGreaterThan(500);
  });

  it("holds with vectors that are far from good: neither eigenvectors nor orthonormal", () => {
    let separated = 0;
    fc.assert(
      fc.property(sized, fc.constantFrom(10, 16, 40), fc.boolean(), ([H, S, moved], bits, turn) => {
        const poor = (matrix: FixedMatrix, p: number): FixedMatrix => {
          const good = jacobiVectors(matrix, p);
          if (turn) return turned(good, p, bits);
          return good.map((row, i) =>
            row.map((x, j) => x + (BigInt((moved[i] as number[])[j]!) << BigInt(p - bits))),
          );
        };
        const rough = enclosedEigensystem(A, balls(H, 0, false), undefined, poor);
        const fine = enclosedEigensystem(FINE, balls(H, 0, false));
        rough.values.forEach((v, k) => expect(covers(v, fine.values[k]!)).toBe(true));
        const elements = enclosedElements(A, rough.basis, balls(S, 0, false), rough.basis);
        const exact = enclosedElements(FINE, fine.basis, balls(S, 0, false), fine.basis);
        separated += compareElements(elements, exact, rough, fine);
      }),
      { numRuns: 150 },
    );
    expect(separated).toBeGreaterThan(500);
  });

  it("says of equal eigenvalues that no vector belongs to them, and spans their space if they are one", () => {
    // Three sites on a ring: -1, -1, 2.
    const ring = balls([[0, 1, 1], [1, 0, 1], [1, 1, 0]], 0, false); // prettier-ignore
    expect(enclosedEigensystem(A, ring).basis.deviations.map((d) => d === null)).toEqual([true, true, false]);
    const { basis } = enclosedEigensystem(A, ring, [2, 1]);
    expect(basis.deviations.every((d) => d !== null)).toBe(true);
    // The projector on the pair has the diagonal elements 2/3: so has Σ |⟨pair|site⟩|² = ⟨site|P|site⟩.
    const site = balls([[1, 0, 0], [0, 0, 0], [0, 0, 0]], 0, false); // prettier-ignore
    const [a, b] = enclosedElements(A, basis, site, basis);
    expect(containsRational(A.add(a![0]!, b![1]!), 2n, 3n)).toBe(true);
  });
});
