import { describe, expect, it } from "vitest";
import { builtInGallery, gallery } from "../../../src/verify/gallery.js";
import { currentForm } from "../../../src/exact/formula/current.js";
import { toText } from "../../../src/expression/ascii.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { secondOpinion } from "../../../src/verify/external-cas.js";
import { opinionsOn } from "../../../src/verify/external-cas-questions.js";
import { derive } from "../../../src/verify/derivation.js";
import { verificationTable } from "../../../src/verify/table.js";
import { verify } from "../../../src/verify/verify.js";
import { heatdiode } from "../../heatdiode.js";
import { mirrored } from "../../../src/verify/identities.js";

const HARD = "expand((a+b+c+f+g+h+k+l)^40)";

describe("the gallery", () => {
  it("holds the 18 junctions of two baths around TLS and HO, ladders, spins and the examples", async () => {
    const names = builtInGallery();
    expect(names.filter((n) => /-(TLS|HO)-/.test(n))).toHaveLength(18);
    expect(new Set(names).size).toBe(names.length);
    expect(names.some((n) => n.includes("ladder")) && names.some((n) => n.includes("spin:"))).toBe(true);
    expect((await gallery()).filter((j) => j.name.startsWith("examples/")).length).toBeGreaterThan(0);
  });

  it(
    "passes at least 200 checks without the other systems, and none fails",
    { timeout: 300_000 },
    async () => {
      const junctions = builtInGallery().map(parseShorthand);
      const result = await verify(junctions, { opinionLimit: 0, printedOrder: 2, order: 4 });
      expect(result.checks.filter((c) => !c.ok)).toEqual([]);
      expect(result.passed).toBeGreaterThanOrEqual(200);
      expect(new Set(result.checks.map((c) => c.junction)).size).toBe(junctions.length);
    },
  );
});

it("a junction without an exact form of writable size is refused at once, in one line", async () => {
  const start = performance.now();
  const { status, out, err } = await heatdiode("verify", "examples/exchange-qubits.json");
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(
    /^heatdiode: [^\n]*no exact form to verify[^\n]*no short common unit[^\n]*evaluate and expand[^\n]*\n$/,
  );
  expect(err).not.toContain("--at");
  expect(performance.now() - start).toBeLessThan(20_000);
});

describe("junctions whose couplings are functions of the gap", () => {
  it.each([
    [
      "a coupling of omega at a gap of another name",
      { bath: "solid", coupling: "c*omega" },
      { kind: "TLS", gap: "E" },
    ],
    ["a coupling of omega at a number", { bath: "spin", coupling: "c*omega" }, { kind: "HO", gap: "3/10" }],
    [
      "a density by name at a number",
      { bath: "solid", density: "resonator", coupling: "c", center: "1.3", quality: "2" },
      { kind: "spin", S: "1", gap: "0.01" },
    ],
  ])("%s: every printed formula can be read", async (_, left, subsystem) => {
    const junction = await parseJunctionFile(JSON.stringify({ left, subsystem, right: { bath: "solid" } }));
    const { checks, passed } = await verify([junction], { opinionLimit: 0, order: 2, printedOrder: 2 });
    expect(checks.filter((c) => !c.ok)).toEqual([]);
    expect(checks.filter((c) => /mathjs|printed/.test(c.name)).length).toBeGreaterThanOrEqual(3);
    expect(passed).toBe(checks.length);
  });
});

it("levels whose order is known only at the point, with a coupling that has a name there", async () => {
  const junction = await parseJunctionFile(
    JSON.stringify({
      left: { bath: "solid", density: "flat", coupling: "c", cutoff: "1" },
      right: { bath: "solid" },
      subsystem: {
        kind: "levels",
        energies: ["0", "w", "g"],
        S: [
          ["0", "0", "1"],
          ["0", "0", "1"],
          ["1", "1", "0"],
        ],
      },
    }),
  );
  const { checks, failed } = await verify([junction], {
    opinionLimit: 0,
    order: 2,
    printedOrder: 1,
    seed: 2,
  });
  expect(failed).toBe(0);
  expect(checks.length).toBeGreaterThan(8);
});

it("the printed rate of a coupling of omega holds the gap, whatever its name", async () => {
  const junction = await parseJunctionFile(
    JSON.stringify({
      left: { bath: "metal", coupling: "c*omega" },
      right: { bath: "spin", coupling: "omega^2" },
      subsystem: { kind: "TLS", gap: "E" },
    }),
  );
  const printed = currentForm(junction, "paper", new Map());
  const rates = printed.where.filter(({ name }) => name.startsWith("k_")).map(({ value }) => toText(value));
  expect(rates.map((rate) => /\bomega\b/.test(rate))).toEqual([false, false]);
  expect(rates[0]).toContain("c*E*");
  expect(rates[1]).toContain("E^2");
});

