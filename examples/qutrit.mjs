// A qutrit whose two baths couple to different transitions. Run with: node examples/qutrit.mjs
import { fileURLToPath } from "node:url";
import { evaluate, expand, loadJunction, transitions } from "heatdiode";

const qutrit = await loadJunction(fileURLToPath(new URL("qutrit-diode.json", import.meta.url)));
const at = { T_L: 2, T_R: 1 };
const { J, J_reversed, R } = evaluate(qutrit, { at, digits: 10 });
console.log(J, J_reversed, R); // 0.1384853398 -0.1459491340 0.9488603049

// Which transitions carry the heat: from the left bath, and into the right one. Both sums are J.
const [inside] = transitions(qutrit, { at }).classes;
const sum = (key) => inside.transitions.reduce((total, row) => total + row[key], 0).toFixed(10);
console.log(sum("fromLeft"), sum("intoRight")); // 0.1384853398 0.1384853398

// Conductance and first even coefficient.
const [, alpha1, alpha2] = expand(qutrit, { order: 2, at: { T_a: 3 }, digits: 10 }).coefficients;
console.log(alpha1.value, alpha2.value); // 0.1434780156 -0.003609964531
