import { describe, expect, it } from "vitest";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { parseBindings } from "../../../../src/model/point.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { evaluateAt, type PointEvaluation } from "../../../../src/evaluate/point.js";
import { pointExpansion } from "../../../../src/expansion/point-expansion.js";
import { fileText, type JunctionSample, randomSource } from "../../../fuzz/junction-files.js";
import { agreeingDigits } from "../../../fuzz/outcome.js";
import { reference } from "../../../fuzz/rate-equation.js";

const DIGITS = 25;

/** What is printed of a junction file that binds all its parameters. */
async function printed({ T_a, Delta, ...sample }: JunctionSample): Promise<Record<string, string>> {
  const junction = await parseJunctionFile(fileText({ T_a, Delta, ...sample }, true));
  expect(junction.subsystem).toHaveProperty("approximate");
  const values = parseBindings(`T_a=${T_a},Delta=${Delta}`, junction, { allowDelta: true });
  const { J, R, undecided } = evaluateAt(junction, values, DIGITS);
  expect(undecided).toEqual([]);
  const mean = new Map([...values].filter(([name]) => name !== "Delta"));
  const alpha = pointExpansion(junction, "J", mean).coefficients(3, DIGITS);
  return { J, R: R!, ...Object.fromEntries(alpha.slice(1).map(({ k, value }) => [`alpha_${k}`, value!])) };
}

/** Random couplings that no symmetry of the product basis turns into pairs of states. */
function randomSample(random: () => number, parts: readonly string[]): JunctionSample {
  const number = (): string => (0.2 + 2 * random()).toFixed(1 + Math.floor(8 * random()));
  const spins = parts.flatMap((part, i) => (part === "spin" ? [i + 1] : []));
  const own = parts.map((part, i) =>
    part === "spin" ? `0.5*${number()}*sz(${i + 1})` : `${number()}*n(${i + 1})`,
  );
  const x = (i: number): string => (parts[i - 1] === "spin" ? `sx(${i})` : `(a(${i}) + ad(${i}))`);
  const flip = (i: number, j: number): string => {
    const [up, down] = [i, j].map((k) =>
      spins.includes(k) ? [`sp(${k})`, `sm(${k})`] : [`ad(${k})`, `a(${k})`],
    );
    return `(${up![0]!}*${down![1]!} + ${up![1]!}*${down![0]!})`;
  };
  const bonds = parts.slice(1).map((_, i) => {
    const pair = random() < 0.5 ? flip(i + 1, i + 2) : `${x(i + 1)}*${x(i + 2)}`;
    return `${number()}*${pair}`;
  });
  // A transverse field on the first part joins the parities.
  const field = random() < 0.5 ? [`${number()}*${x(1)}`] : [];
  return {
    left: { bath: "solid", coupling: `${number()}*omega` },
    right: random() < 0.5 ? { bath: "spin", coupling: number() } : { bath: "solid", coupling: "0.7*omega^3" },
    subsystem: {
      kind: "hamiltonian",
      parts,
      H: [...own, ...bonds, ...field].join(" + "),
      S_L: x(1),
      S_R: x(parts.length),
    },
    values: {},
    T_a: number(),
    Delta: "0.1",
  };
}

const THREE = ["spin", "spin", "spin"];
const SAMPLES = [
  ...Array.from({ length: 20 }, () => ["spin", "spin"]),
  ...Array.from({ length: 9 }, () => THREE),
  ["spin", "oscillator:3"],
];

