/**
 * No printed sum of random junctions is left uncollected: coefficients of J, R and the contrast in both choices of variables,
 * closed currents in three notations, and what `conditions` prints (h, F_ν, even parts).
 */
import { describe, expect, it } from "vitest";
import { conditions } from "../../../src/conditions/conditions.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { currentForm } from "../../../src/exact/formula/current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { toText } from "../../../src/expression/ascii.js";
import { collected } from "../../../symbolic/present/collect.js";
import { randomSource } from "../../fuzz/junction-files.js";
import { draws } from "../../effort.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { type Junction } from "../../../src/junction/junction.js";
import { backwards, readFormula, uncollected } from "./uncollected.js";

const COUNT = draws(500, 25);
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
    ["-a*(c - 1)*(1 + c)", "a*(1 - c)*(1 + c)"],
    ["a*(exp(-x) - 1)*(1 - exp(-y))", "-a*(1 - exp(-x))*(1 - exp(-y))"],
    ["c*m + 2*d*m + c*m + c*s*t - c*s*t", "2*m*(c + d)"],
  ])("%s", (text, short) => {
    expect(toText(collected(readFormula(text)))).toBe(short);
  });
});

describe(`formulas of ${COUNT} random junctions`, () => {
  it("have no sum that can be collected, and no factor that is written backwards", async () => {
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
        { bath: "law", rate: pick([`c_${side}*g(T)/(1 - exp(-omega/T))`, `f(T)/(1 + exp(-omega/T))`]) },
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
    for (let i = 0; i < COUNT; i++) {
      const text = JSON.stringify({ left: bath("L"), right: bath("R"), subsystem: subsystem() });
      for (const formula of printedFormulas(await parseJunctionFile(text))) {
        const printed = toText(formula);
        if (printed.length > LONGEST) continue;
        const read = readFormula(printed.replaceAll("'", "_prime"));
        faults.push(...[...uncollected(read), ...backwards(read)].map((f) => `${text}: ${f}`));
      }
    }
    expect(faults).toEqual([]);
  });
});

/** What is printed of a junction; of levels the current's coefficients only. */
function printedFormulas(junction: Junction): Expression[] {
  const levels = junction.subsystem.kind === "levels";
  const coefficients = (levels ? (["J"] as const) : (["J", "R", "contrast"] as const)).flatMap((quantity) => {
    const series = expansion(junction, quantity);
    return [1, 2]
      .filter((k) => !series.isZero(k))
      .flatMap((k) => [series.expression(k), ...[series.natural()?.expression(k) ?? []].flat()]);
  });
  if (levels) return coefficients;
  const { evenPart, criterion, ladder } = conditions(junction);
  const h = criterion
    ? [criterion.h.value, criterion.evenPart, ...criterion.ends.map((end) => end.value)]
    : [];
  const parts = ladder
    ? [ladder.evenPart, ladder.current.value, ...ladder.definitions.map((d) => d.value)]
    : [];
  const currents = (["paper", "boltzmann", "tanh"] as const).map(
    (form) => currentForm(junction, form, new Map()).current,
  );
  return [...coefficients, evenPart, ...h, ...parts, ...currents];
}
