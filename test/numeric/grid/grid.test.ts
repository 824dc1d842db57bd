import { describe, expect, it } from "vitest";
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { evaluate } from "../../../numeric/junction/evaluate.js";
import { compileGrid, RESYNC_ROWS } from "../../../numeric/grid/grid.js";
import { type GridQuantity as AnyQuantity } from "../../../numeric/grid/layout.js";

import { expTables, STEPS } from "../../../numeric/grid/exp-tables.js";
import type { LadderModel } from "../../../numeric/junction/model.js";
import { ballArithmetic } from "../../../numeric/enclosure/ball.js";
import { junctions, powerLawRate, randomPoint, stream, ulps } from "../junctions.js";

/** S has a test of its own, noise.test.ts. */
type GridQuantity = Exclude<AnyQuantity, "S">;

const UNIT = 2 ** -53;
const QUANTITIES: readonly GridQuantity[] = ["J", "J_reversed", "R", "contrast"];
const fixed = {
  T_a: 2,
  Upsilon_L: 0.5,
  Upsilon_R: 2,
  Gamma_L: 1.5,
  Gamma_R: 0.25,
  delta_L: 0.5,
  mu_L: 3,
  delta_R: -0.125,
  mu_R: 4,
};
const uniform = Float64Array.from({ length: 101 }, (_, i) => 0.02 + (i * 2.98) / 100);
const logarithmic = Float64Array.from({ length: 41 }, (_, i) => 1e-9 * 1e10 ** (i / 40));
const deltas = Float64Array.from({ length: 300 }, (_, j) =>
  j === 7 ? 0 : j % 3 === 0 ? 1e-9 * j : -1.99 + (3.98 * j) / 299,
);

/** The largest error over a grid against `evaluate`, in units of 2^−53, relative except for the contrast. */
function worst(
  model: LadderModel,
  rows: Float64Array,
  out: readonly Float64Array[],
): Record<GridQuantity, number> {
  const result = { J: 0, J_reversed: 0, R: 0, contrast: 0 };
  for (let i = 0; i < rows.length; i += 3) {
    for (let j = 0; j < deltas.length; j += 7) {
      const point = new Map(
        Object.entries({ ...fixed, omega: rows[i] as number, Delta: deltas[j] as number }),
      );
      const truth = evaluate(model, point);
      QUANTITIES.forEach((key, q) => {
        const value = (out[q] as Float64Array)[i * deltas.length + j] as number;
        const size = key === "contrast" ? 1 : Math.abs(truth[key]);
        const error = value === truth[key] ? 0 : Math.abs(value - truth[key]) / size / UNIT;
        result[key] = Math.max(result[key], error);
      });
    }
  }
  return result;
}

const hottest = (rows: Float64Array): number => {
  const coldest = (fixed.T_a - Math.max(...deltas.map(Math.abs))) / 2;
  return Math.max(...rows) / coldest;
};

