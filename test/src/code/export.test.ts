/**
 * The JavaScript export, run: J and R within 10 ulp of certified values, coefficients within 10 ulp times the condition
 * number of their formula (both are the stated bounds). The other languages are run by scripts/check-code.mjs.
 */
import { describe, expect, it } from "vitest";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { exactValue } from "../../../numeric/junction/model.js";
import { evaluateCertified } from "../../../numeric/junction/evaluate-certified.js";
import { boundedForm } from "../../../src/code/bounded.js";
import { conditionOf, conditionOfProgram } from "../../../src/code/condition.js";
import { exportCode } from "../../../src/code/export.js";
import { levelsPrograms } from "../../../src/code/levels-current.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { type Junction } from "../../../src/junction/junction.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { numericModel } from "../../../src/model/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { BUILT_IN, LADDERS, rationalFor } from "../print/junctions.js";

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

describe("JavaScript export of levels", () => {
  const QUTRIT = {
    left: { bath: "solid", coupling: "Gamma_L*omega" },
    right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
    subsystem: {
      kind: "levels",
      energies: ["0", "omega_1", "omega_1 + omega_2"],
      S_L: [
        ["0", "1", "s"],
        ["1", "0", "1"],
        ["s", "1", "0"],
      ],
      S_R: [
        ["0", "1", "sqrt(2)"],
        ["1", "0", "0"],
        ["sqrt(2)", "0", "0"],
      ],
    },
  } as const;

  it("J and R within 10 ulp times their condition, at any bias", async () => {
    const junction = await junctionFrom(QUTRIT);
    const functions = await functionsOf(junction, []);
    const { current, ratio } = levelsPrograms(junction, new Map(), true);
    const names = [...junction.parameters.map((p) => p.name), "T_a"];
    for (const share of [0.75, -0.5, 2 ** -30, -(2 ** -40)]) {
      for (const seed of [1, 2, 3]) {
        const points = names.map((name) => doubleNear(rationalFor(name, seed)));
        const T = points.at(-1)?.value ?? NaN;
        const delta = share * T;
        const exact = (x: number): ExactNumber => exactValue("Delta", x);
        const at = new Map([
          ...names.map((n, i) => [n, points[i]?.exact as ExactNumber] as const),
          ["Delta", exact(delta)] as const,
        ]);
        const reference = evaluateAt(junction, at, 20);
        const doubles = new Map([
          ...names.map((n, i) => [n, points[i]?.value ?? NaN] as const),
          ["Delta", delta] as const,
        ]);
        const args = [...points.map((p) => p.value), delta];
        for (const [f, program, truth] of [
          ["J", current, reference.J],
          ["R", ratio, reference.R],
        ] as const) {
          const { condition } = conditionOfProgram(program.body, program.result, doubles);
          // The form does not cancel at weak bias: what is left comes from exponents and from opposing sources.
          expect(condition).toBeLessThan(1000);
          expect(ulps(functions[f]?.(...args) ?? NaN, truth ?? "")).toBeLessThanOrEqual(10.5 * condition);
        }
      }
    }
  });

  it("a coupling that depends on the gap takes the gap, whatever that is called", async () => {
    const junction = await junctionFrom({
      left: { bath: "solid", coupling: "Gamma_L*omega^3" },
      right: { bath: "custom", rate: "Gamma_R*omega*T/(1 - exp(-omega/T))" },
      subsystem: { kind: "TLS", gap: "2*E" },
    });
    const { J } = await functionsOf(junction, []);
    const values = { Gamma_L: 1, Gamma_R: 2, E: 0.75, T_a: 1.5, Delta: 0.25 };
    const at = new Map(Object.entries(values).map(([n, x]) => [n, exactValue(n, x)]));
    const args = [...junction.parameters.map((p) => values[p.name as "E"]), values.T_a, values.Delta];
    expect(ulps(J?.(...args) ?? NaN, evaluateAt(junction, at, 20).J)).toBeLessThanOrEqual(10.5);
  });

  it("levels of one energy are refused in one line", async () => {
    // A transition between levels of one energy has a rate that exported code would have to take as a limit.
    const junction = await junctionFrom({
      left: { bath: "solid", coupling: "Gamma_L*omega" },
      right: { bath: "solid", coupling: "Gamma_R*omega" },
      subsystem: {
        kind: "levels",
        energies: ["0", "0", "E"],
        S_L: [
          ["0", "1", "1"],
          ["1", "0", "0"],
          ["1", "0", "0"],
        ],
        S_R: [
          ["0", "1", "0"],
          ["1", "0", "1"],
          ["0", "1", "0"],
        ],
      },
    });
    await expect(functionsOf(junction, [])).rejects.toThrow("levels of one energy");
  });
});
