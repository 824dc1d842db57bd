// A transmon: four levels n*omega - n(n-1)K/2. With the anharmonicity K it goes from the oscillator towards two levels.
// Run with: node examples/transmon.mjs
import { fileURLToPath } from "node:url";
import { evaluate, junction, loadJunction } from "heatdiode";

const transmon = await loadJunction(fileURLToPath(new URL("transmon.json", import.meta.url)));
const at = { T_L: 2, T_R: 1 };

const R = (K) => evaluate(transmon, { at: { ...at, K }, digits: 6 }).R;
console.log(R("1e-7"), R("0.2"), R("0.45")); // 1.21524 1.27147 1.36373

// The harmonic ladder of as many levels, and the two ends of the family.
const couplings = { omega: 1, Gamma_L: 1, Gamma_R: 3 };
const ladder = (name) =>
  evaluate(junction(`solid-${name}-solid`), { at: { ...at, ...couplings }, digits: 8 }).R;
console.log(ladder("TLS"), ladder("ladder:4"), ladder("HO")); // 1.3629432 1.2152373 1