describe("grids against the scalar evaluation", () => {
  for (const { name, model } of junctions(["TLS", "HO"])) {
    it(`${name}: within the stated bounds, generated and interpreted, uniform and not`, () => {
      for (const rows of [uniform, logarithmic]) {
        // 8 ulp; on a uniform axis the addition rule, and the rounding of the axis (8 units of ω) times ω/T.
        const bound = 16 + (rows === uniform ? 2 * RESYNC_ROWS + 8 * hottest(rows) : 0);
        for (const interpret of [false, true]) {
          const grid = compileGrid(
            model,
            QUANTITIES,
            { kind: "product", row: "omega", column: "Delta" },
            { interpret },
          );
          expect(grid.engine).toBe(interpret ? "interpreted" : "generated");
          const out = QUANTITIES.map(() => new Float64Array(rows.length * deltas.length));
          grid.run({ ...fixed, omega: rows, Delta: deltas }, out);
          const errors = worst(model, rows, out);
          const own = interpret ? 16 : bound;
          expect(errors.J).toBeLessThanOrEqual(own);
          expect(errors.J_reversed).toBeLessThanOrEqual(own);
          // 8 ulp, which the addition rule keeps within 32 rows.
          expect(errors.R).toBeLessThanOrEqual(16);
          expect(errors.contrast).toBeLessThanOrEqual(16);
        }
      }
    });
  }

  it("ladders and custom rates run too; chunks give the same numbers as the whole; axes may be swapped", () => {
    const list = junctions(["ladder:4"]).map((j) => j.model);
    const metal = junctions(["TLS"]).find((j) => j.name === "solid-TLS-metal") as { model: LadderModel };
    list.push({ ...metal.model, left: { kind: "rate", rate: powerLawRate("Gamma_L", 1n) } });
    for (const model of list) {
      const input = { ...fixed, omega: uniform, Delta: deltas };
      const whole = [new Float64Array(101 * 300)];
      const grid = compileGrid(model, ["R"], { kind: "product", row: "omega", column: "Delta" });
      grid.run(input, whole);
      const part = [new Float64Array(32 * 300)];
      grid.run(input, part, 32, 64);
      expect(part[0]).toEqual((whole[0] as Float64Array).slice(32 * 300, 64 * 300));
      const swapped = [new Float64Array(101 * 300)];
      compileGrid(model, ["R"], { kind: "product", row: "Delta", column: "omega" }).run(input, swapped);
      for (let i = 0; i < 101; i += 5) {
        for (let j = 0; j < 300; j += 11) {
          const truth = evaluate(
            model,
            new Map(Object.entries({ ...fixed, omega: uniform[i] as number, Delta: deltas[j] as number })),
          );
          // No bound is stated for these; a wrong formula is off by far more than 1e-9.
          expect(Math.abs((whole[0]?.[i * 300 + j] as number) / truth.R - 1)).toBeLessThan(1e-9);
          expect(Math.abs((swapped[0]?.[j * 101 + i] as number) / truth.R - 1)).toBeLessThan(1e-9);
        }
      }
    }
  });

  it("lists of points, any parameter varying", () => {
    const { model } = junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal") as { model: LadderModel };
    const n = 500;
    const column = (f: (i: number) => number): Float64Array =>
      Float64Array.from({ length: n }, (_, i) => f(i));
    const input = {
      ...fixed,
      T_a: column((i) => 1 + i / n),
      Delta: column((i) => -0.9 + (1.7 * i) / n),
      omega: column((i) => 0.1 + i / 50),
      Gamma_R: column((i) => 0.01 + i),
    };
    for (const interpret of [false, true]) {
      const out = [new Float64Array(n), new Float64Array(n)];
      compileGrid(
        model,
        ["J", "R"],
        { kind: "list", varying: ["T_a", "Delta", "omega", "Gamma_R"] },
        { interpret },
      ).run(input, out);
      for (let i = 0; i < n; i += 7) {
        const point = new Map(
          Object.entries({
            ...fixed,
            T_a: input.T_a[i],
            Delta: input.Delta[i],
            omega: input.omega[i],
            Gamma_R: input.Gamma_R[i],
          }),
        ) as Map<string, number>;
        const truth = evaluate(model, point);
        expect(Math.abs((out[0]?.[i] as number) / truth.J - 1)).toBeLessThanOrEqual(16 * UNIT);
        expect(Math.abs((out[1]?.[i] as number) / truth.R - 1)).toBeLessThanOrEqual(16 * UNIT);
      }
    }
  });

  it("J and R within 8 ulp over ω/T from 1e-12 to 700 and |Δ|/T_a from 1e-12 to 1 − 1e-12, all parameters random", () => {
    const random = stream(7);
    for (const { name, model } of junctions(["TLS", "HO"])) {
      const points = Array.from({ length: 300 }, () => randomPoint(random));
      const varying = [...(points[0] as Map<string, number>).keys()];
      const input = Object.fromEntries(
        varying.map((key) => [key, Float64Array.from(points, (p) => p.get(key) as number)]),
      );
      const out = QUANTITIES.map(() => new Float64Array(points.length));
      compileGrid(model, QUANTITIES, { kind: "list", varying }).run(input, out);
      points.forEach((point, i) => {
        const truth = evaluate(model, point);
        for (const [q, key] of (["J", "J_reversed", "R"] as const).entries()) {
          const error = Math.abs((out[q]?.[i] as number) - truth[key]) / Math.abs(truth[key]);
          expect(error, `${name} ${key}`).toBeLessThanOrEqual(16 * UNIT);
        }
      });
    }
  });

  it("a coarse uniform axis keeps 8 ulp: the addition rule is not used where it would cancel", () => {
    const { model } = junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal") as { model: LadderModel };
    const up = Float64Array.from({ length: 21 }, (_, i) => 1 + 8 * i);
    for (const omega of [up, up.slice().reverse()]) {
      const Delta = Float64Array.from({ length: 9 }, (_, j) => -1.6 + 0.4 * j + 0.01);
      const out = [new Float64Array(21 * 9), new Float64Array(21 * 9)];
      const shape = { kind: "product", row: "omega", column: "Delta" } as const;
      compileGrid(model, ["J", "R"], shape).run({ ...fixed, omega, Delta }, out);
      omega.forEach((w, i) => {
        Delta.forEach((d, j) => {
          const truth = evaluate(model, new Map(Object.entries({ ...fixed, omega: w, Delta: d })));
          for (const [q, exact] of [truth.J, truth.R].entries()) {
            const error = Math.abs((out[q]?.[i * 9 + j] as number) / exact - 1);
            expect(error).toBeLessThanOrEqual(16 * UNIT);
          }
        });
      });
    }
  });

  it("beyond the tables, with odd widths and more columns than a tile: as the interpreter, and no partner matters", () => {
    const { model } = junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal") as { model: LadderModel };
    const columns = 1027;
    // ω/T from 1e-3 to 700 in neighbouring columns: one lane of a pair is served by the tables, the other not.
    const Delta = Float64Array.from({ length: columns }, (_, j) => (j % 2 === 0 ? 1.995 : -0.3 + j / 5000));
    const omega = Float64Array.of(1e-3, 0.1, 0.9, 1.7);
    const shape = { kind: "product", row: "omega", column: "Delta" } as const;
    const run = (interpret: boolean, at: Float64Array): Float64Array[] => {
      const out = [new Float64Array(4 * at.length), new Float64Array(4 * at.length)];
      compileGrid(model, ["J", "R"], shape, { interpret }).run({ ...fixed, omega, Delta: at }, out);
      return out;
    };
    const [generated, interpreted] = [run(false, Delta), run(true, Delta)] as [
      Float64Array[],
      Float64Array[],
    ];
    // Both ways are within 16 units.
    generated.forEach((values, q) => {
      const bound = 32 * UNIT;
      values.forEach((v, i) => {
        const other = interpreted[q]?.[i] as number;
        expect(Math.abs(v - other)).toBeLessThanOrEqual(bound * Math.abs(other));
      });
    });
    const shifted = run(false, Delta.slice(1));
    for (let i = 0; i < 4; i++) {
      for (let j = 1; j < columns; j += 100) {
        expect(shifted[1]?.[i * (columns - 1) + j - 1]).toBe(generated[1]?.[i * columns + j]);
      }
    }
  });

  it("a list along any one parameter, for every junction", () => {
    const whole = { ...fixed, omega: 0.8, Delta: 0.7 };
    for (const { name, model } of junctions()) {
      for (const along of Object.keys(whole)) {
        const grid = compileGrid(model, ["R"], { kind: "list", varying: [along] }, { interpret: true });
        if (!grid.parameters.includes(along)) continue;
        const values = Float64Array.of(0.95, 1.05).map((f) => f * whole[along as keyof typeof whole]);
        const out = new Float64Array(2);
        grid.run({ ...whole, [along]: values }, [out]);
        values.forEach((value, i) => {
          const truth = evaluate(model, new Map(Object.entries({ ...whole, [along]: value }))).R;
          // Both are within 16 units.
          expect(Math.abs((out[i] as number) - truth), `${name} ${along}`).toBeLessThanOrEqual(
            32 * UNIT * truth,
          );
        });
      }
    }
  });

  it("the tables hold exp and expm1 of −k/STEPS, correctly rounded", () => {
    const { exp, expm1 } = expTables();
    const A = ballArithmetic(120);
    expect([exp[0], expm1[0]]).toEqual([1, 0]);
    for (const k of [1, 2, 63, 64, 1000, 4095]) {
      const x = A.fromRational(BigInt(-k), BigInt(STEPS));
      expect(ulps(A, exp[k] as number, A.exp(x)) ?? 0).toBeLessThanOrEqual(0.5);
      expect(ulps(A, expm1[k] as number, A.expm1(x)) ?? 0).toBeLessThanOrEqual(0.5);
    }
  });
});

