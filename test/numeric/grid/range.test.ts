import { all, type BigNumber, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { compileGrid } from "../../../numeric/grid/grid.js";
import { type GridQuantity as AnyQuantity } from "../../../numeric/grid/layout.js";

import { evaluate } from "../../../numeric/junction/evaluate.js";
import { numericModel } from "../../../src/model/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { type LadderModel } from "../../../numeric/junction/model.js";
import { stream } from "../junctions.js";

/** S has a test of its own, noise.test.ts. */
type GridQuantity = Exclude<AnyQuantity, "S">;

const UNIT = 2 ** -53;
const QUANTITIES: readonly GridQuantity[] = ["J", "J_reversed", "R", "contrast"];

const modelOf = (name: string): LadderModel => {
  const numeric = numericModel(parseShorthand(name));
  if (numeric.kind !== "ladder") throw new Error(name);
  return numeric.model;
};

/** J, J_reversed, R and the contrast at points given by columns, by the generated code or its twin. */
function grid(
  name: string,
  columns: Readonly<Record<string, readonly number[]>>,
  interpret: boolean,
): number[][] {
  const varying = Object.keys(columns);
  const count = Object.values(columns)[0]?.length ?? 0;
  const compiled = compileGrid(modelOf(name), QUANTITIES, { kind: "list", varying }, { interpret });
  const out = QUANTITIES.map(() => new Float64Array(count));
  compiled.run(Object.fromEntries(varying.map((n) => [n, Float64Array.from(columns[n] ?? [])])), out);
  return out.map((column) => [...column]);
}

// Differences lose up to 330 digits at the points below.
if (!all) throw new Error("mathjs without functions");
const math = create(all, { number: "BigNumber", precision: 700 });
const big = (x: string | number): BigNumber => math.bignumber(x);
const sum = (a: BigNumber, b: BigNumber): BigNumber => math.add(a, b);
const less = (a: BigNumber, b: BigNumber): BigNumber => math.subtract(a, b);
const times = (...list: readonly BigNumber[]): BigNumber =>
  list.reduce((a, b) => math.multiply(a, b) as BigNumber);
const over = (a: BigNumber, b: BigNumber): BigNumber => math.divide(a, b) as BigNumber;

/** The number that a double stands for, by its bits. */
function exactly(x: number): BigNumber {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const exponent = (high >>> 20) & 0x7ff;
  const mantissa = (BigInt(high & 0xfffff) << 32n) + BigInt(bits.getUint32(4));
  const whole = exponent === 0 ? mantissa : mantissa + 2n ** 52n;
  const power = math.pow(big(2), big(Math.max(exponent, 1) - 1075)) as BigNumber;
  return times(big(String(x < 0 ? -whole : whole)), power);
}

/**
 * J of a two-level system from its rate equation, in decimals of 700 digits: with rates k_ν down and k_ν·X_ν up,
 * J = ω(k_L X_L p_0 − k_L p_1), p_1/p_0 = (k_L X_L + k_R X_R)/(k_L + k_R).
 */
function twoLevels(
  baths: readonly ["solid" | "spin", "solid" | "spin" | "metal"],
  point: Readonly<Record<string, number>>,
  direction: 1 | -1 = 1,
): BigNumber {
  const value = (name: string): BigNumber => exactly(point[name] ?? NaN);
  const omega = value("omega");
  const end = (side: "L" | "R"): { down: BigNumber; up: BigNumber } => {
    const bath = baths[side === "L" ? 0 : 1];
    const plus = (side === "L") === (direction === 1);
    const T = over((plus ? sum : less)(value("T_a"), value("Delta")), big(2));
    const X = math.exp(over(times(big(-1), omega), T));
    const statistics = (bath === "spin" ? sum : less)(big(1), X);
    const bare = over(value(`${bath === "spin" ? "Upsilon" : "Gamma"}_${side}`), statistics);
    const down =
      bath === "metal"
        ? times(bare, sum(big(1), over(times(value(`delta_${side}`), T), value(`mu_${side}`))))
        : bare;
    return { down, up: times(down, X) };
  };
  const [L, R] = [end("L"), end("R")];
  const [down, up] = [sum(L.down, R.down), sum(L.up, R.up)];
  return over(times(omega, less(times(L.up, down), times(L.down, up))), sum(down, up));
}

const asColumns = (point: Readonly<Record<string, number>>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(point).map(([name, x]) => [name, [x]]));

/** The double nearest to it. */
const nearest = (x: BigNumber): number => Number(x.toString());

describe.each([false, true])("grids at the ends of doubles (interpreted: %s)", (interpret) => {
  it("have subnormal currents to the spacing of doubles", () => {
    const at = { omega: [745, 746], T_a: [1.5, 1.5], Delta: [0.5, 0.5], Gamma_L: [1, 1], Gamma_R: [3, 3] };
    const [J] = grid("solid-TLS-solid", at, interpret);
    [745, 746].forEach((omega, i) => {
      const point = { omega, T_a: 1.5, Delta: 0.5, Gamma_L: 1, Gamma_R: 3 };
      const truth = nearest(twoLevels(["solid", "solid"], point));
      expect(truth).toBeGreaterThan(0);
      expect(truth).toBeLessThan(2 ** -1022);
      expect(Math.abs((J?.[i] as number) - truth)).toBeLessThanOrEqual(5e-324);
    });
  });

  it("do not lose products that leave the range of doubles on the way", () => {
    const spins = {
      ...{ omega: 1.101e-200, T_a: 9.435e-189, Delta: 9.4349999e-189 },
      ...{ Upsilon_L: 9.425e47, Upsilon_R: 2.109e-98 },
    };
    const [J_spins] = grid("spin-TLS-spin", asColumns(spins), interpret);
    expect((J_spins?.[0] as number) / nearest(twoLevels(["spin", "spin"], spins))).toBeCloseTo(1, 12);
    const hot = { omega: 1e-64, T_a: 1e95, Delta: 1e-69, Gamma_L: 1, Gamma_R: 3 };
    const [J_hot] = grid("solid-TLS-solid", asColumns(hot), interpret);
    expect((J_hot?.[0] as number) / nearest(twoLevels(["solid", "solid"], hot))).toBeCloseTo(1, 12);
    const far = { omega: [1e17, 1e30], T_a: [1, 1], Delta: [0.5, 0.5], Gamma_L: [1, 1], Gamma_R: [3, 3] };
    const [J, reversed, R] = grid("solid-TLS-solid", far, interpret);
    expect([J, reversed?.map(Math.abs), R]).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it("keep 16 units near the edge 1 + delta*T/mu -> 0", () => {
    const point = {
      ...{ omega: 0.02329905851971519, T_a: 0.02858163913767642, Delta: 0.026626247963335195 },
      ...{ Gamma_L: 0.07021251574643214, Gamma_R: 53.982377675955185 },
      ...{ delta_R: -1322.0361564807267, mu_R: 36.49341308262678 },
    };
    const [J, reversed] = grid("solid-TLS-metal", asColumns(point), interpret);
    for (const [found, direction] of [
      [J?.[0], 1],
      [reversed?.[0], -1],
    ] as const) {
      const truth = nearest(twoLevels(["solid", "metal"], point, direction));
      expect(Math.abs((found as number) - truth)).toBeLessThanOrEqual(17 * UNIT * Math.abs(truth));
    }
  });

  it.each(["solid-TLS-metal", "metal-HO-metal", "spin-TLS-metal"])(
    "%s: every point within 16 units",
    (name) => {
      const random = stream(name.length + (interpret ? 1 : 0));
      const model = modelOf(name);
      const { parameters } = compileGrid(
        model,
        QUANTITIES,
        { kind: "list", varying: [] },
        { interpret: true },
      );
      const columns = Object.fromEntries(parameters.map((p) => [p, [] as number[]]));
      for (let i = 0; i < 150; i++) {
        // A third with exponents far apart, a third near the edge of the domain, a third ordinary.
        const spread = i % 3 === 0 ? 30 : 2;
        const value = new Map(parameters.map((p) => [p, 10 ** (spread * (2 * random() - 1))]));
        const sum = value.get("T_a") as number;
        const Delta = sum * (2 * random() - 1) * 0.99;
        value.set("Delta", Delta);
        for (const side of ["L", "R"]) {
          const mu = value.get(`mu_${side}`);
          const near = i % 3 === 1 ? 10 ** (-13 * random()) : random();
          if (mu !== undefined) value.set(`delta_${side}`, (-2 * mu * (1 - near)) / (sum + Math.abs(Delta)));
        }
        for (const p of parameters) columns[p]?.push(value.get(p) as number);
      }
      const out = grid(name, columns, interpret);
      for (let i = 0; i < 150; i++) {
        const truth = evaluate(model, new Map(parameters.map((p) => [p, columns[p]?.[i] as number])));
        QUANTITIES.forEach((q, k) => {
          const found = out[k]?.[i] as number;
          const allowed = 17 * UNIT * (q === "contrast" ? 1 : Math.abs(truth[q])) + 5e-324;
          expect(Math.abs(found - truth[q]), `${q} at point ${i}`).toBeLessThanOrEqual(allowed);
        });
      }
    },
  );
});
