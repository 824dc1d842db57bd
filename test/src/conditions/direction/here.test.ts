/** The case of the general answer in which values lie. */
import { describe, expect, it } from "vitest";
import { heatdiode } from "../../../heatdiode.js";

const said = async (...args: string[]): Promise<string> =>
  (await heatdiode("conditions", ...args)).out.replace(/\s+/g, " ");

describe("conditions with values", () => {
  it("name the case that holds here", async () => {
    const at = (left: string, right: string): Promise<string> =>
      said("solid-TLS-solid", "--at", `Gamma_L=${left},Gamma_R=${right}`);
    expect(await at("1", "3")).toContain(
      "here Gamma_L < Gamma_R, so more heat flows when the left end is hot",
    );
    expect(await at("3", "1/3")).toContain(
      "here Gamma_L > Gamma_R, so more heat flows when the right end is hot",
    );
    expect(await at("1", "3")).toContain("For other values: rectifies, except where Gamma_L = Gamma_R.");
    expect(await at("2", "2")).toContain("never rectifies. For other values:");
  });

  it("decide couplings at a gap exactly, from the values of their densities", async () => {
    expect(await said("examples/models/resonators.json")).toContain(
      "here Gamma_L(f) > Gamma_R(f), so more heat flows when the right end is hot",
    );
  });

  it("say nothing of a case where values are open", async () => {
    expect(await said("solid-TLS-solid", "--at", "Gamma_L=1")).not.toContain("direction here");
    expect(await said("solid-TLS-solid")).not.toContain("For other values");
  });
});
