import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluateCertified } from "../../../numeric/index.js";
import { checkProof } from "../../../src/proof-checker/check.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { InputError } from "../../../src/input/errors.js";
import { exactNumber } from "../../../src/input/exact-number.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { SizeLimitError } from "../../../src/input/size-limit.js";
import { numericModel } from "../../../src/model/model.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { parseRoots, specialPoints } from "../../../src/conditions/special-points/special-points.js";
import { toText } from "../../../src/expression/ascii.js";
import { heatdiode } from "../../heatdiode.js";

const cross = "delta_L*mu_R = delta_R*mu_L";

/** Worked out by hand from "h does not depend on T" with F_ν = 1/((1 + σX)k_ν) of each pair (design §3). */
const TABLE: readonly (readonly [string, readonly (readonly string[])[], string | null])[] = [
  ["spin-TLS-spin", [[]], null],
  ["spin-TLS-solid", [], "A"],
  ["spin-TLS-metal", [], "A"],
  ["solid-TLS-spin", [], "A"],
  ["solid-TLS-solid", [["Gamma_L = Gamma_R"]], "B"],
  ["solid-TLS-metal", [["Gamma_L = Gamma_R", "delta_R = 0"]], "A and B"],
  ["metal-TLS-spin", [], "A"],
  ["metal-TLS-solid", [["Gamma_L = Gamma_R", "delta_L = 0"]], "A and B"],
  ["metal-TLS-metal", [["Gamma_L = Gamma_R", cross]], "A and B"],
  ["spin-HO-spin", [["Upsilon_L = Upsilon_R"]], "B"],
  ["spin-HO-solid", [], "A"],
  ["spin-HO-metal", [], "A"],
  ["solid-HO-spin", [], "A"],
  ["solid-HO-solid", [[]], null],
  ["solid-HO-metal", [["delta_R = 0"]], "A"],
  ["metal-HO-spin", [], "A"],
  ["metal-HO-solid", [["delta_L = 0"]], "A"],
  [
    "metal-HO-metal",
    [
      ["delta_L = 0", "delta_R = 0"],
      ["Gamma_L = Gamma_R", cross],
    ],
    "A and B",
  ],
];

describe("the truth table", () => {
  it.each(TABLE)("%s", (name, vanishesIff, type) => {
    const c = conditions(parseShorthand(name));
    expect(c.verdict.vanishesIff).toEqual(vanishesIff);
    expect(c.type).toBe(type);
    expect(c.lowestEvenOrder).toBe(type === null ? null : 2);
    expect(checkProof(JSON.parse(JSON.stringify(c.certificate)))).toMatchObject({ accepted: true });
  });

  it("continues for ladders and spins: between equal kinds of baths they rectify iff the couplings differ", () => {
    for (const name of ["ladder:3", "ladder:5", "spin:1", "spin:5/2"]) {
      expect(conditions(parseShorthand(`solid-${name}-solid`)).verdict.vanishesIff).toEqual([
        ["Gamma_L = Gamma_R"],
      ]);
      expect(conditions(parseShorthand(`spin-${name}-spin`)).verdict.vanishesIff).toEqual([
        ["Upsilon_L = Upsilon_R"],
      ]);
      expect(conditions(parseShorthand(`solid-${name}-spin`)).verdict.rectifies).toBe("always");
    }
    // two levels are a spin one half and the ladder of two levels
    for (const name of ["ladder:2", "spin:1/2"]) {
      expect(conditions(parseShorthand(`spin-${name}-spin`)).verdict.rectifies).toBe("never");
    }
  });

  it("shows the factor that must vanish", () => {
    expect(toText(conditions(parseShorthand("solid-TLS-solid")).evenPart)).toMatch(
      /\(Gamma_[LR] - Gamma_[LR]\)/,
    );
    expect(toText(conditions(parseShorthand("solid-HO-metal")).evenPart)).toContain("*delta_R*");
  });
});

