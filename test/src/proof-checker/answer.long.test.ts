/** What `check-proof` says of whole answers: all that was fixed and assumed, which claims were checked, which were not. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type AnswerCheck, checkAnswer } from "../../../src/proof-checker/answer.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { conditionsJson } from "../../../src/conditions/print/text.js";
import { allPairs } from "../../../src/cli/commands/conditions.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { heatdiode } from "../../heatdiode.js";

type Answer = Readonly<Record<string, unknown>>;

const check = (answer: Answer): AnswerCheck => checkAnswer(new Map(Object.entries(answer)));
const reply = (answer: Answer): string => check(answer).reason ?? "accepted";
const without = (answer: Answer, key: string): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([k]) => k !== key));
const answerOf = (j: Junction): Answer => JSON.parse(JSON.stringify(conditionsJson(conditions(j)))) as Answer;

async function withFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
  try {
    const file = join(directory, "answer.json");
    await writeFile(file, text);
    await use(file);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const LADDERS = [
  "solid-ladder:3-solid",
  "spin-spin:1-solid",
  "metal-spin:3/2-metal",
  "solid-ladder:30-metal",
];
const FILES: Readonly<Record<string, string>> = {
  law: '{"left":{"bath":"law","rate":"c*g(T)/(1-exp(-omega/T))"},"right":{"bath":"law","rate":"g(T)/(1-exp(-omega/T))"},"subsystem":{"kind":"HO"}}',
  roots:
    '{"left":{"bath":"custom","rate":"a*exp(-E/T)"},"right":{"bath":"custom","rate":"b*T^(1/2)"},"subsystem":{"kind":"TLS"}}',
  spectrum:
    '{"left":{"bath":"metal","F":["a","b"]},"right":{"bath":"metal","F":["c","d"]},"subsystem":{"kind":"ladder","levels":5}}',
  // between baths of units of three levels alpha_2 vanishes identically
  units:
    '{"left":{"bath":"custom","rate":"a*(1+2*exp(-omega/T))/(1+exp(-omega/T)+exp(-2*omega/T))"},"right":{"bath":"custom","rate":"b*(1+2*exp(-omega/T))/(1+exp(-omega/T)+exp(-2*omega/T))"},"subsystem":{"kind":"ladder","levels":3}}',
  named:
    '{"left":{"bath":"solid","coupling":"F"},"right":{"bath":"metal","coupling":"Q","delta":"r","mu":"r_rev"},"subsystem":{"kind":"ladder","levels":3,"gap":"k"}}',
};

const answers = new Map<string, Answer>();
beforeAll(async () => {
  for (const j of [...allPairs(), ...LADDERS.map(parseShorthand)]) answers.set(j.name, answerOf(j));
  for (const [name, text] of Object.entries(FILES))
    answers.set(name, answerOf(await parseJunctionFile(text)));
  for (const file of await readdir("examples")) {
    // Two exchanging qubits with decimal energies have no closed form that could be written down.
    if (!file.endsWith(".json") || file === "exchange-qubits.json") continue;
    answers.set(file, answerOf(await parseJunctionFile(await readFile(`examples/${file}`, "utf8"))));
  }
}, 120_000);

const of = (name: string): Answer => {
  const found = answers.get(name);
  if (found === undefined) throw new Error(`no answer for ${name}`);
  return found;
};

describe("an honest answer", () => {
  it("is accepted for the whole gallery, ladders, spins, laws and examples", () => {
    for (const [name, answer] of answers) expect([name, reply(answer)]).toEqual([name, "accepted"]);
  });

  it("has its verdict, class, lowest even order, even part and h checked for the built-in baths", () => {
    for (const j of allPairs()) {
      const { checked, outside } = check(of(j.name));
      expect([j.name, ...checked]).toEqual([
        j.name,
        ..."junction rectifies vanishesIff type lowestEvenOrder evenPart h exceptions validFor".split(" "),
      ]);
      expect(
        outside.filter(
          (x) => !/^(typeReason|evenPart\.latex|h\.latex|direction: compared .*not proved)/.test(x),
        ),
      ).toEqual([]);
    }
    for (const name of LADDERS)
      expect(check(of(name)).checked.join()).toContain("vanishesIff,type,lowestEvenOrder,evenPart");
  });

  it("names what the proof does not cover", () => {
    expect(check(of("qutrit-diode.json")).outside.join()).toMatch(
      /type: the class of general levels is not worked out/,
    );
    expect(check(of("roots")).outside.join()).toMatch(
      /validFor: the proof is for energies without integer relations/,
    );
    expect(check({ ...of("solid-TLS-solid"), remark: "it always rectifies" }).outside).toContain("remark");
  });
});

/** Every second answer and all files: enough for each kind of claim. */
const sample = (): (readonly [string, Answer])[] =>
  [...answers].filter(([name], i) => i % 2 === 0 || name in FILES);

