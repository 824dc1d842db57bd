/**
 * The sign of the lowest even coefficient, as stated, against certified values of the coefficient at random points; what
 * `conditions` says in five lines.
 */
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { type ExactNumber } from "../../../../symbolic/expression/expression.js";
import { conditions } from "../../../../src/conditions/conditions.js";
import { conditionsJson } from "../../../../src/conditions/print/text.js";
import { expansion } from "../../../../src/expansion/expansion.js";
import { toText } from "../../../../src/expression/ascii.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";
import { heatdiode } from "../../../heatdiode.js";
import { rationalFor } from "../../print/junctions.js";

const math = create(all ?? {}, { number: "BigNumber", precision: 60 });
const JUNCTIONS = [
  "solid-spin:1-solid",
  "spin-spin:1-solid",
  "solid-spin:1-spin",
  "metal-spin:1-solid",
  "metal-spin:1-metal",
  "solid-ladder:4-solid",
];

describe("the sign of the lowest even coefficient", () => {
  it.each(JUNCTIONS)("%s", (name) => {
    const junction = parseShorthand(name);
    const { lowestOrder: stated } = conditions(junction);
    if (!stated) throw new Error("a ladder has no other direction");
    expect(stated.reason).toBeUndefined();
    const seen = new Set<boolean>();
    for (let seed = 1; seed <= 12; seed++) {
      const values = new Map<string, ExactNumber>(
        ["T_a", ...junction.parameters.map((p) => p.name)].map((n) => [n, rationalFor(n, seed)]),
      );
      const scope = new Map<string, unknown>(
        [...values].map(([n, x]) => [n, math.bignumber(String(x.numerator)).div(String(x.denominator))]),
      );
      for (const d of stated.definitions ?? []) math.evaluate(`${d.name} = ${toText(d.value)}`, scope);
      const positive = !expansion(junction, "J", values).value(stated.order, 10).startsWith("-");
      const said =
        stated.positiveWhere === undefined
          ? stated.sign === "positive"
          : (math.evaluate(stated.positiveWhere, scope) as boolean);
      expect({ seed, said }).toEqual({ seed, said: positive });
      seen.add(positive);
    }
    if (stated.sign !== undefined) expect(seen.size).toBe(1);
  });

  it("is an order of couplings where that decides, a sign where they have values, and nothing where h decides", () => {
    const junction = parseShorthand("solid-spin:1-solid");
    expect(conditions(junction).lowestOrder).toMatchObject({ order: 2, positiveWhere: "Gamma_R > Gamma_L" });
    expect(conditions(parseShorthand("solid-TLS-solid")).lowestOrder).toBeUndefined();
    expect(
      conditions(
        parseShorthand("solid-spin:1-solid"),
        new Map([
          ["Gamma_R", { numerator: 1n, denominator: 1n }],
          ["Gamma_L", { numerator: 2n, denominator: 1n }],
        ]),
      ).lowestOrder,
    ).toMatchObject({ sign: "negative" });
  });
});

describe("JSON", () => {
  it("has the condition and its definitions as text", () => {
    const answer = JSON.parse(
      JSON.stringify(conditionsJson(conditions(parseShorthand("metal-spin:1-solid")))),
    ) as unknown;
    expect(answer).toMatchObject({
      lowestOrder: {
        order: 2,
        definitions: [
          { name: "g_L", expression: expect.stringContaining("Gamma_L") as string },
          { name: "d_L" },
        ],
      },
    });
  });
});

describe("conditions in five lines", () => {
  const labels = (text: string): string[] =>
    text
      .split("\n")
      .slice(2)
      .map((line) => line.slice(0, 16).trim())
      .filter((label) => label !== "");

  it("say verdict, class with its reason, criterion, direction and bound", async () => {
    const { out } = await heatdiode("conditions", "spin-TLS-solid");
    expect(labels(out)).toEqual(["class", "criterion", "direction", "contrast"]);
    expect(out).toContain("A: the contacts differ in kind");
    expect(out).toContain("1/Upsilon_L -");
    expect(out.split("\n").length).toBeLessThan(14);
  });

  it("have the proof and all regions where these are asked for", async () => {
    const proof = await heatdiode("conditions", "spin-TLS-solid", "--proof");
    expect(labels(proof.out)).toContain("proof");
    const brief = await heatdiode("conditions", "metal-TLS-solid");
    const regions = await heatdiode("conditions", "metal-TLS-solid", "--all-regions");
    expect(regions.out.length).toBeGreaterThan(brief.out.length);
  });
});