describe("equations that need more than one step", () => {
  const file = (left: string, right: string, kind: string): string =>
    JSON.stringify({
      left: { bath: "custom", rate: left },
      right: { bath: "custom", rate: right },
      subsystem: { kind },
    });

  it("solutions that need a negative parameter are dropped", async () => {
    // k_L/k_R = a/(b + c): equal iff a = b + c; k_L = -k_R is no solution
    const c = conditions(
      await parseJunctionFile(file("a/(1-exp(-omega/T))", "(b+c)/(1-exp(-omega/T))", "TLS")),
    );
    expect(c.verdict.vanishesIff).toEqual([["a = b + c"]]);
    const squares = conditions(
      await parseJunctionFile(file("a^2/(1-exp(-omega/T))", "b^2/(1-exp(-omega/T))", "TLS")),
    );
    expect(squares.verdict.vanishesIff).toEqual([["a = b"]]);
  });

  it("equations that are linear in no unknown stay as they are, with a proof", async () => {
    const c = conditions(
      await parseJunctionFile(file("a^3/(1-exp(-omega/T))", "2*b^3/(1-exp(-omega/T))", "TLS")),
    );
    expect(c.verdict.vanishesIff).toEqual([["a^3 = 2*b^3"]]);
    expect(checkProof(JSON.parse(JSON.stringify(c.certificate))).accepted).toBe(true);
  });

  it("what cannot be solved is undecided, with the raw equations, and still has a certificate", async () => {
    const c = conditions(
      await parseJunctionFile(
        file("(a^5+a^3+(a^5+b^4)*T)/(1-exp(-omega/T))", "(b^5+3*b^2+7*b^2*T)/(1-exp(-omega/T))", "TLS"),
      ),
    );
    expect(c.verdict.rectifies).toBe("undecided");
    expect(c.verdict.vanishesIff[0]?.length).toBeGreaterThan(1);
    const certificate = JSON.parse(JSON.stringify(c.certificate)) as object;
    expect(checkProof(certificate).accepted).toBe(true);
    expect(checkProof({ ...certificate, rectifies: "always", vanishesIff: [] }).accepted).toBe(false);
  });

  it("relations between free energies are searched for exceptions", async () => {
    const c = conditions(await parseJunctionFile(file("a*(1+exp(-E/T))", "b*(1+exp(-omega/T))", "TLS")));
    expect(c.verdict.rectifies).toBe("always");
    expect(c.everywhere).toBe(true);
    expect(c.exceptions).toEqual([
      { where: "E = omega", rectifies: "conditionally", vanishesIff: [["a = b"]] },
    ]);
  });
});

describe("an Ising pair between equal flat baths", () => {
  const pair = JSON.stringify({
    left: { bath: "solid", coupling: "Gamma" },
    right: { bath: "solid", coupling: "Gamma" },
    subsystem: {
      kind: "levels",
      energies: ["0", "omega_1", "omega_2", "omega_1 + omega_2 + g"],
      S_L: [
        ["0", "1", "0", "0"],
        ["1", "0", "0", "0"],
        ["0", "0", "0", "1"],
        ["0", "0", "1", "0"],
      ],
      S_R: [
        ["0", "0", "1", "0"],
        ["0", "0", "0", "1"],
        ["1", "0", "0", "0"],
        ["0", "1", "0", "0"],
      ],
    },
  });

  it("rectifies in general position, never at omega_1 = omega_2, and the answer says which", async () => {
    const c = conditions(await parseJunctionFile(pair));
    expect([c.verdict.rectifies, c.everywhere]).toEqual(["always", false]);
    expect(c.exceptions).toEqual([{ where: "omega_2 = omega_1", rectifies: "never", vanishesIff: [[]] }]);
  });
});

describe("special points", () => {
  const j = parseShorthand("solid-TLS-metal");
  const at = new Map(
    Object.entries({ Gamma_L: [1, 1], Gamma_R: [1, 1], delta_R: [1, 5], mu_R: [1, 1], T_a: [1, 2] }).map(
      ([name, [n = 0, d = 1]]) => [name, exactNumber(n, d)] as const,
    ),
  );

  it("alpha_2 = 0 and R = 1 are different sets, and R crosses 1 between the ends of the interval found", () => {
    const zeros = specialPoints(j, at, parseRoots("omega=0.01:10"));
    expect([zeros.quantity, zeros.points.length, zeros.undecided.length]).toEqual(["alpha_2 = 0", 1, 0]);
    const biased = new Map([...at, ["Delta", exactNumber(1, 10)] as const]);
    const ones = specialPoints(j, biased, parseRoots("omega=0.01:10"));
    expect([ones.quantity, ones.points.length, ones.undecided.length]).toEqual(["R = 1", 1, 0]);
    expect(ones.points).not.toEqual(zeros.points);
    const [point] = ones.points;
    const numeric = numericModel(j);
    if (!point || numeric.kind !== "ladder") throw new Error("one point of a ladder");
    const signs = [point.lower, point.upper].map((omega) =>
      evaluateCertified(numeric.model, new Map([...biased, ["omega", omega]]), 12).contrast.startsWith("-"),
    );
    expect(signs[0]).not.toBe(signs[1]);
  });

  it("a range in which the rate of a metal would be negative is refused, and several points are all found", () => {
    const values = new Map([
      ...at,
      ["omega", exactNumber(3, 10)] as const,
      ["T_a", exactNumber(1)] as const,
      ["Delta", exactNumber(1, 10)] as const,
    ]);
    const found = specialPoints(j, values, parseRoots("delta_R=-0.5:0.5"));
    // delta_R = 0 is one: at equal couplings nothing is rectified there
    expect([found.points.length, found.undecided.length]).toEqual([2, 0]);
    expect(() => specialPoints(j, values, parseRoots("delta_R=-5:0.5"))).toThrow(InputError);
  });

  it("there is none where h is monotone, and all is special where nothing rectifies", () => {
    const spin = parseShorthand("spin-TLS-solid");
    const values = new Map([
      ["Upsilon_L", exactNumber(1)],
      ["Gamma_R", exactNumber(2)],
      ["T_a", exactNumber(1)],
    ]);
    expect(specialPoints(spin, values, parseRoots("omega=0.1:5"))).toMatchObject({
      points: [],
      undecided: [],
      everywhere: false,
    });
    const equal = new Map([
      ["Gamma_L", exactNumber(2)],
      ["Gamma_R", exactNumber(2)],
      ["T_a", exactNumber(1)],
    ]);
    expect(
      specialPoints(parseShorthand("solid-TLS-solid"), equal, parseRoots("omega=0.1:5")).everywhere,
    ).toBe(true);
  });
});