describe("an altered claim", () => {
  it("about the verdict is rejected", () => {
    for (const [name, answer] of sample()) {
      const rectifies = answer["rectifies"] === "always" ? "never" : "always";
      expect([name, reply({ ...answer, rectifies })]).not.toContain("accepted");
      expect([name, reply({ ...answer, vanishesIff: [["omega = 1"]] })]).not.toContain("accepted");
      expect([name, reply({ ...answer, junction: "spin-TLS-law" })]).not.toContain("accepted");
      expect([name, reply(without(answer, "junction"))]).not.toContain("accepted");
    }
  });

  it("in the even part of a ladder is rejected where F and Q stand otherwise than in its proof, inside brackets too", () => {
    const answer = of("solid-ladder:3-solid");
    const { expression, ...rest } = answer["evenPart"] as { expression: string };
    expect(expression).toMatch(/\(.*F\(r\) \+.*\*Q\(r, r_rev\).*\)/);
    for (const [from, to] of [
      ["F(r)", "F(r)^2"],
      ["F(r)", "F(r)*F(r)"],
      ["F(r)", "F(r)*(1 + F(r)*Q(r, r_rev) - F(r)*Q(r, r_rev))"],
      ["F(r) +", "F(r) + Q(r, r_rev)*F(r) +"],
      ["F(r) +", "F(r) + F(r)*(F(r) - 1) +"],
      ["F(r) +", "F(r) + 1 - 1 +"],
      ["*Q(r, r_rev)", "/Q(r, r_rev)"],
      ["F(r)", "F(r_rev)"],
    ] as const) {
      const altered = expression.replace(from, to);
      expect(altered).not.toBe(expression);
      expect([to, reply({ ...answer, evenPart: { ...rest, expression: altered } })]).toEqual([
        to,
        expect.stringContaining('the answer\'s "evenPart" is not what is proved'),
      ]);
    }
  });

  it("about the lowest even order is rejected", () => {
    for (const [name, answer] of sample()) {
      const { checked } = check(answer);
      if (!checked.includes("lowestEvenOrder")) continue;
      for (const other of [null, 2, 4].filter((x) => x !== answer["lowestEvenOrder"]))
        expect([name, other, reply({ ...answer, lowestEvenOrder: other })]).toEqual([
          name,
          other,
          expect.stringMatching(/lowestEvenOrder/),
        ]);
    }
  });

  it("about the class is rejected", () => {
    for (const [name, answer] of sample()) {
      const { checked } = check(answer);
      if (!checked.includes("type")) continue;
      for (const other of [null, "A", "B", "A and B"].filter((x) => x !== answer["type"]))
        expect([name, other, reply({ ...answer, type: other })]).toEqual([
          name,
          other,
          expect.stringMatching(/"type"/),
        ]);
    }
  });

  it("about the even part or h(T) is rejected", () => {
    for (const [name, answer] of sample()) {
      const { checked } = check(answer);
      for (const key of ["evenPart", "h"]) {
        if (!checked.includes(key)) continue;
        const form = answer[key] as { expression: string };
        const changed = [
          `2*(${form.expression})`,
          `-(${form.expression})`,
          `${form.expression} + omega`,
          "0*omega",
          "1",
        ].filter((x) => form.expression !== "0" || !/^2\*|^-|^0\*/.test(x));
        for (const expression of changed)
          expect([name, expression, reply({ ...answer, [key]: { ...form, expression } })]).not.toContain(
            "accepted",
          );
      }
      const { where } = answer["evenPart"] as { where: { name: string; meaning: string }[] };
      where.forEach((x, i) => {
        const other = where.map((y, k) =>
          k === i ? { ...x, meaning: x.meaning.replace(/T_L|X_L|n =|exp|2\*x|F\(y\)/, "T_R") } : y,
        );
        if (JSON.stringify(other) === JSON.stringify(where)) return;
        expect([
          name,
          x,
          reply({ ...answer, evenPart: { ...(answer["evenPart"] as object), where: other } }),
        ]).not.toContain("accepted");
      });
    }
  });

  it("about the direction is rejected where h(T) contradicts it", () => {
    let rejected = 0;
    for (const [name, answer] of sample()) {
      const direction = answer["direction"] as
        { regions: { where: string[]; h: string; betterWhenHot?: string }[] } | undefined;
      direction?.regions.forEach((region, i) => {
        if (!region.betterWhenHot) return;
        const flipped = { increasing: "decreasing", decreasing: "increasing" }[region.h] ?? "constant";
        const other = { left: "right", right: "left" }[region.betterWhenHot];
        const put = (x: object): Answer => ({
          ...answer,
          direction: {
            ...direction,
            regions: direction.regions.map((r, k) => (k === i ? { ...r, ...x } : r)),
          },
        });
        expect([name, reply(put({ betterWhenHot: other }))]).not.toContain("accepted");
        // A region that no sample point lies in is not compared.
        if (reply(put({ h: flipped, betterWhenHot: other })) !== "accepted") rejected++;
        else expect(region.where.length).toBeGreaterThan(1);
      });
    }
    expect(rejected).toBeGreaterThan(8);
  });
});

