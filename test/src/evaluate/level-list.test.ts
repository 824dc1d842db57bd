/** Levels by energy and state, and derivatives by what a Hamiltonian is made of. */
import { expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const FILE = "examples/models/two-qubits.json";
const AT = ["--at", "T_L=0.9,T_R=0.5,g=0.3"];

interface Answer {
  readonly levels: readonly { readonly energy: number; readonly state?: string }[];
  readonly sensitivities: Readonly<Record<string, { readonly J: string; readonly R: string }>>;
  readonly not_proved: readonly string[];
}

async function answer(...words: string[]): Promise<string> {
  const { status, out } = await heatdiode(...words);
  expect(status).toBe(0);
  return out;
}

it("two coupled qubits have dressed states, ascending in energy, in evaluate and transitions alike", async () => {
  const root = Math.hypot(0.2, 0.3);
  for (const command of ["evaluate", "transitions"]) {
    const { levels } = JSON.parse(await answer(command, FILE, "--json", ...AT)) as Answer;
    expect(levels.map(({ energy }) => energy)).toEqual(
      [-1.5, -root, root, 1.5].map((x) => expect.closeTo(x, 14) as number),
    );
    // tan of the mixing angle is 0.3/(0.2 + R).
    expect(levels.map(({ state }) => state)).toEqual([
      "|gg>",
      "0.882|eg> - 0.472|ge>",
      "0.882|ge> + 0.472|eg>",
      "|ee>",
    ]);
  }
  expect(await answer("evaluate", FILE, ...AT)).toContain("0.882|eg> - 0.472|ge>");
});

it("derivatives by g and w_R agree with the certified values beside the point, and are not called proved", async () => {
  const { sensitivities, not_proved } = JSON.parse(await answer("evaluate", FILE, "--json", ...AT)) as Answer;
  expect(not_proved).toContain("sensitivities.g");
  const J = async (g: string): Promise<number> =>
    Number(
      (
        JSON.parse(await answer("evaluate", FILE, "--json", "--at", `T_L=0.9,T_R=0.5,g=${g}`)) as {
          J: string;
        }
      ).J,
    );
  const slope = ((await J("0.30001")) - (await J("0.29999"))) / 2e-5;
  expect(Number(sensitivities["g"]?.J) / slope).toBeCloseTo(1, 6);
  expect(Object.keys(sensitivities)).toEqual(expect.arrayContaining(["w_L", "w_R", "g", "Gamma_L", "Delta"]));
});

it("derivatives far below the smallest double are numbers too", async () => {
  const cold = ["--at", "T_L=0.0015,T_R=0.00145,g=0.3"] as const;
  const { sensitivities } = JSON.parse(await answer("evaluate", FILE, "--json", ...cold)) as Answer;
  expect(sensitivities["g"]?.J).toMatch(/^-?[1-9]\.\d+e-[3-9]\d\d$/);
});
