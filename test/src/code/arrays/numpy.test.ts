/**
 * The module for NumPy, run by python3 where it has NumPy: values and derivatives against proved digits, at random points and at
 * the ends of the domain. Elsewhere these tests are skipped, as the runner's list says.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ExactNumber } from "../../../../symbolic/expression/expression.js";
import { exactValue } from "../../../../numeric/junction/model.js";
import { numpyModule } from "../../../../src/code/arrays/numpy.js";
import { fluctuationsAt } from "../../../../src/evaluate/fluctuations.js";
import { evaluateAt, sensitivitiesAt } from "../../../../src/evaluate/point.js";
import { expansion } from "../../../../src/expansion/expansion.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";
import { junctionFrom } from "../../../../src/library/junction.js";
import { draws } from "../../../effort.js";
import { heatdiode } from "../../../heatdiode.js";
import { runs } from "../../../programs.js";
import { rationalFor } from "../../print/junctions.js";

type Point = Readonly<Record<string, number>>;
type Answer = Readonly<
  Record<string, readonly (number | string)[] | Readonly<Record<string, readonly (number | string)[]>>>
>;

const hasNumpy = runs("python3", "-c", "import numpy");
const folder = mkdtempSync(join(tmpdir(), "heatdiode-numpy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ORDERS = [0, 1, 2, 3];
const sourceOf = (
  junction: Junction,
  orders = ORDERS,
  at: ReadonlyMap<string, ExactNumber> = new Map(),
): string =>
  numpyModule(junction, expansion(junction, "J", at), { version: "test", letter: "alpha", orders, at });

/** Every function at all points at once; a warning of NumPy is an error. Numbers come as hexadecimal doubles. */
const RUNNER = `
import importlib.util, json, sys, warnings
import numpy as np
warnings.simplefilter("error")
np.seterr(divide="raise", invalid="raise", over="raise")
spec = importlib.util.spec_from_file_location("exported", sys.argv[1])
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
with open(sys.argv[2]) as file:
    points = json.load(file)
def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    return [float(v) if np.isfinite(v) else str(v) for v in np.broadcast_to(np.asarray(x, dtype=float), (len(points),))]
out = {}
for name in dir(m):
    f = getattr(m, name)
    if name.startswith("_") or not callable(f): continue
    arguments = [a for a in f.__code__.co_varnames[:f.__code__.co_argcount] if a != "xp"]
    out[name] = plain(f(**{a: np.array([p[a] for p in points]) for a in arguments}))
print(json.dumps(out))
`;