describe("the command line", () => {
  it("prints the agreed JSON", async () => {
    const { status, out } = await heatdiode("conditions", "solid-TLS-solid", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      junction: "solid-TLS-solid",
      rectifies: "conditionally",
      vanishesIff: [["Gamma_L = Gamma_R"]],
      type: "B",
      proof: { format: "heatdiode certificate 1" },
    });
    expect(JSON.parse((await heatdiode("conditions", "spin-TLS-spin", "--json")).out)).toMatchObject({
      vanishesIff: [[]],
      type: null,
    });
  });

  it("check-proof accepts what conditions --all wrote, rejects what was changed, and refuses what is no certificate", async () => {
    const directory = await mkdtemp(join(tmpdir(), "heatdiode-"));
    try {
      const file = join(directory, "proofs.json");
      const { out } = await heatdiode("conditions", "--all", "--json");
      await writeFile(file, out);
      const good = await heatdiode("check-proof", file);
      expect([good.status, good.out.match(/: accepted/g)?.length]).toEqual([0, 18]);
      await writeFile(file, out.replaceAll("Gamma_L = Gamma_R", "Gamma_L = 2*Gamma_R"));
      expect((await heatdiode("check-proof", file)).status).toBe(1);
      await writeFile(file, out.replace('"rectifies": "never"', '"rectifies": "always"'));
      expect((await heatdiode("check-proof", file)).status).toBe(1);
      for (const text of ["{}", "not json", '{"proof":{}}']) {
        await writeFile(file, text);
        const { status, err } = await heatdiode("check-proof", file);
        expect([status, err.trim().split("\n").length]).toEqual([2, 1]);
      }
      expect((await heatdiode("check-proof", join(directory, "missing.json"))).status).toBe(2);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("conditions takes assumptions and bound values, and check answers with its status", async () => {
    expect((await heatdiode("conditions", "solid-HO-metal", "--assume", "delta_R = 0")).out).toContain(
      "never rectifies",
    );
    expect((await heatdiode("conditions", "solid-TLS-solid", "--at", "Gamma_L=1,Gamma_R=2")).out).toContain(
      "always rectifies",
    );
    expect((await heatdiode("check", "solid-HO-solid", "--claim", "R = 1")).status).toBe(0);
    const refuted = await heatdiode("check", "solid-TLS-solid", "--claim", "R = 1", "--json");
    expect(refuted.status).toBe(1);
    expect(JSON.parse(refuted.out)).toMatchObject({
      claim: "R = 1",
      verdict: "refuted",
      counterexample: { claimed: expect.stringMatching(/^1\.0+$/) as string },
    });
    for (const argv of [
      ["check", "solid-TLS-solid"],
      ["conditions"],
      ["conditions", "solid-TLS-solid", "--roots", "x=1:2"],
      ["conditions", "--all", "solid-TLS-solid"],
      ["conditions", "solid-TLS-solid", "--assume", "nonsense"],
    ]) {
      const { status, err } = await heatdiode(...argv);
      expect([argv, status, err.trim().split("\n").length]).toEqual([argv, 2, 1]);
    }
  });

  it("writes a proof in LaTeX", async () => {
    const { out } = await heatdiode("conditions", "metal-HO-metal", "--format", "latex");
    expect(out).toContain("\\delta_L \\mu_R = \\delta_R \\mu_L");
    expect(out).toContain("\\begin{itemize}");
  });

  it("gives the verdict where the even part is too long to be written, and says so of the proof", async () => {
    const junction = await junctionFrom({
      left: { bath: "solid", coupling: "a" },
      right: { bath: "metal", coupling: "b", delta: "c", mu: "d" },
      subsystem: {
        kind: "levels",
        energies: ["0", "1", "3"],
        S_L: [
          ["0", "h", "f"],
          ["h", "0", "1"],
          ["f", "1", "0"],
        ],
        S_R: [
          ["0", "1", "g"],
          ["1", "0", "1"],
          ["g", "1", "0"],
        ],
      },
    });
    const found = conditions({ ...junction, limit: 1_000_000 });
    expect(found.verdict.rectifies).not.toBe("never");
    expect(() => found.evenPart).toThrow(/^the even part of the current: about .* the limit is 1e6/);
    expect(() => found.certificate).toThrow(SizeLimitError);
  });
});
