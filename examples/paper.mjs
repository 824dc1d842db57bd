// The paper: Fig. 2 and eq. (20) of Wu and Segal, Phys. Rev. Lett. 102, 095503 (2009), and what heatdiode says of each
// equation. Run with: node examples/paper.mjs
import { evaluate, junction, paperResults } from "heatdiode";

// Fig. 2: spin-HO-metal and spin-TLS-metal at T_a = 0.5, Delta = 0.1; main plot Gamma_R = 1, inset 0.05.
const ratio = (name, omega, Gamma_R) =>
  evaluate(junction(name), {
    at: { T_a: 0.5, Delta: 0.1, omega, Upsilon_L: 1, Gamma_R, delta_R: 0.2, mu_R: 1 },
    digits: 6,
  }).R;
console.log(ratio("spin-HO-metal", 0.1, 1), ratio("spin-TLS-metal", 0.1, 1)); // 0.716316 0.935487
console.log(ratio("spin-HO-metal", 1, 1), ratio("spin-TLS-metal", 1, 1)); // 0.961404 0.963943
console.log(ratio("spin-HO-metal", 0.1, 0.05), ratio("spin-TLS-metal", 0.1, 0.05)); // 0.907645 0.720819

// (20): solid-HO-metal with equal couplings; the gap drops out of R.
const electronToPhonon = { T_a: 0.5, Delta: 0.1, omega: 1, Gamma_L: 1, Gamma_R: 1, delta_R: 0.2, mu_R: 1 };
console.log(evaluate(junction("solid-HO-metal"), { at: electronToPhonon }).R); // 0.9907510173880873

// The known slips: each is shown by an exact derivation.
const slips = paperResults().filter(({ verdict }) => verdict === "slip");
console.log(slips.some(({ equation }) => equation === "(21)")); // true
