import { describe, expect, it } from "vitest";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { parseBindings } from "../../../../src/model/point.js";
import { evaluateAt } from "../../../../src/evaluate/point.js";
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
      const [values, { J, R, alpha }] = [await printed(sample), reference(sample)];
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
});
