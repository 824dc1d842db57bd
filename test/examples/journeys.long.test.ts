/** What a user with a junction of their own does, from the file to the answer. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heatdiode } from "../heatdiode.js";

const model = (name: string): string => `examples/models/${name}.json`;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-journeys-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function answer(...words: string[]): Promise<string> {
  const { status, out, err } = await heatdiode(...words);
  expect([status, err.replace(/^.*stay symbols.*\n/gm, "")]).toEqual([0, ""]);
  return out;
}

const columns = (csv: string): Record<string, number>[] => {
  const [head = "", ...rows] = csv.trim().split("\n");
  const names = head.split(",").map((name) => name.replace(/ \(.*\)$/, ""));
  return rows.map((row) =>
    Object.fromEntries(row.split(",").map((cell, i) => [names[i] ?? "", Number(cell)])),
  );
};

describe("two qubits with a Hamiltonian of one's own", () => {
  const file = model("two-qubits");
  const at = ["--at", "T_L=0.9,T_R=0.5"];

  it("are scanned over g, with a plot", async () => {
    const plot = join(folder, "g.svg");
    const rows = columns(
      await answer("scan", file, "--x", "g=0.1:0.5:5", "--quantity", "R,J", "--plot", plot, ...at),
    );
    expect(rows.map(({ g }) => g)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(rows[2]?.["R"]).toBeCloseTo(0.9473919239, 10);
    expect(await readFile(plot, "utf8")).toMatch(/^<svg/);
  });

  it("have a verdict and an expansion in the names of the file", async () => {
    const verdict = await answer("conditions", file);
    expect(verdict).toMatch(/rectifies, except where w_L = w_R/);
    expect(verdict.replace(/\s+/g, " ")).toContain("r = sqrt(((w_L - w_R)/2)^2 + g^2), in place of g");
    expect(verdict).toContain("w_L + w_R > 2*r");
    const latex = await answer("expand", file, "--order", "3", "--format", "latex");
    expect(latex).toContain("\\alpha_{3} = ");
    expect(latex).toContain("\\omega_1 = \\frac{w_L + w_R - 2 r}{2}");
    expect(latex).toContain("r = \\sqrt{");
  });

  it("have an optimum over g and w_R among points that carry enough heat", async () => {
    const words = ["optimise", file, "--over", "g=0.01:0.5,w_R=1.4:2", "--require", "J >= 0.02", "--json"];
    const { maxima } = JSON.parse(await answer(...words, ...at)) as { maxima: { J: string; at: object }[] };
    expect(Number(maxima[0]?.J)).toBeGreaterThanOrEqual(0.02);
    expect(Object.keys(maxima[0]?.at ?? {})).toEqual(["g", "w_R"]);
  });
});

it("an optimum among points that carry enough heat", async () => {
  const best = async (...more: string[]): Promise<{ J: number; contrast: number }> => {
    const words = ["optimise", "solid-TLS-solid", "--json", "--over", "Gamma_L=0.01:1"];
    const at = ["--at", "omega=1,Gamma_R=1,T_L=2,T_R=1"];
    const { maxima } = JSON.parse(await answer(...words, ...more, ...at)) as {
      maxima: { J: string; contrast: string }[];
    };
    return { J: Number(maxima[0]?.J), contrast: Math.abs(Number(maxima[0]?.contrast)) };
  };
  const free = await best();
  const least = 3 * Math.abs(free.J);
  const bound = await best("--require", `J >= ${String(least)}`);
  expect(bound.J / least).toBeGreaterThanOrEqual(1 - 1e-9);
  expect(bound.contrast).toBeLessThan(free.contrast);
});

it("an ohmic bath with a cut-off: alpha_2 in LaTeX with Gamma_L(omega), and the verdict", async () => {
  const file = model("ohmic");
  const latex = await answer("expand", file, "--order", "2", "--format", "latex");
  expect(latex).toContain("\\Gamma_L(\\omega) - \\Gamma_R(\\omega)");
  expect(latex).toContain("\\Gamma_L(\\omega) = \\eta_L \\omega e^{-\\omega/\\omega_c}");
  expect(await answer("conditions", file)).toContain(
    "rectifies, except where Gamma_L(omega) = Gamma_R(omega)",
  );
});

it("a qubit between resonators in GHz and mK: J(T_L) plotted in fW", async () => {
  const plot = join(folder, "J.svg");
  const file = model("resonators");
  const axis = ["--x", "T_L=0.15K:400mK:6", "--at", "T_R=100mK", "--quantity", "J", "--plot", plot];
  const rows = columns(await answer("scan", file, ...axis));
  expect(rows.map((row) => row["T_L"])).toEqual([150, 200, 250, 300, 350, 400]);
  expect(rows[4]?.["J"]).toBeCloseTo(0.00898086893015, 14);
  expect((await readFile(plot, "utf8")).replace(/<[^>]*>/g, "")).toMatch(/fW/);
});

it("a flux-tunable qubit: R against the flux, and its formula", async () => {
  const file = model("flux-qubit");
  const plot = join(folder, "R.svg");
  const rows = columns(
    await answer(
      "scan",
      file,
      "--x",
      "eps=0.25:1.25:5",
      "--at",
      "T_L=1,T_R=0.5",
      "--quantity",
      "R",
      "--plot",
      plot,
    ),
  );
  expect(rows[1]?.["R"]).toBeCloseTo(1.0707686135034242, 12);
  expect(await answer("expand", file, "--order", "2")).toContain("omega = sqrt(eps^2 + D^2)");
});

it("a flux-tunable qubit whose energies hold the cosine of the flux: R, its derivative, and the formula", async () => {
  const file = join(folder, "transmon.json");
  const bath = (side: string): object => ({ bath: "solid", coupling: `Gamma_${side}` });
  const subsystem = { kind: "TLS", gap: "sqrt(E_J^2*cos(phi)^2 + D^2)" };
  const parameters = { Gamma_L: "1", Gamma_R: "3", E_J: "2", D: "0.3" };
  await writeFile(file, JSON.stringify({ left: bath("L"), right: bath("R"), subsystem, parameters }));
  const at = ["--at", "T_L=1,T_R=0.5"];
  const rows = columns(await answer("scan", file, "--x", "phi=-1:1:5", "--quantity", "R", ...at));
  const R = (phi: number): number => {
    const omega = Math.hypot(2 * Math.cos(phi), 0.3);
    const [hot, cold] = [Math.tanh(omega / 2), Math.tanh(omega)];
    // x s of the closed form, x = -1/2.
    const xs = (-0.5 * (cold - hot)) / (cold + hot);
    return (1 - xs) / (1 + xs);
  };
  for (const row of rows) expect((row["R"] as number) / R(row["phi"] as number)).toBeCloseTo(1, 13);
  const point = await answer("evaluate", file, "--json", "--digits", "12", "--at", "phi=0.2,T_L=1,T_R=0.5");
  const { sensitivities } = JSON.parse(point) as { sensitivities: Record<string, { R: string }> };
  const slope = (R(0.2 + 1e-5) - R(0.2 - 1e-5)) / 2e-5;
  expect(Number(sensitivities["phi"]?.R) / slope).toBeCloseTo(1, 8);
  expect(await answer("expand", file, "--order", "2")).toContain("omega = sqrt(E_J^2*cos(phi)^2 + D^2)");
});

it("a Hamiltonian with the cosine of the flux is diagonalised at each point, and formulas of it are refused", async () => {
  const two = JSON.parse(await readFile(model("two-qubits"), "utf8")) as {
    subsystem: { H: string };
  };
  const H = two.subsystem.H.replace("w_L*", "E_J*cos(phi)*");
  const parameters = { Gamma_L: "1", Gamma_R: "1", w_R: "1.7", g: "0.3", E_J: "1.5", phi: "0" };
  const file = join(folder, "flux-pair.json");
  await writeFile(
    file,
    JSON.stringify({
      ...two,
      subsystem: { ...two.subsystem, H },
      parameters,
    }),
  );
  const flux = Math.acos(1.3 / 1.5);
  const at = ["--at", "T_L=0.9,T_R=0.5"];
  const rows = columns(await answer("scan", file, "--x", `phi=${flux}:1:2`, "--quantity", "R", ...at));
  expect(rows[0]?.["R"]).toBeCloseTo(0.9473919239, 10);
  const { status, err } = await heatdiode("expand", file);
  expect(status).toBe(2);
  expect(err).toContain("evaluate, transitions and optimise take this junction");
});

it("ohmic baths have a word: the formulas of the file with a cut-off", async () => {
  const at = ["--at", "eta_L=1,eta_R=3,omega=1,omega_c=10,T_L=0.6,T_R=0.4", "--json"];
  const { R } = JSON.parse(await answer("evaluate", "ohmic-TLS-ohmic", ...at)) as { R: string };
  expect(Number(R)).toBeCloseTo(1.114692844355241, 14);
  const latex = await answer("expand", "ohmic-TLS-ohmic", "--order", "2", "--format", "latex");
  expect(latex).toContain("\\Gamma_L(\\omega) = \\eta_L \\omega e^{-\\omega/\\omega_c}");
  expect(await answer("conditions", "ohmic-TLS-metal")).toContain("Gamma_L(omega)");
});

it("a qutrit whose baths touch different transitions: no heat flows, and why", async () => {
  const out = await answer("evaluate", model("qutrit"), "--at", "T_L=2,T_R=1");
  expect(out).toContain("No heat flows: no cycle of transitions uses both baths.");
  expect(await answer("conditions", model("qutrit"))).toContain("No heat flows");
});

it("an Ising diode", async () => {
  const at = ["--at", "w=1,l=0.5,T_L=0.2,T_R=0.02", "--digits", "11", "--json"];
  const { J } = JSON.parse(await answer("evaluate", model("ising"), ...at)) as { J: string };
  expect(J).toMatch(/^(?:2\.0717746557|0\.00020717746557)/);
});
