/** Inequalities that are assumed: the order of levels, what a verdict excludes, and what a certificate says of it. */
import { describe, expect, it } from "vitest";
import { conditions } from "../../../../src/conditions/conditions.js";
import { conditionsText } from "../../../../src/conditions/print/text.js";
import {
  parseRelations,
  requireRelations,
  underRelations,
  withAssumed,
} from "../../../../src/exact/named/inequalities.js";
import { loadExpressionParser } from "../../../../src/expression/parse.js";
import { exactNumber } from "../../../../src/input/exact-number.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";
import { checkProof } from "../../../../src/proof-checker/check.js";

const OPEN = {
  left: { bath: "solid" },
  right: { bath: "spin" },
  subsystem: {
    kind: "levels",
    energies: ["0", "w_1 - w_2", "w_1"],
    S: [
      ["0", "1", "0"],
      ["1", "0", "1"],
      ["0", "1", "0"],
    ],
  },
};
const file = (more: object = {}): Promise<Junction> =>
  parseJunctionFile(JSON.stringify({ ...OPEN, ...more }));

describe("inequalities", () => {
  it("order levels; without one the refusal prints one that would do", async () => {
    const j = await file();
    expect(() => conditions(j)).toThrow(/--assume "w_1 > w_2"/);
    const c = conditions(await withAssumed(j, "w_1 > w_2"));
    expect(c.assumedOrder).toEqual(["w_1 > w_2"]);
    expect(conditionsText(c)).toContain("where w_1 > w_2.");
    const other = conditions(await withAssumed(j, "w_2 > w_1"));
    expect(other.assumedOrder).toEqual(["w_2 > w_1"]);
    expect(conditions(await file({ assume: ["w_1 > w_2"] })).assumedOrder).toEqual(["w_1 > w_2"]);
  });

  it("follow from others: differences of what is assumed without a negative term", async () => {
    expect(conditions(await withAssumed(await file(), "w_1 > 2*w_2")).assumedOrder).toEqual(["w_1 > w_2"]);
    await expect(async () => conditions(await withAssumed(await file(), "2*w_1 > w_2"))).rejects.toThrow(
      /--assume/,
    );
    const three = { ...OPEN.subsystem, energies: ["0", "w_1 - w_3", "w_1"] };
    const j = await file({ subsystem: three, assume: "w_1 > w_3" });
    expect(conditions(j).assumedOrder).toEqual(["w_1 > w_3"]);
  });

  it("are in the certificate, and nothing less is accepted", async () => {
    const { certificate } = conditions(await withAssumed(await file(), "w_1 > w_2"));
    const proof = JSON.parse(JSON.stringify(certificate)) as { levels: { assumed?: string[] } };
    const { accepted, statement } = checkProof(proof);
    expect([accepted, statement?.assumed]).toEqual([true, expect.arrayContaining(["w_1 > w_2"])]);
    for (const assumed of [[], ["w_2 > w_1"], ["w_1 > 2*w_2"], ["w_1 + w_2 > 0"]])
      expect(checkProof({ ...proof, levels: { ...proof.levels, assumed } })).toMatchObject({
        accepted: false,
      });
  });

  it("exclude cases of a verdict, where they are strict", async () => {
    const solid = parseShorthand("solid-TLS-solid");
    const remark = async (text: string): Promise<string | undefined> =>
      conditions(await withAssumed(solid, text)).solutions[0]?.remark;
    expect(await remark("Gamma_L > Gamma_R")).toBe("excluded by what is assumed");
    expect(await remark("Gamma_R > 2*Gamma_L")).toBe("excluded by what is assumed");
    expect(await remark("Gamma_L >= Gamma_R")).toBeUndefined();
    expect(await remark("omega > Gamma_R")).toBeUndefined();
  });

  it("stand in chains, beside equations, and must not be broken by values", async () => {
    const parse = await loadExpressionParser();
    const j = parseShorthand("solid-TLS-metal");
    const relations = parseRelations("0 < delta_R < 1, Gamma_L = Gamma_R", j, parse);
    expect([relations.inequalities.length, relations.equations.length]).toEqual([2, 1]);
    const under = underRelations(j, relations);
    expect(() => requireRelations(under, new Map([["delta_R", exactNumber(2n)]]))).toThrow(
      /break what is assumed: 1 > delta_R/,
    );
    expect(() => requireRelations(under, new Map([["delta_R", exactNumber(1n, 2n)]]))).not.toThrow();
    expect(() => parseRelations("w_L > Gamma_R", j, parse)).toThrow(/has no w_L/);
    expect(() => parseRelations("> Gamma_R", j, parse)).toThrow(/is not an inequality/);
    await expect(file({ assume: "w_1 > w_2", parameters: { w_1: "1", w_2: "2" } })).rejects.toThrow(
      /break what is assumed/,
    );
  });

  it("take regions of the direction away, and examples outside them", async () => {
    const metal = parseShorthand("solid-TLS-metal");
    const regions = async (text: string): Promise<readonly string[]> =>
      (conditions(await withAssumed(metal, text)).direction?.regions ?? []).map((r) => r.where.join(", "));
    expect(await regions("Gamma_L > Gamma_R")).toEqual([
      "delta_R > 0",
      "delta_R = 0, Gamma_L > Gamma_R",
      "delta_R < 0",
    ]);
    expect(await regions("Gamma_L >= Gamma_R, delta_R <= 0")).toEqual([
      "delta_R = 0, Gamma_L > Gamma_R",
      "delta_R = 0, Gamma_L = Gamma_R",
      "delta_R < 0, Gamma_L > Gamma_R",
      "delta_R < 0, Gamma_L = Gamma_R",
    ]);
    expect(await regions("delta_R > mu_R/2, Gamma_L > 2*Gamma_R")).toEqual(["delta_R > 0"]);
    const { direction } = conditions(await withAssumed(metal, "Gamma_L > 5*Gamma_R, delta_R < 0"));
    for (const { monotoneExample, example } of direction?.regions ?? []) {
      for (const text of [monotoneExample, example]) {
        const [, left, right] = /Gamma_L = ([\d.]+), Gamma_R = ([\d.]+)/.exec(text ?? "") ?? [];
        if (text !== undefined) expect(Number(left)).toBeGreaterThan(5 * Number(right));
      }
    }
  });

  it.each([
    ["Gamma_L > Gamma_L", "Gamma_L > Gamma_L"],
    ["omega < 0", "0 > omega"],
    ["Gamma_L > Gamma_R, Gamma_R >= Gamma_L", "Gamma_L > Gamma_R, Gamma_R >= Gamma_L"],
    ["Gamma_L = 2*Gamma_R, Gamma_R > Gamma_L", "Gamma_R > 2*Gamma_R"],
    ["1 > delta_R > 2", "1 > delta_R, delta_R > 2"],
  ])("%s: what nothing satisfies is refused", async (text, named) => {
    const metal = parseShorthand("solid-TLS-metal");
    await expect(withAssumed(metal, text)).rejects.toThrow(`nothing satisfies ${named}`);
  });

  it("that are not strict do not order levels: they may be equal", async () => {
    await expect(async () => conditions(await withAssumed(await file(), "w_1 >= w_2"))).rejects.toThrow(
      /--assume/,
    );
  });
});
