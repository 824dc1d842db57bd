/**
 * Energies without a short common unit, 1.116 and 0.5 in one rate: Boltzmann factors enter to the power 558. Verdicts, coefficients and
 * closed currents come in seconds, or one line says what they would need.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const folder = mkdtempSync(join(tmpdir(), "units-"));
const file = (subsystem: object): string => {
  const path = join(folder, `${Object.values(subsystem).join("-")}.json`);
  const left = {
    bath: "custom",
    rate: "c_L*T^2*omega/(1 - exp(-omega/T)) + 0.1*exp(-0.5/T)",
  };
  const right = { bath: "solid", density: "ohmic", coupling: "1.5" };
  writeFileSync(path, JSON.stringify({ left, right, subsystem }));
  return path;
};
const [two, oscillator, three, six] = [
  file({ kind: "TLS", gap: "1.116" }),
  file({ kind: "HO", gap: "1.116" }),
  file({ kind: "ladder", levels: 3, gap: "1.116" }),
  file({ kind: "ladder", levels: 6, gap: "1.116" }),
];

it.each([
  ["conditions", two],
  ["conditions", oscillator],
  ["conditions", three],
  ["conditions", six],
  ["expand", six, "--order", "2"],
  ["expand", three, "--order", "2"],
  ["current", three, "--form", "boltzmann"],
])("%s %s %s %s", async (...words) => {
  const started = process.cpuUsage();
  const { status, err } = await heatdiode(...words);
  const { user, system } = process.cpuUsage(started);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect((user + system) / 1e6).toBeLessThan(10);
});

it("what tanh forms would need is said in one line", async () => {
  const { status, out, err } = await heatdiode("current", six, "--form", "tanh");
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toMatch(
    /about \de\d terms × digits, the limit is 2e7; take --form boltzmann.* --limit \de\d\n$/,
  );
});
