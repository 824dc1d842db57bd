import { describe, expect, it } from "vitest";
import {
  add,
  multiply,
  type Polynomial,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../../symbolic/polynomial/structure.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import { solvePositive } from "../../../symbolic/solve/solve.js";
import { type SolveNode } from "../../../symbolic/solve/cases.js";
import { witness } from "../../../symbolic/solve/witness.js";

const x = (i: number, e = 1): Polynomial => variablePower(i, e);
const product = (...list: Polynomial[]): Polynomial => list.reduce(multiply);

function value(p: Polynomial, point: readonly bigint[]): bigint {
  let sum = 0n;
  forEachTerm(p, point.length, (c, e) => {
    sum += point.reduce((m, v, i) => m * v ** BigInt(e[i] ?? 0), c);
  });
  return sum;
}

/** All points of a grid: 1 … 4 for positive variables, −2 … 2 for real ones. */
function* grid(assumptions: readonly Assumption[]): Generator<bigint[]> {
  const [first, ...rest] = assumptions;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const head of first === "positive" ? [1n, 2n, 3n, 4n] : [-2n, -1n, 0n, 1n, 2n]) {
    for (const tail of grid(rest)) yield [head, ...tail];
  }
}

/** The systems hold at a point of the grid iff the hypotheses do. */
function expectExact(
  hypotheses: readonly Polynomial[],
  assumptions: readonly Assumption[],
): ReturnType<typeof solvePositive> {
  const solution = solvePositive(hypotheses, { assumptions });
  expect(solution.complete).toBe(true);
  for (const point of grid(assumptions)) {
    const holds = hypotheses.every((p) => value(p, point) === 0n);
    const solved = solution.leaves.some((l) => l.equations.every((e) => value(e, point) === 0n));
    expect([point, solved]).toEqual([point, holds]);
  }
  return solution;
}

function kinds(node: SolveNode): string[] {
  switch (node.kind) {
    case "split":
      return ["split", ...node.branches.flatMap((b) => kinds(b.then))];
    case "substitute":
    case "terms":
      return [node.kind, ...kinds(node.then)];
    case "cases":
      return ["cases", ...kinds(node.nonzero), ...kinds(node.zero)];
    default:
      return [node.kind];
  }
}

const three: Assumption[] = ["positive", "positive", "positive"];

describe("equations for positive unknowns", () => {
  it("that hold always have one system without equations, contradictory ones have none", () => {
    expect(expectExact([], three).leaves).toMatchObject([{ equations: [] }]);
    expect(expectExact([0n, 0n], three).leaves).toMatchObject([{ equations: [] }]);
    expect(expectExact([add(x(0), x(1))], three).leaves).toEqual([]);
    expect(expectExact([1n], three).leaves).toEqual([]);
  });

  it("drop solutions that need a negative unknown", () => {
    // x² = y² has x = −y too
    expect(expectExact([subtract(x(0, 2), x(1, 2))], three).leaves).toHaveLength(1);
    // x = y − z and z = 2y leave x = −y
    const solution = expectExact(
      [subtract(x(0), subtract(x(1), x(2))), subtract(x(2), multiply(2n, x(1)))],
      three,
    );
    expect(solution.leaves).toEqual([]);
  });

  it("branch over factors and keep no system that another one contains", () => {
    const [a, b] = [subtract(x(0), x(1)), subtract(x(1), x(2))];
    expect(expectExact([product(a, b)], three).leaves).toHaveLength(2);
    // a·b = 0 and a² = 0: only a = 0
    expect(expectExact([product(a, b), product(a, a)], three).leaves).toHaveLength(1);
    expect(expectExact([product(a, x(2), add(x(0), 1n))], three).leaves).toHaveLength(1);
  });

  it("use that squares of real unknowns vanish only together", () => {
    const assumptions: Assumption[] = ["positive", "real", "real"];
    const solution = expectExact([add(multiply(x(0), x(1, 2)), x(2, 2))], assumptions);
    expect(kinds(solution.tree)).toContain("terms");
    expect(solution.leaves).toHaveLength(1);
  });

  it("distinguish cases where a leading coefficient may vanish", () => {
    // (y − z)·d + y² − z·x with d real: also y = z and y² = z x
    const f = add(multiply(subtract(x(1), x(2)), x(3)), subtract(x(1, 2), multiply(x(2), x(0))));
    const g = multiply(f, subtract(x(0), x(1)));
    expectExact([g, multiply(f, x(0))], [...three, "real"]);
  });

  it("leave an equation that is linear in no unknown as it is", () => {
    const cubes = subtract(x(0, 3), multiply(2n, x(1, 3)));
    const solution = expectExact([product(cubes, x(2)), product(cubes, add(x(0), x(1)))], three);
    expect(solution.leaves).toMatchObject([{ substitutions: [] }]);
    expect(solution.leaves[0]?.last).toBeDefined();
  });

  it("say so where they cannot be solved", () => {
    const p = subtract(add(x(0, 5), x(0, 3)), add(x(1, 5), multiply(3n, x(1, 2))));
    const q = subtract(add(x(0, 5), x(1, 4)), multiply(7n, x(1, 2)));
    expect(solvePositive([p, q], { assumptions: three }).complete).toBe(false);
  });

  it("are solved exactly for 300 random systems of products of linear factors", () => {
    let state = 12345;
    const random = (n: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % n;
    const factorAt = (): Polynomial => {
      const [i, j] = [random(3), random(3)];
      const other = random(3) === 0 ? multiply(BigInt(1 + random(2)), x(random(3))) : x(j);
      return [
        subtract(x(i), other),
        subtract(multiply(x(i), x(j)), multiply(x(random(3)), x(random(3)))),
        add(x(i), x(j)),
        x(3),
      ][random(4)] as Polynomial;
    };
    let incomplete = 0;
    for (let n = 0; n < 300; n++) {
      const hypotheses = Array.from({ length: 1 + random(3) }, () => product(factorAt(), factorAt()));
      const assumptions: Assumption[] = [...three, "real"];
      const solution = solvePositive(hypotheses, { assumptions });
      if (!solution.complete) {
        incomplete++;
        continue;
      }
      expectExact(hypotheses, assumptions);
    }
    // quadratics in every unknown may stay open, but rarely
    expect(incomplete).toBeLessThan(15);
  });

  it("have witnesses that satisfy one system and violate the others", () => {
    const [a, b] = [subtract(x(0), x(1)), subtract(x(1), x(2))];
    const { leaves } = solvePositive([product(a, b)], { assumptions: three });
    leaves.forEach((leaf, i) => {
      const point = witness(
        leaf,
        three,
        leaves.filter((_, j) => j !== i),
      );
      expect(point?.every((v) => v.numerator > 0n && v.denominator > 0n)).toBe(true);
    });
    expect(leaves).toHaveLength(2);
  });
});

describe("signs by coefficients", () => {
  it("are claimed only where no admitted value contradicts them", () => {
    const assumptions: Assumption[] = ["positive", "real"];
    const samples = [
      add(x(0), x(1, 2)),
      x(1, 2),
      add(x(0), x(1)),
      subtract(x(0), 1n),
      subtract(subtract(0n, x(0)), x(1, 4)),
      0n,
      3n,
    ];
    expect(samples.map((p) => definiteSign(p, assumptions))).toEqual([
      1,
      undefined,
      undefined,
      undefined,
      -1,
      undefined,
      1,
    ]);
  });
});
