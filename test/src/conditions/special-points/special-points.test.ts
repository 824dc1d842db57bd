/** Special points where they are hard: at ends of the range, double, at δ = 0, with roots of T, and none missed. */
import { describe, expect, it } from "vitest";
import { evaluateCertified } from "../../../../numeric/junction/evaluate-certified.js";
import { parseBindings } from "../../../../src/model/point.js";
import { compareExact, exactNumber } from "../../../../src/input/exact-number.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { InputError } from "../../../../src/input/errors.js";
import { numericModel } from "../../../../src/model/model.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";
import {
  parseRoots,
  specialPoints,
  type SpecialPoints,
} from "../../../../src/conditions/special-points/special-points.js";
import { specialPointsText } from "../../../../src/conditions/print/special-points.js";

function points(j: Junction | string, at: string, roots: string): SpecialPoints {
  const junction = typeof j === "string" ? parseShorthand(j) : j;
  return specialPoints(junction, parseBindings(at, junction, { allowDelta: true }), parseRoots(roots));
}

const file = (text: unknown): Promise<Junction> => parseJunctionFile(JSON.stringify(text));

describe("special points", () => {
  it("at an end of the range are found exactly, and those without any rectification are named", () => {
    const at = "Gamma_L=1,omega=1,T_a=1";
    for (const [extra, roots] of [
      ["", "Gamma_R=1:5"],
      ["", "Gamma_R=1/2:1"],
      [",Delta=0.3", "Gamma_R=1:5"],
    ] as const) {
      const found = points("solid-TLS-solid", at + extra, roots);
      const one = exactNumber(1);
      expect(found).toMatchObject({ points: [{ lower: one, upper: one }], undecided: [] });
      expect(found.withoutRectification).toEqual(found.points);
      expect(specialPointsText(found)).toContain("Gamma_R = 1: nothing is rectified there");
    }
    // the end of a ladder's range, evaluated without the closed form
    expect(points("solid-ladder:6-solid", `${at},Delta=0.3`, "Gamma_R=1:2").points).toHaveLength(1);
  });

  it("at delta = 0 are not lost", () => {
    const at = "Gamma_L=1,Gamma_R=1,mu_R=1,omega=1,T_a=1";
    for (const roots of ["delta_R=0:0.5", "delta_R=-0.5:0", "delta_R=-0.5:0.5"]) {
      const found = points("solid-TLS-metal", at, roots);
      expect([roots, found.points.length, found.undecided.length]).toEqual([roots, 1, 0]);
      expect(found.withoutRectification).toEqual(found.points);
    }
  });

  it("that are double zeros of a parameter are found", async () => {
    const j = await file({
      left: { bath: "custom", rate: "(1 + (a - 1)^2)/(1 - exp(-omega/T))" },
      right: { bath: "custom", rate: "1/(1 - exp(-omega/T))" },
      subsystem: { kind: "TLS", gap: "omega" },
    });
    for (const extra of ["", ",Delta=0.3"]) {
      const found = points(j, `omega=1,T_a=1${extra}`, "a=0.5:2");
      expect([found.points.length, found.withoutRectification.length, found.undecided.length]).toEqual([
        1, 1, 0,
      ]);
    }
  });

  it("with roots of T: h = 1/sqrt(T) - 1/T turns at T = 4, and h(T_L) = h(T_R) at 1/sqrt(T_L) + 1/sqrt(T_R) = 1", async () => {
    const j = await file({
      left: { bath: "custom", rate: "sqrt(T)/(1 - exp(-omega/T))" },
      right: { bath: "custom", rate: "T/(1 - exp(-omega/T))" },
      subsystem: { kind: "HO", gap: "omega" },
    });
    const { points: found, undecided } = points(j, "omega=1", "T_a=1:20");
    expect([found.length, undecided.length]).toEqual([1, 0]);
    const [point] = found;
    expect(
      point &&
        compareExact(point.lower, exactNumber(8)) <= 0 &&
        compareExact(point.upper, exactNumber(8)) >= 0,
    ).toBe(true);
    // T_L = 9, T_R = 9/4
    const biased = points(j, "omega=1,Delta=27/4", "T_a=7:40");
    expect([biased.points.length, biased.undecided.length]).toEqual([1, 0]);
    const T_a = exactNumber(45, 4);
    const [one] = biased.points;
    expect(one && compareExact(one.lower, T_a) <= 0 && compareExact(one.upper, T_a) >= 0).toBe(true);
  });

  it("of Delta itself are those of R = 1", () => {
    const at = "Gamma_L=1,Gamma_R=1,delta_R=0.2,mu_R=1,omega=1,T_a=1.98";
    const found = points("solid-TLS-metal", at, "Delta=0.01:1.9");
    expect(found).toMatchObject({ quantity: "R = 1", undecided: [] });
    expect(found.points).toHaveLength(1);
    const mirrored = points("solid-TLS-metal", at, "Delta=-1.9:-0.01");
    expect(mirrored.points).toHaveLength(1);
    for (const range of ["Delta=-0.1:0.1", "Delta=0.1:2"]) {
      expect(() => points("solid-TLS-metal", at, range)).toThrow(InputError);
    }
  });

  it("none is missed: every certified change of sign on a grid lies at a point found, and no other point is found", () => {
    let changes = 0;
    for (const [name, at] of [
      ["solid-TLS-metal", "Gamma_L=1,Gamma_R=1,delta_R=0.2,mu_R=1,T_a=0.5,Delta=0.2"],
      ["solid-TLS-metal", "Gamma_L=3,Gamma_R=1.5,delta_R=-0.75,mu_R=4,T_a=0.4,Delta=0.05"],
      ["metal-TLS-metal", "Gamma_L=2,Gamma_R=0.5,delta_L=2,mu_L=3,delta_R=1,mu_R=0.125,T_a=2.2,Delta=0.2"],
      ["spin-HO-metal", "Upsilon_L=0.25,Gamma_R=1.5,delta_R=-0.5,mu_R=8,T_a=0.1,Delta=0.02"],
      ["solid-ladder:5-metal", "Gamma_L=1,Gamma_R=1,delta_R=0.2,mu_R=1,T_a=0.5,Delta=0.2"],
    ] as const) {
      const j = parseShorthand(name);
      const values = parseBindings(at, j, { allowDelta: true });
      const numeric = numericModel(j);
      if (numeric.kind !== "ladder") throw new Error("a ladder");
      const { model } = numeric;
      const grid = Array.from({ length: 121 }, (_, n) => exactNumber(BigInt(n + 1), 40n));
      const signs = grid.map((omega) =>
        evaluateCertified(model, new Map([...values, ["omega", omega] as const]), 8).contrast.startsWith("-"),
      );
      const found = points(j, at, "omega=1/40:121/40");
      expect(found.undecided).toEqual([]);
      const intervals = grid.slice(1).flatMap((_, n) => (signs[n] === signs[n + 1] ? [] : [n]));
      const cell = found.points.map((p) =>
        grid
          .slice(1)
          .findIndex((x, n) => compareExact(p.upper, x) <= 0 && compareExact(p.lower, grid[n] ?? x) >= 0),
      );
      expect([name, cell]).toEqual([name, intervals]);
      changes += intervals.length;
    }
    expect(changes).toBeGreaterThan(3);
  });
});
