/** The one list of functions means what the numeric layer and the proof checker, which keep their own, compute. */
import { describe, expect, it } from "vitest";
import {
  fromExponentials,
  FUNCTIONS,
  isOccupation,
  knownFunction,
} from "../../../symbolic/expression/functions.js";
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { symbol } from "../../../numeric/junction/expression.js";

const doubles = {
  constant: (n: bigint | { numerator: bigint; denominator: bigint }): number =>
    typeof n === "bigint" ? Number(n) : Number(n.numerator) / Number(n.denominator),
  add: (a: number, b: number): number => a + b,
  multiply: (a: number, b: number): number => a * b,
  divide: (a: number, b: number): number => a / b,
};

function numeric(name: string, x: number, temperature: number): number {
  const e = { type: "call", name, arguments: [symbol("x")] } as const;
  return evaluateExpression(float64, e, { lookup: () => x, temperature });
}

describe("functions", () => {
  it.each(FUNCTIONS.map((f) => [f.name, f] as const))("%s", (name, { form, kind }) => {
    for (const x of [-2.5, -0.3, 0.7, 3]) {
      if (kind === "circular") {
        expect(numeric(name, x, 1.5)).toBeCloseTo(name === "cos" ? Math.cos(x) : Math.sin(x), 14);
        continue;
      }
      if (form === undefined) {
        if (x > 0) expect(numeric(name, x, 1.5)).toBeCloseTo(Math.sqrt(x), 14);
        continue;
      }
      const over = isOccupation(name) ? 1.5 : 1;
      const exact = fromExponentials(form, doubles, (n) => Math.exp((Number(n) * x) / over));
      expect(numeric(name, x, 1.5) / exact).toBeCloseTo(1, 12);
    }
  });

  it("are found by other spellings, and nothing else is", () => {
    expect(knownFunction("cosech")?.name).toBe("csch");
    for (const name of ["tan", "log", "constructor", "toString", "n_B_L", ""]) {
      expect(knownFunction(name)).toBeUndefined();
      expect(() => numeric(name, 1, 1)).toThrow(DomainError);
    }
  });

  it("are each written once", () => {
    const names = FUNCTIONS.flatMap((f) => [f.name, ...f.spellings]);
    expect(new Set(names).size).toBe(names.length);
  });
});
