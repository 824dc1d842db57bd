import { expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

it("no bound is printed as proved whose certificate the checker does not accept", async () => {
  const over = ["--over", "Gamma_L=0.1:1,Gamma_R=0.1:1", "--prove", "gap=1e-3"] as const;
  const cold = await heatdiode("optimise", "solid-TLS-solid", ...over, "--at", "T_L=2,T_R=1,omega=500");
  expect([cold.status, cold.out]).toEqual([2, ""]);
  expect(cold.err).toMatch(
    /^heatdiode: the certificate of the bound is not accepted: .* below 400, or a larger gap\n$/,
  );
  const warm = await heatdiode("optimise", "solid-TLS-solid", ...over, "--at", "T_L=2,T_R=1,omega=1");
  expect([warm.status, warm.err]).toEqual([0, ""]);
  expect(warm.out).toMatch(/^proved: contrast <= 0\.\d+ all over the box$/m);
});
