// Your own formula: proved by normal form, or refuted at a point with certified digits. Run with: node examples/own-claim.mjs
import { assume, check, conditions, junction } from "heatdiode";

const diode = junction("solid-TLS-solid");

const right = await check(
  diode,
  "alpha_2 = -4*omega^3*Gamma_L*Gamma_R*(Gamma_L - Gamma_R)/((Gamma_L + Gamma_R)^2*T_a^4*sinh(2*omega/T_a)^2)",
);
console.log(right.verdict); // proved

const wrong = await check(
  diode,
  "alpha_1 = omega^2*Gamma_L*Gamma_R/((Gamma_L + Gamma_R)*T_a^2*sinh(2*omega/T_a))",
);
console.log(wrong.verdict, Number(wrong.counterexample.actual) / Number(wrong.counterexample.claimed)); // refuted 2

// (21) of the paper is announced for solid-HO-solid; it is true of solid-TLS-solid, in the classical limit.
const classical = "J = omega*Gamma_L*Gamma_R*Delta/(2*Gamma_L*T_L + 2*Gamma_R*T_R)";
console.log((await check(junction("solid-HO-solid"), classical, { classical: true })).verdict); // refuted
console.log((await check(diode, classical, { classical: true })).verdict); // proved

// Equal couplings: nothing rectifies any more, and R = 1 is a theorem.
const equal = "Gamma_L = Gamma_R";
console.log((await check(diode, "R = 1", { assume: equal })).verdict); // proved
console.log(conditions(await assume(diode, equal)).rectifies); // never
