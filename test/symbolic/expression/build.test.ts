import fc from "fast-check";
import { expect, test } from "vitest";
import { compareLength, nodeCount } from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";

const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc.constant<Expression>({ type: "symbol", name: "x" }),
    fc.array(tie("tree"), { minLength: 2, maxLength: 9 }).map((terms) => ({ type: "sum" as const, terms })),
    fc
      .array(tie("tree"), { minLength: 2, maxLength: 9 })
      .map((factors) => ({ type: "product" as const, factors })),
    tie("tree").map((base) => ({
      type: "power" as const,
      base,
      exponent: { numerator: 2n, denominator: 1n },
    })),
    tie("tree").map((x) => ({ type: "call" as const, name: "sinh", arguments: [x] })),
  ),
}));

test("lengths compare as the numbers of nodes do", () => {
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      expect(Math.sign(compareLength(a, b))).toBe(Math.sign(nodeCount(a) - nodeCount(b)));
      expect(compareLength(a, a)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test("a sum that runs past the first limit is still told from its neighbours", () => {
  const sum = (n: number): Expression => ({
    type: "sum",
    terms: Array.from({ length: n }, () => ({ type: "symbol", name: "x" })),
  });
  for (const n of [7, 8, 9, 31, 32, 33, 127, 128, 129]) {
    expect(compareLength(sum(n), sum(n + 1))).toBeLessThan(0);
    expect(compareLength(sum(n + 1), sum(n))).toBeGreaterThan(0);
    expect(compareLength(sum(n), sum(n))).toBe(0);
  }
});
