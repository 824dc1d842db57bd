import { describe, expect, it } from "vitest";
import { add, equals, isZero, type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { parseBindings } from "../../../src/model/point.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { classCurrent, classSteadyState } from "../../../src/exact/levels-current.js";
import { levelsModel } from "../../../src/exact/levels-rates.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { analyseTransitions } from "../../../src/evaluate/transitions.js";

const SOLID = { bath: "solid" };

function file(subsystem: object, left: object = SOLID, right: object = SOLID): Promise<Junction> {
  return parseJunctionFile(JSON.stringify({ left, right, subsystem: { kind: "levels", ...subsystem } }));
}

const QUTRIT = {
  energies: ["0", "omega_1", "omega_1 + omega_2"],
  S: [
    ["0", "1", "s"],
    ["1", "0", "1"],
    ["s", "1", "0"],
  ],
};

describe("currents of levels that are a ladder", () => {
  const two = (energies: string[]) => ({
    energies,
    S: [
      ["0", "1"],
      ["1", "0"],
    ],
  });

  it.each(["solid-TLS-solid", "spin-TLS-metal", "metal-TLS-solid", "spin-TLS-spin"])("%s", async (name) => {
    const [left = "", , right = ""] = name.split("-");
    const ladder = exactCurrent(parseShorthand(name));
    for (const energies of [
      ["0", "omega"],
      ["omega", "0"],
      ["3", "3 + omega"],
    ]) {
      const levels = exactCurrent(await file(two(energies), { bath: left }, { bath: right }));
      expect(levels.parameters.map((p) => p.name)).toEqual(ladder.parameters.map((p) => p.name));
      expect(equals(levels.current, ladder.current)).toBe(true);
    }
  });

  it("spin:1, with diagonal elements of S that have no effect", async () => {
    const levels = exactCurrent(
      await file({
        energies: ["0", "omega", "2*omega"],
        S: [
          ["5", "1", "0"],
          ["1", "0", "1"],
          ["0", "1", "7"],
        ],
      }),
    );
    const spin = exactCurrent(parseShorthand("solid-spin:1-solid"));
    // |S_n|² = 2 for spin 1, 1 here: J scales with both couplings.
    expect(equals(add(levels.current, levels.current), spin.current)).toBe(true);
  });
});

describe("energy balance", () => {
  const balance = (junction: Junction): RationalFunction => {
    const model = levelsModel(junction);
    const state = classSteadyState(model, model.classes[0] as readonly number[]);
    return add(classCurrent(model, state, "left"), classCurrent(model, state, "right"));
  };

  it("J_L + J_R = 0 identically: qutrit with a cycle, S_L ≠ S_R, unlike baths", async () => {
    expect(isZero(balance(await file(QUTRIT)))).toBe(true);
    const different = {
      energies: QUTRIT.energies,
      S_L: QUTRIT.S,
      S_R: [
        ["0", "1", "0"],
        ["1", "0", "r"],
        ["0", "r", "0"],
      ],
    };
    expect(isZero(balance(await file(different, { bath: "spin" }, SOLID)))).toBe(true);
  });

  it("would notice a bath that is left out of one transition", async () => {
    const model = levelsModel(await file(QUTRIT));
    const state = classSteadyState(model, [0, 1, 2]);
    const broken = { ...model, transitions: model.transitions.slice(1) };
    expect(isZero(add(classCurrent(broken, state, "left"), classCurrent(broken, state, "right")))).toBe(
      false,
    );
  });
});

describe("gaps", () => {
  it("of one energy are mixed by an ohmic bath with the rate Gamma*T", async () => {
    const { transitions } = levelsModel(
      await file(
        {
          energies: ["0", "omega_1", "omega_1"],
          S: [
            ["0", "1", "0"],
            ["1", "0", "1"],
            ["0", "1", "0"],
          ],
        },
        { bath: "solid", coupling: "Gamma_L*omega" },
        { bath: "spin" },
      ),
    );
    const mixing = transitions.find((t) => isZero(t.gap));
    expect(mixing?.left.up).toEqual(mixing?.left.down);
    // Parameters Gamma_L, Upsilon_R, omega_1 are 0, 1, 2; T_L is 3.
    expect(mixing?.left.down).toEqual({
      numerator: {
        variable: 0,
        exponents: [1],
        coefficients: [{ variable: 3, exponents: [1], coefficients: [1n] }],
      },
      denominator: 1n,
    });
    expect(mixing?.right.down.denominator).toBe(2n);
  });

  it("of one energy are refused where the rate diverges", async () => {
    const degenerate = {
      energies: ["0", "omega_1", "omega_1"],
      S: QUTRIT.S,
    };
    await expect(file(degenerate).then((j) => exactCurrent(j))).rejects.toThrow(
      /levels 1 and 2: they have one energy, and the rate of the left bath diverges/,
    );
  });

  it("of unknown sign are refused where the sign matters, and taken where it does not", async () => {
    const open = {
      energies: ["0", "omega_1", "omega_2"],
      S: [
        ["0", "1", "0"],
        ["1", "0", "1"],
        ["0", "1", "0"],
      ],
    };
    await expect(file(open).then((j) => exactCurrent(j))).rejects.toThrow(
      /higher energy depends on the parameters/,
    );
    const ohmic = [
      { bath: "solid", coupling: "Gamma_L*omega" },
      { bath: "spin", coupling: "Upsilon_R*omega^2" },
    ] as const;
    const there = exactCurrent(await file(open, ...ohmic));
    // The same chain with the levels in the opposite order, so that the open gap is taken with the other sign.
    const exchanged = exactCurrent(
      await file({ energies: ["0*omega_1 + omega_2", "omega_1", "0"], S: open.S }, ...ohmic),
    );
    expect(exchanged.parameters.map((p) => p.name)).toEqual(there.parameters.map((p) => p.name));
    expect(isZero(there.current)).toBe(false);
    expect(equals(exchanged.current, there.current)).toBe(true);
  });

  it("all zero: no heat", async () => {
    const flat = {
      energies: ["omega", "omega"],
      S: [
        ["0", "1"],
        ["1", "0"],
      ],
    };
    await expect(file(flat).then((j) => exactCurrent(j))).rejects.toThrow(/diverges at a gap of zero/);
    const spin = await file(flat, { bath: "spin" }, { bath: "spin" });
    expect(exactCurrent(spin)).toMatchObject({
      current: { numerator: 0n },
      noHeat: expect.stringMatching(/^No heat flows: /) as string,
    });
  });
});

describe("levels that are not connected at a value of a parameter", () => {
  const apart = {
    energies: ["0", "1", "3", "4.5"],
    S: [
      ["0", "1", "0", "0"],
      ["1", "0", "s", "0"],
      ["0", "s", "0", "1"],
      ["0", "0", "1", "0"],
    ],
  };
  const at = (s: string, j: Junction) =>
    parseBindings(`s=${s},Gamma_L=1,Gamma_R=2,T_L=2,T_R=1`, j, { allowDelta: true });

  it("have no current of their own, and say which parts there are", async () => {
    const j = await file(apart);
    expect(() => exactCurrent(j, at("0", j))).toThrow(
      /reducible: no bath connects the levels \{0, 1\} and \{2, 3\}/,
    );
    expect(isZero(exactCurrent(j, at("1", j)).current)).toBe(false);
  });

  it("have one in each part: that of a two-level system with its gap", async () => {
    const j = await file(apart);
    const { classes, conductance } = analyseTransitions(j, at("0", j));
    expect(classes.map((c) => c.levels)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(conductance).toBeNull();
    // Row 3 of the literature: J = ω Γ_L Γ_R (n_L − n_R)/[Γ_L(1 + 2n_L) + Γ_R(1 + 2n_R)].
    [1, 1.5].forEach((w, i) => {
      const [l, r] = [1 / Math.expm1(w / 2), 1 / Math.expm1(w)];
      const J = (w * 2 * (l - r)) / (1 + 2 * l + 2 * (1 + 2 * r));
      expect(Math.abs((classes[i]?.current ?? 0) / J - 1)).toBeLessThan(1e-14);
    });
  });
});

describe("size", () => {
  it("is estimated before anything is begun, and the estimate is in the refusal", async () => {
    const n = 6;
    const S = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? "0" : `s_${Math.min(i, j)}${Math.max(i, j)}`)),
    );
    const start = performance.now();
    await expect(
      file({ energies: ["0", "1", "3", "7", "12", "20"], S }).then((j) => exactCurrent(j)),
    ).rejects.toThrow(/about .* terms per population \(1296 spanning trees\).*--force/);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
