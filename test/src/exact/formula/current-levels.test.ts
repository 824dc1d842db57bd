/** The current of N levels as printed, by its own definitions alone, against enclosures of the rate equation. */
import { describe, expect, it } from "vitest";
import { junctionFrom } from "../../../../src/library/junction.js";
import { current, evaluate } from "../../../../src/library/evaluate.js";
import { loadJunction } from "../../../../src/junction/file/load.js";
import { agree, math, statementsOf, valuesOf } from "../../print/statements.js";
import { heatdiode } from "../../../heatdiode.js";
import { junctionSample, randomSource } from "../../../fuzz/junction-files.js";
import { draws } from "../../../effort.js";
import { runner } from "../../../fuzz/outcome.js";

const TEMPERATURES = { T_L: "2", T_R: "1.5" };

async function printed(path: string, ...words: readonly string[]): Promise<string> {
  const { out, err, status } = await heatdiode("current", path, ...words);
  expect([status, err]).toEqual([0, ""]);
  return out;
}

describe("current of N levels", () => {
  it.each([
    "examples/qutrit-diode.json",
    "examples/transmon.json",
    "examples/exchange-qubits.json",
    "examples/noise-rectifier.json",
  ])("%s: what is printed is J", async (path) => {
    const out = await printed(path);
    const J = evaluate(await loadJunction(path), { at: TEMPERATURES, digits: 45 }).J;
    const values = valuesOf(statementsOf(out), new Map(Object.entries(TEMPERATURES)));
    expect(agree(values.find((v) => v.left === "J")?.value ?? math.bignumber(0), J)).toBe(true);
  });

  it("random files: by the printed text J agrees with 30 proved digits", { timeout: 300_000 }, async () => {
    const random = randomSource(11);
    const { run, close } = runner();
    let seen = 0;
    for (let i = 0; seen < draws(100, 12) && i < 1000; i++) {
      const sample = junctionSample(random);
      if (sample.subsystem.kind !== "levels") continue;
      const { out, status } = await run(sample, true, "current");
      if (status !== 0 || out.includes("No heat")) continue;
      const { T_a, Delta } = sample;
      const words = ["evaluate", "--json", "--digits", "45", "--at", `T_a=${T_a},Delta=${Delta}`];
      const answer = await run(sample, true, words[0] as string, ...words.slice(1));
      if (answer.status !== 0) continue;
      const { J } = JSON.parse(answer.out) as { J: string };
      const [a, d] = [math.bignumber(T_a), math.bignumber(Delta)];
      const given = new Map([
        ["T_L", a.add(d).div(2).toString()],
        ["T_R", a.sub(d).div(2).toString()],
      ]);
      const value = valuesOf(statementsOf(out), given).find((v) => v.left === "J")?.value;
      expect([i, agree(value ?? math.bignumber(0), J), out.slice(0, 2000)]).toEqual([
        i,
        true,
        out.slice(0, 2000),
      ]);
      seen++;
    }
    close();
    expect(seen).toBeGreaterThan(8);
  });

  it("rates take other names where a parameter has theirs", async () => {
    const junction = junctionFrom({
      left: { bath: "solid", coupling: "d_L" },
      right: { bath: "spin", coupling: "w_1" },
      subsystem: {
        kind: "levels",
        energies: ["0", "p_0"],
        S_L: [
          ["0", "1"],
          ["1", "0"],
        ],
        S_R: [
          ["0", "2"],
          ["2", "0"],
        ],
      },
    });
    const { text, where } = current(await junction);
    expect(text).toBe("p_0*(u_L_10*pp_0 - dd_L_10*pp_1)/(pp_0 + pp_1)");
    expect(where.map((w) => `${w.name} = ${w.text}`)).toEqual([
      "pp_0 = ww_10",
      "pp_1 = ww_01",
      "ww_01 = u_L_10 + u_R_10",
      "ww_10 = dd_L_10 + dd_R_10",
      "u_L_10 = dd_L_10*exp(-p_0/T_L)",
      "dd_L_10 = d_L/(1 - exp(-p_0/T_L))",
      "u_R_10 = dd_R_10*exp(-p_0/T_R)",
      "dd_R_10 = 4*w_1/(1 + exp(-p_0/T_R))",
    ]);
  });
});
