import { describe, expect, it } from "vitest";
import { compileGrid } from "../../../numeric/grid/grid.js";
import { type GridQuantity } from "../../../numeric/grid/layout.js";
import { evaluate } from "../../../numeric/junction/evaluate.js";
import { numericModel } from "../../../src/model/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { type LadderModel } from "../../../numeric/junction/model.js";
import { stream } from "../junctions.js";

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

describe.each([false, true])("grids at the ends of doubles (interpreted: %s)", (interpret) => {
  it("have subnormal currents to the spacing of doubles", () => {
    // Truth by mpmath, 60 digits.
    const at = { omega: [745, 746], T_a: [1.5, 1.5], Delta: [0.5, 0.5], Gamma_L: [1, 1], Gamma_R: [3, 3] };
    const [J] = grid("solid-TLS-solid", at, interpret);
    expect(Math.abs((J?.[0] as number) - Number("1.576988470651195e-321"))).toBeLessThanOrEqual(5e-324);
    expect(Math.abs((J?.[1] as number) - Number("5.8e-322"))).toBeLessThanOrEqual(5e-324);
  });

  it("do not lose products that leave the range of doubles on the way", () => {
    const spins = {
      ...{ omega: [1.101e-200], T_a: [9.435e-189], Delta: [9.4349999e-189] },
      ...{ Upsilon_L: [9.425e47], Upsilon_R: [2.109e-98] },
    };
    expect(grid("spin-TLS-spin", spins, interpret)[0]?.[0]).toBeCloseTo(1.2782659502341444e-302, 310);
    expect((grid("spin-TLS-spin", spins, interpret)[0]?.[0] as number) / 1.2782659502341444e-302).toBeCloseTo(
      1,
      12,
    );
    const hot = { omega: [1e-64], T_a: [1e95], Delta: [1e-69], Gamma_L: [1], Gamma_R: [3] };
    // Γ_LΓ_R/(Γ_L + Γ_R)·ωΔ/T_a for ω ≪ T
    expect((grid("solid-TLS-solid", hot, interpret)[0]?.[0] as number) / 7.5e-229).toBeCloseTo(1, 12);
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
      ...{ omega: [0.02329905851971519], T_a: [0.02858163913767642], Delta: [0.026626247963335195] },
      ...{ Gamma_L: [0.07021251574643214], Gamma_R: [53.982377675955185] },
      ...{ delta_R: [-1322.0361564807267], mu_R: [36.49341308262678] },
    };
    const [, reversed] = grid("solid-TLS-metal", point, interpret);
    expect(reversed?.[0]?.toPrecision(11)).toBe("-4.2822556008e-8");
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