describe("accepted", () => {
  it("says which values were put in, and that of which baths", async () => {
    const { out } = await heatdiode("conditions", "solid-HO-metal", "--at", "delta_R=0", "--json");
    const { statement } = check(JSON.parse(out) as Answer);
    expect(statement?.claim).toBe("never rectifies");
    expect(statement?.values).toEqual({ delta_R: "0" });
    expect(statement?.special).toEqual(["delta_R = 0"]);
    expect(statement?.assumed).toEqual(["Gamma_L, Gamma_R, mu_R, omega > 0"]);
    await withFile(out, async (file) => {
      const { out: text, status } = await heatdiode("check-proof", file);
      expect(status).toBe(0);
      expect(text).toMatch(/^solid-HO-metal with delta_R = 0: accepted: never rectifies/);
      expect(text).toMatch(/right +metal, k = \(Gamma_R\)\*\(1 \+ \(delta_R\)\*T\/\(mu_R\)\)/);
      const json = JSON.parse((await heatdiode("check-proof", file, "--json")).out) as {
        results: { statement: { values: object } }[];
      };
      expect(json.results[0]?.statement.values).toEqual({ delta_R: "0" });
    });
  });

  it("says which equations were assumed, with the answer's own words and without", async () => {
    const { out } = await heatdiode(
      "conditions",
      "solid-TLS-solid",
      "--assume",
      "Gamma_L = Gamma_R",
      "--json",
    );
    await withFile(out, async (file) => {
      const { out: text } = await heatdiode("check-proof", file);
      expect(text).toMatch(/^solid-TLS-solid with left coupling Gamma_R: accepted: never rectifies/);
      expect(text).toMatch(/assuming +Gamma_L = Gamma_R/);
    });
    expect(check(without(JSON.parse(out) as Answer, "assume")).statement?.special).toEqual([
      "left coupling Gamma_R",
    ]);
  });

  it("says what is assumed of signs, energies, unknown functions and levels", () => {
    const assumed = (name: string): string => check(of(name)).statement?.assumed.join("; ") ?? "";
    expect(assumed("solid-TLS-metal")).toMatch(/delta_R real; 1 \+ \(delta_R\)\*T\/\(mu_R\) > 0/);
    expect(assumed("law")).toMatch(/g\(T\) is any function/);
    expect(assumed("roots")).toMatch(/no integer relation among the energies omega, E/);
    expect(assumed("qutrit-diode.json")).toMatch(/the levels stay connected/);
    expect(assumed("spectrum")).toMatch(/the rate of the left bath is positive/);
  });
});