describe("levels of a Hamiltonian, enclosed", () => {
  it("have 25 digits of a pair of qubits between a metal and a custom bath", async () => {
    const values = await printed({
      left: { bath: "metal", coupling: "1*omega", delta: "-0.05", mu: "1.5" },
      right: { bath: "custom", rate: "1.475163*T/(1 - exp(-omega/T))" },
      subsystem: {
        kind: "hamiltonian",
        parts: ["spin", "spin"],
        H: "0.5*1.659487494174*sz(1) + 0.5*0.25*sz(2) + 0.5*(sp(1)*sm(2) + sm(1)*sp(2))",
        S_L: "sx(1)",
        S_R: "sx(2)",
      },
      values: {},
      T_a: "1.7",
      Delta: "1.17626220204402",
    });
    const truth = {
      J: "0.0154753466651506985594893661764",
      R: "0.134366179561474284292674455086",
      alpha_1: "0.0593548832091361420126994044340",
      alpha_2: "-0.0474823957972710960358518199202",
    };
    for (const [name, text] of Object.entries(truth))
      expect([name, agreeingDigits(values[name]!, text) >= DIGITS - 1]).toEqual([name, true]);
  });

  it.each(SAMPLES.map((parts, i) => [i, parts] as const))(
    "have the digits of the rate equation in 80 digits: sample %i of %s",
    async (i, parts) => {
      const sample = randomSample(randomSource(7 + i), parts);
      const [values, { J, R, alpha }] = [await printed(sample), reference(sample)!];
      const wanted: Record<string, string> = { J, R: R!, alpha_1: alpha[1]!, alpha_2: alpha[2]! };
      for (const [name, text] of Object.entries(wanted))
        expect([name, values[name], agreeingDigits(values[name]!, text) >= 23]).toEqual([
          name,
          values[name],
          true,
        ]);
    },
    60_000,
  );

  /** Three equal spins on a ring: two levels of one energy in one block, one coupled by each bath. */
  const ring = (more: string, S_R = "sx(2) - sx(3)"): Promise<Junction> =>
    parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "1*omega" },
        right: { bath: "spin", coupling: "0.8" },
        subsystem: {
          kind: "hamiltonian",
          parts: THREE,
          H: `0.65*(sz(1) + sz(2) + sz(3)) + 0.4*(${["1,2", "2,3", "1,3"]
            .map((pair) => pair.split(","))
            .map(([i, j]) => `sp(${i!})*sm(${j!}) + sm(${i!})*sp(${j!})`)
            .join(" + ")})${more}`,
          S_L: "sx(1)",
          S_R,
        },
      }),
    );
  const at = (junction: Junction, digits = DIGITS): PointEvaluation =>
    evaluateAt(junction, parseBindings("T_a=2,Delta=0.6", junction, { allowDelta: true }), digits);

  it("that count as one energy are said to, and have the numbers of levels split by next to nothing", async () => {
    const one = at(await ring(""));
    expect(one.assumed).toMatch(/^Taken for granted: equal energies of the levels 1 = 2; .*no proof/);
    const split = at(await ring(" + 1e-30*sz(1)"));
    expect(split.assumed).toBeUndefined();
    expect([one.J, one.R]).toEqual([split.J, split.R]);
  });

  it("are refused where no basis of such levels has each coupled by itself, and where the rate equation is reducible", async () => {
    const [apart, together] = [await ring("", "sx(2)"), await ring("", "sx(2) + sx(3)")];
    expect(() => at(apart)).toThrow(/levels 1 and 2 have one energy and the left bath couples both/);
    expect(() => at(together)).toThrow(/reducible/);
  });

  it("in blocks written alike are one energy: nothing is taken for granted", async () => {
    // Spin 3 is not part of H: each level stands twice, and only the right bath turns it.
    const twice = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "1*omega" },
        right: { bath: "solid", coupling: "2*omega" },
        subsystem: {
          kind: "hamiltonian",
          parts: THREE,
          H: "0.65*sz(1) + 0.9*sz(2) + 0.4*(sp(1)*sm(2) + sm(1)*sp(2))",
          S_L: "sx(1)",
          S_R: "sx(2)*sx(3)",
        },
      }),
    );
    const once = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "1*omega" },
        right: { bath: "solid", coupling: "2*omega" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["spin", "spin"],
          H: "0.65*sz(1) + 0.9*sz(2) + 0.4*(sp(1)*sm(2) + sm(1)*sp(2))",
          S_L: "sx(1)",
          S_R: "sx(2)",
        },
      }),
    );
    expect(at(twice).assumed).toBeUndefined();
    expect(at(twice).J).toBe(at(once).J);
  });

  it("keep the mirror image that H has: R = 1 is proved", async () => {
    const mirror = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "1*omega" },
        right: { bath: "solid", coupling: "1*omega" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["spin", "spin"],
          H: "0.65*(sz(1) + sz(2)) + 0.4*(sp(1)*sm(2) + sm(1)*sp(2)) + 0.3*(sx(1) + sx(2))",
          S_L: "sx(1)",
          S_R: "sx(2)",
        },
      }),
    );
    expect(at(mirror)).toMatchObject({ R: "1", contrast: "0", undecided: [] });
  });
});
