/** Verdicts on the statistics and the noise under Δ → −Δ, and their certificates: accepted, and no tampering passes. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/input/errors.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { randomSource } from "../../../src/input/random-source.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { fluctuationsAt } from "../../../src/evaluate/fluctuations.js";
import { checkReversal, checkReversalAnswer } from "../../../src/proof-checker/reversal.js";
import { reversalOf, type ReversalOf } from "../../../src/statistics/reversal.js";
import { reversalJson } from "../../../src/statistics/reversal-text.js";

const file = (left: string, right: string, subsystem: string): string =>
  `{"left":${left},"right":${right},"subsystem":${subsystem}}`;
const law = (rate: string): string => `{"bath":"law","rate":"${rate}"}`;
const solid = (coupling: string): string => `{"bath":"solid","coupling":"${coupling}"}`;
const V = (s: string, t: string): string =>
  `{"kind":"levels","energies":["0","a","b"],"S_L":[["0","1","${s}"],["1","0","0"],["${s}","0","0"]],"S_R":[["0","${t}","1"],["${t}","0","0"],["1","0","0"]]}`;

const junctions: readonly (readonly [
  name: string,
  text: string,
  of: ReversalOf,
  rectifies: string,
  iff: string,
])[] = [
  ["solid-TLS-solid", "", "statistics", "conditionally", "Gamma_L = Gamma_R"],
  ["solid-TLS-solid", "", "noise", "conditionally", "Gamma_L = Gamma_R"],
  ["solid-HO-solid", "", "statistics", "never", ""],
  ["solid-HO-solid", "", "noise", "never", ""],
  ["spin-TLS-spin", "", "statistics", "never", ""],
  ["solid-HO-metal", "", "statistics", "conditionally", "delta_R = 0"],
  ["spin-TLS-metal", "", "noise", "always", ""],
  ["examples/noise-rectifier.json", "", "statistics", "always", ""],
  ["examples/noise-rectifier.json", "", "noise", "always", ""],
  ["spin-HO-spin", "", "statistics", "conditionally", "Upsilon_L = Upsilon_R"],
  ["solid-ladder:4-solid", "", "statistics", "conditionally", "Gamma_L = Gamma_R"],
  ["spin-spin:3/2-spin", "", "statistics", "conditionally", "Upsilon_L = Upsilon_R"],
  // One law at both ends, any strength: classes A and B of the paper.
  ["type B", file(law("c*g(T)"), law("g(T)"), '{"kind":"TLS"}'), "statistics", "conditionally", "c = 1"],
  [
    "type B flat",
    file(law("c/(1+exp(-omega/T))"), law("1/(1+exp(-omega/T))"), '{"kind":"TLS"}'),
    "statistics",
    "never",
    "",
  ],
  ["type A", file(law("g(T)"), law("h(T)"), '{"kind":"HO"}'), "statistics", "always", ""],
  [
    "V",
    file(solid("Gamma_L"), solid("Gamma_R"), V("1", "1")),
    "statistics",
    "conditionally",
    "Gamma_L = Gamma_R",
  ],
];

const load = (name: string, text: string): ReturnType<typeof loadJunction> =>
  text === "" ? loadJunction(name) : Promise.resolve(parseJunctionFile(text));

const answers = await Promise.all(
  junctions.map(async ([name, text, of]) => {
    const junction = await load(name, text);
    return reversalOf({ ...junction, bound: new Map() }, of, junction.bound);
  }),
);
const certificates = answers.flatMap((a) => (typeof a.certificate === "string" ? [] : [a.certificate]));
const copy = <T>(x: T): T => JSON.parse(JSON.stringify(x)) as T;

describe("the statistics and the noise under reversal", () => {
  it.each(junctions.map((j, i) => [`${j[0]} ${j[2]}`, j, i] as const))(
    "%s",
    (_, [, , , rectifies, iff], i) => {
      const answer = answers[i]!;
      expect(answer.rectifies).toBe(rectifies);
      if (rectifies === "conditionally")
        expect(answer.vanishesIff.map((l) => l.join(" and "))).toEqual([iff]);
      expect(typeof answer.certificate).toBe("object");
      const { accepted, reason } = checkReversal(copy(answer.certificate));
      expect(reason).toBeUndefined();
      expect(accepted).toBe(true);
    },
  );

  it("the witness: R = 1 identically, the noise rectifies, and S is the first cumulant to tell", async () => {
    const answer = answers[7]!;
    expect(answer.mean.rectifies).toBe("never");
    expect(answer.first).toEqual([{ where: [], order: 2 }]);
    const junction = await loadJunction("examples/noise-rectifier.json");
    const values = new Map(
      Object.entries({ Upsilon: "1", Gamma: "2", omega: "1", T_a: "3", Delta: "1" }).map(([k, v]) => [
        k,
        parseExactNumber(v),
      ]),
    );
    const [S] = fluctuationsAt(junction, ["S"], values, 15);
    expect(S?.value).toBe("0.645873622814286");
    expect(S?.reversed).toBe("0.640120976443110");
  });

  it("a verdict agrees with certified values of the noise", async () => {
    for (const [i, [name, text, of]] of junctions.entries()) {
      const { rectifies } = answers[i]!;
      if (of !== "noise" || rectifies === "conditionally") continue;
      const junction = await load(name, text);
      const values = new Map(junction.bound);
      for (const p of junction.parameters)
        if (!values.has(p.name)) values.set(p.name, parseExactNumber(p.name.endsWith("L") ? "1.3" : "0.7"));
      values.set("T_a", parseExactNumber("3"));
      values.set("Delta", parseExactNumber("1"));
      const [S] = fluctuationsAt(junction, ["S"], values, 12);
      expect(S?.value === S?.reversed, name).toBe(rectifies === "never");
    }
  });

  function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
    if (Array.isArray(value)) return value.flatMap((x, i) => places(x, [...path, i]));
    if (typeof value === "object" && value !== null)
      return Object.entries(value).flatMap(([key, x]) => places(x, [...path, key]));
    return [path];
  }

  it("300 tamperings at random places are rejected", () => {
    const next = randomSource(2718);
    let tried = 0;
    while (tried < 300) {
      const c = copy(certificates[Math.floor(next() * certificates.length)]!);
      const all = places(c);
      const path = all[Math.floor(next() * all.length)]!;
      const key = path.at(-1)!;
      // Names and what is only said to the reader prove nothing and are not compared; of two equal coefficients either will do.
      if (key === "hypothesis") continue;
      if (path[0] === "junction" || path[0] === "spectra" || path.includes("witness")) continue;
      let holder = c as unknown as Record<string | number, unknown>;
      for (const k of path.slice(0, -1)) holder = holder[k] as Record<string | number, unknown>;
      const old = holder[key];
      holder[key] =
        typeof old === "number"
          ? old + 1
          : typeof old === "string"
            ? tampered(old, next())
            : !(old as boolean);
      tried++;
      let rejected: boolean;
      try {
        rejected = !checkReversal(c).accepted;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        rejected = true;
      }
      expect(rejected, `${path.join(".")}: ${String(old)} → ${String(holder[key])}`).toBe(true);
    }
  });

  const tampered = (text: string, x: number): string => {
    if (x < 0.3) return `${text} + 1`;
    if (x < 0.6 && /\d/.test(text)) return text.replace(/\d/, (d) => String((Number(d) + 1) % 10));
    return `2*(${text})`;
  };

  it("a mean current that is odd proves nothing of the statistics", () => {
    const c = copy(answers[7]!.certificate) as unknown as Record<string, unknown>;
    expect(checkReversal({ ...c, rectifies: "never", vanishesIff: [[]] }).accepted).toBe(false);
    const noise = copy(answers[8]!.certificate) as unknown as Record<string, unknown>;
    // The noise's coefficients under the name of the statistics, and the other way round.
    expect(checkReversal({ ...noise, theorem: c["theorem"], statement: c["statement"] }).accepted).toBe(
      false,
    );
    expect(
      checkReversal({ ...c, theorem: noise["theorem"], statement: noise["statement"], lemma: [] }).accepted,
    ).toBe(false);
  });

  it("levels: a certificate of the mean alone is not enough", () => {
    const c = copy(answers[15]!.certificate) as unknown as Record<string, unknown>;
    expect(checkReversal(c).accepted).toBe(true);
    // Without the system no case may be left.
    expect(checkReversal({ ...c, leaves: [], vanishesIff: [], rectifies: "always" }).accepted).toBe(false);
  });

  it("an answer that says other than its proof is rejected", () => {
    const answer = copy(reversalJson(answers[0]!)) as Record<string, unknown>;
    const check = (a: Record<string, unknown>): boolean =>
      checkReversalAnswer(new Map(Object.entries(a)), a["proof"]).accepted;
    expect(check(answer)).toBe(true);
    expect(check({ ...answer, rectifies: "never" })).toBe(false);
    expect(check({ ...answer, vanishesIff: [["Gamma_L = 2*Gamma_R"]] })).toBe(false);
    expect(check({ ...answer, of: "noise" })).toBe(false);
  });
});
