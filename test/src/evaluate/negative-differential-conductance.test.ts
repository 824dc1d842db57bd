/** Sign changes of dJ/dΔ: all of them, also two within a hair's breadth, in a range that is proved complete. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../numeric/junction/evaluate.js";
import { parseBindings } from "../../../src/model/point.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { ndtcSearch } from "../../../src/evaluate/negative-differential-conductance.js";
import { numericModel } from "../../../src/model/model.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";

/** Two levels; the right rate has a peak of half width 1/300 at T_R = 11/10, that is at Δ = 0.8 for T_a = 3. */
async function peaked() {
  const rate = "(1/5 + 1/(1 + 90000*(T - 11/10)^2))*(1 + n_B)";
  const junction = await parseJunctionFile(
    JSON.stringify({
      left: { bath: "solid", coupling: "1" },
      right: { bath: "custom", rate },
      subsystem: { kind: "TLS", gap: "1" },
    }),
  );
  return { junction, values: parseBindings("T_a=3", junction, { allowDelta: true }) };
}

describe("negative differential conductance", () => {
  it("finds two sign changes closer than a 64th of the range, where the current has its extrema", async () => {
    const { junction, values } = await peaked();
    const { changes, undecided, start } = ndtcSearch(junction, values);
    expect(undecided).toEqual([]);
    expect(start).toBe(1);
    expect(changes.map((c) => c.sign)).toEqual([-1, 1]);
    const numeric = numericModel(junction);
    if (numeric.kind !== "ladder") throw new Error("a ladder was expected");
    const J = (delta: number): number =>
      evaluate(
        numeric.model,
        new Map([
          ["T_a", 3],
          ["Delta", delta],
        ]),
      ).J;
    for (const { from, to, sign } of changes) {
      const x = (Number(from) + Number(to)) / 2;
      expect(Number(to) - Number(from)).toBeLessThan(1e-9);
      expect(Math.abs(x - 0.8)).toBeLessThan(0.1);
      // A maximum where the slope turns negative, a minimum where it turns positive.
      for (const h of [-1e-3, 1e-3]) expect(Math.sign(J(x + h) - J(x))).toBe(sign);
    }
  });

  it("a range without a sign change says so, and the sign is that of its left end", async () => {
    const { junction, values } = await peaked();
    const [turn, back] = ndtcSearch(junction, values).changes;
    const inside = (Number(turn?.to) + Number(back?.from)) / 2;
    const middle = exactNumber(BigInt(Math.round(inside * 1e6)), 1_000_000n);
    const short = { lower: middle, upper: exactNumber(BigInt(Math.round(inside * 1e6)) + 100n, 1_000_000n) };
    expect(ndtcSearch(junction, values, short)).toMatchObject({ start: -1, changes: [], undecided: [] });
  });

  it("between two solids J grows with the bias over the whole range, for two levels and for the oscillator", () => {
    for (const name of ["solid-TLS-solid", "solid-HO-solid", "solid-ladder:5-solid"]) {
      const junction = parseShorthand(name);
      const values = parseBindings("T_a=3,omega=1,Gamma_L=1,Gamma_R=3", junction, { allowDelta: true });
      expect(ndtcSearch(junction, values)).toMatchObject({ start: 1, changes: [], undecided: [] });
    }
  });

  it("refuses a range beyond |Delta| < T_a", () => {
    const junction = parseShorthand("solid-TLS-solid");
    const values = parseBindings("T_a=3,omega=1,Gamma_L=1,Gamma_R=3", junction, { allowDelta: true });
    const range = { lower: exactNumber(-3), upper: exactNumber(1) };
    expect(() => ndtcSearch(junction, values, range)).toThrow(/\|Delta\| < T_a = 3/);
  });
});
