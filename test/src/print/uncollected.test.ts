/** No printed sum of random junctions is left uncollected: coefficients, and closed currents in two notations. */
import { describe, expect, it } from "vitest";
import { expansion } from "../../../src/expansion/expansion.js";
import { currentForm } from "../../../src/exact/formula/current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { toText } from "../../../src/expression/ascii.js";
import { collected } from "../../../symbolic/present/collect.js";
import { randomSource } from "../../fuzz/junction-files.js";
import { readFormula, uncollected } from "./uncollected.js";

const COUNT = Number(process.env["FUZZ_COUNT"] ?? "220");
/** Longer formulas are for machines, and expanding them takes long. */
const LONGEST = 700;

const CASCADE = [
  ["0", "1", "0"],
  ["1", "0", "1"],
  ["0", "1", "0"],
];
const DISJOINT = [
  ["0", "1", "0"],
  ["1", "0", "0"],
  ["0", "0", "0"],
];

describe("what is left uncollected is found", () => {
  it.each([
    ["2*a + 3*a", "like terms"],
    ["a + 2*(b + c)", "a sum in a sum"],
    ["a*b + a*c", "a common factor"],
    ["2*a + 4*b", "a common number"],
    ["-a + b", "begins with a negative term"],
    ["x*(a - b)*(b - a)", "twice in a product"],
    ["exp(-2*g/T)*exp(-d/T)", "exponentials apart"],
    ["a*(b + c) - c*(a + d)", "no longer expanded"],
    ["w^3 + 3*w^2*g + 3*w*g^2 + g^3 + 0*w", undefined],
  ])("%s", (text, fault) => {
    const found = uncollected(readFormula(text));
    if (fault === undefined) expect(found).toEqual([]);
    else expect(found[0]).toContain(fault);
  });
});

describe("the last pass collects", () => {
  it.each([
    ["2*a + 3*a", "5*a"],
    ["(2*exp(omega/T_a) + exp(-omega/T_a))*exp(-omega/T_a)", "2 + exp(-2*omega/T_a)"],
    ["w^3 + 3*w^2*g + 3*w*g^2 + g^3", "(w + g)^3"],
    ["exp(-2*g/T_L)*exp(-d/T_L)", "exp(-(2*g + d)/T_L)"],
    ["x*(-omega + nu_R)^2 + (omega - nu_R)^2*y", "(omega - nu_R)^2*(x + y)"],
    ["a/(b - c)/(c - b)", "-a/(c - b)^2"],
    ["c*m + 2*d*m + c*m + c*s*t - c*s*t", "2*m*(c + d)"],
  ])("%s", (text, short) => {
    expect(toText(collected(readFormula(text)))).toBe(short);
  });
});

describe(`${COUNT} random formulas`, () => {
  it("have no sum that can be collected", async () => {
    const random = randomSource(20261127);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const bath = (side: string): object =>
      pick([
        { bath: "spin", coupling: `c_${side}` },
        { bath: "solid", coupling: pick([`c_${side}`, `c_${side}*omega`, "2", `(1 + a)*c_${side}`]) },
        { bath: "metal", coupling: `c_${side}`, delta: `d_${side}`, mu: pick([`m_${side}`, "1", "m"]) },
        {
          bath: "custom",
          rate: pick([
            `c_${side}*(1 + n_B)`,
            `c_${side}*T/(1 - exp(-omega/T))`,
            `c_${side}*(1 - n_S) + b*exp(-v/T)`,
            `c_${side}*coth(omega/(2*T))/(1 + exp(-omega/T))`,
            `c_${side}/(1 + exp(-omega/T))^2`,
          ]),
        },
      ]);
    const subsystem = (): object =>
      pick([
        { kind: "TLS", gap: "omega" },
        { kind: "HO", gap: "omega" },
        { kind: "ladder", levels: 3, gap: "w" },
        { kind: "spin", S: "1", gap: "omega" },
        {
          kind: "levels",
          energies: ["0", "w", "w + v"],
          S_L: pick([DISJOINT, CASCADE]),
          S_R: CASCADE,
        },
      ]);
    const faults: string[] = [];
    let checked = 0;
    for (let i = 0; checked < COUNT; i++) {
      const text = JSON.stringify({ left: bath("L"), right: bath("R"), subsystem: subsystem() });
      const junction = await parseJunctionFile(text);
      const quantity = pick(["J", "J", "R", "contrast"] as const);
      const series = expansion(junction, quantity);
      const formulas = [1, 2].filter((k) => !series.isZero(k)).map((k) => series.expression(k));
      if (i % 3 === 0)
        formulas.push(currentForm(junction, i % 2 === 0 ? "boltzmann" : "tanh", new Map()).current);
      for (const formula of formulas) {
        const printed = toText(formula);
        if (printed.length > LONGEST) continue;
        checked++;
        faults.push(...uncollected(readFormula(printed)).map((f) => `${text}: ${f}`));
      }
    }
    expect(faults).toEqual([]);
  });
});
