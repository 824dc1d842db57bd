import { describe, expect, it } from "vitest";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { randomSource } from "../../../src/input/random-source.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { parseBindings } from "../../../src/model/point.js";
import { parseCondition } from "../../../src/optimum/objective.js";
import { parseGap } from "../../../src/optimum/prove.js";
import { checkBound } from "../../../src/proof-checker/bound.js";
import { draws } from "../../effort.js";
import { heatdiode } from "../../heatdiode.js";
import { copied, searched, sixCouplings, threeLevels } from "./junctions.js";

const SIX = "a1=0.01:1,a2=0.01:1,a3=0.01:1,b1=0.01:1,b2=0.01:1,b3=0.01:1";
const AT = "T_L=2,T_R=1";
const largest = (condition?: string) =>
  ({
    quantity: "contrast",
    sense: "maximum",
    condition: condition === undefined ? undefined : parseCondition(condition, "--subject"),
  }) as const;

describe("proved optima", () => {
  // mpmath at 50 digits; a local search from many starts in 50 digits finds nothing higher.
  it("of six couplings of three levels to 1e-4", async () => {
    const search = searched(await sixCouplings(), SIX, AT, largest(), 1e-4);
    const { best, bound, boxes, certificate } = search.result();
    const reference = 0.3220922805081488;
    expect(Number(bound)).toBeGreaterThanOrEqual(reference);
    expect(Number(bound) - Number(best?.value)).toBeLessThanOrEqual(1e-4);
    expect(Math.abs(Number(best?.value) - reference)).toBeLessThan(1e-9);
    expect(boxes).toBeLessThan(2000);
    expect(checkBound(copied(certificate)).accepted).toBe(true);
  });

  it("of four couplings to 1e-7", async () => {
    const junction = await threeLevels(["sqrt(a1)", "sqrt(a2)"], ["sqrt(b1)", "0", "sqrt(b3)"]);
    const search = searched(junction, "a1=0.01:1,a2=0.01:1,b1=0.01:1,b3=0.01:1", AT, largest(), 1e-7);
    const { best, bound, certificate } = search.result();
    const reference = 0.3289619490035657;
    expect(Number(bound)).toBeGreaterThanOrEqual(reference);
    expect(Number(bound) - reference).toBeLessThanOrEqual(1e-7);
    expect(Math.abs(Number(best?.value) - reference)).toBeLessThan(1e-12);
    expect(checkBound(copied(certificate)).accepted).toBe(true);
  });

  it("at the edge of a box, where not all couplings vary", async () => {
    const junction = await threeLevels(["1", "sqrt(y)"], ["sqrt(0.2)", "0", "sqrt(x)"]);
    const { best, bound } = searched(junction, "x=0.01:10,y=0.01:10", AT, largest(), 1e-9).result();
    const reference = 0.2504446692578846;
    expect(best?.at["x"]).toBe("10");
    expect(Number(best?.at["y"])).toBeCloseTo(0.6461827788, 5);
    expect(Number(bound)).toBeGreaterThanOrEqual(reference);
    expect(Number(bound) - reference).toBeLessThanOrEqual(1e-9);
  });

  it("under a condition, active at the optimum", async () => {
    const search = searched(await sixCouplings(), SIX, AT, largest("J >= 0.05"), 1e-3);
    const { best, bound, certificate } = search.result();
    const values = parseBindings(
      `${AT},${Object.entries(best?.at ?? {})
        .map(([name, x]) => `${name}=${x}`)
        .join()}`,
      await sixCouplings(),
      { allowDelta: true },
    );
    const J = Number(evaluateAt(await sixCouplings(), values, 16).J);
    expect(J).toBeGreaterThanOrEqual(0.05);
    expect(J).toBeLessThan(0.0500001);
    expect(Number(bound) - Number(best?.value)).toBeLessThanOrEqual(1e-3);
    expect(checkBound(copied(certificate)).accepted).toBe(true);
  });

  it("of one qubit in closed form: both ends, both directions of the bias, R and J", () => {
    // R = (1 − xs)/(1 + xs), x = (Γ_L − Γ_R)/(Γ_L + Γ_R), s = (t_R − t_L)/(t_R + t_L), t = tanh(ω/2T).
    const s = (Math.tanh(0.5) - Math.tanh(0.25)) / (Math.tanh(0.5) + Math.tanh(0.25));
    const x = 9 / 11;
    for (const [at, sign] of [
      ["T_L=2,T_R=1,omega=1", 1],
      ["T_L=1,T_R=2,omega=1", -1],
    ] as const) {
      for (const sense of ["maximum", "minimum"] as const) {
        const over = "Gamma_L=0.1:1,Gamma_R=0.1:1";
        const ask = (quantity: "contrast" | "R" | "J") =>
          searched(parseShorthand("solid-TLS-solid"), over, at, { quantity, sense }, 1e-9).result();
        const up = sense === "maximum" ? 1 : -1;
        const close = (text: string | undefined, reference: number): void => {
          expect(up * (Number(text) - reference)).toBeGreaterThanOrEqual(-1e-15);
          expect(Math.abs(Number(text) / reference - 1)).toBeLessThan(1e-7);
        };
        close(ask("contrast").bound, up * x * s);
        close(ask("R").bound, (1 + up * x * s) / (1 - up * x * s));
        const J = ask("J");
        // ωΓ_LΓ_R/(Γ_L + Γ_R)·s/(1 + xs) = ω(t_R − t_L)/2·Γ_LΓ_R/(Γ_L t_R + Γ_R t_L): rises with both.
        const [tL, tR] = sign === 1 ? [Math.tanh(0.25), Math.tanh(0.5)] : [Math.tanh(0.5), Math.tanh(0.25)];
        const g = sense === (sign === 1 ? "maximum" : "minimum") ? 1 : 0.1;
        close(J.bound, ((tR - tL) * g) / (2 * (tR + tL)));
        expect(checkBound(copied(J.certificate)).accepted).toBe(true);
      }
    }
  });

  it("of ladders, oscillators and metals, verified", () => {
    for (const [name, at, over] of [
      ["solid-HO-metal", "T_L=2,T_R=1,omega=1,mu_R=3,delta_R=0.5", "Gamma_L=0.1:1,Gamma_R=0.1:1"],
      ["spin-ladder:4-solid", "T_L=2,T_R=1,omega=1", "Upsilon_L=0.1:1,Gamma_R=0.1:1"],
      ["spin-spin:3/2-metal", "T_L=2,T_R=1,omega=1/3,mu_R=3,delta_R=-0.5,Gamma_R=1", "Upsilon_L=0.1:10"],
    ] as const) {
      const search = searched(parseShorthand(name), over, at, largest(), 1e-6);
      const { best, bound, certificate } = search.result();
      expect(Number(bound) - Number(best?.value)).toBeLessThanOrEqual(1e-6);
      expect(checkBound(copied(certificate))).toMatchObject({ accepted: true });
    }
  });

  it("is never beaten by a random point", async () => {
    const junction = await sixCouplings();
    const { bound } = searched(junction, SIX, AT, largest(), 1e-3).result();
    expect(highest(junction, draws(2000, 40), 1)).toBeLessThanOrEqual(Number(bound));
  });

  it("says that no point meets a condition, with a proof", () => {
    const search = searched(
      parseShorthand("solid-TLS-solid"),
      "Gamma_L=0.1:1,Gamma_R=0.1:1",
      "T_L=2,T_R=1,omega=1",
      largest("J >= 0.2"),
      1e-3,
    );
    const { best, bound, certificate } = search.result();
    expect([best, bound]).toEqual([undefined, undefined]);
    expect(checkBound(copied(certificate)).accepted).toBe(true);
    // J reaches 0.119…: the same boxes do not prove it of a smaller current.
    const weaker = copied(certificate);
    Object.assign(weaker.bounded.condition ?? {}, { bound: "0.1" });
    expect(checkBound(weaker).accepted).toBe(false);
  });
});

