/** `scan` of the library: the numbers of the command, in rows and in columns, computed only as they are read. */
import { describe, expect, it } from "vitest";
import { junction, scan } from "../../../src/index.js";
import { heatdiode } from "../../heatdiode.js";

const diode = junction("spin-TLS-metal");
const at = { Upsilon_L: 1, Gamma_R: 2n, delta_R: "1/10", mu_R: 1, T_a: { numerator: 1n, denominator: 1n } };
const axes = { omega: { from: 0.02, to: 3, count: 7, scale: "log" }, Delta: [-0.5, "1/3", 0.1] } as const;

describe("scan", () => {
  it("gives the rows that the command prints", async () => {
    const words = ["scan", "spin-TLS-metal", "--at", "Upsilon_L=1,Gamma_R=2,delta_R=1/10,mu_R=1,T_a=1"];
    const axis = ["--x", "omega=0.02:3:7:log", "--y", "Delta=-0.5;1/3;0.1"];
    const { out, err } = await heatdiode(...words, ...axis, "--quantity", "J,alpha_2,populations");
    expect(err).toBe("");
    const [header = "", ...lines] = out.trimEnd().split("\n");
    const sweep = scan(diode, { axes, quantities: ["J", "alpha_2", "populations"], at });
    expect(sweep.columns.join(",")).toBe(header);
    expect([sweep.total, lines.length]).toEqual([21, 21]);
    const rows = [...sweep].map((row) => Object.values(row));
    expect(rows).toEqual(lines.map((line) => line.split(",").map(Number)));
    // In columns the same, also in parts.
    const parts = [...sweep.batches({ to: 5 }), ...sweep.batches({ from: 5 })];
    const columns = sweep.columns.map((_, c) => parts.flatMap((batch) => [...(batch[c] ?? [])]));
    expect(columns).toEqual(sweep.columns.map((_, c) => rows.map((row) => row[c])));
    expect(() => [...sweep.batches({ from: 5, to: 22 })]).toThrow("not within 0 to 21");
  });

  it("computes nothing before it is read: 10^12 rows are begun at once", () => {
    const count = 1_000_000;
    const grid = { omega: { from: 0.1, to: 1, count }, Delta: { from: -0.5, to: 0.5, count } };
    const huge = scan(diode, { axes: grid, at });
    expect(huge.total).toBe(1e12);
    const [first] = huge.batches();
    expect(first?.[0]?.[0]).toBe(0.1);
    expect(first?.[1]?.slice(0, 2)).toEqual(Float64Array.of(-0.5, -499_998.5 / 999_999));
    for (const { omega, R } of huge) {
      expect([omega, Number.isFinite(R)]).toEqual([0.1, true]);
      break;
    }
  });

  it.each([
    [{ axes: {} }, "axes: nothing varies"],
    [{ axes: { omega: [1, 2], Delta: [0.1] }, quantities: ["Q" as "R"] }, "quantities: unknown quantity"],
    [{ axes: { omeag: [1, 2] } }, "did you mean omega"],
    [{ axes: { omega: [1, 2] } }, "no value for Delta"],
    [{ axes: { omega: [1, NaN], Delta: [0.1] } }, "omega = NaN is not a number"],
    [{ axes: { omega: [1, 2], Delta: [2] } }, "not less than T_a"],
  ])("%j is refused: %s", (options, reason) => {
    expect(() => scan(diode, { at, ...options })).toThrow(reason);
  });
});