describe("bad input to a grid", () => {
  const { model } = junctions(["TLS"]).find((j) => j.name === "spin-TLS-metal") as { model: LadderModel };
  const grid = compileGrid(model, ["R", "J"], { kind: "product", row: "omega", column: "Delta" });
  const out = [new Float64Array(4), new Float64Array(4)];
  const good = { ...fixed, omega: Float64Array.of(1, 2), Delta: Float64Array.of(0.1, 0.2) };
  it("is named, and nothing non-finite comes out", () => {
    expect(() => grid.run({ ...good, Delta: Float64Array.of(0.1, 2) }, out)).toThrow(/T_R/);
    expect(() => grid.run({ ...good, Delta: Float64Array.of(0.1, -3) }, out)).toThrow(/T_L/);
    expect(() => grid.run({ ...good, omega: Float64Array.of(0.1, NaN) }, out)).toThrow(/omega\[1\] = NaN/);
    expect(() => grid.run({ ...good, Gamma_R: Infinity }, out)).toThrow(/Gamma_R/);
    expect(() => grid.run({ ...good, Gamma_R: 0 }, out)).toThrow(DomainError);
    expect(() => grid.run(good, [new Float64Array(1), new Float64Array(4)])).toThrow(/needs 4/);
    grid.run({ ...good, omega: Float64Array.of(1e5, 1e6) }, out);
    expect([...(out[1] as Float64Array)]).toEqual([0, 0, 0, 0]);
    expect((out[0] as Float64Array).every((r) => r > 0 && Number.isFinite(r))).toBe(true);
  });
});
