/**
 * The JavaScript export, run: J and R within 10 ulp of certified values, coefficients within 10 ulp times the condition
 * number of their formula (both are the stated bounds). The other languages are run by scripts/check-code.mjs.
 */
import { describe, expect, it } from "vitest";
import { type ExactNumber } from "../../symbolic/expression.js";
import { evaluateCertified } from "../../numeric/evaluate-certified.js";
import { boundedForm } from "../../src/code/bounded.js";
import { conditionOf } from "../../src/code/condition.js";
import { exportCode } from "../../src/code/export.js";
import { expansion } from "../../src/expand.js";
import { type Junction } from "../../src/junction.js";
import { numericModel } from "../../src/numeric-model.js";
import { parseShorthand } from "../../src/shorthand.js";
import { BUILT_IN, LADDERS, rationalFor } from "./junctions.js";

type Functions = Readonly<Record<string, (...args: number[]) => number>>;

async function functionsOf(junction: Junction, orders: readonly number[]): Promise<Functions> {
  const about = { version: "test", letter: "alpha", orders, at: new Map<string, ExactNumber>() };
  const source = exportCode("js", junction, expansion(junction), about);
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Functions;
}

/** A double near the rational, and the double's exact value. */
function doubleNear(x: ExactNumber): { value: number; exact: ExactNumber } {
  const numerator = Math.round((Number(x.numerator) / Number(x.denominator)) * 2 ** 24);
  return { value: numerator / 2 ** 24, exact: { numerator: BigInt(numerator), denominator: 1n << 24n } };
}

function ulps(got: number, reference: string): number {
  const exact = Number(reference);
  return Math.abs(got - exact) / 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 52);
}

function ladderOf(junction: Junction) {
  const model = numericModel(junction);
  if (model.kind !== "ladder") throw new Error("a ladder was expected");
  return model.model;
}

describe("JavaScript export", () => {
  it.each([...BUILT_IN, ...LADDERS])("%s", async (name) => {
    const junction = parseShorthand(name);
    const orders = [1, 2, 3];
    const functions = await functionsOf(junction, orders);
    const symbolic = expansion(junction);
    for (const seed of [1, 2, 3]) {
      const names = [...junction.parameters.map((p) => p.name), "T_a"];
      // gaps far below, near and far above the temperature: cancellation, and exponents that magnify rounding
      const scale = [1n, 1n, 16n, 1n][seed] as bigint;
      const points = names.map((n) => {
        const { numerator, denominator } = rationalFor(n, seed);
        if (n !== "omega") return doubleNear({ numerator, denominator });
        return doubleNear({
          numerator: numerator * scale,
          denominator: denominator * (seed === 3 ? 4096n : 1n),
        });
      });
      const args = points.map((p) => p.value);
      const exact = new Map(names.map((n, i) => [n, (points[i] as { exact: ExactNumber }).exact]));
      const delta = doubleNear({ numerator: seed === 2 ? -1n : 1n, denominator: 5n });
      const reference = evaluateCertified(
        ladderOf(junction),
        new Map([...exact, ["Delta", delta.exact]]),
        20,
      );
      // the reference as a double adds half an ulp
      expect(ulps(functions["J"]?.(...args, delta.value) ?? NaN, reference.J)).toBeLessThanOrEqual(10.5);
      expect(ulps(functions["R"]?.(...args, delta.value) ?? NaN, reference.R)).toBeLessThanOrEqual(10.5);
      const bound = expansion(junction, "J", exact);
      for (const k of orders) {
        const got = functions[`alpha_${k}`]?.(...args) ?? NaN;
        if (symbolic.isZero(k)) {
          expect(got).toBe(0);
          continue;
        }
        const at = new Map(names.map((n, i) => [n, args[i] as number]));
        const { condition } = conditionOf(boundedForm(symbolic.expression(k)), at);
        // nothing in alpha_1 cancels: its exponentials alone may magnify rounding
        const ratio = (at.get("omega") as number) / (at.get("T_a") as number);
        if (k === 1) expect(condition).toBeLessThan(20 * (1 + ratio));
        expect(ulps(got, bound.value(k, 20))).toBeLessThanOrEqual(10.5 * condition);
      }
    }
  });

  it("does not overflow deep in the quantum limit, nor lose digits at weak bias", async () => {
    const junction = parseShorthand("spin-TLS-metal");
    const { J, alpha_3: third } = await functionsOf(junction, [3]);
    const at = (omega: number, Delta: number): ReadonlyMap<string, ExactNumber> =>
      new Map(
        Object.entries({ Upsilon_L: 1, Gamma_R: 1, delta_R: 1, mu_R: 1, omega, T_a: 1, Delta }).map(
          ([n, x]) => [n, { numerator: BigInt(x * 2 ** 60), denominator: 1n << 60n }],
        ),
      );
    const values = at(200, 0);
    values.forEach((_, n) => n === "Delta" && (values as Map<string, ExactNumber>).delete(n));
    const reference = expansion(junction, "J", values).value(3, 20);
    // e^{−400} has condition number 400
    expect(ulps(third?.(1, 1, 1, 1, 200, 1) ?? NaN, reference)).toBeLessThanOrEqual(10 * 420);
    const tiny = 2 ** -50;
    const { J: exact } = evaluateCertified(ladderOf(junction), at(0.5, tiny), 20);
    expect(ulps(J?.(1, 1, 1, 1, 0.5, 1, tiny) ?? NaN, exact)).toBeLessThanOrEqual(10.5);
  });
});
