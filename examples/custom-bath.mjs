// A bath of your own: its rate k(T) downwards as an expression. Run with: node examples/custom-bath.mjs
import { conditions, current, evaluate, junctionFrom } from "heatdiode";

// Scattering whose strength grows as T^2, as of a metal with a curved density of states, against a solid.
const diode = await junctionFrom({
  left: { bath: "solid" },
  right: { bath: "custom", rate: "Gamma_R*(1 + kappa*T^2)/(1 - exp(-omega/T))" },
  subsystem: { kind: "HO" },
});
console.log(diode.parameters.map(({ name }) => name)); // ["Gamma_L", "omega", "Gamma_R", "kappa"]

// The oscillator between a solid and this bath rectifies for all positive parameters.
console.log(conditions(diode).rectifies); // always

// It is F_R = 1/(Gamma_R*(1 + kappa*T^2)) that varies with temperature: with F_L = 1/Gamma_L constant,
// R = (F_L + F_R(T_L))/(F_L + F_R(T_R)).
const at = { T_L: 2, T_R: 1, omega: 1, Gamma_L: 1, Gamma_R: 1, kappa: 1 };
console.log(evaluate(diode, { at, digits: 12 }).R); // 0.800000000000
console.log(((1 + 1 / 5) / (1 + 1 / 2)).toFixed(12)); // 0.800000000000

// A law known only by name: the verdict holds for every function g.
const unknown = await junctionFrom({
  left: { bath: "law", rate: "c*g(T)/(1 - exp(-omega/T))" },
  right: { bath: "law", rate: "g(T)/(1 - exp(-omega/T))" },
  subsystem: { kind: "TLS" },
});
console.log(conditions(unknown).vanishesIff); // [["c = 1"]]
console.log(current(unknown).where[0].text); // c*g(T_L)/(1 - exp((-omega)/T_L))