function run(source: string, points: readonly Point[]): Answer {
  const [module, data, runner] = ["exported.py", "points.json", "runner.py"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(module, source);
  writeFileSync(data, JSON.stringify(points));
  writeFileSync(runner, RUNNER);
  return JSON.parse(execFileSync("python3", [runner, module, data], { encoding: "utf8" })) as Answer;
}

/** Doubles near rationals of the seed; the bias as a share of T_a. */
function pointOf(junction: Junction, seed: number, share: number, gap = 1): Point {
  const near = (name: string): number => {
    const { numerator, denominator } = rationalFor(name, seed);
    return Math.fround(Number(numerator) / Number(denominator));
  };
  const parameters = junction.parameters.map(({ name }) => [name, near(name) * (name === "omega" ? gap : 1)]);
  const T_a = near("T_a");
  return { ...Object.fromEntries(parameters), T_a, Delta: share * T_a } as Point;
}

const exactly = (point: Point): Map<string, ExactNumber> =>
  new Map(Object.entries(point).map(([name, x]) => [name, exactValue(name, x)]));

/** Off Delta = 0, where R is 0/0 for what is compared with; its limit has a test of its own. */
const POINTS: readonly (readonly [seed: number, share: number, gap: number])[] = [
  [1, 0.3, 1],
  [2, -0.6, 8],
  [3, 0.95, 2 ** -12],
  [4, 2 ** -40, 1],
  [5, -(2 ** -30), 3],
  [6, -0.97, 0.5],
  ...Array.from(
    { length: draws(40, 0) },
    (_, i) => [i + 7, Math.sin(i + 1) * 0.98, 2 ** ((i % 9) - 4)] as const,
  ),
];

const listOf = (answer: Answer, name: string): readonly number[] => answer[name] as readonly number[];
const slopesOf = (answer: Answer, name: string): Readonly<Record<string, readonly number[]>> =>
  answer[`d${name}`] as unknown as Readonly<Record<string, readonly number[]>>;

/** An error over its bound; of an exact zero every error is too large, and none is fine. */
const share = (error: number, bound: number): number => (error === 0 ? 0 : error / bound);

/** omega over the lower temperature. */
const gapOverCold = (point: Point): number =>
  (point["omega"] ?? 1) / (((point["T_a"] ?? NaN) - Math.abs(point["Delta"] ?? NaN)) / 2);

/** Greatest multiples of the stated bounds that occur. */
function worst(junction: Junction, own: boolean): { readonly value: number; readonly slope: number } {
  // Rates of the user are exported as written: exp(omega/T), squared in derivatives, ends with the doubles.
  const points = POINTS.map(([seed, share, gap]) => pointOf(junction, seed, share, gap)).filter(
    (point) => own || gapOverCold(point) < 300,
  );
  const answer = run(sourceOf(junction, [1]), points);
  let [value, slope] = [0, 0];
  points.forEach((point, i) => {
    const at = exactly(point);
    const reference = evaluateAt(junction, at, 20);
    const slopes = sensitivitiesAt(junction, at, 20);
    const noise = "S" in answer ? fluctuationsAt(junction, ["S"], at, 20)[0]?.value : undefined;
    const x = gapOverCold(point);
    for (const quantity of ["J", "R", "contrast", ...(noise === undefined ? [] : ["S"])] as const) {
      const expected = Number(quantity === "S" ? noise : reference[quantity as "J"]);
      const got = listOf(answer, quantity)[i] ?? NaN;
      const absolute = quantity === "contrast" && !own ? 1 : Math.abs(expected);
      value = Math.max(value, share(Math.abs(got - expected), absolute * 1e-15 * (20 + 4 * x)));
      if (quantity === "S") continue;
      for (const [name, derivative] of slopes ?? []) {
        const exact = Number(derivative[quantity as "J"]);
        const by = slopesOf(answer, quantity)[name]?.[i] ?? NaN;
        const scale = Math.max(Math.abs(exact), Math.abs(expected / (point[name] ?? NaN)), own ? 0 : 1);
        slope = Math.max(slope, share(Math.abs(by - exact), scale * 1e-15 * (100 + 20 * x)));
      }
    }
  });
  return { value, slope };
}

describe.skipIf(!hasNumpy)("numpy export, run by python3", () => {
  it.each([
    "spin-TLS-metal",
    "metal-TLS-solid",
    "solid-HO-solid",
    "metal-HO-spin",
    "solid-ladder:3-spin",
    "metal-spin:3/2-solid",
  ])("%s: values and derivatives within the bounds of its docstring", (name) => {
    const junction = parseShorthand(name);
    const { value, slope } = worst(junction, true);
    expect(value).toBeLessThan(1);
    expect(slope).toBeLessThan(1);
  });

  it("levels, custom rates and couplings that depend on the gap", async () => {
    const qutrit = await junctionFrom({
      left: { bath: "solid", coupling: "Gamma_L*omega" },
      right: { bath: "metal", coupling: "Gamma_R", delta: "delta_R", mu: "mu_R" },
      subsystem: {
        kind: "levels",
        energies: ["0", "omega_1", "omega_1 + omega_2"],
        S_L: [
          ["0", "1", "s"],
          ["1", "0", "1"],
          ["s", "1", "0"],
        ],
        S_R: [
          ["0", "1", "sqrt(2)"],
          ["1", "0", "0"],
          ["sqrt(2)", "0", "0"],
        ],
      },
    });
    const custom = await junctionFrom({
      left: { bath: "custom", rate: "Gamma_L*T^2/(exp(omega/T) - 1)" },
      right: { bath: "spin", coupling: "Upsilon_R" },
      subsystem: { kind: "TLS", gap: "omega" },
    });
    for (const junction of [qutrit, custom]) {
      const { value, slope } = worst(junction, false);
      expect(value).toBeLessThan(10);
      expect(slope).toBeLessThan(10);
    }
  });

  it("coefficients and their derivatives, deep in the quantum limit too", () => {
    const junction = parseShorthand("spin-TLS-metal");
    const point = { Upsilon_L: 1.5, Gamma_R: 0.5, delta_R: 0.25, mu_R: 1.25, omega: 1.75, T_a: 1.5 };
    const step = 2 ** -18;
    const names = Object.keys(point) as (keyof typeof point)[];
    const points: Point[] = [
      point,
      ...names.flatMap((name) => [1, -1].map((sign) => ({ ...point, [name]: point[name] + sign * step }))),
      { ...point, omega: 600 },
    ].map((p) => ({ ...p, Delta: 0 }));
    const answer = run(sourceOf(junction), points);
    for (const k of ORDERS) {
      const values = listOf(answer, `alpha_${k}`);
      for (const i of [0, points.length - 1]) {
        const at = exactly(points[i] as Point);
        at.delete("Delta");
        const expected = Number(expansion(junction, "J", at).value(k, 20));
        expect(Math.abs((values[i] ?? NaN) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
      }
      names.forEach((name, i) => {
        const quotient = ((values[2 * i + 1] ?? NaN) - (values[2 * i + 2] ?? NaN)) / (2 * step);
        const slope = slopesOf(answer, `alpha_${k}`)[name]?.[0] ?? NaN;
        expect(Math.abs(slope - quotient)).toBeLessThan(1e-8 * (1 + Math.abs(quotient)));
      });
    }
  });

  it("gives no nan at omega/T = 800 nor at Delta = 0, and nan outside the domain", () => {
    const junction = parseShorthand("solid-TLS-metal");
    const inside = { Gamma_L: 1, Gamma_R: 3, delta_R: 0.2, mu_R: 1, omega: 1, T_a: 1, Delta: 0.5 };
    const points: Point[] = [
      { ...inside, omega: 800, T_a: 2, Delta: 0 },
      { ...inside, omega: 800, T_a: 2, Delta: 1 },
      { ...inside, omega: 1e6, Delta: -0.999 },
      { ...inside, Delta: 0 },
      { ...inside, omega: 1e-12 },
      { ...inside, Delta: 1.5 },
      { ...inside, delta_R: -5 },
    ];
    const answer = run(sourceOf(junction), points);
    const numbers = Object.values(answer).flatMap((value) =>
      Array.isArray(value)
        ? [value as (number | string)[]]
        : Object.values(value as Record<string, (number | string)[]>),
    );
    expect(numbers.length).toBe(4 + 4 * 7 + 4 + 4 * 6);
    for (const list of numbers) {
      expect(list.slice(0, 5).every((x) => typeof x === "number")).toBe(true);
      expect(list[6]).toBe("nan");
    }
    expect(answer["J"]?.[5 as never]).toBe("nan");
    const atRest = slopesOf(answer, "J")["Delta"]?.[3] ?? NaN;
    expect(atRest).toBeCloseTo(listOf(answer, "alpha_1")[3] ?? NaN, 14);
    expect(listOf(answer, "R").slice(3, 4)).toEqual([1]);
    // R stays exact where J is 0 in doubles: k_L/k_R = Gamma_L/(Gamma_R (1 + delta T/mu)) alone counts
    const { R } = evaluateAt(junction, exactly(points[1] as Point), 17);
    expect(listOf(answer, "R")[1]).toBeCloseTo(Number(R), 14);
  });

  it("says 1 and 0 where that is proved, in the shape of the arguments", () => {
    const junction = parseShorthand("solid-HO-solid");
    const source = sourceOf(junction);
    expect(source).toContain("Rectification ratio |J(Delta)/J(-Delta)|, 1 identically (proved)");
    const answer = run(source, [pointOf(junction, 1, 0.3), pointOf(junction, 2, 0.3)]);
    expect(answer["R"]).toEqual([1, 1]);
    expect(answer["contrast"]).toEqual([0, 0]);
    expect(answer["alpha_2"]).toEqual([0, 0]);
  });
});

describe("numpy export", () => {
  it("knows the noise where it has a closed form, and says where it has none", () => {
    expect(sourceOf(parseShorthand("solid-HO-metal"), [])).toContain("def S(");
    const ladder = sourceOf(parseShorthand("solid-ladder:3-metal"), []);
    expect(ladder).not.toContain("def S(");
    expect(ladder).toContain("noise S");
  });

  it("--free keeps as arguments what the file binds", async () => {
    const file = "examples/transmon.json";
    const bound = await heatdiode("current", file, "--format", "numpy");
    expect(bound.out).toContain("def J(T_a, Delta, xp=np):");
    const free = await heatdiode("current", file, "--format", "numpy", "--free", "K,omega");
    expect(free.out).toContain("def J(omega, K, T_a, Delta, xp=np):");
    const wrong = await heatdiode("current", file, "--format", "numpy", "--free", "gamma_L");
    expect(wrong.status).toBe(2);
    expect(wrong.err).toBe("heatdiode: --free: solid-levels:4-solid has no gamma_L; did you mean Gamma_L?\n");
    const formulas = await heatdiode(
      "expand",
      file,
      "--order",
      "1",
      "--free",
      "Gamma_L,Gamma_R",
      "--format",
      "json",
    );
    expect(formulas.out).toContain("Gamma_L");
  });
});
