// The spin-boson rectifier: two levels between two solids (Segal and Nitzan, Phys. Rev. Lett. 94, 034301 (2005)).
// Run with: node examples/spin-boson.mjs
import { conditions, evaluate, expand, junction } from "heatdiode";

const diode = junction("solid-TLS-solid");

// The coefficients of Delta, as formulas and as numbers.
const { coefficients } = expand(diode, { order: 2 });
console.log(coefficients[1].formula().text); // 2*omega^2*Gamma_L*Gamma_R/(T_a^2*(Gamma_L + Gamma_R)*sinh(2*omega/T_a))

const at = { T_a: 1, omega: 1, Gamma_L: 1, Gamma_R: 3 };
const values = expand(diode, { order: 4, at }).coefficients.map(({ value }) => value);
console.log(values[1]); // 0.4135808471576748
console.log(values[2]); // 0.1140327447571066
console.log(values[3]); // -0.1372844172188883
console.log(values[4]); // -0.08437325201780698

// When does it rectify, and which way?
const { vanishesIff, direction } = conditions(diode);
console.log(vanishesIff); // [["Gamma_L = Gamma_R"]]
const weakLeft = direction.regions.find(({ where }) => where.includes("Gamma_L < Gamma_R"));
console.log(weakLeft.betterWhenHot); // left

// R at a finite bias is (Gamma_R t_c + Gamma_L t_h)/(Gamma_R t_h + Gamma_L t_c) with t = tanh(omega/2T).
console.log(evaluate(diode, { at: { ...at, Delta: 0.2 } }).R); // 1.114692844355241
const t = (T) => Math.tanh(1 / (2 * T));
console.log(((3 * t(0.4) + t(0.6)) / (3 * t(0.6) + t(0.4))).toFixed(12)); // 1.114692844355