describe("second opinions", () => {
  it("agree on derivative and even part, and say so for each system", { timeout: 300_000 }, async () => {
    const names = ["spin-TLS-spin", "solid-TLS-solid", "solid-HO-solid"];
    const result = await verify(names.map(parseShorthand), {
      order: 2,
      printedOrder: 0,
      opinionLimit: 60_000,
    });
    const opinions = result.checks.filter((c) => /nerdamer|Algebrite/.test(c.name));
    expect(opinions).toHaveLength(12);
    expect(opinions.filter((c) => !c.ok)).toEqual([]);
    const even = (junction: string) =>
      opinions.filter((c) => c.junction === junction && c.name.startsWith("even"));
    expect(even("solid-TLS-solid").map((c) => c.numeric)).toEqual(["not zero", "not zero"]);
    expect(even("solid-HO-solid").map((c) => c.numeric)).toEqual(["zero", "zero"]);
  });

  it("in numbers, for currents too large for letters, tell zero from not zero and catch a wrong claim", async () => {
    const opinion = secondOpinion("nerdamer");
    const asked = async (name: string, wrong = false) => {
      const honest = derive(parseShorthand(name));
      const claim = wrong ? { ...honest, coefficient: (k: number) => honest.coefficient(k + 1) } : honest;
      const { checks, unanswered } = await opinionsOn(claim, opinion, 3, 60_000, true);
      expect(unanswered).toEqual([]);
      return checks;
    };
    try {
      const harmonic = await asked("solid-HO-solid");
      const names = harmonic.map((c) => c.name);
      expect(names).toEqual(["even part at a point nerdamer", "derivative at 0 nerdamer"]);
      expect(harmonic.map((c) => [c.numeric, c.ok])[0]).toEqual(["zero", true]);
      const ladder = await asked("spin-ladder:3-metal");
      expect(ladder.map((c) => c.ok)).toEqual([true, true]);
      expect(ladder[0]?.numeric).toBe("not zero");
      expect((await asked("spin-ladder:3-metal", true)).map((c) => c.ok)).toEqual([true, false]);
    } finally {
      await opinion.close();
    }
  });

  it.each(["nerdamer", "Algebrite"] as const)(
    "%s computes, and is stopped at the time limit",
    async (system) => {
      const opinion = secondOpinion(system);
      try {
        const easy = { kind: "expand", expression: "(a+b)^2-a^2-2*a*b-b^2" } as const;
        expect(await opinion.ask(easy, 60_000)).toEqual({ kind: "answer", text: "0" });
        const slope = {
          kind: "derivative",
          expression: "(a-b)/(1+a*b)",
          variable: "a",
          at: { a: "1/3", b: "1/2" },
        } as const;
        expect(await opinion.ask(slope, 60_000)).toEqual({ kind: "answer", text: "45/49" });
        const hard = await opinion.ask({ kind: "expand", expression: HARD }, 300);
        expect(hard).toEqual({ kind: "none", reason: "no answer within 0.3 s" });
        // It starts afresh.
        expect(await opinion.ask(easy, 60_000)).toEqual({ kind: "answer", text: "0" });
      } finally {
        await opinion.close();
      }
    },
  );

  it("that time out are neither passed nor failed", { timeout: 60_000 }, async () => {
    const result = await verify([parseShorthand("spin-TLS-metal")], {
      order: 1,
      printedOrder: 0,
      opinionLimit: 1,
    });
    expect(result.unanswered.length).toBeGreaterThan(0);
    expect(result.unanswered.every((u) => /no answer within/.test(u.reason))).toBe(true);
    expect(result.passed + result.failed).toBe(result.checks.length);
    expect(verificationTable(result, 1)).toMatch(/not answered \(no agreement is claimed\)/);
  });
});

describe("mirrored", () => {
  it("exchanges the baths with their parameters", () => {
    const { left, right } = mirrored(parseShorthand("spin-TLS-metal"));
    expect([left.kind, left.side, right.kind, right.side]).toEqual(["metal", "L", "spin", "R"]);
    expect(left.parameters.map((p) => p.name)).toEqual(["Gamma_R", "delta_R", "mu_R"]);
  });
});
