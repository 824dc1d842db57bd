import { describe, expect, it } from "vitest";
import { conditions } from "../../../../src/conditions/conditions.js";
import { conditionsLatex } from "../../../../src/conditions/print/latex.js";
import { conditionsJson, conditionsText, onlyIf } from "../../../../src/conditions/print/text.js";
import { junctionFrom } from "../../../../src/library/junction.js";
import { type JunctionFile } from "../../../../src/junction/file/schema.js";
import { checkAnswer } from "../../../../src/proof-checker/answer.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";
import { verdictSentence } from "../../../../src/report/verdict.js";

const junction = (
  S: readonly (readonly string[])[],
  energies: readonly string[] = ["0", "1", "3"],
): Promise<Awaited<ReturnType<typeof junctionFrom>>> =>
  junctionFrom({
    left: { bath: "spin", coupling: "a" },
    right: { bath: "spin", coupling: "b" },
    subsystem: { kind: "levels", energies: [...energies], S: S.map((row) => [...row]) },
  });
const CHAIN = [
  ["0", "s", "0"],
  ["s", "0", "t"],
  ["0", "t", "0"],
];

describe("the systems of a verdict", () => {
  it("say where no heat flows, and that the levels are assumed to be connected", async () => {
    const c = conditions(await junction(CHAIN));
    expect(c.solutions).toEqual([
      { equations: ["s = 0", "t = 0"], remark: "no heat flows" },
      { equations: ["a = b"] },
    ]);
    expect(c.connectedUnless).toEqual([["s = 0"], ["t = 0"]]);
    const text = conditionsText(c);
    expect(text).toContain("except where s = 0 and t = 0 (no heat flows), or a = b.");
    expect(text).toContain("assumed to be connected, which they are not where s = 0, or where t = 0.");
    expect(conditionsLatex(c)).toContain("$t = 0$ (no heat flows), or $a = b$. The levels are assumed to be");
    expect(verdictSentence(c).markup).toMatch(/\(no heat flows\).*assumed to be connected/s);
    const json = conditionsJson(c);
    expect(json).toMatchObject({ remarks: ["no heat flows", null], connectedUnless: [["s = 0"], ["t = 0"]] });
    expect(checkAnswer(new Map(Object.entries(json))).accepted).toBe(true);
  });

  it("need two elements to vanish where the levels form a ring, and none where they cannot", async () => {
    const ring = [
      ["0", "s", "t"],
      ["s", "0", "1"],
      ["t", "1", "0"],
    ];
    expect(conditions(await junction(ring)).connectedUnless).toEqual([["s = 0", "t = 0"]]);
    const fixed = [
      ["0", "1", "0"],
      ["1", "0", "sqrt(2)"],
      ["0", "sqrt(2)", "0"],
    ];
    const c = conditions(await junction(fixed));
    expect(c.connectedUnless).toEqual([]);
    expect(conditionsJson(c)).not.toHaveProperty("remarks");
  });

  it("say that a gap of zero is not admitted", async () => {
    const file: JunctionFile = {
      left: { bath: "solid", coupling: "a" },
      right: { bath: "solid", coupling: "b" },
      subsystem: { kind: "TLS", gap: "omega_1 - omega_2" },
    };
    expect(conditions(await junctionFrom(file)).solutions).toEqual([
      { equations: ["a = b"] },
      { equations: ["omega_1 = omega_2"], remark: "the gap is zero, which is not admitted" },
    ]);
  });
});

describe("levels of one energy whose baths have no rate at a gap of zero", () => {
  it("are not connected", async () => {
    const bath = { bath: "spin", coupling: "omega" } as const;
    const S = [
      ["0", "1"],
      ["1", "0"],
    ];
    const still = await junctionFrom({
      left: bath,
      right: bath,
      subsystem: { kind: "levels", energies: ["0", "0"], S },
    });
    expect(() => conditions(still)).toThrow(/\{0\} and \{1\}/);
  });
});

describe("an undecided verdict", () => {
  it("by the parts of a ladder states equations that are necessary, of a closed form exact ones", async () => {
    const { verdict } = conditions(await junction(CHAIN));
    expect(onlyIf(verdict)).toBe("iff");
    const ladder = conditions(parseShorthand("solid-ladder:4-metal"));
    expect(onlyIf(ladder.verdict)).toBe("only if");
    const open = { ...ladder, verdict: { ...ladder.verdict, rectifies: "undecided" as const } };
    expect(conditionsText(open)).toMatch(/: undecided: absent only if all \d+ raw equations hold\./);
    expect(conditionsLatex(open)).toContain("necessary for its absence");
    expect(conditionsJson(open)).toMatchObject({ note: expect.stringContaining("necessary") as string });
  });
});