describe("a search", () => {
  it("is a proof wherever it is stopped, and goes on from there", async () => {
    const junction = await sixCouplings();
    const whole = searched(junction, SIX, AT, largest(), 1e-4).result();
    const coarse = searched(junction, SIX, AT, largest(), 1e-2).result();
    expect(checkBound(copied(coarse.certificate)).accepted).toBe(true);
    const rest = searched(junction, SIX, AT, largest(), 1e-4, copied(coarse.certificate)).result();
    expect(rest.bound).toBe(whole.bound);
    expect(rest.boxes).toBeLessThan(whole.boxes);
    expect(checkBound(copied(rest.certificate)).accepted).toBe(true);
    expect(() => searched(junction, SIX, "T_L=3,T_R=1", largest(), 1e-4, copied(coarse.certificate))).toThrow(
      "the search for something else",
    );
  });
});

describe("the command", () => {
  const command = (...more: readonly string[]) =>
    heatdiode(
      "optimise",
      "solid-TLS-solid",
      "--at",
      "T_L=2,T_R=1,omega=1,Gamma_L=1",
      "--over",
      "Gamma_R=0.1:1",
      ...more,
    );

  it("prints the bound and its place, and JSON that check-proof takes", async () => {
    const { status, out } = await command("--prove", "gap=1e-6");
    expect(status).toBe(0);
    expect(out).toContain("global maximum of contrast for solid-TLS-solid");
    expect(out).toContain("proved: contrast <= 0.00000002 all over the box");
    const answer = JSON.parse((await command("--prove", "1e-6", "--minimise", "R", "--json")).out) as {
      best: { at: Record<string, string> };
      certificate: unknown;
    };
    expect(answer.best.at).toEqual({ Gamma_R: "0.1" });
    expect(checkBound(answer.certificate).accepted).toBe(true);
  });

  it("says of the local search that it is one", async () => {
    expect((await command()).out).toContain("A local search: a better point may have been missed.");
  });

  it.each([
    [["--prove", "gap=0"], "is no gap"],
    [["--prove", "1e-3", "--maximise", "S"], "S has no proved bound"],
    [["--prove", "1e-3", "--subject", "J = 1"], "is not a condition"],
    [["--prove", "1e-3", "--over", "omega=1:2"], "depends on what is varied"],
    [["--prove", "1e-3", "--over", "T_a=1:2"], "T_a cannot vary in a proof"],
    [["--prove", "1e-3", "--resume"], "--resume needs the file"],
    [["--minimise", "R"], "the local search climbs"],
    [["--save", "x"], "only a search for a bound is kept"],
    [["--require", "J > 1", "--subject", "J > 1"], "are one option"],
  ])("refuses %j", async (words, why) => {
    const { status, err } = await command(...words);
    expect([status, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it("reads gaps", () => {
    expect([parseGap("gap=1e-6"), parseGap("1/8")]).toEqual([1e-6, 0.125]);
  });
});

/** The largest contrast of random points of the box of six couplings. */
function highest(junction: Junction, count: number, seed: number): number {
  const random = randomSource(seed);
  const names = ["a1", "a2", "a3", "b1", "b2", "b3"];
  let most = -Infinity;
  for (let i = 0; i < count; i++) {
    const values = new Map([
      ["T_a", parseExactNumber("3")],
      ["Delta", parseExactNumber("1")],
      ...names.map((name) => [name, parseExactNumber((0.01 ** random()).toFixed(6))] as const),
    ]);
    most = Math.max(most, Number(evaluateAt(junction, values, 8).contrast));
  }
  return most;
}
