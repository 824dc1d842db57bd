// Two coupled qubits, each at its own bath. Run with: node examples/coupled-qubits.mjs
import { fileURLToPath } from "node:url";
import { evaluate, loadJunction, transitions } from "heatdiode";

const load = (file) => loadJunction(fileURLToPath(new URL(file, import.meta.url)));

// Ising coupling between unlike qubits: a near-perfect diode (Werlang et al., Phys. Rev. E 89, 062109 (2014)).
const ising = await load("ising-diode.json");
const cold = { T_L: 0.2, T_R: 0.02 };
const forward = evaluate(ising, { at: cold, digits: 11 });
console.log(forward.J); // 0.00020717746557
console.log((1 - Math.min(Number(forward.R), 1 / Number(forward.R))).toFixed(11)); // 0.99999999984

// One cycle of the four levels carries all of the heat, 2*lambda = 1 per turn.
const [part] = transitions(ising, { at: cold }).classes;
console.log(part.cycles.length, part.cycles[0].heat.toFixed(12)); // 1 1.000000000000

// Exchange coupling between detuned qubits rectifies even with equal couplings to the baths.
const exchange = await load("exchange-qubits.json");
console.log(evaluate(exchange, { at: { T_L: 0.9, T_R: 0.5 }, digits: 10 }).R); // 0.9473919239
